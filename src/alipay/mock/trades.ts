import { toChinaText } from '../../codec/time.js'
import { closeOrder } from '../../mock/book.js'
import { behaviourOf } from '../../mock/payer-code.js'
import { randomText } from './numbers.js'
import { known, money, payTrade, place, trade } from './orders.js'
import { type Handler, memoryOf, refuseBusiness } from './platform.js'
import { cancel, refund, refundQuery } from './refunds.js'

const pay: Handler = (platform, content, beside) => {
  const code = String(content.auth_code)
  if (!/^((2[5-9]|30)\d{14,22}|fp.{33})$/.test(code))
    throw refuseBusiness('ACQ.PAYMENT_AUTH_CODE_INVALID', '支付失败，获取顾客账户信息失败，请顾客刷新付款码后重新收款')
  const payer = behaviourOf(code)
  if (payer === 'refuses') throw refuseBusiness('ACQ.BUYER_BALANCE_NOT_ENOUGH', '买家余额不足')
  const order = place(platform, content, beside, true)
  // The `pay` control completes it.
  if (payer === 'types-password') return { code: '10003', msg: 'order success pay inprocess', ...money(order) }
  payTrade(platform, order)
  return { ...money(order), gmt_payment: toChinaText(order.paidAt!) }
}

/** `alipay.trade.…` */
export const tradeMethods: Record<string, Handler> = {
  'alipay.trade.precreate': (platform, content, beside) => {
    const order = place(platform, content, beside, false)
    return { out_trade_no: order.orderId, qr_code: `https://qr.alipay.com/bax${randomText(13)}` }
  },
  'alipay.trade.create': (platform, content, beside) => {
    if (!content.buyer_id && !content.buyer_open_id) throw refuseBusiness('ACQ.INVALID_PARAMETER', '参数无效：buyer_id')
    const order = place(platform, content, beside, true)
    return { out_trade_no: order.orderId, trade_no: memoryOf(order).tradeNo }
  },
  'alipay.trade.pay': pay,
  'alipay.trade.query': (platform, content) => trade(known(platform, content), platform.clock.now()),
  'alipay.trade.close': (platform, content) => {
    const order = known(platform, content)
    if (order.status === 'paid') throw refuseBusiness('ACQ.TRADE_STATUS_ERROR', '交易状态不合法')
    closeOrder(order)
    return { out_trade_no: order.orderId, trade_no: memoryOf(order).tradeNo }
  },
  'alipay.trade.cancel': cancel,
  'alipay.trade.refund': refund,
  'alipay.trade.fastpay.refund.query': refundQuery,
}
