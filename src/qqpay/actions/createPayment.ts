import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters } from '../../core/parameters.js'
import type { AppAction, JsapiAction, QrAction } from '../../core/payment.js'
import { undocumented } from '../../core/read.js'
import { inShape } from '../../core/shape.js'
import type { QqpayAccount } from '../account.js'
import { call } from '../call.js'
import type { Fields } from '../canonical.js'
import { chargePayerCode } from '../charge.js'
import { type CreatePaymentParameters, createPaymentParameters, type QqpayChannel, toWire } from '../order.js'
import { createPaymentRefusals } from '../refusals.js'
import {
  appPayload,
  jsapiParameters,
  miniprogramParameters,
  mustFitWallet,
  type QqpayAppPayload,
  type QqpayJsapiParameters,
  type QqpayMiniprogramParameters,
} from '../wallet.js'
import { paths, prepayShape, tradeTypes } from '../wire.js'

/** What a channel answers besides. */
export type QqpayChannelResults = {
  jsapi: {
    readonly status: 'pending'
    readonly prepayId: string
    readonly nextAction: JsapiAction<QqpayJsapiParameters>
  }
  miniprogram: {
    readonly status: 'pending'
    readonly prepayId: string
    readonly nextAction: JsapiAction<QqpayMiniprogramParameters>
  }
  app: { readonly status: 'pending'; readonly prepayId: string; readonly nextAction: AppAction<QqpayAppPayload> }
  /** `processing`: the payer has to type a password; query, and cancel at the end: `settlePayment` does both. */
  barcode: { readonly status: 'paid' | 'processing'; readonly paymentId?: string }
  qr: { readonly status: 'pending'; readonly prepayId: string; readonly nextAction: QrAction }
}

export type CreatePaymentResult<C extends QqpayChannel = QqpayChannel> = C extends QqpayChannel
  ? {
      readonly channel: C
      readonly orderId: string
      /** The verified answer. */
      readonly raw: Fields
    } & QqpayChannelResults[C]
  : never

/**
 * Places an order (统一下单), or charges the code that the payer shows (付款码支付).
 *
 * Choose `orderId` once and store it before the call. Repeating an order with the same parameters gives it again, which is
 * *unconfirmed*; a charge is never repeated blindly.
 *
 * @throws `PARAMETERS_INVALID` before anything is sent, and `CONFIG_INVALID` where the account lacks what the channel needs;
 * `ORDER_ID_USED`, `ORDER_CLOSED`, `ORDER_PAID`, `PAYER_REFUSED` and the codes of the pipeline.
 * @see https://mp.qpay.tenpay.cn/buss/wiki/38/1203 统一下单
 * @see https://mp.qpay.tenpay.cn/buss/wiki/1/1122 付款码支付
 * @example
 * const { nextAction } = await createPayment(client, {
 *   channel: 'qr', orderId: 'T1001', amount: amount('25.00', 'CNY'), description: 'Oolong tea',
 *   payerClientIp: '203.0.113.7', notifyUrl: 'https://shop.example/notify',
 * })
 */
export async function createPayment<C extends QqpayChannel>(
  client: Client<QqpayAccount>,
  parameters: CreatePaymentParameters<C>,
  options?: CallOptions,
): Promise<C extends QqpayChannel ? CreatePaymentResult<C> : never>
export async function createPayment(
  client: Client<QqpayAccount>,
  parameters: CreatePaymentParameters,
  options?: CallOptions,
): Promise<CreatePaymentResult> {
  const given = checkParameters('createPayment', createPaymentParameters, parameters)
  const { account } = client
  const { channel, orderId } = given
  mustFitWallet(account, channel)
  if (channel === 'barcode') return chargePayerCode(client, given, options)
  const { raw, prepayId } = await call(
    client,
    {
      action: 'createPayment',
      refusals: createPaymentRefusals,
      path: paths.unifiedOrder,
      fields: toWire(given, account.appId),
      query: false,
      repeat: 'always',
      resolve: 'Call getPayment with this orderId, or createPayment again with the same parameters.',
      decode(raw) {
        const told = inShape(prepayShape, raw)
        // The answer names no order: the channel is all that it repeats.
        if (told.trade_type) mustAnswer({ trade_type: [tradeTypes[channel], told.trade_type] })
        if (!told.prepay_id || (channel === 'qr' && !told.code_url))
          throw undocumented('an order without its prepay_id or code')
        return { raw, prepayId: told.prepay_id }
      },
    },
    options,
  )
  const placed = { orderId, status: 'pending', prepayId, raw } as const
  switch (channel) {
    case 'qr':
      return { channel, ...placed, nextAction: { type: 'qr', content: raw.code_url! } }
    case 'jsapi': {
      const parameters = jsapiParameters(account, prepayId, given.publicAccount)
      return { channel, ...placed, nextAction: { type: 'jsapi', parameters } }
    }
    case 'miniprogram':
      return { channel, ...placed, nextAction: { type: 'jsapi', parameters: miniprogramParameters(account, prepayId) } }
    case 'app':
      return { channel, ...placed, nextAction: { type: 'app', payload: await appPayload(account, orderId, prepayId) } }
  }
}
