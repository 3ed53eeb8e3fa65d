import { describe, expect, it } from 'vitest'
import { announce, expectComplaint, expectSeen, from, runAll } from '../../support/seeded.js'
import { simulate } from './simulate.js'

// `npm run full:xrpl -- --seeds 1 --from …` runs one seed of it alone.
const seeds = 200
announce('refunds on the XRP Ledger', seeds)

describe('a shop that does what the docs say, while everything breaks', () => {
  it(`moves the money of a refund once, and knows in the end that it did, in ${seeds} runs`, async () => {
    const { broken, seen } = await runAll(seeds, simulate)
    expect(broken).toEqual([])
    expectSeen(seen, [
      ...['answer lost', 'late', 'resent', 'refused', 'process died', 'process suspended', 'database restored'],
      ...['prepareRefund: succeeded', 'threw TRANSFER_IN_FLIGHT not-sent', 'threw TIMEOUT unknown'],
      ...['submitTransfer: tefPAST_SEQ', 'submitTransfer: tefALREADY', 'getRefund: closed', 'getRefund: pending'],
    ])
  })
})

describe('the judge sees what goes wrong in a shop', () => {
  it.each([
    ['that takes a new number for each try', { newNumbers: true }],
    ['that takes a new number as soon as no ledger has the first', { newNumbers: true, takesPendingForFailed: true }],
  ] as const)('%s', (_which, mistakes) => expectComplaint(100, (seed) => simulate(seed, mistakes)))

  it('and finds the same again in the same seed', async () => {
    const [once, again] = [await simulate(from), await simulate(from)]
    expect([...again.counts]).toEqual([...once.counts])
  })
})
