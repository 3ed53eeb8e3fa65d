import { createHook } from 'node:async_hooks'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { rsaSha256 } from '../../src/crypto/algorithms.js'
import { utf8 } from '../../src/crypto/bytes.js'
import { importPrivateKey, sign } from '../../src/crypto/node.js'
import { rsa2048 } from '../vectors/crypto.js'

// Of Node's key objects alone, in both projects: which signatures go to the thread pool.

// A signature has its number either way; only from the thread pool does it call back.
const signatures = new Set<number>()
let jobs = 0
const hook = createHook({
  init(id, type) {
    if (type === 'SIGNREQUEST') signatures.add(id)
  },
  before(id) {
    if (signatures.has(id)) jobs += 1
  },
}).enable()
beforeEach(() => {
  jobs = 0
})
afterAll(() => hook.disable())

/** Signs so many at once, and lets the turn of the event loop end. */
async function signed(count: number): Promise<number> {
  const key = await importPrivateKey(rsa2048.privateKey, 'key', rsaSha256)
  const before = jobs
  await Promise.all(Array.from({ length: count }, (_, index) => sign(rsaSha256, key, utf8(`message ${index}`))))
  await new Promise((resolve) => setImmediate(resolve))
  return jobs - before
}

test('a signature alone is made in the calling thread, one after the other too', async () => {
  expect(await signed(1)).toBe(0)
  expect(await signed(1)).toBe(0)
})

test('of several at once, all but the first go to the thread pool', async () => {
  expect(await signed(5)).toBe(4)
})

test('a second one in the same turn goes there too', async () => {
  const key = await importPrivateKey(rsa2048.privateKey, 'key', rsaSha256)
  await sign(rsaSha256, key, utf8('first'))
  await sign(rsaSha256, key, utf8('second'))
  expect(jobs).toBe(1)
  await new Promise((resolve) => setImmediate(resolve))
})

test('and afterwards it is as if nothing had been', async () => {
  await signed(8)
  expect(await signed(1)).toBe(0)
  expect(await signed(3)).toBe(2)
})
