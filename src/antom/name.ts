import type { Identity } from '../core/fact.js'
import type { AntomReceivingAccount } from './account.js'

/** Names the account among all of a shop's. */
export const nameOf = ({ clientId }: AntomReceivingAccount): string => `antom/${clientId}`

/** As a notification of a refund names no order; `refundRequestId` is unique within a client id. */
export const identity: Identity = { payment: ['orderId'], refund: ['refundId'] }
