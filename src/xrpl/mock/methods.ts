import { formatDecimal } from '../../core/decimal.js'
import type { Json } from '../../mock/http.js'
import { addressPattern, flags, mockAddress, networks, rlusdCurrency } from '../wire.js'
import { stateAt } from './holders.js'
import { viewOf } from './ledger.js'
import { type Holder, invalidParams, type Method, memoryOf, rpcError, type Sent, type Version } from './memory.js'
import { answerOf, closeFacts, entryOf, ledgerFacts } from './shapes.js'
import { submit } from './submit.js'

const malformed = () => rpcError('actMalformed', 35, 'Account malformed.')
const noAccount = () => rpcError('actNotFound', 19, 'Account not found.')
const indexes = (code: string, message: string) => rpcError(code, 57, message)

/** The account that is asked about, as it is after a ledger: the merchant's, a payer's, or one of a test's own. */
function accountIn({ account }: Json, holders: ReadonlyMap<string, Holder>): [string, Holder] {
  if (typeof account !== 'string') throw invalidParams("Missing field 'account'.")
  if (!addressPattern.test(account)) throw malformed()
  const holder = holders.get(account)
  if (!holder) throw noAccount()
  return [account, holder]
}

/** What a test has sent by itself the merchant's account tells of, whatever it is; of what was submitted, its two ends do. */
const touches =
  (account: string) =>
  ({ blob, transaction: { Account, Destination } }: Sent): boolean =>
    Account === account || Destination === account || (!blob && account === mockAddress)

const account_tx: Method = (platform, { host, params, version }) => {
  const { oldest, newest, validated, holders } = viewOf(platform, host)
  const [account] = accountIn(params, holders)
  const [from, until] = rangeOf(params, version, oldest, newest)
  const { limit = 200, forward = false, marker } = params
  if (typeof limit !== 'number' || typeof forward !== 'boolean') throw invalidParams()
  const all = validated.filter(({ ledger }) => ledger >= from && ledger <= until).filter(touches(account))
  const ordered = forward ? all : all.reverse()
  const begin = marker === undefined ? 0 : placeOf(marker, host, ordered)
  const page = ordered.slice(begin, begin + Math.min(limit, memoryOf(platform).options.pageSize ?? 200))
  const next = ordered[begin + page.length]
  return {
    account,
    ledger_index_min: from,
    ledger_index_max: until,
    limit: page.length,
    ...(next && { marker: { ledger: next.ledger, seq: next.place, server: host } }),
    transactions: page.map((sent) => entryOf(sent, version)),
    validated: true,
  }
}

/** Version 1 makes do with what the server has; version 2 refuses what is outside of it. */
function rangeOf(params: Json, version: Version, oldest: number, newest: number): [from: number, until: number] {
  const { ledger_index_min: least = -1, ledger_index_max: most = -1 } = params
  if (!Number.isInteger(least) || !Number.isInteger(most)) throw invalidParams()
  const from = (least as number) < 0 ? oldest : (least as number)
  const until = (most as number) < 0 ? newest : (most as number)
  if (version === 1) {
    const clamped = [Math.max(from, oldest), Math.min(until, newest)] as [number, number]
    if (clamped[0] > clamped[1]) throw indexes('lgrIdxsInvalid', 'Ledger indexes invalid.')
    return clamped
  }
  if (from > newest) throw rpcError('invalidLgrRange', 79, 'Ledger range is invalid.')
  if (from < oldest || until > newest) throw indexes('lgrIdxMalformed', 'Ledger index malformed.')
  if (from > until) throw rpcError('invalidLgrRange', 79, 'Ledger range is invalid.')
  return [from, until]
}

/** A marker is good where it was given. */
function placeOf(marker: unknown, host: string, ordered: readonly Sent[]): number {
  const { ledger, seq, server } = (marker ?? {}) as { ledger?: number; seq?: number; server?: string }
  const found = ordered.findIndex((sent) => sent.ledger === ledger && sent.place === seq)
  if (server !== host || found < 0) throw invalidParams('Invalid field marker.')
  return found
}

const tx: Method = (platform, { host, params, version }) => {
  const { transaction, min_ledger, max_ledger } = params
  if (typeof transaction !== 'string' || !/^[0-9A-F]{64}$/i.test(transaction)) throw invalidParams()
  const { validated, queued, oldest, newest } = viewOf(platform, host)
  const named = ({ hash }: Sent) => hash === transaction.toUpperCase()
  const [inLedger, waiting] = [validated.find(named), queued.find(named)]
  if (inLedger) return answerOf(inLedger, version, true)
  if (waiting) return answerOf(waiting, version, false)
  const error = rpcError('txnNotFound', 29, 'Transaction not found.')
  // Whether the server has every one of the ledgers that were named.
  const isRange = typeof min_ledger === 'number' && typeof max_ledger === 'number'
  throw isRange ? Object.assign(error, { searched_all: min_ledger >= oldest && max_ledger <= newest }) : error
}

const account_info: Method = (platform, { host, params }) => {
  const { newest } = viewOf(platform, host)
  // The ledger that is still open has in it what will be validated next.
  const isOpen = params.ledger_index === 'current'
  const { holders } = stateAt(memoryOf(platform), isOpen ? newest + 1 : newest)
  const [Account, { drops, rlusd, sequence, requiresTag, regularKey }] = accountIn(params, holders)
  return {
    account_data: {
      Account,
      Balance: String(drops),
      Flags: requiresTag ? flags.requireDestinationTag : 0,
      LedgerEntryType: 'AccountRoot',
      OwnerCount: rlusd ? 1 : 0,
      ...(regularKey && { RegularKey: regularKey }),
      Sequence: sequence,
    },
    account_flags: { requireDestinationTag: requiresTag },
    ...(isOpen ? { ledger_current_index: newest + 1 } : ledgerFacts(newest)),
    validated: !isOpen,
  }
}

const account_lines: Method = (platform, { host, params }) => {
  const { newest, holders } = viewOf(platform, host)
  const [account, { rlusd }] = accountIn(params, holders)
  const line = { account: networks.mainnet.rlusdIssuer, currency: rlusdCurrency, limit: '1000000000' }
  const asked = params.peer === undefined || params.peer === line.account
  const lines = asked && rlusd ? [{ ...line, balance: formatDecimal(rlusd) }] : []
  return { account, lines, ...ledgerFacts(newest), validated: true }
}

const fee: Method = (platform, { host }) => {
  const { newest, openLedgerFee } = viewOf(platform, host)
  const drops = { base_fee: '10', median_fee: '5000', minimum_fee: '10', open_ledger_fee: String(openLedgerFee) }
  return { current_ledger_size: '1', drops, ledger_current_index: newest + 1, max_queue_size: '2000' }
}

const server_info: Method = (platform, { host }) => {
  const { oldest, newest, networkId } = viewOf(platform, host)
  const costs = { base_fee_xrp: 0.00001, reserve_base_xrp: 1, reserve_inc_xrp: 0.2 }
  return {
    info: {
      build_version: '2.6.0',
      complete_ledgers: `${oldest}-${newest}`,
      load_factor: 1,
      network_id: networkId,
      server_state: 'full',
      validated_ledger: { age: 2, seq: newest, hash: ledgerFacts(newest).ledger_hash, ...costs },
    },
  }
}

const ledger: Method = (platform, { host, params }) => {
  const { oldest, newest } = viewOf(platform, host)
  const index = params.ledger_index === 'validated' ? newest : params.ledger_index
  if (!Number.isInteger(index)) throw invalidParams()
  const asked = index as number
  if (asked < oldest || asked > newest) throw rpcError('lgrNotFound', 21, 'ledgerNotFound')
  return { ledger: { ...closeFacts(asked), closed: true }, ...ledgerFacts(asked), validated: true }
}

export const methods: Readonly<Record<string, Method>> = {
  account_tx,
  tx,
  account_info,
  account_lines,
  fee,
  server_info,
  ledger,
  submit,
}
