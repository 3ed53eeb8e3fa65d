import { mustAnswer } from '../core/answers.js'
import type { CallOptions, Client } from '../core/client.js'
import { configError } from '../core/errors.js'
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
import type { LakalaAccount } from './account.js'
import { awaitPayment, rhythm } from './actions/awaitPayment.js'
import { cancelPayment } from './actions/cancelPayment.js'
import { closePayment } from './actions/closePayment.js'
import { createPayment } from './actions/createPayment.js'
import { getPayment } from './actions/getPayment.js'
import { getRefund } from './actions/getRefund.js'
import { type RefundPaymentParameters, refundPayment, refundPaymentParameters } from './actions/refundPayment.js'
import type { settlePayment } from './actions/settlePayment.js'
import { identity, nameOf } from './name.js'
import { type CreatePaymentParameters, createPaymentParameters, isPayerCode, type LakalaChannel } from './order.js'
import type { LakalaWallet } from './payment.js'
import { acknowledge, receiveWebhook } from './webhook.js'

/** What a gateway has only where it is given, so that a shop ships what it uses. */
export type LakalaGatewayActions = {
  settlePayment?: typeof settlePayment
  /** Whose the orders are. Without it they are the counter's, where the payer chooses: `page` is the one channel then. */
  wallet?: LakalaWallet
}

type ChannelsOf<E> = E extends { wallet: infer W }
  ?
      | 'app'
      | (W extends 'alipay' ? 'wap' : never)
      | (W extends 'wechatpay' ? never : 'qr')
      | (W extends 'unionpay' ? never : 'jsapi')
  : 'page'

export type LakalaGateway<E> = GatewayWith<
  ChannelsOf<E>,
  'awaitPayment' | 'cancelPayment' | 'closePayment' | 'isPayerCode' | CapabilitiesIn<E>,
  'lakala'
>

/**
 * Lakala behind the face that all providers share: of one wallet, or of the counter, whose orders are found by a query of their own, so
 * that a gateway is of one or the other; a shop with both makes two. With `wallet: 'alipay'` its channels are `qr`, `wap`, `jsapi` and
 * `app`, with `'unionpay'` `qr` and `app`, with `'wechatpay'` `jsapi` and `app`. `cancelPayment` gives back what was paid on the same
 * day. A refund of the counter takes a query, unless it is given the `paymentId`.
 *
 * @throws `CONFIG_INVALID` for `settlePayment` without `wallet`.
 * @example
 * const gateway = lakalaGateway(client, { wallet: 'alipay', settlePayment })
 */
export function lakalaGateway<E extends LakalaGatewayActions = Record<never, never>>(
  client: Client<LakalaAccount>,
  { settlePayment, wallet }: E = {} as E,
): LakalaGateway<E> {
  if (settlePayment && wallet === undefined)
    throw configError(
      'lakalaGateway: settlePayment goes with a wallet, since the counter charges no codes.',
      "Give { wallet: 'alipay', settlePayment }; the codes of all wallets are charged by it.",
    )
  const ofCounter = wallet === undefined
  const channel = ofCounter ? ({ channel: 'page' } as const) : {}
  const toOrder = (given: GatewayCreateParameters): CreatePaymentParameters => {
    const { payerOs: _payerOs, ...order } = given as typeof given & { payerOs?: string }
    return (/^(page|wap)$/.test(given.channel) ? order : { ...order, wallet }) as CreatePaymentParameters
  }
  const toRefund = ({ orderId, paymentId, refundId, amount, reason, notifyUrl }: GatewayRefundParameters) =>
    ({
      refundId,
      amount,
      ...(reason !== undefined && { reason }),
      ...(notifyUrl !== undefined && { notifyUrl }),
      ...(paymentId === undefined ? { orderId } : { paymentId }),
    }) as RefundPaymentParameters
  const find = (client: Client<LakalaAccount>, orderId: string, options?: CallOptions) =>
    getPayment(client, { orderId, ...channel }, options)
  const limits = {
    createPayment: limitsOf(createPaymentParameters, toOrder),
    refundPayment: limitsOf(refundPaymentParameters, toRefund),
  }
  return gatewayOf(client, {
    name: nameOf(client.account),
    identity,
    channels: channelsOf(wallet),
    wallets: wallet ? Object.fromEntries(channelsOf(wallet).map((channel) => [channel, wallet])) : {},
    rhythm,
    endsBy: 'closePayment',
    limits,
    isPayerCode,
    createPayment: async (client, given, options) =>
      (await createPayment(client, toOrder(given), options)) as GatewayCreateResult,
    getPayment: async (client, { orderId }, options) => toGatewayPayment(await find(client, orderId, options)),
    awaitPayment: async (client, { orderId }, options) =>
      toGatewayPayment(await awaitPayment(client, { orderId, ...channel }, options)),
    cancelPayment: async (client, { orderId }, options) => {
      await cancelPayment(client, { orderId }, options)
      return { orderId }
    },
    closePayment: (client, { orderId }, options) => closePayment(client, { orderId, ...channel }, options),
    async refundPayment(client, given, options) {
      const checked = checkParameters('refundPayment', limits.refundPayment, given)
      const { orderId } = checked
      const finds = ofCounter && checked.paymentId === undefined
      const paymentId = finds ? (await beforeRefund(() => find(client, orderId, options))).paymentId : checked.paymentId
      const refund = toRefund({ ...checked, ...(paymentId !== undefined && { paymentId }) })
      return toGatewayRefund({ ...(await refundPayment(client, refund, options)), orderId })
    },
    async getRefund(client, { orderId, refundId }, options) {
      const refund = await getRefund(client, { refundId }, options)
      // Of the counter Lakala's own number tells whose it is.
      if (ofCounter) mustAnswer({ paymentId: [(await find(client, orderId, options)).paymentId, refund.paymentId] })
      else mustAnswer({ orderId: [orderId, refund.orderId] })
      return toGatewayRefund({ ...refund, orderId })
    },
    receiveWebhook,
    acknowledge,
    ...(settlePayment && {
      async settlePayment(client, given, options) {
        const { storeId: _storeId, ...sale } = given as typeof given & { storeId?: string }
        return toGatewaySettled(await settlePayment(client, sale, options))
      },
    }),
  }) as unknown as LakalaGateway<E>
}

const channelsOf = (
  wallet: LakalaWallet | undefined,
): Extract<LakalaChannel, 'qr' | 'page' | 'wap' | 'app' | 'jsapi'>[] => {
  switch (wallet) {
    case 'alipay':
      return ['qr', 'wap', 'app', 'jsapi']
    case 'unionpay':
      return ['qr', 'app']
    case 'wechatpay':
      return ['app', 'jsapi']
    case undefined:
      return ['page']
  }
}
