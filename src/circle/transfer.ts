import { dateOf, stateOf } from '../core/read.js'
import type { FromShape } from '../core/shape.js'
import type { TokenAmount } from '../core/token-amount.js'
import { tokensOf } from './money.js'
import type { CircleAsset, payoutShape, recipientShape } from './wire.js'

/** A payout as Circle tells of it. The shop's number of it Circle does not tell. */
export type CircleTransfer = {
  /** Circle's id of it, which finds it again: store it with the transfer. */
  readonly providerTransferId: string
  readonly status: 'pending' | 'succeeded' | 'failed'
  readonly amount: TokenAmount<CircleAsset>
  /** Circle's id of the recipient. */
  readonly providerRecipientId?: string
  /** What Circle takes of it. */
  readonly fee?: TokenAmount<CircleAsset>
  readonly succeededAt?: Date
  /** Why it failed, in Circle's words, such as `insufficient_funds`. */
  readonly providerCode?: string
  /** The answer, in Circle's own spelling. */
  readonly raw: unknown
}

const transferStates = { pending: 'pending', complete: 'succeeded', failed: 'failed' } as const

/** Reads a payout whose shape has been checked. */
export function toTransfer(raw: FromShape<typeof payoutShape>): CircleTransfer {
  const { id: providerTransferId, destination, fees, errorCode, updateDate } = raw
  const status = stateOf(transferStates, raw.status)
  return {
    providerTransferId,
    status,
    amount: tokensOf(raw.amount),
    ...(destination?.id && { providerRecipientId: destination.id }),
    ...(fees && { fee: tokensOf(fees) }),
    ...(status === 'succeeded' && updateDate && { succeededAt: dateOf(updateDate) }),
    ...(errorCode && { providerCode: errorCode }),
    raw,
  }
}

/** An address that payouts may go to. */
export type CircleRecipient = {
  /** Circle's id of it, for `transferFunds`. */
  readonly providerRecipientId: string
  /** Only to an `active` one anything can be sent. */
  readonly status: 'pending' | 'active' | 'denied' | 'inactive'
  readonly chain: string
  readonly address: string
  readonly addressTag?: string
  /** The answer, in Circle's own spelling. */
  readonly raw: unknown
}

const recipientStates = { pending: 'pending', active: 'active', denied: 'denied', inactive: 'inactive' } as const

/** Reads a recipient whose shape has been checked. */
export function toRecipient(raw: FromShape<typeof recipientShape>): CircleRecipient {
  const { id: providerRecipientId, chain, address, addressTag } = raw
  const status = stateOf(recipientStates, raw.status)
  return { providerRecipientId, status, chain, address, ...(addressTag && { addressTag }), raw }
}
