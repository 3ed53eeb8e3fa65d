/**
 * A checkout's server and the wallets' bridges for tests in the browser: no server and no wallet is needed.
 *
 * @module shroff/checkout/mock
 */
export { type BridgeCall, type BridgeOptions, installBridge, type WalletAnswer } from './bridge.js'
export { type MockAttempt, type MockCheckout, type MockCheckoutOptions, mockCheckout } from './checkout.js'
export { checkoutHandlers } from './handlers.js'
export type { PublicJwk } from './next-action.js'
