import type { Amount } from '../core/amount.js'
import type { CallOptions } from '../core/client.js'
import type { SettleResult } from '../core/dance.js'
import type { EventCommon, PaymentEventFacts, RefundEventFacts } from '../core/event.js'
import type { Identity } from '../core/fact.js'
import type { Incoming } from '../core/incoming.js'
import type {
  AppAction,
  FormAction,
  JsapiAction,
  PaymentStatus,
  QrAction,
  RedirectAction,
  RefundStatus,
} from '../core/payment.js'
import type { SettleOptions } from '../core/settle-options.js'
import type { ParameterSchema } from '../core/standard.js'
import type { StatementOptions } from '../statement/options.js'
import type { StatementRow } from '../statement/row.js'

/** The channels that a gateway may have, with the fields that every provider can do with. */
export type GatewayChannel = 'qr' | 'page' | 'wap' | 'app' | 'jsapi'

/** An order that exists. */
export type GatewayOrderNumber = {
  orderId: string
  /** As the order was placed with; some providers find it by both. */
  placedAt?: Date
}

/** A refund that exists. */
export type GatewayRefundNumber = {
  orderId: string
  refundId: string
  /** As the refund was asked for with; some providers find it by both. */
  placedAt?: Date
  /** As the order was placed with; some providers need it to tell whose the refund is. */
  orderPlacedAt?: Date
}

/** What every order has. Limits are the provider's own; `portable` narrows them to what all the gateways of a shop take. */
export type GatewayOrder = {
  /** The idempotency key. 8 to 32 letters and digits are taken by every provider. */
  orderId: string
  /** When you place it, in whole seconds. Some providers find an order by both: store it with the number before the call. */
  placedAt?: Date
  /** Currency CNY, value in fen. */
  amount: Amount
  /** What the payer reads; 1 to 32 characters without `/ = & { } [ ] "` are taken by every provider. */
  description: string
  /** Where webhooks go: absolute public address without a query string, at most 255 ASCII characters for every provider. */
  notifyUrl: string
  /** Last moment to pay. */
  expiresAt?: Date
}

/** What a channel asks for besides. */
export type GatewayChannelFields = {
  qr: unknown
  page: {
    /**
     * Where the browser comes back to: absolute address of at most 256 ASCII characters, without a query string, since there are
     * providers that add signed parameters and forbid others beside them.
     */
    returnUrl?: string
  }
  wap: GatewayChannelFields['page'] & {
    /** IP address of the payer's device; some providers ask for it. */
    payerClientIp: string
    /** The system of the payer's device; some providers ask for it. */
    payerOs?: 'ios' | 'android'
  }
  app: unknown
  /** The payer's id at the provider (`openid`, `buyer_id`). */
  jsapi: { payerId: string }
}

/** What the shop does now, by channel. */
export type GatewayNextActions = {
  qr: QrAction
  /** As for `wap`, on a desktop. */
  page: RedirectAction | FormAction
  /** Where the provider wants a form, the payer's browser posts it: its `html` does so by itself. */
  wap: RedirectAction | FormAction
  app: AppAction<Record<string, string>>
  jsapi: JsapiAction<Record<string, string>>
}

export type GatewayCreateParameters<C extends GatewayChannel = GatewayChannel> = C extends GatewayChannel
  ? GatewayOrder & { channel: C } & GatewayChannelFields[C]
  : never

export type GatewayCreateResult<C extends GatewayChannel = GatewayChannel> = C extends GatewayChannel
  ? { readonly channel: C; readonly orderId: string; readonly nextAction: GatewayNextActions[C] }
  : never

/** At Alipay a payment refunded in full is `closed`; at WeChat Pay it stays `paid`. */
export type GatewayPayment = {
  readonly orderId: string
  readonly paymentId?: string
  readonly status: PaymentStatus
  readonly amount?: Amount
  readonly paidAt?: Date
}

export type GatewayRefundParameters = {
  orderId: string
  /** The idempotency key. 8 to 40 letters and digits are taken by every provider. */
  refundId: string
  /** When you ask for it, in whole seconds. Some providers find a refund by both: store it with the number before the call. */
  placedAt?: Date
  /** As the order was placed with; some providers find it by both. */
  orderPlacedAt?: Date
  amount: Amount
  /** What was ordered. */
  orderAmount: Amount
  /**
   * Where the end of it is told, as of an order. Some providers tell it there only, some to an address of their console, and Alipay
   * where the order's payment was told. Default: what the provider has.
   */
  notifyUrl?: string
  /** 1 to 80 characters. */
  reason?: string
  /** The provider's number of the payment, from its webhook or a query: some providers find it by no other, and are spared a query. */
  paymentId?: string
}

export type GatewayRefund = {
  readonly orderId: string
  readonly refundId: string
  readonly status: RefundStatus
  readonly amount: Amount
}

export type GatewayEvent =
  | (EventCommon &
      PaymentEventFacts & { readonly type: 'payment.paid' | 'payment.closed' | 'payment.failed' | 'payment.pending' })
  /** Of `amount` and `refundedAmount` each where the provider tells it; `getRefund` says what one refund gave back. */
  | (EventCommon &
      RefundEventFacts & {
        readonly type: 'refund.succeeded' | 'refund.closed' | 'refund.needs-action'
      })
  | (EventCommon & { readonly type: 'other' })

/** A payer's code and the sale, or the number alone to go on with one. */
export type GatewaySettleParameters = SettleOptions &
  (
    | (GatewayOrderNumber & { payerCode?: undefined })
    | {
        orderId: string
        /** As for an order; each further call wants the same. */
        placedAt?: Date
        payerCode: string
        amount: Amount
        description: string
        /** IP address of the machine that charges. */
        payerClientIp: string
        /** Your own code of the shop; some providers ask for it. */
        storeId?: string
      }
  )

/** What a provider takes, as schemas that any validator can be handed: of creating a payment and of a refund. */
export type GatewayLimits = {
  readonly createPayment: ParameterSchema<GatewayCreateParameters>
  readonly refundPayment: ParameterSchema<GatewayRefundParameters>
}

/** By channel: whose wallet pays. */
export type GatewayWallets = { readonly [channel in GatewayChannel]?: string }

export type GatewayRates = { readonly [action in 'getPayment' | 'getRefund']?: number }

/**
 * A provider behind one face, for a shop that chooses it at run time. What not every provider has is optional here; a
 * provider's own gateway has it for certain, and so has what {@link portable} makes of several that all have it. For more,
 * use the provider's own actions with the same client; numbers and states are the same.
 *
 * Errors have the same vocabulary of codes and outcomes, whoever the provider is. Where providers refuse for reasons of
 * their own the codes differ: a refund of more than is left is `REFUND_REFUSED` at Alipay and `REQUEST_REFUSED` at WeChat
 * Pay. Rely on `outcome` for the money, and on a code only where it is named here.
 */
export type Gateway<C extends GatewayChannel = GatewayChannel> = {
  /** Whose it is, such as `unionpay`. */
  readonly provider: string
  /** Names the account among all of a shop's, such as `unionpay/777290058110048`. */
  readonly name: string
  /** What tells an order, and a refund, of the account apart from all others. */
  readonly identity: Identity
  /** How a payer can pay here. */
  readonly channels: readonly C[]
  /**
   * Of an acquirer: whose wallet pays what these channels place, such as `{ qr: 'alipay' }`. Elsewhere the payer chooses, or the
   * provider is the wallet.
   */
  readonly wallets: GatewayWallets
  readonly limits: GatewayLimits
  /** Seconds before each query of a payment that nobody has told of, as the provider recommends. */
  readonly rhythm: readonly number[]
  /** Calls a second and account that the provider publishes for a query; none: it publishes none. */
  readonly rates: GatewayRates
  /** Places an order; `nextAction` is what the payer pays by. */
  createPayment<K extends C>(
    parameters: GatewayCreateParameters<K>,
    options?: CallOptions,
  ): Promise<K extends GatewayChannel ? GatewayCreateResult<K> : never>
  /** `ORDER_NOT_FOUND` may also mean that nobody has opened the QR code or page yet; it can still be paid. */
  getPayment(parameters: GatewayOrderNumber, options?: CallOptions): Promise<GatewayPayment>
  /**
   * Ends an order that nobody has paid before its time: closes it, or cancels it where that is the provider's way. `open`: it has
   * none, so nothing was sent, and the order ends by its own time.
   */
  endPayment(
    parameters: GatewayOrderNumber,
    options?: CallOptions,
  ): Promise<{ readonly orderId: string; readonly status: 'closed' | 'open' }>
  /** Gives back a part of a payment or all of it; `pending` until the provider has done so. */
  refundPayment(parameters: GatewayRefundParameters, options?: CallOptions): Promise<GatewayRefund>
  /** `REFUND_NOT_FOUND`: at WeChat Pay it was not accepted; at Alipay, whose outcome is `unknown`, perhaps not yet. */
  getRefund(parameters: GatewayRefundNumber, options?: CallOptions): Promise<GatewayRefund>
  /** Verifies a webhook of this provider, to this account, and types it. */
  receiveWebhook(incoming: Incoming): Promise<GatewayEvent>
  /** The answer that the provider waits for; after `again` it sends the same webhook again. */
  acknowledge(answer: 'received' | 'again'): Promise<Response>
} & Partial<GatewayCapabilities>

/** What a provider may lack. */
export type GatewayCapabilities = {
  /** Asks until the payment is final, on the rhythm that the provider recommends. */
  awaitPayment(parameters: GatewayOrderNumber, options?: CallOptions): Promise<GatewayPayment>
  /** At Alipay a QR code or page that nobody has opened is `ORDER_NOT_FOUND`, and can still be paid until it expires. */
  closePayment(
    parameters: { orderId: string },
    options?: CallOptions,
  ): Promise<{ readonly orderId: string; readonly status: 'closed' }>
  /** Whether a scanned text has the form of this provider's payment codes. Nothing is sent. */
  isPayerCode(code: string): boolean
  /** Charges the code that the payer shows and brings it to an end. */
  settlePayment(parameters: GatewaySettleParameters, options?: CallOptions): Promise<SettleResult<GatewayPayment>>
  /** Undoes a charge of a payer's code, whatever its state. */
  cancelPayment(parameters: GatewayOrderNumber, options?: CallOptions): Promise<{ readonly orderId: string }>
  /** The payments and refunds of one day, `yyyy-MM-dd`. */
  downloadStatement(
    parameters: { date: string },
    options?: StatementOptions,
  ): AsyncGenerator<StatementRow, void, undefined>
}

/** Names of {@link GatewayCapabilities}. */
export type GatewayCapability = keyof GatewayCapabilities

/** A gateway that has these capabilities for certain, of this provider. */
export type GatewayWith<C extends GatewayChannel, N extends GatewayCapability, P extends string = string> = Gateway<C> &
  Pick<GatewayCapabilities, N> & { readonly provider: P }

/** The capabilities among these names, such as those of the actions that a provider brings. */
export type CapabilitiesIn<T> = Extract<
  { [N in keyof T]-?: T[N] extends undefined ? never : N }[keyof T],
  GatewayCapability
>
