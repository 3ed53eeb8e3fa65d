import type { Amount } from '../core/amount.js'
import type { Gateway, GatewayPayment } from '../gateway/gateway.js'

/** One order of a sale, as it was stored before it was placed. */
export type Attempt = {
  /** Whose gateway placed it. */
  readonly provider: string
  readonly orderId: string
  /** As it was given to `createPayment`. */
  readonly placedAt: Date
  /**
   * As it was given to `createPayment`. Until then an order that its provider has not heard of is watched: its code may be
   * scanned yet. Default: 15 days after `placedAt`, longer than any of the providers keeps one open.
   */
  readonly expiresAt?: Date
  /** The provider's own handle, for providers that find an order by no number of the shop's. None of these asks for it. */
  readonly reference?: string
  /**
   * It is to be paid no longer, for another attempt has its place, or the payer gave up: closed as soon as its provider does so.
   * Where it is paid all the same: `replaced`: that counts as any other payment. `void`: it goes back, since the sale has
   * another amount by now, unless an earlier call has kept it already: `paid.amount` shows that.
   */
  readonly superseded?: 'replaced' | 'void'
}

/** What {@link resolveOrder} asks of a gateway: any has it, also one that `portable` has narrowed. */
export type ResolvingGateway = Pick<
  Gateway,
  'provider' | 'rhythm' | 'getPayment' | 'endPayment' | 'refundPayment' | 'getRefund'
>

/** The money of a sale: which attempt brought it, and what its provider says of it. */
export type PaidAttempt = {
  readonly provider: string
  readonly orderId: string
  readonly paymentId?: string
  /** What was ordered. */
  readonly amount: Amount
  readonly paidAt?: Date
}

const minute = 60_000
const day = 24 * 60 * minute

/** After this nothing can come of it: ten minutes after its last moment, for what was under way. In milliseconds. */
export const endOf = ({ placedAt, expiresAt }: Pick<Attempt, 'placedAt' | 'expiresAt'>): number =>
  (expiresAt?.getTime() ?? placedAt.getTime() + 15 * day) + 10 * minute

/** Not instanceof: a Date may come from another realm. */
export const isMoment = (value: unknown): boolean =>
  Object.prototype.toString.call(value) === '[object Date]' && !Number.isNaN((value as Date).getTime())

/** The money of a payment that is paid. Its amount is always told then: the gateways see to that. */
export const moneyOf = ({ paymentId, amount }: GatewayPayment): Pick<PaidAttempt, 'paymentId' | 'amount'> => ({
  ...(paymentId && { paymentId }),
  amount: amount!,
})

/** Names an attempt within its sale. */
export const keyOf = ({ provider, orderId }: { provider: string; orderId: string }): string => `${provider}/${orderId}`

/** The number of the refund that gives back a second payment: always the same, whoever asks for it and however often. */
export const refundIdOf = ({ orderId }: Attempt): string => `${orderId}TWICE`

/**
 * The next time to ask about something that began at `since`: on the provider's rhythm, and when that ends, after as long as it has
 * been open, 30 minutes at most unless the rhythm itself is slower.
 */
export function nextAsk(rhythm: readonly number[], since: number, now: number): number {
  let at = since
  for (let place = 0; at <= now; place += 1) {
    const documented = rhythm[place]
    at +=
      documented === undefined
        ? Math.max((rhythm.at(-1) ?? 0) * 1000, Math.min(Math.max(at - since, minute), 30 * minute))
        : documented * 1000
  }
  return at
}
