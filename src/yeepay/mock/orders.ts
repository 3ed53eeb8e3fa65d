import { toChinaText } from '../../codec/time.js'
import { urlProblem } from '../../core/public-url.js'
import { type BookOrder, closeOrder as closeInBook, nameOrder, placeOrder } from '../../mock/book.js'
import type { Json } from '../../mock/http.js'
import { randomHex } from '../../mock/numbers.js'
import { fingerprint } from '../../mock/rules.js'
import {
  type Asked,
  failed,
  fenIn,
  type Handler,
  illegal,
  memoryOf,
  mustBeMerchant,
  mustText,
  newNumber,
  notFound,
  type OrderMemory,
  type Platform,
  payerId,
  textIn,
  unconfirmedOf,
  yuan,
} from './platform.js'
import { tellsAsPayer } from './wallets.js'

const hour = 3_600_000

/** The field table that all products share. */
export function place(
  platform: Platform,
  asked: Asked,
  given: Pick<OrderMemory, 'product' | 'payWay' | 'wallet'>,
  told: (orderId: string) => string,
): { order: BookOrder; isNew: boolean } {
  mustBeMerchant(platform, asked)
  const { book, clock } = platform
  const orderId = mustText(asked, 'orderId', 64)
  if (!/^\w+$/.test(orderId)) throw illegal('orderId')
  const value = fenIn(asked, 'orderAmount')
  const memory = read(platform, asked, given)
  const known = book.orders.get(orderId)
  if (known) {
    closeExpired(platform, known)
    if (known.amount.value !== value || memoryOf(known).fingerprint !== memory.fingerprint)
      throw failed('MOCK-ORDER-REPEATED', '商户订单号重复')
    if (known.status === 'paid') throw failed('MOCK-ORDER-PAID', '订单已支付')
    if (known.status === 'closed') throw failed('OPR18017', '订单已过期')
    return { order: known, isNew: false }
  }
  const expiry = textIn(asked, 'expiredTime', 19)
  const expiresAt =
    expiry === undefined
      ? clock.now() + (given.product === 'cashier' ? 2 : 24) * hour
      : Date.parse(`${expiry.replace(' ', 'T')}+08:00`)
  if (!(expiresAt > clock.now())) throw illegal('expiredTime')
  const order = placeOrder(book, {
    orderId,
    amount: { currency: 'CNY', value },
    createdAt: clock.now(),
    expiresAt,
    opened: true,
    wire: { ...memory, told: told(orderId) } satisfies OrderMemory,
  })
  for (const number of [memory.paymentId, memoryOf(order).told]) if (number) nameOrder(book, number, order)
  return { order, isNew: true }
}

function read(
  platform: Platform,
  asked: Asked,
  given: Pick<OrderMemory, 'product' | 'payWay' | 'wallet'>,
): Omit<OrderMemory, 'told'> {
  const address = (name: string) => {
    const url = textIn(asked, name, 200)
    if (url && urlProblem(url, { maximum: 200, query: true, fragment: true })) throw illegal(name)
    return url
  }
  return {
    ...given,
    paymentId: newNumber(platform, '1001'),
    description: mustText(asked, 'goodsName', 85),
    notifyUrl: address('notifyUrl'),
    redirectUrl: address('redirectUrl'),
    memo: textIn(asked, 'memo', 2048),
    fundProcessType: textIn(asked, 'fundProcessType', 32) ?? 'REAL_TIME',
    fingerprint: fingerprint(asked.fields),
  }
}

/** 聚合支付统一下单: at one wallet. */
export const prePay: Handler = (platform, asked) => {
  const payWay = mustText(asked, 'payWay', 32)
  const wallet = mustText(asked, 'channel', 16)
  mustText(asked, 'scene', 256)
  mustText(asked, 'userIp', 45)
  const tells = tellsAsPayer(payWay, wallet)
  if (!tells) throw illegal('payWay')
  if (tells.needs.includes('userId')) mustText(asked, 'userId', 128)
  if (tells.needs.includes('appId')) mustText(asked, 'appId', 32)
  const { order } = place(platform, asked, { product: 'prePay', payWay, wallet }, () => tells.write(asked))
  return { ...placed(platform, order), bankOrderId: randomHex(8), prePayTn: memoryOf(order).told }
}

/** 聚合码: one code for several wallets. */
export const payLink: Handler = (platform, asked) => {
  if (mustText(asked, 'payWay', 32) !== 'USER_SCAN') throw illegal('payWay')
  mustText(asked, 'userIp', 45)
  if (!/^\{.*\}$/.test(mustText(asked, 'scene', 256))) throw illegal('scene')
  const whose = { product: 'payLink', payWay: 'USER_SCAN', wallet: 'ALIPAY' } as const
  const { order } = place(platform, asked, whose, () => `https://qr.yeepay.com/oc/${randomHex(12)}`)
  return { ...placed(platform, order), qrCodeUrl: memoryOf(order).told }
}

/** 收银台. */
export const cashierOrder: Handler = (platform, asked) => {
  const whose = { product: 'cashier', payWay: 'USER_SCAN', wallet: 'ALIPAY' } as const
  const { order } = place(platform, asked, whose, () => `https://cash.yeepay.com/cashier/std?token=${randomHex(32)}`)
  return { ...placed(platform, order, 'OPR00000'), cashierUrl: memoryOf(order).told }
}

export const placed = (platform: Platform, order: BookOrder, code = '00000'): Json => ({
  code,
  message: '成功',
  merchantNo: platform.merchantId,
  orderId: order.orderId,
  uniqueOrderNo: memoryOf(order).paymentId,
})

/** 查询订单. */
export const orderQuery: Handler = (platform, asked) => {
  const order = found(platform, asked)
  return { code: 'OPR00000', message: '成功', ...told(platform, order) }
}

export function found(platform: Platform, asked: Asked): BookOrder {
  mustBeMerchant(platform, asked)
  const order = platform.book.orders.get(mustText(asked, 'orderId', 128))
  if (!order) throw notFound()
  closeExpired(platform, order)
  return order
}

/** An order as query and notification tell it. */
export function told(platform: Platform, order: BookOrder): Json {
  const { merchantId } = platform
  const { paymentId, payWay, wallet, memo, fundProcessType, failed: why } = memoryOf(order)
  const back = order.refunds.filter(({ status }) => status === 'succeeded').reduce((sum, { value }) => sum + value, 0)
  const coupon = order.coupon ?? 0
  return {
    parentMerchantNo: merchantId,
    merchantNo: merchantId,
    orderId: order.orderId,
    uniqueOrderNo: paymentId,
    status: stateOf(order),
    orderAmount: yuan(platform, order.amount.value),
    requestDate: toChinaText(order.createdAt),
    fundProcessType,
    channel: wallet,
    payWay,
    ...(memo && { memo }),
    ...(why && { failCode: 'MOCK-PAYER-REFUSED', failReason: why }),
    ...(order.paidAt !== undefined && {
      payAmount: yuan(platform, order.amount.value),
      realPayAmount: yuan(platform, order.amount.value - coupon),
      paySuccessDate: toChinaText(order.paidAt),
      channelTrxId: `42000${paymentId}`,
      payerInfo: { bankId: '', cardType: 'CFT', userID: order.payerId ?? payerId },
      totalRefundAmount: yuan(platform, back),
    }),
  }
}

function stateOf(order: BookOrder): string {
  if (memoryOf(order).failed) return 'FAIL'
  if (order.status === 'paid') return 'SUCCESS'
  if (order.status === 'pending') return 'PROCESSING'
  return memoryOf(order).timedOut ? 'TIME_OUT' : 'CLOSE'
}

export function closeExpired({ clock }: Platform, order: BookOrder): void {
  if (order.status !== 'pending' || clock.now() <= order.expiresAt) return
  closeInBook(order)
  memoryOf(order).timedOut = true
}

/** 关闭订单: of an order that nobody has paid. Whether either way closes what the other has placed is unconfirmed. */
function closeBy(platform: Platform, asked: Asked, ofCashier: boolean): Json {
  const order = found(platform, asked)
  const own = (memoryOf(order).product === 'cashier') === ofCashier
  if (!own && unconfirmedOf(platform).closesOwnKindAlone) throw notFound()
  if (order.status === 'paid') throw failed('MOCK-ORDER-PAID', '订单已支付，不能关闭')
  if (memoryOf(order).timedOut) throw failed('OPR18017', '订单已过期，不必关闭订单')
  closeInBook(order)
  return { code: 'OPR00000', message: '成功', merchantNo: platform.merchantId, orderId: order.orderId }
}

export const closePrePaid: Handler = (platform, asked) => closeBy(platform, asked, false)
export const close: Handler = (platform, asked) => closeBy(platform, asked, true)
