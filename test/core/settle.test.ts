import { describe, expect, it, vi } from 'vitest'
import type { SettleSteps, Undone } from '../../src/core/dance.js'
import { type ErrorCode, type Outcome, ShroffError } from '../../src/core/errors.js'
import { memoryJournal } from '../../src/core/journal.js'
import { settle } from '../../src/core/settle.js'
import type { SettleOptions } from '../../src/core/settle-options.js'
import type { Told } from '../../src/core/standing.js'

const error = (code: ErrorCode, outcome: Outcome = 'rejected') => new ShroffError(code, { problem: code, outcome })
const told = (status: Told<string>['status']): Told<string> => ({ status, payment: status })

/** The dance with a provider of our own: each step answers what stands next in its list, the last one for ever. */
function openDance(script: {
  query: (Told<string> | Error)[]
  charge?: (Told<string> | Error)[]
  undo?: (Undone | Error)[]
  options?: SettleOptions
}) {
  let now = 0
  const play = <T>(list: readonly (T | Error)[]) => {
    let next = 0
    return vi.fn(async () => {
      const step = list[Math.min(next, list.length - 1)]!
      next += 1
      if (step instanceof Error) throw step
      return step as T
    })
  }
  const steps = {
    order: { provider: 'bank', account: 'M1', orderId: 'T_1' },
    options: script.options ?? {},
    timeout: 30_000,
    clock: {
      now: () => now,
      async sleep(milliseconds: number) {
        now += milliseconds
      },
    },
    charge: script.charge && play(script.charge),
    query: play(script.query),
    undo: play<Undone>(script.undo ?? ['done']),
    interval: 5_000,
  } satisfies SettleSteps<string>
  return { steps, run: () => settle(steps), elapsed: () => now }
}

describe('settle', () => {
  it('never undoes another sale under the same number', async () => {
    // Another till has charged this number over another amount in the meantime.
    const missing = error('ORDER_NOT_FOUND')
    const another = error('ORDER_ID_USED')
    const { steps, run } = openDance({ query: [missing, another], charge: [error('ORDER_ID_USED')] })
    await expect(run()).rejects.toMatchObject({ code: 'ORDER_ID_USED' })
    expect(steps.undo).not.toHaveBeenCalled()
  })

  it('does not call a charge refused that an earlier one has landed', async () => {
    const script = { query: [error('ORDER_NOT_FOUND'), told('paid')], charge: [error('PAYER_REFUSED')] }
    expect(await openDance(script).run()).toMatchObject({ result: 'paid' })
  })

  it('does not call a charge refused while the payer types the password of an earlier one', async () => {
    const query = [error('ORDER_NOT_FOUND'), told('processing'), told('paid')]
    expect(await openDance({ query, charge: [error('PAYER_REFUSED')] }).run()).toMatchObject({ result: 'paid' })
  })

  it('does not call a charge refused while no query can tell whether an earlier one has landed', async () => {
    const missing = error('ORDER_NOT_FOUND')
    const lost = error('TRANSPORT_FAILED', 'unknown')
    const charge = [error('PAYER_REFUSED')]
    expect(await openDance({ query: [missing, lost, told('paid')], charge }).run()).toMatchObject({ result: 'paid' })
    expect(await openDance({ query: [missing, lost], charge, undo: [lost] }).run()).toMatchObject({
      result: 'unresolved',
      error: { code: 'TRANSPORT_FAILED' },
    })
    await expect(openDance({ query: [missing, lost, missing], charge }).run()).rejects.toMatchObject({
      code: 'PAYER_REFUSED',
    })
  })

  it('keeps to its minute when the clock is set back', async () => {
    const { steps, run } = openDance({
      query: [error('ORDER_NOT_FOUND'), told('pending')],
      charge: [told('processing')],
    })
    const { now, sleep } = steps.clock
    steps.clock.now = () => now() - (steps.query.mock.calls.length > 2 ? 3_600_000 : 0)
    steps.clock.sleep = async (milliseconds) => {
      if (steps.query.mock.calls.length > 20) throw new Error('it goes on for an hour')
      await sleep(milliseconds)
    }
    expect(await run()).toMatchObject({ result: 'reversed' })
  })

  it('throws what the charge was refused with, if nothing is there', async () => {
    const { steps, run } = openDance({ query: [error('ORDER_NOT_FOUND')], charge: [error('PAYER_REFUSED')] })
    await expect(run()).rejects.toMatchObject({ code: 'PAYER_REFUSED' })
    expect(steps.undo).not.toHaveBeenCalled()
  })

  it('waits for a charge of an earlier call that may be on its way', async () => {
    const missing = error('ORDER_NOT_FOUND')
    expect(await openDance({ query: [missing, missing, told('paid')] }).run()).toMatchObject({ result: 'paid' })
    const late = openDance({ query: [missing] })
    expect(await late.run()).toMatchObject({ result: 'reversed' })
    expect(late.elapsed()).toBe(60_000)
  })

  it('does not take for paid what an earlier call may be giving back', async () => {
    const lost = error('TIMEOUT', 'unknown')
    const first = await openDance({ query: [told('pending')], undo: [lost] }).run()
    expect(first).toMatchObject({ result: 'unresolved', undoing: true })
    const second = openDance({ query: [told('paid')], options: { undoing: true } })
    expect(await second.run()).toMatchObject({ result: 'reversed' })
    expect(second.steps.undo).toHaveBeenCalledOnce()
  })

  it('says that nothing is being undone where it never came to that', async () => {
    const lost = error('TRANSPORT_FAILED', 'unknown')
    expect(await openDance({ query: [lost] }).run()).toMatchObject({ result: 'unresolved', undoing: false })
  })
})

describe('what an end says of the money', () => {
  const missing = error('ORDER_NOT_FOUND')
  const neverSent = error('TRANSPORT_FAILED', 'not-sent')

  it('is unknown once a charge may have been sent, though the last query never left', async () => {
    const script = { query: [missing, neverSent], charge: [error('TIMEOUT', 'unknown')], undo: [neverSent] }
    const end = await openDance(script).run()
    expect(end).toMatchObject({ result: 'unresolved', undoing: false, error: { outcome: 'unknown' } })
    expect((end as { error: ShroffError }).error.next).toMatch(/^Call settlePayment again with this orderId:/)
  })

  it('is unknown where an earlier call may have charged, and names undoing where that was begun', async () => {
    const end = await openDance({ query: [neverSent], options: { undoing: true } }).run()
    expect(end).toMatchObject({ result: 'unresolved', undoing: true, error: { outcome: 'unknown' } })
    expect((end as { error: ShroffError }).error.next).toMatch(/with this orderId and `undoing: true`/)
  })

  it('is thrown as unknown too: a key that cannot be read, after a charge of an earlier call', async () => {
    await expect(openDance({ query: [error('CONFIG_INVALID', 'not-sent')] }).run()).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      outcome: 'unknown',
      next: expect.stringContaining('settlePayment'),
    })
  })

  it('needs no wait where the journal has it that nothing was charged', async () => {
    const journal = memoryJournal()
    const order = { provider: 'bank', account: 'M1', orderId: 'T_1' }
    const held = await journal.acquire(order)
    await journal.write(order, held!.owner, { step: 'refused', chargedAt: 0 })
    await journal.release(order, held!.owner)
    const { run, elapsed } = openDance({ query: [missing], options: { journal } })
    expect(await run()).toEqual({ result: 'reversed', orderId: 'T_1' })
    expect(elapsed()).toBe(0)
  })

  it('stays not-sent where nothing was sent, ever', async () => {
    await expect(openDance({ query: [missing], charge: [neverSent] }).run()).rejects.toMatchObject({
      code: 'TRANSPORT_FAILED',
      outcome: 'not-sent',
    })
  })

  it('takes no refusal for the end while a charge of an earlier call may be on its way', async () => {
    const options = { chargedAt: new Date(-1_000) }
    const script = { query: [missing, missing, missing, told('paid')], charge: [error('PAYER_REFUSED')], options }
    expect(await openDance(script).run()).toMatchObject({ result: 'paid' })
    const unsent = { query: [missing, missing, told('paid')], charge: [neverSent], options }
    expect(await openDance(unsent).run()).toMatchObject({ result: 'paid' })
  })
})

describe('an undoing', () => {
  const forGood = error('REFUND_REFUSED')

  it('that found nothing is no end: it is looked for again, and undone', async () => {
    const missing = error('ORDER_NOT_FOUND')
    const { steps, run } = openDance({
      query: [missing, told('paid')],
      undo: ['nothing', 'done'],
      options: { undoing: true },
    })
    expect(await run()).toEqual({ result: 'reversed', orderId: 'T_1' })
    expect(steps.undo).toHaveBeenCalledTimes(2)
  })

  it('that does not say what it did is believed once a query says so', async () => {
    const { steps, run } = openDance({
      query: [told('paid'), told('paid'), told('closed')],
      undo: ['unsaid'],
      options: { undoing: true },
    })
    expect(await run()).toEqual({ result: 'reversed', orderId: 'T_1', payment: 'closed' })
    expect(steps.undo).toHaveBeenCalledTimes(2)
  })

  it('that is taken and never shows is unresolved, and still under way', async () => {
    const end = await openDance({ query: [told('pending')], undo: ['unsaid'] }).run()
    expect(end).toMatchObject({ result: 'unresolved', undoing: true, error: { code: 'PROVIDER_ERROR' } })
  })

  it('that is refused for good leaves a payment which is to be refunded, and no endless wait', async () => {
    const end = await openDance({ query: [told('paid')], undo: [forGood], options: { undoing: true } }).run()
    expect(end).toEqual({ result: 'refund-due', orderId: 'T_1', payment: 'paid', error: forGood })
  })

  it('that is refused for good, and was not asked for by anybody, leaves a payment', async () => {
    const query = [told('pending'), ...Array.from({ length: 12 }, () => told('pending')), told('paid')]
    expect(await openDance({ query, undo: [forGood] }).run()).toMatchObject({ result: 'paid' })
  })

  it('that is refused for what the shop can mend is tried again later', async () => {
    const balance = error('BALANCE_TOO_LOW')
    const end = await openDance({ query: [told('paid')], undo: [balance], options: { undoing: true } }).run()
    expect(end).toMatchObject({ result: 'unresolved', undoing: true, error: { code: 'BALANCE_TOO_LOW' } })
  })
})
