import type { EventCommon } from '../core/event.js'
import type { FromShape } from '../core/shape.js'
import { inShape } from '../core/shape.js'
import { type CircleMovement, toMovement } from './movement.js'
import { type CirclePayment, toPayment } from './payment.js'
import { type CircleRefund, refundStates, toRefund } from './refund.js'
import { type CircleRecipient, type CircleTransfer, toRecipient, toTransfer } from './transfer.js'
import { intentShape, objectNames, paymentShape, payoutShape, recipientShape } from './wire.js'

type Common = EventCommon & {
  readonly provider: 'circle'
  /** The verified message, in Circle's own spelling. */
  readonly raw: unknown
}

/**
 * A payment intent has taken a step; all that `getPayment` tells is in it. `payment.pending` may bring the address, or say that part of
 * the money is there. Compare `received` and `coverage` before you deliver, and find the order by its `reference`.
 */
export type CirclePaymentEvent = Common &
  CirclePayment & { readonly type: 'payment.paid' | 'payment.pending' | 'payment.closed' | 'payment.failed' }

/** A refund has come to an end, or waits for you. Circle tells its own id of it only. */
export type CircleRefundEvent = Common &
  CircleRefund & { readonly type: 'refund.succeeded' | 'refund.closed' | 'refund.needs-action' }

/** A verified message that has no type here. */
export type CircleOtherEvent = Common & {
  readonly type: 'other'
  /** Circle's own name, such as `payments` or `webhooks.test`. */
  readonly name: string
  /** What has come or goes back, where it is a step of a payment: each one to a continuous address, say. */
  readonly movement?: CircleMovement
  /** Where it is a step of a payout. */
  readonly transfer?: CircleTransfer
  /** Where it is about an address of the address book. */
  readonly recipient?: CircleRecipient
}

/** What Circle says, whoever carries it. */
export type Said = {
  /** `notificationType`. */
  readonly name: string
  /** What holds the object, under its name or as it is. */
  readonly within: unknown
  /** Of the message itself, for what has no number and state of its own. */
  readonly messageId: string
  readonly raw: unknown
}

export type CircleEvent = CircleOtherEvent | CircleRefundEvent | CirclePaymentEvent

/**
 * Types what is verified. One step may be told more than once, in messages of other numbers (Amazon has two regions), so an event is
 * known by what it is about and where that stands.
 */
export function toEvent({ name, within, messageId, raw }: Said): CircleEvent {
  const common = { provider: 'circle', raw } as const
  const kind = name.split('.')[0]!
  const other = (number = messageId) => ({ type: 'other', id: `${name}/${number}`, ...common, name }) as const
  const object = objectIn(kind, within)
  if (object === undefined) return other()
  if (kind === 'paymentIntents') {
    const { status, ...payment } = toPayment(inShape(intentShape, object))
    const { reference, state, received, refunded } = payment
    // Paid it is once, however much comes after that.
    const step = `${state}/${received.value}/${refunded.value}`
    const id = `paymentIntents/${reference}/${status === 'paid' && state !== 'refunded' ? 'paid' : step}`
    // That a refund of it has begun is told by the refund itself: the payment was told of before.
    if (state === 'refunded') return { ...other(), id }
    return { ...payment, status, type: paymentTypes[status], id, ...common }
  }
  if (kind === 'payments') {
    const wire = inShape(paymentShape, object)
    const id = `payments/${wire.id}/${wire.status}`
    const end = wire.type === 'refund' ? refundTypes[refundStates[wire.status] ?? 'pending'] : undefined
    if (end) return { ...toRefund(wire), type: end, id, ...common }
    return { ...other(), id, movement: toMovement(wire) }
  }
  if (kind === 'payouts') {
    const transfer = toTransfer(inShape(payoutShape, object))
    return { ...other(`${transfer.providerTransferId}/${transfer.status}`), transfer }
  }
  const recipient = toRecipient(inShape(recipientShape, object))
  return { ...other(`${recipient.providerRecipientId}/${recipient.status}`), recipient }
}

/** The object of a kind that is known here. */
export function objectIn(kind: string, within: unknown): unknown {
  if (!Object.hasOwn(objectNames, kind) || typeof within !== 'object' || within === null) return undefined
  const name = objectNames[kind as keyof typeof objectNames]
  return Object.hasOwn(within, name) ? (within as Record<string, unknown>)[name] : within
}

const paymentTypes = {
  pending: 'payment.pending',
  processing: 'payment.pending',
  paid: 'payment.paid',
  closed: 'payment.closed',
  failed: 'payment.failed',
} as const

const refundTypes = {
  pending: undefined,
  succeeded: 'refund.succeeded',
  closed: 'refund.closed',
  'needs-action': 'refund.needs-action',
} as const satisfies Record<FromShape<'string'> & CircleRefund['status'], unknown>
