import type { Clock } from '../core/account.js'
import { configError } from '../core/errors.js'
import type { HandledEvent } from '../core/observe.js'
import { checkOptions, isFunction, testRules } from '../core/options.js'
import type { WebhookSource } from '../core/source.js'
import { leaseRule, storeRule } from '../store/rules.js'
import type { Store } from '../store/store.js'
import type { Work } from './process.js'

/** The events of these accounts. */
export type EventOf<S> = S extends WebhookSource<infer E> ? E : never

export type WebhookHandlerOptions<S extends WebhookSource> = {
  /** Up to 100: `wechatpayWebhooks(account)`, `alipayWebhooks(account)` … Several of one provider are told apart by what a message claims. */
  accounts: readonly S[]
  /** Where it is kept which events are done: `memoryStore()` for one process, a database for several. */
  store: Store
  /**
   * Your work, once per event: mark the order as paid, deliver. What it throws brings the event back by the next delivery.
   * `work.signal` says that the lease is lost; `work.claim` can be confirmed within a transaction of your own.
   */
  onEvent: (event: EventOf<S>, work: Work) => unknown
  /** Told what became of each message, and what was wrong with it: the only place where that is said. What it throws is ignored. */
  observe?: ((event: HandledEvent) => unknown) | undefined
  /** Keeps a runtime alive that ends with the answer, for work that outlives it: `waitUntil` of Workers, `after` of Next.js. */
  waitUntil?: ((work: Promise<unknown>) => void) | undefined
  /** Milliseconds for which a process that dies holds up its event, 3 000 or more; prolonged while `onEvent` runs. Default 30 000. */
  lease?: number
  /** Default: the system's. */
  clock?: Clock
}

const isSource = (value: unknown) => isFunction((value as Partial<WebhookSource> | null | undefined)?.receive)

/** @throws `CONFIG_INVALID` for options that cannot be right. */
export function checkHandlerOptions(options: WebhookHandlerOptions<WebhookSource>): void {
  checkOptions<WebhookHandlerOptions<WebhookSource>>('webhookHandler', options, {
    accounts: {
      fits: (value) => Array.isArray(value) && value.length > 0 && value.length <= 100 && value.every(isSource),
      wanted: 'a list of 1 to 100 accounts, each by its provider’s …Webhooks(account)',
      needed: true,
    },
    store: storeRule,
    onEvent: { fits: isFunction, wanted: 'a function', needed: true },
    observe: { fits: isFunction, wanted: 'a function' },
    waitUntil: { fits: isFunction, wanted: 'a function' },
    lease: leaseRule,
    clock: testRules.clock,
  })
  const names = options.accounts.map(({ name, path }) => [name, path].filter(Boolean).join(' at '))
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice) throw configError(`webhookHandler: the account ${twice} is there twice.`)
}
