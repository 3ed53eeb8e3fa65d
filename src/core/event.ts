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
  /**
   * `barcode`, `face`: a payer's code was charged. About such a payment `settlePayment` alone decides, which may be undoing
   * it at this moment: deliver nothing by this event. Absent for all other payments.
   */
  readonly channel?: 'barcode' | 'face'
}

export type RefundEventFacts = {
  // Absent where the provider tells the refund's number only.
  readonly orderId?: string
  readonly paymentId?: string
  readonly refundId: string
  /** What this refund gives back. Absent where the provider tells the sum only. */
  readonly amount?: Amount
  /** All that was given back of this payment so far, this refund included. Absent where the provider tells this one only. */
  readonly refundedAmount?: Amount
}

/** What a webhook is answered with: it is done, or it shall come again. A provider may have further words. */
export type Acknowledgement<Further extends string = never> = 'received' | 'again' | Further

/** Tells two events of no type here apart, by their numbers. Without any it is none: a handler then knows them by their bytes. */
export function otherId(name: string, numbers: readonly unknown[]): string {
  const told = numbers.filter((number) => number && typeof number !== 'object')
  return told[0] ? [name, ...told].join('/') : ''
}
