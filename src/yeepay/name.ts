import type { Identity } from '../core/fact.js'
import type { YeepayAccount } from './account.js'

/** Names the account among all of a shop's. */
export const nameOf = ({ merchantId }: YeepayAccount): string => `yeepay/${merchantId}`

/** As `orderId` and `refundRequestId` are each unique within a merchant. */
export const identity: Identity = { payment: ['orderId'], refund: ['refundId'] }
