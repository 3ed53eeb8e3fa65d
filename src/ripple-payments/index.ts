/**
 * Ripple Payments (Direct 2.0): payouts across borders, for who has a contract with Ripple.
 *
 * @module shroff/ripple-payments
 */
export { type RipplePaymentsAccount, type RipplePaymentsOptions, ripplePayments } from './account.js'
export {
  type CallProviderParameters,
  type CallProviderResult,
  callProvider,
  callProviderParameters,
} from './actions/callProvider.js'
export {
  type GetBalancesParameters,
  type GetBalancesResult,
  getBalances,
  getBalancesParameters,
  type RippleBalance,
} from './actions/getBalances.js'
export {
  type GetTransferParameters,
  type GetTransferResult,
  getTransfer,
  getTransferParameters,
} from './actions/getTransfer.js'
export {
  type ListTransfersParameters,
  type ListTransfersResult,
  listTransfers,
  listTransfersParameters,
} from './actions/listTransfers.js'
export {
  type QuotePaymentParameters,
  type QuotePaymentResult,
  quotePayment,
  quotePaymentParameters,
} from './actions/quotePayment.js'
export {
  type TransferFundsParameters,
  type TransferFundsResult,
  transferFunds,
  transferFundsParameters,
} from './actions/transferFunds.js'
export type { RippleAmount } from './amount.js'
export { check, type RipplePaymentsCheck } from './check.js'
export { acknowledge, type RipplePaymentsHint, receiveNotice, ripplePaymentsNotices } from './notice.js'
export type { RippleQuote } from './quote.js'
export { ready } from './ready.js'
export type { RippleTransfer } from './transfer.js'
