import { type Clock, type ReceivingAccount, systemClock } from '../core/account.js'
import { configError, isShroffError, ShroffError } from '../core/errors.js'
import type { EventCommon } from '../core/event.js'
import { readIncoming } from '../core/incoming.js'
import { type Observe, teller, type WebhookEnd } from '../core/observe.js'
import { refuseUnknown } from '../core/options.js'
import type { Message, WebhookSource } from '../core/source.js'
import type { Store } from '../store/store.js'
import { receiveByClaim } from './choose.js'
import { processOnce, type Work } from './process.js'

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
  /** Told about each message: what came of it, and what was wrong with it. */
  observe?: Observe | undefined
  /** Keeps a runtime alive that ends with the answer, for work that outlives it: `ctx.waitUntil` of Workers, `after` of Next. */
  waitUntil?: (work: Promise<unknown>) => void
  /** Milliseconds for which a process that dies holds up its event, 3 000 or more; prolonged while `onEvent` runs. Default 30 000. */
  lease?: number
  clock?: Clock
}

/** From a request to its answer; also what most frameworks call a handler. */
export type WebhookHandler = (request: Request) => Promise<Response>

/**
 * Receives the webhooks of one address or several, for any number of accounts and providers: verified, each event worked on once
 * among all processes of the shop, and answered as its provider wants it: `received` never before `onEvent` has ended.
 *
 * Where `onEvent` outlives the provider's patience the answer is "again" and the work goes on; the next delivery finds it
 * done. What could not be verified is told to `observe` alone: on the wire it gets an empty 500, whatever was wrong.
 *
 * @throws `CONFIG_INVALID` for options that cannot be right.
 * @example
 * const handler = webhookHandler({
 *   accounts: [wechatpayWebhooks(wechat), alipayWebhooks(ali)],
 *   store: memoryStore(),
 *   async onEvent(event) {
 *     if (event.type === 'payment.paid' && !event.channel) await markPaid(event.orderId, event.amount)
 *   },
 * })
 */
export function webhookHandler<S extends WebhookSource>(options: WebhookHandlerOptions<S>): WebhookHandler {
  check(options)
  const { accounts, store, onEvent, observe, waitUntil, lease = 30_000, clock = systemClock } = options
  const sources = [...accounts]

  return async (request) => {
    const startedAt = clock.now()
    const end = (account: ReceivingAccount, told: WebhookEnd) => {
      const tell = teller(account, 'webhookHandler', observe)
      tell(0, { stage: 'handled', milliseconds: clock.now() - startedAt, ...told })
    }
    let received: { source: WebhookSource; event: EventCommon }
    try {
      received = await receiveByClaim(sources, await messageOf(request), { observe })
    } catch (error) {
      const code = isShroffError(error) ? error.code : 'BODY_INVALID'
      end(sources[0]!.account, { end: 'unverified', code })
      // One answer to all of them: no provider reads it as received, and a forger learns nothing.
      return new Response(null, { status: 500 })
    }
    const { source, event } = received
    const { account } = source
    const about = { eventId: event.id }
    const key = `webhook/${source.name}/${event.id}`
    const working = processOnce({ store, key, lease, clock }, (work) => onEvent(event as EventOf<S>, work)).then(
      (how) => {
        end(account, { end: how, ...about })
        return how === 'received' || how === 'repeated' ? 'received' : 'again'
      },
      (error: unknown) => {
        end(account, { end: 'failed', ...about, ...(isShroffError(error) && { code: error.code }) })
        return 'again' as const
      },
    )
    const patience = new AbortController()
    const slow = clock.sleep(source.patience, patience.signal).then(
      () => 'slow' as const,
      () => 'slow' as const,
    )
    const first = await Promise.race([working, slow])
    patience.abort()
    if (first !== 'slow') return source.acknowledge(first)
    waitUntil?.(working)
    end(account, { end: 'slow', ...about })
    return source.acknowledge('again')
  }
}

async function messageOf(request: Request): Promise<Message> {
  const { method, url } = request
  if (method !== 'POST' && method !== 'GET')
    throw new ShroffError('BODY_INVALID', {
      problem: `The request is a ${method}; webhooks are posted.`,
      outcome: 'not-sent',
    })
  return { method, url, ...(await readIncoming(request)) }
}

const known = ['accounts', 'store', 'onEvent', 'observe', 'waitUntil', 'lease', 'clock']
const steps = ['claim', 'renew', 'write', 'confirm', 'release'] as const

function check({ accounts, store, onEvent, lease = 30_000, ...rest }: WebhookHandlerOptions<WebhookSource>): void {
  refuseUnknown('webhookHandler', { accounts, store, onEvent, lease, ...rest }, known)
  const isSource = (one: Partial<WebhookSource> | undefined) => typeof one?.receive === 'function'
  if (!Array.isArray(accounts) || accounts.length < 1 || accounts.length > 100 || !accounts.every(isSource))
    throw configError(
      'webhookHandler: accounts must be a list of 1 to 100 accounts with their webhooks.',
      'Each provider has a function that makes one of an account, …Webhooks(account): an account alone does not say how its messages are read.',
    )
  const names = accounts.map(({ name, path }) => `${name} ${path ?? ''}`)
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice) throw configError(`webhookHandler: the account ${twice.trim()} is there twice.`)
  if (!steps.every((step) => typeof store?.[step] === 'function'))
    throw configError('webhookHandler: store must be a store, such as memoryStore().')
  if (typeof onEvent !== 'function') throw configError('webhookHandler: onEvent must be a function.')
  if (!Number.isSafeInteger(lease) || lease < 3_000)
    throw configError('webhookHandler: lease must be an integer number of milliseconds, at least 3000.')
}
