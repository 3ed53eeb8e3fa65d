import { systemClock } from '../core/account.js'
import { journalOf } from '../store/journal.js'
import { nextAsk } from './attempt.js'
import { type Calls, openCalls } from './calls.js'
import { find } from './found.js'
import { type Hold, holding } from './hold.js'
import {
  type AnySweepingGateway,
  isRefund,
  kindOf,
  lateFrom,
  type OpenOrder,
  problemOf,
  type SweepingGateway,
  sinceOf,
  withoutNull,
} from './open.js'
import { checkSweeping, type SweepOptions } from './sweep-options.js'
import { type Telling, tell } from './tell.js'
import { lineOf, type Unresolved, type Words, wordsOf } from './unresolved.js'

const minute = 60_000

/** What a pass did, and what it leaves. */
export type SweepResult = {
  /** How many orders, refunds and charges were due and asked about. */
  readonly asked: number
  /** How many events were told that nobody had told before. */
  readonly told: number
  /** Providers that said there were too many calls: what was due at them waits for the next pass. */
  readonly limited: readonly string[]
  /** Of the given ones, oldest first. What is open, and on its way in time, is not among them. */
  readonly unresolved: readonly Unresolved[]
}

/**
 * Makes up for webhooks that do not come: one pass over what the shop calls open, which asks about each order, refund and charge of a
 * payer's code that is due by its provider's rhythm, and tells how it ended. Call it every minute, in any number of processes.
 *
 * An event is told once, whether a webhook or a pass brought it first, where both share the store. Payments whose end is past are closed.
 *
 * @throws `CONFIG_INVALID`; `JOURNAL_FAILED` where the store does not answer; what `orders` throws. What a provider answers, or
 * `onEvent` throws, stands in the list and is not thrown.
 * @example
 * const { unresolved } = await sweep({ gateways: [wechatpay, alipay], orders: openOrders(), store, onEvent })
 * for (const { provider, orderId, why, next } of unresolved) console.log(provider, orderId, why, next)
 */
export async function sweep<G extends AnySweepingGateway = SweepingGateway>(
  options: SweepOptions<G>,
): Promise<SweepResult> {
  checkSweeping(options)
  const { gateways, orders, store, lease = 30_000, clock = systemClock } = options
  const given = { store, lease, clock, onEvent: options.onEvent as Telling['onEvent'], observe: options.observe }
  const journal = journalOf(store, { lease })
  const counts = { asked: 0, told: 0 }
  const unresolved: Unresolved[] = []
  const list = (order: OpenOrder, words: Words) => unresolved.push(lineOf(order, words))

  const open: OpenOrder[] = []
  for await (const row of orders) {
    const order = withoutNull(row)
    const problem = problemOf(order, gateways)
    if (problem) list(order, { why: 'invalid', next: `Correct it: ${problem}.` })
    else open.push(order)
  }
  const limited: string[] = []
  const ended = await Promise.allSettled(gateways.map(sweepGateway))
  for (const end of ended) if (end.status === 'rejected') throw end.reason
  unresolved.sort((one, other) => (one.since?.getTime() ?? 0) - (other.since?.getTime() ?? 0))
  return { ...counts, limited, unresolved }

  async function sweepGateway(gateway: AnySweepingGateway): Promise<void> {
    const its = open.filter(({ provider }) => provider === gateway.provider)
    if (its.length === 0) return
    const calls = await openCalls(gateway, given)
    const isSlow = (order: OpenOrder) => kindOf(order) === 'charge'
    // One after the other; charges, which may wait for the payer, beside the rest.
    const lanes = [its.filter((order) => !isSlow(order)), its.filter(isSlow)]
    const lanesEnded = await Promise.allSettled(
      lanes.map(async (lane) => {
        for (const order of lane) if (!calls.limited) await look(order, gateway, calls)
      }),
    )
    if (calls.limited) limited.push(gateway.provider)
    for (const end of lanesEnded) if (end.status === 'rejected') throw end.reason
  }

  async function look(order: OpenOrder, gateway: AnySweepingGateway, calls: Calls): Promise<void> {
    const since = sinceOf(order)
    // Nobody can have asked before.
    if (clock.now() < dueAfter(order, gateway, since)) return
    const number = [gateway.name, kindOf(order), order.orderId, isRefund(order) && order.refundId, since]
    const key = `sweep/${JSON.stringify(number)}`
    const held = await holding({ store, key, lease, clock, action: 'sweep' }, (hold) =>
      askWhenDue(order, gateway, calls, hold),
    )
    const next = 'Take it off your list: it has ended, and that was told.'
    const trouble = held.state === 'held' ? held.value : held.state === 'done' && ({ why: 'told', next } as const)
    if (trouble) list(order, trouble)
  }

  async function askWhenDue(order: OpenOrder, gateway: AnySweepingGateway, calls: Calls, hold: Hold) {
    const kept = (hold.value === undefined ? {} : JSON.parse(hold.value)) as Kept
    const now = clock.now()
    const { askedAt = sinceOf(order) } = kept
    // A time to come is of a process whose clock was ahead; it must not hold up the others.
    if (askedAt < now + minute && now < dueAfter(order, gateway, askedAt)) return kept.words
    counts.asked += 1
    const asking = { gateway, clock, signal: hold.signal, call: calls.make, journal }
    const { event, isOver, trouble } = await find(order, asking)
    if (trouble?.error) await calls.heed(trouble.error)
    // The next pass asks, and whoever reads the list has nothing to do.
    if (trouble?.error?.code === 'RATE_LIMITED') return undefined
    const how = event && (await tell(event, gateway, given))
    counts.told += Number(how?.end === 'received')
    // It stays due: the next pass asks, and tells again.
    if (how && !how.isTold) return how.words
    if (isOver) return void (await hold.confirm())
    const words = trouble && wordsOf(trouble)
    // Where another has it by now, that one has asked too.
    await hold.write(JSON.stringify({ askedAt: now, ...(words && { words }) } satisfies Kept))
    return words
  }
}

/** When it was asked about last, in milliseconds, and what was wrong then. */
type Kept = { readonly askedAt?: number; readonly words?: Words }

/** From when on it is to be asked about again: on the rhythm, and once right after the end of a payment. */
function dueAfter(order: OpenOrder, { rhythm }: AnySweepingGateway, askedAt: number): number {
  const due = nextAsk(rhythm, sinceOf(order), askedAt)
  const end = lateFrom(order)
  return kindOf(order) === 'payment' && askedAt <= end ? Math.min(due, end + 1) : due
}
