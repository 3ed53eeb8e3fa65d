import type { Clock } from '../core/account.js'
import type { Store } from './store.js'

/** A key that somebody holds. */
export type Held = {
  readonly store: Store
  readonly key: string
  readonly token: string
  /** Milliseconds. */
  readonly lease: number
  readonly clock: Clock
  /** When it was claimed. Default: now. */
  readonly since?: number
}

/**
 * Prolongs a lease, thrice in its length, until `ended` is aborted. Aborts `lost` once another may have the key: the store says so,
 * or has not answered for as long as the lease.
 */
export async function renewUntil(ended: AbortSignal, lost: AbortController, held: Held): Promise<void> {
  const { store, key, token, lease, clock, since = clock.now() } = held
  let until = since + lease
  const renew = async () => {
    const asked = clock.now()
    // A store that fails may answer the next time.
    const kept = await unlessFailed(() => store.renew(key, token, lease))
    if (kept) until = Math.max(until, asked + lease)
    else if (kept === false && !ended.aborted) lost.abort(new Error('The lease has been lost.'))
  }
  while (!lost.signal.aborted) {
    try {
      await clock.sleep(lease / 3, ended)
    } catch {
      return
    }
    if (clock.now() >= until) lost.abort(new Error('The store has not prolonged the lease in time.'))
    // Not awaited: a store that hangs must not hide that the time is over.
    else void renew()
  }
}

/** Gives a key back. One that is not given back lapses: no failure of it is worth the result. */
export const giveBack = (store: Store, key: string, token: string): Promise<unknown> =>
  unlessFailed(() => store.release(key, token))

/** A store of the shop's own may also throw before there is a promise. */
export async function unlessFailed(step: () => Promise<boolean>): Promise<boolean | undefined> {
  try {
    return await step()
  } catch {
    return undefined
  }
}
