import { memoryStore } from 'shroff/store'
import { expect, it } from 'vitest'
import { createMockClock } from '../../src/mock/clock.js'
import { noon } from '../support/noon.js'
import { storeContract } from './contract.js'

storeContract('memory', async () => {
  const clock = createMockClock(noon)
  const store = memoryStore({ clock, entries: 1000 })
  return {
    stores: [store, store],
    lapse: async () => clock.advance(60_000),
    async forget() {
      for (let count = 0; count < 1001; count += 1) await store.claim(`other ${count}`, 0)
    },
    pass: async (milliseconds) => clock.advance(milliseconds),
  }
})

const claimAll = async (store: ReturnType<typeof memoryStore>, keys: string[], lease = 60_000) => {
  const tokens: string[] = []
  for (const key of keys) {
    const claimed = await store.claim(key, lease)
    if (claimed.state === 'claimed') tokens.push(claimed.token)
  }
  return tokens
}

it('forgets what was claimed longest ago, and never what somebody holds', async () => {
  const clock = createMockClock(noon)
  const store = memoryStore({ clock, entries: 3 })
  const [, done, back] = await claimAll(store, ['held', 'done', 'back'])
  await store.confirm('done', done!)
  await store.write('back', back!, 'written')
  await store.release('back', back!)

  await claimAll(store, ['four'])
  expect(await store.claim('held', 1)).toEqual({ state: 'busy' })
  // The one claimed longest ago is worked on again.
  expect((await store.claim('done', 60_000)).state).toBe('claimed')
  expect(await store.claim('back', 60_000)).toEqual({ state: 'claimed', token: expect.any(String) })
  for (const key of ['held', 'four', 'done', 'back']) expect(await store.claim(key, 1)).toEqual({ state: 'busy' })
})

it('keeps more than its bound while all are held', async () => {
  const store = memoryStore({ clock: createMockClock(noon), entries: 1 })
  const tokens = await claimAll(store, ['a', 'b', 'c'])
  for (const [place, key] of ['a', 'b', 'c'].entries()) expect(await store.confirm(key, tokens[place]!)).toBe(true)
  expect((await store.claim('d', 1)).state).toBe('claimed')
  expect((await store.claim('a', 1)).state).toBe('claimed')
})

it.each([
  [{ entries: 0 }, 'entries must be an integer, 1 or more'],
  [{ entries: 1.5 }, 'entries must be an integer, 1 or more'],
  [{ clock: {} }, 'clock must be an object with the functions now and sleep'],
  [{ size: 10 }, 'has no option size'],
])('refuses %o', (options, problem) => {
  expect(() => memoryStore(options as never)).toThrow(problem)
})
