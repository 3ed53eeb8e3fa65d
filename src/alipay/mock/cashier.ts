import { gbk } from '../../codec/gbk.js'
import { escapeHtml } from '../../codec/html.js'
import { toChinaText } from '../../codec/time.js'
import type { WireReply } from '../../core/transport.js'
import { utf8 } from '../../crypto/bytes.js'
import type { BookOrder } from '../../mock/book.js'
import type { Json } from '../../mock/http.js'
import { yuanText } from '../../mock/numbers.js'
import { isRefusal, type Refusal } from '../../mock/refusal.js'
import { signType } from '../wire.js'
import { scan } from './codes.js'
import { closeExpired, payTrade } from './orders.js'
import { memoryOf, type Platform } from './platform.js'
import { refuse } from './refusals.js'
import { signForm, signText } from './sign.js'

const products: ReadonlyMap<string, string> = new Map([
  ['alipay.trade.page.pay', 'FAST_INSTANT_TRADE_PAY'],
  ['alipay.trade.wap.pay', 'QUICK_WAP_WAY'],
])

/** Whether a browser opens it, and not a program. */
export const isPage = (method: string): boolean => products.has(method)

/** A page is opened for its own product only, which must be named; an app's order string may leave it out. */
export function mustBeOfProduct({ options }: Platform, method: string, { product_code }: Json): void {
  const product = products.get(method)
  // Not documented, but what many clients send.
  const isTolerated = product_code === 'QUICK_WAP_PAY' && !options.unconfirmed?.refusesQuickWapPay
  if (product === undefined || product_code === product) return
  if (product === 'QUICK_WAP_WAY' && isTolerated) return
  throw refuse('ACQ.INVALID_PARAMETER', '参数无效：product_code')
}

/** The page on which the payer confirms: what a browser sees after `page.pay` or `wap.pay`, and an app after its order string. */
export function cashier(order: BookOrder): WireReply {
  // Whoever sees the cashier has logged in: from now on the trade exists.
  order.opened = true
  const { subject } = memoryOf(order)
  const pay = `/cashier/pay?out_trade_no=${encodeURIComponent(order.orderId)}`
  return page(`<h1>支付宝 收银台 (mock)</h1>
<p>${escapeHtml(subject)}</p><p id="amount">¥${yuanText(order.amount.value)}</p>
<form method="post" action="${escapeHtml(pay)}"><button>确认付款</button></form>`)
}

/** What a payer's wallet shows after it has scanned a code. */
export function openCode(platform: Platform, code: string): WireReply {
  try {
    const order = scan(platform, code)
    return order ? cashier(order) : page('<h1>二维码不存在</h1>', 404)
  } catch (error) {
    if (!isRefusal(error)) throw error
    return refusedPage(error)
  }
}

/**
 * The payer has confirmed: the book moves, a webhook is queued. A browser goes back to `return_url` with signed
 * parameters; an app gets the result that Alipay's SDK in the app returns, as JSON.
 */
export async function confirm(platform: Platform, method: string, orderId: string): Promise<WireReply> {
  if (method !== 'POST') return page('<h1>请确认付款</h1>', 405)
  const { book, clock, identity } = platform
  const order = book.orders.get(orderId)
  if (!order) return page('<h1>订单不存在</h1>', 404)
  const { tradeNo, beside } = memoryOf(order)
  const inApp = beside.method === 'alipay.trade.app.pay'
  order.opened = true
  closeExpired(order, clock.now())
  if (order.status === 'closed') return inApp ? appResult('4000', '') : page('<h1>订单已关闭</h1>', 410)
  if (order.status === 'pending') payTrade(platform, order)
  const facts = {
    app_id: identity.appId,
    auth_app_id: identity.appId,
    charset: 'utf-8',
    timestamp: toChinaText(clock.now()),
    out_trade_no: order.orderId,
    trade_no: tradeNo,
    total_amount: yuanText(order.amount.value),
    seller_id: identity.sellerId,
  }
  if (inApp) {
    const signed = JSON.stringify({ code: '10000', msg: 'Success', ...facts })
    const sign = await signText(identity.alipay.privateKey, signed)
    const result = `{"alipay_trade_app_pay_response":${signed},"sign":"${sign}","sign_type":"${signType}"}`
    return appResult('9000', result)
  }
  if (!beside.returnUrl) return page('<h1>支付成功</h1>')
  const parameters = await signForm(identity, { ...facts, version: '1.0', method: `${beside.method}.return` })
  const location = new URL(beside.returnUrl)
  for (const [name, value] of Object.entries(parameters)) location.searchParams.set(name, value)
  return { status: 302, headers: { location: location.href }, body: new Uint8Array() }
}

const appResult = (resultStatus: string, result: string): WireReply => ({
  status: 200,
  headers: { 'content-type': 'application/json;charset=utf-8' },
  body: utf8(JSON.stringify({ memo: '', resultStatus, result })),
})

export const page = (html: string, status = 200): WireReply => ({
  status,
  headers: { 'content-type': 'text/html;charset=utf-8' },
  body: utf8(`<!doctype html><meta charset="utf-8"><title>支付宝 mock</title>${html}`),
})

/** Refusals to a browser come in GBK, whatever it has asked in. */
export const refusedPage = ({ code, message }: Refusal): WireReply => ({
  status: 200,
  headers: { 'content-type': 'text/html;charset=GBK' },
  body: gbk(`<!doctype html><meta charset="GBK"><title>支付宝 mock</title><h1>${code}</h1><p>${message}</p>`),
})
