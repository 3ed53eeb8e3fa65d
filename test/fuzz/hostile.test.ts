import { isDeepStrictEqual } from 'node:util'
import { isShroffError } from 'shroff'
import { describe, expect, it } from 'vitest'
import { mutate } from './mutate.js'
import { randomOf } from './random.js'
import { targets } from './targets.js'

// A line of the output says how to make a run again: FUZZ_SEED=… FUZZ_RUNS=… npm run test:fuzz
const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31))
const runs = Number(process.env.FUZZ_RUNS ?? 2400)
const each = Math.ceil(runs / targets.length)

describe(`hostile input, seed ${seed}, ${each * targets.length} in all`, () => {
  it.each(targets)('$name', async ({ kind, samples, read, errors = ['ShroffError'], signed }) => {
    // Each sample is taken, but for those that are refusals.
    const said = await Promise.all(samples.map((sample) => (signed ? read(sample) : undefined)))
    const refused = new Map<string, number>()
    for (let run = 0; run < each; run += 1) {
      const random = randomOf(seed + run)
      const input = mutate(random.pick(samples), kind, random)
      const shown = `seed ${seed}, run ${run}: ${Buffer.from(input).toString('latin1').slice(0, 2000)}`
      let found: unknown
      try {
        found = await read(input)
      } catch (error) {
        const { name, message } = error as Error
        if (!errors.includes(name)) throw new Error(`a bare ${name}: ${message}; ${shown}`, { cause: error })
        if (isShroffError(error)) refused.set(error.code, (refused.get(error.code) ?? 0) + 1)
        // What a stranger wrote must not begin a line of its own in a log.
        expect(
          message
            .split('\n')
            .slice(1)
            .every((line) => line.startsWith('  ')),
          shown,
        ).toBe(true)
        continue
      }
      if (signed)
        expect(
          said.some((one) => isDeepStrictEqual(one, found)),
          shown,
        ).toBe(true)
    }
    // Inputs that are all taken, or all refused at the first step, would show nothing.
    if (errors.includes('ShroffError')) expect(refused.size).toBeGreaterThan(0)
  })
})
