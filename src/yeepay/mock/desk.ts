import { yuanText } from '../../mock/numbers.js'
import type { Desk } from '../../mock/provider.js'
import { payLink } from './orders.js'
import { memoryOf, type Platform } from './platform.js'
import { refund } from './refunds.js'
import { startOf, write } from './statements.js'

/** Orders by one code for several wallets. */
export function deskOf(platform: Platform): Desk {
  const { merchantId } = platform
  const who = { parentMerchantNo: merchantId, merchantNo: merchantId }
  return {
    currency: 'CNY',
    createOrder({ orderId, amount, description, notifyUrl }) {
      const fields = {
        ...who,
        orderId,
        orderAmount: yuanText(amount.value),
        goodsName: description,
        ...(notifyUrl && { notifyUrl }),
        payWay: 'USER_SCAN',
        scene: '{"WECHAT":"OFFLINE","ALIPAY":"OFFLINE"}',
        userIp: '127.0.0.1',
      }
      payLink(platform, { fields, origin: '' })
      return memoryOf(platform.book.orders.get(orderId)!).told
    },
    refund({ order, refundId, value }) {
      const fields = { ...who, orderId: order.orderId, refundRequestId: refundId, refundAmount: yuanText(value) }
      refund(platform, { fields, origin: '' })
    },
    statement: (date) => write(platform, startOf(date)),
  }
}
