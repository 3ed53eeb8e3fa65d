/**
 * The server's half of a checkout: sales and their orders, the browser's tokens, and the endpoints that the element asks.
 *
 * @module shroff/checkout/session
 */
export type {
  CheckoutAction,
  CheckoutAttempt,
  CheckoutChoice,
  CheckoutOffer,
  CheckoutRefusal,
  CheckoutStatus,
  CheckoutView,
} from '../view.js'
export {
  type Authorisation,
  type AuthorisationOptions,
  authorisationReturn,
  authorisationUrl,
} from './authorisation.js'
export type { AuthorisationParameters } from './authorisation-parameters.js'
export { type CreateCheckoutResult, createCheckout } from './createCheckout.js'
export { type CheckoutHandler, type CheckoutHandlerOptions, checkoutHandler } from './handler.js'
export { type CheckoutKey, type CheckoutKeys, checkoutKeys } from './keys.js'
export type { CheckoutOptions } from './options.js'
export { type CheckoutSubject, type ResolveCheckoutResult, resolveCheckout } from './resolveCheckout.js'
export { revokeToken } from './revokeToken.js'
export type { CheckoutSale } from './sale.js'
