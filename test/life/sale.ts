import type { Amount, TokenAmount } from 'shroff'
import { amount, isShroffError } from 'shroff'
import type { Gateway, TransferGateway } from 'shroff/gateway'
import { type Attempt, type ResolveOrderResult, resolveOrder } from 'shroff/life'
import { memoryStore, type Store } from 'shroff/store'
import type { Process } from '../simulation/scheduler.js'
import type { Desk } from '../simulation/world.js'
import { quote } from './token-model.js'
import type { AnyOrder, SaleWorld } from './world.js'

export const price = amount('25.00', 'CNY')
const second = 1000
const minute = 60 * second

/** What a shop does wrong, or the library: each must be seen by the judge. */
export type Mistakes = {
  /** Every process has a store of its own. */
  ownStores?: true
  /** It delivers by every webhook, not by `onPaid`. */
  believesAnyWebhook?: true
  /** Once paid it never calls again. */
  stopsWhenPaid?: true
}

/** One sale, and all that outlives a process of the shop. */
export type Sale = {
  readonly saleId: string
  readonly world: SaleWorld
  readonly store: Store
  readonly attempts: Attempt[]
  /** Orders for whose money the goods were handed over, once per telling. */
  readonly delivered: string[]
  /** How often the telling was said to be done, and how often it began after that. */
  confirmed: number
  toldAgain: number
  last?: ResolveOrderResult<Amount | TokenAmount>
}

export const openSale = (world: SaleWorld, saleId: string): Sale => {
  const clock = { now: world.scheduler.now, sleep: () => Promise.reject(new Error('a store does not wait')) }
  return { saleId, world, store: memoryStore({ clock }), attempts: [], delivered: [], confirmed: 0, toldAgain: 0 }
}

const known = new WeakMap<Process, (Gateway | TransferGateway)[]>()

function gatewaysOf({ world }: Sale, process: Process): (Gateway | TransferGateway)[] {
  const found = known.get(process) ?? [
    ...world.gatewaysOf(process),
    ...(world.tokens ? [world.tokens.gatewayOf(process)] : []),
  ]
  known.set(process, found)
  return found
}

/** The store as one process reaches it: each step takes its time, and the process may die before or after it. */
export function storeFor(store: Store, process: Process, onConfirmed: (key: string) => void): Store {
  const step =
    <A extends unknown[], T>(work: (...given: A) => Promise<T>) =>
    async (...given: A): Promise<T> =>
      (await process.step(2, () => work(...given))) as T
  return {
    claim: step(store.claim),
    renew: step(store.renew),
    write: step(store.write),
    confirm: step(async (key, token) => {
      const done = await store.confirm(key, token)
      if (done) onConfirmed(key)
      return done
    }),
    release: step(store.release),
  }
}

/** Places one more order of the sale: stored first, as the documentation wants it. */
export async function place(sale: Sale, process: Process, provider: Desk, orderId: string): Promise<void> {
  const { world, attempts } = sale
  const placedAt = new Date(Math.floor(world.scheduler.now() / second) * second)
  const expiresAt = new Date(placedAt.getTime() + 10 * minute)
  const attempt = {
    provider,
    orderId,
    placedAt,
    expiresAt,
    ...(provider === 'circle' && { transfer: { amount: quote } }),
  }
  await process.step(2, () => void attempts.push(attempt))
  if (provider === 'circle') return askForTokens(sale, process, attempt)
  const gateway = gatewaysOf(sale, process).find((one) => one.provider === provider) as Gateway
  try {
    const order = { orderId, placedAt, expiresAt, amount: price, description: 'Oolong tea' }
    await gateway.createPayment({ channel: 'qr', ...order, notifyUrl: 'https://shop.example/notify' })
  } catch (error) {
    if (!isShroffError(error)) throw error
    world.count(`createPayment threw ${error.code} ${error.outcome}`)
  }
}

/** Until the reference is known: the same call gives it again. */
async function askForTokens(sale: Sale, process: Process, { orderId, placedAt, expiresAt }: Attempt): Promise<void> {
  const gateway = gatewaysOf(sale, process).find((one) => one.provider === 'circle') as TransferGateway
  try {
    const order = { orderId, placedAt, ...(expiresAt && { expiresAt }), amount: quote }
    const { reference } = await gateway.createPayment({ channel: 'transfer', ...order })
    await process.step(2, () => {
      const row = sale.attempts.findIndex((one) => one.orderId === orderId)
      sale.attempts[row] = { ...sale.attempts[row]!, reference: reference! }
    })
  } catch (error) {
    if (!isShroffError(error)) throw error
    sale.world.count(`createPayment threw ${error.code} ${error.outcome}`)
  }
}

/** Resolves it once; gives when the next call is due, `undefined` where there is nothing left to do. */
export async function resolveOnce(
  sale: Sale,
  process: Process,
  mistakes: Mistakes,
  first?: AnyOrder,
): Promise<number | undefined> {
  const { world, saleId, delivered } = sale
  const its = mistakes.ownStores ? openSale(world, saleId).store : sale.store
  const store = storeFor(its, process, () => {
    sale.confirmed += 1
  })
  for (const attempt of sale.attempts)
    if (attempt.transfer && !attempt.reference) await askForTokens(sale, process, attempt)
  const isFirst = ({ orderId }: Attempt) => Number(orderId === first?.orderId)
  const attempts = [...sale.attempts].sort((a, b) => isFirst(b) - isFirst(a))
  // Leases are not prolonged here, so that slow calls lose theirs.
  const clock = { now: process.clock.now, sleep: untilAborted }
  try {
    const result = await resolveOrder(
      gatewaysOf(sale, process),
      { saleId, attempts },
      {
        store,
        clock,
        lease: 15 * second,
        async onPaid({ paid }) {
          if (sale.confirmed > 0) sale.toldAgain += 1
          if (world.random.chance(world.state.calm ? 0 : 0.4)) throw new Error('the database is away')
          await process.step(2, () => void (mistakes.believesAnyWebhook || delivered.push(paid.orderId)))
          await process.step(2, () => {})
        },
      },
    )
    sale.last = result
    world.count(`resolved: ${result.result}`)
    for (const { at } of result.attempts) world.count(`attempt ${at}`)
    if (mistakes.stopsWhenPaid && result.result === 'paid') return undefined
    return result.nextAt?.getTime()
  } catch (error) {
    if (!isShroffError(error) && (error as Error).message !== 'the database is away') throw error
    world.count(`resolveOrder threw ${isShroffError(error) ? error.code : 'what onPaid threw'}`)
    return world.scheduler.now() + 70 * second
  }
}

export const untilAborted = (_milliseconds: number, signal?: AbortSignal) =>
  new Promise<void>((_resolve, reject) => {
    if (signal?.aborted) reject(signal.reason)
    else signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
