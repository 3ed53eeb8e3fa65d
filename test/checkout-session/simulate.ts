import { amount, isShroffError } from 'shroff'
import { checkoutHandler, checkoutKeys, createCheckout, resolveCheckout } from 'shroff/checkout/session'
import type { Gateway } from 'shroff/gateway'
import type { PaidAttempt } from 'shroff/life'
import { memoryStore, type Store } from 'shroff/store'
import { refOf, type SaleState } from '../../src/checkout/session/state.js'
import { createModel } from '../life/model.js'
import { createWired, type Order } from '../life/world.js'
import type { Process } from '../simulation/scheduler.js'
import { type Ends, judge } from './judge.js'
import { browserOf, desktop, endpoint, minute, phone, sale, second, secret } from './shop.js'

/** What a shop could do wrong, or the library: each must be seen by the judge. */
export type Mistakes = {
  /** Every tab is served by a machine with a store of its own. */
  ownStores?: true
  /** It delivers by every webhook, not by `onPaid`. */
  believesAnyWebhook?: true
  /** It keeps one number for all amounts, and lets an old code pay a new one. */
  forgetsAmounts?: true
}
export type Report = { seed: number; broken: string[]; counts: Map<string, number> }

// Until then everything breaks; then nothing does, and the sale comes to its end.
const chaos = 20 * minute
const end = 6 * 60 * minute
const prices = [amount('25.00', 'CNY'), amount('30.00', 'CNY')] as const

/** One sale in several tabs, with payers, webhooks and processes as they come; all of it but the random names follows from the seed. */
export async function simulate(seed: number, mistakes: Mistakes = {}, isWired = false): Promise<Report> {
  const world = await (isWired ? createWired(seed) : createModel(seed))
  const { random, scheduler, state, count } = world
  const broken: string[] = []
  const keys = checkoutKeys([{ kid: 'k1', secret }])
  const storeClock = { now: scheduler.now, sleep: () => Promise.reject(new Error('a store does not wait')) }
  const store = memoryStore({ clock: storeClock })
  const ends: Ends = {
    delivered: [],
    paidAt: new Map(),
    prices: [{ at: 0, value: prices[0].value }],
    placed: [],
    isMuddled: false,
  }
  let price: (typeof prices)[number] = prices[0]

  scheduler.chaos.onFailure = (error) => broken.push(`the shop fell over: ${(error as Error).stack}`)
  Object.assign(scheduler.chaos, { death: random.pick([0, 0.01, 0.04]), suspension: random.pick([0, 0.01]) })
  scheduler.chaos.onDeath = () => count('process died')
  scheduler.chaos.onSuspension = () => count('process suspended')

  /** The shop as one of its processes has it, a new one for each request: between any two steps it may die. */
  function shopIn(process: Process, shared: Store = store) {
    const gateways = world.gatewaysOf(process).map((gateway): Gateway => ({ ...gateway, channels: ['qr', 'wap'] }))
    for (const gateway of gateways) {
      const { createPayment } = gateway
      gateway.createPayment = (async (given: { orderId: string }, options?: object) => {
        const result = await createPayment(given as never, options)
        ends.placed.push({ provider: gateway.provider, orderId: given.orderId })
        return result
      }) as never
    }
    const clock = {
      now: process.clock.now,
      // Leases are not prolonged here, so that slow calls lose theirs.
      sleep: (milliseconds: number, signal?: AbortSignal) =>
        milliseconds < second ? process.clock.sleep(milliseconds, signal) : untilAborted(signal!),
    }
    const checkout = {
      keys,
      store: stepsOf(shared, process),
      endpoint,
      lease: 15 * second,
      clock,
      async onPaid({ paid }: { paid: PaidAttempt }) {
        if (random.chance(state.calm ? 0 : 0.3)) throw new Error('the database is away')
        await process.step(2, () => void (mistakes.believesAnyWebhook || ends.delivered.push(paid)))
      },
      onError: (error: unknown) => count(`told: ${isShroffError(error) ? error.code : (error as Error).message}`),
    }
    return { gateways, checkout }
  }
  const inProcess = (work: (process: Process) => Promise<unknown>) => {
    const process = scheduler.createProcess('request')
    process.start(async () => void (await work(process)))
  }

  /** A tab of the payer's: it asks, chooses, reloads and gives up as the payer likes. */
  function openTab(agent: string): void {
    let token = ''
    let isEnded = false
    const own = mistakes.ownStores ? memoryStore({ clock: storeClock }) : store
    const reload = () =>
      inProcess(async (process) => {
        const { gateways, checkout } = shopIn(process, own)
        const shown = price
        const given = mistakes.forgetsAmounts ? prices[0] : shown
        const opened = { ...sale, amount: given, expiresAt: new Date(scheduler.now() + 25 * minute) }
        // As a shop does whose page has an end; it does not move with each view.
        const { expiresAt: _, ...rest } = opened
        const result = await createCheckout(gateways, ends.prices.length > 1 ? rest : opened, checkout).catch((error) =>
          count(`page not opened: ${error.code}`),
        )
        if (!result) return
        token = result.token
        count('page opened')
        // Made of an older cart, and later than the newer one's: which of the two came last is nobody's to say.
        if (shown !== price) ends.isMuddled = true
        if (ends.prices.at(-1)!.value !== shown.value) ends.prices.push({ at: scheduler.now(), value: shown.value })
      })
    const ask = (what: 'status' | 'start' | 'close') =>
      inProcess(async (process) => {
        const { gateways, checkout } = shopIn(process, own)
        const handle = checkoutHandler({ gateways, ...checkout, clientIp: () => '203.0.113.7' })
        const browser = browserOf(handle, token, { 'user-agent': agent })
        const provider = random.pick(['wechatpay', 'wechatpay', 'alipay', 'antom', 'unionpay'])
        const { status, body } = await (what === 'start'
          ? browser.start(provider, random.pick(['qr', 'qr', 'wap']))
          : browser[what]())
        count(`${what} ${status} ${body.error ?? body.status}`)
        token = body.token ?? token
        isEnded ||= /^(paid|closed|expired)$/.test(body.status) && random.chance(0.6)
        if (body.attempt && what === 'start')
          visit(ends.placed.filter((one) => one.provider === body.attempt!.provider).at(-1))
      })
    const act = () => {
      if (isEnded || scheduler.now() > chaosEnd) return
      if (!token || random.chance(0.1)) reload()
      else ask(random.pick(['status', 'status', 'start', random.chance(0.06) ? 'close' : 'start']))
      scheduler.later(random.pick([50, 2 * second, 10 * second, 2 * minute]) * (0.5 + random.next()), act)
    }
    scheduler.later(random.between(0, 3 * minute), act)
  }

  /** The payer opens it, pays it, or neither; also much later, from a picture of the code. */
  function visit(order: { provider: string; orderId: string } | undefined): void {
    if (!order) return
    const found = order as Order
    if (random.chance(0.3)) scheduler.later(random.between(second, minute), () => world.scan(found))
    if (!random.chance(0.3)) return
    scheduler.later(random.between(second, random.pick([10 * second, minute, 14 * minute])), async () => {
      if (world.statusOf(found) !== 'pending') return
      ends.paidAt.set(found.orderId, scheduler.now())
      await world.pay(found)
    })
  }

  state.onPaid = ({ orderId }) => {
    if (random.chance(0.3)) return count('webhook lost')
    scheduler.later(random.between(50, 30 * second), () => {
      count('webhook')
      inProcess(async (process) => {
        const { gateways, checkout } = shopIn(process)
        if (mistakes.believesAnyWebhook) ends.delivered.push({ provider: '', orderId, amount: price })
        await resolveCheckout(gateways, { type: 'payment.paid', orderId }, checkout).catch((error) =>
          count(`webhook again: ${isShroffError(error) ? error.code : error.message}`),
        )
      })
    })
  }

  /** The job: takes the sale when it is due. A process of it that dies is followed by another. */
  function work(): void {
    if (isDone || scheduler.now() > lastMoment) return
    let next = scheduler.now() + 2 * minute
    inProcess(async (process) => {
      const { gateways, checkout } = shopIn(process)
      const result = await resolveCheckout(gateways, sale.saleId, checkout).catch(() => 'again' as const)
      if (result === 'again') return
      next = result?.nextAt?.getTime() ?? next
      isDone = state.calm && scheduler.now() > chaosEnd && !result?.nextAt
    })
    scheduler.later(minute, () => scheduler.later(Math.max(0, next - scheduler.now()), work))
  }

  const chaosEnd = scheduler.now() + chaos
  const lastMoment = scheduler.now() + end
  let isDone = false
  for (let tab = random.between(1, 3); tab > 0; tab -= 1) openTab(random.pick([desktop, phone]))
  scheduler.later(minute, work)
  if (random.chance(0.5))
    scheduler.later(random.between(minute, 10 * minute), () => {
      price = prices[1]
      count('price changed')
    })
  scheduler.later(chaos, () => {
    state.calm = true
    Object.assign(scheduler.chaos, { death: 0, suspension: 0 })
  })
  await scheduler.run()
  const claimed = await store.claim(`checkout/${await refOf(sale.saleId)}`, minute)
  const kept = claimed.state === 'claimed' && claimed.value ? (JSON.parse(claimed.value) as SaleState) : undefined
  return { seed, broken: [...broken, ...judge(world, kept, ends)], counts: state.counts }
}

/** The store as one process reaches it: each step takes its time, and the process may die before or after it. */
function stepsOf(store: Store, process: Process): Store {
  const step =
    <A extends unknown[], T>(work: (...given: A) => Promise<T>) =>
    async (...given: A): Promise<T> =>
      (await process.step(2, () => work(...given))) as T
  return {
    claim: step(store.claim),
    renew: step(store.renew),
    write: step(store.write),
    confirm: step(store.confirm),
    release: step(store.release),
  }
}

const untilAborted = (signal: AbortSignal) =>
  new Promise<void>((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason)
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
