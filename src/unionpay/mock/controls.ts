import { type Book, beside } from '../../mock/book.js'
import { orderOf, write } from '../../mock/controls.js'
import { type MockGateway, runningOf, wholeTimes } from '../../mock/running.js'
import { type AppEnd, resultData } from './app.js'
import { payNow } from './orders.js'
import type { Platform } from './platform.js'

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

/**
 * The payer pays in the app, whose control gives back what `readAppResult` opens: pass `certificate` to it, and `unsafeSha1: true`,
 * since all controls that are known sign with SHA-1.
 *
 * @param parameters.tn The order's, as `createPayment` gave it to the app.
 * @param parameters.result `success` (default), `fail` for a card that is refused, or `cancel`.
 * @throws `Error` for an order that does not exist, has expired, or is not open.
 * @example
 * const { resultData, certificate } = await payInApp(mock, { tn: payment.nextAction.payload.tn })
 */
export async function payInApp(
  mock: MockGateway,
  parameters: { tn: string; result?: AppEnd },
): Promise<{ resultData: string; certificate: string }> {
  const { tn, result = 'success' } = parameters
  const order = orderOf(mock, { provider: 'unionpay', reference: tn })
  const platform = runningOf(mock, 'unionpay').book.beside.get('platform') as Platform
  order.opened = true
  if (result === 'success') payNow(platform, order)
  if (result === 'fail') order.declined = true
  write(mock, 'unionpay', `payInApp ${result}`, order.orderId)
  const { identity } = platform
  return { resultData: await resultData(identity, order, result), certificate: identity.leaf.certificate }
}

/** What was prepared for this kind, and is used up by it. */
export function takeAnswer(book: Book, txnType: string): Forced | undefined {
  const all = forcedOf(book)
  const place = all.findIndex((one) => one.txnType === txnType)
  return place < 0 ? undefined : all.splice(place, 1)[0]
}
