import { describe, expect, it } from 'vitest'
import { type Report, simulate } from './simulate.js'

// SHROFF_SEED=… repeats a run; `npm run full:xrpl -- --seeds 1 --from …` one seed of it alone.
const from = Number(process.env.SHROFF_SEED ?? Date.now() % 1_000_000_000)
const seeds = 200

console.info(`refunds on the XRP Ledger: SHROFF_SEED=${from}, ${seeds} seeds from there on`)

describe('a shop that does what the docs say, while everything breaks', () => {
  const seen = new Map<string, number>()

  it(`moves the money of a refund once, and knows in the end that it did, in ${seeds} runs`, async () => {
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
      ...['answer lost', 'late', 'resent', 'refused', 'process died', 'process suspended', 'database restored'],
      ...['prepareRefund: succeeded', 'threw TRANSFER_IN_FLIGHT not-sent', 'threw TIMEOUT unknown'],
      ...['submitTransfer: tefPAST_SEQ', 'submitTransfer: tefALREADY', 'getRefund: closed', 'getRefund: pending'],
    ]
    for (const what of wanted) expect([what, seen.get(what) ?? 0]).not.toEqual([what, 0])
  })
})

/** Runs until the judge complains, or long enough to be sure that it never would. */
async function firstComplaint(mistakes: Parameters<typeof simulate>[1]): Promise<Report | undefined> {
  for (let seed = from; seed < from + 100; seed += 1) {
    const report = await simulate(seed, mistakes)
    if (report.broken.length > 0) return report
  }
  return undefined
}

describe('the judge sees what goes wrong in a shop', () => {
  it.each([
    ['that takes a new number for each try', { newNumbers: true }],
    ['that takes a new number as soon as no ledger has the first', { newNumbers: true, takesPendingForFailed: true }],
  ] as const)('%s', async (_which, mistakes) => {
    expect((await firstComplaint(mistakes))?.broken).not.toEqual(undefined)
  })

  it('and finds the same again in the same seed', async () => {
    const [once, again] = [await simulate(from), await simulate(from)]
    expect([...again.counts]).toEqual([...once.counts])
  })
})
