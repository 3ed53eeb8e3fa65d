import { addDecimals, compareDecimals, formatDecimal, nought, parseDecimal } from '../core/decimal.js'
import { type Coverage, coverageOf, type TokenAmount } from '../core/token-amount.js'
import type { XrplOrder } from './order.js'
import type { TransferReason } from './reasons.js'
import type { XrplTransfer } from './transfer.js'
import type { XrplAsset } from './wire.js'

/** An order as the ledger shows it: what came under its tag. */
export type XrplPayment = {
  readonly orderId: string
  readonly tag: number
  /** `paid`: at least what was asked for has come. It is never `closed`: no ledger refuses a late payment. */
  readonly status: 'pending' | 'paid'
  /** What was asked for. */
  readonly amount: TokenAmount<XrplAsset>
  /** What has come, all transfers together. */
  readonly received: TokenAmount<XrplAsset>
  /** How that compares with what was asked for. Absent while nothing has come. */
  readonly coverage?: Coverage
  /** When the last of what was asked for came. Compare it with your own last moment: what is late comes all the same. */
  readonly paidAt?: Date
  /** Hash of the transfer that completed it. */
  readonly paymentId?: string
  /** What has come, the oldest first. */
  readonly transfers: readonly XrplTransfer[]
  /** What vouches for it: one server over TLS, or two that tell the same. Neither is a signature. */
  readonly by: 'connection' | 'quorum'
  /** The servers that told it. */
  readonly hosts: readonly string[]
  /** The last ledger that it takes into account. */
  readonly ledger: number
}

/** Adds up what has come. `transfers` are those of this order, each once, the oldest first. */
export function toPayment(
  { orderId, tag, amount }: XrplOrder,
  transfers: readonly XrplTransfer[],
  vouched: Pick<XrplPayment, 'by' | 'hosts' | 'ledger'>,
): XrplPayment {
  const wanted = parseDecimal(amount.value)!
  let sum = nought
  let last: XrplTransfer | undefined
  for (const transfer of transfers) {
    sum = addDecimals(sum, parseDecimal(transfer.amount.value)!)
    if (compareDecimals(sum, wanted) >= 0) last ??= transfer
  }
  return {
    orderId,
    tag,
    status: last ? 'paid' : 'pending',
    amount,
    received: { asset: amount.asset, value: formatDecimal(sum) },
    ...(transfers.length > 0 && { coverage: coverageOf(sum, wanted) }),
    ...(last && { paidAt: last.at, paymentId: last.hash }),
    transfers,
    ...vouched,
  }
}

/** A tag was shown to nobody before; but the clocks of shop and ledger differ, and a ledger's time is rounded. */
export const since = ({ placedAt }: Pick<XrplOrder, 'placedAt'>): number => placedAt.getTime() - 300_000

/** Why money that came is not this order's; undefined where it is. */
export function notFor(
  order: Pick<XrplOrder, 'tag' | 'amount' | 'placedAt'>,
  { tag, amount, at }: XrplTransfer,
): TransferReason | undefined {
  // 0 is a tag.
  if (tag === undefined) return 'no-tag'
  if (tag !== order.tag) return 'other-tag'
  if (amount.asset !== order.amount.asset) return 'other-asset'
  return at.getTime() < since(order) ? 'too-early' : undefined
}
