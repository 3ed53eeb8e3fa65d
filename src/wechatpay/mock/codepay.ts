import { withStatus } from '../../mock/answer.js'
import { refuse } from '../../mock/refusal.js'
import { type Rules, upTo } from '../../mock/rules.js'
import { type Charged, charge, codePay, isTooOld, reverse } from './charges.js'
import { type Handler, memoryOf } from './platform.js'
import { mustBeOurs } from './prepay.js'
import { checkBody, partyRules, refuseField } from './rules.js'
import { transaction } from './transaction.js'

/** `POST …/codepay` (doc 4012382150). The statuses of its refusals are unconfirmed. */
export const codepay: Handler = (platform, { body, partner }) => {
  checkBody({ ...partyRules(partner), ...rules() }, body)
  const { store_info: store } = body.scene_info as { store_info: { id?: string; out_id?: string } }
  if (store.id === undefined && store.out_id === undefined)
    throw refuseField('/scene_info/store_info', 'id与out_id二选一')
  mustBeOurs(platform, body, partner)
  const { payer, ...prepay } = body
  const orderId = body.out_trade_no as string
  const charged = charge(platform, {
    orderId,
    value: (body.amount as { total: number }).total,
    payerCode: (payer as { auth_code: string }).auth_code,
    prepay,
  })
  const order = platform.book.orders.get(orderId)!
  if (charged === 'paid') return transaction(platform, order)
  if (charged !== 'payer-busy') throw refuse(...refusals[charged])
  // The body of a 202 is unconfirmed.
  return platform.unconfirmed.answersBusyByCode
    ? withStatus(202, { code: 'USERPAYING', message: '需要用户输入支付密码' })
    : withStatus(202, transaction(platform, order))
}

type Refused = readonly [status: number, code: string, words: string]

const refusals: Record<Exclude<Charged, 'paid' | 'payer-busy'>, Refused> = {
  'payer-refuses': [403, 'NOTENOUGH', '余额不足'],
  'code-used': [400, 'AUTH_CODE_INVALID', '付款码已被使用，请刷新付款码后重新收款'],
  'code-expired': [400, 'AUTH_CODE_INVALID', '付款码已过期，请刷新付款码后重新收款'],
  'order-paid': [400, 'ORDER_PAID', '该订单已支付'],
  'order-reversed': [400, 'ORDER_CLOSED', '订单已撤销'],
  'order-used': [403, 'OUT_TRADE_NO_USED', '商户订单号重复'],
  'charged-again': [400, 'INVALID_REQUEST', '重复请求支付'],
  'other-payer': [400, 'INVALID_REQUEST', '重复请求支付，付款人与之前请求不一致'],
}

/** `POST …/out-trade-no/{n}/reverse` (doc 4012382150). */
export const reverseByOrderId: Handler = (platform, { body, parts, partner }) => {
  checkBody(partyRules(partner), body)
  const order = platform.book.orders.get(parts.orderId ?? '')
  const { endsV3Reversal, refusesReversingUnknown } = platform.unconfirmed
  if (order ? memoryOf(order).prepay.sub_mchid !== body.sub_mchid : refusesReversingUnknown)
    throw refuse(404, 'ORDER_NOT_EXIST', '订单不存在')
  if (order && memoryOf(order).product !== codePay) throw refuse(400, 'INVALID_REQUEST', '非付款码支付订单')
  if (order && endsV3Reversal && isTooOld(platform, order)) throw refuse(403, 'REVERSE_EXPIRE', '订单无法撤销')
  if (order) reverse(platform, order)
  return { ...body, out_trade_no: parts.orderId }
}

const rules = (): Rules => ({
  description: upTo(127),
  out_trade_no: /^[0-9A-Za-z_\-|*]{6,32}$/,
  'attach?': upTo(128),
  'goods_tag?': upTo(32),
  'support_fapiao?': 'boolean',
  payer: { auth_code: /^1[0-5]\d{16}$/ },
  amount: { total: 'amount', 'currency?': /^CNY$/ },
  scene_info: {
    'device_id?': upTo(32),
    'device_ip?': upTo(45),
    // WeChat Pay's own number of the place, or the merchant's.
    store_info: { 'id?': /^\d{1,32}$/, 'out_id?': upTo(32) },
  },
  'detail?': 'any',
  'settle_info?': { 'profit_sharing?': 'boolean' },
})
