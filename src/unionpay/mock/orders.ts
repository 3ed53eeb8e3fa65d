import type { Currency } from '../../core/amount.js'
import {
  type BookOrder,
  type BookRefund,
  findOrder,
  nameOrder,
  payOrder,
  placeOrder,
  refundsOf,
} from '../../mock/book.js'
import { randomDigits } from '../../mock/numbers.js'
import type { Fields } from '../canonical.js'
import { memoryOf, newQueryId, type OrderMemory, type Platform, payer, refundMemoryOf, secondsOf } from './platform.js'

const payWithin = 15 * 60_000

/** A new order of the book. */
export function place(platform: Platform, asked: Fields, more: Pick<OrderMemory, 'hold'> = {}): BookOrder {
  const { book, clock } = platform
  const { orderId = '', txnTime, txnAmt, payTimeout } = asked
  const tn = randomDigits(21)
  const order = placeOrder(book, {
    orderId,
    placedAt: secondsOf(txnTime),
    amount: { currency: 'CNY' satisfies Currency, value: Number(txnAmt) },
    createdAt: clock.now(),
    expiresAt: payTimeout === undefined ? clock.now() + payWithin : secondsOf(payTimeout) * 1000,
    opened: false,
    wire: { asked, tn, ...more } satisfies OrderMemory,
  })
  nameOrder(book, tn, order)
  return order
}

/** How the payer's payment is numbered; nobody can pay any more who had one try. */
export function newPayment(platform: Platform, order: BookOrder): { paymentId: string; payerId: string } {
  if (order.status === 'pending' && order.declined && isCode(order)) order.status = 'closed'
  const paymentId = newQueryId(platform)
  nameOrder(platform.book, paymentId, order)
  return { paymentId, payerId: payer.card }
}

/** The money has moved: the book moves, a notification is queued. */
export function payNow(platform: Platform, order: BookOrder): void {
  const { clock, notify } = platform
  payOrder(order, { ...newPayment(platform, order), now: clock.now() })
  notify({ type: 'payment.paid', order, at: clock.now() })
}

/** A payer's code is one try. */
const isCode = (order: BookOrder) => memoryOf(order).asked.qrNo !== undefined

/** A transaction, whichever of the book's two kinds it is. */
export type Transaction = {
  readonly asked: Fields
  /** `respCode` of where it stands: 05 as long as nobody knows. */
  readonly code: string
  readonly value: number
  readonly queryId?: string | undefined
  /** When it was done, as far as it is. */
  readonly at?: number | undefined
  /** What it is about, where it is about another one. */
  readonly original?: BookOrder | undefined
  /** No payer has seen it. */
  readonly unopened?: boolean
}

export const ofOrder = (platform: Platform, order: BookOrder): Transaction => ({
  asked: memoryOf(order).asked,
  code: codeOf(platform, order),
  value: order.amount.value,
  queryId: order.paymentId,
  at: order.paidAt,
  original: memoryOf(order).hold,
  unopened: !order.opened,
})

const refundCodes = { pending: '05', 'needs-action': '05', succeeded: '00', closed: '63' } as const

export const ofRefund = (refund: BookRefund): Transaction => ({
  asked: refundMemoryOf(refund).asked,
  code: refundCodes[refund.status],
  value: refund.value,
  queryId: refund.providerRefundId,
  at: refund.settledAt,
  original: refund.order,
})

/** Which codes there are where nobody paid in time, and after a reversal, is unconfirmed. */
function codeOf({ clock, options }: Platform, order: BookOrder): string {
  const { refusal, reversed } = memoryOf(order)
  if (reversed && !(order.status === 'paid' && options.unconfirmed?.tellsReversedPaid)) return '30'
  if (order.status === 'paid') return '00'
  if (refusal) return refusal
  if (order.declined) return '64'
  return clock.now() > order.expiresAt ? '69' : '05'
}

/** By the merchant's number and time. */
export function findByNumber(platform: Platform, orderId = '', txnTime = ''): Transaction | undefined {
  const { book } = platform
  const placedAt = secondsOf(txnTime)
  const order = findOrder(book, orderId, placedAt)
  if (order) return ofOrder(platform, order)
  const refund = refundsOf(book, orderId).find((one) => one.placedAt === placedAt)
  return refund && ofRefund(refund)
}

export function findByQueryId(platform: Platform, queryId: string): Transaction | undefined {
  const { book } = platform
  const order = book.numbers.get(queryId)
  if (order?.paymentId === queryId) return ofOrder(platform, order)
  const refund = [...book.refunds.values()].flat().find((one) => one.providerRefundId === queryId)
  return refund && ofRefund(refund)
}

/** The order that a transaction is about, by `origQryId`, or by `origOrderId` and `origTxnTime`. */
export function originalOf({ book }: Platform, { origQryId, origOrderId = '', origTxnTime }: Fields) {
  if (origQryId === undefined) return findOrder(book, origOrderId, secondsOf(origTxnTime))
  const order = book.numbers.get(origQryId)
  return order?.paymentId === origQryId ? order : undefined
}
