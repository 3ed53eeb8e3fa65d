import type { Identity } from '../core/fact.js'
import type { CircleReceivingAccount } from './account.js'

/** Names the account among all of a shop's. Circle's messages name no merchant of ours, so the environment is all that there is. */
export const nameOf = ({ sandbox }: CircleReceivingAccount): string => `circle/${sandbox ? 'sandbox' : 'production'}`

/** As the shop numbers them: Circle tells neither number. */
export const identity: Identity = { payment: ['orderId'], refund: ['refundId'] }
