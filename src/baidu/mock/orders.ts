import { type BookOrder, closeOrder, isBookError, nameOrder, placeOrder } from '../../mock/book.js'
import type { Fields } from '../canonical.js'
import {
  day,
  failed,
  type Handler,
  memoryOf,
  mustText,
  newNumber,
  type OrderMemory,
  type Platform,
  userId,
} from './platform.js'

/** What the cashier does with an order that is signed: it is there from now on, and the same as before. */
export function openOrder(platform: Platform, info: Fields & { returnData?: string }): BookOrder {
  const { book, clock } = platform
  const { tpOrderId: orderId = '', totalAmount = '', dealTitle: title = '' } = info
  const value = Number(totalAmount)
  if (!/^[1-9]\d{0,14}$/.test(totalAmount)) throw failed('10001', '参数错误,totalAmount取值不合法')
  const known = book.orders.get(orderId)
  if (known) {
    closeExpired(platform, known)
    if (known.amount.value !== value) throw failed('10001', '参数错误,订单金额不一致')
    if (known.status !== 'pending') throw failed('10001', `订单已${known.status === 'paid' ? '支付' : '关闭'}`)
    return known
  }
  const order = placeOrder(book, {
    orderId,
    amount: { currency: 'CNY', value },
    createdAt: clock.now(),
    // How long it can be paid is unconfirmed.
    expiresAt: clock.now() + day,
    opened: true,
    wire: {
      number: newNumber(14),
      title,
      returnData: info.returnData ?? '',
      notifyUrl: info.notifyUrl,
    } satisfies OrderMemory,
  })
  nameOrder(book, memoryOf(order).number, order)
  return order
}

/** 查询订单. */
export const findOrder: Handler = (platform, asked) => {
  const { identity, book } = platform
  const order = book.orders.get(mustText(asked, 'tpOrderId'))
  if (!order) throw failed('10002', '系统错误,订单未找到')
  closeExpired(platform, order)
  const { number, title, returnData } = memoryOf(order)
  const { value } = order.amount
  return {
    appId: 17_000_001,
    appKey: 'mockSmartProgramKey',
    tpId: 0,
    tpOrderId: order.orderId,
    orderId: Number(number),
    type: 0,
    parentOrderId: 0,
    parentType: 0,
    tradeNo: order.paidAt === undefined ? '' : `T${number}`,
    dealId: Number(identity.dealId),
    bizInfo: JSON.stringify({ tpData: { dealTitle: title, returnData } }),
    openId: 'mockOpenId0001',
    userId: Number(userId),
    count: 1,
    oriPrice: value,
    payMoney: value - (order.coupon ?? 0),
    settlePrice: value,
    totalMoney: value,
    status: statusOf(order),
    subStatus: 0,
    createTime: Math.floor(order.createdAt / 1000),
  }
}

/** Of what an abnormal refund gave back Baidu says the same as of what was cancelled. */
const statusOf = (order: BookOrder): number => {
  const gone = memoryOf(order).abnormal && order.refunds.some(({ status }) => status === 'succeeded')
  return order.status === 'closed' || gone ? -1 : order.status === 'paid' ? 2 : 1
}

/** An order by Baidu's own number. */
export function orderOf(platform: Platform, asked: Fields): BookOrder {
  const order = platform.book.numbers.get(mustText(asked, 'orderId'))
  if (!order) throw failed('10002', '系统错误,订单未找到')
  closeExpired(platform, order)
  return order
}

/** 关闭订单. What it answers of one that is paid is unconfirmed. */
export const cancelOrder: Handler = (platform, asked) => {
  const order = orderOf(platform, asked)
  try {
    closeOrder(order)
  } catch (error) {
    if (!isBookError(error)) throw error
    throw failed('10002', '系统错误,订单已支付')
  }
  return true
}

export function closeExpired({ clock }: Platform, order: BookOrder): void {
  if (order.status === 'pending' && clock.now() > order.expiresAt) closeOrder(order)
}
