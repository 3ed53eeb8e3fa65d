import type { WireReply, WireRequest } from '../../core/transport.js'
import { type BookOrder, payOrder } from '../../mock/book.js'
import { type Cashier, cashierPathOf, visitCashier } from '../../mock/cashier.js'
import { closeExpired } from './orders.js'
import { memoryOf, type Platform, userId } from './platform.js'

export const cashierPath = '/mock-cashier/'

export const payerPath = (order: BookOrder): string => cashierPathOf({ path: cashierPath }, order)

const cashierOf = (platform: Platform): Cashier => ({
  book: platform.book,
  clock: platform.clock,
  path: cashierPath,
  wallet: { zh: '百度收银台', en: 'Baidu’s cashier' },
  language: 'zh',
  steps: ['pay', 'refuse', 'timeout', 'leave'],
  subject: (order) => memoryOf(order).title,
  look: (order) => closeExpired(platform, order),
  pay(order) {
    const at = platform.clock.now()
    payOrder(order, { ...newPayment(platform, order), now: at })
    platform.notify({ type: 'payment.paid', order, at })
  },
})

/** Baidu's own is in its app, so here a page stands in for it. */
export const cashier = (platform: Platform, request: WireRequest): Promise<WireReply> =>
  visitCashier(cashierOf(platform), request)

export function newPayment(platform: Platform, order: BookOrder) {
  closeExpired(platform, order)
  return { paymentId: memoryOf(order).number, payerId: userId }
}
