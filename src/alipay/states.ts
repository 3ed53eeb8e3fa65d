import { ShroffError } from '../core/errors.js'

/** Our word for a state of the provider's. @throws `BODY_INVALID` for one that is not documented. */
export function stateOf<T extends string>(states: Readonly<Record<string, T>>, said: string): T {
  const state = Object.hasOwn(states, said) ? states[said] : undefined
  if (state !== undefined) return state
  throw new ShroffError('BODY_INVALID', {
    problem: `The answer is verified, but has the state ${said.slice(0, 40)}, which is not documented.`,
    outcome: 'unknown',
    authentic: true,
  })
}
