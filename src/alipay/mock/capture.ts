import { toChinaText } from '../../codec/time.js'
import type { Json } from '../../mock/http.js'
import { type Freeze, findFreeze, giveBack, remaining, take } from './freeze-book.js'
import { moneyOf } from './numbers.js'
import { money, payTrade } from './orders.js'
import { place } from './place.js'
import { buyer, type Handler } from './platform.js'
import { refuse } from './refusals.js'

/** `alipay.trade.pay` with an `auth_no`: part of the freeze becomes a payment. */
export const capture: Handler = (platform, content, beside) => {
  const { book, clock } = platform
  const freeze = findFreeze(book, clock.now(), ({ authNo }) => authNo === content.auth_no)
  if (!freeze) throw refuse('ACQ.AUTH_NO_ERROR', '预授权号错误或不存在')
  const before = book.orders.get(String(content.out_trade_no))
  if (before?.status !== 'paid') mayCapture(freeze, content)
  const order = place(platform, content, beside, true)
  payTrade(platform, order)
  take(freeze, clock, order.orderId, order.amount.value)
  if (content.auth_confirm_mode === 'COMPLETE' && remaining(freeze) > 0)
    giveBack(freeze, clock, `complete ${order.orderId}`, remaining(freeze))
  return { ...money(order), gmt_payment: toChinaText(order.paidAt!), auth_trade_pay_mode: 'CREDIT_PREAUTH_PAY' }
}

function mayCapture(freeze: Freeze, content: Json): void {
  if (freeze.status === 'INIT') throw refuse('ACQ.AUTH_ORDER_NOT_PAID', '预授权订单未支付')
  if (freeze.status === 'FINISH') throw refuse('ACQ.AUTH_ORDER_HAS_FINISHED', '预授权订单已完结')
  if (freeze.status === 'CLOSED') throw refuse('ACQ.AUTH_ORDER_HAS_CLOSED', '预授权订单已关闭')
  // Required by the notes, missing from an official sample.
  if (content.buyer_id !== undefined && content.buyer_id !== buyer.id)
    throw refuse('ACQ.TRADE_BUYER_NOT_MATCH', '交易买家不匹配')
  if (content.product_code !== freeze.productCode)
    throw refuse('ACQ.PRE_AUTH_PROD_CODE_INCONSISTENT', '预授权产品码不一致')
  if (moneyOf(content.total_amount, 'ACQ.INVALID_PARAMETER') > remaining(freeze))
    throw refuse('ACQ.AUTH_AMOUNT_NOT_ENOUGH', '授权金额不足')
}
