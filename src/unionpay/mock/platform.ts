import { fromChinaDigits, toChinaDigits } from '../../codec/time.js'
import type { Book, BookOrder, BookRefund } from '../../mock/book.js'
import type { MockClock } from '../../mock/clock.js'
import type { Witness } from '../../mock/evidence.js'
import { randomDigits } from '../../mock/numbers.js'
import type { NewNotice } from '../../mock/provider.js'
import type { Fields } from '../canonical.js'
import type { Identity } from './identity.js'
import type { MockUnionpayOptions } from './options.js'

/** What the handlers of this mock work on. */
export type Platform = {
  readonly clock: MockClock
  readonly book: Book
  readonly identity: Identity
  readonly options: MockUnionpayOptions
  /** Takes down what becomes of one message. */
  readonly witness?: Witness | undefined
  notify(notice: NewNotice): void
}

/** What a transaction does: moves the book, and says what to answer beside what is sent again, or in its place. */
export type Handler = (platform: Platform, asked: Fields) => Fields | Promise<Fields>

/** What UnionPay remembers of an order beside the book: of a payment (01), a hold (02), or what was taken of one (03). */
export type OrderMemory = {
  readonly asked: Fields
  /** The cashier's number: what an app is started with. */
  readonly tn: string
  /** What was taken is of a hold. */
  readonly hold?: BookOrder
  /** `respCode` by which it failed for good. */
  refusal?: string
  reversed?: boolean
}

export const memoryOf = (order: BookOrder) => order.wire as OrderMemory

/** Of what gives back: a refund (04), an undoing (31, 32, 33), or a reversal (99). */
export type RefundMemory = { readonly asked: Fields }
export const refundMemoryOf = (refund: BookRefund) => refund.wire as RefundMemory

/** Who pays here. */
export const payer = { card: '621626*********0018' } as const

/** `queryId`: 21 digits, the trace time and the trace number inside, as in published ones. */
export const newQueryId = ({ clock }: Pick<Platform, 'clock'>): string =>
  `${randomDigits(2)}${toChinaDigits(clock.now()).slice(2)}${randomDigits(6)}8`

/** `20260304120000` in China, as whole seconds since 1970; NaN for no time. */
export function secondsOf(time: string | undefined): number {
  const at = Date.parse(fromChinaDigits(time ?? ''))
  // Date.parse takes 30 February for 2 March.
  return toChinaText(at) === time ? at / 1000 : Number.NaN
}

const toChinaText = (at: number) => (Number.isNaN(at) ? undefined : toChinaDigits(at))

/** `MMDD` of the clearing day, which goes from 23:00 to 23:00. */
export const clearingDay = (at: number): string => toChinaDigits(at + 3_600_000).slice(4, 8)
