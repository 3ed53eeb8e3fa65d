import { type Book, beside } from '../../mock/book.js'
import { write } from '../../mock/controls.js'
import { type MockGateway, runningOf, wholeTimes } from '../../mock/running.js'

type Forced = { readonly txnType: string; readonly respCode: string; readonly moves: boolean }

const forcedOf = (book: Book): Forced[] => beside(book, 'answers', () => [])

export type AnswerNextParameters = {
  /** Of which kind: 00 queries, 01 payments, 02 holds, 03 their taking, 04 refunds, 31, 32, 33 undoings, 99 reversals. */
  txnType: string
  /** What is answered: 03, 04 or 05 where nobody knows how it ended, 34 of a query for what is there all the same. */
  respCode: string
  /** Whether it is done behind the answer's back. Default `true`. */
  moves?: boolean
  /** How many in a row. Default 1. */
  times?: number
}

/**
 * The next message of a kind that is in order gets this answer, whatever becomes of it.
 *
 * @throws `RangeError` for a kind or a code that is none, and for `times` under 1.
 * @example
 * answerNext(mock, { txnType: '04', respCode: '05' }) // the refund was taken, and nobody says so
 */
export function answerNext(mock: MockGateway, parameters: AnswerNextParameters): void {
  const { txnType, respCode, moves = true, times = 1 } = parameters
  wholeTimes('answerNext', times)
  if (!/^\d\d$/.test(txnType)) throw new RangeError(`answerNext: no txnType ${JSON.stringify(txnType)}`)
  if (!/^[0-9A-Z]\d$/.test(respCode) || respCode === '00')
    throw new RangeError(`answerNext: no respCode ${JSON.stringify(respCode)} that is another one than 00`)
  const { book } = runningOf(mock, 'unionpay')
  for (let time = 0; time < times; time += 1) forcedOf(book).push({ txnType, respCode, moves })
  write(mock, 'unionpay', `answerNext ${respCode}`, txnType)
}

/** What was prepared for this kind, and is used up by it. */
export function takeAnswer(book: Book, txnType: string): Forced | undefined {
  const all = forcedOf(book)
  const place = all.findIndex((one) => one.txnType === txnType)
  return place < 0 ? undefined : all.splice(place, 1)[0]
}
