import * as fc from 'fast-check'
import { type Fault, pay } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import { isShroffError } from '../../src/core/errors.js'
import type { Line } from '../support/line.js'
import { tills } from './shops.js'

// SHROFF_SEED=… repeats a run.
const seed = Number(process.env.SHROFF_SEED ?? Date.now() % 2 ** 31)

const faults: readonly Fault[] = [
  'timeout-before',
  'timeout-after',
  'reset-before',
  'reset-after',
  'proxy-page',
  'system-error-before',
  'system-error-after',
  'unavailable',
  'rate-limited',
  'unsigned',
  'wrong-signature',
]

type Happening = Line['script'][number]
const good = fc.constant<Happening[]>(['good'])
const stretchOf = (faults: readonly Fault[]) =>
  fc.oneof(
    { weight: 3, arbitrary: good },
    { weight: 2, arbitrary: fc.constantFrom(...faults).map((fault): Happening[] => [fault]) },
    // Several of one kind in a row, so that a call fails with all its attempts.
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom(...faults), fc.integer({ min: 2, max: 9 }))
        .map(([fault, times]) => new Array<Happening>(times).fill(fault)),
    },
    // Cut off for a while, up to longer than a call gives itself.
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 90 }).map((times) => new Array<Happening>(times).fill('cut')) },
  )
const storyOf = (faults: readonly Fault[]) =>
  fc.record({
    payer: fc.constantFrom('pays' as const, 'pays' as const, 'types-password' as const, 'refuses' as const),
    script: fc.array(stretchOf(faults), { maxLength: 12 }).map((stretches) => stretches.flat()),
    /** Before which request the payer types the password. */
    typed: fc.integer({ min: 2, max: 90 }),
    /** Whether the later calls bring the payer's code again. */
    again: fc.boolean(),
  })

/** Too rare to be left to chance: the charge lands, and neither its answer nor any query comes through in time. */
const paidLater = {
  payer: 'pays' as const,
  script: ['good', 'timeout-after', ...new Array<Happening>(90).fill('cut')] satisfies Happening[],
  typed: 2,
  again: false,
}

console.info(`settle properties: SHROFF_SEED=${seed}`)

describe.each(Object.entries(tills))('settlePayment at %s, whatever breaks', (name, open) => {
  // How Lakala would say that there were too many calls is known to nobody.
  const story = storyOf(name === 'Lakala' ? faults.filter((fault) => fault !== 'rate-limited') : faults)
  const seen = new Map<string, number>()
  const count = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1)

  it('says what the book says, charges once, and is resolved when the provider is back', async () => {
    await fc.assert(
      fc.asyncProperty(story, async ({ payer, script, typed, again }) => {
        const till = await open()
        const code = till.code(payer)
        const { mock, provider, orderId, line } = till
        let requests = 0
        let last: Happening[] = []
        line.script = [...script]
        line.before = async () => {
          requests += 1
          last = [...last.slice(-1), line.script[0] ?? 'good']
          if (requests >= typed && payer === 'types-password' && till.book() === 'pending')
            await pay(mock, { provider, orderId })
        }
        let result = ''
        for (let round = 1; result !== 'paid' && result !== 'reversed'; round += 1) {
          // Each unresolved call uses up a part of the script, and a script that is over leaves the line good.
          expect(round).toBeLessThan(script.length / 3 + 3)
          try {
            result = (await till.settle(round === 1 || again ? code : undefined)).result
            count(round === 1 ? result : `${result} later`)
            // The last undoing failed, or the query after it.
            if (result === 'unresolved') expect(last).not.toEqual(['good', 'good'])
          } catch (error) {
            if (!isShroffError(error)) throw error
            // Only a charge that was refused, finally: there is nothing to settle.
            expect(error).toMatchObject({ action: 'createPayment', outcome: 'rejected' })
            expect(['nothing', 'closed', 'refunded']).toContain(till.book())
            count('refused')
            break
          }
        }
        const book = till.book()
        if (result === 'paid') expect(book).toBe('paid')
        if (result === 'reversed') expect(['nothing', 'closed', 'refunded']).toContain(book)
        // Another charge of the same order only after the provider has said that there is none.
        const reached = till.charges().filter(({ fault }) => fault !== 'timeout-before' && fault !== 'reset-before')
        const done = reached.filter(
          ({ fault }) => !/^(system-error-before|unavailable|rate-limited)$/.test(String(fault)),
        )
        if (payer !== 'refuses') expect(done.length).toBeLessThanOrEqual(1)
      }),
      { seed, numRuns: 50, endOnFailure: true, examples: [[paidLater]] },
    )
  }, 60_000)

  it('and all of it did happen', () => {
    // Whether APIv3 refuses a payer finally is unconfirmed, so there it takes a rate limit at the right moment.
    // UnionPay takes a charge first, and then says that it was refused; of Lakala and YeePay no code is known that refuses it at once.
    const refused = /APIv3|UnionPay|Lakala|YeePay/.test(name) ? [] : ['refused']
    for (const what of ['paid', 'reversed', 'unresolved', 'paid later', 'reversed later', ...refused])
      expect([what, seen.get(what) ?? 0]).not.toEqual([what, 0])
  })
})
