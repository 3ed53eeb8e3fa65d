import { toChinaTime } from '../../codec/time.js'
import { type BookOrder, closeOrder, isBookError, orderByPaymentId } from '../../mock/book.js'
import { type Handler, type Json, memoryOf, type Platform } from './platform.js'
import { refuse } from './refusal.js'
import { checkBody, upTo } from './rules.js'

/** `GET …/out-trade-no/{n}`: any state (doc 4012791858). */
export const queryByOrderId =
  (orderId: string, query: URLSearchParams, partner: boolean): Handler =>
  (gateway) => {
    mustName(gateway, query, partner)
    return transaction(gateway, found(gateway, gateway.book.orders.get(orderId), query, partner))
  }

/** `GET …/id/{n}`: paid orders only (doc 4012791859). */
export const queryByPaymentId =
  (paymentId: string, query: URLSearchParams, partner: boolean): Handler =>
  (gateway) => {
    mustName(gateway, query, partner)
    const order = orderByPaymentId(gateway.book, paymentId)
    return transaction(gateway, found(gateway, order, query, partner))
  }

/** `POST …/close`: 204; an unpaid or closed order only (doc 4012791860). */
export const closeByOrderId =
  (orderId: string, partner: boolean): Handler =>
  (gateway, body) => {
    checkBody(partner ? { sp_mchid: upTo(32), sub_mchid: upTo(32) } : { mchid: upTo(32) }, body)
    const query = new URLSearchParams(Object.entries(body).map(([name, value]) => [name, String(value)]))
    mustName(gateway, query, partner)
    const order = found(gateway, gateway.book.orders.get(orderId), query, partner)
    // Internal error 268449641; the code is unconfirmed.
    if (memoryOf(order).product === 'codepay')
      throw refuse(400, 'INVALID_REQUEST', '付款码支付订单不支持关单，请使用撤销')
    try {
      closeOrder(order)
    } catch (error) {
      if (!isBookError(error)) throw error
      // The exact code for a paid order is unconfirmed.
      throw refuse(403, 'TRADE_ERROR', '订单已支付，不能关闭')
    }
    return undefined
  }

function mustName({ identity }: Platform, query: URLSearchParams, partner: boolean): void {
  const name = partner ? 'sp_mchid' : 'mchid'
  if (query.get(name) === identity.merchantId) return
  throw refuse(400, 'PARAM_ERROR', `输入源“/query/${name}”与http header中的mchid不匹配`, {
    field: name,
    value: query.get(name) ?? '',
    issue: '商户号不匹配',
    location: 'query',
  })
}

function found(gateway: Platform, order: BookOrder | undefined, query: URLSearchParams, partner: boolean): BookOrder {
  const owner = order && memoryOf(order).prepay.sub_mchid
  if (!order || (partner ? owner !== query.get('sub_mchid') : owner !== undefined))
    throw refuse(404, 'ORDER_NOT_EXIST', '订单不存在')
  closeWhenForgotten(gateway, order)
  return order
}

/** An order left open is closed after 7 days (doc 4013070347). */
export function closeWhenForgotten({ clock }: Platform, order: BookOrder): void {
  if (order.status === 'pending' && clock.now() > order.createdAt + 7 * 24 * 3_600_000) closeOrder(order)
}

/** The transaction object, of queries and of the payment webhook. */
export function transaction({ identity }: Platform, order: BookOrder): Json {
  const { prepay, product } = memoryOf(order)
  const { value, currency } = order.amount
  const paid = order.status === 'paid'
  const [state, words] = stateOf(order)
  const partner = prepay.sp_mchid !== undefined
  return {
    ...(partner
      ? { sp_appid: prepay.sp_appid, sp_mchid: prepay.sp_mchid, sub_mchid: prepay.sub_mchid }
      : { appid: prepay.appid, mchid: identity.merchantId }),
    ...(prepay.sub_appid !== undefined && { sub_appid: prepay.sub_appid }),
    out_trade_no: order.orderId,
    ...(paid && { transaction_id: order.paymentId, trade_type: tradeTypes[product] }),
    trade_state: state,
    trade_state_desc: words,
    ...(paid && { bank_type: 'OTHERS' }),
    ...(prepay.attach !== undefined && { attach: prepay.attach }),
    ...(order.paidAt !== undefined && { success_time: toChinaTime(order.paidAt) }),
    ...(paid && { payer: payerOf(order, partner) }),
    // Whether an unpaid order has its amount here is unconfirmed; sent, so that a client meets the fuller form.
    amount: { total: value, currency, ...(paid && { payer_total: value, payer_currency: currency }) },
  }
}

const tradeTypes: Record<string, string> = {
  native: 'NATIVE',
  jsapi: 'JSAPI',
  app: 'APP',
  h5: 'MWEB',
  codepay: 'MICROPAY',
}

function payerOf(order: BookOrder, partner: boolean): Json {
  const asked = memoryOf(order).prepay.payer as Json | undefined
  if (asked) return asked
  return partner ? { sp_openid: order.payerId } : { openid: order.payerId }
}

function stateOf(order: BookOrder): readonly [state: string, words: string] {
  const codepay = memoryOf(order).product === 'codepay'
  if (order.status === 'closed') return codepay ? ['REVOKED', '已撤销'] : ['CLOSED', '已关闭']
  if (order.status === 'pending' && codepay) return ['USERPAYING', '用户支付中，需要输入密码']
  if (order.status === 'pending') return ['NOTPAY', '订单未支付']
  // The documentation says from success on, older texts from acceptance on; unconfirmed.
  return order.refunds.some(({ status }) => status === 'succeeded')
    ? ['REFUND', '订单发生过退款']
    : ['SUCCESS', '支付成功']
}
