import type { Amount } from '../core/amount.js'
import type { AppAction, FormAction, JsapiAction, QrAction, RedirectAction, TransferAction } from '../core/payment.js'
import type { TokenAmount } from '../core/token-amount.js'

/** A way to pay. */
export type CheckoutChoice = {
  /** Whose gateway, such as `wechatpay`. */
  readonly provider: string
  readonly channel: 'qr' | 'page' | 'wap' | 'jsapi' | 'app' | 'transfer'
}

/** A way to pay that a checkout offers to this payer on this device. */
export type CheckoutOffer = CheckoutChoice & {
  /** Of an acquirer: whose wallet pays, such as `alipay`. Absent: the payer chooses, or the provider is the wallet. */
  readonly wallet?: string
}

/** What the payer does now, by type. */
export type CheckoutAction =
  | AppAction<Record<string, string>>
  | FormAction
  | JsapiAction<Record<string, string>>
  | RedirectAction
  /** Without `expiresAt`, which the attempt has. */
  | Omit<TransferAction, 'expiresAt'>
  | QrAction

/** The way that the payer has chosen. */
export type CheckoutAttempt = CheckoutOffer & {
  readonly nextAction: CheckoutAction
  /** When the code, link or call stops working, ISO 8601; before that the same attempt is renewed under its number. */
  readonly expiresAt: string
  /** Of a transfer of which too little has come: what is there, and what is missing still. */
  readonly received?: TokenAmount
  readonly missing?: TokenAmount
}

/**
 * Where a sale stands. All but `open` are ends. A payment that did not go through ends its order and not the sale: the view has no
 * `attempt` then, and the payer chooses again.
 */
export type CheckoutStatus = 'open' | 'paid' | 'expired' | 'closed'

/** What a browser may know of a sale: the answer of each endpoint of a checkout, as JSON. */
export type CheckoutView = {
  readonly status: CheckoutStatus
  readonly amount: Amount
  /** Who is paid, as the payer knows the shop. */
  readonly merchant: string
  readonly description: string
  /** The best one for this device first. */
  readonly offers: readonly CheckoutOffer[]
  readonly attempt?: CheckoutAttempt
  /** The server's clock, ISO 8601: a countdown counts from here, not from the device's. */
  readonly now: string
  /** When the sale ends unpaid, ISO 8601. */
  readonly expiresAt: string
  /** Seconds until the next question; absent at an end. */
  readonly askAfter?: number
  /** Where the shop wants the payer to go on once it has ended. */
  readonly continueUrl?: string
  /** A newer token of the same sale, where the server has renewed it. */
  readonly token?: string
}

/** Why an endpoint did not do it, as JSON `{ error }`. */
export type CheckoutRefusal = 'unknown' | 'not-offered' | 'ended' | 'too-many' | 'unavailable' | 'invalid'
