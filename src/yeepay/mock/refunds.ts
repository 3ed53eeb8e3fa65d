import { toChinaText } from '../../codec/time.js'
import { urlProblem } from '../../core/public-url.js'
import { type BookRefund, isBookError, placeRefund, refundsOf, settleBookRefund } from '../../mock/book.js'
import type { Json } from '../../mock/http.js'
import { found } from './orders.js'
import {
  type Asked,
  failed,
  fenIn,
  type Handler,
  illegal,
  memoryOf,
  mustText,
  newNumber,
  type Platform,
  type RefundMemory,
  refundMemoryOf,
  textIn,
  yuan,
} from './platform.js'

const day = 24 * 3_600_000

/** 申请退款: accepted, which the `settleRefund` control ends. The same number again is the same refund, one that failed is tried anew. */
export const refund: Handler = (platform, asked) => {
  const { book, clock } = platform
  const order = found(platform, asked)
  const refundId = mustText(asked, 'refundRequestId', 64)
  if (!/^\w+$/.test(refundId)) throw illegal('refundRequestId')
  const value = fenIn(asked, 'refundAmount')
  const notifyUrl = textIn(asked, 'notifyUrl', 200)
  if (notifyUrl && urlProblem(notifyUrl, { maximum: 200, query: true })) throw illegal('notifyUrl')
  const known = refundsOf(book, refundId).at(-1)
  if (known && (known.order !== order || known.value !== value)) throw failed('MOCK-REFUND-REPEATED', '退款请求号重复')
  if (known && known.status !== 'closed') return { code: 'OPR00000', message: '成功', ...refundTold(platform, known) }
  if (order.paidAt !== undefined && clock.now() > order.paidAt + 365 * day)
    throw failed('MOCK-REFUND-LATE', '超过退款期限')
  try {
    const placed = placeRefund(book, {
      refundId,
      providerRefundId: newNumber(platform, '1002'),
      order,
      value,
      createdAt: clock.now(),
      wire: { notifyUrl } satisfies RefundMemory,
    })
    return { code: 'OPR00000', message: '成功', ...refundTold(platform, placed) }
  } catch (error) {
    if (!isBookError(error)) throw error
    throw error.reason === 'order-not-paid'
      ? failed('MOCK-ORDER-NOT-PAID', '订单状态不允许退款')
      : failed('MOCK-REFUND-TOO-LARGE', '退款金额大于可退金额')
  }
}

/** 查询退款, by both numbers. */
export const refundQuery: Handler = (platform, asked) => ({
  code: 'OPR00000',
  message: '成功',
  ...refundTold(platform, foundRefund(platform, asked)),
})

function foundRefund(platform: Platform, asked: Asked): BookRefund {
  const order = found(platform, asked)
  const refundId = mustText(asked, 'refundRequestId', 128)
  const refund = refundsOf(platform.book, refundId)
    .filter((one) => one.order === order)
    .at(-1)
  if (!refund) throw failed('MOCK-REFUND-NOT-FOUND', '退款订单不存在')
  return refund
}

export function refundTold(platform: Platform, refund: BookRefund, status = refundStateOf(refund)): Json {
  const { merchantId } = platform
  const { order, value } = refund
  return {
    parentMerchantNo: merchantId,
    merchantNo: merchantId,
    orderId: order.orderId,
    uniqueOrderNo: memoryOf(order).paymentId,
    refundRequestId: refund.refundId,
    uniqueRefundNo: refund.providerRefundId,
    refundAmount: yuan(platform, value),
    refundRequestDate: toChinaText(refund.createdAt),
    status,
    ...(status === 'SUCCESS' && {
      realRefundAmount: yuan(platform, value),
      refundSuccessDate: toChinaText(refund.settledAt!),
    }),
    ...(status === 'SUSPEND' && { failReason: '待商户处理' }),
  }
}

const states = { pending: 'PROCESSING', succeeded: 'SUCCESS', closed: 'FAILED', 'needs-action': 'SUSPEND' } as const
export const refundStateOf = (refund: BookRefund): string =>
  refundMemoryOf(refund).ended ? 'CANCEL' : states[refund.status]

/** 退款补充: what waits goes on. */
export const refundSupply: Handler = (platform, asked) => {
  const refund = suspended(platform, asked)
  refund.status = 'pending'
  return moved(platform, refund)
}

/** 退款终止: what waits is over, and told. */
export const refundEnd: Handler = (platform, asked) => {
  const { clock, notify } = platform
  const refund = suspended(platform, asked)
  settleBookRefund(refund, 'closed', clock.now())
  refundMemoryOf(refund).ended = true
  notify({ type: 'refund', refund, status: 'closed', at: clock.now() })
  return moved(platform, refund)
}

function suspended(platform: Platform, asked: Asked): BookRefund {
  const refund = foundRefund(platform, asked)
  if (refund.status !== 'needs-action') throw failed('MOCK-REFUND-STATE', '退款状态不允许该操作')
  return refund
}

const moved = ({ merchantId }: Platform, { order, refundId }: BookRefund): Json => ({
  code: 'OPR00000',
  message: '成功',
  merchantNo: merchantId,
  orderId: order.orderId,
  refundRequestId: refundId,
})
