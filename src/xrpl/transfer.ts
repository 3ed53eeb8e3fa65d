import { fromIsoTime } from '../codec/time.js'
import { formatDecimal, parseDecimal } from '../core/decimal.js'
import { undocumented } from '../core/read.js'
import { type FromShape, inShape, misfit } from '../core/shape.js'
import type { TokenAmount } from '../core/token-amount.js'
import type { XrplAccount } from './account.js'
import type { TransferReason } from './reasons.js'
import { flags, metaShape, networks, rippleEpoch, rlusdCurrency, transactionShape, type XrplAsset } from './wire.js'

/** Money that an account has received, in a validated ledger. */
export type XrplTransfer = {
  /** The transaction's id, 64 hexadecimal digits. */
  readonly hash: string
  /** Index of the ledger. */
  readonly ledger: number
  /** Its place among the transactions of that ledger. */
  readonly place: number
  /** When the ledger was closed. */
  readonly at: Date
  /** The account that sent it. An exchange sends for many from one, and cannot be paid back by address alone. */
  readonly payer: string
  /** The destination tag. Absent: the payer gave none, and only the payer can say whose order it is. */
  readonly tag?: number
  /** The tag that the payer's own account wants on whatever comes back. */
  readonly sourceTag?: number
  /** What was delivered, never what was merely ordered. */
  readonly amount: TokenAmount<XrplAsset>
}

/** A transaction as any server tells it. */
export type Told = {
  readonly hash: string
  readonly ledger: number | undefined
  readonly place: number | undefined
  readonly at: number | undefined
  readonly validated: boolean
  readonly transaction: Readonly<Record<string, unknown>>
  readonly meta: unknown
}

/** Reads an entry of account_tx or an answer of tx, in the form of api_version 1 or 2. */
export function toldOf(entry: unknown): Told {
  const outer = objectOf(entry)
  // Version 2 has the transaction in `tx_json`, version 1 in `tx`, or around everything.
  const transaction = objectOf(outer.tx_json ?? outer.tx ?? outer)
  const { hash = transaction.hash, ledger_index: ledger = transaction.ledger_index } = outer
  const { date = outer.date } = transaction
  if (typeof hash !== 'string' || !/^[0-9A-F]{64}$/i.test(hash)) throw undocumented('a transaction without its hash')
  const iso = typeof outer.close_time_iso === 'string' ? fromIsoTime(outer.close_time_iso) : undefined
  return {
    hash: hash.toUpperCase(),
    ledger: indexOf(ledger),
    place: indexOf(objectOf(outer.meta).TransactionIndex),
    at: typeof date === 'number' ? (date + rippleEpoch) * 1000 : iso,
    validated: outer.validated === true,
    transaction,
    meta: outer.meta,
  }
}

const indexOf = (value: unknown) => (Number.isSafeInteger(value) ? (value as number) : undefined)

const objectOf = (value: unknown) =>
  (typeof value === 'object' && value !== null ? value : {}) as Readonly<Record<string, unknown>>

/**
 * The money that a transaction has brought to the account, or why it has brought none that can be counted. Only what is validated
 * counts, and only what was delivered.
 */
export function transferOf(account: XrplAccount, told: Told): XrplTransfer | TransferReason {
  const { hash, validated } = told
  if (!validated) return 'not-validated'
  // Others that touch the account, such as offers, have members of their own.
  if (told.transaction.TransactionType !== 'Payment') return 'not-a-payment'
  const {
    Account: payer,
    Destination,
    DestinationTag: tag,
    SourceTag: sourceTag,
  } = inShape(transactionShape, told.transaction)
  if (Destination !== account.address) return 'other-destination'
  if (payer === account.address) return 'own-conversion'
  const { result, delivered, ...final } = finalOf(told)
  if (result !== 'tesSUCCESS') return 'failed'
  const amount = deliveredOf(account, delivered)
  if (typeof amount === 'string') return amount
  return { hash, ...final, payer, ...(tag != null && { tag }), ...(sourceTag != null && { sourceTag }), amount }
}

/** What became of a transaction that is validated, where and when. @throws `BODY_INVALID` where it lacks one of them. */
export function finalOf({ ledger, at, meta }: Told) {
  if (misfit(metaShape, meta) || ledger === undefined || at === undefined || Number.isNaN(at))
    throw undocumented('a validated transaction without its result, ledger or time')
  const {
    TransactionResult: result,
    TransactionIndex: place,
    delivered_amount: delivered,
  } = meta as FromShape<typeof metaShape>
  return { ledger, place, at: new Date(at), result, delivered }
}

/** Never `Amount`, whatever its name in a version: a partial payment delivers less than that says. */
export function deliveredOf(
  { address, network }: XrplAccount,
  delivered: unknown,
): XrplTransfer['amount'] | TransferReason {
  if (typeof delivered === 'string') {
    if (!/^\d{1,18}$/.test(delivered)) return 'delivered-unknown'
    return { asset: 'XRP', value: formatDecimal(parseDecimal(`${delivered}e-6`)!) }
  }
  const { currency, issuer, value } = objectOf(delivered)
  if (typeof currency !== 'string' || typeof issuer !== 'string' || typeof value !== 'string')
    return delivered == null ? 'delivered-unknown' : 'other-asset'
  if (currency.toUpperCase() !== rlusdCurrency) return 'other-asset'
  // "Any issuer that the destination accepts": whose token it really was stands elsewhere, and is for a look by eye.
  if (issuer === address) return 'issuer-unclear'
  if (issuer !== networks[network].rlusdIssuer) return 'other-issuer'
  const amount = parseDecimal(value)
  return amount ? { asset: 'RLUSD', value: formatDecimal(amount) } : 'delivered-unknown'
}

/** Whether its payer allowed it to deliver less than it says. */
export const isPartial = ({ transaction: { Flags } }: Told): boolean =>
  typeof Flags === 'number' && (Flags & flags.partialPayment) !== 0
