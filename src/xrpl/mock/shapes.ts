import type { Json } from '../../mock/http.js'
import { rippleEpoch } from '../wire.js'
import { closedAt, type Sent, type Version } from './memory.js'

// A transaction as the two versions of the API tell it.

const ledgerHash = (ledger: number) => ledger.toString(16).toUpperCase().padStart(64, '0')
const isoOf = (ledger: number) => new Date(closedAt(ledger)).toISOString().replace('.000', '')

/** Seconds since 2000. */
export const rippleTime = (ledger: number): number => closedAt(ledger) / 1000 - rippleEpoch

/** Of a ledger, beside what is in it. */
export const ledgerFacts = (ledger: number) => ({ ledger_hash: ledgerHash(ledger), ledger_index: ledger })
export const closeFacts = (ledger: number) => ({ close_time: rippleTime(ledger), close_time_iso: isoOf(ledger) })

function metaOf({ result, delivered, place, transaction }: Sent): Json {
  const isPayment = result === 'tesSUCCESS' && delivered !== undefined
  const isPartial = isPayment && ((transaction.Flags as number) & 0x0002_0000) !== 0
  return {
    AffectedNodes: [],
    TransactionIndex: place,
    TransactionResult: result,
    ...(isPartial && { DeliveredAmount: delivered }),
    ...(isPayment && { delivered_amount: delivered }),
  }
}

/** Version 1 calls the amount `Amount`, and has the newer name beside it. */
export const renamed = ({ DeliverMax, ...transaction }: Json): Json =>
  DeliverMax === undefined ? transaction : { ...transaction, Amount: DeliverMax, DeliverMax }

/** An entry of account_tx. */
export function entryOf(sent: Sent, version: Version): Json {
  const { hash, ledger, transaction } = sent
  const placed = { date: rippleTime(ledger), ledger_index: ledger }
  const common = { meta: metaOf(sent), validated: true }
  return version === 1
    ? { tx: { ...renamed(transaction), ...placed, hash, inLedger: ledger }, ...common }
    : { tx_json: { ...transaction, ...placed }, hash, ...ledgerFacts(ledger), close_time_iso: isoOf(ledger), ...common }
}

/** An answer of tx. What is not validated is in no ledger, and has no result. */
export function answerOf(sent: Sent, version: Version, validated: boolean): Json {
  const { hash, transaction } = sent
  if (!validated) {
    return version === 1 ? { ...renamed(transaction), hash, validated } : { tx_json: transaction, hash, validated }
  }
  const { tx, ...rest } = entryOf(sent, version) as { tx?: Json }
  return { ...tx, ...rest }
}
