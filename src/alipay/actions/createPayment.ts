import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters } from '../../core/parameters.js'
import type { AppAction, FormAction, JsapiAction, PaymentStatus, QrAction, RedirectAction } from '../../core/payment.js'
import { inShape } from '../../core/shape.js'
import type { AlipayAccount } from '../account.js'
import { call } from '../call.js'
import { isWaiting, toCharge } from '../charge.js'
import { type AlipayChannel, type CreatePaymentParameters, createPaymentParameters, toWire } from '../order.js'
import { chargeRefusals, createPaymentRefusals } from '../refusals.js'
import { openPage, orderString } from '../wallet.js'
import { createShape, methods, precreateShape } from '../wire.js'

/** What a channel answers besides. */
export type AlipayChannelResults = {
  qr: { readonly status: 'pending'; readonly nextAction: QrAction }
  barcode: AlipayPaid
  face: AlipayPaid
  jsapi: {
    readonly status: 'pending'
    readonly paymentId: string
    readonly nextAction: JsapiAction<{ tradeNO: string }>
  }
  miniprogram: AlipayChannelResults['jsapi']
  page: { readonly status: 'pending'; readonly nextAction: RedirectAction | FormAction }
  wap: AlipayChannelResults['page']
  app: { readonly status: 'pending'; readonly nextAction: AppAction<{ orderString: string }> }
}

/** `processing`: the payer has to type a password; query, and cancel at the end: `settlePayment` does both. */
export type AlipayPaid = { readonly status: Extract<PaymentStatus, 'paid' | 'processing'>; readonly paymentId: string }

export type CreatePaymentResult<C extends AlipayChannel = AlipayChannel> = C extends AlipayChannel
  ? {
      readonly channel: C
      readonly orderId: string
      /** The verified answer, if there is one. */
      readonly raw: unknown
    } & AlipayChannelResults[C]
  : never

/**
 * Places an order (下单): a QR code, a page, a payment inside the wallet, or a payer's code.
 *
 * Choose `orderId` and `expiresAt` once for a sale and store both before the first call. A code or page that nobody has opened
 * leaves nothing at Alipay to compare with: another call, under this number with another amount or under another number, makes a
 * second code that can be paid, too, until the first one expires.
 *
 * A QR code, a page and an app order exist at Alipay only once the payer opens them; until then `getPayment` says
 * `ORDER_NOT_FOUND`. For `page`, `wap` and `app` nothing is sent: the request is signed and handed to the payer.
 *
 * @param parameters - `channel`, the members of {@link AlipayOrder}, and those of the channel in {@link AlipayChannelFields}.
 * @throws `PARAMETERS_INVALID` before anything is sent; `ORDER_ID_USED`, `ORDER_CLOSED`, `ORDER_PAID`, `PAYER_REFUSED` and
 * the codes of the pipeline. After `unknown` with `barcode` or `face`: query, then cancel, never charge again first.
 * @see https://docs.open.alipay.com/api_1/alipay.trade.precreate
 * @example
 * const payment = await createPayment(client, {
 *   channel: 'qr', orderId: 'T_1001', amount: amount('25.00', 'CNY'), description: 'Oolong tea',
 *   notifyUrl: 'https://shop.example/notify',
 * })
 * console.log(qrText(payment.nextAction.content))
 */
export async function createPayment<C extends AlipayChannel>(
  client: Client<AlipayAccount>,
  parameters: CreatePaymentParameters<C>,
  options?: CallOptions,
): Promise<C extends AlipayChannel ? CreatePaymentResult<C> : never>
export async function createPayment(
  client: Client<AlipayAccount>,
  parameters: CreatePaymentParameters,
  options?: CallOptions,
): Promise<CreatePaymentResult> {
  const given = checkParameters('createPayment', createPaymentParameters, parameters)
  const { channel, orderId, notifyUrl } = given
  const content = toWire(given)
  const common = { action: 'createPayment', content, notifyUrl, query: false } as const
  const resolve =
    'Call getPayment with this orderId; if it is not found, call createPayment again with the same parameters.'
  const belongs = (raw: { out_trade_no: string }) => mustAnswer({ orderId: [orderId, raw.out_trade_no] })

  switch (channel) {
    case 'qr':
      return call<CreatePaymentResult<'qr'>>(
        client,
        {
          ...common,
          refusals: createPaymentRefusals,
          endpoint: methods.precreate,
          repeat: 'always',
          resolve,
          decode({ value }) {
            const raw = inShape(precreateShape, value)
            belongs(raw)
            return { channel, orderId, status: 'pending', nextAction: { type: 'qr', content: raw.qr_code }, raw }
          },
        },
        options,
      )
    case 'jsapi':
    case 'miniprogram':
      return call<CreatePaymentResult<'jsapi' | 'miniprogram'>>(
        client,
        {
          ...common,
          refusals: createPaymentRefusals,
          endpoint: methods.create,
          repeat: 'always',
          resolve,
          decode({ value }) {
            const raw = inShape(createShape, value)
            belongs(raw)
            const nextAction = { type: 'jsapi', parameters: { tradeNO: raw.trade_no } } as const
            return { channel, orderId, status: 'pending', paymentId: raw.trade_no, nextAction, raw }
          },
        },
        options,
      )
    case 'barcode':
    case 'face':
      return call<CreatePaymentResult<'barcode' | 'face'>>(
        client,
        {
          ...common,
          refusals: chargeRefusals(),
          accepts: isWaiting,
          endpoint: methods.pay,
          // A second charge under the same number is refused by Alipay, but what the first one did is for a query.
          repeat: 'never',
          resolve:
            'Call getPayment with this orderId; if it is still not final after a minute, cancelPayment. Never charge again before.',
          decode(verified) {
            const { status, paymentId, raw } = toCharge(given, verified)
            return { channel, orderId, status, paymentId, raw }
          },
        },
        options,
      )
    case 'app': {
      const text = await orderString(client.account, 'createPayment', 'alipay.trade.app.pay', content, notifyUrl)
      return {
        channel,
        orderId,
        status: 'pending',
        nextAction: { type: 'app', payload: { orderString: text } },
        raw: undefined,
      }
    }
    case 'page':
    case 'wap': {
      const { returnUrl, as } = given
      const nextAction = await openPage(client.account, 'createPayment', `alipay.trade.${channel}.pay`, content, {
        notifyUrl,
        returnUrl,
        as,
      })
      return { channel, orderId, status: 'pending', nextAction, raw: undefined }
    }
  }
}
