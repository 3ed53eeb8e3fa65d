import type { WireReply, WireRequest } from '../../core/transport.js'
import { type BookOrder, payOrder } from '../../mock/book.js'
import { type Cashier, cashierPathOf, isElsewhere, showCashier, visitCashier } from '../../mock/cashier.js'
import { newPayment } from './charges.js'
import { closeWhenForgotten } from './orders.js'
import { memoryOf, type Platform } from './platform.js'

const path = '/cashier/'

/** Of the page between the shop's own and the wallet, to which `h5_url` leads. */
export const middlePath = '/cgi-bin/mmpayweb-bin/checkmweb'

export const payerPath = (order: BookOrder): string => cashierPathOf({ path }, order)

export const isCashier = (pathname: string): boolean => pathname.startsWith(path) || pathname === middlePath

/** In place of the wallet's own screens, which no browser shows: what is at the port of the mock alone. */
export function cashier(platform: Platform, request: WireRequest): WireReply | Promise<WireReply> {
  const desk = deskOf(platform)
  const { href, pathname, searchParams } = new URL(request.url)
  if (pathname !== middlePath) return visitCashier(desk, request)
  const [credential = ''] = href.split('&redirect_url=')
  const order = platform.book.numbers.get(credential)
  if (!order || isElsewhere(request)) return visitCashier(desk, request)
  desk.look?.(order)
  const back = searchParams.get('redirect_url')
  if (back !== null && /^https?:/.test(back) && URL.canParse(back)) memoryOf(order).redirectUrl = new URL(back).href
  return showCashier(desk, order, request)
}

const deskOf = (platform: Platform): Cashier => ({
  book: platform.book,
  clock: platform.clock,
  path,
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
  // Nothing signed is documented on the way back, and the real one goes back whether or not it was paid.
  back(order) {
    const { redirectUrl: location } = memoryOf(order)
    return location === undefined ? undefined : { status: 302, headers: { location }, body: new Uint8Array() }
  },
})
