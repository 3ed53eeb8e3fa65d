import { type BookOrder, isBookError, placeRefund, refundsOf } from '../../mock/book.js'
import type { Json } from '../../mock/http.js'
import { refuse } from '../../mock/refusal.js'
import { fingerprint, publicUrl, type Rules, upTo } from '../../mock/rules.js'
import { openField } from './fields.js'
import { newRefundId } from './numbers.js'
import { type Handler, memoryOf, type Platform, type RefundMemory, refundMemoryOf } from './platform.js'
import { mustBeSubMerchant } from './prepay.js'
import { refundObject } from './refund.js'
import { checkBody, refuseField } from './rules.js'

const year = 365 * 24 * 3_600_000

/** `POST /v3/refund/domestic/refunds` (doc 4013071036). */
export const createRefund: Handler = (platform, { body }) => {
  checkBody(rules(), body)
  const { book, clock } = platform
  if ((body.transaction_id === undefined) === (body.out_trade_no === undefined)) {
    throw refuseField('/out_trade_no', '与transaction_id二选一')
  }
  if (body.sub_mchid !== undefined) mustBeSubMerchant(platform, body)
  const refundId = body.out_refund_no as string
  const amount = body.amount as { refund: number; total: number }
  const order = orderOf(platform, body)
  const [known] = refundsOf(book, refundId)
  if (known) {
    if (refundMemoryOf(known).fingerprint === fingerprint(body)) return refundObject(known)
    throw refuse(400, 'INVALID_REQUEST', '订单金额或退款金额与之前请求不一致，请核实后再试')
  }
  if (order?.status !== 'paid') throw refuse(404, 'RESOURCE_NOT_EXISTS', '订单不存在或未支付')
  if (amount.total !== order.amount.value) throw refuse(400, 'INVALID_REQUEST', '订单金额与原订单不一致')
  if (clock.now() > order.paidAt! + year) throw refuse(403, 'TRADE_OVERDUE', '订单已超过退款期限')
  if (order.refunds.length >= 50) throw refuse(400, 'INVALID_REQUEST', '部分退款次数超过限制')
  try {
    const refund = placeRefund(book, {
      refundId,
      providerRefundId: newRefundId(clock),
      order,
      value: amount.refund,
      createdAt: clock.now(),
      wire: {
        fingerprint: fingerprint(body),
        subMerchantId: body.sub_mchid as string | undefined,
        notifyUrl: body.notify_url as string | undefined,
        from: (body.amount as Json).from,
        receivedBy: '支付用户零钱',
      } satisfies RefundMemory,
    })
    return refundObject(refund)
  } catch (error) {
    if (!isBookError(error)) throw error
    // Status and code are unconfirmed.
    throw refuse(400, 'INVALID_REQUEST', '申请退款金额大于订单剩余可退金额')
  }
}

/** `GET /v3/refund/domestic/refunds/{out_refund_no}` (doc 4013071041). */
export const queryRefund: Handler = ({ book }, { parts, query }) => {
  const [refund] = refundsOf(book, parts.refundId ?? '')
  const owner = query.get('sub_mchid') ?? undefined
  if (!refund || refundMemoryOf(refund).subMerchantId !== owner)
    throw refuse(404, 'RESOURCE_NOT_EXISTS', '退款单不存在')
  return refundObject(refund)
}

/** `POST …/{refund_id}/apply-abnormal-refund` (doc 4013071193): back to work, now towards another account. */
export const applyAbnormalRefund: Handler = async (platform, { body, parts, headers }) => {
  checkBody(
    {
      'sub_mchid?': upTo(32),
      out_refund_no: upTo(64),
      type: /^(USER|MERCHANT)_BANK_CARD$/,
      'bank_type?': upTo(16),
      'bank_account?': upTo(1024),
      'real_name?': upTo(1024),
    },
    body,
  )
  const [refund] = refundsOf(platform.book, body.out_refund_no as string)
  const isTheirs = refund && refundMemoryOf(refund).subMerchantId === body.sub_mchid
  if (!isTheirs || refund.providerRefundId !== parts.providerRefundId)
    throw refuse(404, 'RESOURCE_NOT_EXISTS', '退款单不存在')
  if (refund.status !== 'needs-action') throw refuse(400, 'INVALID_REQUEST', '退款单状态不是退款异常')
  const memory = refundMemoryOf(refund)
  if (body.type === 'USER_BANK_CARD') {
    if (body.bank_type === undefined) throw refuseField('/bank_type', '缺少必填参数')
    const account = await openField(platform, headers, '/bank_account', body.bank_account)
    await openField(platform, headers, '/real_name', body.real_name)
    memory.receivedBy = `${body.bank_type}${account.slice(-4)}`
  } else memory.receivedBy = '商户银行账户'
  refund.status = 'pending'
  return refundObject(refund)
}

function orderOf({ book }: Platform, body: Json): BookOrder | undefined {
  const order = body.out_trade_no
    ? book.orders.get(body.out_trade_no as string)
    : book.numbers.get(body.transaction_id as string)
  return order && memoryOf(order).prepay.sub_mchid === body.sub_mchid ? order : undefined
}

const rules = (): Rules => ({
  'sub_mchid?': upTo(32),
  'transaction_id?': upTo(32),
  'out_trade_no?': upTo(32),
  out_refund_no: /^[0-9A-Za-z_\-|*@]{1,64}$/,
  'reason?': upTo(80),
  'notify_url?': publicUrl(256),
  'funds_account?': /^(AVAILABLE|UNSETTLED)$/,
  amount: { refund: 'amount', total: 'amount', currency: /^CNY$/, 'from?': 'any' },
  'goods_detail?': 'any',
})
