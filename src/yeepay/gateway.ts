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
import type { YeepayAccount } from './account.js'
import { awaitPayment, rhythm } from './actions/awaitPayment.js'
import { closePayment } from './actions/closePayment.js'
import { createPayment } from './actions/createPayment.js'
import type { downloadStatement } from './actions/downloadStatement.js'
import { getPayment } from './actions/getPayment.js'
import { getRefund } from './actions/getRefund.js'
import { type RefundPaymentParameters, refundPayment, refundPaymentParameters } from './actions/refundPayment.js'
import type { settlePayment } from './actions/settlePayment.js'
import { identity, nameOf } from './name.js'
import { type CreatePaymentParameters, createPaymentParameters } from './order.js'
import type { YeepayWallet } from './payment.js'
import { acknowledge, receiveWebhook } from './webhook.js'

/** What a gateway has only where it is given, so that a shop ships what it uses. */
export type YeepayGatewayActions = {
  settlePayment?: typeof settlePayment
  downloadStatement?: typeof downloadStatement
}

export type YeepayGatewayOptions = YeepayGatewayActions & {
  /** IP address that stands for the payer's, which YeePay asks for and not every channel of the port brings: your server's. */
  payerClientIp: string
  /**
   * Whose wallet `qr`, `jsapi` and `app` are of; without it `qr` is one code for WeChat Pay and Alipay, and the other two are not
   * there. `alipay` has no `app`, `unionpay` no `jsapi`.
   */
  wallet?: YeepayWallet
  /** The WeChat app id of `jsapi` and `app`; `wallet: 'wechatpay'` needs it. */
  appId?: string
  /** Whose till charges payers' codes (`terminalId`), where a sale names no `storeId`. Default `till`. */
  terminalId?: string
}

type WalletChannels<E> = E extends { wallet: 'wechatpay' }
  ? 'app' | 'jsapi'
  : E extends { wallet: 'alipay' }
    ? 'jsapi'
    : E extends { wallet: 'unionpay' }
      ? 'app'
      : never

export type YeepayGateway<E> = GatewayWith<
  'qr' | 'page' | 'wap' | WalletChannels<E>,
  'awaitPayment' | 'closePayment' | CapabilitiesIn<E>,
  'yeepay'
>

const channelsOf = {
  wechatpay: ['jsapi', 'app'],
  alipay: ['jsapi'],
  unionpay: ['app'],
} as const satisfies Record<YeepayWallet, readonly ('jsapi' | 'app')[]>

/**
 * YeePay behind the face that all providers share. `page` and `wap` are YeePay's own cashier.
 *
 * @throws `CONFIG_INVALID` for a `payerClientIp` that is none, an unknown `wallet`, and for WeChat Pay without its `appId`.
 * @example
 * const gateway = yeepayGateway(client, { payerClientIp: '203.0.113.7', wallet: 'alipay', settlePayment })
 */
export function yeepayGateway<const E extends YeepayGatewayOptions>(
  client: Client<YeepayAccount>,
  options: E,
): YeepayGateway<E> {
  const { payerClientIp, wallet, appId, terminalId = 'till', settlePayment, downloadStatement } = options ?? {}
  if (typeof payerClientIp !== 'string' || !/^[\d.:A-Fa-f]{3,45}$/.test(payerClientIp))
    throw configError('yeepayGateway: payerClientIp must be an IP address, such as 203.0.113.7.')
  if (wallet !== undefined && !Object.hasOwn(channelsOf, wallet))
    throw configError("yeepayGateway: wallet must be 'wechatpay', 'alipay' or 'unionpay'.")
  if (wallet === 'wechatpay' && appId === undefined)
    throw configError(
      'yeepayGateway: wallet wechatpay needs appId.',
      'Give the WeChat app id that payers’ openids, or the app, are of.',
    )
  const toOrder = (given: GatewayCreateParameters): CreatePaymentParameters => {
    if (given.channel === 'page') return given
    if (given.channel === 'wap') {
      const { payerClientIp: _payerClientIp, payerOs: _payerOs, ...order } = given
      return order
    }
    return {
      ...given,
      payerClientIp,
      ...(wallet && { wallet }),
      ...(given.channel !== 'qr' && wallet === 'wechatpay' && { appId }),
    } as CreatePaymentParameters
  }
  const limits = {
    createPayment: limitsOf(createPaymentParameters, toOrder),
    refundPayment: limitsOf(refundPaymentParameters, toRefund),
  }
  return gatewayOf(client, {
    name: nameOf(client.account),
    identity,
    channels: ['qr', 'page', 'wap', ...(wallet ? channelsOf[wallet] : [])] as const,
    // Its cashier lets the payer choose.
    wallets: wallet ? { qr: wallet, jsapi: wallet, app: wallet } : {},
    rhythm,
    endsBy: 'closePayment',
    limits,
    createPayment: async (client, given, options) =>
      (await createPayment(client, toOrder(given), options)) as GatewayCreateResult,
    getPayment: async (client, { orderId }, options) =>
      toGatewayPayment(await getPayment(client, { orderId }, options)),
    awaitPayment: async (client, { orderId }, options) =>
      toGatewayPayment(await awaitPayment(client, { orderId }, options)),
    closePayment,
    refundPayment: async (client, given, options) =>
      toGatewayRefund(await refundPayment(client, toRefund(given), options)),
    getRefund: async (client, { orderId, refundId }, options) =>
      toGatewayRefund(await getRefund(client, { orderId, refundId }, options)),
    receiveWebhook,
    acknowledge,
    ...(settlePayment && {
      async settlePayment(client, given, options) {
        const { storeId, ...sale } = given as typeof given & { storeId?: string }
        const charge = sale.payerCode === undefined ? sale : { ...sale, terminalId: storeId ?? terminalId }
        return toGatewaySettled(await settlePayment(client, charge, options))
      },
    }),
    ...(downloadStatement && { downloadStatement }),
  }) as unknown as YeepayGateway<E>
}

/** By the order's number, which finds a payment of any age. */
function toRefund({ orderId, refundId, amount, reason, notifyUrl }: GatewayRefundParameters): RefundPaymentParameters {
  return { orderId, refundId, amount, ...(reason && { reason }), ...(notifyUrl && { notifyUrl }) }
}
