import type { Identity } from '../core/fact.js'
import type { LakalaReceivingAccount } from './account.js'

/** Names the account among all of a shop's. */
export const nameOf = ({ merchantId }: LakalaReceivingAccount): string => `lakala/${merchantId}`

/** As `out_trade_no` is unique within a merchant, of orders and of refunds. */
export const identity: Identity = { payment: ['orderId'], refund: ['refundId'] }
