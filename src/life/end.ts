import { isShroffError, type ShroffError } from '../core/errors.js'
import type { RefundStatus } from '../core/payment.js'
import type { Standing } from '../core/standing.js'
import type { TokenAmount } from '../core/token-amount.js'
import { type Asked, afterClosing, close, isOpen, standingOf } from './ask.js'
import {
  type AnyPayment,
  type Attempt,
  comeOf,
  endOf,
  keyOf,
  moneyOf,
  nextAsk,
  type ResolvingGateway,
  type ResolvingTransferGateway,
  refundIdOf,
} from './attempt.js'
import type { AttemptEnd, HeldSale, RefundEntry } from './sale.js'

/** Where an attempt stands after this call. */
export type AttemptStanding = {
  readonly provider: string
  readonly orderId: string
  /**
   * `paid`: its money is kept. `open`: it may be paid yet, or nobody could say. `closed`, `expired`, `refunded`: over, no money can
   * come of it any more; of tokens nobody can say so, and each call looks once more. `refunding`: a second payment, on its way back. `needs-action`: a second payment that does not go
   * back by itself, as none of tokens does, or tokens that are too few; a person must see to it.
   */
  readonly at: 'paid' | 'open' | 'closed' | 'expired' | 'refunding' | 'refunded' | 'needs-action'
  /** Of tokens: what has come so far, where it is not what pays the sale. */
  readonly received?: TokenAmount
  /** What the provider answered, where that is why it stands so. */
  readonly error?: ShroffError
}

/** An attempt as this call works on it. */
export type Working = Asked & {
  readonly attempt: Attempt
  readonly gateway: ResolvingGateway | ResolvingTransferGateway
  readonly sale: HeldSale
}

/** Where a standing is to be looked at again, in milliseconds since 1970; absent where it is the end. */
export type Step = AttemptStanding & { readonly nextAt?: number }

const second = 1000
const minute = 60_000
// How long something that was sent may take to arrive, and what was found missing may yet be found.
const onItsWay = 900_000

/**
 * Brings an attempt whose money is not kept nearer to its end. In one call at most: two queries of the payment, one closing, one
 * query of the refund, one refund.
 */
export async function endAttempt(working: Working, found?: Standing<AnyPayment>): Promise<Step> {
  const { attempt, sale, clock } = working
  const { over, refunds, paid } = sale.entry
  const end = over[keyOf(attempt)]
  if (end && isSettled(end, attempt)) return { ...named(attempt), at: end }
  const refund = refunds[keyOf(attempt)]
  if (refund) return giveBack(working, refund)

  const isOver = clock.now() > endOf(attempt)
  let standing = found ?? (await standingOf(working))
  // Of tokens: closed it stays, unless some have come all the same.
  if (end === 'closed' && standing.at !== 'paid' && !isShort(standing)) return { ...named(attempt), at: end }
  let error: ShroffError | undefined
  // While nobody has paid it may be this one. What its provider does not know may be one that nobody has paid, and can be closed.
  const isLastLook = standing.at === 'missing' && isOver && end !== 'expired'
  if (isLastLook || (isOpen(standing) && (paid || isOver || attempt.superseded))) {
    const isKeepable = !paid && !isOver && attempt.superseded === 'replaced'
    if (isKeepable) await setEnding(working, true)
    const closing = await close(working)
    if (closing === 'closed') return isShort(standing) ? byHand(attempt, standing) : finish(working, 'closed')
    if (isKeepable && closing?.outcome !== 'unknown') await setEnding(working, false)
    error = closing
    standing = await afterClosing(working, standing, closing)
  }
  switch (standing.at) {
    case 'paid':
      // A closing that was refused because of it, while nothing is kept: the next call keeps it.
      return paid || !mayKeep(sale, attempt)
        ? giveBack(working, undefined, standing.payment)
        : { ...named(attempt), at: 'open', nextAt: clock.now() }
    case 'closed':
    case 'failed':
      return isShort(standing) ? byHand(attempt, standing) : finish(working, 'closed')
    case 'missing':
      // Nobody has opened it, or it never came to be.
      return isOver ? finish(working, 'expired') : watch(working)
    case 'unclear':
      return watch(working, standing.error)
    default:
      if (isShort(standing) && (isOver || paid)) return byHand(attempt, standing)
      // A ledger closes nothing: that it is over our clock says alone.
      if (isOver && attempt.transfer) return finish(working, 'expired')
      return { ...watch(working, error), ...('payment' in standing && receivedOf(standing.payment)) }
  }
}

const isShort = (standing: Standing<AnyPayment>): boolean =>
  'payment' in standing && comeOf(standing.payment).coverage === 'under'

/** Tokens are there which no call gives back: only their payer can say to which address. */
const byHand = (attempt: Attempt, standing: Standing<AnyPayment>): Step => {
  return { ...named(attempt), at: 'needs-action', ...('payment' in standing && receivedOf(standing.payment)) }
}

const receivedOf = (payment: AnyPayment): Pick<Step, 'received'> => {
  const { received, coverage } = comeOf(payment)
  return received && coverage ? { received } : {}
}

/**
 * Whether the sale may be paid by it. Not while its ending is on the way: where that is a cancelling, the provider gives the money back
 * when it arrives, minutes after it was called paid.
 */
export const mayKeep = ({ entry }: HeldSale, attempt: Attempt): boolean =>
  attempt.superseded !== 'void' && !entry.ending?.[keyOf(attempt)]

async function setEnding({ attempt, sale }: Working, isSent: boolean): Promise<void> {
  const { [keyOf(attempt)]: before, ...others } = sale.entry.ending ?? {}
  if (!!before !== isSent) await sale.write({ ending: isSent ? { ...others, [keyOf(attempt)]: true } : others })
}

/**
 * By the provider's word. That it has expired our clock says alone, and that it is closed keeps nobody from sending tokens, so each call
 * looks whether it was paid after all.
 */
export const isSettled = (end: AttemptEnd | undefined, { transfer }: Pick<Attempt, 'transfer'>): boolean =>
  end !== undefined && end !== 'expired' && !(end === 'closed' && transfer)

const named = ({ provider, orderId }: Attempt) => ({ provider, orderId })

async function finish({ attempt, sale }: Working, at: AttemptEnd): Promise<Step> {
  const { over } = sale.entry
  if (over[keyOf(attempt)] !== at) await sale.write({ over: { ...over, [keyOf(attempt)]: at } })
  return { ...named(attempt), at }
}

function watch({ attempt, gateway, clock }: Working, error?: ShroffError): Step {
  const now = clock.now()
  const due = nextAsk(gateway.rhythm, attempt.placedAt.getTime(), now)
  const end = endOf(attempt)
  // Once more right after its end, which settles it.
  const nextAt = now <= end ? Math.min(due, end + second) : due
  return { ...named(attempt), at: 'open', ...(error && { error }), nextAt: notSooner(nextAt, now, error) }
}

const notSooner = (at: number, now: number, error: ShroffError | undefined) =>
  error?.code === 'RATE_LIMITED' ? Math.max(at, now + minute) : at

/** Gives a second payment back, under numbers that were stored before: asked for again, it is the same refund. */
async function giveBack(working: Working, earlier?: RefundEntry, payment?: AnyPayment): Promise<Step> {
  const { attempt, sale, clock, signal } = working
  if (attempt.transfer && payment) return byHand(attempt, { at: 'paid', payment })
  const gateway = working.gateway as ResolvingGateway
  const now = clock.now()
  const since = earlier?.placedAt ?? now
  const step = (at: 'refunding' | 'needs-action', error?: ShroffError): Step => {
    const due =
      at === 'needs-action' ? now + 30 * minute : Math.max(nextAsk(gateway.rhythm, since, now), now + 10 * second)
    return { ...named(attempt), at, ...(error && { error }), nextAt: notSooner(due, now, error) }
  }
  try {
    const status = (earlier && (await findRefund(working, earlier))) ?? (await refund(working, earlier, payment))
    if (status === 'succeeded') return await finish(working, 'refunded')
    return step(status === 'pending' ? 'refunding' : 'needs-action')
  } catch (error) {
    // What was not written must not be gone on with.
    if (!isShroffError(error) || error.code === 'JOURNAL_FAILED') throw error
    const isForGood =
      error.outcome === 'rejected' && /^(REFUND_REFUSED|REQUEST_REFUSED|NOT_PERMITTED)$/.test(error.code)
    return step(isForGood ? 'needs-action' : 'refunding', error)
  }

  async function refund(working: Working, earlier?: RefundEntry, payment?: AnyPayment): Promise<RefundStatus> {
    const { orderId, placedAt: orderPlacedAt } = attempt
    const { paymentId, amount } = earlier ?? (moneyOf(payment!) as RefundEntry)
    // Found by its time too at some providers, which take no old one. Where the first has not arrived by now it never will.
    const isNew = !earlier || now > earlier.placedAt + onItsWay
    const placedAt = isNew ? Math.floor(now / second) * second : earlier.placedAt
    if (isNew) {
      const entry = { placedAt, amount, ...(paymentId && { paymentId }) }
      await sale.write({ refunds: { ...sale.entry.refunds, [keyOf(attempt)]: entry } })
    }
    const given = { orderId, orderPlacedAt, refundId: refundIdOf(attempt), placedAt: new Date(placedAt) }
    const { status } = await working.call('refundPayment', () =>
      gateway.refundPayment({ ...given, amount, orderAmount: amount, ...(paymentId && { paymentId }) }, { signal }),
    )
    return status
  }
}

async function findRefund(working: Working, { placedAt }: RefundEntry): Promise<RefundStatus | undefined> {
  const { attempt, signal, call } = working
  const gateway = working.gateway as ResolvingGateway
  const { orderId, placedAt: orderPlacedAt } = attempt
  const given = { orderId, orderPlacedAt, refundId: refundIdOf(attempt), placedAt: new Date(placedAt) }
  try {
    return (await call('getRefund', () => gateway.getRefund(given, { signal }))).status
  } catch (error) {
    if (isShroffError(error, 'REFUND_NOT_FOUND')) return undefined
    throw error
  }
}
