import type { Trouble } from './found.js'
import { isRefund, kindOf, type OpenOrder, sinceOf } from './open.js'

/** What a person should know of at the end of a shift. */
export type Unresolved = {
  readonly kind: 'payment' | 'refund' | 'charge'
  readonly provider: string
  readonly orderId: string
  readonly refundId?: string
  /** When it was placed, asked for, or charged. */
  readonly since?: Date
  /**
   * `late`: its time is over, and it has no end. `unclear`: its provider gave no answer to rely on. `missing`: the provider knows no
   * such refund. `needs-action`: the money waits for a person. `not-told`: your `onEvent` threw. `told`: it has ended, and stands
   * in your list still. `invalid`: it was not asked about, for it cannot be right.
   */
  readonly why: 'late' | 'unclear' | 'missing' | 'needs-action' | 'not-told' | 'told' | 'invalid'
  /** Of the error behind it. */
  readonly code?: string
  /** What to do, in words. */
  readonly next: string
}

/** What is kept of it until it is asked about again. */
export type Words = Pick<Unresolved, 'why' | 'next' | 'code'>

export const wordsOf = ({ why, next, error }: Trouble): Words => ({ why, next, ...(error && { code: error.code }) })

export function lineOf(order: OpenOrder, words: Words): Unresolved {
  const { provider, orderId } = order ?? {}
  if (words.why === 'invalid') return { kind: 'payment', provider, orderId, ...words }
  const refund = isRefund(order) && { refundId: order.refundId }
  return { kind: kindOf(order), provider, orderId, ...refund, since: new Date(sinceOf(order)), ...words }
}
