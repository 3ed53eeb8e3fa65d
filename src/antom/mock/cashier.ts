import { escapeHtml } from '../../codec/html.js'
import { formatAmount } from '../../core/amount.js'
import type { WireReply, WireRequest } from '../../core/transport.js'
import { utf8 } from '../../crypto/bytes.js'
import type { BookOrder } from '../../mock/book.js'
import { agreementIn, consent } from './agreements.js'
import { closeExpired, fail } from './orders.js'
import { payNow } from './pay.js'
import { memoryOf, type Platform } from './platform.js'

/** The wallet's pages: what a browser sees at `normalUrl`, and a wallet that scans an order code. */
export function cashier(platform: Platform, request: WireRequest): WireReply {
  const { pathname, searchParams, origin } = new URL(request.url)
  if (pathname === '/ams/cashier/agreement')
    return agreement(platform, request.method, searchParams.get('authState') ?? '')
  const [, paymentId, step] = /^\/ams\/cashier\/(\w+)(?:\/(\w+))?$/.exec(pathname) ?? []
  const { numbers } = platform.book
  const order = numbers.get(paymentId ?? origin + pathname)
  if (!order) return page('<h1>The mock gateway of Antom has nothing here</h1>', 404)
  // Whoever sees the page has begun to pay.
  order.opened = true
  closeExpired(platform, order)
  if (order.status === 'closed') return page('<h1>The order is closed</h1>', 410)
  if (step === undefined) return show(order)
  if (request.method !== 'POST') return page('<h1>Please confirm</h1>', 405)
  if (order.status === 'pending' && step === 'pay') payNow(platform, order)
  if (order.status === 'pending' && step === 'refuse') fail(platform, order, 'USER_BALANCE_NOT_ENOUGH')
  // No signed parameters are documented on the way back.
  return back(memoryOf(order).redirectUrl)
}

function show(order: BookOrder): WireReply {
  const { paymentId, description } = memoryOf(order)
  const button = (step: string, words: string) =>
    `<form method="post" action="/ams/cashier/${paymentId}/${step}"><button>${words}</button></form>`
  const price = `${formatAmount(order.amount)} ${order.amount.currency}`
  return page(
    `<h1>Alipay+ (mock)</h1><p>${escapeHtml(description)}</p><p id="amount">${price}</p>${button('pay', 'Pay')}${button('refuse', 'Refuse')}${button('leave', 'Leave')}`,
  )
}

function agreement(platform: Platform, method: string, agreementId: string): WireReply {
  const found = agreementIn(platform.book, agreementId || undefined)
  if (!found) return page('<h1>The mock gateway of Antom has no such agreement</h1>', 404)
  if (method !== 'POST') {
    const action = `/ams/cashier/agreement?authState=${encodeURIComponent(agreementId)}`
    return page(
      `<h1>Alipay+ (mock)</h1><form method="post" action="${escapeHtml(action)}"><button>Agree</button></form>`,
    )
  }
  const location = new URL(found.redirectUrl)
  location.searchParams.set('authCode', consent(platform, found))
  location.searchParams.set('authState', agreementId)
  return back(location.href)
}

const back = (location: string | undefined): WireReply =>
  location ? { status: 302, headers: { location }, body: new Uint8Array() } : page('<h1>Done</h1>')

const page = (html: string, status = 200): WireReply => ({
  status,
  headers: { 'content-type': 'text/html;charset=utf-8' },
  body: utf8(`<!doctype html><meta charset="utf-8"><title>Antom mock</title>${html}`),
})
