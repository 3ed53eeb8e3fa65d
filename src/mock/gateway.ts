import type { Transport } from '../core/transport.js'
import { type Book, createBook } from './book.js'
import { createMockClock, type MockClock } from './clock.js'
import { type Delivery, deliveryOf } from './deliveries.js'
import { createExchange, type Exchange, ownerOf, transportOf } from './exchange.js'
import type { Fault } from './faults.js'
import { fetchHandler } from './fetch.js'
import { createJournal, type Journal, type JournalEntry } from './journal.js'
import type { MockProvider, NewNotice, RunningProvider } from './provider.js'

export type CreateMockGatewayParameters<P extends Providers> = {
  providers: P
  /** Freezes the mock's clock at this moment; it then moves by `advanceClock` and by waiting only. Default: it runs. */
  now?: Date
  /** How many entries the journal keeps. Default 1000. */
  journalLimit?: number
  /**
   * `fixed`: the keys that ship with the mock, so that it starts at once; everybody has them, and only accounts that say
   * `mock: true` take them. `fresh`: new ones, which takes a second, for a mock that others can reach. Default `fixed`.
   */
  keys?: 'fixed' | 'fresh'
}

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
  deliveries: Delivery[]
  notify(notice: NewNotice): void
}

/** What the control actions work on. */
export type Internals = { clock: MockClock; journal: Journal; running: Map<string, RunningMock>; exchange: Exchange }

const internals = Symbol.for('shroff.mock')

/**
 * Starts a gateway in memory. It speaks each provider's real wire protocol: it refuses what the provider would refuse,
 * keeps a book, and signs its answers and webhooks. Nothing leaves the process.
 *
 * @throws `TypeError` where `providers` are not the mocks of providers, each once.
 * @example
 * const mock = await createMockGateway({ providers: [mockWechatpay()] })
 * const account = wechatpay(mock.credentials('wechatpay'))
 * const client = createClient({ account, transport: mock.transport })
 */
export async function createMockGateway<const P extends Providers>(
  parameters: CreateMockGatewayParameters<P>,
): Promise<MockGateway<P>> {
  mustBeMocks(parameters?.providers)
  const clock = createMockClock(parameters.now)
  const journal = createJournal(parameters.journalLimit ?? 1000)
  const keys = parameters.keys ?? 'fixed'
  let events = 0
  const started = await Promise.all(
    parameters.providers.map(async ({ name, start }): Promise<[string, RunningMock]> => {
      const mock = { book: createBook(), faults: [] as Fault[], deliveries: [] as Delivery[] }
      let count = 0
      const notify = (notice: NewNotice) => {
        const { webhooks } = provider
        if (!webhooks || webhooks.tells?.(notice) === false) return
        count += 1
        if (notice.type === 'refund') notice.refund.noticeId = String(count)
        if (notice.type === 'payment.paid') notice.order.noticeId = String(count)
        events += 1
        mock.deliveries.push(deliveryOf({ ...notice, id: String(count) }, events))
      }
      const provider = await start({ clock, book: mock.book, keys, notify })
      return [name, { ...mock, notify, provider }]
    }),
  )
  const running = new Map(started)

  const exchange = createExchange(running, clock, journal)
  const mock: MockGateway<P> = {
    transport: transportOf(exchange),
    fetch: fetchHandler(exchange),
    clock,
    journal: journal.entries,
    credentials(name) {
      return runningOf(mock, name).provider.credentials as never
    },
  }
  Object.defineProperty(mock, internals, { value: { clock, journal, running, exchange } satisfies Internals })
  return mock
}

/** The usual slips at the door, each by its name. */
function mustBeMocks(providers: Providers | undefined): void {
  const example = 'createMockGateway({ providers: [mockProvider()] })'
  if (!Array.isArray(providers))
    throw new TypeError(`createMockGateway: \`providers\` is a list of the providers' mocks, as in ${example}.`)
  for (const [place, given] of providers.entries() as IterableIterator<[number, unknown]>) {
    if (typeof given === 'function')
      throw new TypeError(
        `createMockGateway: providers[${place}] is the function ${given.name} itself; call it: ${given.name}().`,
      )
    if (typeof (given as Partial<MockProvider> | null)?.start !== 'function')
      throw new TypeError(`createMockGateway: providers[${place}] is not a provider's mock, as in ${example}.`)
  }
  const names = providers.map(({ name }) => name)
  const twice = names.find((name, place) => names.indexOf(name) !== place)
  if (twice !== undefined) throw new TypeError(`createMockGateway: ${twice} is given twice.`)
}

/** For the control actions and the server. */
export function internalsOf(mock: MockGateway): Internals {
  return (mock as unknown as Record<typeof internals, Internals>)[internals]
}

/** The name of the provider that answers at this address. */
export const ownedBy = (mock: MockGateway, url: URL): string | undefined => ownerOf(internalsOf(mock).running, url)?.[0]

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
