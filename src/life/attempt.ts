import type { Amount } from '../core/amount.js'
import type { Coverage, TokenAmount } from '../core/token-amount.js'
import type { Gateway, GatewayPayment } from '../gateway/gateway.js'
import type { TransferGateway, TransferOrderNumber, TransferPayment } from '../gateway/transfer.js'

/** Of an order of tokens, as it was given to `createPayment`. */
export type TransferFacts = { readonly amount: TokenAmount; readonly tag?: number }

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
  /** Of an order of tokens, and of no other: what its provider finds it by besides. */
  readonly transfer?: TransferFacts
  /** The provider's own handle, as `createPayment` gave it, where there is one. */
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

/** What it asks of one of tokens: it gives nothing back. */
export type ResolvingTransferGateway = Pick<TransferGateway, 'provider' | 'rhythm' | 'getPayment' | 'endPayment'>

/** What these gateways are paid in: `Amount`, `TokenAmount`, or either. */
export type AmountOf<G extends { getPayment(...given: never[]): Promise<{ readonly amount?: unknown }> }> = NonNullable<
  Awaited<ReturnType<G['getPayment']>>['amount']
>

/** The money of a sale: which attempt brought it, and what its provider says of it. */
export type PaidAttempt<A = Amount> = {
  readonly provider: string
  readonly orderId: string
  readonly paymentId?: string
  /** What was ordered. */
  readonly amount: A
  /** Of tokens, where the payer decides how much: what has come, which is as much at least. */
  readonly received?: TokenAmount
  /** Of tokens. `over`: what is too much is yours to give back. */
  readonly coverage?: Coverage
  readonly paidAt?: Date
}

const minute = 60_000
const day = 86_400_000

/** After this nothing can come of it: ten minutes after its last moment, for what was under way. In milliseconds. */
export const endOf = ({ placedAt, expiresAt }: Pick<Attempt, 'placedAt' | 'expiresAt'>): number =>
  (expiresAt?.getTime() ?? placedAt.getTime() + 15 * day) + 10 * minute

/** Not instanceof: a Date may come from another realm. */
export const isMoment = (value: unknown): boolean =>
  Object.prototype.toString.call(value) === '[object Date]' && !Number.isNaN((value as Date).getTime())

/** A payment of money or of tokens. */
export type AnyPayment = GatewayPayment | TransferPayment

/** The money of a payment that is paid. Its amount is always told then: the gateways see to that. */
export function moneyOf(
  payment: AnyPayment,
): Omit<PaidAttempt<Amount | TokenAmount>, 'provider' | 'orderId' | 'paidAt'> {
  const { paymentId, amount } = payment
  return { ...(paymentId && { paymentId }), amount: amount!, ...comeOf(payment) }
}

/** How much of it has come, where the payer decides that. */
export function comeOf(payment: AnyPayment): { readonly received?: TokenAmount; readonly coverage?: Coverage } {
  const { received, coverage } = payment as TransferPayment
  return { ...(received && { received }), ...(coverage && { coverage }) }
}

/** What its provider finds an order by: of money by no more than number and time. */
export function numberOf({
  orderId,
  placedAt,
  transfer,
  reference,
}: Pick<Attempt, 'orderId' | 'placedAt' | 'transfer' | 'reference'>):
  | TransferOrderNumber
  | { orderId: string; placedAt: Date } {
  if (!transfer) return { orderId, placedAt }
  const { amount, tag } = transfer
  // Out of a database null stands where there is nothing.
  return { orderId, placedAt, amount, ...(tag != null && { tag }), ...(reference != null && { reference }) }
}

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
