import type { Identity } from '../core/fact.js'
import type { QqpayAccount } from './account.js'

/** Names the account among all of a shop's. */
export const nameOf = ({ merchantId }: QqpayAccount): string => `qqpay/${merchantId}`

/** As `out_trade_no` and `out_refund_no` are each unique within a merchant. */
export const identity: Identity = { payment: ['orderId'], refund: ['refundId'] }
