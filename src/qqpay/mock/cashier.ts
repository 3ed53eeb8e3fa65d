import type { WireReply, WireRequest } from '../../core/transport.js'
import type { BookOrder } from '../../mock/book.js'
import { type Cashier, cashierPathOf, showCashier, visitCashier } from '../../mock/cashier.js'
import { payNow } from './charges.js'
import { closeExpired } from './orders.js'
import { memoryOf, type Platform } from './platform.js'

export const cashierPath = '/mqq/pay/cashier/'

export const payerPath = (order: BookOrder): string => cashierPathOf({ path: cashierPath }, order)

const cashierOf = (platform: Platform): Cashier => ({
  book: platform.book,
  clock: platform.clock,
  path: cashierPath,
  wallet: { zh: 'QQ钱包', en: 'QQ Wallet' },
  language: 'zh',
  steps: ['pay', 'refuse', 'timeout', 'leave'],
  subject: (order) => memoryOf(order).description,
  look: (order) => closeExpired(platform, order),
  pay: (order) => payNow(platform, order),
})

/** The wallet's page: what a scanned code opens. */
export function cashier(platform: Platform, request: WireRequest): WireReply | Promise<WireReply> {
  const { searchParams } = new URL(request.url)
  const desk = cashierOf(platform)
  const order = platform.book.numbers.get(searchParams.get('t') ?? '')
  return order ? showCashier(desk, order, request) : visitCashier(desk, request)
}
