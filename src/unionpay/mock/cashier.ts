import { escapeHtml, formPage } from '../../codec/html.js'
import { formatAmount } from '../../core/amount.js'
import type { WireReply, WireRequest } from '../../core/transport.js'
import { utf8 } from '../../crypto/bytes.js'
import type { BookOrder } from '../../mock/book.js'
import type { Fields } from '../canonical.js'
import { messageOf } from './codes.js'
import { ofOrder, payNow, place } from './orders.js'
import { memoryOf, type Platform } from './platform.js'
import { signFields } from './sign.js'
import { noticeFields } from './webhook.js'

/** What the browser sees that has brought an order. */
export const openCashier = (platform: Platform, asked: Fields): WireReply => show(platform, place(platform, asked))

/** UnionPay's pages beside: a scanned code, an order as the app opens it, and the buttons of both. */
export async function cashier(platform: Platform, request: WireRequest): Promise<WireReply> {
  const { pathname, origin } = new URL(request.url)
  const [, tn, step] = new RegExp(`^${cashierPath}(\\d+)(?:/(\\w+))?$`).exec(pathname) ?? []
  const order = platform.book.numbers.get(tn ?? origin + pathname)
  if (!order) return page('<h1>The mock gateway of UnionPay has nothing here</h1>', 404)
  if (step === undefined) return show(platform, order)
  if (request.method !== 'POST') return page('<h1>请确认付款</h1>', 405)
  const isOpen = order.status === 'pending' && platform.clock.now() <= order.expiresAt
  if (!isOpen) return show(platform, order)
  if (step === 'timeout') order.expiresAt = platform.clock.now() - 1
  if (step === 'refuse') order.declined = true
  if (step !== 'pay') return show(platform, order)
  payNow(platform, order)
  return back(platform, order)
}

export const cashierPath = '/gateway/mock/cashier/'

function show(platform: Platform, order: BookOrder): WireReply {
  // Whoever sees the page has begun to pay.
  order.opened = true
  const { tn, asked } = memoryOf(order)
  const { code } = ofOrder(platform, order)
  const price = `<p>${escapeHtml(asked.orderDesc ?? '')}</p><p id="amount">¥${formatAmount(order.amount)}</p>`
  const button = (step: string, words: string) =>
    `<form method="post" action="${cashierPath}${tn}/${step}"><button>${words}</button></form>`
  const isOver = code !== '05' && !(code === '64' && order.status === 'pending')
  if (isOver) return page(`<h1 id="respCode">${code}</h1><p>${messageOf(code)}</p>${price}`)
  const again = code === '05' ? '' : `<p id="respCode">${messageOf(code)}</p>`
  const buttons = `${button('pay', '确认付款')}${button('refuse', '拒绝')}${button('timeout', '超时')}`
  return page(`<h1>银联在线支付 收银台 (mock)</h1>${price}${again}${buttons}`)
}

/** The browser goes back to `frontUrl` by a POST with the same signed fields as the notification. */
async function back(platform: Platform, order: BookOrder): Promise<WireReply> {
  const { frontUrl } = memoryOf(order).asked
  if (frontUrl === undefined) return page('<h1>支付成功</h1>')
  const fields = await signFields(platform, await noticeFields(platform, ofOrder(platform, order)))
  return html(formPage(frontUrl, fields, '返回商户'))
}

const html = (text: string, status = 200): WireReply => ({
  status,
  headers: { 'content-type': 'text/html;charset=UTF-8' },
  body: utf8(text),
})

export const page = (text: string, status = 200): WireReply =>
  html(`<!doctype html><meta charset="utf-8"><title>银联 mock</title>${text}`, status)
