import type { Clock } from '../core/account.js'
import { giveBack, renewUntil } from '../store/renew.js'
import type { Store } from '../store/store.js'

/** How an event's work ended here. `lost`: the lease ran out, and another may be at it. */
export type WorkEnd = 'received' | 'repeated' | 'busy' | 'lost'

/** What the work on an event is given besides. */
export type Work = {
  /** Aborted when the lease is lost: from then on another process may work on the same event. */
  readonly signal: AbortSignal
  /** The claim in the store, to confirm it in a transaction of your own. */
  readonly claim: { readonly key: string; readonly token: string }
}

/** What is worked on, and under which lease. */
export type Claim = {
  readonly store: Store
  readonly key: string
  readonly lease: number
  readonly clock: Clock
  /** Called at this time, where the work goes on. */
  readonly slow?: { readonly at: number; readonly tell: () => void }
}

/**
 * Does the work of an event once among all processes of the shop: takes its key, prolongs the lease while the work goes on, and
 * says that it is done. What throws is given back, so that the next delivery finds it free.
 */
export async function processOnce(
  { store, key, lease, clock, slow }: Claim,
  work: (given: Work) => unknown,
): Promise<WorkEnd> {
  let answered: AbortController | undefined
  // Neither this nor the renewing is awaited: they end with the work. The store is waited for no longer than the work is.
  const time = () => {
    if (!slow || answered) return
    answered = new AbortController()
    clock.sleep(Math.max(0, slow.at - clock.now()), answered.signal).then(slow.tell, () => {})
  }
  try {
    const claimed = await unlessAtOnce(store.claim(key, lease), time)
    if (claimed.state === 'done') return 'repeated'
    if (claimed.state === 'busy') return 'busy'
    const { token } = claimed
    const since = clock.now()
    const lost = new AbortController()
    let ended: AbortController | undefined
    const renew = () => {
      time()
      ended = new AbortController()
      void renewUntil(ended.signal, lost, { store, key, token, lease, clock, since })
    }
    const given: Work = {
      // Made when it is asked for.
      get signal() {
        return lost.signal
      },
      claim: { key, token },
    }
    try {
      await unlessAtOnce(work(given), renew)
    } catch (error) {
      await unlessAtOnce(giveBack(store, key, token), time)
      throw error
    } finally {
      ended?.abort(over)
    }
    // Also where the work has confirmed it itself, in a transaction of its own.
    return (await unlessAtOnce(store.confirm(key, token), time)) ? 'received' : 'lost'
  } finally {
    answered?.abort(over)
  }
}

/** Waits for a step, and calls `begin` if it is not over at once: to time a step costs more than a store in memory takes. */
async function unlessAtOnce<T>(step: T | PromiseLike<T>, begin: () => void): Promise<T> {
  const first = await Promise.race([step, pending])
  if (first !== pending) return first as T
  begin()
  return step
}

const pending = {}
// A reason of its own: the usual one is an error, whose stack costs as much as all of this.
const over = 'ended'
