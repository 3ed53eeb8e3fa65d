/**
 * QQ Wallet (QQ钱包): its merchant gateway, the twin of WeChat Pay's second API.
 *
 * @module shroff/qqpay
 */
export { type QqpayAccount, type QqpayOptions, qqpay } from './account.js'
export { type AwaitPaymentParameters, type AwaitPaymentResult, awaitPayment } from './actions/awaitPayment.js'
export {
  type CallProviderParameters,
  type CallProviderResult,
  callProvider,
  callProviderParameters,
} from './actions/callProvider.js'
export {
  type CancelPaymentParameters,
  type CancelPaymentResult,
  cancelPayment,
  cancelPaymentParameters,
} from './actions/cancelPayment.js'
export {
  type ClosePaymentParameters,
  type ClosePaymentResult,
  closePayment,
  closePaymentParameters,
} from './actions/closePayment.js'
export { type CreatePaymentResult, createPayment, type QqpayChannelResults } from './actions/createPayment.js'
export {
  type DownloadStatementOptions,
  type DownloadStatementParameters,
  downloadStatement,
  downloadStatementParameters,
} from './actions/downloadStatement.js'
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
export { check } from './check.js'
export { type QqpayGateway, type QqpayGatewayActions, type QqpayGatewayOptions, qqpayGateway } from './gateway.js'
export {
  type CreatePaymentParameters,
  createPaymentParameters,
  isPayerCode,
  type QqpayChannel,
  type QqpayChannelFields,
  type QqpayOrder,
} from './order.js'
export type { QqpayPayment, QqpayRefund } from './payment.js'
export { ready } from './ready.js'
export { qqpayWebhooks } from './source.js'
export type { QqpayAppPayload, QqpayJsapiParameters, QqpayMiniprogramParameters } from './wallet.js'
export {
  acknowledge,
  type QqpayEvent,
  type QqpayOtherEvent,
  type QqpayPaymentEvent,
  receiveWebhook,
} from './webhook.js'
