import { dateOf, stateOf } from '../core/read.js'
import type { FromShape } from '../core/shape.js'
import type { TokenAmount } from '../core/token-amount.js'
import { tokensOf } from './money.js'
import type { CircleAsset, paymentShape } from './wire.js'

/** A payment that has come, or a refund that goes back: one row of the statement. */
export type CircleMovement = {
  /** Circle's id of it; of a refund it is the `providerRefundId`. */
  readonly paymentId: string
  readonly type: 'payment' | 'refund'
  /** The intent that it belongs to. Absent where Circle names none. */
  readonly reference?: string
  /** `settled` alone counts: `pending` and `confirmed` are on the chain, and not in your wallet. */
  readonly status: 'pending' | 'confirmed' | 'settled' | 'failed' | 'needs-action'
  readonly amount: TokenAmount<CircleAsset>
  /** What Circle takes of it. */
  readonly fee?: TokenAmount<CircleAsset>
  /** Hash of the transaction on the chain, once there is one. */
  readonly transactionHash?: string
  /** Where it came from. An exchange sends for many from one: never pay back to it unasked. */
  readonly payers: readonly string[]
  readonly createdAt?: Date
  readonly updatedAt?: Date
  /** The row, in Circle's own spelling. */
  readonly raw: unknown
}

const states: Readonly<Record<string, CircleMovement['status']>> = {
  pending: 'pending',
  confirmed: 'confirmed',
  paid: 'settled',
  failed: 'failed',
  action_required: 'needs-action',
}

const types = { payment: 'payment', refund: 'refund' } as const

/** Reads a payment whose shape has been checked. */
export function toMovement(raw: FromShape<typeof paymentShape>): CircleMovement {
  const { id: paymentId, paymentIntentId: reference, transactionHash, fees, createDate, updateDate } = raw
  return {
    paymentId,
    type: stateOf(types, raw.type ?? 'payment'),
    ...(reference && { reference }),
    status: stateOf(states, raw.status),
    amount: tokensOf(raw.amount),
    ...(fees && { fee: tokensOf(fees) }),
    ...(transactionHash && { transactionHash }),
    payers: raw.fromAddresses?.addresses ?? [],
    ...(createDate && { createdAt: dateOf(createDate) }),
    ...(updateDate && { updatedAt: dateOf(updateDate) }),
    raw,
  }
}
