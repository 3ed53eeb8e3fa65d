import type { Amount } from '../core/amount.js'
import type { EventCommon, PaymentEventFacts } from '../core/event.js'
import type { Fields } from './canonical.js'

type Common = EventCommon & {
  readonly provider: 'baidu'
  /** The verified notice, in Baidu's own spelling. */
  readonly raw: Fields
}

type PaymentCommon = Common &
  PaymentEventFacts & {
    /** `userId`: the payer at Baidu. Refunds ask for it. */
    readonly payerId: string
  }

export type BaiduPaymentEvent = PaymentCommon & {
  readonly type: 'payment.paid'
  /** `payMoney`: what the payer paid, Baidu's coupons taken off. */
  readonly payerAmount?: Amount
  readonly paidAt?: Date
  /** As it was given to `createPayment`, in the form that Baidu gives it. It came through the payer's hands unsigned. */
  readonly returnData?: string
}
/** `payment.closed`: cancelled. `payment.pending`: a notice of an order that is not paid. */
export type BaiduUnpaidEvent = PaymentCommon & { readonly type: 'payment.closed' | 'payment.pending' }

type RefundCommon = Common & {
  /** Baidu's number of the order, which finds it: the two numbers below may be missing. */
  readonly paymentId: string
  /** `refundBatchId`, as `refundPayment` told it. Of a refund that Baidu began (异常退款) you know none. */
  readonly providerRefundId: string
  readonly orderId?: string
  readonly payerId?: string
}

/** How a refund ended. Its number is Baidu's own: the notice does not have yours. */
export type BaiduRefundEvent = RefundCommon & { readonly type: 'refund.succeeded' | 'refund.closed' }

/** Baidu asks whether to give money back (退款审核): answer it with `answerRefundAudit`. */
export type BaiduRefundAuditEvent = RefundCommon & {
  readonly type: 'refund.audit'
  /** `applyRefundMoney`. Older notices have none. */
  readonly amount?: Amount
}

/** A verified notice that has no type here. */
export type BaiduOtherEvent = Common & {
  readonly type: 'other'
  /** `status` or `refundStatus`, whichever it has; empty where it has none. */
  readonly name: string
}

export type BaiduEvent =
  | BaiduRefundAuditEvent
  | BaiduRefundEvent
  | BaiduUnpaidEvent
  | BaiduOtherEvent
  | BaiduPaymentEvent

/** What the merchant says to a refund that Baidu asks about. */
export type BaiduRefundDecision = {
  /** `undecided`: Baidu asks again after five minutes, without end. */
  decision: 'agree' | 'refuse' | 'undecided'
  /** What may go back. Default: what the notice asks for; of a notice that names none it must be given to agree. */
  amount?: Amount
}
