/**
 * Lakala (拉卡拉): the open platform of an acquirer, for WeChat Pay, Alipay and UnionPay, and its counter.
 *
 * @module shroff/lakala
 */
export {
  type LakalaAccount,
  type LakalaOptions,
  type LakalaReceivingAccount,
  type LakalaReceivingOptions,
  lakala,
} from './account.js'
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
export { type CreatePaymentResult, createPayment, type LakalaChannelResults } from './actions/createPayment.js'
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
export { type LakalaGateway, type LakalaGatewayActions, lakalaGateway } from './gateway.js'
export {
  type CreatePaymentParameters,
  createPaymentParameters,
  isPayerCode,
  type LakalaChannel,
  type LakalaChannelFields,
  type LakalaOrder,
} from './order.js'
export type { LakalaPayment, LakalaWallet } from './payment.js'
export { ready } from './ready.js'
export type { LakalaRefund } from './refund.js'
export { lakalaWebhooks } from './source.js'
export type { LakalaAlipayParameters, LakalaAppPayload, LakalaWechatParameters } from './wallet.js'
export {
  acknowledge,
  type LakalaEvent,
  type LakalaOtherEvent,
  type LakalaPaymentEvent,
  receiveWebhook,
} from './webhook.js'
