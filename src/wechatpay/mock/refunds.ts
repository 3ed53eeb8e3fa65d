import { decryptRsaOaep, fromBase64 } from '#crypto'
import { toChinaTime } from '../../codec/time.js'
import type { PrivateKey } from '../../crypto/contract.js'
import {
  type BookOrder,
  type BookRefund,
  isBookError,
  orderByPaymentId,
  placeRefund,
  refundsOf,
} from '../../mock/book.js'
import { newRefundId } from './numbers.js'
import { type Handler, type Json, memoryOf, type Platform, type RefundMemory, refundMemoryOf } from './platform.js'
import { mustBeSubMerchant } from './prepay.js'
import { refuse, refuseField } from './refusal.js'
import { checkBody, fingerprint, publicUrl, type Rules, upTo } from './rules.js'

const year = 365 * 24 * 3_600_000

/** `POST /v3/refund/domestic/refunds` (doc 4013071036). */
export const createRefund: Handler = (gateway, body) => {
  checkBody(rules(), body)
  const { book, clock } = gateway
  if ((body.transaction_id === undefined) === (body.out_trade_no === undefined)) {
    throw refuseField('/out_trade_no', '与transaction_id二选一')
  }
  if (body.sub_mchid !== undefined) mustBeSubMerchant(gateway, body)
  const refundId = body.out_refund_no as string
  const amount = body.amount as { refund: number; total: number }
  const order = orderOf(gateway, body)
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
export const queryRefund =
  (refundId: string, query: URLSearchParams): Handler =>
  ({ book }) => {
    const [refund] = refundsOf(book, refundId)
    const owner = query.get('sub_mchid') ?? undefined
    if (!refund || refundMemoryOf(refund).subMerchantId !== owner)
      throw refuse(404, 'RESOURCE_NOT_EXISTS', '退款单不存在')
    return refundObject(refund)
  }

/** `POST …/{refund_id}/apply-abnormal-refund` (doc 4013071193): back to work, now towards another account. */
export const applyAbnormalRefund =
  (providerRefundId: string): Handler =>
  async (gateway, body, encryptedFor) => {
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
    const [refund] = refundsOf(gateway.book, body.out_refund_no as string)
    if (refund?.providerRefundId !== providerRefundId || refundMemoryOf(refund).subMerchantId !== body.sub_mchid)
      throw refuse(404, 'RESOURCE_NOT_EXISTS', '退款单不存在')
    if (refund.status !== 'needs-action') throw refuse(400, 'INVALID_REQUEST', '退款单状态不是退款异常')
    const memory = refundMemoryOf(refund)
    if (body.type === 'USER_BANK_CARD') {
      if (body.bank_type === undefined) throw refuseField('/bank_type', '缺少必填参数')
      const key = keyOf(gateway, encryptedFor)
      const account = await openField(key, '/bank_account', body.bank_account)
      await openField(key, '/real_name', body.real_name)
      memory.receivedBy = `${body.bank_type}${account.slice(-4)}`
    } else memory.receivedBy = '商户银行账户'
    refund.status = 'pending'
    return refundObject(refund)
  }

/** The key that the request says it encrypted its fields for (doc 4013053257). */
function keyOf({ identity }: Platform, serial: string | undefined): PrivateKey {
  if (!serial) throw refuse(400, 'PARAM_ERROR', 'HTTP header缺少微信支付平台证书序列号(Wechatpay-Serial)')
  const key = identity.platform.find((candidate) => candidate.serial === serial)
  if (!key) throw refuse(400, 'PARAM_ERROR', '平台证书序列号Wechatpay-Serial错误')
  return key.privateKey
}

async function openField(key: PrivateKey, field: string, value: unknown): Promise<string> {
  const bytes = typeof value === 'string' ? fromBase64(value) : undefined
  try {
    if (bytes) return new TextDecoder().decode(await decryptRsaOaep(key, bytes))
  } catch {
    // Told below: what is not Base64 and what does not decrypt are refused alike.
  }
  throw refuseField(field, '敏感信息解密失败')
}

function orderOf({ book }: Platform, body: Json): BookOrder | undefined {
  const order = body.out_trade_no
    ? book.orders.get(body.out_trade_no as string)
    : orderByPaymentId(book, body.transaction_id)
  return order && memoryOf(order).prepay.sub_mchid === body.sub_mchid ? order : undefined
}

const wireStatus = {
  pending: 'PROCESSING',
  succeeded: 'SUCCESS',
  closed: 'CLOSED',
  'needs-action': 'ABNORMAL',
} as const

/** The refund object of the refund calls. */
export function refundObject(refund: BookRefund): Json {
  const { order, value } = refund
  return {
    refund_id: refund.providerRefundId,
    out_refund_no: refund.refundId,
    transaction_id: order.paymentId,
    out_trade_no: order.orderId,
    channel: 'ORIGINAL',
    user_received_account: refundMemoryOf(refund).receivedBy,
    ...(refund.status === 'succeeded' && { success_time: toChinaTime(refund.settledAt!) }),
    create_time: toChinaTime(refund.createdAt),
    status: wireStatus[refund.status],
    funds_account: 'AVAILABLE',
    amount: {
      total: order.amount.value,
      refund: value,
      payer_total: order.amount.value,
      payer_refund: value,
      settlement_refund: value,
      settlement_total: order.amount.value,
      discount_refund: 0,
      currency: 'CNY',
    },
  }
}

/** The refund object inside a webhook: fewer members, and the state has another name. */
export function refundNotice(refund: BookRefund, status: BookRefund['status'], merchant: Json): Json {
  const { order, value } = refund
  return {
    ...merchant,
    transaction_id: order.paymentId,
    out_trade_no: order.orderId,
    refund_id: refund.providerRefundId,
    out_refund_no: refund.refundId,
    refund_status: wireStatus[status],
    ...(status === 'succeeded' && { success_time: toChinaTime(refund.settledAt!) }),
    user_received_account: refundMemoryOf(refund).receivedBy,
    amount: { total: order.amount.value, refund: value, payer_total: order.amount.value, payer_refund: value },
  }
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
