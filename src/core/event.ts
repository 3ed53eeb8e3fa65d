import type { Amount } from './amount.js'

/** What every verified webhook event has. */
export type EventCommon = {
  /** Stable over re-deliveries: the key of your table of events already handled. */
  readonly id: string
  readonly provider: string
}

export type PaymentEventFacts = {
  readonly orderId: string
  readonly paymentId: string
  /** What was ordered. Compare it with your order before you deliver. */
  readonly amount: Amount
}

export type RefundEventFacts = {
  readonly orderId: string
  readonly paymentId: string
  readonly refundId: string
  /** What is refunded by this refund. */
  readonly amount: Amount
}
