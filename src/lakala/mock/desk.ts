import type { Desk } from '../../mock/provider.js'
import { wallets } from '../wire.js'
import { codeOf, preorder } from './orders.js'
import { logNoOf, memoryOf, type Platform } from './platform.js'
import { refund } from './refunds.js'

/** Orders by Alipay's QR code. Lakala's statements are in no interface that a public source has. */
export const deskOf = (platform: Platform): Desk => {
  const { merchantId, terminalId } = platform.identity
  const common = { merchant_no: merchantId, term_no: terminalId, location_info: { request_ip: '127.0.0.1' } }
  return {
    currency: 'CNY',
    createOrder({ orderId, amount, description, notifyUrl }) {
      preorder(platform, {
        ...common,
        out_trade_no: orderId,
        account_type: wallets.alipay,
        trans_type: '41',
        total_amount: String(amount.value),
        subject: description,
        notify_url: notifyUrl,
      })
      return codeOf(platform.book.orders.get(orderId)!)
    },
    refund({ order, refundId, value }) {
      const tradeNo = memoryOf(order).tradeNo ?? ''
      const given = { out_trade_no: refundId, refund_amount: String(value) }
      refund(platform, { ...common, ...given, origin_trade_no: tradeNo, origin_log_no: logNoOf(tradeNo) })
    },
  }
}
