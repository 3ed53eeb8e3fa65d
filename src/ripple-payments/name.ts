import type { Identity } from '../core/fact.js'
import type { RipplePaymentsAccount } from './account.js'

/** Names the account among all of a shop's. */
export const nameOf = ({ tenantId }: RipplePaymentsAccount): string => `ripple-payments/${tenantId}`

/** Nobody pays or is refunded here, so these tell nothing apart. */
export const identity: Identity = { payment: ['orderId'], refund: ['refundId'] }
