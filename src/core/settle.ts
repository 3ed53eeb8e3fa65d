import {
  type Dance,
  honest,
  lateChargeUntil,
  neverSeen,
  paid,
  reversed,
  type SettleResult,
  type SettleSteps,
  tell,
  unresolved,
} from './dance.js'
import { isShroffError, ShroffError, withFacts } from './errors.js'
import { type Hold, holding, processJournal } from './journal.js'
import {
  ask,
  askInEarnest,
  isHopeless,
  mustNotBeAnother,
  pause,
  type Standing,
  standingOf,
  type Told,
} from './standing.js'
import { undo } from './undo.js'

/**
 * Charges, asks until it is final, undoes at the end of the patience. It asks first, so that a call repeated with the
 * same `orderId` never charges a second time without knowing that there is no first.
 *
 * @throws what the charge was refused with: nothing was charged then; a mistake that no repetition mends.
 */
export async function settle<P>(steps: SettleSteps<P>): Promise<SettleResult<P>> {
  const { journal = processJournal(), undoing = false, chargedAt } = steps.options
  return holding(journal, steps.order, async (held) => {
    const hold = timed(held, steps)
    const refused = hold.entry?.step === 'refused'
    const written = refused ? undefined : hold.entry
    const earlier = !refused && (!steps.charge || undoing || written !== undefined)
    const said = written?.step === 'paid'
    const { cancel: _, ...calm } = steps.options
    const dance: Dance<P> = {
      ...steps,
      hold,
      // Once it was said to be paid the goods may have left.
      options: said ? calm : steps.options,
      // Not known when: it may have been just now.
      chargedAt: written?.chargedAt ?? chargedAt?.getTime() ?? (earlier ? steps.clock.now() : undefined),
      undoing: !said && (undoing || written?.step === 'undoing'),
    }
    try {
      return await run(dance)
    } catch (error) {
      if (!isShroffError(error)) throw error
      // What the dance finds itself, such as another sale under this number, bears no name so far.
      const { action = 'settlePayment', provider = steps.order.provider } = error
      throw withFacts(honest(dance, error), { action, provider })
    }
  })
}

/** @throws `ORDER_ID_USED` where the journal has the order under another time: charged under this one, it would be charged twice. */
function timed(hold: Hold, { placedAt, order }: SettleSteps<unknown>): Hold {
  if (placedAt === undefined) return hold
  const { entry } = hold
  if (entry?.placedAt !== undefined && entry.placedAt !== placedAt && entry.step !== 'refused')
    throw new ShroffError('ORDER_ID_USED', {
      problem: 'The journal has this orderId under another placedAt; this call did nothing.',
      outcome: 'unknown',
      provider: order.provider,
      action: 'settlePayment',
      next: `Call again with the placedAt of then, ${new Date(entry.placedAt).toISOString()}; a new sale takes a new orderId.`,
    })
  return { entry, write: (given) => hold.write({ ...given, placedAt }) }
}

async function run<P>(dance: Dance<P>): Promise<SettleResult<P>> {
  const { clock, charge, options, interval, rhythm = [interval] } = dance
  const { cancel, patience = 60_000 } = options
  let standing = await askInEarnest(dance)
  if (standing.at === 'unclear') {
    if (isHopeless(standing.error)) throw standing.error
    return unresolved(dance, standing.error)
  }

  const startedAt = clock.now()
  if (standing.at === 'missing') {
    if (charge && !dance.undoing && !cancel?.aborted) standing = await chargeOnce(dance, charge)
    else if (!lateChargeUntil(dance)) return neverSeen(dance)
  } else dance.chargedAt ??= startedAt
  // Not found: a charge may be on its way still, this call's or that of an earlier one which ended right after it.
  for (let asked = 0; !isFinal(standing) && !dance.undoing && !cancel?.aborted; asked += 1) {
    mustNotBeAnother(standing)
    // In both directions: a clock that is set back must not hold up the end for as long.
    const waited = Math.abs(clock.now() - startedAt)
    if (waited >= patience) break
    tell(dance, isOpen(standing) ? 'waiting-for-password' : 'charged', patience - waited)
    const until = rhythm[Math.min(asked, rhythm.length - 1)] ?? interval
    const stopped = await pause({ ...dance, interval: Math.min(until, patience - waited) }, cancel)
    if (stopped) return unresolved(dance, stopped)
    if (!cancel?.aborted) standing = await ask(dance)
  }
  mustNotBeAnother(standing)
  dance.undoing ||= cancel?.aborted === true
  if (standing.at === 'closed') return reversed(dance, standing.payment)
  if (standing.at === 'paid' && !dance.undoing) return paid(dance, standing.payment)
  return undo(dance)
}

/** A lost answer is not the end; a refusal is, since nothing was charged. */
async function chargeOnce<P>(dance: Dance<P>, charge: () => Promise<Told<P>>): Promise<Standing<P>> {
  const earlier = dance.chargedAt !== undefined
  const chargedAt = dance.clock.now()
  await dance.hold.write({ step: 'charging', chargedAt })
  try {
    const standing = standingOf(await charge())
    dance.chargedAt = chargedAt
    return standing
  } catch (error) {
    if (!isShroffError(error)) throw error
    const { outcome } = error
    // "Charged before": by another call of the same order, so where it stands is for a query.
    const before = isShroffError(error, 'ORDER_PAID') || isShroffError(error, 'ORDER_ID_USED')
    if (before || outcome === 'unknown') dance.chargedAt = chargedAt
    if (before) return ask(dance)
    if (outcome === 'unknown') {
      dance.unclear = error
      return { at: 'unclear', error }
    }
    // A code that an earlier call has charged is refused here, and that charge may have landed just now, or wait for
    // the payer's password. `pending` is no sign of it: that is how some providers call an order whose charge was
    // refused. While no query can tell, the refusal alone is no proof that nothing was charged; nor is it while an
    // earlier charge may be on its way.
    const refused = outcome === 'rejected'
    const standing = refused ? await askInEarnest(dance) : await ask(dance)
    const stands = standing.at === 'paid' || standing.at === 'processing'
    if (stands || earlier || (refused && standing.at === 'unclear')) {
      dance.chargedAt ??= chargedAt
      return standing
    }
    // If this is not kept the entry says too much, which is safe.
    await dance.hold.write({ step: 'refused', chargedAt }).catch(() => {})
    throw error
  }
}

const isOpen = ({ at }: Standing<unknown>) => at === 'pending' || at === 'processing'
const isFinal = ({ at }: Standing<unknown>) => at === 'paid' || at === 'closed' || at === 'failed'
