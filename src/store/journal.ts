import type { Clock } from '../core/account.js'
import { configError } from '../core/errors.js'
import type { SettleEntry, SettleJournal, SettleOrder } from '../core/journal.js'
import { checkOptions, testRules } from '../core/options.js'
import { renewUntil } from './renew.js'
import { isStore, leaseRule } from './rules.js'
import type { Store } from './store.js'

export type JournalOptions = {
  /**
   * Milliseconds after which an order is free whose holder has died, 3 000 or more; prolonged while the holder lives.
   * Default 30 000.
   */
  lease?: number
  /** What the prolonging waits by. Default: the system's. */
  clock?: Clock
}

/**
 * The journal of `settlePayment`, kept in a store: one call at a time settles an order among all processes of the shop, and one that
 * dies leaves to the next what it was about to do.
 *
 * @throws `CONFIG_INVALID` for what is no store, or options that cannot be right.
 * @example
 * const journal = journalOf(postgresStore(pool))
 * await settlePayment(client, { orderId: 'T_1001', payerCode, amount, description: 'Oolong tea', journal })
 */
export function journalOf(store: Store, options: JournalOptions = {}): SettleJournal {
  if (!isStore(store)) throw configError('journalOf: store must be a store, such as memoryStore().')
  checkOptions<JournalOptions>('journalOf', options, {
    lease: leaseRule,
    clock: testRules.clock,
  })
  const { lease = 30_000, clock = idleClock } = options
  const held = new Map<string, AbortController>()
  return {
    async acquire(order) {
      const key = keyOf(order)
      const claimed = await store.claim(key, lease)
      if (claimed.state === 'busy') return undefined
      // Nothing here confirms it: settlePayment may be called again for any order.
      if (claimed.state === 'done') throw new Error(`Somebody has confirmed ${key} in the store.`)
      const { token, value } = claimed
      const entry = value === undefined ? undefined : (JSON.parse(value) as SettleEntry)
      const ended = new AbortController()
      held.set(`${token} ${key}`, ended)
      void renewUntil(ended.signal, new AbortController(), { store, key, token, lease, clock })
      return { owner: token, entry }
    },
    async write(order, owner, entry) {
      if (!(await store.write(keyOf(order), owner, JSON.stringify(entry))))
        throw new Error('The order has passed to another owner.')
    },
    async release(order, owner) {
      const key = keyOf(order)
      held.get(`${owner} ${key}`)?.abort()
      held.delete(`${owner} ${key}`)
      await store.release(key, owner)
    },
  }
}

const keyOf = ({ provider, account, orderId }: SettleOrder) => `settle/${JSON.stringify([provider, account, orderId])}`

/** As the system's, but a process may end while it waits: once all else has ended there is nothing to prolong. */
const idleClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer)
        reject(signal?.reason)
      }
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', stop)
        resolve()
      }, milliseconds)
      // Node's is an object; a number elsewhere.
      ;(timer as { unref?: () => void }).unref?.()
      signal?.addEventListener('abort', stop, { once: true })
    }),
}
