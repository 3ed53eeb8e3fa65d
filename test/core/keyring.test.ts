import { describe, expect, it, vi } from 'vitest'
import { ShroffError } from '../../src/core/errors.js'
import { createKeyring, type KeysBySerial, mustBeValid } from '../../src/core/keyring.js'
import type { KeyInput, PublicKey } from '../../src/crypto/contract.js'

/** A keyring whose keys are their own names, at a time that the test moves. */
function keyringWith(keys: KeysBySerial, refresh?: () => Promise<KeysBySerial>) {
  const time = { now: 1_000_000 }
  const load = vi.fn(async (_serial: string, input: KeyInput) => ({ kind: 'public', input }) as unknown as PublicKey)
  const keyring = createKeyring({ keys, clock: { now: () => time.now, sleep: async () => {} }, load, refresh })
  const found = async (serial: string) => ((await keyring.find(serial)) as { input?: string } | undefined)?.input
  return { keyring, load, time, found }
}

/** A promise settled by hand. */
function deferred<T>() {
  let resolve!: (value: T) => void
  let reject!: (error: unknown) => void
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}

describe('a serial that is none', () => {
  it.each(['', ' ', 'A B', 'A,B', 'A\n', '\nA', 'A\0', 'é', '../A', 'A'.repeat(65), 'A-B', '"A"', '１２'])(
    'is refused before any look-up: %j',
    async (serial) => {
      const refresh = vi.fn(async () => ({ [serial]: 'key' }))
      const { found, load } = keyringWith({ [serial]: 'key' }, refresh)
      expect(await found(serial)).toBeUndefined()
      expect(refresh).not.toHaveBeenCalled()
      expect(load).not.toHaveBeenCalled()
    },
  )

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'finds nothing that every object has: %s',
    async (serial) => {
      const { found } = keyringWith({ A1: 'key' })
      expect(await found(serial)).toBeUndefined()
    },
  )
})

describe('keys', () => {
  it('are found by their serial, whatever its case and leading zeros', async () => {
    const { found, keyring } = keyringWith({ '00aB1': 'hex', PUB_KEY_ID_01: 'id', '0': 'zero' })
    for (const serial of ['AB1', 'ab1', '0AB1', '00aB1']) expect(await found(serial)).toBe('hex')
    expect(await found('0')).toBe('zero')
    expect(await found('PUB_KEY_ID_01')).toBe('id')
    expect(keyring.serials().sort()).toEqual(['0', '00aB1', 'PUB_KEY_ID_01'])
  })

  it('that are named by an identifier need its exact letters', async () => {
    const { found } = keyringWith({ PUB_KEY_ID_01: 'id' })
    for (const serial of ['pub_key_id_01', 'PUB_KEY_ID_1', '0PUB_KEY_ID_01'])
      expect(await found(serial)).toBeUndefined()
  })

  it('are imported once, when first asked for', async () => {
    const { found, load } = keyringWith({ A1: 'one', B2: 'two' })
    expect(load).not.toHaveBeenCalled()
    await Promise.all([found('A1'), found('a1'), found('0A1')])
    await found('A1')
    expect(load).toHaveBeenCalledTimes(1)
    await found('B2')
    expect(load.mock.calls).toEqual([
      ['A1', 'one'],
      ['B2', 'two'],
    ])
  })

  it('that could not be imported are tried again: a certificate may not be valid yet', async () => {
    const { found, load } = keyringWith({ A1: 'one' })
    load.mockRejectedValueOnce(new Error('not yet'))
    await expect(found('A1')).rejects.toThrow('not yet')
    expect(await found('A1')).toBe('one')
  })
})

describe('refreshing', () => {
  it('happens for an unknown serial only', async () => {
    const refresh = vi.fn(async () => ({ B2: 'new' }))
    const { found } = keyringWith({ A1: 'old' }, refresh)
    expect(await found('A1')).toBe('old')
    expect(refresh).not.toHaveBeenCalled()
    expect(await found('B2')).toBe('new')
    expect(refresh).toHaveBeenCalledTimes(1)
  })

  it('is one call for all who ask meanwhile, whatever they ask for', async () => {
    const answer = deferred<KeysBySerial>()
    const refresh = vi.fn(() => answer.promise)
    const { found } = keyringWith({}, refresh)
    const asked = Promise.all([found('B2'), found('C3'), found('B2'), found('D4')])
    answer.resolve({ B2: 'b', C3: 'c' })
    expect(await asked).toEqual(['b', 'c', 'b', undefined])
    expect(refresh).toHaveBeenCalledTimes(1)
  })

  it('happens at most once in 60 s, for different unknown serials too', async () => {
    const refresh = vi.fn(async () => ({}))
    const { found, time } = keyringWith({}, refresh)
    for (let serial = 1; serial <= 50; serial += 1) expect(await found(`F${serial}`)).toBeUndefined()
    time.now += 59_999
    await found('F99')
    expect(refresh).toHaveBeenCalledTimes(1)
    time.now += 1
    await found('F99')
    expect(refresh).toHaveBeenCalledTimes(2)
  })

  it('is not locked by a clock that was set back', async () => {
    const refresh = vi.fn<() => Promise<KeysBySerial>>()
    refresh.mockResolvedValueOnce({}).mockResolvedValueOnce({ B2: 'new' })
    const { found, time } = keyringWith({}, refresh)
    await found('B2')
    time.now -= 59_999
    expect(await found('B2')).toBeUndefined()
    time.now -= 1
    expect(await found('B2')).toBe('new')
  })

  it('counts from its beginning, and is not begun twice when it takes longer', async () => {
    const answer = deferred<KeysBySerial>()
    const refresh = vi.fn(() => answer.promise)
    const { found, time } = keyringWith({}, refresh)
    const first = found('B2')
    time.now += 120_000
    const second = found('C3')
    answer.resolve({ C3: 'c' })
    expect(await Promise.all([first, second])).toEqual([undefined, 'c'])
    expect(refresh).toHaveBeenCalledTimes(1)
  })

  it('that fails is told to all who wait, and not repeated within 60 s', async () => {
    const answer = deferred<KeysBySerial>()
    const refresh = vi.fn(() => answer.promise)
    const { found, time } = keyringWith({ A1: 'old' }, refresh)
    const waiting = Promise.allSettled([found('B2'), found('C3')])
    answer.reject(new Error('no line'))
    expect((await waiting).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(await found('B2')).toBeUndefined()
    expect(await found('A1')).toBe('old')
    expect(refresh).toHaveBeenCalledTimes(1)
    time.now += 60_000
    refresh.mockResolvedValueOnce({ B2: 'new' })
    expect(await found('B2')).toBe('new')
  })

  it('that throws at once is a refusal, not a crash', async () => {
    const { found } = keyringWith({}, () => {
      throw new Error('no line')
    })
    await expect(found('B2')).rejects.toThrow('no line')
  })

  it('adds keys and takes none away or over', async () => {
    const refresh = vi.fn(async () => ({ '0a1': 'usurper', B2: 'new' }))
    const { found, keyring } = keyringWith({ A1: 'old' }, refresh)
    expect(await found('B2')).toBe('new')
    expect(await found('A1')).toBe('old')
    expect(keyring.serials()).toEqual(['A1', 'B2'])
  })

  it('goes on through several rotations', async () => {
    const refresh = vi.fn<() => Promise<KeysBySerial>>()
    refresh.mockResolvedValueOnce({ B2: 'second' }).mockResolvedValueOnce({ C3: 'third' })
    const { found, time } = keyringWith({ A1: 'first' }, refresh)
    expect(await found('B2')).toBe('second')
    time.now += 60_000
    expect(await found('C3')).toBe('third')
    expect(await Promise.all(['A1', 'B2', 'C3'].map(found))).toEqual(['first', 'second', 'third'])
  })
})

it('no key is in its time where the clock tells none', () => {
  const refuse = () => new ShroffError('CONFIG_INVALID', { problem: 'Not now.' })
  const validity = { from: 0, until: Number.MAX_SAFE_INTEGER, refuse }
  expect(() => mustBeValid(validity, 0)).not.toThrow()
  expect(() => mustBeValid(validity, Number.NaN)).toThrow('Not now.')
})
