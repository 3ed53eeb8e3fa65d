import { mustAnswer } from '../core/answers.js'
import type { Client } from '../core/client.js'
import { configError } from '../core/errors.js'
import type {
  CapabilitiesIn,
  GatewayCreateParameters,
  GatewayCreateResult,
  GatewayRefundParameters,
  GatewayWith,
} from '../gateway/gateway.js'
import { gatewayOf, limitsOf, toGatewayPayment, toGatewayRefund, toGatewaySettled } from '../gateway/port.js'
import { type QqpayAccount, qqpaySecrets } from './account.js'
import { awaitPayment, rhythm } from './actions/awaitPayment.js'
import { cancelPayment } from './actions/cancelPayment.js'
import { closePayment } from './actions/closePayment.js'
import { createPayment } from './actions/createPayment.js'
import type { downloadStatement } from './actions/downloadStatement.js'
import { getPayment } from './actions/getPayment.js'
import { getRefund } from './actions/getRefund.js'
import { type RefundPaymentParameters, refundPayment, refundPaymentParameters } from './actions/refundPayment.js'
import type { settlePayment } from './actions/settlePayment.js'
import { identity, nameOf } from './name.js'
import { type CreatePaymentParameters, createPaymentParameters, isPayerCode } from './order.js'
import { acknowledge, receiveWebhook } from './webhook.js'

/** What a gateway has only where it is given, so that a shop ships what it uses. */
export type QqpayGatewayActions = {
  settlePayment?: typeof settlePayment
  downloadStatement?: typeof downloadStatement
}

export type QqpayGatewayOptions = QqpayGatewayActions & {
  /** IPv4 address that stands for the payer's, which QQ Wallet asks for and no channel of the port brings: your server's. */
  payerClientIp: string
}

export type QqpayGateway<E> = GatewayWith<
  'qr' | 'app' | 'jsapi',
  'awaitPayment' | 'cancelPayment' | 'closePayment' | 'isPayerCode' | CapabilitiesIn<E>,
  'qqpay'
>

/**
 * QQ Wallet behind the face that all providers share. `channels` has `jsapi` where the account has an `appId`, and `app` where it
 * has the `appKey` too. QQ asks for no payer's id in a page, so `payerId` is not sent; nor are a refund's `reason` and `notifyUrl`.
 * `cancelPayment` is the reversal of a payer's code, not before five minutes have passed.
 *
 * @throws `CONFIG_INVALID` for a `payerClientIp` that is none.
 * @example
 * const gateway = qqpayGateway(client, { payerClientIp: '203.0.113.7', settlePayment, downloadStatement })
 */
export function qqpayGateway<E extends QqpayGatewayOptions>(client: Client<QqpayAccount>, options: E): QqpayGateway<E> {
  const { payerClientIp, settlePayment, downloadStatement } = options ?? {}
  if (typeof payerClientIp !== 'string' || !/^\d{1,3}(\.\d{1,3}){3}$/.test(payerClientIp))
    throw configError('qqpayGateway: payerClientIp must be an IPv4 address, such as 203.0.113.7.')
  const { account } = client
  const { appKey } = qqpaySecrets(account)
  const inPages = account.appId === undefined ? [] : (['jsapi'] as const)
  const inApps = account.appId === undefined || appKey === undefined ? [] : (['app'] as const)
  const toOrder = (given: GatewayCreateParameters): CreatePaymentParameters<'qr' | 'app' | 'jsapi'> => {
    const { payerId: _payerId, ...order } = given as typeof given & { payerId?: string }
    return { ...order, payerClientIp } as CreatePaymentParameters<'qr' | 'app' | 'jsapi'>
  }
  return gatewayOf(client, {
    name: nameOf(account),
    identity,
    channels: ['qr', ...inPages, ...inApps],
    rhythm,
    endsBy: 'closePayment',
    limits: {
      createPayment: limitsOf(createPaymentParameters, toOrder),
      refundPayment: limitsOf(refundPaymentParameters, toRefund),
    },
    isPayerCode,
    createPayment: async (client, given, options) =>
      (await createPayment(client, toOrder(given), options)) as GatewayCreateResult,
    getPayment: async (client, { orderId }, options) =>
      toGatewayPayment(await getPayment(client, { orderId }, options)),
    awaitPayment: async (client, { orderId }, options) =>
      toGatewayPayment(await awaitPayment(client, { orderId }, options)),
    cancelPayment: async (client, { orderId }, options) => cancelPayment(client, { orderId }, options),
    closePayment,
    async refundPayment(client, given, options) {
      const { orderId } = given
      return toGatewayRefund({ ...(await refundPayment(client, toRefund(given), options)), orderId })
    },
    async getRefund(client, { orderId, refundId }, options) {
      const refund = await getRefund(client, { refundId }, options)
      mustAnswer({ orderId: [orderId, refund.orderId] })
      return toGatewayRefund({ ...refund, orderId })
    },
    receiveWebhook,
    acknowledge,
    ...(settlePayment && {
      async settlePayment(client, given, options) {
        const { storeId: deviceId, ...sale } = given as typeof given & { storeId?: string }
        const charge = sale.payerCode === undefined ? sale : { ...sale, deviceId: deviceId ?? 'till' }
        return toGatewaySettled(await settlePayment(client, charge, options))
      },
    }),
    ...(downloadStatement && { downloadStatement }),
  }) as unknown as QqpayGateway<E>
}

/** By QQ Wallet's own number where it is given, which finds a payment of any age. */
function toRefund({ orderId, paymentId, refundId, amount }: GatewayRefundParameters): RefundPaymentParameters {
  return { refundId, amount, ...(paymentId === undefined ? { orderId } : { paymentId }) }
}
