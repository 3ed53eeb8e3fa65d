import { describe, expect, it } from 'vitest'
import { type Report, simulate } from './simulate.js'

// SHROFF_SEED=… repeats a run; `npm run full:simulation -- --seeds 1 --from …` one seed of it alone.
const from = Number(process.env.SHROFF_SEED ?? Date.now() % 1_000_000_000)
const seeds = 300

console.info(`simulation: SHROFF_SEED=${from}, ${seeds} seeds from there on`)

describe('a shop that does what the docs say, while everything breaks', () => {
  const seen = new Map<string, number>()
  let late = 0

  it(`keeps no money twice, and delivers what is paid and nothing else, in ${seeds} runs`, async () => {
    const broken: string[] = []
    for (let seed = from; seed < from + seeds; seed += 1) {
      const report = await simulate(seed)
      broken.push(...report.broken.map((line) => `seed ${seed}: ${line}`))
      late += report.late
      for (const [what, times] of report.counts) seen.set(what, (seen.get(what) ?? 0) + times)
    }
    expect(broken).toEqual([])
  })

  it('and everything did break', () => {
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
    ]
    for (const what of wanted) expect([what, seen.get(what) ?? 0]).not.toEqual([what, 0])
    expect(late).toBeGreaterThan(0)
  })
})

/** Runs until the judge complains, or long enough to be sure that it never would. */
async function firstComplaint(mistake: Parameters<typeof simulate>[1]): Promise<Report | undefined> {
  for (let seed = from; seed < from + 200; seed += 1) {
    const report = await simulate(seed, mistake)
    if (report.broken.length > 0) return report
  }
  return undefined
}

describe('the judge sees what goes wrong in a shop', () => {
  it.each([
    ['whose two processes share no journal', { noJournal: true }],
    ['that takes `reversed` for the end', { forgetsLateCharges: true }],
    ['that delivers whatever a webhook calls paid', { believesAnyWebhook: true }],
  ] as const)('%s', async (_which, mistake) => {
    expect((await firstComplaint(mistake))?.broken).not.toEqual(undefined)
  })

  it('and finds the same again in the same seed', async () => {
    const [once, again] = [await simulate(from), await simulate(from)]
    expect([...again.counts]).toEqual([...once.counts])
    expect(again.calls).toBe(once.calls)
  })
})
