import type { Identity } from '../core/fact.js'
import type { WechatpayReceivingAccount } from './account.js'

/** Names the account among all of a shop's. */
export const nameOf = ({ merchantId, subMerchantId }: WechatpayReceivingAccount): string =>
  ['wechatpay', merchantId, subMerchantId].filter(Boolean).join('/')

/** As `out_trade_no` and `out_refund_no` are each unique within a merchant. */
export const identity: Identity = { payment: ['orderId'], refund: ['refundId'] }
