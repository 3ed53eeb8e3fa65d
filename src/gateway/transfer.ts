import type { CallOptions } from '../core/client.js'
import type { EventCommon } from '../core/event.js'
import type { Identity } from '../core/fact.js'
import type { Incoming } from '../core/incoming.js'
import type { PaymentStatus, RefundStatus, TransferAction } from '../core/payment.js'
import type { ParameterSchema } from '../core/standard.js'
import type { Coverage, TokenAmount } from '../core/token-amount.js'
import type { Gateway, GatewayRates } from './gateway.js'

/** An order of tokens, by all that any provider finds it again by: store it before the call, and ask with the same. */
export type TransferOrderNumber = {
  orderId: string
  /** When you place it: what is older is another order's. */
  placedAt: Date
  /** What is asked for. */
  amount: TokenAmount
  /** A number that no other order at the address has, 0 to 4294967295: XRPL tells orders apart by it, others pass over it. */
  tag?: number
  /** The provider's own handle, as `createPayment` gave it: Circle finds an order by no other, others pass over it. */
  reference?: string
}

export type TransferCreateParameters = TransferOrderNumber & {
  channel: 'transfer'
  /** Until when you wait. No chain refuses a later transfer: compare `paidAt`. */
  expiresAt?: Date
}

export type TransferCreateResult = {
  readonly channel: 'transfer'
  readonly orderId: string
  /** Store it with the order, where there is one. */
  readonly reference?: string
  /** What the payer is shown. Absent while the provider has no address for the order yet: `getPayment` tells it later. */
  readonly nextAction?: TransferAction
}

/** An order as its provider shows it: the payer decides how much comes, and when. */
export type TransferPayment = {
  readonly orderId: string
  readonly reference?: string
  /** Of the transfer that completed it. */
  readonly paymentId?: string
  /** `paid`: at least what was asked for has come. At XRPL it is never `closed`. */
  readonly status: PaymentStatus
  /** What was asked for. */
  readonly amount: TokenAmount
  /** What has come, all transfers together. */
  readonly received?: TokenAmount
  /** How that compares. Absent while nothing has come. `under`: money is there, also where the status is `closed`. */
  readonly coverage?: Coverage
  readonly paidAt?: Date
  /** While it can be paid, where the provider tells it again. */
  readonly nextAction?: TransferAction
}

export type TransferRefundParameters = {
  orderId: string
  /** The idempotency key. */
  refundId: string
  /** Of the order, as `createPayment` gave it. */
  reference?: string
  amount: TokenAmount
  /** Where to, by the payer's word: the address that the money came from may be an exchange's, which serves many. */
  address: string
  /** The tag or memo that the payer's address wants. */
  tag?: string
}

/** A refund that exists. */
export type TransferRefundNumber = {
  orderId: string
  refundId: string
  /** Of the order, as `createPayment` gave it. */
  reference?: string
  /** Of the refund, as `refundPayment` gave it. */
  refundReference?: string
}

export type TransferRefund = {
  readonly orderId: string
  readonly refundId: string
  /** Store it with the refund, where there is one. */
  readonly refundReference?: string
  readonly status: RefundStatus
  readonly amount: TokenAmount
}

export type TransferEvent =
  | (EventCommon & {
      readonly type: 'payment.paid' | 'payment.pending' | 'payment.closed' | 'payment.failed'
      /** Absent where the provider tells its own `reference` only. */
      readonly orderId?: string
      readonly reference?: string
      readonly paymentId?: string
      readonly amount?: TokenAmount
      readonly received?: TokenAmount
      readonly coverage?: Coverage
      readonly nextAction?: TransferAction
    })
  | (EventCommon & {
      readonly type: 'refund.succeeded' | 'refund.closed' | 'refund.needs-action'
      readonly orderId?: string
      readonly reference?: string
      readonly refundId?: string
      readonly refundReference?: string
      readonly amount?: TokenAmount
    })
  | (EventCommon & { readonly type: 'other' })

/** What a provider takes, as schemas that any validator can be handed. */
export type TransferLimits = { readonly createPayment: ParameterSchema<TransferCreateParameters> }

/**
 * A provider of tokens behind one face: the shop shows an address and an amount, and asks what has come. Not a {@link Gateway}, for
 * nobody holds the payer to the amount, and a ledger has no webhooks, nothing to close, and no way to give money back by itself.
 */
export type TransferGateway = {
  /** Whose it is, such as `xrpl`. */
  readonly provider: string
  /** Names the account among all of a shop's, such as `xrpl/r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59`. */
  readonly name: string
  /** What tells an order, and a refund, of the account apart from all others. */
  readonly identity: Identity
  readonly channels: readonly 'transfer'[]
  readonly limits: TransferLimits
  /** Seconds before each query of a payment that nobody has told of. */
  readonly rhythm: readonly number[]
  /** Calls a second and account that the provider publishes for a query; none: it publishes none. */
  readonly rates: GatewayRates
  /** Places an order, or where nobody has to be told says what the payer is to be shown. */
  createPayment(parameters: TransferCreateParameters, options?: CallOptions): Promise<TransferCreateResult>
  /** What has come for an order. */
  getPayment(parameters: TransferOrderNumber, options?: CallOptions): Promise<TransferPayment>
  /** Asks until enough has come, on the provider's rhythm. */
  awaitPayment(parameters: TransferOrderNumber, options?: CallOptions): Promise<TransferPayment>
  /** As of {@link Gateway}. `open`: there is no way, so nothing was sent; a payment that comes later is found all the same. */
  endPayment(
    parameters: TransferOrderNumber,
    options?: CallOptions,
  ): Promise<{ readonly orderId: string; readonly status: 'closed' | 'open' }>
} & Partial<TransferCapabilities>

/** What a provider of tokens may lack. */
export type TransferCapabilities = {
  /** Ends an order that nobody has paid. What is sent to its address all the same is still money that has come. */
  closePayment(
    parameters: TransferOrderNumber,
    options?: CallOptions,
  ): Promise<{ readonly orderId: string; readonly status: 'closed' }>
  /** Gives back a part of what has come or all of it, to the address that the payer names. */
  refundPayment(parameters: TransferRefundParameters, options?: CallOptions): Promise<TransferRefund>
  getRefund(parameters: TransferRefundNumber, options?: CallOptions): Promise<TransferRefund>
  /** Verifies a webhook of this provider, to this account, and types it. */
  receiveWebhook(incoming: Incoming): Promise<TransferEvent>
  /** The answer that the provider waits for; after `again` it sends the same webhook again. */
  acknowledge(answer: 'received' | 'again'): Promise<Response>
}

/** Names of {@link TransferCapabilities}. */
export type TransferCapability = keyof TransferCapabilities

/** A gateway that has these capabilities for certain, of this provider. */
export type TransferGatewayWith<N extends TransferCapability, P extends string = string> = TransferGateway &
  Pick<TransferCapabilities, N> & { readonly provider: P }

/** A provider of money or of tokens, where both are at home: in `sweep`, `resolveOrder` and a checkout. */
export type AnyGateway = Gateway | TransferGateway
