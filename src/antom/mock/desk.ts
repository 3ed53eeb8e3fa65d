import type { Desk } from '../../mock/provider.js'
import { pay } from './pay.js'
import { memoryOf, type Platform } from './platform.js'
import { refund } from './refunds.js'

/** Orders of the wallet by an order code. Antom's statements are in no interface. */
export const deskOf = (platform: Platform): Desk => ({
  createOrder({ orderId, amount, description, notifyUrl }) {
    const money = { currency: amount.currency, value: String(amount.value) }
    const body = {
      productCode: 'IN_STORE_PAYMENT',
      paymentRequestId: orderId,
      order: { referenceOrderId: orderId, orderDescription: description, orderAmount: money },
      paymentAmount: money,
      paymentMethod: { paymentMethodType: 'CONNECT_WALLET' },
      paymentFactor: { inStorePaymentScenario: 'OrderCode' },
      paymentNotifyUrl: notifyUrl,
    }
    pay(platform, { body, origin: '' })
    return memoryOf(platform.book.orders.get(orderId)!).code!
  },
  refund({ order, refundId, value }) {
    const { paymentId } = memoryOf(order)
    const refundAmount = { currency: order.amount.currency, value: String(value) }
    refund(platform, { body: { refundRequestId: refundId, paymentId, refundAmount }, origin: '' })
  },
})
