import type { Json } from '../../mock/http.js'
import { addressPattern, flags, mockAddress, networks, rlusdCurrency } from '../wire.js'
import { invalidParams, memoryOf, type Platform, rpcError, type Sent, viewOf } from './ledger.js'
import { answerOf, closeFacts, entryOf, ledgerFacts, type Version } from './shapes.js'

/** What a method answers: `result` without its status. */
export type Method = (platform: Platform, asked: { host: string; params: Json; version: Version }) => Json

const malformed = () => rpcError('actMalformed', 35, 'Account malformed.')
const noAccount = () => rpcError('actNotFound', 19, 'Account not found.')
const indexes = (code: string, message: string) => rpcError(code, 57, message)

/** The account that is asked about: the mock knows one, the merchant's. */
function accountIn({ account }: Json): string {
  if (typeof account !== 'string') throw invalidParams("Missing field 'account'.")
  if (!addressPattern.test(account)) throw malformed()
  if (account !== mockAddress) throw noAccount()
  return account
}

const account_tx: Method = (platform, { host, params, version }) => {
  const account = accountIn(params)
  const { oldest, newest, validated } = viewOf(platform, host)
  const [from, until] = rangeOf(params, version, oldest, newest)
  const { limit = 200, forward = false, marker } = params
  if (typeof limit !== 'number' || typeof forward !== 'boolean') throw invalidParams()
  const all = validated.filter(({ ledger }) => ledger >= from && ledger <= until)
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
  const { validated, queued } = viewOf(platform, host)
  const named = ({ hash }: Sent) => hash === transaction.toUpperCase()
  const [inLedger, waiting] = [validated.find(named), queued.find(named)]
  if (inLedger) return answerOf(inLedger, version, true)
  if (waiting) return answerOf(waiting, version, false)
  const searched = min_ledger !== undefined && max_ledger !== undefined
  throw Object.assign(rpcError('txnNotFound', 29, 'Transaction not found.'), searched && { searched_all: true })
}

const account_info: Method = (platform, { host, params }) => {
  const Account = accountIn(params)
  const { newest } = viewOf(platform, host)
  const requiresTag = memoryOf(platform).options.requiresTag ?? true
  return {
    account_data: {
      Account,
      Balance: '100000000',
      Flags: requiresTag ? flags.requireDestinationTag : 0,
      LedgerEntryType: 'AccountRoot',
      OwnerCount: 1,
      Sequence: 1,
    },
    account_flags: { requireDestinationTag: requiresTag },
    ...ledgerFacts(newest),
    validated: true,
  }
}

const account_lines: Method = (platform, { host, params }) => {
  const account = accountIn(params)
  const line = { account: networks.mainnet.rlusdIssuer, balance: '0', currency: rlusdCurrency, limit: '1000000000' }
  const asked = params.peer === undefined || params.peer === line.account
  const lines = asked && (memoryOf(platform).options.trustLine ?? true) ? [line] : []
  return { account, lines, ...ledgerFacts(viewOf(platform, host).newest), validated: true }
}

const server_info: Method = (platform, { host }) => {
  const { oldest, newest, networkId } = viewOf(platform, host)
  const costs = { base_fee_xrp: 0.00001, reserve_base_xrp: 1, reserve_inc_xrp: 0.2 }
  return {
    info: {
      build_version: '2.6.0',
      complete_ledgers: `${oldest}-${newest}`,
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
  server_info,
  ledger,
}
