/**
 * Baidu's cashier (百度收银台), which smart programs (智能小程序) are paid by.
 *
 * @module shroff/baidu
 */
export {
  type BaiduAccount,
  type BaiduOptions,
  type BaiduReceivingAccount,
  type BaiduReceivingOptions,
  baidu,
} from './account.js'
export { type AwaitPaymentParameters, type AwaitPaymentResult, awaitPayment } from './actions/awaitPayment.js'
export {
  type CallProviderParameters,
  type CallProviderResult,
  callProvider,
  callProviderParameters,
} from './actions/callProvider.js'
export {
  type ClosePaymentParameters,
  type ClosePaymentResult,
  closePayment,
  closePaymentParameters,
} from './actions/closePayment.js'
export {
  type BaiduCashierParameters,
  type BaiduOrderInfo,
  type CreatePaymentResult,
  createPayment,
} from './actions/createPayment.js'
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
  type RevokeConsumptionParameters,
  type RevokeConsumptionResult,
  revokeConsumption,
  revokeConsumptionParameters,
} from './actions/revokeConsumption.js'
export { check } from './check.js'
export type {
  BaiduEvent,
  BaiduOtherEvent,
  BaiduPaymentEvent,
  BaiduRefundAuditEvent,
  BaiduRefundDecision,
  BaiduRefundEvent,
  BaiduUnpaidEvent,
} from './event.js'
export {
  type BaiduBannedChannel,
  type BaiduDisplayLine,
  type CreatePaymentParameters,
  createPaymentParameters,
} from './order.js'
export type { BaiduPayment, BaiduRefund } from './payment.js'
export { ready } from './ready.js'
export { type BaiduWebhooksOptions, baiduWebhooks } from './source.js'
export { acknowledge, answerRefundAudit, receiveWebhook } from './webhook.js'
