import type { Desk } from '../../mock/provider.js'
import { openOrder } from './orders.js'
import { memoryOf, type Platform, userId } from './platform.js'
import { applyRefund } from './refunds.js'
import { statementOf } from './statements.js'

/** Orders whose payers have opened the cashier. Baidu has no codes: what is told is its own number. */
export const deskOf = (platform: Platform): Desk => ({
  currency: 'CNY',
  createOrder({ orderId, amount, description, notifyUrl }) {
    const told = notifyUrl === undefined ? {} : { notifyUrl }
    const asked = { tpOrderId: orderId, totalAmount: String(amount.value), dealTitle: description, ...told }
    return memoryOf(openOrder(platform, asked)).number
  },
  refund({ order, refundId, value }) {
    const asked = {
      orderId: memoryOf(order).number,
      tpOrderId: order.orderId,
      userId,
      bizRefundBatchId: refundId,
      applyRefundMoney: String(value),
      refundType: '1',
      refundReason: '退款',
      isSkipAudit: '1',
    }
    applyRefund(platform, asked, 'v2')
  },
  statement: (date) => statementOf(platform, date),
})
