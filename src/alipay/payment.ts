import type { Amount } from '../core/amount.js'
import type { PaymentStatus } from '../core/payment.js'
import { chinaDateOf, mustBeYuan, stateOf, yuanOf } from '../core/read.js'
import type { FromShape } from '../core/shape.js'
import { fromPassback } from './passback.js'
import type { tradeShape } from './wire.js'

/** A payment as Alipay sees it. */
export type AlipayPayment = {
  readonly orderId: string
  /** 支付宝交易号 `trade_no`. */
  readonly paymentId: string
  readonly status: PaymentStatus
  readonly amount: Amount
  /** What the payer paid. */
  readonly payerAmount?: Amount
  readonly paidAt?: Date
  /** `buyer_open_id`, or `buyer_user_id` for applications of the older kind. */
  readonly payerId?: string
  /** Decoded again, if it was encoded by `createPayment`. */
  readonly passbackParams?: string
  /** The verified answer, in the provider's own spelling. */
  readonly raw: FromShape<typeof tradeShape>
}

/** A refund as Alipay tells of it. */
export type AlipayRefund = {
  readonly refundId: string
  readonly orderId: string
  readonly paymentId: string
  /** `pending`: not confirmed yet, so unknown. `closed`: it failed for good, and nothing went back. */
  readonly status: 'pending' | 'succeeded' | 'closed'
  readonly amount: Amount
  readonly succeededAt?: Date
  readonly raw: unknown
}

export const tradeStates: Readonly<Record<string, PaymentStatus>> = {
  WAIT_BUYER_PAY: 'pending',
  TRADE_SUCCESS: 'paid',
  // Paid, and the time for refunds is over.
  TRADE_FINISHED: 'paid',
  TRADE_CLOSED: 'closed',
}

/** Reads a trade whose shape has been checked. `TRADE_CLOSED` is also what a payment refunded in full looks like. */
export function toPayment(raw: FromShape<typeof tradeShape>): AlipayPayment {
  // Not `??`: what is not there may also be empty.
  const payerId = raw.buyer_open_id || raw.buyer_user_id
  mustBeYuan(raw.trans_currency)
  const { passbackParams } = fromPassback(raw.passback_params)
  return {
    orderId: raw.out_trade_no,
    paymentId: raw.trade_no,
    status: stateOf(tradeStates, raw.trade_status),
    amount: yuanOf(raw.total_amount),
    ...(raw.buyer_pay_amount && { payerAmount: yuanOf(raw.buyer_pay_amount) }),
    ...(raw.send_pay_date && { paidAt: chinaDateOf(raw.send_pay_date) }),
    ...(payerId && { payerId }),
    ...(passbackParams !== undefined && { passbackParams }),
    raw,
  }
}
