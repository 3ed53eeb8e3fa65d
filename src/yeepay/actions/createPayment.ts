import { formPage, formPageScript } from '../../codec/html.js'
import { parseJson } from '../../codec/json.js'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters } from '../../core/parameters.js'
import type { AppAction, FormAction, JsapiAction, QrAction, RedirectAction } from '../../core/payment.js'
import { undocumented } from '../../core/read.js'
import { inShape } from '../../core/shape.js'
import type { YeepayAccount } from '../account.js'
import { call } from '../call.js'
import { chargePayerCode } from '../charge.js'
import {
  type CreatePaymentParameters,
  createPaymentParameters,
  productOf,
  toWire,
  type YeepayChannel,
} from '../order.js'
import { mustBeAbout, yuan } from '../payment.js'
import { createPaymentRefusals } from '../refusals.js'
import { paths, placedShape } from '../wire.js'

/** For the wallet's call in its page or mini program: WeChat Pay's signed parameters, or `{ tradeNO }` for Alipay's. */
export type YeepayWalletParameters = Readonly<Record<string, string>>

type Placed = {
  readonly status: 'pending'
  /** `uniqueOrderNo`; absent where the answer does not tell it. */
  readonly paymentId?: string
}

/** What a channel answers besides. */
export type YeepayChannelResults = {
  /** UnionPay's is an address for the browser. */
  jsapi: Placed & { readonly nextAction: RedirectAction | JsapiAction<YeepayWalletParameters> }
  miniprogram: Placed & { readonly nextAction: JsapiAction<YeepayWalletParameters> }
  /** For WeChat's SDK as it stands, or `{ tn }` for UnionPay's. */
  app: Placed & { readonly nextAction: AppAction<YeepayWalletParameters> }
  /** UnionPay's page is posted to, YeePay's an address. */
  wap: Placed & { readonly nextAction: FormAction | RedirectAction }
  page: Placed & { readonly nextAction: RedirectAction }
  /** `processing`: whatever is not a success; query, and close at the end: `settlePayment` does both. */
  barcode: { readonly status: 'paid' | 'processing'; readonly paymentId?: string }
  qr: Placed & { readonly nextAction: QrAction }
}

export type CreatePaymentResult<C extends YeepayChannel = YeepayChannel> = C extends YeepayChannel
  ? {
      readonly channel: C
      readonly orderId: string
      /** The verified `result`. */
      readonly raw: unknown
    } & YeepayChannelResults[C]
  : never

/**
 * Places an order: at a wallet (聚合支付), at whichever wallet scans its code, or at YeePay's own cashier (收银台); or charges the
 * code that the payer shows (被扫支付).
 *
 * Choose `orderId` once and store it before the call. What YeePay answers to an order that is repeated is *unconfirmed*; here it
 * is taken to be the same again. A charge is never repeated blindly.
 *
 * @throws `PARAMETERS_INVALID` before anything is sent; `ORDER_ID_USED`, `ORDER_CLOSED`, `ORDER_PAID` and the codes of the pipeline.
 * @see https://open.yeepay.com/docs/apis/post__rest__v1.0__aggpay__pre-pay 聚合支付统一下单
 * @see https://open.yeepay.com/docs/apis/post__rest__v1.0__aggpay__pay 付款码支付
 * @example
 * const { nextAction } = await createPayment(client, {
 *   channel: 'qr', orderId: 'T1001', amount: amount('25.00', 'CNY'), description: 'Oolong tea',
 *   payerClientIp: '203.0.113.7', notifyUrl: 'https://shop.example/notify',
 * })
 */
export async function createPayment<C extends YeepayChannel>(
  client: Client<YeepayAccount>,
  parameters: CreatePaymentParameters<C>,
  options?: CallOptions,
): Promise<C extends YeepayChannel ? CreatePaymentResult<C> : never>
export async function createPayment(
  client: Client<YeepayAccount>,
  parameters: CreatePaymentParameters,
  options?: CallOptions,
): Promise<CreatePaymentResult> {
  const given = checkParameters('createPayment', createPaymentParameters, parameters)
  if (given.channel === 'barcode') return chargePayerCode(client, given, options)
  const { channel, orderId, amount } = given
  const product = productOf(given)
  return call<CreatePaymentResult>(
    client,
    {
      action: 'createPayment',
      refusals: createPaymentRefusals,
      method: 'POST',
      path: paths[product],
      fields: toWire(given),
      repeat: 'always',
      resolve: 'Call getPayment with this orderId, or createPayment again with the same parameters.',
      decode(value) {
        const raw = inShape(placedShape, value)
        // Which products repeat them is unconfirmed but for the wallets' own.
        mustAnswer({
          orderId: [raw.orderId || product === 'prePay' ? orderId : undefined, raw.orderId],
          amount: [raw.orderAmount != null ? amount.value : undefined, yuan(raw.orderAmount)?.value],
        })
        mustBeAbout(client.account, { orderId, merchantNo: raw.merchantNo }, { orderId })
        const { uniqueOrderNo: paymentId } = raw
        const told = product === 'payLink' ? raw.qrCodeUrl : product === 'cashier' ? raw.cashierUrl : raw.prePayTn
        if (!told) throw undocumented('an order without what the payer pays by')
        const nextAction = nextActionOf(given, told)
        return {
          channel,
          orderId,
          status: 'pending',
          ...(paymentId && { paymentId }),
          nextAction,
          raw: value,
        } as CreatePaymentResult
      },
    },
    options,
  )
}

/** By channel and wallet, as YeePay's table has it. */
function nextActionOf({ channel, wallet }: { channel: YeepayChannel; wallet?: string }, told: string) {
  if (channel === 'qr') return { type: 'qr', content: told }
  if (channel === 'page' || (channel === 'wap' && wallet === undefined))
    return { type: 'redirect', url: addressIn(told) }
  if (channel === 'wap') return formIn(told)
  if (channel === 'app') return { type: 'app', payload: textsIn(told) }
  if (wallet === 'unionpay') return { type: 'redirect', url: addressIn(told) }
  return { type: 'jsapi', parameters: wallet === 'alipay' ? { tradeNO: told } : textsIn(told) }
}

function addressIn(told: string): string {
  if (!/^https?:\/\//i.test(told) || !URL.canParse(told)) throw undocumented('an address that is none')
  return told
}

/** `{"url":"…","postParamMap":"{…}"}`. */
function formIn(told: string): FormAction {
  const { url = '', postParamMap } = textsIn(told)
  const fields = textsIn(postParamMap || '{}')
  const { origin } = new URL(addressIn(url))
  const policy = { formAction: [origin], scriptSrc: [`'${formPageScript}'`] }
  return { type: 'form', url, fields, html: formPage(url, fields, '继续'), policy }
}

/** The members of a JSON text within the JSON, as texts, in their order. */
function textsIn(told: string): Record<string, string> {
  let members: unknown
  try {
    members = parseJson(told)
  } catch {}
  if (typeof members !== 'object' || members === null || Array.isArray(members))
    throw undocumented('a prePayTn that is no JSON object')
  return Object.fromEntries(
    Object.entries(members).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  )
}
