import type { Clock } from '../core/account.js'
import { configError } from '../core/errors.js'
import type { HandledEvent } from '../core/observe.js'
import { checkOptions, isFunction, testRules } from '../core/options.js'
import { leaseRule, storeRule } from '../store/rules.js'
import type { Store } from '../store/store.js'
import type { Work } from '../webhook/process.js'
import type { AmountOf } from './attempt.js'
import type { AnySweepingGateway, OpenOrder, SweepEvent, SweepingGateway } from './open.js'
import { checkGateways } from './options.js'

export type SweepOptions<G extends AnySweepingGateway = SweepingGateway> = {
  gateways: readonly G[]
  /** What the shop's own books call open: a list, or a query that gives one after the other. */
  orders: Iterable<OpenOrder> | AsyncIterable<OpenOrder>
  /** The one of `webhookHandler` and of `settlePayment`'s journal, shared by all processes. */
  store: Store
  /**
   * Your work, once per event, whether a webhook or a pass brought it: mark the order as paid, take it off your list. What it throws
   * is tried again by the next pass. `work` is that of a webhook's `onEvent`.
   */
  onEvent: (event: SweepEvent<AmountOf<G>>, work: Work) => unknown
  /** Told what became of each event, in the words of `webhookHandler`. What it throws is ignored. */
  observe?: ((event: HandledEvent) => unknown) | undefined
  /** Milliseconds for which a process that dies holds up an order, 3 000 or more; prolonged while it works. Default 30 000. */
  lease?: number
  /** Default: the system's. */
  clock?: Clock
}

/** @throws `CONFIG_INVALID` for options that cannot be right. */
export function checkSweeping<G extends AnySweepingGateway>(options: SweepOptions<G>): void {
  checkOptions<SweepOptions<G>>('sweep', options, {
    gateways: { fits: Array.isArray, wanted: 'a list of gateways', needed: true },
    orders: { fits: isIterable, wanted: 'a list, or anything that gives one order after the other', needed: true },
    store: storeRule,
    onEvent: { fits: isFunction, wanted: 'a function', needed: true },
    observe: { fits: isFunction, wanted: 'a function' },
    lease: leaseRule,
    clock: testRules.clock,
  })
  checkGateways('sweep', options.gateways)
  const bare = options.gateways.find(({ identity, rhythm, rates }) => !identity || !Array.isArray(rhythm) || !rates)
  if (bare)
    throw configError(
      `sweep: one of the gateways, ${bare.provider}, lacks identity, rhythm or rates; gatewayOf of shroff/gateway makes one that has them.`,
    )
}

const isIterable = (value: unknown) =>
  typeof value === 'object' && value !== null && (Symbol.iterator in value || Symbol.asyncIterator in value)
