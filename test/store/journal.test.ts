import type { Clock } from 'shroff'
import { journalOf, memoryStore, type Store } from 'shroff/store'
import { describe, expect, it } from 'vitest'
import { renewUntil } from '../../src/store/renew.js'

const order = { provider: 'bank', account: 'M1', orderId: 'T_1001' }
const key = 'settle/["bank","M1","T_1001"]'

/** A clock whose sleepers wake when the test moves it past their time. */
function openClock() {
  let now = 1_000_000
  const sleepers = new Set<{ at: number; wake: () => void }>()
  const clock: Clock = {
    now: () => now,
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        const stop = () => {
          sleepers.delete(one)
          reject(signal?.reason)
        }
        const wake = () => {
          signal?.removeEventListener('abort', stop)
          resolve()
        }
        const one = { at: now + milliseconds, wake }
        sleepers.add(one)
        signal?.addEventListener('abort', stop, { once: true })
      }),
  }
  return {
    clock,
    sleepers,
    async advance(milliseconds: number) {
      now += milliseconds
      for (const one of [...sleepers].filter(({ at }) => at <= now)) {
        sleepers.delete(one)
        one.wake()
      }
      // Until all that it set off is done.
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

describe('journalOf', () => {
  it('prolongs the lease until the order is released', async () => {
    const { clock, sleepers, advance } = openClock()
    const store = memoryStore({ clock })
    const journal = journalOf(store, { clock, lease: 3000 })
    const held = await journal.acquire(order)
    for (let beat = 0; beat < 30; beat += 1) await advance(1000)
    expect(await journal.acquire(order)).toBeUndefined()
    await journal.write(order, held!.owner, { step: 'charging', chargedAt: 1 })
    await journal.release(order, held!.owner)
    expect(sleepers.size).toBe(0)
    expect((await journal.acquire(order))!.entry).toEqual({ step: 'charging', chargedAt: 1 })
  })

  it('stops prolonging where the order was lost', async () => {
    const { clock, sleepers, advance } = openClock()
    const store = memoryStore({ clock })
    const journal = journalOf(store, { clock, lease: 3000 })
    const held = await journal.acquire(order)
    // As after a stop of the process.
    await advance(3000)
    expect((await store.claim(key, 3000)).state).toBe('claimed')
    await advance(1000)
    expect(sleepers.size).toBe(0)
    const write = journal.write(order, held!.owner, { step: 'paid', chargedAt: 1 })
    await expect(write).rejects.toThrow('The order has passed to another owner.')
  })

  it('takes no order that somebody has confirmed', async () => {
    const store = memoryStore()
    const claimed = await store.claim(key, 3000)
    await store.confirm(key, (claimed as { token: string }).token)
    await expect(journalOf(store).acquire(order)).rejects.toThrow(
      'Somebody has confirmed settle/["bank","M1","T_1001"]',
    )
  })

  it.each([undefined, {}])('refuses %j as a store', (store) => {
    expect(() => journalOf(store as never)).toThrow('journalOf: store must be a store')
  })

  it('lets a process end that holds an order', async () => {
    const journal = journalOf(memoryStore())
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
    const before = timers()
    const held = await journal.acquire(order)
    expect(timers()).toBe(before)
    await journal.release(order, held!.owner)
  })

  it.each([
    [{ lease: 2999 }, 'lease must be an integer number of milliseconds, at least 3000'],
    [{ lease: '30s' }, 'lease must be an integer number of milliseconds, at least 3000'],
    [{ clock: () => 0 }, 'clock must be an object'],
    [{ leases: 3000 }, 'Did you mean lease?'],
  ])('refuses %o', (options, problem) => {
    expect(() => journalOf(memoryStore(), options as never)).toThrow(problem)
  })
})

describe('a lease that is prolonged', () => {
  /** A store whose `renew` answers as the test says. */
  const answering = (renew: Store['renew']) => ({ ...memoryStore(), renew })
  const open = (renew: Store['renew']) => {
    const { clock, sleepers, advance } = openClock()
    const [ended, lost] = [new AbortController(), new AbortController()]
    const renewing = renewUntil(ended.signal, lost, { store: answering(renew), key, token: '1', lease: 3000, clock })
    return { ended, lost, renewing, advance, sleepers }
  }

  it('is lost when the store says so', async () => {
    const { lost, renewing, advance } = open(async () => false)
    await advance(1000)
    expect(lost.signal.reason).toEqual(new Error('The lease has been lost.'))
    await advance(1000)
    await renewing
  })

  it.each([
    ['fails', () => Promise.reject(new Error('the database is away'))],
    ['hangs', () => new Promise<never>(() => {})],
    [
      'throws',
      () => {
        throw new Error('before there is a promise')
      },
    ],
  ])('is lost after its time where the store %s', async (_, renew) => {
    const { lost, renewing, advance } = open(renew)
    await advance(1000)
    await advance(1000)
    expect(lost.signal.aborted).toBe(false)
    await advance(1000)
    expect(lost.signal.reason).toEqual(new Error('The store has not prolonged the lease in time.'))
    await renewing
  })

  it('outlives a store that fails for less than its time', async () => {
    let calls = 0
    const { ended, lost, renewing, advance } = open(async () => {
      calls += 1
      if (calls % 3) throw new Error('the database is away')
      return true
    })
    for (let beat = 0; beat < 2; beat += 1) await advance(1000)
    await advance(900)
    expect(lost.signal.aborted).toBe(false)
    ended.abort()
    await renewing
  })

  it('is not lost by what the store says once it has ended', async () => {
    let answer = (_: boolean) => {}
    const { ended, lost, renewing, advance } = open(() => new Promise((resolve) => (answer = resolve)))
    await advance(1000)
    ended.abort()
    answer(false)
    await renewing
    await advance(9000)
    expect(lost.signal.aborted).toBe(false)
  })
})
