import { type ShroffError, withFacts } from './errors.js'
import type { Hold, SettleOrder } from './journal.js'
import type { SettleOptions, SettleProgress } from './settle-options.js'
import type { Asking, Told } from './standing.js'

/** How a payer-presented code ended. */
export type SettleResult<P> =
  /** There is no payment: it never was, or it was closed or given back. Take a new `orderId` for the next try. */
  | {
      readonly result: 'reversed'
      readonly orderId: string
      readonly payment?: P
      /**
       * The provider has not seen the charge, which may be on its way until this moment. Call again then with the same
       * `orderId` and `undoing: true`, so that what came late is given back.
       */
      readonly lateChargePossibleUntil?: Date
      /** Why nobody knew what had become of the charge, where the provider has not seen it. */
      readonly error?: ShroffError
    }
  /**
   * The money is there and the provider will not undo it any more: give it back by `refundPayment`, deliver nothing.
   */
  | { readonly result: 'refund-due'; readonly orderId: string; readonly payment: P; readonly error: ShroffError }
  /**
   * The provider gave no answer that could be relied on. Call again with the same `orderId`, and with `undoing` as it
   * is here: where an undoing may be under way, a payment that looks paid may be given back a moment later.
   */
  | { readonly result: 'unresolved'; readonly orderId: string; readonly undoing: boolean; readonly error: ShroffError }
  /** The money is there. */
  | { readonly result: 'paid'; readonly orderId: string; readonly payment: P }

/** What an undoing did; `unsaid` where the provider's answer does not tell. */
export type Undone = 'done' | 'nothing' | 'unsaid'

/** What a provider brings to the dance. */
export type SettleSteps<P> = Asking<P> & {
  order: SettleOrder
  /** Milliseconds since 1970, where the provider finds the order by its time, too: under another one it would be another order. */
  placedAt?: number
  options: SettleOptions
  /** Absent: an earlier call has charged. Never called twice. */
  charge: (() => Promise<Told<P>>) | undefined
  /** Closes what is open and refunds what is paid; repeating must be harmless. */
  undo: (chargedAt: Date) => Promise<Undone>
  /** Milliseconds before each query after a charge, the last one again and again. Default: `interval`. */
  rhythm?: readonly number[]
  /** Milliseconds that a single call may take, with all its tries. */
  timeout: number
}

/** The dance as it goes. */
export type Dance<P> = SettleSteps<P> & {
  hold: Hold
  /** When a charge of this order may have been sent last, by this call or an earlier one; `undefined`: none was. */
  chargedAt: number | undefined
  /** What the charge of this call was answered with, if that left its outcome unknown. */
  unclear?: ShroffError
  /** Whether it must be undone, or an undoing may be under way: what looks paid may be given back a moment later. */
  undoing: boolean
}

/** Until when a charge that nobody has seen may still land: ten minutes after its time-out. `undefined`: it cannot. */
export function lateChargeUntil({ chargedAt, timeout, clock }: Dance<unknown>): Date | undefined {
  if (chargedAt === undefined) return undefined
  // The caller's own `chargedAt` is from before the call: before its queries, which may each take their time too.
  const until = chargedAt + 600_000 + 5 * timeout
  return clock.now() < until ? new Date(until) : undefined
}

/** Not before the journal has it: from here on the goods may leave, and nobody may undo. */
export async function paid<P>(dance: Dance<P>, payment: P): Promise<SettleResult<P>> {
  const { hold, clock, order, chargedAt = clock.now() } = dance
  try {
    await hold.write({ step: 'paid', chargedAt })
  } catch (error) {
    return unresolved(dance, error as ShroffError)
  }
  return { result: 'paid', orderId: order.orderId, payment }
}

export function reversed<P>(dance: Dance<P>, payment?: P): SettleResult<P> {
  const { orderId } = dance.order
  if (payment !== undefined) return { result: 'reversed', orderId, payment }
  return { result: 'reversed', orderId }
}

/** As {@link reversed}, where the provider knows of no order. */
export function neverSeen<P>(dance: Dance<P>): SettleResult<P> {
  const until = lateChargeUntil(dance)
  const { order, unclear: error } = dance
  return {
    result: 'reversed',
    orderId: order.orderId,
    ...(until && { lateChargePossibleUntil: until }),
    ...(error && { error }),
  }
}

/** Always `unknown`: without an answer nobody knows what this call or an earlier one has done. */
export function unresolved<P>(dance: Dance<P>, error: ShroffError): SettleResult<P> {
  const { order, undoing } = dance
  return { result: 'unresolved', orderId: order.orderId, undoing, error: unsettled(dance, error) }
}

/** What is thrown: once a charge may have been sent, nothing is called `not-sent`. */
export const honest = (dance: Dance<unknown>, error: ShroffError): ShroffError =>
  error.outcome === 'not-sent' && dance.chargedAt !== undefined ? unsettled(dance, error) : error

function unsettled({ undoing, order }: Dance<unknown>, error: ShroffError): ShroffError {
  const { provider = order.provider } = error
  const again = `Call settlePayment again with this orderId${undoing ? ' and `undoing: true`' : ''}: it asks first, and never charges twice.`
  return withFacts(error, { provider, outcome: 'unknown', next: [again, error.next].filter(Boolean).join(' ') })
}

export function tell({ options, order }: Dance<unknown>, step: SettleProgress['step'], milliseconds: number): void {
  // A broken display must not break a payment, whether it throws or rejects.
  try {
    const secondsLeft = Math.max(0, Math.ceil(milliseconds / 1000))
    Promise.resolve(options.onProgress?.({ orderId: order.orderId, step, secondsLeft })).catch(() => {})
  } catch {}
}
