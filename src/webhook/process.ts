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
  const answered = new AbortController()
  // Neither this nor the renewing is awaited: they end with the work. The store is waited for no longer than the work is.
  if (slow) clock.sleep(Math.max(0, slow.at - clock.now()), answered.signal).then(slow.tell, () => {})
  try {
    const claimed = await store.claim(key, lease)
    if (claimed.state === 'done') return 'repeated'
    if (claimed.state === 'busy') return 'busy'
    const { token } = claimed
    const ended = new AbortController()
    const lost = new AbortController()
    void renewUntil(ended.signal, lost, { store, key, token, lease, clock })
    try {
      await work({ signal: lost.signal, claim: { key, token } })
    } catch (error) {
      await giveBack(store, key, token)
      throw error
    } finally {
      ended.abort(over)
    }
    // Also where the work has confirmed it itself, in a transaction of its own.
    return (await store.confirm(key, token)) ? 'received' : 'lost'
  } finally {
    answered.abort(over)
  }
}

// A reason of its own: the usual one is an error, whose stack costs as much as all of this.
const over = 'ended'
