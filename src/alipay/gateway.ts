import type { CallOptions, Client } from '../core/client.js'
import type { RedirectAction } from '../core/payment.js'
import type {
  Gateway,
  GatewayCreateParameters,
  GatewayCreateResult,
  GatewayEvent,
  GatewayPayment,
  GatewayRefund,
} from '../gateway/port.js'
import { mustBeGiven, mustBePortable } from '../gateway/portable.js'
import type { AlipayAccount } from './account.js'
import { closePayment } from './actions/closePayment.js'
import { createPayment } from './actions/createPayment.js'
import { getPayment } from './actions/getPayment.js'
import { getRefund } from './actions/getRefund.js'
import { refundPayment } from './actions/refundPayment.js'
import type { AlipayPayment, AlipayRefund } from './payment.js'
import { acknowledge, receiveWebhook } from './webhook.js'

/**
 * Alipay behind the face that all providers share.
 *
 * @example
 * const gateway: Gateway = wallet === 'alipay' ? alipayGateway(alipayClient) : wechatpayGateway(wechatpayClient)
 */
export function alipayGateway(client: Client<AlipayAccount>): Gateway {
  async function create(given: GatewayCreateParameters, options?: CallOptions): Promise<GatewayCreateResult> {
    mustBePortable('createPayment', given)
    switch (given.channel) {
      case 'wap': {
        const { payerClientIp: _payerClientIp, ...order } = given
        const { channel, orderId, nextAction } = await createPayment(client, { ...order, as: 'redirect' }, options)
        // Asked for as a redirect, so it is one.
        return { channel, orderId, nextAction: nextAction as RedirectAction }
      }
      case 'jsapi': {
        const { payerId, ...order } = given
        // User ids begin with 2088; anything else is the application's open id.
        const payer = /^2088\d{12}$/.test(payerId) ? { buyerId: payerId } : { buyerOpenId: payerId }
        return createPayment(client, { ...order, ...payer }, options)
      }
      default:
        return createPayment(client, given, options)
    }
  }
  return Object.freeze<Gateway>({
    provider: 'alipay',
    createPayment: create as Gateway['createPayment'],
    getPayment: async (parameters, options) => toPayment(await getPayment(client, parameters, options)),
    closePayment: (parameters, options) => closePayment(client, parameters, options),
    async refundPayment(given, options) {
      mustBePortable('refundPayment', given)
      const { orderAmount: _orderAmount, ...parameters } = given
      return toRefund(await refundPayment(client, parameters, options))
    },
    async getRefund(given, options) {
      mustBeGiven('getRefund', given)
      const { orderId, refundId } = given
      return toRefund(await getRefund(client, { orderId, refundId }, options))
    },
    receiveWebhook: (incoming): Promise<GatewayEvent> => receiveWebhook(client.account, incoming, client),
    acknowledge: (answer) => acknowledge(client.account, answer),
  })
}

const toPayment = ({ orderId, paymentId, status, amount, paidAt }: AlipayPayment): GatewayPayment => ({
  orderId,
  paymentId,
  status,
  amount,
  ...(paidAt && { paidAt }),
})

const toRefund = ({ orderId, refundId, status, amount }: AlipayRefund): GatewayRefund => ({
  orderId,
  refundId,
  status,
  amount,
})
