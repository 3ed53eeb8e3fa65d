import type { Client } from '../core/client.js'
import type {
  CapabilitiesIn,
  GatewayCreateParameters,
  GatewayCreateResult,
  GatewayRefundParameters,
  GatewayWith,
} from '../gateway/gateway.js'
import { gatewayOf, limitsOf, toGatewayPayment, toGatewayRefund, toGatewaySettled } from '../gateway/port.js'
import type { AlipayAccount } from './account.js'
import { awaitPayment, rhythm } from './actions/awaitPayment.js'
import { cancelPayment } from './actions/cancelPayment.js'
import { closePayment } from './actions/closePayment.js'
import { createPayment } from './actions/createPayment.js'
import type { downloadStatement } from './actions/downloadStatement.js'
import { getPayment } from './actions/getPayment.js'
import { getRefund } from './actions/getRefund.js'
import { refundPayment, refundPaymentParameters } from './actions/refundPayment.js'
import type { settlePayment } from './actions/settlePayment.js'
import { isPayerCode } from './charge.js'
import { identity, nameOf } from './name.js'
import { type CreatePaymentParameters, createPaymentParameters } from './order.js'
import { acknowledge, receiveWebhook } from './webhook.js'

/** Actions that a gateway has only where they are given, so that a shop ships what it uses. */
export type AlipayGatewayActions = {
  settlePayment?: typeof settlePayment
  downloadStatement?: typeof downloadStatement
}

export type AlipayGateway<E> = GatewayWith<
  'qr' | 'page' | 'wap' | 'app' | 'jsapi',
  'awaitPayment' | 'cancelPayment' | 'closePayment' | 'isPayerCode' | CapabilitiesIn<E>,
  'alipay'
>

/**
 * Alipay behind the face that all providers share.
 *
 * @example
 * const gateway = alipayGateway(client, { settlePayment, downloadStatement })
 */
export function alipayGateway<E extends AlipayGatewayActions = Record<never, never>>(
  client: Client<AlipayAccount>,
  { settlePayment, downloadStatement }: E = {} as E,
): AlipayGateway<E> {
  return gatewayOf(client, {
    name: nameOf(client.account),
    identity,
    channels: ['qr', 'page', 'wap', 'app', 'jsapi'],
    rhythm,
    endsBy: 'closePayment',
    limits: {
      createPayment: limitsOf(createPaymentParameters, toOrder, { buyerId: 'payerId', buyerOpenId: 'payerId' }),
      refundPayment: limitsOf(refundPaymentParameters, toRefund),
    },
    isPayerCode,
    async createPayment(client, given, options): Promise<GatewayCreateResult> {
      return createPayment(client, toOrder(given), options)
    },
    getPayment: async (client, given, options) => toGatewayPayment(await getPayment(client, given, options)),
    awaitPayment: async (client, given, options) => toGatewayPayment(await awaitPayment(client, given, options)),
    cancelPayment,
    closePayment,
    refundPayment: async (client, given, options) =>
      toGatewayRefund(await refundPayment(client, toRefund(given), options)),
    async getRefund(client, { orderId, refundId }, options) {
      return toGatewayRefund(await getRefund(client, { orderId, refundId }, options))
    },
    receiveWebhook,
    acknowledge,
    ...(settlePayment && {
      async settlePayment(client, given, options) {
        const { payerClientIp: _payerClientIp, ...sale } = given as typeof given & { payerClientIp?: string }
        return toGatewaySettled(await settlePayment(client, sale, options))
      },
    }),
    ...(downloadStatement && { downloadStatement }),
  }) as AlipayGateway<E>
}

function toOrder(given: GatewayCreateParameters): CreatePaymentParameters<'qr' | 'page' | 'wap' | 'app' | 'jsapi'> {
  if (given.channel === 'page') return { ...given, as: 'redirect' }
  if (given.channel === 'wap') {
    const { payerClientIp: _payerClientIp, payerOs: _payerOs, ...order } = given
    return { ...order, as: 'redirect' }
  }
  if (given.channel !== 'jsapi') return given
  const { payerId, ...order } = given
  // User ids begin with 2088; anything else is the application's open id.
  return /^2088\d{12}$/.test(payerId) ? { ...order, buyerId: payerId } : { ...order, buyerOpenId: payerId }
}

/** Alipay tells a refund where it told the payment. */
function toRefund({
  orderAmount: _orderAmount,
  paymentId: _paymentId,
  notifyUrl: _notifyUrl,
  ...refund
}: GatewayRefundParameters) {
  return refund
}
