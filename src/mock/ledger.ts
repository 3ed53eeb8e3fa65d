import type { Amount } from '../core/amount.js'

/** The provider's book: the same states and limits for all, whatever their wire calls them. */
export type Ledger = {
  readonly orders: Map<string, LedgerOrder>
  readonly refunds: Map<string, LedgerRefund>
}

export type LedgerOrder = {
  readonly orderId: string
  readonly amount: Amount
  readonly createdAt: number
  /** Last moment to pay. */
  expiresAt: number
  status: 'pending' | 'paid' | 'closed'
  /** Whether the payer has seen it. At some providers an order that nobody has opened does not exist yet. */
  opened: boolean
  paymentId?: string
  payerId?: string
  paidAt?: number
  readonly refunds: LedgerRefund[]
  /** The id of the last webhook about it; a captured one that is sent again has the same. */
  noticeId?: string
  /** What the provider remembers beside; only its own mock reads it. */
  wire: unknown
}

export type LedgerRefund = {
  readonly refundId: string
  readonly providerRefundId: string
  readonly order: LedgerOrder
  /** Minor units. */
  readonly value: number
  readonly createdAt: number
  status: 'pending' | 'succeeded' | 'closed' | 'needs-action'
  settledAt?: number
  noticeId?: string
  readonly wire: unknown
}

/** A step that the ledger does not allow. */
export type LedgerError = Error & {
  readonly reason:
    | 'order-exists'
    | 'order-not-pending'
    | 'order-expired'
    | 'order-not-paid'
    | 'refund-too-large'
    | 'refund-final'
}

const notAllowed = (reason: LedgerError['reason'], message: string): LedgerError =>
  Object.assign(new Error(message), { reason })

export const isLedgerError = (error: unknown): error is LedgerError => error instanceof Error && 'reason' in error

export const createLedger = (): Ledger => ({ orders: new Map(), refunds: new Map() })

export function placeOrder(ledger: Ledger, order: Omit<LedgerOrder, 'status' | 'refunds'>): LedgerOrder {
  if (ledger.orders.has(order.orderId)) throw notAllowed('order-exists', `order ${order.orderId} exists`)
  const placed: LedgerOrder = { ...order, status: 'pending', refunds: [] }
  ledger.orders.set(order.orderId, placed)
  return placed
}

export function payOrder(order: LedgerOrder, payment: { paymentId: string; payerId: string; now: number }): void {
  if (order.status !== 'pending') throw notAllowed('order-not-pending', `order ${order.orderId} is ${order.status}`)
  if (payment.now > order.expiresAt) throw notAllowed('order-expired', `order ${order.orderId} has expired`)
  order.status = 'paid'
  order.opened = true
  order.paymentId = payment.paymentId
  order.payerId = payment.payerId
  order.paidAt = payment.now
}

/** The order that was paid under this number of the provider's. */
export const orderByPaymentId = ({ orders }: Ledger, paymentId: unknown): LedgerOrder | undefined =>
  [...orders.values()].find((order) => order.paymentId === paymentId)

/** Closing a closed order is allowed and changes nothing. */
export function closeOrder(order: LedgerOrder): void {
  if (order.status === 'paid') throw notAllowed('order-not-pending', `order ${order.orderId} is paid`)
  order.status = 'closed'
}

/** What may still be given back: everything not refunded, nor on its way. A closed refund gave its money back to the shop. */
export function refundable(order: LedgerOrder): number {
  const taken = order.refunds.filter(({ status }) => status !== 'closed').reduce((sum, { value }) => sum + value, 0)
  return order.amount.value - taken
}

export function placeRefund(ledger: Ledger, refund: Omit<LedgerRefund, 'status'>): LedgerRefund {
  const { order } = refund
  if (order.status !== 'paid') throw notAllowed('order-not-paid', `order ${order.orderId} is ${order.status}`)
  if (refund.value > refundable(order)) {
    throw notAllowed('refund-too-large', `order ${order.orderId} has ${refundable(order)} left to refund`)
  }
  const placed: LedgerRefund = { ...refund, status: 'pending' }
  order.refunds.push(placed)
  ledger.refunds.set(refund.refundId, placed)
  return placed
}

/** `needs-action` is not final: it goes on to `succeeded` or `closed`. */
export function settleLedgerRefund(
  refund: LedgerRefund,
  status: 'succeeded' | 'closed' | 'needs-action',
  now: number,
): void {
  if (refund.status === 'succeeded' || refund.status === 'closed') {
    throw notAllowed('refund-final', `refund ${refund.refundId} is ${refund.status}`)
  }
  refund.status = status
  refund.settledAt = now
}
