/**
 * WeChat Pay (微信支付) APIv3.
 *
 * @module shroff/wechatpay
 */
export {
  forSubMerchant,
  type WechatpayAccount,
  type WechatpayOptions,
  type WechatpayReceivingAccount,
  type WechatpayReceivingOptions,
  wechatpay,
} from './account.js'
export {
  type AbnormalRefund,
  type ApplyAbnormalRefundParameters,
  type ApplyAbnormalRefundResult,
  applyAbnormalRefund,
  applyAbnormalRefundParameters,
} from './actions/applyAbnormalRefund.js'
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
export { type CreatePaymentResult, createPayment, type WechatpayNextActions } from './actions/createPayment.js'
export {
  type DownloadFileOptions,
  type DownloadFileParameters,
  type DownloadFileResult,
  downloadFile,
} from './actions/downloadFile.js'
export {
  type DownloadStatementOptions,
  type DownloadStatementParameters,
  downloadStatement,
  downloadStatementParameters,
} from './actions/downloadStatement.js'
export { type FetchCertificatesOptions, fetchCertificates } from './actions/fetchCertificates.js'
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
  type WechatpayRefundRequest,
} from './actions/refundPayment.js'
export {
  type SettlePaymentParameters,
  type SettlePaymentResult,
  settlePayment,
  settlePaymentParameters,
} from './actions/settlePayment.js'
export {
  type SignWalletCallParameters,
  type SignWalletCallResult,
  signWalletCall,
  type WalletChannel,
} from './actions/signWalletCall.js'
export { isPayerCode, type WechatpayCharge } from './charge.js'
export { check } from './check.js'
export { decryptFields, type EncryptedFields, encryptFields } from './fields.js'
export { type WechatpayGateway, type WechatpayGatewayActions, wechatpayGateway } from './gateway.js'
export type {
  CreatePaymentParameters,
  PrepayChannel,
  WechatpayBarcodeOrder,
  WechatpayChannel,
  WechatpayChannelFields,
  WechatpayDetail,
  WechatpayH5,
  WechatpayOrder,
  WechatpayPayer,
  WechatpayPlace,
} from './order.js'
export { createPaymentParameters } from './order.js'
export type { WechatpayPayment, WechatpayRefund } from './payment.js'
export { ready } from './ready.js'
export { sharedCertificates } from './share-certificates.js'
export { wechatpayWebhooks } from './source.js'
export type { AppPayload, JsapiParameters, MiniprogramParameters } from './wallet.js'
export {
  acknowledge,
  receiveWebhook,
  type WechatpayEvent,
  type WechatpayOtherEvent,
  type WechatpayPaymentEvent,
  type WechatpayRefundEvent,
} from './webhook.js'
