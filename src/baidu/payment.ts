import type { Amount } from '../core/amount.js'
import type { PaymentStatus, RefundStatus } from '../core/payment.js'
import { minorUnitsOf, stateOf, undocumented } from '../core/read.js'
import { inShape } from '../core/shape.js'
import { acceptedShape, orderShape } from './wire.js'

/** A payment as Baidu sees it. */
export type BaiduPayment = {
  readonly orderId: string
  /** `orderId` at Baidu, of the order as soon as the payer has opened the cashier. Refunds and closing ask for it. */
  readonly paymentId: string
  /** `closed`: cancelled, or given back by an abnormal refund (异常退款). */
  readonly status: PaymentStatus
  /** `totalMoney`: what was ordered. */
  readonly amount: Amount
  /** `payMoney`: what the payer paid, Baidu's coupons taken off. */
  readonly payerAmount?: Amount
  /** `userId`: the payer at Baidu's cashier. Refunds ask for it. */
  readonly payerId?: string
  /** `openId`: the payer in the smart program. */
  readonly openId?: string
  /** The answer, in Baidu's own spelling. */
  readonly raw: unknown
}

/** A refund as Baidu sees it. */
export type BaiduRefund = {
  readonly refundId: string
  /** `refundBatchId`: Baidu's own number of the refund. Its webhooks have no other: store it. */
  readonly providerRefundId: string
  readonly orderId: string
  readonly paymentId: string
  readonly status: RefundStatus
  /** The answer, in Baidu's own spelling. */
  readonly raw: unknown
}

const paymentStates = { '-1': 'closed', '1': 'pending', '2': 'paid' } as const
const refundStates = { '1': 'pending', '2': 'succeeded', '3': 'closed' } as const

/** A number of Baidu's, as text. @throws `BODY_INVALID` for what is none. */
export function digitsOf(value: unknown, what: string): string {
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value
  if (typeof text !== 'string' || !/^-?\d{1,20}$/.test(text)) throw undocumented(`${what} that is no number`)
  return text
}

export const fen = (value: unknown, what: string): Amount => minorUnitsOf(digitsOf(value, what), 'CNY')

/** Reads an answer to a query of an order. */
export function toPayment(value: unknown): BaiduPayment {
  const raw = inShape(orderShape, value)
  const { totalMoney, payMoney, userId, openId } = raw
  return {
    orderId: raw.tpOrderId,
    paymentId: digitsOf(raw.orderId, 'an orderId'),
    status: stateOf(paymentStates, digitsOf(raw.status, 'a status')),
    // Who compares the amount before delivering must not find it missing.
    amount: fen(totalMoney, 'a totalMoney'),
    ...(payMoney != null && { payerAmount: fen(payMoney, 'a payMoney') }),
    ...(userId != null && { payerId: digitsOf(userId, 'a userId') }),
    ...(openId != null && openId !== '' && { openId: String(openId) }),
    raw: value,
  }
}

/** Reads an answer to a refund that was asked for: accepted, and not there yet. */
export function toAccepted(value: unknown) {
  const { refundBatchId, refundPayMoney } = inShape(acceptedShape, value)
  return {
    providerRefundId: digitsOf(refundBatchId, 'a refundBatchId'),
    ...(refundPayMoney != null && { payerAmount: fen(refundPayMoney, 'a refundPayMoney') }),
  }
}

export const refundStatusOf = (value: unknown): RefundStatus => stateOf(refundStates, digitsOf(value, 'a refundStatus'))
