import type { Amount } from '../core/amount.js'
import type { PaymentStatus, RefundStatus } from '../core/payment.js'
import { dateOf, fenOf, stateOf, undocumented } from '../core/read.js'
import type { FromShape } from '../core/shape.js'
import type { refundShape, transactionShape } from './wire.js'

/** A payment as WeChat Pay sees it. */
export type WechatpayPayment = {
  readonly orderId: string
  /** 微信支付订单号 `transaction_id`, once paid. */
  readonly paymentId?: string
  readonly status: PaymentStatus
  /** `none` while no refund was accepted. Absent once there is one: the wire does not tell part from all. */
  readonly refunds?: 'none'
  /** What was ordered. Before payment it may be absent. */
  readonly amount?: Amount
  /** What the payer paid, coupons taken off. Absent where that was in another currency: `raw` has it. */
  readonly payerAmount?: Amount
  readonly paidAt?: Date
  /** `openid` of the payer; for partners that of the sub-merchant's app if it has one. */
  readonly payerId?: string
  readonly attach?: string
  /** The verified transaction object, in the provider's own spelling. */
  readonly raw: FromShape<typeof transactionShape>
}

/** A refund as WeChat Pay sees it. */
export type WechatpayRefund = {
  readonly refundId: string
  /** 微信支付退款单号 `refund_id`. */
  readonly providerRefundId: string
  readonly orderId: string
  readonly paymentId: string
  readonly status: RefundStatus
  readonly amount: Amount
  /** What was ordered. */
  readonly orderAmount: Amount
  readonly succeededAt?: Date
  /** Where the money goes, in WeChat Pay's words. */
  readonly receivedBy?: string
  /** The verified refund object, in the provider's own spelling. */
  readonly raw: unknown
}

const paymentStates: Record<string, PaymentStatus> = {
  NOTPAY: 'pending',
  USERPAYING: 'processing',
  ACCEPT: 'processing',
  SUCCESS: 'paid',
  REFUND: 'paid',
  CLOSED: 'closed',
  REVOKED: 'closed',
  PAYERROR: 'failed',
}

const refundStates: Record<string, RefundStatus> = {
  PROCESSING: 'pending',
  SUCCESS: 'succeeded',
  CLOSED: 'closed',
  ABNORMAL: 'needs-action',
}

/** Reads a transaction object whose shape has been checked. */
export function toPayment(raw: FromShape<typeof transactionShape>): WechatpayPayment {
  const { amount, payer } = raw
  // Not `??`: what is not there may also be empty.
  const payerId = payer?.sub_openid || payer?.sp_openid || payer?.openid
  const status = stateOf(paymentStates, raw.trade_state)
  // Who compares the amount before delivering must not find it missing.
  if (status === 'paid' && !(raw.transaction_id && typeof amount?.total === 'number')) {
    throw undocumented('a paid state without transaction_id or amount')
  }
  return {
    orderId: raw.out_trade_no,
    ...(raw.transaction_id && { paymentId: raw.transaction_id }),
    status,
    ...(raw.trade_state === 'SUCCESS' && { refunds: 'none' }),
    ...(typeof amount?.total === 'number' && { amount: fenOf(amount.total, amount.currency) }),
    // A wallet of another currency is no reason to miss a payment: what the shop is owed stands in `amount`.
    ...(typeof amount?.payer_total === 'number' &&
      (amount.payer_currency ?? 'CNY') === 'CNY' && { payerAmount: fenOf(amount.payer_total, 'CNY') }),
    ...(raw.success_time && { paidAt: dateOf(raw.success_time) }),
    ...(payerId && { payerId }),
    ...(raw.attach && { attach: raw.attach }),
    raw,
  }
}

type WireRefund = Omit<FromShape<typeof refundShape>, 'status'>

/** Reads a refund object whose shape has been checked; the state has two names on the wire. */
export function toRefund(raw: WireRefund, state: string): WechatpayRefund {
  return {
    refundId: raw.out_refund_no,
    providerRefundId: raw.refund_id,
    orderId: raw.out_trade_no,
    paymentId: raw.transaction_id,
    status: stateOf(refundStates, state),
    amount: fenOf(raw.amount.refund, raw.amount.currency),
    orderAmount: fenOf(raw.amount.total, raw.amount.currency),
    ...(raw.success_time && { succeededAt: dateOf(raw.success_time) }),
    ...(raw.user_received_account && { receivedBy: raw.user_received_account }),
    raw,
  }
}
