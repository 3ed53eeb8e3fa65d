/**
 * UnionPay (银联, 云闪付): the full-channel platform.
 *
 * @module shroff/unionpay
 */
export {
  type UnionpayAccount,
  type UnionpayOptions,
  type UnionpayReceivingAccount,
  type UnionpayReceivingOptions,
  unionpay,
} from './account.js'
export {
  type AwaitPaymentParameters,
  type AwaitPaymentResult,
  awaitPayment,
  awaitPaymentParameters,
} from './actions/awaitPayment.js'
export {
  type CallProviderParameters,
  type CallProviderResult,
  callProvider,
  callProviderParameters,
} from './actions/callProvider.js'
export {
  type CancelCaptureParameters,
  type CancelCaptureResult,
  cancelCapture,
  cancelCaptureParameters,
} from './actions/cancelCapture.js'
export {
  type CancelFreezeParameters,
  type CancelFreezeResult,
  cancelFreeze,
  cancelFreezeParameters,
} from './actions/cancelFreeze.js'
export {
  type CancelPaymentParameters,
  type CancelPaymentResult,
  cancelPayment,
  cancelPaymentParameters,
  type ReversePaymentParameters,
  type UnionpayReversal,
  type VoidPaymentParameters,
} from './actions/cancelPayment.js'
export {
  type CaptureFundsParameters,
  type CaptureFundsResult,
  captureFunds,
  captureFundsParameters,
} from './actions/captureFunds.js'
export {
  type CreatePaymentResult,
  createPayment,
  type UnionpayAppPayload,
  type UnionpayChannelResults,
} from './actions/createPayment.js'
export {
  type DownloadStatementOptions,
  type DownloadStatementParameters,
  downloadStatement,
  downloadStatementParameters,
} from './actions/downloadStatement.js'
export {
  type FetchEncryptionKeyParameters,
  type FetchEncryptionKeyResult,
  fetchEncryptionKey,
  fetchEncryptionKeyParameters,
} from './actions/fetchEncryptionKey.js'
export {
  type FreezeFundsParameters,
  type FreezeFundsResult,
  freezeFunds,
  freezeFundsParameters,
} from './actions/freezeFunds.js'
export { type GetCancelParameters, type GetCancelResult, getCancel, getCancelParameters } from './actions/getCancel.js'
export {
  type GetCaptureParameters,
  type GetCaptureResult,
  getCapture,
  getCaptureParameters,
} from './actions/getCapture.js'
export { type GetFreezeParameters, type GetFreezeResult, getFreeze, getFreezeParameters } from './actions/getFreeze.js'
export {
  type GetPaymentParameters,
  type GetPaymentResult,
  getPayment,
  getPaymentParameters,
} from './actions/getPayment.js'
export { type GetRefundParameters, type GetRefundResult, getRefund, getRefundParameters } from './actions/getRefund.js'
export {
  type RefundPaymentParameters,
  type RefundPaymentResult,
  refundPayment,
  refundPaymentParameters,
} from './actions/refundPayment.js'
export {
  type SettlePaymentParameters,
  type SettlePaymentResult,
  settlePayment,
  settlePaymentParameters,
} from './actions/settlePayment.js'
export {
  type ReadAppResultOptions,
  readAppResult,
  type UnionpayAppResult,
  type UnionpayAppResultData,
} from './app-result.js'
export { cardFields, encryptCardFields, type UnionpayCard, type UnionpayCardFields } from './card.js'
export { decryptCardNumber } from './card-number.js'
export { check } from './check.js'
export type { Following, PaymentOf } from './follow.js'
export { type UnionpayGateway, type UnionpayGatewayOptions, unionpayGateway } from './gateway.js'
export {
  type CreatePaymentParameters,
  createPaymentParameters,
  isPayerCode,
  type UnionpayChannel,
  type UnionpayChannelFields,
  type UnionpayOrder,
} from './order.js'
export type {
  UnionpayCancel,
  UnionpayCapture,
  UnionpayFollowing,
  UnionpayFreeze,
  UnionpayPayment,
  UnionpayRefund,
  UnionpayTransaction,
} from './payment.js'
export { ready } from './ready.js'
export { receiveReturn, type UnionpayFreezeReturn, type UnionpayPaymentReturn, type UnionpayReturn } from './return.js'
export { unionpayWebhooks } from './source.js'
export {
  acknowledge,
  receiveWebhook,
  type UnionpayEvent,
  type UnionpayOtherEvent,
  type UnionpayPaymentEvent,
  type UnionpayRefundEvent,
} from './webhook.js'
