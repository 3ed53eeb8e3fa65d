import { yuanText } from '../../mock/numbers.js'
import type { Desk } from '../../mock/provider.js'
import type { Platform } from './platform.js'
import { applyRefund } from './refunds.js'
import { entriesOf, periodOf, write } from './statements.js'
import { tradeMethods } from './trades.js'

const precreate = 'alipay.trade.precreate'

/** Orders by QR code, which are no trades until the payer opens them; refunds that are accepted, and settled by a control. */
export const deskOf = (platform: Platform): Desk => ({
  currency: 'CNY',
  createOrder({ orderId, amount, description, notifyUrl }) {
    const content = { out_trade_no: orderId, total_amount: yuanText(amount.value), subject: description }
    const placed = tradeMethods[precreate]!(platform, content, { method: precreate, notifyUrl, returnUrl: undefined })
    return placed.qr_code as string
  },
  refund({ order, refundId, value }) {
    const content = { out_trade_no: order.orderId, out_request_no: refundId, refund_amount: yuanText(value) }
    const method = 'alipay.trade.refund.apply'
    applyRefund(platform, content, { method, notifyUrl: undefined, returnUrl: undefined })
  },
  statement(date) {
    const { start, end } = periodOf(date)
    if (entriesOf(platform, start, end).length === 0) return undefined
    const [list = []] = write(platform, date)
    return `${list.join('\r\n')}\r\n`
  },
})
