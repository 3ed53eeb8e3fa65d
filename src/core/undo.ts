import {
  type Dance,
  lateChargeUntil,
  neverSeen,
  paid,
  reversed,
  type SettleResult,
  tell,
  type Undone,
  unresolved,
} from './dance.js'
import { isShroffError, ShroffError } from './errors.js'
import { ask, mustNotBeAnother, pause, type Standing } from './standing.js'

// How often the provider is told to undo before giving up for now.
const undoings = 6

/**
 * Closes or gives back, until a query or the provider itself says that it is done. An undoing that found nothing undoes
 * nothing: the charge may be on its way, so it is looked for again, and what lands meanwhile is undone too.
 */
export async function undo<P>(dance: Dance<P>): Promise<SettleResult<P>> {
  const { clock, hold, chargedAt = clock.now() } = dance
  try {
    await hold.write({ step: 'undoing', chargedAt })
  } catch (error) {
    return unresolved(dance, error as ShroffError)
  }
  tell(dance, 'undoing', 0)
  for (let tried = 1; ; tried += 1) {
    const { undone, error } = await undoOnce(dance, new Date(chargedAt))
    if (undone === 'done') return reversed(dance)
    dance.undoing ||= error?.outcome === 'unknown'
    const standing = await ask(dance)
    mustNotBeAnother(standing)
    if (standing.at === 'closed') return reversed(dance, standing.payment)
    if (standing.at === 'missing' && !error && !lateChargeUntil(dance)) return neverSeen(dance)
    if (standing.at === 'paid' && error && !dance.undoing) return paid(dance, standing.payment)
    if (standing.at === 'paid' && error && isForGood(error))
      return { result: 'refund-due', orderId: dance.order.orderId, payment: standing.payment, error }
    // It was taken, and does not show yet.
    dance.undoing ||= undone === 'unsaid' && standing.at !== 'missing'
    const stopped = tried === undoings ? undefined : await pause(dance)
    if (!stopped && tried < undoings) continue
    if (!stopped && !error && standing.at === 'missing') return neverSeen(dance)
    return unresolved(dance, stopped ?? error ?? why(standing))
  }
}

async function undoOnce(dance: Dance<unknown>, chargedAt: Date): Promise<{ undone?: Undone; error?: ShroffError }> {
  try {
    return { undone: await dance.undo(chargedAt) }
  } catch (error) {
    if (!isShroffError(error)) throw error
    return isShroffError(error, 'ORDER_NOT_FOUND') ? { undone: 'nothing' } : { error }
  }
}

/** Refused for a reason that no later try mends, as a balance, a rate limit or a missing certificate would be. */
const isForGood = ({ code, outcome }: ShroffError) =>
  outcome === 'rejected' && (code === 'REFUND_REFUSED' || code === 'REQUEST_REFUSED')

const why = (standing: Standing<unknown>): ShroffError =>
  standing.at === 'unclear'
    ? standing.error
    : new ShroffError('PROVIDER_ERROR', {
        problem: `The provider took the undoing, but says that the payment is ${standing.at} still.`,
        outcome: 'unknown',
        action: 'settlePayment',
      })
