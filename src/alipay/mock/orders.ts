import { toChinaText } from '../../codec/time.js'
import { type Book, type BookOrder, closeOrder, payOrder } from '../../mock/book.js'
import type { Json } from '../../mock/http.js'
import { yuanText } from '../../mock/numbers.js'
import { buyer, memoryOf, type Platform } from './platform.js'
import { refuse } from './refusals.js'

const year = 365 * 24 * 3_600_000

export const invalid = (name: string) => refuse('ACQ.INVALID_PARAMETER', `参数无效：${name}`)

/** The payer has confirmed: the book moves, and a notification is queued. */
export function payTrade({ clock, notify }: Platform, order: BookOrder): void {
  payOrder(order, { paymentId: memoryOf(order).tradeNo, payerId: buyer.id, now: clock.now() })
  notify({ type: 'payment.paid', order, at: clock.now() })
}

/** `trade_no` wins over `out_trade_no`. */
export function find({ book, clock }: Platform, { trade_no, out_trade_no }: Json): BookOrder | undefined {
  if (!trade_no && !out_trade_no) throw invalid('trade_no和out_trade_no不能同时为空')
  const order = trade_no ? byTradeNo(book, String(trade_no)) : book.orders.get(String(out_trade_no))
  if (order) closeExpired(order, clock.now())
  return order
}

/** Codes find an order too, but are no numbers of trades. */
function byTradeNo(book: Book, tradeNo: string): BookOrder | undefined {
  const order = book.numbers.get(tradeNo)
  return order && memoryOf(order).tradeNo === tradeNo && book.orders.get(order.orderId) === order ? order : undefined
}

/** A trade that exists: a QR code or page that nobody has opened is none yet. */
export function known(platform: Platform, content: Json): BookOrder {
  const order = find(platform, content)
  if (!order?.opened) throw refuse('ACQ.TRADE_NOT_EXIST', '交易不存在')
  return order
}

/** A code that nobody scanned expires without a trace: there is no trade to close. */
export function closeExpired(order: BookOrder, now: number): void {
  if (order.opened && order.status === 'pending' && now > order.expiresAt) closeOrder(order)
}

/** The trade as a query tells it. */
export function trade(platform: Platform, order: BookOrder): Json {
  const { subject, body, passbackParams } = memoryOf(order)
  return {
    ...money(order),
    trade_status: tradeStatus(platform, order),
    ...(order.paidAt !== undefined && { send_pay_date: toChinaText(order.paidAt) }),
    subject,
    ...(body !== undefined && { body }),
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

export function tradeStatus(platform: Platform, order: BookOrder): string {
  if (order.status === 'pending') return 'WAIT_BUYER_PAY'
  if (order.status === 'closed' || givenBack(order) === order.amount.value) return 'TRADE_CLOSED'
  return isFinished(platform, order) ? 'TRADE_FINISHED' : 'TRADE_SUCCESS'
}

const givenBack = ({ refunds }: BookOrder) =>
  refunds.filter(({ status }) => status === 'succeeded').reduce((sum, { value }) => sum + value, 0)

/** The time for refunds is over: after a year here, at once where the contract has none; really it is the contract's. */
export const isFinished = ({ clock, options }: Platform, { paidAt }: BookOrder): boolean =>
  options.refunds === false || clock.now() > (paidAt ?? clock.now()) + year
