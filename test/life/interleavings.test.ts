import { describe, expect, it } from 'vitest'
import { simulate } from './simulate.js'
import { simulateSweep } from './simulateSweep.js'

// SHROFF_SEED=… repeats a run; `npm run full:life -- --seeds 1 --from …` one seed of it alone, with `--wired` over the real wires.
const from = Number(process.env.SHROFF_SEED ?? Date.now() % 1_000_000_000)
const seeds = 200
const wired = 3

console.info(`life: SHROFF_SEED=${from}, ${seeds} seeds from there on`)

describe('a sale in several wallets, while everything breaks', () => {
  const seen = new Map<string, number>()

  it(`comes to its end over the real wires too, in ${wired} runs`, { timeout: 60_000 }, async () => {
    for (let seed = from; seed < from + wired; seed += 1) expect((await simulate(seed, {}, true)).broken).toEqual([])
  })

  it(`keeps one payment at most, and its goods leave for it alone, in ${seeds} runs`, {
    timeout: 300_000,
  }, async () => {
    const broken: string[] = []
    for (let seed = from; seed < from + seeds; seed += 1) {
      const report = await simulate(seed)
      broken.push(...report.broken.map((line) => `seed ${seed}: ${line}`))
      for (const [what, times] of report.counts) seen.set(what, (seen.get(what) ?? 0) + times)
    }
    expect(broken).toEqual([])
  })

  it('and everything did break', () => {
    const wanted = [
      'answer lost',
      'landed late',
      'rate limit',
      'process died',
      'process suspended',
      'webhook lost',
      'attempt closed',
      'attempt expired',
      'attempt refunding',
      'attempt refunded',
      'resolved: unpaid',
      'resolveOrder threw ORDER_BUSY',
      'resolveOrder threw JOURNAL_FAILED',
      'resolveOrder threw what onPaid threw',
    ]
    for (const what of wanted) expect([what, seen.get(what) ?? 0]).not.toEqual([what, 0])
  })
})

describe('passes over what is open, while everything breaks', () => {
  const swept = 50

  it(`tell each end once, and leave nothing open, in ${swept} runs`, { timeout: 60_000 }, async () => {
    const broken: string[] = []
    const seen = new Map<string, number>()
    for (let seed = from; seed < from + swept; seed += 1) {
      const report = await simulateSweep(seed)
      broken.push(...report.broken.map((line) => `seed ${seed}: ${line}`))
      for (const [what, times] of report.counts) seen.set(what, (seen.get(what) ?? 0) + times)
    }
    expect(broken).toEqual([])
    const wanted = [
      'payment.paid',
      'payment.closed',
      'refund.succeeded',
      'limited',
      'process died',
      'webhook',
      'webhook lost',
    ]
    for (const what of wanted) expect([what, seen.get(what) ?? 0]).not.toEqual([what, 0])
  })

  it.each([
    ['whose handler claims by the number of the message', { keysApart: true }],
    ['that makes none', { neverSweeps: true }],
  ] as const)('and the judge sees a shop %s', { timeout: 60_000 }, async (_which, mistake) => {
    for (let seed = from; seed < from + 100; seed += 1)
      if ((await simulateSweep(seed, mistake)).broken.length > 0) return
    expect.unreachable('it saw nothing')
  })
})

describe('the judge sees what goes wrong in a shop', () => {
  it.each([
    ['whose processes share no store', { ownStores: true }],
    ['that delivers whatever a webhook calls paid', { believesAnyWebhook: true }],
    ['that never calls again once it is paid', { stopsWhenPaid: true }],
  ] as const)('%s', { timeout: 300_000 }, async (_which, mistake) => {
    for (let seed = from; seed < from + 100; seed += 1) if ((await simulate(seed, mistake)).broken.length > 0) return
    expect.unreachable('it saw nothing')
  })
})
