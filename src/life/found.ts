import type { Amount } from '../core/amount.js'
import { configError, isShroffError, type ShroffError } from '../core/errors.js'
import type { SettleJournal } from '../core/journal.js'
import { undocumented } from '../core/read.js'
import type { TokenAmount } from '../core/token-amount.js'
import type { Gateway } from '../gateway/gateway.js'
import { type Asked, afterClosing, close, isOpen, standingOf } from './ask.js'
import { type AnyPayment, comeOf, endOf } from './attempt.js'
import {
  type AnySweepingGateway,
  isCharge,
  isRefund,
  lateFrom,
  type OpenCharge,
  type OpenOrder,
  type OpenPayment,
  type OpenRefund,
  type SweepEvent,
} from './open.js'

type WithoutCommon<E> = E extends unknown ? Omit<E, 'id' | 'provider'> : never
export type NewEvent = WithoutCommon<SweepEvent<Amount | TokenAmount>>

/** Why an order is listed. */
export type Trouble = {
  readonly why: 'late' | 'unclear' | 'missing' | 'needs-action'
  readonly next: string
  readonly error?: ShroffError
}

/** What asking found. `isOver`: nothing is left to ask once the event is told. */
export type Found = { readonly event?: NewEvent; readonly isOver?: true; readonly trouble?: Trouble }

/** How it is asked. */
export type Asking = Omit<Asked, 'attempt' | 'gateway'> & {
  readonly gateway: AnySweepingGateway
  readonly journal: SettleJournal
}

/** Asks where it stands, and closes a payment whose end is past. What a provider answers, or its gateway throws, is not thrown. */
export async function find(order: OpenOrder, asking: Asking): Promise<Found> {
  try {
    if (isRefund(order)) return await findRefund(order, asking)
    return await (isCharge(order) ? findCharge(order, asking) : findPayment(order, asking))
  } catch (error) {
    // A gateway of the shop's own may throw anything: the other orders are asked about all the same.
    if (!isShroffError(error)) return { trouble: { why: 'unclear', next: `Mend the gateway, which threw: ${error}.` } }
    // The till is still at it.
    return isShroffError(error, 'ORDER_BUSY') ? {} : { trouble: unclear(error) }
  }
}

async function findPayment(order: OpenPayment, asking: Asking): Promise<Found> {
  const { orderId, placedAt, reference } = order
  const row = { placedAt, ...(reference && { reference }) }
  const asked: Asked = { ...asking, attempt: order }
  const isPast = asking.clock.now() > endOf(order)
  const ended = (type: 'payment.closed' | 'payment.failed', payment?: AnyPayment): Found => {
    const { paymentId } = payment ?? {}
    const come = payment ? comeOf(payment) : {}
    const event = { type, orderId, ...row, ...(paymentId && { paymentId }), ...come } as const
    if (come.coverage === 'under') return { event, trouble: tooLittle(order, come.received) }
    return order.transfer ? { event, trouble: { why: 'late', next: closedTokens } } : { event, isOver: true }
  }
  let standing = await standingOf(asked)
  // What its provider does not know may be one that nobody has paid, and can be closed.
  if ((isOpen(standing) || standing.at === 'missing') && isPast) {
    const closing = await close(asked)
    // What had come by then is in it still.
    const come = order.transfer && 'payment' in standing ? standing.payment : undefined
    if (closing === 'closed') return ended('payment.closed', come)
    standing = await afterClosing(asked, standing, closing)
  }
  switch (standing.at) {
    case 'paid':
      return { event: { ...paidOf(standing.payment), ...row }, isOver: true }
    case 'closed':
    case 'failed':
      return ended(`payment.${standing.at}`, standing.payment)
    case 'missing':
      // Nobody has opened it, or it never came to be.
      return isPast ? ended('payment.closed') : {}
    case 'unclear':
      return { trouble: unclear(standing.error) }
    default: {
      const { coverage, received } = comeOf(standing.payment)
      if (isPast && coverage === 'under') return { trouble: tooLittle(order, received) }
      return isPast ? { trouble: { why: 'late', next: order.transfer ? lateTokens : lateMoney } } : {}
    }
  }
}

const lateMoney = 'Its time is over, and its provider keeps it open: look at it in its console.'
const lateTokens =
  'Nothing has come in its time. No ledger refuses a late transfer: leave it in your list for as long as you would take one.'

const closedTokens =
  'It is closed, and no chain refuses a late transfer: leave it in your list for as long as you would take one.'

const tooLittle = ({ transfer }: OpenPayment, received: TokenAmount | undefined): Trouble => {
  const { amount } = transfer ?? {}
  const much = received && amount ? `${received.value} of ${amount.value} ${amount.asset}` : 'too little'
  return { why: 'needs-action', next: `Its time is over, and ${much} have come: ask the payer where they go back to.` }
}

function paidOf(payment: AnyPayment) {
  const { orderId, paymentId, amount, paidAt } = payment
  if (!paymentId || !amount) throw undocumented('a payment that is paid, without its number or amount')
  return { type: 'payment.paid', orderId, paymentId, amount, ...comeOf(payment), ...(paidAt && { paidAt }) } as const
}

async function findRefund(order: OpenRefund, { call, signal, clock, ...asking }: Asking): Promise<Found> {
  const gateway = asking.gateway as Pick<Gateway, 'getRefund'>
  const { orderPlacedAt, placedAt, reference, refundReference } = order
  const row = { placedAt, ...(reference && { reference }), ...(refundReference && { refundReference }) }
  const number = {
    orderId: order.orderId,
    refundId: order.refundId,
    ...row,
    ...(orderPlacedAt && { orderPlacedAt }),
  }
  try {
    const { orderId, refundId, status, amount } = await call('getRefund', () => gateway.getRefund(number, { signal }))
    if (status === 'pending')
      return clock.now() > lateFrom(order)
        ? { trouble: { why: 'late', next: 'Ask the provider’s support where the money is.' } }
        : {}
    const event = { type: `refund.${status}`, orderId, refundId, amount, ...row } as const
    if (status !== 'needs-action') return { event, isOver: true }
    return {
      event,
      trouble: { why: 'needs-action', next: 'The money cannot go back by itself: end it in the provider’s console.' },
    }
  } catch (error) {
    if (!isShroffError(error, 'REFUND_NOT_FOUND')) throw error
    return { trouble: { why: 'missing', next: 'Call refundPayment again, with the same refundId.', error } }
  }
}

async function findCharge(order: OpenCharge, { gateway, call, signal, journal }: Asking): Promise<Found> {
  const { settlePayment } = gateway
  const { provider, orderId, placedAt, chargedAt, undoing } = order
  const next = `Give it its settlePayment: ${provider}Gateway(client, { settlePayment }).`
  if (!settlePayment) throw configError(`The gateway of ${provider} goes on with no charges.`, next)
  const given = { orderId, ...(placedAt && { placedAt }), ...(undoing !== undefined && { undoing }) }
  const times = placedAt && { placedAt }
  // The payer has left long since.
  const settling = { ...given, chargedAt, journal, patience: 15_000 }
  const end = await call('settlePayment', () => settlePayment(settling, { signal }))
  switch (end.result) {
    case 'paid':
      return { event: { ...paidOf(end.payment), ...times }, isOver: true }
    case 'reversed':
      return end.lateChargePossibleUntil ? {} : { event: { type: 'payment.closed', orderId, ...times }, isOver: true }
    case 'refund-due':
      return {
        trouble: { why: 'needs-action', next: 'Deliver nothing, and give it back by refundPayment.', error: end.error },
      }
    case 'unresolved':
      return { trouble: unclear(end.error) }
  }
}

const unclear = (error: ShroffError): Trouble => ({
  why: 'unclear',
  next: error.next ?? 'Nothing for now: it is asked again.',
  error,
})
