import { isShroffError } from 'shroff'
import { type OpenOrder, type OpenRefund, type SweepEvent, type SweepOptions, sweep } from 'shroff/life'
import { memoryStore } from 'shroff/store'
import { factOf } from '../../src/core/fact.js'
import { processOnce } from '../../src/webhook/process.js'
import type { Process } from '../simulation/scheduler.js'
import { providers } from '../simulation/world.js'
import { createModel } from './model.js'
import { price, storeFor, untilAborted } from './sale.js'
import type { Report } from './simulate.js'
import type { AnyOrder, Order } from './world.js'

const second = 1000
const minute = 60 * second
/** Until then everything breaks; then nothing does. */
const chaos = 12 * minute
const end = 8 * 60 * minute

type Open = Exclude<OpenOrder, { chargedAt: Date }>
const numberOf = (order: { orderId: string; refundId?: string }) => order.refundId ?? order.orderId

/** What a shop does wrong, or the library: each must be seen. */
export type SweepMistakes = {
  /** A handler that claims each message by its own number, as if no pass told the same. */
  keysApart?: true
  /** It makes no passes. */
  neverSweeps?: true
}

/** A shop with orders at four providers, whose webhooks may be lost, come twice or late, and whose processes make passes. */
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
  const placed: Order[] = []
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
    (process: Process): SweepOptions['onEvent'] =>
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
        if (place >= 0) open.splice(place, 1)
        const { orderId } = event
        const isFirst = !open.some((order) => numberOf(order) === `${orderId}R`) && !ends.has(`${orderId}R`)
        if (event.type !== 'payment.paid' || !isFirst || !random.chance(0.4)) return
        // The shop gives it back, and has written that down before.
        const refund = { orderId, refundId: `${orderId}R`, placedAt: new Date(scheduler.now()) }
        open.push({ provider: event.provider, ...refund })
        scheduler.later(second, () => process.start(() => giveBack(process, { provider: event.provider, ...refund })))
      })
    }

  async function giveBack(process: Process, { provider, ...refund }: OpenRefund): Promise<void> {
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
      const gateways = world.gatewaysOf(process)
      try {
        for (const gateway of gateways) {
          const orders = open.filter(({ provider }) => provider === gateway.provider)
          const given = { gateways: [gateway], orders, store: storeOf(process), clock, lease: 15 * second }
          const { unresolved, limited } = await sweep({ ...given, onEvent: onEventIn(process) })
          for (const { why } of unresolved) world.count(`unresolved: ${why}`)
          if (limited.length > 0) world.count('limited')
          // As the list says.
          for (const { why, refundId } of unresolved) {
            const refund = why === 'missing' && open.find((order) => numberOf(order) === refundId)
            if (refund) await giveBack(process, refund as OpenRefund)
          }
        }
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
          const gateway = world.gatewaysOf(process).find(({ provider }) => provider === order.provider)!
          const told = { id: '1', provider: order.provider, ...event } as SweepEvent
          const key = mistakes.keysApart ? `webhook/${numberOf(told)}` : factOf(gateway, told)!
          const clock = { now: process.clock.now, sleep: untilAborted }
          const work = onEventIn(process)
          await processOnce({ store: storeOf(process), key, lease: 15 * second, clock }, (given) =>
            work(told, given),
          ).catch(() => {})
        })
      })
  }
  const amount = price
  state.onPaid = (order) =>
    webhook(order, { type: 'payment.paid', orderId: order.orderId, paymentId: `P${order.orderId}`, amount })
  state.onRefunded = (order, refundId) =>
    webhook(order, { type: 'refund.succeeded', orderId: order.orderId, refundId, amount })

  for (let number = 0; number < 3; number += 1)
    scheduler.later(1 + random.between(0, 3 * minute), () => {
      const process = scheduler.createProcess('till')
      const order = { provider: random.pick(providers), orderId: `SWEEP${seed}N${number}` }
      placed.push(order)
      process.start(async () => {
        const placedAt = new Date(Math.floor(scheduler.now() / second) * second)
        const numbers = { orderId: order.orderId, placedAt, expiresAt: new Date(placedAt.getTime() + 10 * minute) }
        await process.step(2, () => void open.push({ provider: order.provider, ...numbers }))
        const gateway = world.gatewaysOf(process).find(({ provider }) => provider === order.provider)!
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
      if (random.chance(0.7)) payLater(order, random.between(second, random.pick([minute, 9 * minute])), 4)
      else if (random.chance(0.5)) scheduler.later(random.between(second, 5 * minute), () => world.scan(order))
    })
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

  for (const order of placed) {
    const said = ends.get(order.orderId) ?? []
    const wanted = world.wasPaid(order) ? ['payment.paid'] : undefined
    // Whoever was to place it died before it was written down.
    if (said.length === 0 && !world.statusOf(order)) continue
    // Alipay calls a payment closed that was given back in full: whoever died in telling that it was paid is followed by that word.
    const isBack = order.provider === 'alipay' && ends.has(`${order.orderId}R`)
    if (isBack && said.join() === 'payment.paid,payment.closed') continue
    if (said.length !== 1 || (wanted ? said[0] !== wanted[0] : said[0] === 'payment.paid'))
      broken.push(`${order.orderId} was told to be ${said}, and was ${wanted ? '' : 'not '}paid`)
  }
  for (const order of open) broken.push(`${numberOf(order)} is open still`)
  for (const [number, said] of ends)
    if (number.endsWith('R') && said.join() !== 'refund.succeeded') broken.push(`${number} was told to be ${said}`)
  for (const [fact, times] of confirmed) if (times > 1) broken.push(`${fact} was said to be told ${times} times`)
  return { seed, broken, counts: state.counts, calls: world.calls.length }
}
