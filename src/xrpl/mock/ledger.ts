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
  readonly result: string
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
}

/** What the mock remembers. */
export type Memory = { options: MockXrplOptions; readonly sent: Sent[]; readonly servers: Map<string, Server> }

export const memoryOf = ({ book }: Pick<Platform, 'book'>): Memory =>
  beside(book, 'ledger', () => ({ options: {}, sent: [], servers: new Map() }))

/** What a server can tell of: its ledgers, and the transactions in them, the oldest first. */
export function viewOf(platform: Platform, host: string) {
  const { sent, servers } = memoryOf(platform)
  const { holds, behind, networkId } = servers.get(host) ?? sound
  const newest = ledgerAt(platform.clock.now()) - behind
  const oldest = newest - holds + 1
  const told = sent.filter(({ toldBy }) => !toldBy || toldBy.includes(host))
  const validated = told
    .filter(({ ledger }) => ledger >= oldest && ledger <= newest)
    .sort((a, b) => a.ledger - b.ledger || a.place - b.place)
  return { newest, oldest, networkId, validated, queued: told.filter(({ ledger }) => ledger > newest) }
}

export const sound: Server = { holds: 100_000, behind: 0, networkId: 0 }

/** An error as the servers word it; they answer it with status 200. */
export const rpcError = (code: string, number: number, message: string) => refuse(200, code, message, { number })
export const invalidParams = (message = 'Invalid parameters.') => rpcError('invalidParams', 31, message)
