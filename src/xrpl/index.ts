/**
 * XRP Ledger: payments in XRP and RLUSD, watched by destination tag. No key is needed, and none is taken.
 *
 * @module shroff/xrpl
 */
export { type XrplAccount, type XrplOptions, xrpl } from './account.js'
export { type AwaitPaymentParameters, type AwaitPaymentResult, awaitPayment } from './actions/awaitPayment.js'
export {
  type CreatePaymentParameters,
  type CreatePaymentResult,
  createPayment,
  createPaymentParameters,
  type XrplTransferAction,
} from './actions/createPayment.js'
export {
  type ExplainTransferParameters,
  type ExplainTransferResult,
  explainTransfer,
  explainTransferParameters,
} from './actions/explainTransfer.js'
export {
  type GetPaymentParameters,
  type GetPaymentResult,
  getPayment,
  getPaymentParameters,
} from './actions/getPayment.js'
export {
  type ListPaymentsParameters,
  type ListPaymentsResult,
  listPayments,
  listPaymentsParameters,
} from './actions/listPayments.js'
export {
  type WatchPaymentsParameters,
  type WatchPaymentsResult,
  watchPayments,
  watchPaymentsParameters,
} from './actions/watchPayments.js'
export { check } from './check.js'
export { type XrplGateway, xrplGateway } from './gateway.js'
export type { XrplMovement, XrplSent } from './movement.js'
export type { XrplOrder } from './order.js'
export type { XrplPayment } from './payment.js'
export { ready } from './ready.js'
export type { TransferReason } from './reasons.js'
export type { XrplTransfer } from './transfer.js'
export type { XrplAsset, XrplNetwork } from './wire.js'
