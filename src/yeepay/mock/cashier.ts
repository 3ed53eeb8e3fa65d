import type { WireReply, WireRequest } from '../../core/transport.js'
import type { BookOrder } from '../../mock/book.js'
import { type Cashier, cashierPathOf, showCashier, visitCashier } from '../../mock/cashier.js'
import { payNow } from './charges.js'
import { closeExpired } from './orders.js'
import { memoryOf, type Platform } from './platform.js'

export const cashierPath = '/yop-cashier/'

export const payerPath = (order: BookOrder): string => cashierPathOf({ path: cashierPath }, order)

const cashierOf = (platform: Platform): Cashier => ({
  book: platform.book,
  clock: platform.clock,
  path: cashierPath,
  wallet: { zh: '易宝支付', en: 'YeePay' },
  language: 'zh',
  steps: ['pay', 'refuse', 'timeout', 'leave'],
  subject: (order) => memoryOf(order).description,
  look: (order) => closeExpired(platform, order),
  pay: (order) => payNow(platform, order),
  // No signed parameters are documented on the way back.
  back: (order) => back(memoryOf(order).redirectUrl),
})

/** YeePay's pages: its cashier, and what a scanned code opens. */
export function cashier(platform: Platform, request: WireRequest): WireReply | Promise<WireReply> {
  const desk = cashierOf(platform)
  const order = platform.book.numbers.get(request.url)
  return order ? showCashier(desk, order, request) : visitCashier(desk, request)
}

const back = (location: string | undefined): WireReply | undefined =>
  location ? { status: 302, headers: { location }, body: new Uint8Array() } : undefined
