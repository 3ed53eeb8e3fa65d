import { type BookOrder, closeOrder, refundable } from '../../mock/book.js'
import { find, isFinished } from './orders.js'
import { type Handler, memoryOf, type Platform, refundMemoryOf } from './platform.js'
import { giveBack } from './refunds.js'
import { refuse } from './refusals.js'

/** `alipay.trade.cancel`: whatever the trade's state, no money stays; within a day, and while nothing was refunded. */
export const cancel: Handler = (platform, content) => {
  const order = find(platform, content)
  // Without `action` nothing was cancelled: a charge that is still on its way, or a code, can be paid afterwards.
  if (!order?.opened) {
    if (content.trade_no) throw refuse('ACQ.TRADE_NOT_EXIST', '交易不存在')
    return { out_trade_no: content.out_trade_no, retry_flag: 'N' }
  }
  const numbers = { out_trade_no: order.orderId, trade_no: memoryOf(order).tradeNo, retry_flag: 'N' }
  return { ...numbers, action: undo(platform, order) }
}

function undo(platform: Platform, order: BookOrder): 'close' | 'refund' {
  const { clock, options } = platform
  // Again: the same as the first time.
  if (order.status === 'closed') return 'close'
  const refunds = order.refunds.filter(({ status }) => status !== 'closed')
  if (refunds.some((refund) => refundMemoryOf(refund).cancels)) return 'refund'
  const left = refundable(order)
  if (refunds.length > 0 && (left > 0 || options.unconfirmed?.refusesCancellingRefunded))
    throw refuse('ACQ.REASON_TRADE_REFUND_FEE_ERR', '退款金额无效，交易已发生退款，不能撤销')
  if (left === 0) return 'refund'
  if (order.status === 'paid' && isFinished(platform, order)) throw refuse('ACQ.TRADE_HAS_FINISHED', '交易已完结')
  if (clock.now() > order.createdAt + 24 * 3_600_000) throw refuse('ACQ.TRADE_CANCEL_TIME_OUT', '超过撤销时间范围')
  if (order.status === 'pending') {
    closeOrder(order)
    return 'close'
  }
  giveBack(platform, order, { number: order.orderId, value: left, reason: '撤销', cancels: true })
  return 'refund'
}
