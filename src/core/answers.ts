import { ShroffError } from './errors.js'

/**
 * A genuine answer to another question is still the wrong answer.
 *
 * @throws `REPLY_MISMATCH` for the first pair that differs; what was not asked passes.
 */
export function mustAnswer(
  pairs: Record<
    string,
    readonly [asked: string | number | null | undefined, answered: string | number | null | undefined]
  >,
): void {
  for (const [name, [asked, answered]] of Object.entries(pairs)) {
    if (asked == null || asked === answered) continue
    throw new ShroffError('REPLY_MISMATCH', {
      problem: `The answer belongs to another question: ${name} is ${answered ?? 'missing'}, asked was ${asked}.`,
    })
  }
}

/**
 * The same where nothing but the order's number tells the answer by: one to a charge or a query of that order has it too,
 * but says more, and would pass for an undoing of what it says was paid.
 *
 * @throws `REPLY_MISMATCH` for the first of these members that is there; a null stands for absent.
 */
export function mustLack(answer: unknown, ...names: string[]): void {
  const members = answer as Record<string, unknown>
  for (const name of names) mustAnswer({ [name]: ['absent', members[name] == null ? 'absent' : 'there'] })
}
