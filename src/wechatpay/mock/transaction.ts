import { toChinaTime } from '../../codec/time.js'
import type { BookOrder } from '../../mock/book.js'
import type { Json } from '../../mock/http.js'
import { memoryOf, type Platform } from './platform.js'

/** The transaction object, of queries and of the payment webhook. What is only known once it is paid is left out before. */
export function transaction(platform: Platform, order: BookOrder): Json {
  const { prepay, product } = memoryOf(order)
  const paid = order.status === 'paid'
  const [state, words] = stateOf(platform, order)
  const partner = prepay.sp_mchid !== undefined
  return {
    ...(partner
      ? { sp_appid: prepay.sp_appid, sp_mchid: prepay.sp_mchid, sub_mchid: prepay.sub_mchid }
      : { appid: prepay.appid, mchid: platform.identity.merchantId }),
    ...(prepay.sub_appid !== undefined && { sub_appid: prepay.sub_appid }),
    out_trade_no: order.orderId,
    trade_state: state,
    trade_state_desc: words,
    ...(paid && {
      transaction_id: order.paymentId,
      trade_type: tradeTypes[product],
      bank_type: 'OTHERS',
      ...(prepay.attach !== undefined && { attach: prepay.attach }),
      success_time: toChinaTime(order.paidAt!),
      payer: partner ? partnersPayer(prepay, order) : { openid: askedPayer(prepay).openid ?? order.payerId },
    }),
    ...amountOf(platform, order),
    ...(order.coupon && { promotion_detail: [couponOf(order, order.coupon)] }),
  }
}

/** Left out of a closed order; whether an open one has it is unconfirmed. */
function amountOf({ unconfirmed }: Platform, order: BookOrder): Json {
  const { value: total, currency } = order.amount
  if (order.status === 'paid')
    return { amount: { total, currency, payer_total: total - (order.coupon ?? 0), payer_currency: currency } }
  return order.status === 'closed' || unconfirmed.hidesOpenAmount ? {} : { amount: { total, currency } }
}

const couponOf = ({ orderId, amount }: BookOrder, value: number): Json => ({
  coupon_id: `10${orderId.length}0000001`,
  name: '满减代金券',
  scope: 'GLOBAL',
  type: 'CASH',
  amount: value,
  stock_id: '9300001',
  wechatpay_contribute: value,
  merchant_contribute: 0,
  other_contribute: 0,
  currency: amount.currency,
})

export const tradeTypes: Record<string, string> = {
  native: 'NATIVE',
  jsapi: 'JSAPI',
  app: 'APP',
  h5: 'MWEB',
  codepay: 'MICROPAY',
}

const askedPayer = (prepay: Json) =>
  (prepay.payer ?? {}) as { openid?: string; sp_openid?: string; sub_openid?: string }

/** Known to the partner's app and, where the order named one, to the sub-merchant's, whichever of the two it was placed by. */
function partnersPayer(prepay: Json, order: BookOrder): Json {
  const asked = askedPayer(prepay)
  return {
    sp_openid: asked.sp_openid ?? order.payerId,
    ...(prepay.sub_appid !== undefined && { sub_openid: asked.sub_openid ?? `${order.payerId}-sub` }),
  }
}

function stateOf({ unconfirmed }: Platform, order: BookOrder): readonly [state: string, words: string] {
  const codepay = memoryOf(order).product === 'codepay'
  if (order.status === 'closed') return codepay ? ['REVOKED', '已撤销'] : ['CLOSED', '已关闭']
  if (order.status === 'pending' && codepay) return ['USERPAYING', '用户支付中，需要输入密码']
  if (order.status === 'pending') return ['NOTPAY', '订单未支付']
  // The documentation says from success on, older texts from acceptance on; unconfirmed.
  const shown = ({ status }: { status: string }) => status === 'succeeded' || unconfirmed.showsAcceptedRefunds
  return order.refunds.some(shown) ? ['REFUND', '订单发生过退款'] : ['SUCCESS', '支付成功']
}
