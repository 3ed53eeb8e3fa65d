import { escapeHtml, formPage } from '../../codec/html.js'
import type { WireReply, WireRequest } from '../../core/transport.js'
import type { BookOrder } from '../../mock/book.js'
import { type Cashier, cashierPathOf, formReply, pageOf, showCashier, visitCashier } from '../../mock/cashier.js'
import type { Fields } from '../canonical.js'
import { messageOf } from './codes.js'
import { ofOrder, payNow, place } from './orders.js'
import { memoryOf, type Platform } from './platform.js'
import { signFields } from './sign.js'
import { noticeFields } from './webhook.js'

const looks = { wallet: { zh: '银联在线支付 收银台', en: 'UnionPay' }, language: 'zh' } as const

export const cashierPath = '/gateway/mock/cashier/'

export const payerPath = (order: BookOrder): string => cashierPathOf({ path: cashierPath }, order)

const cashierOf = (platform: Platform): Cashier => ({
  ...looks,
  path: cashierPath,
  book: platform.book,
  clock: platform.clock,
  steps: ['pay', 'refuse', 'timeout'],
  subject: (order) => memoryOf(order).asked.orderDesc ?? '',
  note(order) {
    const { code } = ofOrder(platform, order)
    return code === '05' ? undefined : `${code} ${messageOf(code)}`
  },
  pay: (order) => payNow(platform, order),
  back: (order, step) => (step === 'pay' && order.status === 'paid' ? back(platform, order) : undefined),
})

/** What the browser sees that has brought an order. */
export const openCashier = (platform: Platform, asked: Fields, request: WireRequest): WireReply =>
  showCashier(cashierOf(platform), place(platform, asked), request)

/** UnionPay's pages beside: a scanned code, an order as the app opens it, and the buttons of both. */
export function cashier(platform: Platform, request: WireRequest): WireReply | Promise<WireReply> {
  const { pathname, origin } = new URL(request.url)
  const { numbers } = platform.book
  const order = numbers.get(pathname.startsWith(cashierPath) ? pathname.slice(cashierPath.length) : origin + pathname)
  return order ? showCashier(cashierOf(platform), order, request) : visitCashier(cashierOf(platform), request)
}

/** The browser goes back to `frontUrl` by a POST with the same signed fields as the notification. */
async function back(platform: Platform, order: BookOrder): Promise<WireReply | undefined> {
  const { frontUrl } = memoryOf(order).asked
  if (frontUrl === undefined) return undefined
  const fields = await signFields(platform, await noticeFields(platform, ofOrder(platform, order)))
  return formReply(formPage(frontUrl, fields, '返回商户'))
}

/** What a browser is told that brought something else than an order. */
export const refusedPage = (request: WireRequest, code: string, message: string): WireReply =>
  pageOf(looks, request, `<h1>交易失败</h1><p id="respCode">${escapeHtml(code)}</p><p>${escapeHtml(message)}</p>`)

export const unreadablePage = (request: WireRequest, why: string): WireReply =>
  pageOf(looks, request, `<h1>HTTP Status 400</h1><p>(mock: ${escapeHtml(why)})</p>`, 400)
