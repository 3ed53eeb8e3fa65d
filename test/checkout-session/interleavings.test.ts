import { describe, expect, it } from 'vitest'
import { simulate } from './simulate.js'

// SHROFF_SEED=… repeats a run; `npm run full:checkout-session -- --seeds 1 --from …` one seed of it alone.
const from = Number(process.env.SHROFF_SEED ?? Date.now() % 1_000_000_000)
const seeds = 100

console.info(`checkout: SHROFF_SEED=${from}, ${seeds} seeds from there on`)

describe('a sale in several tabs and wallets, while everything breaks', () => {
  const seen = new Map<string, number>()

  it(`keeps one payment at most, of its own amount, in ${seeds} runs`, { timeout: 300_000 }, async () => {
    const broken: string[] = []
    for (let seed = from; seed < from + seeds; seed += 1) {
      const report = await simulate(seed)
      broken.push(...report.broken.map((line) => `seed ${seed}: ${line}`))
      for (const [what, times] of report.counts) seen.set(what, (seen.get(what) ?? 0) + times)
    }
    expect(broken).toEqual([])
  })

  it('and everything did break', () => {
    const wanted = ['answer lost', 'landed late', 'process died', 'webhook', 'webhook lost', 'price changed']
    const answers = [
      'start 200 open',
      'start 409 ended',
      'start 503 unavailable',
      'status 200 paid',
      'close 200 closed',
    ]
    for (const what of [...wanted, ...answers]) expect([what, seen.get(what) ?? 0]).not.toEqual([what, 0])
  })
})

describe('the judge sees what goes wrong in a shop', () => {
  it.each([
    ['whose requests share no store', { ownStores: true }],
    ['that delivers whatever a webhook calls paid', { believesAnyWebhook: true }],
    ['that does not say that the amount has changed', { forgetsAmounts: true }],
  ] as const)('%s', { timeout: 300_000 }, async (_which, mistake) => {
    for (let seed = from; seed < from + 300; seed += 1) if ((await simulate(seed, mistake)).broken.length > 0) return
    expect.unreachable('it saw nothing')
  })
})
