import { toChinaText } from '../../codec/time.js'
import { type BookOrder, closeOrder, payOrder, placeOrder, refundable } from '../../mock/book.js'
import { fen, newTradeNo, yuanText } from './numbers.js'
import { type Beside, buyer, type Json, memoryOf, type Platform, refuseBusiness } from './platform.js'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const invalid = (name: string) => refuseBusiness('ACQ.INVALID_PARAMETER', `参数无效：${name}`)

/** A new order, or the same again. `opened`: the trade exists from now on, and not only once the payer opens it. */
export function place({ book, clock }: Platform, content: Json, beside: Beside, opened: boolean): BookOrder {
  const { out_trade_no: orderId, total_amount, subject, passback_params: passback } = content
  if (typeof orderId !== 'string' || !/^[0-9A-Za-z_]{1,64}$/.test(orderId)) throw invalid('out_trade_no')
  if (typeof subject !== 'string' || subject === '' || [...subject].length > 256 || /[/=&]/.test(subject))
    throw invalid('subject')
  const value = fen(total_amount)
  if (value === undefined || value < 1) throw invalid('total_amount')
  if (value > 10_000_000_000) throw refuseBusiness('ACQ.TOTAL_FEE_EXCEED', '订单总金额不在允许范围内')
  const now = clock.now()
  const expiresAt = expiry(content, beside.method, now)
  const known = book.orders.get(orderId)
  if (known) closeExpired(known, now)
  if (known?.status === 'closed') throw refuseBusiness('ACQ.TRADE_HAS_CLOSE', '交易已经关闭')
  if (known?.status === 'paid') throw refuseBusiness('ACQ.TRADE_HAS_SUCCESS', '交易已被支付')
  if (known && (known.amount.value !== value || memoryOf(known).subject !== subject))
    throw refuseBusiness('ACQ.CONTEXT_INCONSISTENT', '交易信息被篡改')
  const passbackParams = typeof passback === 'string' ? passback : undefined
  if (known) {
    // Nobody has opened the order yet, so there is none: the new code or page is like a first one.
    if (!known.opened) {
      known.expiresAt = expiresAt
      known.wire = { ...memoryOf(known), passbackParams, beside }
    }
    known.opened ||= opened
    return known
  }
  return placeOrder(book, {
    orderId,
    amount: { currency: 'CNY', value },
    createdAt: now,
    expiresAt,
    opened,
    wire: {
      subject,
      passbackParams,
      beside,
      tradeNo: newTradeNo(clock),
    },
  })
}

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
  if (trade <= now) throw refuseBusiness('ACQ.NOW_TIME_AFTER_EXPIRE_TIME_ERROR', '当前时间已超过允许支付的时间')
  if (!method.endsWith('.precreate')) return trade
  const code = qr_code_timeout_express === undefined ? 2 * hour : duration(qr_code_timeout_express, now)
  if (Number.isNaN(code)) throw invalid('qr_code_timeout_express')
  return Math.min(trade, now + code, now + 2 * hour)
}

/** `1m` to `15d`; `1c` is to the end of the day in Beijing. NaN for anything else. */
function duration(text: unknown, now: number): number {
  if (text === '1c') return day - ((now + 8 * hour) % day)
  const parts = /^(\d{1,5})([mhd])$/.exec(String(text))
  const length = Number(parts?.[1]) * ({ m: minute, h: hour, d: day }[parts?.[2] ?? ''] ?? Number.NaN)
  return length >= minute && length <= 15 * day ? length : Number.NaN
}

/** The payer has confirmed: the book moves, and a notification is queued if the order has an address for it. */
export function payTrade({ clock, notify }: Platform, order: BookOrder): void {
  const { tradeNo, beside } = memoryOf(order)
  payOrder(order, { paymentId: tradeNo, payerId: buyer.id, now: clock.now() })
  if (beside.notifyUrl) notify({ type: 'payment.paid', order, at: clock.now() })
}

/** `trade_no` wins over `out_trade_no`. */
export function find({ book, clock }: Platform, { trade_no, out_trade_no }: Json): BookOrder | undefined {
  if (!trade_no && !out_trade_no) throw invalid('trade_no和out_trade_no不能同时为空')
  const order = trade_no
    ? [...book.orders.values()].find((each) => memoryOf(each).tradeNo === trade_no)
    : book.orders.get(String(out_trade_no))
  if (order) closeExpired(order, clock.now())
  return order
}

/** A trade that exists: a QR code or page that nobody has opened is none yet. */
export function known(platform: Platform, content: Json): BookOrder {
  const order = find(platform, content)
  if (!order?.opened) throw refuseBusiness('ACQ.TRADE_NOT_EXIST', '交易不存在')
  return order
}

/** A code that nobody scanned expires without a trace: there is no trade to close. */
export function closeExpired(order: BookOrder, now: number): void {
  if (order.opened && order.status === 'pending' && now > order.expiresAt) closeOrder(order)
}

/** The trade as a query tells it. */
export function trade(order: BookOrder, now: number): Json {
  const { subject, passbackParams } = memoryOf(order)
  return {
    ...money(order),
    trade_status: tradeStatus(order, now),
    ...(order.paidAt !== undefined && { send_pay_date: toChinaText(order.paidAt) }),
    subject,
    ...(passbackParams !== undefined && { passback_params: passbackParams }),
  }
}

/** What both a query and a payment tell of numbers, payer and money. */
export function money(order: BookOrder): Json {
  const total = yuanText(order.amount.value)
  return {
    trade_no: memoryOf(order).tradeNo,
    out_trade_no: order.orderId,
    buyer_logon_id: buyer.logonId,
    buyer_user_id: order.payerId ?? buyer.id,
    total_amount: total,
    ...(order.paidAt !== undefined && {
      receipt_amount: total,
      buyer_pay_amount: total,
      point_amount: '0.00',
      invoice_amount: total,
      fund_bill_list: [{ fund_channel: 'ALIPAYACCOUNT', amount: total }],
    }),
  }
}

export function tradeStatus(order: BookOrder, now: number): string {
  if (order.status === 'pending') return 'WAIT_BUYER_PAY'
  if (order.status === 'closed' || refundable(order) === 0) return 'TRADE_CLOSED'
  return isFinished(order, now) ? 'TRADE_FINISHED' : 'TRADE_SUCCESS'
}

/** The time for refunds is over: a year here, really a matter of the merchant's contract. */
export const isFinished = (order: BookOrder, now: number): boolean => now > (order.paidAt ?? now) + 365 * day
