import type { Identity } from '../core/fact.js'
import type { YeepayAccount } from './account.js'

/** Names the account among all of a shop's. */
export const nameOf = ({ merchantId }: YeepayAccount): string => `yeepay/${merchantId}`

/** How notifications call the account's application (`customerIdentification`): an older one by its merchant. */
export const applicationsOf = ({ appKey, merchantId, parentMerchantId }: YeepayAccount): readonly string[] => [
  appKey,
  `OPR:${merchantId}`,
  `OPR:${parentMerchantId}`,
]

/** As `orderId` and `refundRequestId` are each unique within a merchant. */
export const identity: Identity = { payment: ['orderId'], refund: ['refundId'] }
