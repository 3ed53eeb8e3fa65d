import { type Clock, systemClock } from '../core/account.js'
import { checkOptions, testRules } from '../core/options.js'
import type { Store } from './store.js'

export type MemoryStoreOptions = {
  /** Default: the system's. */
  clock?: Clock
  /**
   * How many keys are kept, 1 or more. Beyond it those that nobody holds fall out, the one claimed longest ago first: a
   * webhook that comes again after that is worked on again. Default 100 000, about 25 MB.
   */
  entries?: number
}

type Kept = { token: string; until: number; done: boolean; value?: string }

/**
 * A store in memory, for one process: it forgets with it. For tests, and for a shop whose work is harmless when repeated.
 *
 * @throws `CONFIG_INVALID` for options that cannot be right.
 * @example
 * const store = memoryStore()
 */
export function memoryStore(options: MemoryStoreOptions = {}): Store {
  checkOptions<MemoryStoreOptions>('memoryStore', options, {
    clock: testRules.clock,
    entries: { fits: (value) => Number.isSafeInteger(value) && (value as number) > 0, wanted: 'an integer, 1 or more' },
  })
  const { clock = systemClock, entries = 100_000 } = options
  // In the order of the claims.
  const kept = new Map<string, Kept>()
  let last = 0

  const heldBy = (key: string, token: string) => {
    const one = kept.get(key)
    return one?.token === token && (one.done || one.until > clock.now()) ? one : undefined
  }
  const forget = () => {
    for (const [key, { done, until }] of kept) {
      if (kept.size <= entries) return
      if (done || until <= clock.now()) kept.delete(key)
    }
  }

  return {
    async claim(key, lease) {
      const found = kept.get(key)
      const now = clock.now()
      if (found?.done) return { state: 'done' }
      if (found && found.until > now) return { state: 'busy' }
      // Of the store, not of the key, so that it grows also where the key has fallen out.
      last = Math.max(last + 1, now * 1000)
      const token = String(last)
      const written = found?.value === undefined ? {} : { value: found.value }
      kept.delete(key)
      kept.set(key, { token, until: now + lease, done: false, ...written })
      forget()
      return { state: 'claimed', token, ...written }
    },
    async renew(key, token, lease) {
      const held = heldBy(key, token)
      if (held) held.until = clock.now() + lease
      return held !== undefined
    },
    async write(key, token, value) {
      const held = heldBy(key, token)
      if (!held || held.done) return false
      held.value = value
      return true
    },
    async confirm(key, token) {
      const held = heldBy(key, token)
      if (!held) return false
      held.done = true
      delete held.value
      return true
    },
    async release(key, token) {
      const held = heldBy(key, token)
      if (!held || held.done) return false
      held.until = 0
      return true
    },
  }
}
