import type { TokenAmount } from './token-amount.js'

/** How the payer pays. */
export type Channel =
  /** The shop shows a QR code, the payer scans it. */
  | 'qr'
  /** The payer shows a code, the shop scans it. */
  | 'barcode'
  /** A desktop page. */
  | 'page'
  /** A mobile page outside the wallet. */
  | 'wap'
  /** A native app. */
  | 'app'
  /** A page inside the wallet. */
  | 'jsapi'
  /** A mini program inside the wallet. */
  | 'miniprogram'
  /** A face terminal. */
  | 'face'
  /** The provider's own element in a page of the shop's. */
  | 'embedded'
  /** Tokens to an address. */
  | 'transfer'

/** Where a payment stands. `paid` stays `paid` when it is refunded: see `refunds`. */
export type PaymentStatus = 'pending' | 'processing' | 'paid' | 'closed' | 'failed'

/** Where a refund stands. `needs-action`: the money can't go back the way it came; see the provider's page. */
export type RefundStatus = 'pending' | 'succeeded' | 'closed' | 'needs-action'

/** Draw `content` as a QR code, see `shroff/qr`. */
export type QrAction = { readonly type: 'qr'; readonly content: string }
/** Send the payer's browser to `url`. Nothing in it may change; what may be appended stands on the provider's page. */
export type RedirectAction = {
  readonly type: 'redirect'
  readonly url: string
  /**
   * The provider refuses a browser that does not say which site it comes from, as under `Referrer-Policy: no-referrer`, a usual
   * default. A link that the payer clicks may say so all the same: `<a href={url} referrerpolicy={referrerPolicy}>`.
   */
  readonly referrerPolicy?: 'origin'
}
/** Hand `parameters` to the wallet's page or mini program call, unchanged: they are signed. */
export type JsapiAction<P> = { readonly type: 'jsapi'; readonly parameters: Readonly<P> }
/** Hand `payload` to the wallet's SDK in the app, unchanged: it is signed. */
export type AppAction<P> = { readonly type: 'app'; readonly payload: Readonly<P> }
/** Post `fields` to `url` from the payer's browser; `html` is a page that does so by itself. */
export type FormAction = {
  readonly type: 'form'
  readonly url: string
  readonly fields: Readonly<Record<string, string>>
  readonly html: string
  /** What a Content-Security-Policy of the page must let through. */
  readonly policy: {
    /** For `form-action`: where the form goes, and the hosts that the provider is known to send the browser on to. */
    readonly formAction: readonly string[]
    /** For `script-src`: the hash of the script in `html`, which posts the form. Without it the payer clicks the button. */
    readonly scriptSrc: readonly string[]
  }
}
/** Hand `session` to the provider's element in the page of the shop, unchanged. */
export type EmbeddedAction = {
  readonly type: 'embedded'
  readonly session: string
  /** Until then the element can be opened. */
  readonly expiresAt?: Date
  /** The same as a page of the provider's, where it gives one. */
  readonly url?: string
}
/**
 * The payer sends `amount` to `address` from a wallet of the chain. Nobody on the way holds the payer to it: another amount, another
 * asset and a later moment are all possible, and what came is for `getPayment` to say.
 */
export type TransferAction = {
  readonly type: 'transfer'
  /** The name of the chain: the same asset on another one is lost. */
  readonly chain: string
  /** Where to. */
  readonly address: string
  /** What names the order at the address (destination tag, memo): without it the transfer is nobody's. Text, for `0` is one too. */
  readonly tag?: string
  /** What to send. */
  readonly amount: TokenAmount
  /** What opens a wallet with all of this filled in; also as a QR code. */
  readonly uri?: string
  /** Until then the shop waits. No chain refuses a later transfer. */
  readonly expiresAt?: Date
}
