import type { WireReply, WireRequest } from '../../core/transport.js'
import { type BookOrder, closeOrder } from '../../mock/book.js'
import { type Cashier, cashierPathOf, showCashier, visitCashier } from '../../mock/cashier.js'
import { payNow } from './charges.js'
import { closeExpired } from './orders.js'
import { memoryOf, type Platform } from './platform.js'

export const cashierPath = '/r/cashier/'

export const payerPath = (order: BookOrder): string => cashierPathOf({ path: cashierPath }, order)

const cashierOf = (platform: Platform): Cashier => ({
  book: platform.book,
  clock: platform.clock,
  path: cashierPath,
  wallet: { zh: '拉卡拉', en: 'Lakala' },
  language: 'zh',
  steps: ['pay', 'refuse', 'timeout', 'leave'],
  subject: (order) => memoryOf(order).description,
  look: (order) => closeExpired(platform, order),
  pay: (order) => payNow(platform, order),
  // A trade that failed is final.
  refuse(order) {
    if (memoryOf(order).kind === 'COUNTER') return
    memoryOf(order).failed = true
    closeOrder(order)
  },
  // No signed parameters are documented on the way back.
  back(order) {
    const { returnUrl: location } = memoryOf(order)
    return location ? { status: 302, headers: { location }, body: new Uint8Array() } : undefined
  },
})

/** What a scanned code, a wallet's page and the counter's open. */
export function cashier(platform: Platform, request: WireRequest): WireReply | Promise<WireReply> {
  const desk = cashierOf(platform)
  const { numbers } = platform.book
  const [address = ''] = request.url.split('?charset')
  const order = numbers.get(address)
  return order ? showCashier(desk, order, request) : visitCashier(desk, request)
}
