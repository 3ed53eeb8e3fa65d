import {
  type BookOrder,
  type BookRefund,
  closeOrder,
  findOrder,
  placeRefund,
  refundable,
  settleBookRefund,
} from '../../mock/book.js'
import type { Fields } from '../canonical.js'
import { refused } from './codes.js'
import { originalOf, payNow, place } from './orders.js'
import {
  clearingDay,
  type Handler,
  memoryOf,
  newQueryId,
  type Platform,
  refundMemoryOf,
  secondsOf,
} from './platform.js'

const day = 24 * 3_600_000

/** Refund (04): of a payment, or of what was taken of a hold. Accepted only, unless the mock is told otherwise. */
export const refund: Handler = (platform, asked) => {
  const { clock, options } = platform
  const order = paidOriginal(platform, asked, ['01', '03'])
  // 330 days by the system, less by the issuers.
  if (clock.now() > order.paidAt! + 330 * day) throw refused('35')
  const value = Number(asked.txnAmt)
  if (isUndone(order) || refundable(order) === 0) throw refused('45')
  if (value > refundable(order)) throw refused('36')
  const placed = giveBack(platform, order, asked, value)
  if (options.instantRefunds) settle(platform, placed)
  return told(placed)
}

/** Undoing (31 of a payment, 32 of a hold, 33 of a taking): whole, on the same clearing day, and done at once. */
export const undo: Handler = (platform, asked) => {
  const order = paidOriginal(platform, asked, [originals[asked.txnType!]!])
  if (standing(order).length > 0) throw refused('45')
  if (asked.txnType === '32' && takingOf(platform, order)) throw refused('35')
  if (Number(asked.txnAmt) !== order.amount.value) throw refused('36')
  // A hold may be given up as long as it is there.
  if (asked.txnType !== '32' && clearingDay(order.paidAt!) !== clearingDay(platform.clock.now())) throw refused('35')
  const placed = giveBack(platform, order, asked, order.amount.value)
  settle(platform, placed)
  return told(placed)
}

const originals: Readonly<Record<string, string>> = { '31': '01', '32': '02', '33': '03' }

/** Reversal (99): named by number and time of what it is about. Whatever became of that, no money stays. */
export const reverse: Handler = (platform, { orderId = '', txnTime, ...asked }) => {
  const { book, clock } = platform
  const order = findOrder(book, orderId, secondsOf(txnTime))
  if (!order) throw refused('34')
  const memory = memoryOf(order)
  // That it may come again is unconfirmed.
  if (memory.reversed) return {}
  if (standing(order).length > 0) throw refused('45')
  if (clearingDay(order.createdAt) !== clearingDay(clock.now())) throw refused('35')
  if (order.status === 'paid') {
    const number = { ...asked, orderId: `reversal ${orderId}`, txnTime: txnTime! }
    settle(platform, giveBack(platform, order, number, order.amount.value))
  } else closeOrder(order)
  memory.reversed = true
  return {}
}

/** Taking (03) of what is held: once, up to 115 % of it. */
export const capture: Handler = (platform, asked) => {
  const hold = paidOriginal(platform, asked, ['02'])
  if (isUndone(hold) || takingOf(platform, hold)) throw refused('45')
  if (Number(asked.txnAmt) > Math.floor((hold.amount.value * 115) / 100)) throw refused('36')
  const order = place(platform, asked, { hold })
  payNow(platform, order)
  return { queryId: order.paymentId!, origQryId: hold.paymentId! }
}

function paidOriginal(platform: Platform, asked: Fields, txnTypes: readonly string[]): BookOrder {
  const order = originalOf(platform, asked)
  const isKind = order && txnTypes.includes(memoryOf(order).asked.txnType!)
  if (!isKind || order.status !== 'paid') throw refused('35')
  return order
}

/** What gives back of it and has not failed. */
const standing = ({ refunds }: BookOrder): readonly BookRefund[] => refunds.filter(({ status }) => status !== 'closed')

const isUndone = (order: BookOrder) => standing(order).some((one) => refundMemoryOf(one).asked.txnType !== '04')

const takingOf = ({ book }: Platform, hold: BookOrder): BookOrder | undefined =>
  [...book.orders.values()].find((order) => memoryOf(order).hold === hold && !isUndone(order))

function giveBack(platform: Platform, order: BookOrder, asked: Fields, value: number): BookRefund {
  return placeRefund(platform.book, {
    refundId: asked.orderId!,
    placedAt: secondsOf(asked.txnTime),
    providerRefundId: newQueryId(platform),
    order,
    value,
    createdAt: platform.clock.now(),
    wire: { asked },
  })
}

function settle({ clock, notify }: Platform, refund: BookRefund): void {
  settleBookRefund(refund, 'succeeded', clock.now())
  notify({ type: 'refund', refund, status: 'succeeded', at: clock.now() })
}

const told = ({ providerRefundId, order }: BookRefund): Fields => ({
  queryId: providerRefundId,
  origQryId: order.paymentId!,
})
