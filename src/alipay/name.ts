import type { Identity } from '../core/fact.js'
import type { AlipayReceivingAccount } from './account.js'

/** Names the account among all of a shop's. */
export const nameOf = ({ appId, sellerId }: AlipayReceivingAccount): string =>
  ['alipay', appId, sellerId].filter(Boolean).join('/')

/** As `out_request_no` is unique within its order alone. */
export const identity: Identity = { payment: ['orderId'], refund: ['orderId', 'refundId'] }
