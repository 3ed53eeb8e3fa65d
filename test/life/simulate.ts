import type { Process } from '../simulation/scheduler.js'
import { type Desk, providers } from '../simulation/world.js'
import { judge } from './judge.js'
import { createModel } from './model.js'
import { type Mistakes, openSale, place, resolveOnce } from './sale.js'
import { createWired, type Order } from './world.js'

const second = 1000
const minute = 60 * second
/** Until then everything breaks; then nothing does, and the sale comes to its end. */
const chaos = 12 * minute
const end = 6 * 60 * minute

export type Report = { seed: number; broken: string[]; counts: Map<string, number>; calls: number }

/** One sale in several wallets, with payers and processes as they come; all of it follows from the seed. */
export async function simulate(seed: number, mistakes: Mistakes = {}, isWired = false): Promise<Report> {
  const world = await (isWired ? createWired(seed) : createModel(seed))
  const { random, scheduler, state } = world
  const sale = openSale(world, `SALE${seed}N`)
  const failures: string[] = []
  scheduler.chaos.onFailure = (error) => failures.push(`the shop fell over: ${(error as Error).stack}`)
  Object.assign(scheduler.chaos, { death: random.pick([0, 0.02, 0.08]), suspension: random.pick([0, 0.02]) })
  scheduler.chaos.onSuspension = () => world.count('process suspended')
  scheduler.chaos.onDeath = () => {
    world.count('process died')
    boot(random.between(second, 2 * minute))
  }

  const over = scheduler.now() + end
  let workers: Process[] = []
  function boot(after: number): void {
    scheduler.later(after, () => {
      const process = scheduler.createProcess('shop')
      workers = [...workers.filter(({ alive }) => alive), process]
      process.start(() => work(process))
    })
  }
  /** The job of a process: resolves it whenever that is due. */
  async function work(process: Process): Promise<void> {
    while (scheduler.now() < over) {
      const nextAt =
        sale.attempts.length > 0 ? await resolveOnce(sale, process, mistakes) : scheduler.now() + 5 * second
      // Further attempts may come.
      if (nextAt === undefined && state.calm) return
      await process.clock.sleep(Math.max(second, (nextAt ?? scheduler.now() + minute) - scheduler.now()))
    }
  }
  boot(0)
  boot(random.between(0, minute))

  state.onPaid = (order) => {
    if (random.chance(0.3)) return world.count('webhook lost')
    scheduler.later(random.between(50, 30 * second), () => {
      world.count('webhook')
      if (mistakes.believesAnyWebhook) sale.delivered.push(order.orderId)
      const process = random.pick(workers)
      process?.start(async () => void (await resolveOnce(sale, process, mistakes, order)))
    })
  }

  const desks: readonly Desk[] = isWired ? providers : [...providers, 'circle']
  const wallets = Array.from({ length: random.between(2, 3) }, () => random.pick(desks))
  for (const [number, provider] of wallets.entries())
    scheduler.later(1 + number * random.between(0, 90 * second), () => {
      const process = scheduler.createProcess('till')
      const orderId = `${sale.saleId}A${number + 1}`
      process.start(() => place(sale, process, provider, orderId))
      if (provider === 'circle') payInTokens(orderId)
      else visit({ provider, orderId })
    })
  /** A payer pays this one, or opens it and does not, or never sees it; more often than not several do. */
  function visit(order: Order): void {
    if (random.chance(0.7)) payLater(order, random.between(second, random.pick([5 * second, minute, 11 * minute])), 4)
    if (random.chance(0.4)) scheduler.later(random.between(second, 5 * minute), () => world.scan(order))
  }
  /** As soon as it is there and open, however often it takes to see it. */
  function payLater(order: Order, after: number, tries: number): void {
    scheduler.later(after, async () => {
      const status = world.statusOf(order)
      if (status === 'pending') await world.pay(order)
      else if (!status && tries > 1) payLater(order, random.between(5 * second, 20 * second), tries - 1)
    })
  }

  /** All at once or in parts, too many or too few, in time or late. */
  function payInTokens(orderId: string): void {
    for (const value of random.pick([[3], [1, 2], [4], [2], [2, 2], [], []]))
      scheduler.later(random.between(10 * second, random.pick([minute, 25 * minute])), () => {
        if (world.tokens!.comeTo(orderId) !== undefined) world.tokens!.send(orderId, value)
      })
  }

  // Whoever asks in the end looks once more, also at what is closed.
  scheduler.later(end + minute, () => {
    const process = scheduler.createProcess('person')
    if (sale.attempts.length > 0 && !mistakes.stopsWhenPaid)
      process.start(async () => void (await resolveOnce(sale, process, mistakes)))
  })
  scheduler.later(chaos, () => {
    state.calm = true
    Object.assign(scheduler.chaos, { death: 0, suspension: 0 })
    boot(0)
  })
  await scheduler.run()
  return { seed, broken: [...failures, ...judge(sale)], counts: state.counts, calls: world.calls.length }
}
