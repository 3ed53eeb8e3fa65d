import { mustAnswer } from '../core/answers.js'
import type { Client } from '../core/client.js'
import { parametersError } from '../core/errors.js'
import { urlProblem } from '../core/public-url.js'
import type {
  CapabilitiesIn,
  GatewayCreateParameters,
  GatewayCreateResult,
  GatewayRefundParameters,
  GatewayWith,
} from '../gateway/gateway.js'
import { gatewayOf, limitsOf, toGatewayPayment, toGatewayRefund, toGatewaySettled } from '../gateway/port.js'
import type { WechatpayAccount } from './account.js'
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
import { callsWallets } from './wallet.js'
import { acknowledge, receiveWebhook } from './webhook.js'

/** Actions that a gateway has only where they are given, so that a shop ships what it uses. */
export type WechatpayGatewayActions = {
  settlePayment?: typeof settlePayment
  downloadStatement?: typeof downloadStatement
}

export type WechatpayGateway<E> = GatewayWith<
  'qr' | 'wap' | 'app' | 'jsapi',
  'awaitPayment' | 'cancelPayment' | 'closePayment' | 'isPayerCode' | CapabilitiesIn<E>,
  'wechatpay'
>

/**
 * WeChat Pay behind the face that all providers share. An account that signs by SM2 (`sm`) has the channels `qr` and `wap` alone,
 * for what calls the wallet is signed by RSA.
 *
 * @example
 * const gateway = wechatpayGateway(client, { settlePayment, downloadStatement })
 */
export function wechatpayGateway<E extends WechatpayGatewayActions = Record<never, never>>(
  client: Client<WechatpayAccount>,
  { settlePayment, downloadStatement }: E = {} as E,
): WechatpayGateway<E> {
  return gatewayOf(client, {
    name: nameOf(client.account),
    identity,
    channels: callsWallets(client.account) ? ['qr', 'wap', 'app', 'jsapi'] : ['qr', 'wap'],
    rhythm,
    rates: { getRefund: 300 },
    endsBy: 'closePayment',
    limits: {
      createPayment: limitsOf(createPaymentParameters, toOrder, { openId: 'payerId' }),
      refundPayment: limitsOf(refundPaymentParameters, toRefund),
    },
    isPayerCode,
    async createPayment(client, given, options): Promise<GatewayCreateResult> {
      const returnUrl = given.channel === 'wap' ? given.returnUrl : undefined
      mustBeAddress(returnUrl)
      const payment = await createPayment(client, toOrder(given), options)
      if (payment.channel !== 'wap' || returnUrl === undefined) return payment
      // The way back is appended to the address (doc 4012791834); its domain must be registered.
      const url = `${payment.nextAction.url}&redirect_url=${encodeURIComponent(returnUrl)}`
      return { ...payment, nextAction: { ...payment.nextAction, url } }
    },
    getPayment: async (client, given, options) => toGatewayPayment(await getPayment(client, given, options)),
    awaitPayment: async (client, given, options) => toGatewayPayment(await awaitPayment(client, given, options)),
    cancelPayment: async (client, { orderId }, options) => cancelPayment(client, { orderId }, options),
    closePayment,
    refundPayment: async (client, given, options) =>
      toGatewayRefund(await refundPayment(client, toRefund(given), options)),
    async getRefund(client, { orderId, refundId }, options) {
      const refund = await getRefund(client, { refundId }, options)
      mustAnswer({ orderId: [orderId, refund.orderId] })
      return toGatewayRefund(refund)
    },
    receiveWebhook,
    acknowledge,
    ...(settlePayment && {
      async settlePayment(client, given, options) {
        const { storeId, ...sale } = given as typeof given & { storeId?: string }
        const store = storeId === undefined ? {} : { store: { outId: storeId } }
        return toGatewaySettled(await settlePayment(client, { ...sale, ...store }, options))
      },
    }),
    ...(downloadStatement && { downloadStatement }),
  }) as WechatpayGateway<E>
}

function toOrder(given: GatewayCreateParameters): CreatePaymentParameters<'qr' | 'wap' | 'app' | 'jsapi'> {
  if (given.channel === 'wap') {
    const { returnUrl: _returnUrl, payerOs: _payerOs, ...order } = given
    return { ...order, h5: { type: 'Wap' } }
  }
  // It has no page of its own: its own check refuses one.
  if (given.channel !== 'jsapi') return given as CreatePaymentParameters<'qr' | 'app'>
  const { payerId, ...order } = given
  return { ...order, openId: payerId }
}

/** It stands in an address of WeChat Pay's, so none of its own checks sees it. */
function mustBeAddress(returnUrl: string | undefined): void {
  if (returnUrl === undefined) return
  const limits = { maximum: 1024, query: true, fragment: true }
  const problem = typeof returnUrl === 'string' ? urlProblem(returnUrl, limits) : 'must be a string'
  if (problem) throw parametersError('createPayment', [{ path: 'returnUrl', problem }])
}

/** By the order's number, which tells a refund of another payment. */
function toRefund({ paymentId: _paymentId, ...refund }: GatewayRefundParameters) {
  return refund
}
