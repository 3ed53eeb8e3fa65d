import { ShroffError } from './errors.js'

/**
 * A validly signed answer to another question is still the wrong answer.
 *
 * @throws `REPLY_MISMATCH` for the first pair that differs; what was not asked passes.
 */
export function mustAnswer(
  pairs: Record<string, readonly [asked: string | number | undefined, answered: string | number | undefined]>,
): void {
  for (const [name, [asked, answered]] of Object.entries(pairs)) {
    if (asked === undefined || asked === answered) continue
    throw new ShroffError('REPLY_MISMATCH', {
      problem: `The answer is signed, but belongs to another question: ${name} is ${answered ?? 'missing'}, asked was ${asked}.`,
      outcome: 'unknown',
      authentic: true,
    })
  }
}
