import { createHash } from 'node:crypto'
import type { Process } from '../../simulation/scheduler.js'
import { type Mistakes, type Row, step, type Told } from './shop.js'
import { createWorld } from './world.js'

const second = 1000
const minute = 60 * second

export type Report = { readonly broken: readonly string[]; readonly counts: ReadonlyMap<string, number> }

/** A shop gives back what one payer or two paid, while everything breaks; then it is calm, and all must have come to its end. */
export async function simulate(seed: number, mistakes: Mistakes = {}): Promise<Report> {
  const world = await createWorld(seed)
  const { random, scheduler, state, count } = world
  const broken: string[] = []
  const told: Told[] = []
  const placedAt = new Date(scheduler.now())
  const rows: Row[] = (random.chance(0.5) ? [1] : [1, 2]).map((tag) => ({
    refundId: `R-${tag}`,
    placedAt,
    transfer: world.receive(tag),
    done: false,
  }))
  const calmFrom = scheduler.now() + random.between(1, 4) * minute
  const last = calmFrom + 30 * minute
  scheduler.chaos.onFailure = (error) => broken.push(`a failure that no shop expects: ${error}`)
  scheduler.chaos.onDeath = () => count('process died')
  scheduler.chaos.onSuspension = () => count('process suspended')

  const isOver = () => rows.every(({ done }) => done) || scheduler.now() > last
  const start = (name: string) => {
    const process: Process = scheduler.createProcess(name)
    process.start(async () => {
      while (!isOver()) {
        const open = rows.filter(({ done }) => !done)
        // In any order, and whatever the other process is at.
        if (open.length > 0) await step(world, process, random.pick(open), told, mistakes)
        await process.step(random.between(second, 8 * second), () => {})
      }
    })
    const watch = () => {
      if (isOver()) return
      if (process.alive) scheduler.later(5 * second, watch)
      else start(`${name}'`)
    }
    scheduler.later(5 * second, watch)
  }
  for (const name of ['one', 'two']) scheduler.later(random.between(4, 10) * second, () => start(name))

  const disturb = () => {
    if (scheduler.now() > calmFrom) return
    world.drift()
    // The database is put back to an earlier state: what was prepared is lost, and may be under way.
    if (random.chance(0.15)) {
      count('database restored')
      for (const row of rows) if (!row.done) row.prepared = undefined
    }
    scheduler.later(random.between(5, 40) * second, disturb)
  }
  scheduler.later(10 * second, disturb)
  Object.assign(scheduler.chaos, { death: 0.004, suspension: 0.004 })
  scheduler.later(calmFrom - scheduler.now(), () => {
    state.calm = true
    Object.assign(scheduler.chaos, { death: 0, suspension: 0 })
    for (let time = 0; time < 20; time += 1) world.drift()
  })
  await scheduler.run()

  const sent = world.sent()
  for (const { refundId, done } of rows) {
    const invoiceId = createHash('sha256').update(refundId).digest('hex').toUpperCase()
    const its = mistakes.newNumbers
      ? sent.filter(({ transaction }) => transaction.DestinationTag === Number(refundId.slice(2)))
      : sent.filter(({ transaction }) => transaction.InvoiceID === invoiceId)
    const moved = its.filter(({ result }) => result === 'tesSUCCESS').length
    if (moved > 1) broken.push(`${refundId}: its money moved ${moved} times`)
    if (!done) broken.push(`${refundId}: nobody knows how it ended`)
    if (done && moved === 0) broken.push(`${refundId}: it is said to be made, and no money moved`)
  }
  for (const { hash, status } of told) {
    const isIn = sent.some((one) => one.hash === hash && one.result === 'tesSUCCESS')
    if (isIn !== (status === 'succeeded'))
      broken.push(`${hash} is said to be ${status}, and is ${isIn ? '' : 'not '}in a ledger`)
  }
  return { broken: [...new Set(broken)], counts: state.counts }
}
