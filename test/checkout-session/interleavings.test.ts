import { describe, expect, it } from 'vitest'
import { announce, expectComplaint, expectSeen, runAll } from '../support/seeded.js'
import { simulate } from './simulate.js'

// `npm run full:checkout-session -- --seeds 1 --from …` runs one seed of it alone.
const seeds = 100
announce('checkout', seeds)

describe('a sale in several tabs and wallets, while everything breaks', () => {
  it(`keeps one payment at most, of its own amount, in ${seeds} runs`, { timeout: 300_000 }, async () => {
    const { broken, seen } = await runAll(seeds, simulate)
    expect(broken).toEqual([])
    const wanted = ['answer lost', 'landed late', 'process died', 'webhook', 'webhook lost', 'price changed']
    const answers = [
      'start 200 open',
      'start 409 ended',
      'start 503 unavailable',
      'status 200 paid',
      'close 200 closed',
    ]
    expectSeen(seen, [...wanted, ...answers])
  })
})

describe('the judge sees what goes wrong in a shop', () => {
  it.each([
    ['whose requests share no store', { ownStores: true }],
    ['that delivers whatever a webhook calls paid', { believesAnyWebhook: true }],
    ['that does not say that the amount has changed', { forgetsAmounts: true }],
  ] as const)('%s', { timeout: 300_000 }, (_which, mistake) => expectComplaint(300, (seed) => simulate(seed, mistake)))
})
