import type { Identity } from '../core/fact.js'
import type { BaiduReceivingAccount } from './account.js'

/** Names the account among all of a shop's. */
export const nameOf = ({ dealId }: BaiduReceivingAccount): string => `baidu/${dealId}`

/** As `tpOrderId` and `bizRefundBatchId` are each unique within a merchant. */
export const identity: Identity = { payment: ['orderId'], refund: ['refundId'] }
