import { type ErrorCode, ShroffError, type ShroffErrorFacts } from './errors.js'

/**
 * One row of what a provider refuses with: its codes that mean the same (blanks between), what they mean, what they say
 * of the money, and what to do. An action hands over its rows; `rejected` is earned by one of them.
 */
export type Refusal = readonly [codes: string, code: ErrorCode, outcome: 'rejected' | 'unknown', next: string]

/** What an opener has to know of the call that it opens the answer to. */
export type Asked = {
  action: string
  /** The action's own rows, before those that hold for every action. */
  refusals?: readonly Refusal[] | undefined
}

/** The first row with this code, whatever its case: production and documentation spell the same code differently. */
export function findRefusal(said: string, ...tables: readonly (readonly Refusal[] | undefined)[]): Refusal | undefined {
  const name = said.toLowerCase()
  for (const rows of tables) {
    const found = rows?.find(([codes]) => codes.toLowerCase().split(' ').includes(name))
    if (found) return found
  }
  return undefined
}

/**
 * The error for what a provider refused.
 *
 * @param row The row of its code; without one nothing is known, and so nothing is final.
 * @param final Whether this answer may be final at all. A 5xx never is.
 */
export function refusedError(
  providerName: string,
  { action }: Asked,
  row: Refusal | undefined,
  { final, otherwise = 'PROVIDER_ERROR', ...facts }: RefusedFacts,
): ShroffError {
  const [, code, earned, next] = row ?? (['', otherwise, 'unknown', ''] as const)
  const outcome = final ? earned : 'unknown'
  const did = outcome === 'rejected' ? 'refused' : 'answered with an error to'
  return new ShroffError(code, {
    problem: `${providerName} ${did} ${action}.`,
    outcome,
    next: next || undefined,
    ...facts,
  })
}

type RefusedFacts = Omit<ShroffErrorFacts, 'problem' | 'outcome' | 'next'> & {
  final: boolean
  /** The code where there is no row. */
  otherwise?: ErrorCode
}

/** The error for an answer that is not in the provider's form at all: what was done, it does not say. */
export function strangeReply(
  providerName: string,
  facts: Omit<ShroffErrorFacts, 'problem' | 'outcome' | 'status'> & { status: number | undefined },
): ShroffError {
  const status = facts.status ?? 0
  const code = status === 429 ? 'RATE_LIMITED' : status >= 500 ? 'PROVIDER_UNAVAILABLE' : 'PROVIDER_ERROR'
  const problem = `The answer is not in ${providerName}’s form; it may come from a proxy or a gateway on the way.`
  return new ShroffError(code, { problem, ...facts })
}
