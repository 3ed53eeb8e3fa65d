import { type BookOrder, nameOrder, placeOrder } from '../../mock/book.js'
import type { Json } from '../../mock/http.js'
import { fenOf } from '../../mock/numbers.js'
import { newTradeNo } from './numbers.js'
import { closeExpired, invalid } from './orders.js'
import { type Beside, memoryOf, type Platform } from './platform.js'
import { refuse } from './refusals.js'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** A new order, or the same again. `opened`: the trade exists from now on, and not only once the payer opens it. */
export function place({ book, clock, options }: Platform, content: Json, beside: Beside, opened: boolean): BookOrder {
  const { orderId, value, subject, body, passbackParams } = checked(content)
  const now = clock.now()
  const expiresAt = expiry(content, beside.method, now)
  const known = book.orders.get(orderId)
  if (known) closeExpired(known, now)
  if (known?.status === 'closed') throw refuse('ACQ.TRADE_HAS_CLOSE', '交易已经关闭')
  if (known?.status === 'paid') throw refuse('ACQ.TRADE_HAS_SUCCESS', '交易已被支付')
  const differs = known && (known.amount.value !== value || memoryOf(known).subject !== subject)
  if (differs && (known.opened || options.unconfirmed?.refusesSecondCode))
    throw refuse('ACQ.CONTEXT_INCONSISTENT', '交易信息被篡改')
  if (known?.opened) return known
  // Nobody has opened the order yet, so there is no trade to compare with: the new code or page is like a first one.
  book.orders.delete(orderId)
  const tradeNo = newTradeNo(clock)
  const order = placeOrder(book, {
    orderId,
    amount: { currency: 'CNY', value },
    createdAt: now,
    expiresAt,
    opened,
    wire: { subject, body, passbackParams, beside, tradeNo },
  })
  nameOrder(book, tradeNo, order)
  return order
}

function checked(content: Json) {
  const { out_trade_no: orderId, total_amount, subject, body, passback_params: passbackParams } = content
  if (typeof orderId !== 'string' || !/^[0-9A-Za-z_]{1,64}$/.test(orderId)) throw invalid('out_trade_no')
  if (typeof subject !== 'string' || subject === '' || [...subject].length > 256 || /[/=&]/.test(subject))
    throw invalid('subject')
  const value = fenOf(total_amount)
  if (value === undefined || value < 1) throw invalid('total_amount')
  if (value > 10_000_000_000) throw refuse('ACQ.TOTAL_FEE_EXCEED', '订单总金额不在允许范围内')
  return { orderId, value, subject, body: echoed(body), passbackParams: echoed(passbackParams) }
}

/**
 * A text that comes back in notifications. Their signature covers values as they stand, so one that contains a field of
 * the protocol could be folded into, or out of, a field of its own.
 */
function echoed(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined
  if ([...text.matchAll(/&(\w+)=/g)].some(([, name]) => notified.has(name)))
    throw refuse('isv.suspected-attack', '可疑的攻击请求')
  return text
}

const notified: ReadonlySet<string | undefined> = new Set([
  ...['app_id', 'auth_app_id', 'charset', 'notify_id', 'notify_time', 'notify_type', 'sign', 'sign_type', 'version'],
  ...['trade_no', 'out_trade_no', 'out_biz_no', 'out_request_no', 'trade_status', 'subject', 'body', 'passback_params'],
  ...['buyer_id', 'buyer_logon_id', 'buyer_open_id', 'seller_id', 'seller_email', 'refund_fee', 'send_back_fee'],
  ...['total_amount', 'receipt_amount', 'invoice_amount', 'buyer_pay_amount', 'point_amount', 'fund_bill_list'],
  ...['gmt_create', 'gmt_payment', 'gmt_refund', 'gmt_close', 'voucher_detail_list'],
])

/** Last moment to pay. `time_expire` wins over `timeout_express`; without either, 3 hours face to face, else 15 days. */
function expiry({ time_expire, timeout_express, qr_code_timeout_express }: Json, method: string, now: number): number {
  const faceToFace = /^alipay\.trade\.(pay|precreate)$/.test(method)
  const trade =
    time_expire !== undefined
      ? Date.parse(`${String(time_expire).replace(' ', 'T')}+08:00`)
      : timeout_express !== undefined
        ? now + duration(timeout_express, now)
        : now + (faceToFace ? 3 * hour : 15 * day)
  if (Number.isNaN(trade)) throw invalid('time_expire或timeout_express')
  if (trade <= now) throw refuse('ACQ.NOW_TIME_AFTER_EXPIRE_TIME_ERROR', '当前时间已超过允许支付的时间')
  if (!method.endsWith('.precreate')) return trade
  const code = qr_code_timeout_express === undefined ? 2 * hour : duration(qr_code_timeout_express, now)
  if (Number.isNaN(code)) throw invalid('qr_code_timeout_express')
  return Math.min(trade, now + code, now + 2 * hour)
}

/** `1m` to `15d`; `1c` is to the end of the day in Beijing. NaN for anything else. */
export function duration(text: unknown, now: number): number {
  if (text === '1c') return day - ((now + 8 * hour) % day)
  const parts = /^(\d{1,5})([mhd])$/.exec(String(text))
  const length = Number(parts?.[1]) * ({ m: minute, h: hour, d: day }[parts?.[2] ?? ''] ?? Number.NaN)
  return length >= minute && length <= 15 * day ? length : Number.NaN
}
