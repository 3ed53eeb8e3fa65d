import type { Amount } from '../core/amount.js'

/** The provider's book: the same states and limits for all, whatever their wire calls them. */
export type Book = {
  /** By the merchant's numbers; see {@link findOrder} where a number alone does not name an order. */
  readonly orders: Map<string, BookOrder>
  /** By all others that find them: the provider's own, what a code shows; see {@link nameOrder}. */
  readonly numbers: Map<string, BookOrder>
  /** By their numbers, which at some providers are unique within the order only. */
  readonly refunds: Map<string, readonly BookRefund[]>
  /** What one provider keeps beside orders, such as freezes; see {@link beside}. */
  readonly beside: Map<string, unknown>
}

export type BookOrder = {
  readonly orderId: string
  /** Where orders of one number are told apart by the merchant's time of each: whole seconds since 1970. */
  readonly placedAt?: number
  readonly amount: Amount
  /** The amount as it is asked for, where that is in tokens: `12.5 USDC`. */
  readonly tokens?: string
  readonly createdAt: number
  /** Last moment to pay. */
  expiresAt: number
  status: 'pending' | 'paid' | 'closed'
  /** Whether the payer has seen it. At some providers an order that nobody has opened does not exist yet. */
  opened: boolean
  /** The payer has tried to pay and failed; another try is possible while it is pending. */
  declined?: boolean
  paymentId?: string
  payerId?: string
  paidAt?: number
  /** What a coupon of the provider's paid of it, in minor units. */
  coupon?: number
  readonly refunds: BookRefund[]
  /** The id of the last webhook about it; a captured one that is sent again has the same. */
  noticeId?: string
  /** What the provider remembers beside; only its own mock reads it. */
  wire: unknown
}

export type BookRefund = {
  readonly refundId: string
  readonly placedAt?: number
  readonly providerRefundId: string
  readonly order: BookOrder
  /** Minor units. */
  readonly value: number
  readonly createdAt: number
  status: 'pending' | 'succeeded' | 'closed' | 'needs-action'
  settledAt?: number
  noticeId?: string
  readonly wire: unknown
}

/** A step that the book does not allow. */
export type BookError = Error & {
  readonly reason:
    | 'order-exists'
    | 'order-not-pending'
    | 'order-expired'
    | 'order-not-paid'
    | 'refund-too-large'
    | 'refund-final'
}

const notAllowed = (reason: BookError['reason'], message: string): BookError =>
  Object.assign(new Error(message), { reason })

export const isBookError = (error: unknown): error is BookError => error instanceof Error && 'reason' in error

export const createBook = (): Book => ({
  orders: new Map(),
  numbers: new Map(),
  refunds: new Map(),
  beside: new Map(),
})

/** What a provider keeps under this name beside the orders; made at first use. */
export function beside<T>(book: Book, name: string, make: () => T): T {
  const kept = book.beside.has(name) ? (book.beside.get(name) as T) : make()
  book.beside.set(name, kept)
  return kept
}

export function placeOrder(book: Book, order: Omit<BookOrder, 'status' | 'refunds'>): BookOrder {
  const key = keyOf(order.orderId, order.placedAt)
  if (book.orders.has(key)) throw notAllowed('order-exists', `order ${order.orderId} exists`)
  const placed: BookOrder = { ...order, status: 'pending', refunds: [] }
  book.orders.set(key, placed)
  return placed
}

const keyOf = (orderId: string, placedAt: number | undefined) =>
  placedAt === undefined ? orderId : `${orderId} ${placedAt}`

/** The order of this number; of several the one of this time, or else the newest. */
export const findOrder = ({ orders }: Book, orderId: string, placedAt?: number): BookOrder | undefined =>
  orders.get(orderId) ??
  orders.get(keyOf(orderId, placedAt)) ??
  (placedAt === undefined ? [...orders.values()].filter((order) => order.orderId === orderId).at(-1) : undefined)

/** From now on this number finds the order, too. */
export const nameOrder = (book: Book, number: string, order: BookOrder): void => void book.numbers.set(number, order)

export function payOrder(
  order: BookOrder,
  payment: { paymentId: string; payerId: string; now: number; coupon?: number },
): void {
  if (order.status !== 'pending') throw notAllowed('order-not-pending', `order ${order.orderId} is ${order.status}`)
  if (payment.now > order.expiresAt) throw notAllowed('order-expired', `order ${order.orderId} has expired`)
  order.status = 'paid'
  order.opened = true
  order.paymentId = payment.paymentId
  order.payerId = payment.payerId
  order.paidAt = payment.now
  if (payment.coupon) order.coupon = payment.coupon
}

/** Closing a closed order is allowed and changes nothing. */
export function closeOrder(order: BookOrder): void {
  if (order.status === 'paid') throw notAllowed('order-not-pending', `order ${order.orderId} is paid`)
  order.status = 'closed'
}

/** What may still be given back: everything not refunded, nor on its way. A closed refund gave its money back to the shop. */
export function refundable(order: BookOrder): number {
  const taken = order.refunds.filter(({ status }) => status !== 'closed').reduce((sum, { value }) => sum + value, 0)
  return order.amount.value - taken
}

/** All refunds of this number: several only where it is unique within the order. */
export const refundsOf = ({ refunds }: Book, refundId: string): readonly BookRefund[] => refunds.get(refundId) ?? []

export function placeRefund(book: Book, refund: Omit<BookRefund, 'status'>): BookRefund {
  const { order } = refund
  if (order.status !== 'paid') throw notAllowed('order-not-paid', `order ${order.orderId} is ${order.status}`)
  if (refund.value > refundable(order)) {
    throw notAllowed('refund-too-large', `order ${order.orderId} has ${refundable(order)} left to refund`)
  }
  const placed: BookRefund = { ...refund, status: 'pending' }
  order.refunds.push(placed)
  book.refunds.set(refund.refundId, [...refundsOf(book, refund.refundId), placed])
  return placed
}

/** `needs-action` is not final: it goes on to `succeeded` or `closed`. */
export function settleBookRefund(
  refund: BookRefund,
  status: 'succeeded' | 'closed' | 'needs-action',
  now: number,
): void {
  if (refund.status === 'succeeded' || refund.status === 'closed') {
    throw notAllowed('refund-final', `refund ${refund.refundId} is ${refund.status}`)
  }
  refund.status = status
  refund.settledAt = now
}
