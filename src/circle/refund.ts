import type { RefundStatus } from '../core/payment.js'
import { dateOf, stateOf } from '../core/read.js'
import type { FromShape } from '../core/shape.js'
import type { TokenAmount } from '../core/token-amount.js'
import { tokensOf } from './money.js'
import type { CircleAsset, paymentShape } from './wire.js'

/** A refund as Circle tells of it: a payment of its own, back to the payer. The shop's number of it Circle does not tell. */
export type CircleRefund = {
  /** Circle's id of it, which finds it again: store it with the refund. */
  readonly providerRefundId: string
  /** Of which intent it is, where Circle tells. */
  readonly reference?: string
  /** `closed`: it failed, and nothing went back. `needs-action`: it is held up by a check of Circle's; see the console. */
  readonly status: RefundStatus
  /** What it gives back. */
  readonly amount: TokenAmount<CircleAsset>
  /** Hash of the transaction on the chain, once there is one. */
  readonly transactionHash?: string
  readonly succeededAt?: Date
  /** The answer, in Circle's own spelling. */
  readonly raw: unknown
}

export const refundStates: Readonly<Record<string, RefundStatus>> = {
  pending: 'pending',
  confirmed: 'pending',
  paid: 'succeeded',
  failed: 'closed',
  action_required: 'needs-action',
}

/** Reads a payment of the type `refund` whose shape has been checked. */
export function toRefund(raw: FromShape<typeof paymentShape>): CircleRefund {
  const { id: providerRefundId, paymentIntentId: reference, transactionHash, updateDate } = raw
  const status = stateOf(refundStates, raw.status)
  return {
    providerRefundId,
    ...(reference && { reference }),
    status,
    amount: tokensOf(raw.amount),
    ...(transactionHash && { transactionHash }),
    ...(status === 'succeeded' && updateDate && { succeededAt: dateOf(updateDate) }),
    raw,
  }
}
