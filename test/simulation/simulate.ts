import { refund, showCode } from './checkout.js'
import { judge } from './judge.js'
import { countLate, payLater, settleRefunds } from './people.js'
import type { Process, Scheduler } from './scheduler.js'
import { type Mistakes, openShop, type Shop, sweep } from './shop.js'
import { createStore, type Sale } from './store.js'
import { chargeCode } from './till.js'
import { endTokenRefunds, payInTokens } from './token-payers.js'
import { askForTokens } from './tokens.js'
import { receive } from './webhooks.js'
import { createWorld, type Desk, type ProviderName, providers, type World } from './world.js'

const second = 1000
const minute = 60 * second
/** Customers come, then what they began goes on, then nothing breaks any more and the shop recovers. */
const phases = { shopping: 10 * minute, chaos: 25 * minute, end: 60 * minute }

export type Report = { seed: number; broken: string[]; late: number; counts: Map<string, number>; calls: number }

/** One run of the shop; everything in it follows from the seed. */
export async function simulate(seed: number, mistakes: Mistakes = {}): Promise<Report> {
  const world = await createWorld(seed)
  const { random, scheduler, state } = world
  const store = createStore(scheduler)
  const began = scheduler.now()
  const late = new Set<string>()
  const failures: string[] = []
  scheduler.chaos.onFailure = (error) => failures.push(`the shop fell over: ${(error as Error).stack}`)
  Object.assign(scheduler.chaos, { death: 0.006, suspension: 0.003 })

  const shops: Shop[] = []
  const onCode: Parameters<typeof openShop>[4] = (attempt) => {
    if (random.chance(0.8)) payLater(world, attempt, 5 * second, 9 * minute)
  }
  const boot = (place: number) => {
    const process = scheduler.createProcess(`shop ${place}`)
    shops[place] = openShop(world, store, process, mistakes, onCode)
    process.start(() => sweep(shops[place]!, began + phases.end))
  }
  scheduler.chaos.onDeath = (dead: Process) => {
    world.count('process died')
    store.silence(dead)
    const place = shops.findIndex(({ process }) => process === dead)
    scheduler.later(random.between(second, 2 * minute), () => boot(place))
  }
  scheduler.chaos.onSuspension = (process) => {
    world.count('process suspended')
    store.silence(process)
  }
  for (let place = 0; place < 2; place += 1) boot(place)
  const alive = () => random.pick(shops)

  state.onMoved = (provider) => {
    if (provider === 'circle') return endTokenRefunds(world)
    countLate(world, store, provider, late)
    settleRefunds(world, provider)
  }
  deliverNotices(world, scheduler, alive)

  const sales = random.between(3, 5)
  for (let number = 1; number <= sales; number += 1) {
    const provider = random.pick<ProviderName>(providers)
    const kind = random.chance(0.7) ? ('till' as const) : ('qr' as const)
    const sale: Sale = { saleId: `SALE${seed}N${number}`, kind, provider, price: store.price }
    scheduler.later(random.between(0, phases.shopping), () => {
      store.sales.set(sale.saleId, sale)
      visit(world, sale, alive, 1)
    })
  }
  if (random.chance(0.5)) scheduler.later(random.between(0, 8 * minute), sellForTokens)
  if (random.chance(0.3)) outage(world)
  scheduler.later(phases.chaos, () => {
    state.calm = true
    Object.assign(scheduler.chaos, { death: 0, suspension: 0 })
  })
  await scheduler.run()
  for (const { provider, deliveredFor } of store.sales.values()) if (deliveredFor) world.count(`sold at ${provider}`)
  for (const { provider, refund } of store.attempts.values()) if (refund?.done) world.count(`given back at ${provider}`)
  return {
    seed,
    broken: [...failures, ...judge(world, store)],
    late: late.size,
    counts: state.counts,
    calls: world.calls.length,
  }

  function sellForTokens(): void {
    const placedAt = Math.floor(scheduler.now() / second) * second
    const orderId = `TOKENS${seed}`
    const address = `0x${seed.toString(16).padStart(40, '0')}`
    const sale = { orderId, placedAt, expiresAt: placedAt + 3 * minute, address, delivered: 0, settled: false }
    const shop = alive()
    shop.process.start(() => askForTokens(shop, sale))
    payInTokens(world, sale)
  }

  /** A customer at the till or at the shop's page, who clicks twice at times, comes again, and brings things back. */
  function visit(world: World, sale: Sale, alive: () => Shop, time: number): void {
    const clicks = random.chance(0.25) ? 2 : 1
    for (let click = 0; click < clicks; click += 1) {
      scheduler.later(click * random.between(10, 5 * second), () => {
        const shop = alive()
        shop.process.start(() => (sale.kind === 'qr' ? showCode(shop, sale) : scan(shop, sale)))
      })
    }
    if (time < 3 && random.chance(0.5))
      scheduler.later(random.between(10 * second, 5 * minute), () => visit(world, sale, alive, time + 1))
    if (random.chance(0.15)) scheduler.later(random.between(minute, 8 * minute), () => giveBack(sale))
  }

  async function scan(shop: Shop, sale: Sale): Promise<void> {
    const payer = random.pick(['pays', 'pays', 'types-password', 'types-password', 'refuses'] as const)
    const cancel = new AbortController()
    if (random.chance(0.15)) scheduler.later(random.between(second, 50 * second), () => cancel.abort())
    const charging = chargeCode(shop, sale, world.code(sale.provider, payer), cancel.signal)
    const attempt = [...store.attempts.values()].at(-1)
    if (payer === 'types-password' && attempt && random.chance(0.7))
      payLater(world, attempt, 3 * second, 80 * second, 3)
    await charging
  }

  /** The customer brings the goods back; two clerks may see to it at once. */
  function giveBack(sale: Sale): void {
    const attempt = store.attempts.get(sale.deliveredFor ?? '')
    if (!attempt) return
    store.owe(attempt)
    for (let clerk = 0; clerk < 2; clerk += 1) {
      const shop = alive()
      shop.process.start(() => refund(shop, attempt))
    }
  }

  function outage(world: World): void {
    const provider = random.pick<Desk>([...providers, 'circle'])
    scheduler.later(random.between(0, phases.shopping), () => {
      world.state.outages[provider] = scheduler.now() + random.between(10 * second, 4 * minute)
    })
  }
}

/** The network between the providers and the shop's endpoint: it loses, repeats and reorders. */
function deliverNotices(world: World, scheduler: Scheduler, alive: () => Shop): void {
  const { random, state, running } = world
  state.onNotice = (provider, notice) => {
    const sender = running.get(provider)!.provider.webhooks!
    if (random.chance(0.15)) return world.count('webhook lost')
    const attempt = (tried: number) => async () => {
      const { url, ...sealed } = await sender.seal(notice)
      // A refund that was made without an address for its notice is told to nobody.
      if (url === undefined) return
      const shop = alive()
      shop.process.start(async () => {
        const request = new Request(url, { ...sealed, body: new Uint8Array(sealed.body ?? []) })
        const response = await receive(shop, provider, request)
        if (!sender.acknowledged(response.status, await response.text(), notice) && tried < 4)
          scheduler.later(minute, attempt(tried + 1))
      })
    }
    const copies = random.chance(0.2) ? 2 : 1
    for (let copy = 0; copy < copies; copy += 1) scheduler.later(random.between(0, 2 * minute), attempt(1))
  }
}
