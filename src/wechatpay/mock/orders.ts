import { type BookOrder, closeOrder, isBookError } from '../../mock/book.js'
import { refuse } from '../../mock/refusal.js'
import { upTo } from '../../mock/rules.js'
import type { Call, Handler, Platform } from './platform.js'
import { memoryOf } from './platform.js'
import { checkBody } from './rules.js'
import { transaction } from './transaction.js'

/** `GET …/out-trade-no/{n}`: any state (doc 4012791858). */
export const queryByOrderId: Handler = (platform, call) => {
  const { orderId = '' } = call.parts
  return transaction(platform, found(platform, platform.book.orders.get(orderId), call, call.query))
}

/** `GET …/id/{n}`: paid orders only (doc 4012791859). */
export const queryByPaymentId: Handler = (platform, call) => {
  const order = platform.book.numbers.get(call.parts.paymentId ?? '')
  return transaction(platform, found(platform, order, call, call.query))
}

/** `POST …/close`: 204; an unpaid or closed order only (doc 4012791860). */
export const closeByOrderId: Handler = (platform, call) => {
  const { body, parts, partner } = call
  checkBody(partner ? { sp_mchid: upTo(32), sub_mchid: upTo(32) } : { mchid: upTo(32) }, body)
  const named = new URLSearchParams(Object.entries(body).map(([name, value]) => [name, String(value)]))
  const order = found(platform, platform.book.orders.get(parts.orderId ?? ''), call, named)
  // Internal error 268449641; the code is unconfirmed.
  if (memoryOf(order).product === 'codepay')
    throw refuse(400, 'INVALID_REQUEST', '付款码支付订单不支持关单，请使用撤销')
  try {
    closeOrder(order)
  } catch (error) {
    if (!isBookError(error)) throw error
    // So the official troubleshooting table; its status is not given.
    throw refuse(403, platform.unconfirmed.paidOrderCode ?? 'ORDER_PAID', '订单已支付，不能关闭')
  }
  return undefined
}

/** The order, if it is of the merchant that the request names. */
function found(platform: Platform, order: BookOrder | undefined, { partner }: Call, named: URLSearchParams): BookOrder {
  const name = partner ? 'sp_mchid' : 'mchid'
  if (named.get(name) !== platform.identity.merchantId)
    throw refuse(400, 'PARAM_ERROR', `输入源“/query/${name}”与http header中的mchid不匹配`, {
      field: name,
      value: named.get(name) ?? '',
      issue: '商户号不匹配',
      location: 'query',
    })
  const owner = order && memoryOf(order).prepay.sub_mchid
  if (!order || (partner ? owner !== named.get('sub_mchid') : owner !== undefined))
    throw refuse(404, 'ORDER_NOT_EXIST', '订单不存在')
  closeWhenForgotten(platform, order)
  return order
}

/** An order left open is closed after 7 days (doc 4013070347). */
export function closeWhenForgotten({ clock }: Platform, order: BookOrder): void {
  if (order.status === 'pending' && clock.now() > order.createdAt + 7 * 24 * 3_600_000) closeOrder(order)
}
