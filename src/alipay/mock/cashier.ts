import { gbk } from '../../codec/gbk.js'
import { toChinaText } from '../../codec/time.js'
import type { WireReply, WireRequest } from '../../core/transport.js'
import { utf8 } from '../../crypto/bytes.js'
import type { BookOrder } from '../../mock/book.js'
import { type Cashier, cashierPathOf, notice, showCashier, visitCashier } from '../../mock/cashier.js'
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

const wallet = { zh: '支付宝 收银台', en: 'Alipay' } as const
const language = 'zh'

/** The pages on which the payer confirms: after `page.pay` or `wap.pay`, a scanned code, and an app's order string. */
const cashierOf = (platform: Platform): Cashier => ({
  book: platform.book,
  clock: platform.clock,
  path: cashierPath,
  wallet,
  language,
  steps: ['pay', 'refuse', 'timeout'],
  subject: (order) => memoryOf(order).subject,
  look: (order) => closeExpired(order, platform.clock.now()),
  pay: (order) => payTrade(platform, order),
  back: (order) => back(platform, order),
})

export const cashierPath = '/cashier/'

export const payerPath = (order: BookOrder): string => cashierPathOf({ path: cashierPath }, order)

/** Whoever sees the cashier has logged in: from now on the trade exists. */
export const cashier = (platform: Platform, order: BookOrder, request: WireRequest): WireReply =>
  showCashier(cashierOf(platform), order, request)

/** The payer has pressed a button, or comes by the address of the page. */
export const visit = (platform: Platform, request: WireRequest): Promise<WireReply> =>
  visitCashier(cashierOf(platform), request)

/** What a payer's wallet shows after it has scanned a code. */
export function openCode(platform: Platform, code: string, request: WireRequest): WireReply {
  try {
    const order = scan(platform, code)
    return order ? cashier(platform, order, request) : nothing(request, '二维码不存在')
  } catch (error) {
    if (!isRefusal(error)) throw error
    return refusedPage(error)
  }
}

export const nothing = (request: WireRequest, zh: string, en = 'The code does not exist'): WireReply =>
  notice({ wallet, language }, request, { zh, en }, 404)

/**
 * After a step a browser goes back to `return_url` with signed parameters, once it is paid; an app gets the result that
 * Alipay's SDK in the app returns, as JSON.
 */
async function back({ clock, identity }: Platform, order: BookOrder): Promise<WireReply | undefined> {
  const { tradeNo, beside } = memoryOf(order)
  const inApp = beside.method === 'alipay.trade.app.pay'
  if (order.status !== 'paid') return inApp ? appResult('4000', '') : undefined
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
  if (!beside.returnUrl) return undefined
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

/** Refusals to a browser come in GBK, whatever it has asked in. */
export const refusedPage = ({ code, message }: Refusal): WireReply => ({
  status: 200,
  headers: { 'content-type': 'text/html;charset=GBK', 'content-security-policy': "default-src 'none'" },
  body: gbk(`<!doctype html><meta charset="GBK"><title>支付宝 mock</title><h1>${code}</h1><p>${message}</p>`),
})
