import { toChinaText } from '../../codec/time.js'
import {
  type BookOrder,
  type BookRefund,
  closeOrder,
  isBookError,
  placeRefund,
  refundable,
  settleBookRefund,
} from '../../mock/book.js'
import { fen, randomText, yuanText } from './numbers.js'
import { find, isFinished, known } from './orders.js'
import { buyer, type Handler, type Json, memoryOf, type Platform, refundMemoryOf, refuseBusiness } from './platform.js'

const invalid = (name: string) => refuseBusiness('ACQ.INVALID_PARAMETER', `参数无效：${name}`)

export const refund: Handler = (platform, content) => {
  const order = known(platform, content)
  const value = fen(content.refund_amount)
  if (value === undefined || value < 1) throw invalid('refund_amount')
  // Left out of a refund in full, the number is the order's own.
  const number = content.out_request_no ?? (value === order.amount.value ? order.orderId : undefined)
  // Only its length is documented.
  if (typeof number !== 'string' || !/^[\x21-\x7e]{1,64}$/.test(number)) throw invalid('out_request_no，部分退款时必填')
  const same = refundOf(order, number)
  if (same) {
    if (same.value !== value) throw refuseBusiness('ACQ.DISCORDANT_REPEAT_REQUEST', '同一笔退款号退款金额不一致')
    return refundAnswer(same, 'N')
  }
  if (order.status === 'pending') throw refuseBusiness('ACQ.TRADE_STATUS_ERROR', '交易状态不合法')
  if (order.status === 'closed' || refundable(order) === 0) throw refuseBusiness('ACQ.TRADE_HAS_CLOSE', '交易已经关闭')
  if (isFinished(order, platform.clock.now())) throw refuseBusiness('ACQ.TRADE_HAS_FINISHED', '交易已完结')
  try {
    const reason = typeof content.refund_reason === 'string' ? content.refund_reason : undefined
    return refundAnswer(giveBack(platform, order, { number, value, reason }), 'Y')
  } catch (error) {
    if (!isBookError(error)) throw error
    throw refuseBusiness('ACQ.REASON_TRADE_REFUND_FEE_ERR', '退款金额无效')
  }
}

/** Money goes back at once, and a notification is queued if the payment had an address for it. */
export function giveBack(
  { book, clock, notify }: Platform,
  order: BookOrder,
  { number, value, reason }: { number: string; value: number; reason: string | undefined },
): BookRefund {
  const at = clock.now()
  const placed = placeRefund(book, {
    refundId: number,
    providerRefundId: randomText(8),
    order,
    value,
    createdAt: at,
    wire: { reason },
  })
  settleBookRefund(placed, 'succeeded', at)
  if (memoryOf(order).beside.notifyUrl) notify({ type: 'refund', refund: placed, status: 'succeeded', at })
  return placed
}

/** An unknown refund is answered with 10000 all the same, without the members that would tell of one. */
export const refundQuery: Handler = (platform, content) => {
  if (typeof content.out_request_no !== 'string') throw invalid('out_request_no')
  const order = known(platform, content)
  const found = refundOf(order, content.out_request_no)
  if (!found) return {}
  return {
    out_trade_no: order.orderId,
    trade_no: memoryOf(order).tradeNo,
    out_request_no: found.refundId,
    refund_reason: refundMemoryOf(found).reason,
    total_amount: yuanText(order.amount.value),
    refund_amount: yuanText(found.value),
    ...(found.status === 'succeeded' && {
      refund_status: 'REFUND_SUCCESS',
      gmt_refund_pay: toChinaText(found.settledAt!),
      send_back_fee: yuanText(found.value),
    }),
  }
}

export const cancel: Handler = (platform, content) => {
  const order = find(platform, content)
  const answer = { out_trade_no: order?.orderId ?? content.out_trade_no, retry_flag: 'N' }
  // Cancelling what does not exist succeeds; unconfirmed, but asked for by the official flow.
  if (!order) return { ...answer, action: 'close' }
  const now = platform.clock.now()
  const numbers = { ...answer, ...(order.opened && { trade_no: memoryOf(order).tradeNo }) }
  // Again: the same as the first time.
  if (order.status === 'closed') return { ...numbers, action: 'close' }
  const left = refundable(order)
  if (order.status === 'paid' && left === 0) return { ...numbers, action: 'refund' }
  if (order.status === 'paid' && isFinished(order, now)) throw refuseBusiness('ACQ.TRADE_HAS_FINISHED', '交易已完结')
  // A code that nobody scanned is no trade, so it has no age.
  if (order.opened && now > order.createdAt + 24 * 3_600_000)
    throw refuseBusiness('ACQ.TRADE_CANCEL_TIME_OUT', '超过撤销时间范围')
  if (order.status === 'paid') {
    giveBack(platform, order, { number: order.orderId, value: left, reason: '撤销' })
    return { ...numbers, action: 'refund' }
  }
  closeOrder(order)
  return { ...numbers, action: 'close' }
}

// The number is unique within its payment only.
const refundOf = ({ refunds }: BookOrder, number: string) => refunds.find(({ refundId }) => refundId === number)

/** All that had gone back of the payment once this refund had succeeded, in fen. */
export function refundedWith(refund: BookRefund): number {
  const { refunds } = refund.order
  return refunds.slice(0, refunds.indexOf(refund) + 1).reduce((sum, { value }) => sum + value, 0)
}

const refundAnswer = (refund: BookRefund, fundChange: 'Y' | 'N'): Json => ({
  trade_no: memoryOf(refund.order).tradeNo,
  out_trade_no: refund.order.orderId,
  buyer_logon_id: buyer.logonId,
  buyer_user_id: refund.order.payerId,
  fund_change: fundChange,
  refund_fee: yuanText(refundedWith(refund)),
  gmt_refund_pay: toChinaText(refund.settledAt!),
  send_back_fee: yuanText(refund.value),
})
