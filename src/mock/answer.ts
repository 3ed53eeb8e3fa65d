const answered = Symbol.for('shroff.mock.answered')

/** An answer with another status than 200 that is signed all the same, such as 202. */
export type WithStatus = { readonly [answered]: true; readonly status: number; readonly body: object }

/**
 * An answer that is no refusal, with another status than 200.
 *
 * @example
 * routes: { 'POST /v3/bills': () => withStatus(202, { state: 'PROCESSING' }) }
 */
export const withStatus = (status: number, body: object): WithStatus => ({ [answered]: true, status, body })

export const hasStatus = (answer: unknown): answer is WithStatus =>
  typeof answer === 'object' && answer !== null && answered in answer
