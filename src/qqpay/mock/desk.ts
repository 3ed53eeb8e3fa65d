import type { Desk } from '../../mock/provider.js'
import { tradeTypes } from '../wire.js'
import { codeOf, unifiedOrder } from './orders.js'
import type { Platform } from './platform.js'
import { refund } from './refunds.js'
import { startOf, write } from './statements.js'

/** Orders by QR code. */
export const deskOf = (platform: Platform): Desk => ({
  // QQ Wallet wants an address; nobody is behind this one.
  createOrder({ orderId, amount, description, notifyUrl = 'https://shop.example/notify' }) {
    unifiedOrder(platform, {
      trade_type: tradeTypes.qr,
      out_trade_no: orderId,
      body: description,
      fee_type: amount.currency,
      total_fee: String(amount.value),
      spbill_create_ip: '127.0.0.1',
      notify_url: notifyUrl,
    })
    return codeOf(platform.book.orders.get(orderId)!)
  },
  refund({ order, refundId, value }) {
    refund(platform, { out_trade_no: order.orderId, out_refund_no: refundId, refund_fee: String(value) })
  },
  statement: (date) => write(platform, startOf(date)),
})
