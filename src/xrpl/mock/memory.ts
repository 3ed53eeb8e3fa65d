import type { Decimal } from '../../core/decimal.js'
import { type Book, beside } from '../../mock/book.js'
import type { MockClock } from '../../mock/clock.js'
import type { Json } from '../../mock/http.js'
import { refuse } from '../../mock/refusal.js'
import type { MockXrplOptions } from './options.js'

/** What the handlers of this mock work on. */
export type Platform = { readonly clock: MockClock; readonly book: Book }

/** A ledger closes every four seconds; the numbers are about those of the real one. */
const interval = 4000
const firstInterval = 350_000_000

/** The last ledger that is validated at a moment. */
export const ledgerAt = (now: number): number => Math.floor(now / interval) - firstInterval

/** When a ledger was closed, in milliseconds since 1970. */
export const closedAt = (ledger: number): number => (ledger + firstInterval) * interval

/** A transaction that was sent: it stands in the next ledger that closes, and nobody says so before. */
export type Sent = {
  readonly hash: string
  readonly ledger: number
  /** Its place in that ledger. */
  readonly place: number
  /** Its own members, the amount under its name of version 2. */
  readonly transaction: Json
  /** As it was submitted; absent of what a test has sent by itself. */
  readonly blob?: string
  /** What becomes of it; undefined where the rules of the ledger say. */
  readonly result: string | undefined
  readonly delivered: unknown
  /** The hosts that tell of it. Absent: all. */
  readonly toldBy: readonly string[] | undefined
}

/** How one server departs from what it should be. */
export type Server = {
  /** How many ledgers back it can tell of. */
  readonly holds: number
  /** How many ledgers it is behind. */
  readonly behind: number
  readonly networkId: number
  /** What it says that a place in the open ledger costs, in drops. */
  readonly openLedgerFee: number
}

/** An account, as it stands after some ledger. */
export type Holder = {
  readonly drops: bigint
  /** How much RLUSD is in it; undefined where it has no trust line. */
  readonly rlusd: Decimal | undefined
  /** The number of its next transaction. */
  readonly sequence: number
  readonly requiresTag: boolean
  /** Another account, whose key may sign for this one. */
  readonly regularKey?: string
}

/** What the mock remembers. */
export type Memory = {
  options: MockXrplOptions
  readonly sent: Sent[]
  readonly servers: Map<string, Server>
  /** Accounts as they were before all that was sent. */
  readonly holders: Map<string, Holder>
  /** What becomes of the next transactions that are submitted: how many ledgers later they go in, if ever. */
  readonly delays: number[]
}

export const memoryOf = ({ book }: Pick<Platform, 'book'>): Memory =>
  beside(book, 'ledger', () => ({ options: {}, sent: [], servers: new Map(), holders: new Map(), delays: [] }))

export const sound: Server = { holds: 100_000, behind: 0, networkId: 0, openLedgerFee: 10 }

/** An error as the servers word it; they answer it with status 200. */
export const rpcError = (code: string, number: number, message: string) => refuse(200, code, message, { number })
/** What submit says of a blob that is none, or that fails a server's own checks. */
export const invalidTransaction = (exception: string) => refuse(200, 'invalidTransaction', exception, { exception })
export const invalidParams = (message = 'Invalid parameters.') => rpcError('invalidParams', 31, message)

/** What a method answers: `result` without its status. */
export type Method = (
  platform: Platform,
  asked: { host: string; params: Json; version: Version },
) => Json | Promise<Json>

export type Version = 1 | 2
