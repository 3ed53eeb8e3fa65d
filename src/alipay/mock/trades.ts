import { toChinaText } from '../../codec/time.js'
import { closeOrder } from '../../mock/book.js'
import { cancel } from './cancel.js'
import { newCode } from './codes.js'
import { invalid, known, money, payTrade, trade } from './orders.js'
import { scanPayer } from './payer-codes.js'
import { place } from './place.js'
import { type Handler, memoryOf } from './platform.js'
import { applyRefund, refund, refundQuery } from './refunds.js'
import { refuse } from './refusals.js'

const pay: Handler = (platform, content, beside) => {
  // An order that is there already is refused for what it is, and the same charge again finds it as it is.
  const before = platform.book.orders.get(String(content.out_trade_no))
  if (before?.opened) place(platform, content, beside, true)
  const payer = scanPayer(platform, content.auth_code, before?.opened === true)
  if (!payer)
    throw refuse('ACQ.PAYMENT_AUTH_CODE_INVALID', '支付失败，获取顾客账户信息失败，请顾客刷新付款码后重新收款')
  if (payer === 'refuses') throw refuse('ACQ.BUYER_BALANCE_NOT_ENOUGH', '买家余额不足')
  const order = place(platform, content, beside, true)
  // The `pay` control completes it.
  if (payer !== 'pays') return { code: '10003', msg: 'order success pay inprocess', ...money(order) }
  payTrade(platform, order)
  return { ...money(order), gmt_payment: toChinaText(order.paidAt!) }
}

/** `alipay.trade.…` */
export const tradeMethods: Record<string, Handler> = {
  'alipay.trade.precreate': (platform, content, beside) => {
    const order = place(platform, content, beside, false)
    return { out_trade_no: order.orderId, qr_code: newCode(platform, order) }
  },
  'alipay.trade.create': (platform, content, beside) => {
    if (!content.buyer_id && !content.buyer_open_id) throw invalid('buyer_id')
    const order = place(platform, content, beside, true)
    return { out_trade_no: order.orderId, trade_no: memoryOf(order).tradeNo }
  },
  'alipay.trade.pay': pay,
  'alipay.trade.query': (platform, content) => trade(platform, known(platform, content)),
  'alipay.trade.close': (platform, content) => {
    const order = known(platform, content)
    const isClosed = order.status === 'closed' && platform.options.unconfirmed?.refusesClosingTwice
    if (order.status === 'paid' || isClosed) throw refuse('ACQ.TRADE_STATUS_ERROR', '交易状态不合法')
    closeOrder(order)
    return { out_trade_no: order.orderId, trade_no: memoryOf(order).tradeNo }
  },
  'alipay.trade.cancel': cancel,
  'alipay.trade.refund': refund,
  'alipay.trade.refund.apply': applyRefund,
  'alipay.trade.fastpay.refund.query': refundQuery,
}
