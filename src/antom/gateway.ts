import { mustAnswer } from '../core/answers.js'
import type { Client } from '../core/client.js'
import { checkParameters } from '../core/parameters.js'
import type {
  CapabilitiesIn,
  GatewayCreateParameters,
  GatewayCreateResult,
  GatewayRefundParameters,
  GatewayWith,
} from '../gateway/gateway.js'
import {
  beforeRefund,
  gatewayOf,
  limitsOf,
  toGatewayPayment,
  toGatewayRefund,
  toGatewaySettled,
} from '../gateway/port.js'
import type { AntomAccount } from './account.js'
import { awaitPayment, rhythm } from './actions/awaitPayment.js'
import { cancelPayment } from './actions/cancelPayment.js'
import { createPayment } from './actions/createPayment.js'
import { getPayment } from './actions/getPayment.js'
import { getRefund } from './actions/getRefund.js'
import { refundPayment, refundPaymentParameters } from './actions/refundPayment.js'
import type { settlePayment } from './actions/settlePayment.js'
import { identity, nameOf } from './name.js'
import { type CreatePaymentParameters, createPaymentParameters } from './order.js'
import { refundIdsOf } from './payment.js'
import type { AntomWallet } from './wallets.js'
import { acknowledge, receiveWebhook } from './webhook.js'

/** What a gateway has only where it is given, so that a shop ships what it uses. */
export type AntomGatewayActions = {
  settlePayment?: typeof settlePayment
  /** Whose page `page` and `wap` open; without it there are no such channels, since a page is of one wallet. */
  wallet?: AntomWallet
}

export type AntomGateway<E> = GatewayWith<
  'qr' | (E extends { wallet: string } ? 'page' | 'wap' : never),
  'awaitPayment' | 'cancelPayment' | CapabilitiesIn<E>,
  'antom'
>

/**
 * Antom behind the face that all providers share. Antom finds a refund by its own number of the payment, and does not tell
 * whose a refund is: `getRefund` asks for the payment too, and so does `refundPayment` unless it is given the `paymentId`.
 *
 * @example
 * const gateway = antomGateway(client, { settlePayment, wallet: 'ALIPAY_CN' })
 */
export function antomGateway<E extends AntomGatewayActions = Record<never, never>>(
  client: Client<AntomAccount>,
  { settlePayment, wallet }: E = {} as E,
): AntomGateway<E> {
  const toOrder = (given: GatewayCreateParameters): CreatePaymentParameters<'qr' | 'page' | 'wap'> => {
    if (given.channel === 'page') return { ...given, wallet } as CreatePaymentParameters<'page'>
    if (given.channel !== 'wap') return given as CreatePaymentParameters<'qr'>
    const { payerClientIp: _payerClientIp, payerOs: os, ...order } = given
    return { ...order, os, wallet } as CreatePaymentParameters<'wap'>
  }
  const limits = {
    createPayment: limitsOf(createPaymentParameters, toOrder, { os: 'payerOs' }),
    refundPayment: limitsOf(refundPaymentParameters, (given: GatewayRefundParameters) =>
      toRefund(given, given.paymentId ?? 'any'),
    ),
  }
  return gatewayOf(client, {
    name: nameOf(client.account),
    identity,
    channels: wallet === undefined ? ['qr'] : ['qr', 'page', 'wap'],
    rhythm,
    endsBy: 'cancelPayment',
    limits,
    async createPayment(client, given, options): Promise<GatewayCreateResult> {
      return createPayment(client, toOrder(given), options)
    },
    getPayment: async (client, given, options) => toGatewayPayment(await getPayment(client, given, options)),
    awaitPayment: async (client, given, options) => toGatewayPayment(await awaitPayment(client, given, options)),
    async cancelPayment(client, { orderId }, options) {
      await cancelPayment(client, { orderId }, options)
      return { orderId }
    },
    async refundPayment(client, given, options) {
      const checked = checkParameters('refundPayment', limits.refundPayment, given)
      const { orderId } = checked
      const find = () => getPayment(client, { orderId }, options)
      const paymentId = checked.paymentId ?? (await beforeRefund(find)).paymentId
      return toGatewayRefund({ ...(await refundPayment(client, toRefund(checked, paymentId), options)), orderId })
    },
    async getRefund(client, { orderId, refundId }, options) {
      const refund = await getRefund(client, { refundId }, options)
      const payment = await getPayment(client, { orderId }, options)
      const its = refundIdsOf(payment)
      if (its) mustAnswer({ refundId: [refundId, its.find((one) => one === refundId)] })
      return toGatewayRefund({ ...refund, orderId })
    },
    receiveWebhook,
    acknowledge,
    ...(settlePayment && {
      async settlePayment(client, given, options) {
        const {
          payerClientIp: _payerClientIp,
          storeId: _storeId,
          ...sale
        } = given as typeof given & {
          payerClientIp?: string
          storeId?: string
        }
        return toGatewaySettled(await settlePayment(client, sale, options))
      },
    }),
  }) as unknown as AntomGateway<E>
}

function toRefund(given: GatewayRefundParameters, paymentId: string) {
  const { orderAmount: _orderAmount, orderId: _orderId, ...refund } = given
  return { ...refund, paymentId }
}
