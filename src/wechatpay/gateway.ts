import { mustAnswer } from '../core/answers.js'
import type { CallOptions, Client } from '../core/client.js'
import type {
  Gateway,
  GatewayCreateParameters,
  GatewayCreateResult,
  GatewayEvent,
  GatewayPayment,
  GatewayRefund,
} from '../gateway/port.js'
import { mustBeGiven, mustBePortable } from '../gateway/portable.js'
import type { WechatpayAccount } from './account.js'
import { closePayment } from './actions/closePayment.js'
import { createPayment } from './actions/createPayment.js'
import { getPayment } from './actions/getPayment.js'
import { getRefund } from './actions/getRefund.js'
import { refundPayment } from './actions/refundPayment.js'
import type { WechatpayPayment, WechatpayRefund } from './payment.js'
import { acknowledge, receiveWebhook } from './webhook.js'

/**
 * WeChat Pay behind the face that all providers share.
 *
 * @example
 * const gateway: Gateway = wallet === 'alipay' ? alipayGateway(alipayClient) : wechatpayGateway(wechatpayClient)
 */
export function wechatpayGateway(client: Client<WechatpayAccount>): Gateway {
  async function create(given: GatewayCreateParameters, options?: CallOptions): Promise<GatewayCreateResult> {
    mustBePortable('createPayment', given)
    switch (given.channel) {
      case 'wap': {
        const { returnUrl, ...order } = given
        const payment = await createPayment(client, { ...order, h5: { type: 'Wap' } }, options)
        if (returnUrl === undefined) return payment
        // The way back is appended to the address (doc 4012791834); its domain must be registered.
        const url = `${payment.nextAction.url}&redirect_url=${encodeURIComponent(returnUrl)}`
        return { ...payment, nextAction: { type: 'redirect', url } }
      }
      case 'jsapi': {
        const { payerId, ...order } = given
        return createPayment(client, { ...order, openId: payerId }, options)
      }
      default:
        return createPayment(client, given, options)
    }
  }
  return Object.freeze<Gateway>({
    provider: 'wechatpay',
    createPayment: create as Gateway['createPayment'],
    getPayment: async (parameters, options) => toPayment(await getPayment(client, parameters, options)),
    closePayment: (parameters, options) => closePayment(client, parameters, options),
    async refundPayment(parameters, options) {
      mustBePortable('refundPayment', parameters)
      return toRefund(await refundPayment(client, parameters, options))
    },
    async getRefund(given, options) {
      mustBeGiven('getRefund', given)
      const { orderId, refundId } = given
      const refund = await getRefund(client, { refundId }, options)
      mustAnswer({ orderId: [orderId, refund.orderId] })
      return toRefund(refund)
    },
    receiveWebhook: (incoming): Promise<GatewayEvent> => receiveWebhook(client.account, incoming, client),
    acknowledge: (answer) => acknowledge(client.account, answer),
  })
}

const toPayment = ({ orderId, paymentId, status, amount, paidAt }: WechatpayPayment): GatewayPayment => ({
  orderId,
  ...(paymentId && { paymentId }),
  status,
  ...(amount && { amount }),
  ...(paidAt && { paidAt }),
})

const toRefund = ({ orderId, refundId, status, amount }: WechatpayRefund): GatewayRefund => ({
  orderId,
  refundId,
  status,
  amount,
})
