import { pay } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import type { SettleProgress } from '../../src/core/settle-options.js'
import { tills } from './shops.js'

const turn = () => new Promise((resolve) => setTimeout(resolve))

describe.each(Object.entries(tills))('what a cashier sees and does at %s', (_name, open) => {
  it('is told of each step, with the seconds left', async () => {
    const till = await open()
    const seen: SettleProgress[] = []
    const onProgress = (progress: SettleProgress) => seen.push(progress)
    await till.settle(till.code('types-password'), undefined, { onProgress, patience: 15_000 })
    const { orderId } = till
    const waited = [0, ...till.asks].filter((seconds) => seconds < 15)
    expect(seen).toEqual([
      ...waited.map((seconds) => ({ orderId, step: 'waiting-for-password', secondsLeft: 15 - seconds })),
      { orderId, step: 'undoing', secondsLeft: 0 },
    ])
  })

  it('is told that a charge is out whose answer was lost', async () => {
    const till = await open()
    const seen: string[] = []
    till.line.script = ['good', 'timeout-after']
    const onProgress = ({ step }: SettleProgress) => seen.push(step)
    expect((await till.settle(till.code('pays'), undefined, { onProgress })).result).toBe('paid')
    expect(seen).toEqual(['charged'])
  })

  it.each([
    [
      'throws',
      () => {
        throw new Error('the display is off')
      },
    ],
    ['rejects', () => Promise.reject(new Error('the display is off'))],
  ])('settles all the same where the display %s', async (_how, onProgress) => {
    const till = await open()
    expect((await till.settle(till.code('types-password'), undefined, { onProgress })).result).toBe('reversed')
  })

  it('undoes at once what waits for its payer', async () => {
    const till = await open()
    const cancel = new AbortController()
    const start = till.mock.clock.now()
    const onProgress = ({ secondsLeft }: SettleProgress) => {
      if (secondsLeft <= 40) cancel.abort()
    }
    const settling = till.settle(till.code('types-password'), undefined, { cancel: cancel.signal, onProgress })
    expect((await settling).result).toBe('reversed')
    expect(till.book()).toBe('closed')
    expect(till.mock.clock.now() - start).toBe(
      Math.max(till.asks.find((seconds) => seconds >= 20)!, till.undoesAfter) * 1000,
    )
  })

  it('undoes even what is found to be paid', async () => {
    const till = await open()
    const cancel = new AbortController()
    const settling = till.settle(till.code('types-password'), undefined, { cancel: cancel.signal })
    while (till.book() === 'nothing') await turn()
    await pay(till.mock, { provider: till.provider, orderId: 'T0001001' })
    cancel.abort()
    expect((await settling).result).toBe('reversed')
    expect(till.book()).toBe('refunded')
  })

  it('charges nothing where cancelled beforehand', async () => {
    const till = await open()
    const end = await till.settle(till.code('pays'), undefined, { cancel: AbortSignal.abort() })
    expect(end).toEqual({ result: 'reversed', orderId: 'T0001001' })
    expect(till.charges()).toHaveLength(0)
  })

  it('leaves a cancel that nobody answers to the next call, which goes on undoing', async () => {
    const till = await open()
    const cancel = new AbortController()
    const onProgress = () => {
      till.line.cut = true
      cancel.abort()
    }
    const end = await till.settle(till.code('types-password'), undefined, { cancel: cancel.signal, onProgress })
    expect(end).toMatchObject({ result: 'unresolved', undoing: true })
    till.line.cut = false
    await pay(till.mock, { provider: till.provider, orderId: 'T0001001' })
    expect((await till.settle(undefined, undefined, { undoing: true })).result).toBe('reversed')
    expect(till.book()).toBe('refunded')
  })

  it('takes undoing beside the code, and charges nothing', async () => {
    const till = await open()
    await till.settle(till.code('pays'))
    expect((await till.settle(till.code('pays'), undefined, { undoing: true })).result).toBe('reversed')
    expect(till.charges()).toHaveLength(1)
    expect(till.book()).toBe('refunded')
  })

  it.each([
    [{ patience: 14_999 }, 'patience'],
    [{ patience: 600_001 }, 'patience'],
    [{ patience: '60000' }, 'patience'],
    [{ journal: { acquire() {} } }, 'journal'],
    [{ journal: null }, 'journal'],
    [{ onProgress: 'console' }, 'onProgress'],
    [{ cancel: true }, 'cancel'],
    [{ chargedAt: '2026-03-04' }, 'chargedAt'],
    [{ chargedAt: new Date(Number.NaN) }, 'chargedAt'],
  ])('refuses %o before anything is sent', async (changes, path) => {
    const till = await open()
    await expect(till.settle(till.code('pays'), undefined, changes as never)).rejects.toMatchObject({
      code: 'PARAMETERS_INVALID',
      outcome: 'not-sent',
      fields: [{ path }],
    })
    expect(till.requests()).toHaveLength(0)
  })
})
