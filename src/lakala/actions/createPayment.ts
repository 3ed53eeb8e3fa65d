import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { configError, type ShroffError } from '../../core/errors.js'
import { checkParameters } from '../../core/parameters.js'
import type { AppAction, FormAction, JsapiAction, QrAction, RedirectAction } from '../../core/payment.js'
import { inShape } from '../../core/shape.js'
import type { LakalaAccount } from '../account.js'
import { call, envelope, orderPath } from '../call.js'
import { chargePayerCode } from '../charge.js'
import {
  type CreatePaymentParameters,
  createPaymentParameters,
  type LakalaChannel,
  type ScanParameters,
  toCounter,
  toWire,
  walletOf,
} from '../order.js'
import { fenIn, mustBeOf } from '../payment.js'
import { foundInstead, isUnknownRefusal, whatStands } from '../standing.js'
import {
  appPayload,
  inWallet,
  type LakalaAlipayParameters,
  type LakalaAppPayload,
  type LakalaWechatParameters,
  lacking,
  wapAction,
  wechatParameters,
} from '../wallet.js'
import { counterShape, paths, preorderShape } from '../wire.js'

/** What a channel answers besides. */
export type LakalaChannelResults = {
  /** UnionPay has no parameters but an address. */
  jsapi: {
    readonly status: 'pending'
    readonly paymentId: string
    readonly nextAction: JsapiAction<LakalaWechatParameters> | JsapiAction<LakalaAlipayParameters> | RedirectAction
  }
  miniprogram: {
    readonly status: 'pending'
    readonly paymentId: string
    readonly nextAction: JsapiAction<LakalaWechatParameters>
  }
  app: { readonly status: 'pending'; readonly paymentId: string; readonly nextAction: AppAction<LakalaAppPayload> }
  wap: { readonly status: 'pending'; readonly paymentId: string; readonly nextAction: FormAction | RedirectAction }
  page: {
    readonly status: 'pending'
    /** `pay_order_no`: the counter's own number of the order. Its payment has a number once it is there. */
    readonly providerOrderId: string
    readonly nextAction: RedirectAction
  }
  /** `processing`: the payer has to type a password; query, and undo at the end: `settlePayment` does both. */
  barcode: { readonly status: 'paid' | 'processing'; readonly paymentId?: string }
  qr: { readonly status: 'pending'; readonly paymentId: string; readonly nextAction: QrAction }
}

export type CreatePaymentResult<C extends LakalaChannel = LakalaChannel> = C extends LakalaChannel
  ? {
      readonly channel: C
      readonly orderId: string
      /** The verified answer. */
      readonly raw: unknown
    } & LakalaChannelResults[C]
  : never

/**
 * Places an order in a wallet (聚合主扫), at the counter (收银台), or charges the code that the payer shows (聚合被扫). An account with a
 * `bodyKey` sends it encrypted as a whole.
 *
 * Choose `orderId` once and store it before the call, with the channel: an order of the counter is found by its own query. That
 * repeating an order gives it again is *unconfirmed*; where Lakala refuses it, a query tells what stands under the number. A charge
 * is never repeated blindly.
 *
 * @throws `PARAMETERS_INVALID` before anything is sent, and `CONFIG_INVALID` for `page` without the account's `vposId`;
 * `ORDER_ID_USED`, `ORDER_CLOSED`, `ORDER_PAID` and the codes of the pipeline.
 * @see https://o.lakala.com 聚合主扫
 * @see https://o.lakala.com 聚合被扫
 * @see https://o.lakala.com 收银台订单创建
 * @example
 * const { nextAction } = await createPayment(client, {
 *   channel: 'qr', wallet: 'alipay', orderId: 'T1001', amount: amount('25.00', 'CNY'), description: 'Oolong tea',
 *   notifyUrl: 'https://shop.example/notify',
 * })
 */
export async function createPayment<C extends LakalaChannel>(
  client: Client<LakalaAccount>,
  parameters: CreatePaymentParameters<C>,
  options?: CallOptions,
): Promise<C extends LakalaChannel ? CreatePaymentResult<C> : never>
export async function createPayment(
  client: Client<LakalaAccount>,
  parameters: CreatePaymentParameters,
  options?: CallOptions,
): Promise<CreatePaymentResult> {
  const given = checkParameters('createPayment', createPaymentParameters, parameters)
  if (given.channel === 'barcode') return chargePayerCode(client, given, options)
  return (given.channel === 'page' ? atCounter(client, given, options) : inScan(client, given, options)).catch(
    (error: unknown) => placedBefore(client, given, error, options),
  )
}

const again = {
  action: 'createPayment',
  query: false,
  // An order takes no money, and a number is one order.
  repeat: 'always',
  resolve: 'Call getPayment with this orderId, or createPayment again with the same parameters.',
} as const

function inScan(
  client: Client<LakalaAccount>,
  given: ScanParameters,
  options: CallOptions | undefined,
): Promise<CreatePaymentResult> {
  const { account } = client
  const { channel, orderId, notifyUrl } = given
  return call<CreatePaymentResult>(
    client,
    {
      ...again,
      path: orderPath(account, paths.preorder),
      body: envelope(account, toWire(account, given)),
      notifyUrl,
      decode({ data }) {
        const raw = inShape(preorderShape, data)
        mustBeOf(account.merchantId, raw.merchant_no)
        mustAnswer({ orderId: [orderId, raw.out_trade_no] })
        const placed = { orderId, status: 'pending', paymentId: raw.trade_no, raw: data } as const
        const fields = raw.acc_resp_fields ?? {}
        switch (channel) {
          case 'qr':
            if (!fields.code) throw lacking('code')
            return { channel, ...placed, nextAction: { type: 'qr', content: fields.code } }
          case 'jsapi':
            return { channel, ...placed, nextAction: inWallet(walletOf(given), fields) }
          case 'miniprogram':
            return { channel, ...placed, nextAction: { type: 'jsapi', parameters: wechatParameters(fields) } }
          case 'app':
            return { channel, ...placed, nextAction: { type: 'app', payload: appPayload(fields) } }
          case 'wap':
            return { channel, ...placed, nextAction: wapAction(fields) }
        }
      },
    },
    options,
  )
}

async function atCounter(
  client: Client<LakalaAccount>,
  given: CreatePaymentParameters<'page'>,
  options: CallOptions | undefined,
): Promise<CreatePaymentResult> {
  const { account } = client
  const { channel, orderId, amount, notifyUrl } = given
  if (account.vposId === undefined)
    throw configError(
      'createPayment: the channel page needs the account’s vposId.',
      'Give lakala({...}) the vposId of the counter, from the open platform.',
    )
  return call<CreatePaymentResult>(
    client,
    {
      ...again,
      path: orderPath(account, paths.counterCreate),
      body: envelope(account, toCounter(account, given)),
      notifyUrl,
      decode({ data }) {
        const raw = inShape(counterShape, data)
        mustBeOf(account.merchantId, raw.merchant_no)
        mustAnswer({
          orderId: [orderId, raw.out_order_no],
          amount: [raw.total_amount == null ? undefined : amount.value, fenIn(raw.total_amount)?.value],
        })
        const nextAction = { type: 'redirect', url: raw.counter_url } as const
        return { channel, orderId, status: 'pending', providerOrderId: raw.pay_order_no, nextAction, raw: data }
      },
    },
    options,
  )
}

/** @throws what the order was refused with, or what a query says it was refused for. */
async function placedBefore(
  client: Client<LakalaAccount>,
  given: CreatePaymentParameters,
  error: unknown,
  options: CallOptions | undefined,
): Promise<never> {
  if (!isUnknownRefusal(error)) throw error
  const channel = given.channel === 'page' ? 'page' : undefined
  const found = await whatStands(client, { orderId: given.orderId, channel }, 'createPayment', options).catch(() => {
    throw error
  })
  const { providerCode, providerMessage } = error as ShroffError
  const refused = (code: Parameters<typeof foundInstead>[0], problem: string, next: string) =>
    foundInstead(code, 'createPayment', { problem, next, providerCode, providerMessage })
  if (found.amount && found.amount.value !== given.amount.value)
    throw refused('ORDER_ID_USED', 'There is an order of another amount under this orderId.', 'Use a new orderId.')
  if (found.status === 'paid')
    throw refused('ORDER_PAID', 'The order is paid: it was placed before.', 'Query it with getPayment.')
  if (found.status === 'closed' || found.status === 'failed')
    throw refused('ORDER_CLOSED', `The order is ${found.status}.`, 'Use a new orderId.')
  throw error
}
