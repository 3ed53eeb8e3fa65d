import type { Clock } from './account.js'
import type { Amount } from './amount.js'
import { isShroffError, ShroffError } from './errors.js'
import { nameFailure } from './failure.js'
import type { PaymentStatus } from './payment.js'

/** How a payer-presented code ended. */
export type SettleResult<P> =
  /** The money is there. */
  | { readonly result: 'paid'; readonly orderId: string; readonly payment: P }
  /** There is no payment: it never was, or it was closed or refunded. Take a new `orderId` for the next try. */
  | { readonly result: 'reversed'; readonly orderId: string; readonly payment?: P }
  /**
   * The provider gave no answer that could be relied on. Call again with the same `orderId`, and with `undoing` as it is
   * here: where an undoing may be under way, a payment that looks paid may be given back a moment later.
   */
  | { readonly result: 'unresolved'; readonly orderId: string; readonly undoing: boolean; readonly error: ShroffError }

/** Where a payment stands, as the dance needs it: a payment whose money went back counts as `closed`. */
export type Told<P> = { readonly status: PaymentStatus; readonly payment: P }

/** What a provider brings to the dance. */
export type SettleSteps<P> = {
  orderId: string
  clock: Clock
  /** Absent: an earlier call has charged. Never called twice. */
  charge: (() => Promise<Told<P>>) | undefined
  query: () => Promise<Told<P>>
  /** Closes what is open and refunds what is paid; repeating must be harmless. */
  undo: (chargedAt: Date) => Promise<unknown>
  /** Milliseconds between two queries. */
  interval: number
  /** Milliseconds that the payer has to type a password. */
  patience: number
  /** Whether an earlier call ended while it was undoing. */
  undoing?: boolean | undefined
  signal?: AbortSignal | undefined
}

type Standing<P> = { at: PaymentStatus; payment: P } | { at: 'missing' } | { at: 'unclear'; error: ShroffError }

// How often an unreachable provider is asked where a payment stands, and is told to undo it, before giving up for now.
const firstQueries = 3
const undoings = 6

/**
 * Charges, polls until final, undoes at the deadline. It asks first, so that a call repeated with the same `orderId`
 * never charges a second time without knowing that there is no first.
 *
 * @throws what the charge was refused with: nothing was charged then; a mistake that no repetition mends.
 */
export async function settle<P>(steps: SettleSteps<P>): Promise<SettleResult<P>> {
  const { clock, charge, interval, patience } = steps
  let standing = await askInEarnest(steps)
  if (standing.at === 'unclear') {
    if (isHopeless(standing.error)) throw standing.error
    return unresolved(steps, standing.error)
  }

  const chargedAt = clock.now()
  if (steps.undoing && standing.at !== 'closed') return undo(steps, new Date(chargedAt), true)
  if (standing.at === 'missing' && charge) standing = await chargeOnce(steps, charge)
  // Not found: a charge may be on its way still, this call's or that of an earlier one which ended right after it.
  while (!isFinal(standing)) {
    mustNotBeAnother(standing)
    // In both directions: a clock that is set back must not hold up the end for as long.
    if (Math.abs(clock.now() - chargedAt) >= patience) break
    const stopped = await pause(steps, interval)
    if (stopped) return unresolved(steps, stopped)
    standing = await ask(steps)
  }
  return final(steps, standing) ?? undo(steps, new Date(chargedAt))
}

/** @throws `ORDER_ID_USED` where the number belongs to another sale, which must never be undone from here. */
function mustNotBeAnother<P>(standing: Standing<P>): void {
  if (standing.at === 'unclear' && isShroffError(standing.error, 'ORDER_ID_USED')) throw standing.error
}

/** A lost answer is not the end; a refusal is, since nothing was charged. */
async function chargeOnce<P>(steps: SettleSteps<P>, charge: () => Promise<Told<P>>): Promise<Standing<P>> {
  try {
    return standingOf(await charge())
  } catch (error) {
    if (!isShroffError(error)) throw error
    // "Charged before": by another call of the same order, so where it stands is for a query.
    const before = isShroffError(error, 'ORDER_PAID') || isShroffError(error, 'ORDER_ID_USED')
    if (before) return ask(steps)
    if (error.outcome === 'unknown') return { at: 'unclear', error }
    // A code that an earlier call has charged is refused here, and that charge may have landed just now, or wait for the
    // payer's password. `pending` is no sign of it: that is how some providers call an order whose charge was refused.
    // While no query can tell, the refusal alone is no proof that nothing was charged.
    const refused = error.outcome === 'rejected'
    const standing = refused ? await askInEarnest(steps) : await ask(steps)
    if (standing.at === 'paid' || standing.at === 'processing') return standing
    if (refused && standing.at === 'unclear') return standing
    throw error
  }
}

async function undo<P>(steps: SettleSteps<P>, chargedAt: Date, undoing = false): Promise<SettleResult<P>> {
  const { orderId, interval } = steps
  // Whether an undoing may still be under way: what a query calls paid may be given back a moment later.
  let underWay = undoing
  for (let tried = 1; ; tried += 1) {
    try {
      await steps.undo(chargedAt)
      return { result: 'reversed', orderId }
    } catch (error) {
      if (!isShroffError(error)) throw error
      if (isShroffError(error, 'ORDER_NOT_FOUND')) return { result: 'reversed', orderId }
      underWay ||= error.outcome === 'unknown'
      const standing = await ask(steps)
      mustNotBeAnother(standing)
      if (standing.at === 'closed' || (standing.at === 'paid' && !underWay)) return final(steps, standing)!
      const stopped = tried === undoings ? error : await pause(steps, interval)
      if (stopped) return unresolved(steps, stopped, underWay)
    }
  }
}

/** Asks again where no answer can be relied on; at last, or where the caller's signal ends it, with the error for that. */
async function askInEarnest<P>(steps: SettleSteps<P>): Promise<Standing<P>> {
  let standing = await ask(steps)
  for (let asked = 1; asked < firstQueries && standing.at === 'unclear' && !isHopeless(standing.error); asked += 1) {
    const stopped = await pause(steps, steps.interval)
    if (stopped) return { at: 'unclear', error: stopped }
    standing = await ask(steps)
  }
  return standing
}

async function ask<P>({ query }: SettleSteps<P>): Promise<Standing<P>> {
  try {
    return standingOf(await query())
  } catch (error) {
    if (!isShroffError(error)) throw error
    return isShroffError(error, 'ORDER_NOT_FOUND') ? { at: 'missing' } : { at: 'unclear', error }
  }
}

const standingOf = <P>({ status, payment }: Told<P>): Standing<P> => ({ at: status, payment })

const isFinal = ({ at }: Standing<unknown>) => at === 'paid' || at === 'closed' || at === 'failed'

function final<P>({ orderId }: SettleSteps<P>, standing: Standing<P>): SettleResult<P> | undefined {
  if (standing.at === 'paid') return { result: 'paid', orderId, payment: standing.payment }
  if (standing.at === 'closed') return { result: 'reversed', orderId, payment: standing.payment }
  return undefined
}

const unresolved = <P>(
  { orderId, undoing }: SettleSteps<P>,
  error: ShroffError,
  underWay = false,
): SettleResult<P> => ({
  result: 'unresolved',
  orderId,
  undoing: underWay || undoing === true,
  error,
})

/** Waits, or says that the caller's signal ended it. */
const pause = ({ clock, signal }: SettleSteps<unknown>, milliseconds: number): Promise<ShroffError | undefined> =>
  clock.sleep(milliseconds, signal).then(
    () => undefined,
    (reason: unknown) => nameFailure(reason, 'sent', signal?.aborted === true),
  )

// Nothing else is thrown for a query: an earlier call may have charged, so its refusal says nothing of the money.
const isHopeless = ({ code }: ShroffError) => code === 'CONFIG_INVALID' || code === 'ORDER_ID_USED'

/** @throws `ORDER_ID_USED` for a payment that was found under this number but is of another amount: it is another sale. */
export function mustBeSameSale(asked: Amount | undefined, found: Amount | undefined): void {
  if (!asked || !found || asked.value === found.value) return
  throw new ShroffError('ORDER_ID_USED', {
    problem: 'There is a payment of another amount under this orderId; nothing was charged.',
    outcome: 'rejected',
    authentic: true,
    next: 'Use a new orderId for each sale.',
  })
}
