import { memoryJournal } from 'shroff'
import { pay } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import type { SettleEntry, SettleJournal } from '../../src/core/journal.js'
import { tills } from './shops.js'

/** A journal in memory that tells what was written, and can be made to die or to lose its orders. */
function openJournal() {
  const kept = memoryJournal()
  const written: SettleEntry['step'][] = []
  const state = { down: false, written, onWrite: async (_step: SettleEntry['step']) => {} }
  const journal: SettleJournal = {
    async acquire(order) {
      if (state.down) throw new Error('the database is away')
      return kept.acquire(order)
    },
    async write(order, owner, entry) {
      await state.onWrite(entry.step)
      if (state.down) throw new Error('the database is away')
      await kept.write(order, owner, entry)
      written.push(entry.step)
    },
    release: kept.release,
  }
  return { journal, state, kept }
}

/** Never answers: what a process looks like from outside when it dies. */
const never = () => new Promise<never>(() => {})

describe.each(Object.entries(tills))('settlePayment at %s with a journal', (name, open) => {
  it('writes before it charges, and before it says that the money is there', async () => {
    const till = await open()
    const { journal, state } = openJournal()
    state.onWrite = async (step) => {
      expect([step, till.charges().length]).toEqual([step, step === 'charging' ? 0 : 1])
    }
    expect((await till.settle(till.code('pays'), undefined, { journal })).result).toBe('paid')
    expect(state.written).toEqual(['charging', 'paid'])
  })

  it('writes before it undoes', async () => {
    const till = await open()
    const { journal, state } = openJournal()
    state.onWrite = async (step) => {
      if (step === 'undoing') expect(till.book()).toBe('pending')
    }
    expect((await till.settle(till.code('types-password'), undefined, { journal })).result).toBe('reversed')
    expect(state.written).toEqual(['charging', 'undoing'])
    expect(till.book()).toBe('closed')
  })

  it('writes that nothing was charged, so that the number is free for the next code', async () => {
    if (name === 'WeChat Pay over APIv3') return // which refusals are final there is unconfirmed
    const till = await open()
    if (till.refusesLater) return
    const { journal, state } = openJournal()
    await expect(till.settle(till.code('refuses'), undefined, { journal })).rejects.toMatchObject({
      code: 'PAYER_REFUSED',
    })
    expect(state.written).toEqual(['charging', 'refused'])
    await expect(till.settle(till.code('refuses'), undefined, { journal })).rejects.toMatchObject({
      code: 'PAYER_REFUSED',
      outcome: 'rejected',
    })
  })

  it('charges nothing while the journal does not answer', async () => {
    const till = await open()
    const { journal, state } = openJournal()
    state.down = true
    const refusal = { code: 'JOURNAL_FAILED', provider: till.provider, action: 'settlePayment' }
    await expect(till.settle(till.code('pays'), undefined, { journal })).rejects.toMatchObject(refusal)
    state.down = false
    state.onWrite = async () => {
      state.down = true
    }
    await expect(till.settle(till.code('pays'), undefined, { journal })).rejects.toMatchObject(refusal)
    expect(till.charges()).toHaveLength(0)
  })

  it('says nothing of paid that it could not write', async () => {
    const till = await open()
    const { journal, state } = openJournal()
    state.onWrite = async (step) => {
      state.down = step === 'paid'
    }
    expect(await till.settle(till.code('pays'), undefined, { journal })).toMatchObject({
      result: 'unresolved',
      undoing: false,
      error: { code: 'JOURNAL_FAILED', outcome: 'unknown' },
    })
    state.down = false
    state.onWrite = async () => {}
    expect((await till.settle(undefined, undefined, { journal })).result).toBe('paid')
  })

  it('goes on undoing after a crash, whatever a query says', async () => {
    const till = await open()
    const { journal, state, kept } = openJournal()
    // It dies once it has written, and before it undoes; meanwhile the payer types the password.
    let isDead = false
    state.onWrite = async (step) => {
      isDead = step === 'undoing'
    }
    till.line.before = () => (isDead ? never() : Promise.resolve())
    void till.settle(till.code('types-password'), undefined, { journal: { ...journal, release: never } })
    while (!isDead) await new Promise((resolve) => setTimeout(resolve))
    await new Promise((resolve) => setTimeout(resolve))
    await pay(till.mock, { provider: till.provider, orderId: 'T0001001' })
    isDead = false

    // The journal takes the order from the dead.
    const entry: SettleEntry = { step: 'undoing', chargedAt: till.mock.clock.now() - 60_000 }
    const revived: SettleJournal = { ...kept, acquire: async () => ({ owner: 'next', entry }), write: async () => {} }
    expect(state.written).toEqual(['charging', 'undoing'])
    expect(await till.settle(undefined, undefined, { journal: revived })).toMatchObject({ result: 'reversed' })
    expect(till.book()).toBe('refunded')
  })

  it('never undoes what was said to be paid', async () => {
    const till = await open()
    const { journal } = openJournal()
    await till.settle(till.code('pays'), undefined, { journal })
    const cancel = AbortSignal.abort()
    expect((await till.settle(undefined, undefined, { journal, cancel, undoing: true })).result).toBe('paid')
    expect(till.book()).toBe('paid')
  })
})

describe.each(Object.entries(tills))('two calls at once at %s', (_name, open) => {
  it.each([
    ['with a journal', memoryJournal()],
    ['without', undefined],
  ])('for one order: the second is refused, %s', async (_which, journal) => {
    const till = await open()
    const code = till.code('types-password')
    const changes = { ...(journal && { journal }), orderId: `T000${Math.random().toString(36).slice(2)}` }
    const first = till.settle(code, undefined, changes)
    await expect(till.settle(code, undefined, changes)).rejects.toMatchObject({
      code: 'ORDER_BUSY',
      outcome: 'unknown',
      provider: till.provider,
    })
    expect((await first).result).toBe('reversed')
    expect((await till.settle(undefined, undefined, { ...changes })).result).toBe('reversed')
  })

  it('for fifty orders: none waits for another', async () => {
    const till = await open()
    const orders = Array.from({ length: 50 }, (_, place) => `T00030${place + 10}`)
    const start = till.mock.clock.now()
    const ends = await Promise.all(orders.map((orderId) => till.settle(till.code('pays'), undefined, { orderId })))
    expect(ends.map(({ result, orderId }) => `${orderId} ${result}`)).toEqual(orders.map((one) => `${one} paid`))
    expect(till.charges()).toHaveLength(50)
    // One after the other they would take a second each, where a query has to tell.
    expect(till.mock.clock.now() - start).toBeLessThan(till.answersLater ? 20_000 : 1)
  })
})

it('copies of the package in one process agree who settles', async () => {
  const { processJournal } = await import('../../src/core/journal.js')
  const order = { provider: 'bank', account: 'M1', orderId: 'T_1' }
  const one = await processJournal().acquire(order)
  // What the other copy of the package finds, by the name alone.
  const shared = (globalThis as Record<symbol, Map<string, { owner?: string }>>)[Symbol.for('shroff.settling')]!
  expect([...shared.values()]).toEqual([{ owner: one!.owner }])
  await processJournal().release(order, one!.owner)
  expect(shared.size).toBe(0)
})
