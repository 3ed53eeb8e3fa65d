/**
 * YeePay (易宝支付): an acquirer in front of WeChat Pay, Alipay and UnionPay, and its own cashier.
 *
 * @module shroff/yeepay
 */
export { type YeepayAccount, type YeepayOptions, yeepay } from './account.js'
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
  type CreatePaymentResult,
  createPayment,
  type YeepayChannelResults,
  type YeepayWalletParameters,
} from './actions/createPayment.js'
export {
  type DownloadStatementOptions,
  type DownloadStatementParameters,
  downloadStatement,
  downloadStatementParameters,
} from './actions/downloadStatement.js'
export {
  type EndRefundParameters,
  type EndRefundResult,
  endRefund,
  endRefundParameters,
} from './actions/endRefund.js'
export { fetchCertificates } from './actions/fetchCertificates.js'
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
  type ResumeRefundParameters,
  type ResumeRefundResult,
  resumeRefund,
  resumeRefundParameters,
} from './actions/resumeRefund.js'
export {
  type SettlePaymentParameters,
  type SettlePaymentResult,
  settlePayment,
  settlePaymentParameters,
} from './actions/settlePayment.js'
export { check } from './check.js'
export { type YeepayGateway, type YeepayGatewayActions, type YeepayGatewayOptions, yeepayGateway } from './gateway.js'
export {
  type CreatePaymentParameters,
  createPaymentParameters,
  type YeepayChannel,
  type YeepayChannelFields,
  type YeepayOrder,
} from './order.js'
export type { YeepayPayment, YeepayRefund, YeepayWallet } from './payment.js'
export { ready } from './ready.js'
export { yeepayWebhooks } from './source.js'
export {
  acknowledge,
  receiveWebhook,
  type YeepayEvent,
  type YeepayOtherEvent,
  type YeepayPaymentEvent,
  type YeepayRefundEvent,
} from './webhook.js'
