/**
 * The checkout in the browser: `<shroff-checkout>`, and its pieces for those who draw their own.
 *
 * @module shroff/checkout
 */
export { type CheckoutEvents, defineCheckout, type ShroffCheckoutElement } from './define-checkout.js'
export { detectWallet, type Surroundings, type Wallet } from './detect-wallet.js'
export { formActionHosts } from './form-action-hosts.js'
export { listenToPayment, type PaymentListener } from './listen-to-payment.js'
export { type MiniProgramCall, type MiniProgramTarget, miniProgramCall } from './mini-program-call.js'
export { type OpenedPayment, openPayment } from './open-payment.js'
export type { CheckoutPanel } from './panel.js'
export { renderQr } from './render-qr.js'
export { type ReturnState, returnState } from './return-state.js'
export { type ChannelOptions, fittingChannels, suggestChannel } from './suggest-channel.js'
export { transferPanel } from './transfer-panel.js'
export type {
  CheckoutAction,
  CheckoutAttempt,
  CheckoutChoice,
  CheckoutOffer,
  CheckoutRefusal,
  CheckoutStatus,
  CheckoutView,
} from './view.js'
export { readWalletResult, type WalletClaim } from './wallet-result.js'
export {
  type CheckoutTrouble,
  exchangeReturn,
  type PaymentWatch,
  type WatchOptions,
  watchPayment,
} from './watch-payment.js'
