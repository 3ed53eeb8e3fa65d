import { advanceClock } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import { noon } from '../support/noon.js'
import { type Till, tills } from './shops.js'

const minute = 60_000

/** Asks, then charges; the answer to the charge never comes, and the provider has not worked on it yet. */
const charged = (till: Till) => {
  till.line.script = ['good', 'late']
  return till.settle(till.code('pays'))
}

/** Works on the late charge before the first request that goes out at that time or after it. */
function landAfter(till: Till, milliseconds: number) {
  till.line.before = async () => {
    if (till.mock.clock.now() >= noon.getTime() + milliseconds) await till.line.late.shift()?.()
  }
}

describe.each(Object.entries(tills))('a charge at %s that lands after its time-out', (_name, open) => {
  it.each([59, 61, 75])('by %i s ends with the money where the result says', async (seconds) => {
    const till = await open()
    landAfter(till, seconds * 1000)
    const end = await charged(till)
    expect(till.line.late).toHaveLength(0)
    expect(end).toMatchObject({ result: seconds < 60 ? 'paid' : 'reversed' })
    expect(end).not.toHaveProperty('lateChargePossibleUntil')
    expect(till.book()).toBe(seconds < 60 ? 'paid' : 'refunded')
  })

  it('later still is told of beforehand, and given back by the sweep', async () => {
    const till = await open()
    const end = await charged(till)
    // Ten minutes, and the time-outs of the queries before and of the charge itself.
    expect(end).toEqual({
      result: 'reversed',
      orderId: 'T0001001',
      lateChargePossibleUntil: new Date(noon.getTime() + 12.5 * minute),
      error: expect.objectContaining({ code: 'TIMEOUT', outcome: 'unknown' }),
    })
    advanceClock(till.mock, 10 * minute)
    await till.line.late.shift()!()
    expect(till.book()).toBe('paid')
    const swept = await till.settle(undefined, undefined, { undoing: true, chargedAt: noon })
    expect(swept).toMatchObject({ result: 'reversed' })
    expect(swept).not.toHaveProperty('lateChargePossibleUntil')
    expect(till.book()).toBe('refunded')
  })

  it('and never landed is over when its time is, after one question', async () => {
    const till = await open()
    await charged(till)
    const before = till.requests().length
    advanceClock(till.mock, 13 * minute)
    const swept = await till.settle(undefined, undefined, { undoing: true, chargedAt: noon })
    expect(swept).toEqual({ result: 'reversed', orderId: 'T0001001' })
    expect(till.requests()).toHaveLength(before + 1)
  })

  it('is undone by a call that does not know when it was', async () => {
    const till = await open()
    const end = await till.settle(undefined, undefined, { undoing: true })
    expect(end).toMatchObject({ result: 'reversed' })
    const until = (end as { lateChargePossibleUntil?: Date }).lateChargePossibleUntil
    expect(until?.getTime()).toBe(noon.getTime() + 12.5 * minute)
  })
})
