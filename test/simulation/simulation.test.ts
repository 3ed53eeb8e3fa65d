import { describe, expect, it } from 'vitest'
import { announce, expectComplaint, expectSeen, from, runAll } from '../support/seeded.js'
import { simulate } from './simulate.js'
import { providers } from './world.js'

// `npm run full:simulation -- --seeds 1 --from …` runs one seed of it alone.
const seeds = 150
announce('simulation', seeds)

describe('a shop that does what the docs say, while everything breaks', () => {
  it(`keeps no money twice, and delivers what is paid and nothing else, in ${seeds} runs`, async () => {
    let late = 0
    const { broken, seen } = await runAll(seeds, simulate, (report) => {
      late += report.late
    })
    expect(broken).toEqual([])
    const wanted = [
      'answer lost',
      'landed late',
      'resent',
      'process died',
      'process suspended',
      'webhook lost',
      'webhook payment.paid',
      'settlePayment: paid',
      'settlePayment: reversed',
      'settlePayment: unresolved',
      'settlePayment threw ORDER_BUSY unknown',
      'settlePayment threw PAYER_REFUSED rejected',
      ...['tokens came', 'tokens came late', 'refund in tokens: succeeded', 'refund in tokens: closed'],
      ...providers.flatMap((provider) => [`sold at ${provider}`, `given back at ${provider}`]),
    ]
    expectSeen(seen, wanted)
    expect(late).toBeGreaterThan(0)
  })
})

describe('the judge sees what goes wrong in a shop', () => {
  it.each([
    ['whose two processes share no journal', { noJournal: true }],
    ['that takes `reversed` for the end', { forgetsLateCharges: true }],
    ['that delivers whatever a webhook calls paid', { believesAnyWebhook: true }],
    ['that delivers for whatever tokens have come', { takesAnyTokens: true }],
  ] as const)('%s', (_which, mistake) => expectComplaint(200, (seed) => simulate(seed, mistake)))

  it('and finds the same again in the same seed', async () => {
    const [once, again] = [await simulate(from), await simulate(from)]
    expect([...again.counts]).toEqual([...once.counts])
    expect(again.calls).toBe(once.calls)
  })
})
