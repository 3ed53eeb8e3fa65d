import type { Identity } from '../core/fact.js'
import type { XrplAccount } from './account.js'

/** Names the account among all of a shop's: one address is another account on another network. */
export const nameOf = ({ network, address }: XrplAccount): string =>
  network === 'mainnet' ? `xrpl/${address}` : `xrpl/${network}/${address}`

export const identity: Identity = { payment: ['orderId'], refund: ['refundId'] }
