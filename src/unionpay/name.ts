import type { Identity } from '../core/fact.js'
import type { UnionpayReceivingAccount } from './account.js'

/** Names the account among all of a shop's. */
export const nameOf = ({ merchantId }: UnionpayReceivingAccount): string => `unionpay/${merchantId}`

/** As a number may be used again on another day, and a notification of a refund names no order. */
export const identity: Identity = { payment: ['orderId', 'placedAt'], refund: ['refundId', 'placedAt'] }
