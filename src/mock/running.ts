import type { Transport, WireReply, WireRequest } from '../core/transport.js'
import type { Book } from './book.js'
import type { MockClock, ShiftingClock } from './clock.js'
import type { Fault } from './faults.js'
import type { Journal, JournalEntry } from './journal.js'
import type { Forgery, MockProvider, NewNotice, Notice, RunningProvider } from './provider.js'

export type Providers = readonly MockProvider[]

/** The names of the providers that this gateway was started with: a misspelt one does not compile. */
export type ProviderName<M extends MockGateway> = M extends MockGateway<infer P> ? P[number]['name'] : never

type CredentialsOf<M> = M extends { start(context: never): Promise<{ readonly credentials: infer C }> } ? C : never

/** A payment gateway in memory. */
export type MockGateway<P extends Providers = Providers> = {
  /** Give it to `createClient`. */
  readonly transport: Transport
  /** The same gateway as a fetch handler, for `http({ fetch })`, a service worker or a server. */
  readonly fetch: (request: Request) => Promise<Response>
  readonly clock: MockClock
  /** What happened, oldest first. */
  readonly journal: readonly JournalEntry[]
  /** What the merchant needs, keys of both sides included, made for this test: pass it to the account factory. */
  credentials<N extends P[number]['name']>(name: N): CredentialsOf<Extract<P[number], { name: N }>>
}

export type RunningMock = {
  provider: RunningProvider
  book: Book
  faults: Fault[]
  /** Calls that it takes in a second, and the times of the last ones that it took. */
  limit?: { readonly perSecond: number; readonly made: number[] }
  deliveries: Delivery[]
  /** The last webhooks by their ids, for those that are to come again. */
  told: Map<string, Delivery>
  notify(notice: NewNotice): void
}

/** What the control actions work on. */
export type Internals = {
  clock: ShiftingClock
  journal: Journal
  running: Map<string, RunningMock>
  exchange: Exchange
  /** By how much faster webhooks come again than at the provider. */
  pace: number
}

const internals = Symbol.for('shroff.mock')

/** A webhook waiting for its delivery. */
export type Delivery = {
  readonly notice: Notice
  /** Its place among the events of all providers. */
  readonly place: number
  attempts: number
  dueAt: number
  /** How the next one is false. */
  forgery?: Forgery | undefined
}

/** Like a transport, but header names have the provider's own spelling, and where no answer comes it throws a `NoAnswer` at once. */
export type Exchange = (request: WireRequest, provider?: string) => Promise<WireReply>

/** Out of sight: not enumerable, and found by every copy of the package. */
export const attachInternals = <M extends MockGateway>(mock: M, value: Internals): M =>
  Object.defineProperty(mock, internals, { value })

/** For the control actions and the server. */
export function internalsOf(mock: MockGateway): Internals {
  return (mock as unknown as Record<typeof internals, Internals>)[internals]
}

/** @throws `TypeError` for a provider that this gateway was not started with. */
export function runningOf(mock: MockGateway, provider: string): RunningMock {
  const { running } = internalsOf(mock)
  const found = running.get(provider)
  if (!found)
    throw new TypeError(`The mock gateway has no provider ${provider}; it has ${[...running.keys()].join(', ')}.`)
  return found
}

/** @throws `RangeError` for a number of times that is none. */
export function wholeTimes(control: string, times: number): void {
  if (!Number.isInteger(times) || times < 1) throw new RangeError(`${control}: times must be an integer from 1`)
}
