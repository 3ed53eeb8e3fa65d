import { fromChinaDigits, toChinaDigits } from '../../codec/time.js'
import { urlProblem } from '../../core/public-url.js'
import { type BookOrder, closeOrder as closeInBook, isBookError, nameOrder, placeOrder } from '../../mock/book.js'
import { randomHex } from '../../mock/numbers.js'
import { fingerprint } from '../../mock/rules.js'
import type { Fields } from '../canonical.js'
import { tradeTypes } from '../wire.js'
import {
  day,
  failed,
  fenIn,
  type Handler,
  memoryOf,
  mustText,
  type OrderMemory,
  type Platform,
  textIn,
  unconfirmedOf,
} from './platform.js'

const minute = 60_000

/** The field table that an order and a charge share. */
export function readOrder(asked: Fields) {
  const orderId = mustText(asked, 'out_trade_no', 32)
  if (!/^[0-9A-Za-z_\-|*@]+$/.test(orderId)) throw failed('PARAM_ERROR', '商户订单号格式错误')
  const description = mustText(asked, 'body', 128)
  if (mustText(asked, 'fee_type', 16) !== 'CNY') throw failed('PARAM_ERROR', '货币类型错误')
  const value = fenIn(asked, 'total_fee')
  if (!/^[\d.]{7,16}$/.test(mustText(asked, 'spbill_create_ip', 16))) throw failed('PARAM_ERROR', 'IP地址错误')
  // That it may have no query, and how long it may be, is unconfirmed: both are let pass.
  const notifyUrl = textIn(asked, 'notify_url', 2048)
  if (notifyUrl && urlProblem(notifyUrl, { maximum: 2048, query: true })) throw failed('PARAM_ERROR', '通知地址错误')
  textIn(asked, 'limit_pay', 32)
  textIn(asked, 'promotion_tag', 128)
  const { nonce_str: _nonce, sign: _sign, ...rest } = asked
  return {
    orderId,
    value,
    memory: {
      tradeType: mustText(asked, 'trade_type', 16),
      description,
      notifyUrl,
      attach: textIn(asked, 'attach', 128),
      deviceId: textIn(asked, 'device_info', 32),
      fingerprint: fingerprint(rest),
    },
  }
}

/** 统一下单. That the same order again is the same is unconfirmed, and so are the codes of what is not. */
export const unifiedOrder: Handler = (platform, asked) => {
  const { book, clock } = platform
  const { orderId, value, memory } = readOrder(asked)
  const { barcode, ...others } = tradeTypes
  if (!(Object.values(others) as string[]).includes(memory.tradeType)) throw failed('PARAM_ERROR', 'trade_type参数错误')
  if (!memory.notifyUrl) throw failed('LACK_PARAMS', '缺少参数notify_url')
  const known = book.orders.get(orderId)
  if (known) {
    closeExpired(platform, known)
    if (known.status === 'paid') throw failed('ORDERPAID', '订单已支付')
    if (known.status === 'closed') throw failed('ORDERCLOSED', '订单已关闭')
    if (memoryOf(known).fingerprint !== memory.fingerprint) throw failed('OUT_TRADE_NO_USED', '商户订单号重复')
    return placed(known)
  }
  const expiry = textIn(asked, 'time_expire', 14)
  const expiresAt = expiry === undefined ? clock.now() + 120 * minute : timeOf(expiry)
  if (!(expiresAt > clock.now())) throw failed('PARAM_ERROR', '订单失效时间错误')
  const order = placeOrder(book, {
    orderId,
    amount: { currency: 'CNY', value },
    createdAt: clock.now(),
    expiresAt,
    opened: true,
    wire: { ...memory, prepayId: `5V${randomHex(15)}` } satisfies OrderMemory,
  })
  nameOrder(book, memoryOf(order).prepayId!, order)
  nameOrder(book, codeOf(order), order)
  return placed(order)
}

const timeOf = (digits: string) => Date.parse(fromChinaDigits(digits))

/** What a QR code says. */
export const codeOf = (order: BookOrder): string =>
  `https://myun.tenpay.com/mqq/pay/qrcode.html?_wv=1027&_bid=2183&t=${memoryOf(order).prepayId}`

function placed(order: BookOrder): Fields {
  const { tradeType, prepayId } = memoryOf(order)
  return {
    trade_type: tradeType,
    prepay_id: prepayId!,
    ...(tradeType === tradeTypes.qr && { code_url: codeOf(order) }),
  }
}

/** 订单查询: QQ Wallet's own number goes before the merchant's, which finds no payment of 30 days ago or more. */
export const orderQuery: Handler = (platform, asked) => told(platform, found(platform, asked))

export function found(platform: Platform, asked: Fields): BookOrder {
  const { book, clock } = platform
  const paymentId = textIn(asked, 'transaction_id', 32)
  const orderId = paymentId === undefined ? mustText(asked, 'out_trade_no', 32) : undefined
  const order = paymentId === undefined ? book.orders.get(orderId!) : book.numbers.get(paymentId)
  const isOld = paymentId === undefined && order?.paidAt !== undefined && clock.now() - order.paidAt >= 30 * day
  if (!order || isOld) throw failed('ORDERNOTEXIST', '订单不存在')
  closeExpired(platform, order)
  return order
}

/** An order as query, charge and notification tell it. */
export function told(platform: Platform, order: BookOrder): Fields {
  const { tradeType, attach, deviceId } = memoryOf(order)
  const coupon = order.coupon ?? 0
  return {
    ...(deviceId && { device_info: deviceId }),
    trade_type: tradeType,
    trade_state: stateOf(platform, order),
    fee_type: 'CNY',
    total_fee: String(order.amount.value),
    out_trade_no: order.orderId,
    ...(attach && { attach }),
    ...(order.paidAt !== undefined && {
      bank_type: 'BALANCE',
      cash_fee: String(order.amount.value - coupon),
      ...(coupon > 0 && { coupon_fee: String(coupon) }),
      transaction_id: order.paymentId!,
      time_end: toChinaDigits(order.paidAt),
      openid: order.payerId!,
    }),
  }
}

function stateOf(platform: Platform, order: BookOrder): string {
  const { unpaidState = 'NOTPAY', staysSuccess } = unconfirmedOf(platform)
  const { reversed, tradeType } = memoryOf(order)
  if (reversed) return 'REVOKED'
  if (order.status === 'closed') return 'CLOSED'
  if (order.status === 'pending') return tradeType === tradeTypes.barcode ? 'USERPAYING' : unpaidState
  return order.refunds.some(({ status }) => status !== 'closed') && !staysSuccess ? 'REFUND' : 'SUCCESS'
}

/** 关闭订单: unpaid orders alone. */
export const closeOrder: Handler = (platform, asked) => {
  const order = found(platform, { out_trade_no: mustText(asked, 'out_trade_no', 32) })
  const early = platform.clock.now() < order.createdAt + 5 * minute
  // The code is made up: none is public.
  if (unconfirmedOf(platform).closesLate && early) throw failed('ORDER_TOO_NEW', '订单生成后5分钟内不能关闭')
  try {
    closeInBook(order)
  } catch (error) {
    if (!isBookError(error)) throw error
    throw failed('ORDERPAID', '订单已支付')
  }
  return {}
}

export function closeExpired({ clock }: Platform, order: BookOrder): void {
  if (order.status === 'pending' && clock.now() > order.expiresAt) closeInBook(order)
}
