import { escapeHtml } from '../../codec/html.js'
import type { WireReply, WireRequest } from '../../core/transport.js'
import type { BookOrder } from '../../mock/book.js'
import {
  type Cashier,
  cashierPathOf,
  isElsewhere,
  nonceOf,
  notice,
  pageOf,
  showCashier,
  visitCashier,
} from '../../mock/cashier.js'
import { agreementIn, consent } from './agreements.js'
import { closeExpired, fail } from './orders.js'
import { payNow } from './pay.js'
import { memoryOf, type Platform } from './platform.js'

const wallet = { zh: 'Alipay+', en: 'Alipay+' } as const
const looks = { wallet, language: 'en' } as const
const path = '/ams/cashier/'

export const payerPath = (order: BookOrder): string => cashierPathOf({ path }, order)

const cashierOf = (platform: Platform): Cashier => ({
  ...looks,
  path,
  book: platform.book,
  clock: platform.clock,
  steps: ['pay', 'refuse', 'timeout', 'leave'],
  subject: (order) => memoryOf(order).description,
  look: (order) => closeExpired(platform, order),
  pay: (order) => payNow(platform, order),
  refuse: (order) => fail(platform, order, 'USER_BALANCE_NOT_ENOUGH'),
  // No signed parameters are documented on the way back.
  back: (order) => back(memoryOf(order).redirectUrl),
})

/** The wallet's pages: what a browser sees at `normalUrl`, and a wallet that scans an order code. */
export function cashier(platform: Platform, request: WireRequest): WireReply | Promise<WireReply> {
  const { pathname, searchParams, origin } = new URL(request.url)
  if (pathname === `${path}agreement`) return agreement(platform, request, searchParams)
  const desk = cashierOf(platform)
  const { numbers } = platform.book
  const order = numbers.get(pathname.startsWith(path) ? pathname.slice(path.length) : origin + pathname)
  if (!order) return visitCashier(desk, request)
  closeExpired(platform, order)
  return showCashier(desk, order, request)
}

function agreement(platform: Platform, request: WireRequest, searchParams: URLSearchParams): WireReply {
  const agreementId = searchParams.get('authState') ?? ''
  const found = agreementIn(platform.book, agreementId || undefined)
  const [zh, en] = ['此处没有协议', 'The mock gateway of Antom has no such agreement']
  if (!found) return notice(looks, request, { zh, en }, 404)
  const nonce = nonceOf(found)
  if (request.method !== 'POST') {
    const action = `${path}agreement?authState=${encodeURIComponent(agreementId)}&nonce=${nonce}`
    const form = `<form method="post" action="${escapeHtml(action)}"><button class="pay">Agree 同意</button></form>`
    return pageOf(looks, request, form)
  }
  if (searchParams.get('nonce') !== nonce || isElsewhere(request))
    return notice(looks, request, { zh: '请在页面上确认', en: 'Please agree on the page' }, 403)
  const location = new URL(found.redirectUrl)
  location.searchParams.set('authCode', consent(platform, found))
  location.searchParams.set('authState', agreementId)
  return back(location.href)!
}

const back = (location: string | undefined): WireReply | undefined =>
  location ? { status: 302, headers: { location }, body: new Uint8Array() } : undefined
