import { describe, expect, it, vi } from 'vitest'
import { withinBudget } from '../../src/core/budget.js'
import { createKeyring, type KeysBySerial } from '../../src/core/keyring.js'
import type { KeyInput, PublicKey } from '../../src/crypto/contract.js'

const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const real = '879dc113-5ca4-4ff7-a6b7-54652083fcf8'
const old = '11111111-1111-4111-8111-111111111111'
const grammar = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** A keyring that asks for each key by its id, six a minute; the provider has the real one only. */
function open(
  refresh = async (name: string | undefined): Promise<KeysBySerial> => (name === real ? { [real]: 'new' } : {}),
) {
  const time = { now: 1_000_000 }
  const clock = { now: () => time.now, sleep: async () => {} }
  const load = async (_name: string, input: KeyInput) => ({ kind: 'public', input }) as unknown as PublicKey
  const fetch = vi.fn(refresh)
  const keyring = createKeyring({
    keys: { [old]: 'old' },
    clock,
    load,
    grammar,
    refresh: fetch,
    asking: withinBudget(clock, 6),
  })
  const found = async (name: string) => ((await keyring.find(name)) as { input?: string } | undefined)?.input
  return { time, fetch, found, keyring }
}

describe('a key that is asked for by its id', () => {
  it('comes at its first message, and is asked for once', async () => {
    const { found, fetch } = open()
    expect(await Promise.all([found(real), found(real), found(real)])).toEqual(['new', 'new', 'new'])
    expect(await found(real)).toBe('new')
    expect(fetch.mock.calls).toEqual([[real]])
  })

  it.each(['', 'A', '../v1/configuration', `${real}/`, real.toUpperCase(), `${real}\n`, real.replaceAll('-', '')])(
    'is not asked for where the id is none: %j',
    async (id) => {
      const { found, fetch } = open()
      expect(await found(id)).toBeUndefined()
      expect(fetch).not.toHaveBeenCalled()
    },
  )

  it('that there is none of is not asked for again for 60 s', async () => {
    const { found, fetch, time } = open()
    for (let times = 0; times < 5; times += 1) expect(await found(uuid(1))).toBeUndefined()
    expect(fetch).toHaveBeenCalledTimes(1)
    time.now += 59_999
    await found(uuid(1))
    expect(fetch).toHaveBeenCalledTimes(1)
    time.now += 1
    await found(uuid(1))
    expect(fetch).toHaveBeenCalledTimes(2)
  })

  it('comes at its redelivery where a thousand invented ids came before it, and known keys go on', async () => {
    const { found, fetch, time } = open()
    for (let number = 0; number < 1000; number += 1) {
      time.now += 20
      await found(uuid(number))
      if (number === 500) expect(await found(real)).toBeUndefined()
      if (number % 100 === 0) expect(await found(old)).toBe('old')
    }
    expect(fetch).toHaveBeenCalledTimes(4)
    // Its redelivery, in the same minute and the same flood: what is kept back is for it.
    expect(await found(real)).toBe('new')
    expect(fetch).toHaveBeenCalledTimes(5)
  })

  it('comes at its redelivery though the flood never ends', async () => {
    const { found, fetch, time } = open()
    const flood = async (from: number, count: number) => {
      for (let number = 0; number < count; number += 1) {
        time.now += 100
        await found(uuid(from + number))
      }
    }
    await flood(0, 100)
    expect(await found(real)).toBeUndefined()
    await flood(1000, 1200)
    expect(await found(real)).toBe('new')
    // 130 s of it: three times the newcomers' share, and the one.
    expect(fetch.mock.calls.length).toBeLessThanOrEqual(13)
  })

  it('is delayed by ids that come twice, within the budget, until they end', async () => {
    const { found, fetch, time } = open()
    for (let times = 0; times < 2; times += 1) for (let number = 0; number < 100; number += 1) await found(uuid(number))
    expect(await found(real)).toBeUndefined()
    expect(fetch).toHaveBeenCalledTimes(6)
    time.now += 60_000
    expect(await found(real)).toBe('new')
  })

  it('whose asking failed is asked for again, within the budget', async () => {
    const answers = [Promise.reject(new Error('no line')), Promise.resolve({ [real]: 'new' })]
    const { found, fetch } = open(() => answers.shift()!)
    await expect(found(real)).rejects.toThrow('no line')
    expect(await found(real)).toBe('new')
    expect(fetch).toHaveBeenCalledTimes(2)
  })

  it('is asked for after a clock was set back', async () => {
    const { found, time } = open()
    for (let number = 0; number < 10; number += 1) await found(uuid(number))
    expect(await found(real)).toBeUndefined()
    time.now -= 60_000
    expect(await found(real)).toBe('new')
  })

  it('is forgotten as waiting when thousands came after it, and is then one like any other', async () => {
    const { found, time } = open()
    for (let number = 0; number < 10; number += 1) await found(uuid(number))
    await found(real)
    for (let number = 100; number < 4300; number += 1) await found(uuid(number))
    expect(await found(real)).toBeUndefined()
    time.now += 60_000
    expect(await found(real)).toBe('new')
  })

  it('is none that `refresh` of no name brings', async () => {
    const { keyring, fetch } = open()
    await keyring.refresh()
    expect(fetch).not.toHaveBeenCalled()
  })
})
