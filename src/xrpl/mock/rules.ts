import { compareDecimals } from '../../core/decimal.js'
import type { Json } from '../../mock/http.js'
import { flags, networks } from '../wire.js'
import { rlusdOf } from './amounts.js'
import type { Holder } from './memory.js'

// What a ledger makes of a transaction, in the order in which servers look (xrpl.org, "Transaction Results").

/** Drops that stay in an account, and as many more for each thing that it owns. */
export const reserve = { base: 1_000_000n, each: 200_000n } as const

const reserveOf = ({ rlusd }: Holder) => reserve.base + (rlusd ? reserve.each : 0n)

type Holders = ReadonlyMap<string, Holder>

/** The result of a transaction that would stand in this ledger. */
export function judge(holders: Holders, transaction: Json, ledger: number): string {
  const { Account, Fee, Sequence, LastLedgerSequence } = transaction as Record<string, never>
  const malformed = transaction.TransactionType === 'Payment' ? formOf(transaction) : undefined
  if (malformed) return malformed
  const holder = holders.get(Account!)
  if (!holder) return 'terNO_ACCOUNT'
  if (Sequence! < holder.sequence) return 'tefPAST_SEQ'
  if (Sequence! > holder.sequence) return 'terPRE_SEQ'
  if (LastLedgerSequence !== undefined && LastLedgerSequence < ledger) return 'tefMAX_LEDGER'
  if (holder.drops < BigInt(Fee!)) return 'terINSUF_FEE_B'
  if (transaction.TransactionType === 'TrustSet')
    return holder.drops < reserve.base + reserve.each ? 'tecINSUF_RESERVE_LINE' : 'tesSUCCESS'
  return payment(holders, holder, transaction)
}

function formOf(transaction: Json): string | undefined {
  const { Account, Destination, DeliverMax, SendMax, Flags = 0 } = transaction
  const isXrp = typeof DeliverMax === 'string'
  if (isXrp ? !(BigInt(DeliverMax) > 0n) : !/[1-9]/.test((DeliverMax as { value: string }).value))
    return 'temBAD_AMOUNT'
  if (Account === Destination) return 'temREDUNDANT'
  if (isXrp && SendMax !== undefined) return 'temBAD_SEND_XRP_MAX'
  return isXrp && ((Flags as number) & flags.partialPayment) !== 0 ? 'temBAD_SEND_XRP_PARTIAL' : undefined
}

function payment(holders: Holders, from: Holder, transaction: Json): string {
  const { Destination, DestinationTag, DeliverMax, Fee } = transaction
  const to = holders.get(Destination as string)
  const isXrp = typeof DeliverMax === 'string'
  if (!to && !isXrp) return 'tecNO_DST'
  if (!to && BigInt(DeliverMax as string) < reserve.base) return 'tecNO_DST_INSUF_XRP'
  if (to?.requiresTag && DestinationTag === undefined) return 'tecDST_TAG_NEEDED'
  if (isXrp) {
    const fee = BigInt(Fee as string)
    const kept = reserveOf(from) > fee ? reserveOf(from) : fee
    return from.drops < BigInt(DeliverMax) + kept ? 'tecUNFUNDED_PAYMENT' : 'tesSUCCESS'
  }
  const wanted = rlusdOf(DeliverMax)
  const takes = to!.rlusd !== undefined || Destination === networks.mainnet.rlusdIssuer
  if (!from.rlusd?.digits || !wanted.digits || !takes) return 'tecPATH_DRY'
  return compareDecimals(from.rlusd, wanted) < 0 ? 'tecPATH_PARTIAL' : 'tesSUCCESS'
}
