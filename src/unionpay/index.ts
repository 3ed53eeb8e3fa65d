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
  type CreatePaymentResult,
  createPayment,
  type UnionpayAppPayload,
  type UnionpayChannelResults,
} from './actions/createPayment.js'
export {
  type GetPaymentParameters,
  type GetPaymentResult,
  getPayment,
  getPaymentParameters,
} from './actions/getPayment.js'
export { check } from './check.js'
export {
  type CreatePaymentParameters,
  createPaymentParameters,
  type UnionpayChannel,
  type UnionpayChannelFields,
  type UnionpayOrder,
} from './order.js'
export type { UnionpayPayment, UnionpayRefund, UnionpayTransaction } from './payment.js'
export { ready } from './ready.js'
export {
  acknowledge,
  receiveWebhook,
  type UnionpayEvent,
  type UnionpayOtherEvent,
  type UnionpayPaymentEvent,
  type UnionpayRefundEvent,
} from './webhook.js'
