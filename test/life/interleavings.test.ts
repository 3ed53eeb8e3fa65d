import { describe, expect, it } from 'vitest'
import { announce, expectComplaint, expectSeen, from, runAll } from '../support/seeded.js'
import { simulate } from './simulate.js'
import { simulateSweep } from './simulateSweep.js'

// `npm run full:life -- --seeds 1 --from …` runs one seed of it alone, with `--wired` over the real wires.
const seeds = 200
const wired = 3
announce('life', seeds)

describe('a sale in several wallets, while everything breaks', () => {
  it(`comes to its end over the real wires too, in ${wired} runs`, { timeout: 60_000 }, async () => {
    for (let seed = from; seed < from + wired; seed += 1) expect((await simulate(seed, {}, true)).broken).toEqual([])
  })

  it(`keeps one payment at most, and its goods leave for it alone, in ${seeds} runs`, {
    timeout: 300_000,
  }, async () => {
    const { broken, seen } = await runAll(seeds, simulate)
    expect(broken).toEqual([])
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
      'attempt needs-action',
      'tokens came',
      'resolved: unpaid',
      'resolveOrder threw ORDER_BUSY',
      'resolveOrder threw JOURNAL_FAILED',
      'resolveOrder threw what onPaid threw',
    ]
    expectSeen(seen, wanted)
  })
})

describe('passes over what is open, while everything breaks', () => {
  const swept = 50

  it(`tell each end once, and leave nothing open, in ${swept} runs`, { timeout: 60_000 }, async () => {
    const { broken, seen } = await runAll(swept, simulateSweep)
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
    expectSeen(seen, wanted)
  })

  it.each([
    ['whose handler claims by the number of the message', { keysApart: true }],
    ['that makes none', { neverSweeps: true }],
  ] as const)('and the judge sees a shop %s', { timeout: 60_000 }, (_which, mistake) =>
    expectComplaint(100, (seed) => simulateSweep(seed, mistake)),
  )
})

describe('the judge sees what goes wrong in a shop', () => {
  it.each([
    ['whose processes share no store', { ownStores: true }],
    ['that delivers whatever a webhook calls paid', { believesAnyWebhook: true }],
    ['that never calls again once it is paid', { stopsWhenPaid: true }],
  ] as const)('%s', { timeout: 300_000 }, (_which, mistake) => expectComplaint(100, (seed) => simulate(seed, mistake)))
})
