/**
 * Alipay (支付宝).
 *
 * @module shroff/alipay
 */
export {
  type AlipayAccount,
  type AlipayOptions,
  type AlipayReceivingAccount,
  type AlipayReceivingOptions,
  alipay,
} from './account.js'
export { type AwaitPaymentParameters, type AwaitPaymentResult, awaitPayment } from './actions/awaitPayment.js'
export {
  type CallProviderParameters,
  type CallProviderResult,
  callProvider,
  callProviderParameters,
  openProviderPage,
} from './actions/callProvider.js'
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
  type ClosePaymentParameters,
  type ClosePaymentResult,
  closePayment,
  closePaymentParameters,
} from './actions/closePayment.js'
export {
  type AlipayChannelResults,
  type AlipayPaid,
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
  type EndAgreementParameters,
  type EndAgreementResult,
  endAgreement,
  endAgreementParameters,
} from './actions/endAgreement.js'
export {
  type AlipayFreezeOrder,
  type AlipayFrozen,
  type FreezeChannel,
  type FreezeChannelFields,
  type FreezeChannelResults,
  type FreezeFundsParameters,
  type FreezeFundsResult,
  freezeFunds,
  freezeFundsParameters,
} from './actions/freezeFunds.js'
export {
  type GetAgreementParameters,
  type GetAgreementResult,
  getAgreement,
  getAgreementParameters,
} from './actions/getAgreement.js'
export { type GetFreezeParameters, type GetFreezeResult, getFreeze, getFreezeParameters } from './actions/getFreeze.js'
export {
  type GetPaymentParameters,
  type GetPaymentResult,
  getPayment,
  getPaymentParameters,
} from './actions/getPayment.js'
export { type GetRefundParameters, type GetRefundResult, getRefund, getRefundParameters } from './actions/getRefund.js'
export {
  type GetTransferParameters,
  type GetTransferResult,
  getTransfer,
  getTransferParameters,
} from './actions/getTransfer.js'
export {
  type GetUnfreezeParameters,
  type GetUnfreezeResult,
  getUnfreeze,
  getUnfreezeParameters,
} from './actions/getUnfreeze.js'
export {
  type AlipayRefundRequest,
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
  type AgreementPeriod,
  type SignAgreementParameters,
  type SignAgreementResult,
  signAgreement,
  signAgreementParameters,
} from './actions/signAgreement.js'
export {
  type TransferFundsParameters,
  type TransferFundsResult,
  type TransferPayee,
  transferFunds,
  transferFundsParameters,
} from './actions/transferFunds.js'
export {
  type UnfreezeFundsParameters,
  type UnfreezeFundsResult,
  unfreezeFunds,
  unfreezeFundsParameters,
} from './actions/unfreezeFunds.js'
export type { AgreementKind, AgreementReference } from './agreement.js'
export { type AppResult, type ReceiveAppResultResult, receiveAppResult } from './app-result.js'
export { type AlipayCharge, isPayerCode } from './charge.js'
export { check } from './check.js'
export { decryptFields, encryptFields } from './fields.js'
export type { AlipayUnfreeze } from './freeze.js'
export { type AlipayGateway, type AlipayGatewayActions, alipayGateway } from './gateway.js'
export type {
  AlipayChannel,
  AlipayChannelFields,
  AlipayOrder,
  AlipayPage,
  AlipayPayer,
  CreatePaymentParameters,
} from './order.js'
export { createPaymentParameters } from './order.js'
export type { AlipayPayment, AlipayRefund } from './payment.js'
export { ready } from './ready.js'
export { alipayWebhooks } from './source.js'
export type { AlipayTransfer } from './transfer.js'
export {
  type AlipayClosedEvent,
  type AlipayEvent,
  type AlipayOtherEvent,
  type AlipayPaymentEvent,
  type AlipayPendingEvent,
  type AlipayRefundEvent,
  acknowledge,
  type PaymentReturn,
  receiveNotice,
  receiveReturn,
  receiveWebhook,
} from './webhook.js'
