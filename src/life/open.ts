import type { Amount } from '../core/amount.js'
import type { EventCommon, PaymentEventFacts, RefundEventFacts } from '../core/event.js'
import type { Coverage, TokenAmount } from '../core/token-amount.js'
import type { Gateway } from '../gateway/gateway.js'
import type { TransferGateway } from '../gateway/transfer.js'
import { endOf, isMoment, type TransferFacts } from './attempt.js'

/** An order of which nobody knows yet how it ends, as it was stored before it was placed. */
export type OpenPayment = {
  /** Whose gateway placed it. */
  readonly provider: string
  readonly orderId: string
  /** As it was given to `createPayment`. */
  readonly placedAt: Date
  /** As it was given to `createPayment`. Ten minutes later it is closed, or found never to have been paid. Default: 15 days after `placedAt`. */
  readonly expiresAt?: Date
  /** Of an order of tokens, and of no other: what its provider finds it by besides. */
  readonly transfer?: TransferFacts
  /** The provider's own handle, as `createPayment` gave it, where there is one. */
  readonly reference?: string
}

/** A refund that was asked for. */
export type OpenRefund = {
  /** Whose gateway placed it. */
  readonly provider: string
  readonly orderId: string
  readonly refundId: string
  /** As it was given to `refundPayment`. */
  readonly placedAt: Date
  /** As the order was placed with; UnionPay's gateway asks for it. */
  readonly orderPlacedAt?: Date
  /** The provider's own handle of the order, as `createPayment` gave it, where there is one. */
  readonly reference?: string
  /** That of the refund, as `refundPayment` gave it. */
  readonly refundReference?: string
}

/** A charge of a payer's code which `settlePayment` left `unresolved`, or whose till died. */
export type OpenCharge = {
  /** Whose gateway placed it. */
  readonly provider: string
  readonly orderId: string
  /** When it was charged, as it was stored before the call. */
  readonly chargedAt: Date
  /** As it was placed with; UnionPay's gateway asks for it. */
  readonly placedAt?: Date
  /** As the `unresolved` result has it. */
  readonly undoing?: boolean
}

/** What a shop gives to `sweep`: a refund has a `refundId`, a charge a `chargedAt`, and a payment neither. */
export type OpenOrder = OpenPayment | OpenRefund | OpenCharge

/** What is told of them: in the words of the events of webhooks, as far as a query knows. `placedAt` is the refund's own where it is one. */
export type SweepEvent<A = Amount> =
  | (EventCommon &
      Omit<PaymentEventFacts, 'channel' | 'amount'> & {
        readonly type: 'payment.paid'
        /** What was ordered. Compare it with your order before you deliver. */
        readonly amount: A
        /** Of tokens: what has come, which is as much at least. */
        readonly received?: TokenAmount
        readonly coverage?: Coverage
        readonly placedAt?: Date
        readonly paidAt?: Date
        /** Of the row, where there is one. */
        readonly reference?: string
      })
  /** It brings no money any more: closed, failed, never seen by the provider, or a charge that was undone. */
  | (EventCommon & {
      readonly type: 'payment.closed' | 'payment.failed'
      readonly orderId: string
      readonly paymentId?: string
      /** Of tokens, where some have come all the same. */
      readonly received?: TokenAmount
      readonly coverage?: Coverage
      readonly placedAt?: Date
      readonly reference?: string
    })
  | (EventCommon &
      Omit<RefundEventFacts, 'amount' | 'refundedAmount'> & {
        readonly type: 'refund.succeeded' | 'refund.closed' | 'refund.needs-action'
        readonly orderId: string
        readonly amount: A
        readonly placedAt: Date
        readonly reference?: string
        readonly refundReference?: string
      })

/** What `sweep` asks of a gateway. One without `settlePayment` goes on with no charges. */
export type SweepingGateway = Pick<
  Gateway,
  'provider' | 'name' | 'identity' | 'rhythm' | 'rates' | 'getPayment' | 'endPayment' | 'getRefund' | 'settlePayment'
>

/** What it asks of one of tokens. One without `getRefund` has no refunds. */
export type SweepingTransferGateway = Pick<
  TransferGateway,
  'provider' | 'name' | 'identity' | 'rhythm' | 'rates' | 'getPayment' | 'endPayment' | 'getRefund'
> & { readonly settlePayment?: undefined }

/** Of money or of tokens. */
export type AnySweepingGateway = SweepingGateway | SweepingTransferGateway

export const isRefund = (order: OpenOrder): order is OpenRefund => (order as Partial<OpenRefund>).refundId !== undefined
export const isCharge = (order: OpenOrder): order is OpenCharge =>
  (order as Partial<OpenCharge>).chargedAt !== undefined
export const kindOf = (order: OpenOrder): 'payment' | 'refund' | 'charge' =>
  isRefund(order) ? 'refund' : isCharge(order) ? 'charge' : 'payment'

/** When it began, from which its rhythm counts. */
export const sinceOf = (order: OpenOrder): number => (isCharge(order) ? order.chargedAt : order.placedAt).getTime()

/** From then on it is late: a payment after its end, a refund after three days, in which banks should have it. */
export const lateFrom = (order: OpenOrder): number =>
  kindOf(order) === 'payment' ? endOf(order as OpenPayment) : sinceOf(order) + (isRefund(order) ? 3 * 86_400_000 : 0)

/** A row of a database has null where there is nothing. */
export const withoutNull = (order: OpenOrder): OpenOrder =>
  Object.fromEntries(Object.entries(order ?? {}).filter(([, value]) => value !== null)) as OpenOrder

/** What is wrong with it, in words that follow "is not right:". */
export function problemOf(order: OpenOrder, gateways: readonly AnySweepingGateway[]): string | undefined {
  const { provider, orderId } = order
  const { placedAt, expiresAt, refundId, orderPlacedAt, chargedAt } = order as Partial<
    OpenPayment & OpenRefund & OpenCharge
  >
  const gateway = gateways.find((gateway) => gateway.provider === provider)
  if (!gateway) return 'no gateway is of its provider'
  if (refundId !== undefined && !gateway.getRefund) return 'its provider gives nothing back'
  const texts = { orderId, ...(refundId !== undefined && { refundId }) }
  for (const [name, text] of Object.entries(texts))
    if (typeof text !== 'string' || text === '') return `${name} must be a text`
  const dates = { placedAt, expiresAt, orderPlacedAt, chargedAt }
  for (const [name, date] of Object.entries(dates))
    if (date !== undefined && !isMoment(date)) return `${name} must be a Date`
  return placedAt || (chargedAt && !isRefund(order)) ? undefined : 'placedAt must be a Date'
}
