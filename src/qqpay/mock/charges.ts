import {
  type BookOrder,
  closeOrder,
  nameOrder,
  payOrder,
  placeOrder,
  placeRefund,
  refundable,
  settleBookRefund,
} from '../../mock/book.js'
import { usePayerCode } from '../../mock/payer-code.js'
import { payerCode, tradeTypes } from '../wire.js'
import { closeExpired, readOrder, told } from './orders.js'
import {
  failed,
  type Handler,
  memoryOf,
  mustText,
  newNumber,
  type OrderMemory,
  type Platform,
  payerId,
  type RefundMemory,
  unconfirmedOf,
} from './platform.js'

const minute = 60_000

/** 付款码支付. The codes of its refusals are unconfirmed. */
export const microPay: Handler = (platform, asked) => {
  const { book, clock } = platform
  const { orderId, value, memory } = readOrder(asked)
  if (memory.tradeType !== tradeTypes.barcode) throw failed('PARAM_ERROR', 'trade_type参数错误')
  mustText(asked, 'device_info', 32)
  const code = mustText(asked, 'auth_code', 32)
  if (!payerCode.test(code)) throw failed('AUTH_CODE_INVALID', '付款码错误')
  const known = book.orders.get(orderId)
  if (known) {
    closeExpired(platform, known)
    if (known.status === 'paid') throw failed('ORDERPAID', '订单已支付')
    throw known.status === 'closed'
      ? failed('ORDERCLOSED', '订单已关闭')
      : failed('OUT_TRADE_NO_USED', '商户订单号重复')
  }
  const payer = usePayerCode(book, code, clock.now())
  if (payer === 'used-up') throw failed('AUTH_CODE_INVALID', '付款码已被使用')
  if (payer === 'expired') throw failed('AUTHCODEEXPIRE', '付款码已过期')
  // Whether such an order exists for a query afterwards is unconfirmed; here it does not.
  if (payer === 'refuses') throw failed('NOTENOUGH', '余额不足')
  const order = placeOrder(book, {
    orderId,
    amount: { currency: 'CNY', value },
    createdAt: clock.now(),
    // How long the payer may type is unconfirmed.
    expiresAt: clock.now() + 15 * minute,
    opened: true,
    wire: { ...memory, prepayId: undefined } satisfies OrderMemory,
  })
  if (payer === 'pays') payNow(platform, order)
  else if (!unconfirmedOf(platform).tellsBusyByState) throw failed('USERPAYING', '需要用户输入支付密码')
  return told(platform, order)
}

/** The payer has paid: the book moves, a webhook is queued. */
export function payNow(platform: Platform, order: BookOrder): void {
  const { clock, notify } = platform
  payOrder(order, { ...newPayment(platform, order), now: clock.now() })
  notify({ type: 'payment.paid', order, at: clock.now() })
}

/** The payment of an order: from now on its number finds the order. */
export function newPayment(platform: Platform, order: BookOrder) {
  const paymentId = newNumber(platform, '10')
  nameOrder(platform.book, paymentId, order)
  return { paymentId, payerId }
}

/** 撤销: closes what is open, gives back what is paid. Before five minutes have passed it is to be called again. */
export const reverse: Handler = (platform, asked) => {
  const { book, clock } = platform
  const order = book.orders.get(mustText(asked, 'out_trade_no', 32))
  if (!order) {
    if (unconfirmedOf(platform).refusesReversingUnknown) throw failed('ORDERNOTEXIST', '订单不存在')
    return { recall: 'N' }
  }
  if (clock.now() < order.createdAt + 5 * minute) return { recall: 'Y' }
  memoryOf(order).reversed = true
  if (order.status === 'pending') closeOrder(order)
  const value = order.status === 'paid' ? refundable(order) : 0
  if (value > 0) {
    const refund = placeRefund(book, {
      refundId: `reverse ${order.orderId}`,
      providerRefundId: newNumber(platform, '20'),
      order,
      value,
      createdAt: clock.now(),
      wire: { fingerprint: '', reverses: true } satisfies RefundMemory,
    })
    settleBookRefund(refund, 'succeeded', clock.now())
  }
  return { recall: 'N' }
}
