/**
 * Circle: payments in USDC and EURC to an address of Circle's, and payouts.
 *
 * @module shroff/circle
 */
export {
  type CircleAccount,
  type CircleOptions,
  type CircleReceivingAccount,
  type CircleReceivingOptions,
  circle,
} from './account.js'
export {
  type AddRecipientParameters,
  type AddRecipientResult,
  addRecipient,
  addRecipientParameters,
} from './actions/addRecipient.js'
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
  type ConfirmSubscriptionParameters,
  type ConfirmSubscriptionResult,
  confirmSubscription,
  confirmSubscriptionParameters,
} from './actions/confirmSubscription.js'
export { type CreatePaymentResult, createPayment } from './actions/createPayment.js'
export { fetchNotificationKey } from './actions/fetchNotificationKey.js'
export { fetchSigningCertificate } from './actions/fetchSigningCertificate.js'
export {
  type GetPaymentParameters,
  type GetPaymentResult,
  getPayment,
  getPaymentParameters,
} from './actions/getPayment.js'
export {
  type GetRecipientParameters,
  type GetRecipientResult,
  getRecipient,
  getRecipientParameters,
} from './actions/getRecipient.js'
export { type GetRefundParameters, type GetRefundResult, getRefund, getRefundParameters } from './actions/getRefund.js'
export {
  type GetTransferParameters,
  type GetTransferResult,
  getTransfer,
  getTransferParameters,
} from './actions/getTransfer.js'
export {
  type ListPaymentsParameters,
  type ListPaymentsResult,
  listPayments,
  listPaymentsParameters,
} from './actions/listPayments.js'
export {
  type RefundPaymentParameters,
  type RefundPaymentResult,
  refundPayment,
  refundPaymentParameters,
} from './actions/refundPayment.js'
export {
  type SubscribeWebhooksParameters,
  type SubscribeWebhooksResult,
  subscribeWebhooks,
  subscribeWebhooksParameters,
} from './actions/subscribeWebhooks.js'
export {
  type TransferFundsParameters,
  type TransferFundsResult,
  transferFunds,
  transferFundsParameters,
} from './actions/transferFunds.js'
export { type CircleCheck, check } from './check.js'
export type { CircleEvent, CircleOtherEvent, CirclePaymentEvent, CircleRefundEvent } from './event.js'
export { type CircleGateway, type CircleGatewayOptions, circleGateway } from './gateway.js'
export type { CircleMovement } from './movement.js'
export {
  type CircleHint,
  type CircleHintNext,
  type CircleNotice,
  type CircleSubscriptionEvent,
  receiveNotice,
} from './notice.js'
export { type CreatePaymentParameters, createPaymentParameters } from './order.js'
export type { CirclePayment } from './payment.js'
export { ready } from './ready.js'
export type { CircleRefund } from './refund.js'
export { circleNotices, circleWebhooks } from './source.js'
export type { CircleRecipient, CircleTransfer } from './transfer.js'
export { acknowledge, receiveWebhook } from './webhook.js'
export type { CircleAsset } from './wire.js'
