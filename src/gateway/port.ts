import type { Amount } from '../core/amount.js'
import type { CallOptions } from '../core/client.js'
import type { EventCommon, PaymentEventFacts, RefundEventFacts } from '../core/event.js'
import type { Incoming } from '../core/incoming.js'
import type { AppAction, JsapiAction, PaymentStatus, QrAction, RedirectAction, RefundStatus } from '../core/payment.js'

/** The channels that every gateway has, with the fields that every one of them can do with. */
export type GatewayChannel = 'qr' | 'wap' | 'app' | 'jsapi'

type Common = {
  /** 6 to 32 letters, digits and underscores: what all providers accept. The idempotency key. */
  orderId: string
  /** Currency CNY, value in fen, at most 100 million yuan. */
  amount: Amount
  /** What the payer reads: 1 to 127 characters without `/ = &`. */
  description: string
  /** Where webhooks go: absolute public address without a query string, at most 255 ASCII characters. */
  notifyUrl: string
  /** Last moment to pay. */
  expiresAt?: Date
}

type ByChannel = {
  qr: unknown
  wap: {
    /** IP address of the payer's device; some providers ask for it. */
    payerClientIp: string
    /**
     * Where the browser comes back to: absolute address of at most 256 ASCII characters, without a query string, since there are
     * providers that add signed parameters and forbid others beside them.
     */
    returnUrl?: string
  }
  app: unknown
  /** The payer's id at the provider (`openid`, `buyer_id`). */
  jsapi: { payerId: string }
}

type NextActions = {
  qr: QrAction
  wap: RedirectAction
  app: AppAction<Record<string, string>>
  jsapi: JsapiAction<Record<string, string>>
}

export type GatewayCreateParameters<C extends GatewayChannel = GatewayChannel> = C extends GatewayChannel
  ? Common & { channel: C } & ByChannel[C]
  : never

export type GatewayCreateResult<C extends GatewayChannel = GatewayChannel> = C extends GatewayChannel
  ? { readonly channel: C; readonly orderId: string; readonly nextAction: NextActions[C] }
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
  /** 1 to 64 letters, digits and underscores. The idempotency key. */
  refundId: string
  amount: Amount
  /** What was ordered. */
  orderAmount: Amount
  /** 1 to 80 characters. */
  reason?: string
}

export type GatewayRefund = {
  readonly orderId: string
  readonly refundId: string
  readonly status: RefundStatus
  readonly amount: Amount
}

export type GatewayEvent =
  | (EventCommon & PaymentEventFacts & { readonly type: 'payment.paid' | 'payment.closed' | 'payment.pending' })
  /** Not every provider tells how much one refund gave back: `getRefund` does. */
  | (EventCommon &
      Omit<RefundEventFacts, 'amount'> & {
        readonly type: 'refund.succeeded' | 'refund.closed' | 'refund.needs-action'
      })
  | (EventCommon & { readonly type: 'other' })

/**
 * A provider behind one face, for a shop that chooses it at run time: the honest intersection, nothing that one of them
 * lacks. For more, use the provider's own actions with the same client; numbers and states are the same.
 *
 * Errors have the same vocabulary of codes and outcomes, whoever the provider is. Where providers refuse for reasons of
 * their own the codes differ: a refund of more than is left is `REFUND_REFUSED` at Alipay and `REQUEST_REFUSED` at WeChat
 * Pay. Rely on `outcome` for the money, and on a code only where it is named here.
 */
export type Gateway = {
  readonly provider: string
  createPayment<C extends GatewayChannel>(
    parameters: GatewayCreateParameters<C>,
    options?: CallOptions,
  ): Promise<C extends GatewayChannel ? GatewayCreateResult<C> : never>
  /** `ORDER_NOT_FOUND` may also mean that nobody has opened the QR code or page yet; it can still be paid. */
  getPayment(parameters: { orderId: string }, options?: CallOptions): Promise<GatewayPayment>
  /** At Alipay a QR code or page that nobody has opened is `ORDER_NOT_FOUND`, and can still be paid until it expires. */
  closePayment(
    parameters: { orderId: string },
    options?: CallOptions,
  ): Promise<{ readonly orderId: string; readonly status: 'closed' }>
  refundPayment(parameters: GatewayRefundParameters, options?: CallOptions): Promise<GatewayRefund>
  /** `REFUND_NOT_FOUND`: at WeChat Pay it was not accepted; at Alipay, whose outcome is `unknown`, perhaps not yet. */
  getRefund(parameters: { orderId: string; refundId: string }, options?: CallOptions): Promise<GatewayRefund>
  receiveWebhook(incoming: Incoming): Promise<GatewayEvent>
  acknowledge(answer: 'received' | 'again'): Promise<Response>
}
