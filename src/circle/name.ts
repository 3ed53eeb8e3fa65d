import type { Identity } from '../core/fact.js'
import type { CircleReceivingAccount } from './account.js'

/** Names the account among all of a shop's. Circle's messages name no merchant of ours, so the environment is all that there is. */
export const nameOf = ({ sandbox }: CircleReceivingAccount): string => `circle/${sandbox ? 'sandbox' : 'production'}`

/** By Circle's own handles: it tells no number of the shop's. */
export const identity: Identity = { payment: ['reference'], refund: ['refundReference'] }
