import { createClient, type Observe, type Transport } from 'shroff'
import * as alipay from 'shroff/alipay'
import * as antom from 'shroff/antom'
import * as lakala from 'shroff/lakala'
import * as qqpay from 'shroff/qqpay'
import * as unionpay from 'shroff/unionpay'
import * as wechatpay from 'shroff/wechatpay'
import * as yeepay from 'shroff/yeepay'
import { alipayTea, openAlipayShop } from '../support/alipay-shop.js'
import { tea as antomTea, openAntomShop } from '../support/antom.js'
import { tea as lakalaTea, openLakalaShop } from '../support/lakala.js'
import { openQqpayShop, tea as qqpayTea } from '../support/qqpay.js'
import { tea as unionpayTea } from '../support/unionpay.js'
import { openUnionpayShop } from '../support/unionpay-shop.js'
import { openWechatpayShop, tea } from '../support/wechatpay-shop.js'
import { openYeepayShop, tea as yeepayTea } from '../support/yeepay.js'

/** What stands between client and mock. */
type Through = (transport: Transport) => Transport
const asIs: Through = (transport) => transport
const three = (host: string) => [host, host, host] as const
/** What most answer to everything. */
const alwaysWell = { missing: 200, missingOutcome: 'rejected', unavailable: 200, traced: true } as const
/** No word of the provider's own, and so no id either. */
const away = { unavailable: 503, tracedAway: false } as const

/** A shop of each provider, and what its requests look like from outside. */
export const shops = {
  async wechatpay(observe: Observe, through = asIs) {
    const { mock, account, credentials } = await openWechatpayShop()
    const client = createClient({ account, transport: through(mock.transport), observe })
    const { orderId, amount } = tea
    return {
      ...{ mock, credentials, orderId, traced: true },
      createPayment: () => wechatpay.createPayment(client, { channel: 'qr', ...tea }),
      getPayment: (orderId: string) => wechatpay.getPayment(client, { orderId }),
      refundPayment: () => wechatpay.refundPayment(client, { orderId, refundId: 'R-1', amount, orderAmount: amount }),
      // The second one takes its turn after a failure.
      hosts: ['api.mch.weixin.qq.com', 'api2.mch.weixin.qq.com', 'api.mch.weixin.qq.com'] as const,
      created: ['POST', '/v3/pay/transactions/native'] as const,
      queried: (orderId: string) => ['GET', `/v3/pay/transactions/out-trade-no/${orderId}`] as const,
      refunded: ['POST', '/v3/refund/domestic/refunds'] as const,
      // HTTP status and outcome of an order that is not there, and status of a refusal to answer.
      missing: 404,
      missingOutcome: 'rejected',
      unavailable: 503,
    }
  },
  async alipay(observe: Observe, through = asIs) {
    const { mock, account, credentials } = await openAlipayShop()
    const client = createClient({ account, transport: through(mock.transport), observe })
    const { orderId, amount } = alipayTea
    const gateway = ['POST', '/gateway.do'] as const
    return {
      ...{ mock, credentials, orderId, ...alwaysWell },
      createPayment: () => alipay.createPayment(client, { channel: 'qr', ...alipayTea }),
      getPayment: (orderId: string) => alipay.getPayment(client, { orderId }),
      refundPayment: () => alipay.refundPayment(client, { orderId, refundId: 'R_1', amount }),
      hosts: three('openapi.alipay.com'),
      created: gateway,
      queried: () => gateway,
      refunded: gateway,
    }
  },
  async antom(observe: Observe, through = asIs) {
    const { mock, account, credentials } = await openAntomShop()
    const client = createClient({ account, transport: through(mock.transport), observe })
    const { orderId, amount } = antomTea
    const { returnUrl: _, wallet: __, ...order } = antomTea
    let paymentId = ''
    const at = (name: string) => ['POST', `/ams/api/v1/payments/${name}`] as const
    return {
      ...{ mock, credentials, orderId, ...alwaysWell },
      async createPayment() {
        const placed = await antom.createPayment(client, { channel: 'qr', ...order })
        paymentId = placed.paymentId
        return placed
      },
      getPayment: (orderId: string) => antom.getPayment(client, { orderId }),
      refundPayment: () => antom.refundPayment(client, { paymentId, refundId: 'R_1', amount }),
      hosts: three('open-sea-global.alipay.com'),
      created: at('pay'),
      queried: () => at('inquiryPayment'),
      refunded: at('refund'),
      // Its answers name no id.
      traced: false,
    }
  },
  async unionpay(observe: Observe, through = asIs) {
    const { mock, account } = await openUnionpayShop()
    const client = createClient({ account, transport: through(mock.transport), observe })
    const { orderId, placedAt, amount } = unionpayTea
    const at = (name: string) => ['POST', `/gateway/api/${name}.do`] as const
    return {
      ...{ mock, credentials: mock.credentials('unionpay'), orderId, ...alwaysWell },
      createPayment: () => unionpay.createPayment(client, { channel: 'qr', ...unionpayTea }),
      getPayment: (orderId: string) => unionpay.getPayment(client, { orderId, placedAt }),
      refundPayment: () =>
        unionpay.refundPayment(client, {
          paymentId: '562603041200000000018',
          refundId: 'T0001001R1',
          placedAt,
          amount,
        }),
      hosts: three('gateway.95516.com'),
      created: at('backTransReq'),
      queried: () => at('queryTrans'),
      refunded: at('backTransReq'),
      // One that is missing now may be there a moment later.
      missingOutcome: 'unknown',
      traced: false,
    }
  },
  async qqpay(observe: Observe, through = asIs) {
    const { mock, account, credentials } = await openQqpayShop()
    const client = createClient({ account, transport: through(mock.transport), observe })
    const { orderId, amount } = qqpayTea
    const at = (name: string) => ['POST', `/cgi-bin/pay/qpay_${name}.cgi`] as const
    return {
      ...{ mock, credentials, orderId, ...alwaysWell, ...away },
      createPayment: () => qqpay.createPayment(client, { channel: 'qr', ...qqpayTea }),
      getPayment: (orderId: string) => qqpay.getPayment(client, { orderId }),
      refundPayment: () => qqpay.refundPayment(client, { orderId, refundId: 'T1001R1', amount }),
      hosts: three('qpay.qq.com'),
      created: at('unified_order'),
      queried: () => at('order_query'),
      refunded: at('refund'),
      // By the client certificate.
      refundHost: 'api.qpay.qq.com',
      traced: false,
    }
  },
  async lakala(observe: Observe, through = asIs) {
    const { mock, account, credentials } = await openLakalaShop()
    const client = createClient({ account, transport: through(mock.transport), observe })
    const { orderId, amount } = lakalaTea
    const at = (path: string) => ['POST', `/api/v3/${path}`] as const
    const order = { ...lakalaTea, wallet: 'alipay', payerClientIp: '203.0.113.7' } as const
    return {
      ...{ mock, credentials, orderId, ...alwaysWell, ...away },
      createPayment: () => lakala.createPayment(client, { channel: 'qr', ...order }),
      getPayment: (orderId: string) => lakala.getPayment(client, { orderId }),
      refundPayment: () => lakala.refundPayment(client, { orderId, refundId: 'T1001R1', amount }),
      hosts: three('s2.lakala.com'),
      created: at('labs/trans/preorder'),
      queried: () => at('labs/query/tradequery'),
      refunded: at('rfd/refund_front/refund'),
    }
  },
  async yeepay(observe: Observe, through = asIs) {
    const { mock, account, credentials } = await openYeepayShop()
    const client = createClient({ account, transport: through(mock.transport), observe })
    const { orderId, amount } = yeepayTea
    const at = (method: string, path: string) => [method, `/yop-center/rest/v1.0/${path}`] as const
    return {
      ...{ mock, credentials, orderId, ...alwaysWell, ...away },
      createPayment: () => yeepay.createPayment(client, { channel: 'qr', ...yeepayTea }),
      getPayment: (orderId: string) => yeepay.getPayment(client, { orderId }),
      refundPayment: () => yeepay.refundPayment(client, { orderId, refundId: 'T1001R1', amount }),
      hosts: ['openapi.yeepay.com', 'openapi-a.yeepay.com', 'openapi-h.yeepay.com'] as const,
      created: at('POST', 'aggpay/pay-link'),
      // What is asked for stands in the query, which is not told.
      queried: () => at('GET', 'trade/order/query'),
      refunded: at('POST', 'trade/refund'),
    }
  },
}

export const providers = Object.keys(shops) as (keyof typeof shops)[]

/** Key pairs are made once per process, but on a busy machine that takes longer than a test may. */
export const makeKeys = async (): Promise<void> => {
  await Promise.all([openWechatpayShop(), openAlipayShop(), openAntomShop()])
}
