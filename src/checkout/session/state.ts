import type { Clock } from '../../core/account.js'
import type { Amount } from '../../core/amount.js'
import { ShroffError } from '../../core/errors.js'
import type { TokenAmount } from '../../core/token-amount.js'
import { hexDigest } from '../../crypto/keyed-digest.js'
import type { GatewayCreateParameters } from '../../gateway/gateway.js'
import type { TransferFacts } from '../../life/attempt.js'
import { giveBack, renewUntil } from '../../store/renew.js'
import type { Store } from '../../store/store.js'
import type { CheckoutAction, CheckoutOffer } from '../view.js'

/** One order of a sale: stored before its provider hears of it. Times in milliseconds since 1970. */
export type StoredAttempt = CheckoutOffer & {
  readonly orderId: string
  readonly placedAt: number
  readonly expiresAt: number
  /** All the rest of what `createPayment` was given: a renewal gives the same again. */
  readonly order: Omit<GatewayCreateParameters<'qr'>, 'channel' | 'placedAt' | 'expiresAt'>
  /** Of tokens: what was quoted, and the order's tag. */
  readonly transfer?: TransferFacts
  /** The provider's own handle, where it has given one. */
  readonly reference?: string
  /** Of tokens: what has come so far. */
  readonly received?: TokenAmount
  /** Absent while no answer has come. */
  readonly nextAction?: CheckoutAction
  /** When that stops working. */
  readonly codeUntil?: number
  readonly superseded?: 'replaced' | 'void'
  /** Its ending was sent, and nobody knows what became of it. */
  readonly ending?: true
  /** No money can come of it any more. */
  readonly over?: true
}

/** A sale as it is kept, as JSON. */
export type SaleState = {
  readonly saleId: string
  readonly amount: Amount
  readonly description: string
  readonly merchant: string
  readonly notifyUrl: string
  readonly pageUrl: string
  readonly continueUrl?: string
  readonly offers: readonly CheckoutOffer[]
  readonly quotes?: Readonly<Record<string, TokenAmount>>
  readonly expiresAt: number
  readonly attempts: readonly StoredAttempt[]
  /** The number of the attempt that the payer chose last. */
  readonly current?: string
  /** When the payer gave up. */
  readonly closed?: number
  /** Whose money is kept. */
  readonly paid?: { readonly provider: string; readonly orderId: string; readonly amount: Amount }
  /** When the providers are to be asked next. */
  readonly dueAt?: number
  /** When they were asked last. */
  readonly checkedAt?: number
  /** Numbers of revoked tokens, and until when those would live. */
  readonly revoked?: Readonly<Record<string, number>>
}

/** Whether an order asks for what is quoted now; one of money always does. */
export function isQuoted({ provider, transfer }: StoredAttempt, { quotes }: Pick<SaleState, 'quotes'>): boolean {
  if (!transfer) return true
  const { asset, value } = quotes?.[provider] ?? {}
  return asset === transfer.amount.asset && value === transfer.amount.value
}

/** Where the state is, and how long a process that dies holds it up. */
export type Shared = { readonly store: Store; readonly lease: number; readonly clock: Clock }

/** Names a sale where the payer can see it. Nobody can act by it. */
export const refOf = async (saleId: string): Promise<string> =>
  (await hexDigest(`shroff checkout ${saleId}`)).slice(0, 32)

const stateKey = (ref: string) => `checkout/${ref}`

/** Where it stands of which sale an order is that its provider names by its own handle only. */
const referenceKey = async (provider: string, reference: string) =>
  `checkout/reference/${(await hexDigest(JSON.stringify([provider, reference]))).slice(0, 32)}`

/** Keeps of which sale it is, for the webhook that names nothing else. */
export const keepReference = async (shared: Shared, provider: string, reference: string, saleId: string) => {
  const key = await referenceKey(provider, reference)
  await alone(shared, key, async ({ token, value }) => {
    if (value !== saleId && !(await shared.store.write(key, token, saleId))) throw busy()
  })
}

export const saleByReference = async (
  shared: Shared,
  provider: string,
  reference: string,
): Promise<string | undefined> => alone(shared, await referenceKey(provider, reference), async ({ value }) => value)

export const readState = (shared: Shared, ref: string): Promise<SaleState | undefined> =>
  changeState(shared, ref, (state) => state)

/** One step that no other process comes between. What `change` returns is kept; the same or nothing: all stays as it was. */
export const changeState = <S extends SaleState | undefined>(
  shared: Shared,
  ref: string,
  change: (state: SaleState | undefined) => S,
): Promise<S> =>
  alone(shared, stateKey(ref), async ({ token, value }) => {
    const state = value === undefined ? undefined : (JSON.parse(value) as SaleState)
    const next = change(state)
    if (next === undefined || next === state) return next
    if (!(await shared.store.write(stateKey(ref), token, JSON.stringify(next)))) throw busy()
    for (const told of listeners.get(shared.store)?.get(ref) ?? []) told()
    return next
  })

/** Who waits for a change of a sale in this process. */
const listeners = new WeakMap<Store, Map<string, Set<() => void>>>()

/** Tells of each change that this process makes to the sale, until what it returns is called. */
export function whenChanged({ store }: Shared, ref: string, told: () => void): () => void {
  const ofStore = listeners.get(store) ?? new Map<string, Set<() => void>>()
  listeners.set(store, ofStore)
  const ofSale = ofStore.get(ref) ?? new Set()
  ofStore.set(ref, ofSale.add(told))
  return () => {
    ofSale.delete(told)
    if (ofSale.size === 0) ofStore.delete(ref)
  }
}

/**
 * Does what takes long, such as calls, while no other process does the same to this sale: places an order (`start`), or asks where the
 * orders stand and what follows from that (`resolve`).
 */
export const holding = <T>(
  shared: Shared,
  ref: string,
  what: 'start' | 'resolve',
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  const key = `${stateKey(ref)}/${what}`
  return alone(shared, key, async ({ token }) => {
    const ended = new AbortController()
    const lost = new AbortController()
    const renewing = renewUntil(ended.signal, lost, { ...shared, key, token })
    try {
      return await work(lost.signal)
    } finally {
      ended.abort()
      await renewing
    }
  })
}

/** Changes what its orders count for, while nobody resolves the sale: who does would keep what is paid by the old word. */
export const changeOrders = (
  shared: Shared,
  ref: string,
  saleId: string,
  change: (state: SaleState | undefined) => SaleState,
): Promise<SaleState> => alone(shared, `sale/${saleId}`, () => changeState(shared, ref, change))

/** Who waits for a key in this process. */
const queues = new WeakMap<Store, Map<string, Promise<unknown>>>()

async function alone<T>(
  shared: Shared,
  key: string,
  work: (held: { token: string; value?: string }) => Promise<T>,
): Promise<T> {
  const queue = queues.get(shared.store) ?? new Map<string, Promise<unknown>>()
  queues.set(shared.store, queue)
  const before = queue.get(key)
  const mine = (async () => {
    await before?.catch(() => {})
    return claimed(shared, key, work)
  })()
  queue.set(key, mine)
  try {
    return await mine
  } finally {
    if (queue.get(key) === mine) queue.delete(key)
  }
}

// Milliseconds between two tries, and how many: another process is at it, or died and its lease runs.
const pause = 50

async function claimed<T>(
  { store, lease, clock }: Shared,
  key: string,
  work: (held: { token: string; value?: string }) => Promise<T>,
): Promise<T> {
  for (let tries = 0; tries * pause <= lease; tries += 1) {
    const claim = await store.claim(key, lease)
    if (claim.state === 'claimed') {
      try {
        return await work(claim)
      } finally {
        // What was written stands.
        await giveBack(store, key, claim.token)
      }
    }
    if (claim.state === 'done') throw busy()
    await clock.sleep(pause)
  }
  throw busy()
}

const busy = () =>
  new ShroffError('ORDER_BUSY', {
    problem: 'Another process is at this sale, and does not come to an end.',
    outcome: 'unknown',
    action: 'checkout',
    next: 'Ask again in a moment.',
  })
