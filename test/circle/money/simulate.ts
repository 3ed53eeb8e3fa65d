import { addDecimals, compareDecimals, type Decimal, formatDecimal, nought } from '../../../src/core/decimal.js'
import type { Process } from '../../simulation/scheduler.js'
import { askFor, type Mistakes, type Movement, move, type Order } from './shop.js'
import { createWorld } from './world.js'

const second = 1000
const minute = 60 * second

export type Report = { readonly broken: readonly string[]; readonly counts: ReadonlyMap<string, number> }

/** Payers pay as they like and a shop gives back and pays out, while everything breaks; then it is calm, and all must have come to its end. */
export async function simulate(seed: number, mistakes: Mistakes = {}): Promise<Report> {
  const world = await createWorld(seed)
  const { random, scheduler, state, count } = world
  const broken: string[] = []
  const orders: Order[] = (random.chance(0.5) ? [1] : [1, 2]).map((number) => ({ orderId: `T-${number}` }))
  const movements: Movement[] = []
  const plan = (kind: Movement['kind'], reference: string, amount: string) => {
    const number = `${kind}-${movements.length + 1}`
    const address = `0x${(movements.length + 1).toString(16).padStart(40, '0')}`
    movements.push({ kind, number, reference, amount, address, attempt: 1, done: false })
  }
  plan('payout', '', '3.5')
  const calmFrom = scheduler.now() + random.between(2, 6) * minute
  const last = calmFrom + 30 * minute
  scheduler.chaos.onFailure = (error) => broken.push(`a failure that no shop expects: ${error}`)
  scheduler.chaos.onDeath = () => count('process died')
  scheduler.chaos.onSuspension = () => count('process suspended')

  /** What has come goes back in two parts, of which each is an amount of its own. */
  const planRefunds = () => {
    for (const { reference, payment } of orders) {
      if (!reference || !payment || payment.received.value === '0') continue
      if (movements.some((row) => row.reference === reference)) continue
      plan('refund', reference, '2.25')
      plan('refund', reference, '1.5')
    }
  }
  const isOver = () =>
    scheduler.now() > last ||
    (scheduler.now() > calmFrom + 2 * minute &&
      orders.every(({ payment }) => payment !== undefined) &&
      movements.every(({ done }) => done))
  const start = (name: string) => {
    const process: Process = scheduler.createProcess(name)
    process.start(async () => {
      while (!isOver()) {
        planRefunds()
        const open = movements.filter(({ done }) => !done)
        // In any order, and whatever the other process is at.
        if (open.length > 0 && random.chance(0.6)) await move(world, process, random.pick(open), mistakes)
        else await askFor(world, process, random.pick(orders))
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
  for (const name of ['one', 'two']) scheduler.later(random.between(0, 5) * second, () => start(name))

  const goOn = () => {
    if (isOver()) return
    world.chainsGoOn()
    if (!state.calm && random.chance(0.2)) world.payersPay()
    // The database is put back to an earlier state: what Circle told is lost, the shop's own numbers are not.
    if (!state.calm && random.chance(0.05)) {
      count('database restored')
      for (const row of movements) if (!row.done) row.id = undefined
      if (movements.length === 1) for (const order of orders) order.reference = undefined
    }
    scheduler.later(random.between(3, 12) * second, goOn)
  }
  scheduler.later(5 * second, goOn)
  // Nobody has asked for eight hours, and it is paid after all.
  Object.assign(scheduler.chaos, { death: 0.004, suspension: 0.004 })
  scheduler.later(calmFrom - scheduler.now(), () => {
    state.calm = true
    Object.assign(scheduler.chaos, { death: 0, suspension: 0 })
  })
  await scheduler.run()

  for (const { kind, number, address, done } of movements) {
    const all =
      kind === 'refund'
        ? [...world.payments.values()].filter((one) => one.type === 'refund' && one.address === address)
        : [...world.payouts.values()].filter(({ recipient }) => recipient.address === address)
    const moved = all.filter(({ status }) => status !== 'failed').length
    if (moved > 1) broken.push(`${number}: its money moved ${moved} times`)
    if (!done) broken.push(`${number}: nobody knows how it ended`)
    if (done && moved === 0) broken.push(`${number}: it is said to be made, and no money moved`)
  }
  if (world.intents.size !== orders.length)
    broken.push(`${orders.length} orders have ${world.intents.size} intents at Circle`)
  for (const { orderId, reference, payment } of orders) {
    const intent = world.intents.get(reference ?? '')
    if (!intent || !payment) {
      broken.push(`${orderId}: nobody knows what came`)
      continue
    }
    const came = intent.payments
      .filter(({ type, status }) => type === 'payment' && status === 'paid')
      .reduce<Decimal>((sum, { amount }) => addDecimals(sum, amount), nought)
    const against = compareDecimals(came, { digits: 10n, exponent: 0 })
    const coverage = came.digits === 0n ? undefined : against < 0 ? 'under' : against > 0 ? 'over' : 'exact'
    if (payment.received.value !== formatDecimal(came) || payment.coverage !== coverage)
      broken.push(`${orderId}: ${formatDecimal(came)} came (${coverage}), and ${payment.received.value} is told`)
    if ((payment.status === 'paid') !== against >= 0) broken.push(`${orderId}: ${payment.status}, and ${coverage} came`)
  }
  return { broken: [...new Set(broken)], counts: state.counts }
}
