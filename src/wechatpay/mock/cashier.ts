import type { WireReply, WireRequest } from '../../core/transport.js'
import { type BookOrder, payOrder } from '../../mock/book.js'
import { cashierPathOf, visitCashier } from '../../mock/cashier.js'
import { newPayment } from './charges.js'
import { closeWhenForgotten } from './orders.js'
import { memoryOf, type Platform } from './platform.js'

export const cashierPath = '/cashier/'

export const payerPath = (order: BookOrder): string => cashierPathOf({ path: cashierPath }, order)

/** In place of the wallet's own screens, which no browser shows: what is at the port of the mock alone. */
export const cashier = (platform: Platform, request: WireRequest): Promise<WireReply> =>
  visitCashier(
    {
      book: platform.book,
      clock: platform.clock,
      path: cashierPath,
      wallet: { zh: '微信支付', en: 'WeChat Pay' },
      language: 'zh',
      steps: ['pay', 'refuse', 'timeout'],
      subject: (order) => String(memoryOf(order).prepay.description ?? ''),
      look: (order) => closeWhenForgotten(platform, order),
      pay(order) {
        const now = platform.clock.now()
        payOrder(order, { ...newPayment(platform, order), now })
        platform.notify({ type: 'payment.paid', order, at: now })
      },
    },
    request,
  )
