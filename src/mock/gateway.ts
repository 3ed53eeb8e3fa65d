import { refuseUnknown } from '../core/options.js'
import { createBook } from './book.js'
import { createMockClock } from './clock.js'
import { createExchange, ownerOf, transportOf } from './exchange.js'
import type { Fault } from './faults.js'
import { fetchHandler } from './fetch.js'
import { createJournal } from './journal.js'
import type { Keys } from './parties.js'
import type { MockProvider, NewNotice } from './provider.js'
import {
  attachInternals,
  type Delivery,
  internalsOf,
  type MockGateway,
  type Providers,
  type RunningMock,
  runningOf,
} from './running.js'

export type CreateMockGatewayParameters<P extends Providers> = {
  providers: P
  /** Freezes the mock's clock at this moment; it then moves by `advanceClock` and by waiting only. Default: it runs. */
  now?: Date
  /** How many entries the journal keeps. Default 1000. */
  journalLimit?: number
  /**
   * `fixed`: the keys that ship with the mock, so that it starts at once; everybody has them, and only accounts that say
   * `mock: true` take them. `fresh`: new ones, which takes a second, for a mock that others can reach. An object: new ones the
   * first time, which are put into it, and the same again from then on. Default `fixed`.
   */
  keys?: Keys
}

/** So many webhooks of a provider can come again; those that wait are beside them. */
const remembered = 1000

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
  refuseUnknown('createMockGateway', parameters, ['providers', 'now', 'keys', 'journalLimit'])
  const clock = createMockClock(parameters.now)
  const journal = createJournal(parameters.journalLimit ?? 1000)
  const keys = parameters.keys ?? 'fixed'
  let events = 0
  const started = await Promise.all(
    parameters.providers.map(async ({ name, start }): Promise<[string, RunningMock]> => {
      const told = new Map<string, Delivery>()
      const mock = { book: createBook(), faults: [] as Fault[], deliveries: [] as Delivery[], told }
      let count = 0
      const notify = (notice: NewNotice) => {
        const { webhooks } = provider
        if (!webhooks || webhooks.tells?.(notice) === false) return
        count += 1
        if (notice.type === 'refund') notice.refund.noticeId = String(count)
        if (notice.type === 'payment.paid') notice.order.noticeId = String(count)
        events += 1
        const delivery = { notice: { ...notice, id: String(count) }, place: events, attempts: 0, dueAt: notice.at }
        mock.deliveries.push(delivery)
        told.set(delivery.notice.id, delivery)
        if (told.size > remembered) told.delete(told.keys().next().value!)
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
  return attachInternals(mock, { clock, journal, running, exchange, pace: 1 })
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

/** The name of the provider that answers at this address. */
export const ownedBy = (mock: MockGateway, url: URL): string | undefined => ownerOf(internalsOf(mock).running, url)?.[0]
