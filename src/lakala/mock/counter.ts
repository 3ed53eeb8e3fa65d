import { fromChinaDigits, toChinaDigits } from '../../codec/time.js'
import { type BookOrder, nameOrder, placeOrder } from '../../mock/book.js'
import type { Json } from '../../mock/http.js'
import { randomDigits } from '../../mock/numbers.js'
import { fingerprint } from '../../mock/rules.js'
import { addressIn, closeOpen, knownOrder, missing } from './orders.js'
import {
  fenIn,
  type Handler,
  logNoOf,
  memoryOf,
  mustBeMerchant,
  mustText,
  type OrderMemory,
  type Platform,
  refundMemoryOf,
  textIn,
  unconfirmedOf,
  wrong,
} from './platform.js'

/** 收银台订单创建. */
export const counterCreate: Handler = (platform, asked) => {
  const { book, clock, identity } = platform
  mustBeMerchant(platform, asked, true)
  if (asked.vpos_id !== identity.vposId) throw wrong('vpos_id')
  const orderId = mustText(asked, 'out_order_no', 32)
  const value = fenIn(asked, 'total_amount')
  const end = mustText(asked, 'order_efficient_time', 14)
  const expiresAt = Date.parse(fromChinaDigits(end))
  if (!(expiresAt > clock.now())) throw wrong('order_efficient_time')
  // A repetition may have another end.
  const { order_efficient_time: _, ...same } = asked
  const memory: OrderMemory = {
    kind: 'COUNTER',
    accountType: 'ALIPAY',
    transType: undefined,
    description: mustText(asked, 'order_info', 64),
    notifyUrl: addressIn(asked, 'notify_url', 2048),
    returnUrl: addressIn(asked, 'callback_url', 2048),
    remark: textIn(asked, 'counter_remark', 128),
    fingerprint: fingerprint(same),
    payOrderNo: `${toChinaDigits(clock.now()).slice(2, 8)}11012001970${randomDigits(12)}`,
    tradeNo: undefined,
  }
  const known = knownOrder(platform, orderId, memory.fingerprint)
  if (known) return { ...factsOf(platform, known), counter_url: pageOf(known) }
  const amount = { currency: 'CNY', value } as const
  const order = placeOrder(book, { orderId, amount, createdAt: clock.now(), expiresAt, opened: true, wire: memory })
  nameOrder(book, memory.payOrderNo!, order)
  nameOrder(book, pageOf(order), order)
  return { ...factsOf(platform, order), counter_url: pageOf(order) }
}

/** Where the payer pays. */
export const pageOf = (order: BookOrder): string =>
  `https://pay.wsmsd.cn/r/0000?pageStyle%3DV2%26token%3DCCSS${memoryOf(order).payOrderNo}`

const factsOf = ({ identity }: Platform, order: BookOrder): Json => ({
  merchant_no: identity.merchantId,
  channel_id: '95',
  out_order_no: order.orderId,
  pay_order_no: memoryOf(order).payOrderNo,
  order_create_time: toChinaDigits(order.createdAt),
  order_efficient_time: toChinaDigits(order.expiresAt),
  total_amount: order.amount.value,
})

/** 收银台订单查询. */
export const counterQuery: Handler = (platform, asked) => toldOrder(platform, found(platform, asked))

/** 收银台订单关单. */
export const counterClose: Handler = (platform, asked) => {
  const order = found(platform, asked)
  closeOpen(platform, order)
  return { ...factsOf(platform, order), order_status: stateOf(platform, order) }
}

function found(platform: Platform, asked: Json): BookOrder {
  mustBeMerchant(platform, asked, true)
  const { book } = platform
  const payOrderNo = textIn(asked, 'pay_order_no', 64)
  const order =
    payOrderNo === undefined ? book.orders.get(mustText(asked, 'out_order_no', 32)) : book.numbers.get(payOrderNo)
  if (!order || memoryOf(order).kind !== 'COUNTER') throw missing()
  return order
}

/** An order of the counter, with all its trades; its notification has the one that it tells of. */
export function toldOrder(platform: Platform, order: BookOrder, status = stateOf(platform, order)): Json {
  const { identity } = platform
  const trades = order.paidAt === undefined ? [] : [paymentOf(order), ...order.refunds.map(refundOf)]
  return {
    ...factsOf(platform, order),
    term_no: identity.terminalId,
    trans_merchant_no: identity.merchantId,
    trans_term_no: identity.terminalId,
    order_status: status,
    order_info: memoryOf(order).description,
    order_trade_info_list: trades,
  }
}

/** The trade that paid it. */
export const paymentOf = (order: BookOrder): Json => ({
  ...tradeOf(memoryOf(order).tradeNo!, 'PAY', 'S', order.amount.value, order.paidAt!),
  acc_trade_no: `${memoryOf(order).tradeNo}01`,
  payer_amount: order.amount.value - (order.coupon ?? 0),
  // Texts, and empty ones, among numbers.
  acc_discount_amount: '',
  user_id1: order.payerId,
  busi_type: 'SCPAY',
  pay_mode: 'ALIPAY',
})

const refundOf = (refund: BookOrder['refunds'][number]): Json =>
  tradeOf(
    refund.providerRefundId,
    refundMemoryOf(refund).revokes ? 'CANCEL' : 'REFUND',
    refund.status === 'succeeded' ? 'S' : refund.status === 'closed' ? 'F' : 'P',
    refund.value,
    refund.settledAt ?? refund.createdAt,
  )

const tradeOf = (tradeNo: string, type: string, status: string, value: number, time: number): Json => ({
  trade_no: tradeNo,
  log_No: logNoOf(tradeNo),
  trade_type: type,
  trade_status: status,
  trade_amount: value,
  payer_amount: value,
  trade_time: toChinaDigits(time),
})

function stateOf({ clock }: Platform, order: BookOrder): string {
  if (order.status === 'closed') return '7'
  if (order.status === 'pending') return clock.now() > order.expiresAt ? '4' : '0'
  return order.refunds.some(({ status }) => status === 'succeeded') ? '6' : '2'
}

/** The older form of what it tells: other names, and times in UTC beside one in China. */
export const olderNotice = (platform: Platform, order: BookOrder): Json => {
  const utc = (time: number) => new Date(time).toISOString().replace('Z', '+00:00')
  return {
    payOrderNo: memoryOf(order).payOrderNo,
    merchantOrderNo: order.orderId,
    merchantNo: platform.identity.merchantId,
    termId: platform.identity.terminalId,
    currency: '156',
    amount: order.amount.value,
    tradeType: 'PAY',
    payStatus: 'S',
    orderCreateTime: utc(order.createdAt),
    orderEfficientTime: utc(order.expiresAt),
    payTime: utc(order.paidAt!),
    noticeNum: 1,
    lklOrderNo: memoryOf(order).tradeNo,
    payerId1: order.payerId,
    tradeTime: toChinaDigits(order.paidAt!),
    actualPayAmount: order.amount.value - (order.coupon ?? 0),
    logNo: logNoOf(memoryOf(order).tradeNo!),
  }
}

export const usesOlderNotices = (platform: Platform): boolean => unconfirmedOf(platform).olderNotices === true
