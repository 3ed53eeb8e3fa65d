import type { TokenAmount } from '../../core/token-amount.js'
import type { XrplAsset } from '../wire.js'
import type { SentTransfer } from './sent.js'

/** A transfer that is signed and not sent. Plain data, without a key: store it as JSON before it is submitted. */
export type PreparedTransfer = {
  /** The merchant's own number of the refund. */
  readonly refundId: string
  /** What is given back. */
  readonly amount: TokenAmount<XrplAsset>
  /** Its id on the ledger, known before it is sent. */
  readonly hash: string
  /** What is sent, signed, in hexadecimal. Whoever submits it moves this money, once and to this payer only. */
  readonly blob: string
  /** The ledger that was validated when it was signed: it stands in none up to it. */
  readonly firstLedger: number
  /** The last ledger that it can stand in: after it nobody can submit it any more. */
  readonly lastLedger: number
}

/** Where a refund stands. */
export type XrplRefund = {
  readonly refundId: string
  /**
   * `pending` until a validated ledger has it, or `lastLedger` has passed; `closed`: it has moved nothing and never will, so prepare it
   * anew, with the same `refundId`.
   */
  readonly status: 'pending' | 'succeeded' | 'closed'
  /** What it gives back. */
  readonly amount: TokenAmount<XrplAsset>
  /** The transaction's id. */
  readonly hash: string
  readonly succeededAt?: Date
  /** Index of the ledger that it stands in, failed or not. */
  readonly ledger?: number
  /** Why it was closed: `expired`, or the ledger's word, such as `tecDST_TAG_NEEDED`; the fee is then spent. */
  readonly providerCode?: string
  /** What vouches for it: one server over TLS, or two that tell the same. */
  readonly by: 'connection' | 'quorum'
  /** The servers that told it. */
  readonly hosts: readonly string[]
}

type Vouched = Pick<XrplRefund, 'by' | 'hosts'>

/** What a transfer in a validated ledger says of its refund. */
export function toRefund(refundId: string, wanted: TokenAmount<XrplAsset>, sent: SentTransfer, vouched: Vouched) {
  const { hash, ledger, at, result, amount } = sent
  const { by, hosts } = vouched
  const common = { refundId, hash, ledger, by, hosts }
  return result === 'tesSUCCESS'
    ? ({ ...common, status: 'succeeded', amount, succeededAt: at } as const)
    : ({ ...common, status: 'closed', amount: wanted, providerCode: result } as const)
}
