import { createClient, type Observe } from 'shroff'
import * as alipay from 'shroff/alipay'
import * as antom from 'shroff/antom'
import * as wechatpay from 'shroff/wechatpay'
import { alipayTea, openAlipayShop } from '../support/alipay-shop.js'
import { tea as antomTea, openAntomShop } from '../support/antom.js'
import { openWechatpayShop, tea } from '../support/wechatpay-shop.js'

/** A shop of each provider, and what its requests look like from outside. */
export const shops = {
  async wechatpay(observe: Observe) {
    const { mock, client } = await openWechatpayShop({ client: { observe } })
    const { orderId, amount } = tea
    return {
      mock,
      orderId,
      createPayment: () => wechatpay.createPayment(client, { channel: 'qr', ...tea }),
      getPayment: (orderId: string) => wechatpay.getPayment(client, { orderId }),
      refundPayment: () => wechatpay.refundPayment(client, { orderId, refundId: 'R-1', amount, orderAmount: amount }),
      // The second one takes its turn after a failure.
      hosts: ['api.mch.weixin.qq.com', 'api2.mch.weixin.qq.com', 'api.mch.weixin.qq.com'] as const,
      created: ['POST', '/v3/pay/transactions/native'] as const,
      queried: (orderId: string) => ['GET', `/v3/pay/transactions/out-trade-no/${orderId}`] as const,
      refunded: ['POST', '/v3/refund/domestic/refunds'] as const,
      // HTTP status of an order that is not there, and of a refusal to answer.
      missing: 404,
      unavailable: 503,
    }
  },
  async alipay(observe: Observe) {
    const { mock, client } = await openAlipayShop({ client: { observe } })
    const { orderId, amount } = alipayTea
    const gateway = ['POST', '/gateway.do'] as const
    const host = 'openapi.alipay.com'
    return {
      mock,
      orderId,
      createPayment: () => alipay.createPayment(client, { channel: 'qr', ...alipayTea }),
      getPayment: (orderId: string) => alipay.getPayment(client, { orderId }),
      refundPayment: () => alipay.refundPayment(client, { orderId, refundId: 'R_1', amount }),
      hosts: [host, host, host] as const,
      created: gateway,
      queried: () => gateway,
      refunded: gateway,
      missing: 200,
      unavailable: 200,
    }
  },
  async antom(observe: Observe) {
    const { mock, account } = await openAntomShop()
    const client = createClient({ account, transport: mock.transport, observe })
    const { orderId, amount } = antomTea
    const { returnUrl: _, wallet: __, ...order } = antomTea
    const host = 'open-sea-global.alipay.com'
    let paymentId = ''
    const at = (name: string) => ['POST', `/ams/api/v1/payments/${name}`] as const
    return {
      mock,
      orderId,
      async createPayment() {
        const placed = await antom.createPayment(client, { channel: 'qr', ...order })
        paymentId = placed.paymentId
        return placed
      },
      getPayment: (orderId: string) => antom.getPayment(client, { orderId }),
      refundPayment: () => antom.refundPayment(client, { paymentId, refundId: 'R_1', amount }),
      hosts: [host, host, host] as const,
      created: at('pay'),
      queried: () => at('inquiryPayment'),
      refunded: at('refund'),
      missing: 200,
      unavailable: 200,
    }
  },
}

export const providers = ['wechatpay', 'alipay', 'antom'] as const

/** Key pairs are made once per process, but on a busy machine that takes longer than a test may. */
export const makeKeys = async (): Promise<void> => {
  await Promise.all([openWechatpayShop(), openAlipayShop(), openAntomShop()])
}
