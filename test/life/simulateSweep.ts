import { isShroffError } from 'shroff'
import type { Gateway } from 'shroff/gateway'
import { type AnySweepingGateway, type OpenRefund, type SweepOptions, sweep } from 'shroff/life'
import { memoryStore } from 'shroff/store'
import { factOf } from '../../src/core/fact.js'
import { processOnce } from '../../src/webhook/process.js'
import type { Process } from '../simulation/scheduler.js'
import { type Desk, providers } from '../simulation/world.js'
import { judgeSweep, numberOf, type Open } from './judgeSweep.js'
import { createModel } from './model.js'
import { price, storeFor, untilAborted } from './sale.js'
import type { Report } from './simulate.js'
import { quote } from './token-model.js'
import { tokenShop } from './token-shop.js'
import type { AnyOrder, Order } from './world.js'

const second = 1000
const minute = 60 * second
/** Until then everything breaks; then nothing does. */
const chaos = 12 * minute
const end = 8 * 60 * minute

/** What a shop does wrong, or the library: each must be seen. */
export type SweepMistakes = {
  /** A handler that claims each message by its own number, as if no pass told the same. */
  keysApart?: true
  /** It makes no passes. */
  neverSweeps?: true
}

/** A shop with orders at every provider that has a gateway, whose webhooks may be lost, come twice or late, and whose processes make passes. */
export async function simulateSweep(seed: number, mistakes: SweepMistakes = {}): Promise<Report> {
  const world = await createModel(seed)
  const { random, scheduler, state } = world
  const broken: string[] = []
  const store = memoryStore({ clock: { now: scheduler.now, sleep: untilAborted } })
  // The shop's books, which outlive its processes.
  const open: Open[] = []
  const ends = new Map<string, string[]>()
  /** How often each fact was said to be told, and which fact is claimed by which key. */
  const confirmed = new Map<string, number>()
  const facts = new Map<string, string>()
  const placed: AnyOrder[] = []
  const tokens = world.tokens!
  const { askForTokens, giveTokensBack } = tokenShop(world, open)
  scheduler.chaos.onFailure = (error) => broken.push(`the shop fell over: ${(error as Error).stack}`)
  Object.assign(scheduler.chaos, { death: random.pick([0, 0.02, 0.08]), suspension: random.pick([0, 0.02]) })
  scheduler.chaos.onSuspension = () => world.count('process suspended')
  scheduler.chaos.onDeath = () => {
    world.count('process died')
    boot(random.between(second, 2 * minute))
  }

  const storeOf = (process: Process) =>
    storeFor(store, process, (key) => {
      const fact = facts.get(key)
      if (fact) confirmed.set(fact, (confirmed.get(fact) ?? 0) + 1)
    })

  const onEventIn =
    (process: Process): SweepOptions<AnySweepingGateway>['onEvent'] =>
    async (event, { claim }) => {
      const fact = `${event.type} of ${numberOf(event)}`
      facts.set(claim.key, fact)
      if (confirmed.has(fact)) broken.push(`${fact} was told again`)
      if (random.chance(state.calm ? 0 : 0.2)) throw new Error('the database is away')
      await process.step(2, () => {
        const number = numberOf(event)
        ends.set(number, [...new Set([...(ends.get(number) ?? []), event.type])])
        world.count(event.type)
        const place = open.findIndex((order) => numberOf(order) === number)
        // Tokens may come to what is closed.
        const stays = event.provider === 'circle' && event.type === 'payment.closed'
        if (place >= 0 && !stays) open.splice(place, 1)
        const orderId = number
        const isFirst = !open.some((order) => numberOf(order) === `${orderId}R`) && !ends.has(`${orderId}R`)
        if (event.type !== 'payment.paid' || !isFirst || !random.chance(0.4)) return
        // The shop gives it back, and has written that down before.
        const { reference } = event
        const refund = {
          orderId,
          refundId: `${orderId}R`,
          placedAt: new Date(scheduler.now()),
          ...(reference && { reference }),
        }
        open.push({ provider: event.provider, ...refund })
        scheduler.later(second, () => process.start(() => giveBack(process, { provider: event.provider, ...refund })))
      })
    }

  async function giveBack(process: Process, { provider, ...refund }: OpenRefund): Promise<void> {
    if (provider === 'circle') return giveTokensBack(process, refund)
    const gateway = world.gatewaysOf(process).find((one) => one.provider === provider)!
    try {
      await gateway.refundPayment({ ...refund, orderPlacedAt: refund.placedAt, amount: price, orderAmount: price })
    } catch (error) {
      if (!isShroffError(error)) throw error
    }
  }

  let workers: Process[] = []
  function boot(after: number): void {
    scheduler.later(after, () => {
      const process = scheduler.createProcess('shop')
      workers = [...workers.filter(({ alive }) => alive), process]
      if (!mistakes.neverSweeps) process.start(() => passes(process))
    })
  }
  async function passes(process: Process): Promise<void> {
    const over = scheduler.now() + end
    while (scheduler.now() < over && !(state.calm && open.length === 0)) {
      const clock = {
        now: process.clock.now,
        sleep: (milliseconds: number, signal?: AbortSignal) =>
          milliseconds < second ? process.clock.sleep(milliseconds, signal) : untilAborted(milliseconds, signal),
      }
      // One provider after the other: what runs at once within a process is not in the hands of the scheduler.
      const gateways: readonly AnySweepingGateway[] = [...world.gatewaysOf(process), tokens.gatewayOf(process)]
      try {
        for (const gateway of gateways) {
          const orders = open.filter(({ provider }) => provider === gateway.provider)
          const given = { gateways: [gateway], orders, store: storeOf(process), clock, lease: 15 * second }
          const { unresolved, limited } = await sweep({ ...given, onEvent: onEventIn(process) })
          for (const { why } of unresolved) world.count(`unresolved: ${why}`)
          if (limited.length > 0) world.count('limited')
          // As the list says.
          for (const { why, refundId, orderId, code } of unresolved) {
            // What was never stored the call gives again that gave it.
            if (code === 'PARAMETERS_INVALID' && !refundId) await askForTokens(process, orderId)
            const isToAsk = why === 'missing' || code === 'PARAMETERS_INVALID'
            const refund = isToAsk && open.find((order) => numberOf(order) === refundId)
            if (refund) await giveBack(process, refund as OpenRefund)
          }
        }
        // Nobody takes a transfer that comes two hours late.
        for (const order of open.filter(({ provider, orderId }) => provider === 'circle' && ends.has(orderId)))
          if ('expiresAt' in order && scheduler.now() > order.expiresAt!.getTime() + 120 * minute)
            open.splice(open.indexOf(order), 1)
      } catch (error) {
        if (!isShroffError(error, 'JOURNAL_FAILED')) throw error
        world.count('sweep threw JOURNAL_FAILED')
      }
      await process.clock.sleep(minute)
    }
  }
  boot(0)
  boot(random.between(0, minute))

  /** A webhook of the provider's: lost, or delivered once or twice. */
  function webhook(order: AnyOrder, event: object): void {
    const times = random.pick([0, 0, 1, 2])
    if (times === 0) world.count('webhook lost')
    for (let time = 0; time < times; time += 1)
      scheduler.later(random.between(50, 5 * minute), () => {
        const process = random.pick(workers)
        process?.start(async () => {
          world.count('webhook')
          const money = world.gatewaysOf(process).find(({ provider }) => provider === order.provider)
          const told = { id: '1', provider: order.provider, ...event } as Parameters<ReturnType<typeof onEventIn>>[0]
          const key = mistakes.keysApart
            ? `webhook/${numberOf(told)}`
            : factOf(money ?? tokens.gatewayOf(process), told)!
          const clock = { now: process.clock.now, sleep: untilAborted }
          const work = onEventIn(process)
          await processOnce({ store: storeOf(process), key, lease: 15 * second, clock }, (given) =>
            work(told, given),
          ).catch(() => {})
        })
      })
  }
  /** Circle tells no number of the shop's. */
  const paidAt = ({ provider, orderId }: AnyOrder) =>
    provider === 'circle' ? { reference: `I${orderId}`, amount: quote } : { orderId, amount: price }
  const refundAt = ({ provider, orderId }: AnyOrder, refundId: string) =>
    provider === 'circle' ? { refundReference: `R${refundId}`, amount: quote } : { orderId, refundId, amount: price }
  state.onPaid = (order) => webhook(order, { type: 'payment.paid', paymentId: `P${order.orderId}`, ...paidAt(order) })
  state.onRefunded = (order, refundId) => webhook(order, { type: 'refund.succeeded', ...refundAt(order, refundId) })

  for (let number = 0; number < 3; number += 1)
    scheduler.later(1 + random.between(0, 3 * minute), () => {
      const process = scheduler.createProcess('till')
      const provider = random.pick<Desk>([...providers, 'circle'])
      const order = { provider, orderId: `SWEEP${seed}N${number}` }
      placed.push(order)
      process.start(async () => {
        const placedAt = new Date(Math.floor(scheduler.now() / second) * second)
        const numbers = { orderId: order.orderId, placedAt, expiresAt: new Date(placedAt.getTime() + 10 * minute) }
        const transfer = provider === 'circle' && { transfer: { amount: quote } }
        await process.step(2, () => void open.push({ provider, ...numbers, ...transfer }))
        if (transfer) return askForTokens(process, order.orderId)
        const gateway = world.gatewaysOf(process).find((one) => one.provider === provider) as Gateway
        const given = {
          channel: 'qr',
          ...numbers,
          amount: price,
          description: 'Tea',
          notifyUrl: 'https://shop.example/',
        } as const
        await gateway.createPayment(given).catch((error) => {
          if (!isShroffError(error)) throw error
        })
      })
      if (provider === 'circle') payInTokens(order.orderId)
      else if (random.chance(0.7))
        payLater({ provider, orderId: order.orderId }, random.between(second, random.pick([minute, 9 * minute])), 4)
      else if (random.chance(0.5))
        scheduler.later(random.between(second, 5 * minute), () => world.scan({ provider, orderId: order.orderId }))
    })
  /** In parts, too few or too many, in time or late. */
  function payInTokens(orderId: string): void {
    for (const value of random.pick([[3], [1, 2], [4], [2], []]))
      scheduler.later(random.between(10 * second, random.pick([5 * minute, 40 * minute])), () => {
        if (tokens.comeTo(orderId) !== undefined) tokens.send(orderId, value)
      })
  }
  function payLater(order: Order, after: number, tries: number): void {
    scheduler.later(after, async () => {
      const status = world.statusOf(order)
      if (status === 'pending') await world.pay(order)
      else if (!status && tries > 1) payLater(order, random.between(5 * second, 20 * second), tries - 1)
    })
  }
  scheduler.later(chaos, () => {
    state.calm = true
    Object.assign(scheduler.chaos, { death: 0, suspension: 0 })
    boot(0)
  })
  await scheduler.run()

  broken.push(...judgeSweep({ world, placed, open, ends, confirmed }))
  return { seed, broken, counts: state.counts, calls: world.calls.length }
}
