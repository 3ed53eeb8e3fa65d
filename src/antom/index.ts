/**
 * Antom: Alipay+ and the other wallets behind it, across borders.
 *
 * @module shroff/antom
 */
export {
  type AntomAccount,
  type AntomOptions,
  type AntomReceivingAccount,
  type AntomReceivingOptions,
  antom,
} from './account.js'
export {
  type AcceptAgreementParameters,
  type AcceptAgreementResult,
  acceptAgreement,
  acceptAgreementParameters,
} from './actions/acceptAgreement.js'
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
  type CaptureFundsParameters,
  type CaptureFundsResult,
  captureFunds,
  captureFundsParameters,
} from './actions/captureFunds.js'
export {
  type ChargeAgreementParameters,
  type ChargeAgreementResult,
  chargeAgreement,
  chargeAgreementParameters,
} from './actions/chargeAgreement.js'
export {
  type AntomAppPayload,
  type AntomChannelResults,
  type CreatePaymentResult,
  createPayment,
} from './actions/createPayment.js'
export {
  type EndAgreementParameters,
  type EndAgreementResult,
  endAgreement,
  endAgreementParameters,
} from './actions/endAgreement.js'
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
  type SignAgreementParameters,
  type SignAgreementResult,
  signAgreement,
  signAgreementParameters,
} from './actions/signAgreement.js'
export type { AntomCharge } from './charge.js'
export { check } from './check.js'
export { type AntomGateway, type AntomGatewayActions, antomGateway } from './gateway.js'
export {
  type AntomChannel,
  type AntomChannelFields,
  type AntomMerchant,
  type AntomOrder,
  type CreatePaymentParameters,
  createPaymentParameters,
} from './order.js'
export type { AntomPayment, AntomRefund } from './payment.js'
export { ready } from './ready.js'
export { antomWebhooks } from './source.js'
export type { AntomWallet } from './wallets.js'
export {
  type AntomEvent,
  type AntomFailedEvent,
  type AntomOtherEvent,
  type AntomPaymentEvent,
  type AntomPendingEvent,
  type AntomRefundEvent,
  acknowledge,
  receiveWebhook,
} from './webhook.js'
