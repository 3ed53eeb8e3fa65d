import { describe, expect, it } from 'vitest'
import { announce, expectComplaint, expectSeen, from, runAll } from '../../support/seeded.js'
import { simulate } from './simulate.js'

// `npm run full:circle -- --seeds 1 --from …` runs one seed of it alone.
const seeds = 100
announce('money at Circle', seeds)

describe('a shop that does what the docs say, while everything breaks', () => {
  it(`moves the money of a number once, and reads what has come as what it is, in ${seeds} runs`, async () => {
    const { broken, seen } = await runAll(seeds, simulate)
    expect(broken).toEqual([])
    expectSeen(seen, [
      ...['answer lost', 'late', 'resent', 'refused', 'process died', 'process suspended', 'database restored'],
      ...['getPayment: paid over', 'getPayment: paid exact', 'getPayment: pending under', 'getPayment: closed under'],
      ...['refund: succeeded', 'refund: closed', 'payout: succeeded', 'payout: failed', 'threw TIMEOUT unknown'],
    ])
  })
})

describe('the judge sees what goes wrong in a shop', () => {
  it.each([
    ['that takes a new number for each try', { newNumbers: true }],
    ['that takes what is unclear for failed', { takesUnknownForFailed: true }],
  ] as const)('%s', (_which, mistakes) => expectComplaint(200, (seed) => simulate(seed, mistakes)))

  it('and finds the same again in the same seed', async () => {
    const [once, again] = [await simulate(from), await simulate(from)]
    expect([...again.counts]).toEqual([...once.counts])
  })
})
