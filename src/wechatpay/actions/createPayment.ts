import type { CallOptions, Client } from '../../core/client.js'
import { configError, parametersError } from '../../core/errors.js'
import { checkParameters } from '../../core/parameters.js'
import type { AppAction, JsapiAction, QrAction, RedirectAction } from '../../core/payment.js'
import { mustBeReachable } from '../../core/public-url.js'
import { inShape } from '../../core/shape.js'
import type { WechatpayAccount } from '../account.js'
import { call } from '../call.js'
import { chargePayerCode, type WechatpayCharge } from '../charge.js'
import {
  type CreatePaymentParameters,
  createPaymentParameters,
  type PrepayChannel,
  product,
  toPrepay,
  type WechatpayChannel,
  type WechatpayPayer,
} from '../order.js'
import { transactions } from '../parties.js'
import { createPaymentRefusals } from '../refusals.js'
import {
  type AppPayload,
  type JsapiParameters,
  type MiniprogramParameters,
  mustSignByRsa,
  signApp,
  signJsapi,
  signMiniprogram,
} from '../wallet.js'
import { prepayShape } from '../wire.js'

/** What the shop does now, by channel. */
export type WechatpayNextActions = {
  qr: QrAction
  jsapi: JsapiAction<JsapiParameters>
  miniprogram: JsapiAction<MiniprogramParameters>
  wap: RedirectAction
  app: AppAction<AppPayload>
}

export type CreatePaymentResult<C extends WechatpayChannel = WechatpayChannel> = C extends PrepayChannel
  ? {
      readonly channel: C
      readonly orderId: string
      readonly status: 'pending'
      /** What the shop does now. A QR code and a prepay id live 2 hours, an H5 address 5 minutes; call again for a new one. */
      readonly nextAction: WechatpayNextActions[C]
      /** The verified answer. */
      readonly raw: unknown
    }
  : C extends 'barcode'
    ? WechatpayCharge
    : never

/**
 * Places an order (下单). No money moves yet. Calling again with the same parameters is harmless and gives a new
 * credential, so an attempt that got lost is repeated (https://pay.weixin.qq.com/doc/v3/merchant/4012791877).
 *
 * Choose `orderId` and `expiresAt` once for a sale and store both before the first call: the same number with other parameters
 * is refused (`ORDER_ID_USED`), and another number while the first code may still be paid makes two payable codes for one sale.
 * For new ones `closePayment` the order first, or wait until it has expired.
 *
 * `barcode` is different: it charges at once and is never repeated. After `unknown` query, then cancel; `settlePayment`
 * does so.
 *
 * @param parameters - `channel`, and by it: the members of {@link WechatpayOrder} with those of the channel in
 *   {@link WechatpayChannelFields}; for `barcode` those of {@link WechatpayBarcodeOrder}.
 * @throws `PARAMETERS_INVALID` before anything is sent; `ORDER_ID_USED`, `ORDER_CLOSED`, `ORDER_PAID`, `PAYER_REFUSED` and the codes of the pipeline.
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791877 Native下单
 * @example
 * const payment = await createPayment(client, {
 *   channel: 'qr', orderId: 'T-1001', amount: amount('25.00', 'CNY'),
 *   description: 'Oolong tea', notifyUrl: 'https://shop.example/notify',
 * })
 * console.log(qrText(payment.nextAction.content))
 */
export async function createPayment<C extends WechatpayChannel>(
  client: Client<WechatpayAccount>,
  parameters: CreatePaymentParameters<C>,
  options?: CallOptions,
): Promise<C extends WechatpayChannel ? CreatePaymentResult<C> : never>
export async function createPayment(
  client: Client<WechatpayAccount>,
  parameters: CreatePaymentParameters,
  options?: CallOptions,
): Promise<CreatePaymentResult> {
  const given = checkParameters('createPayment', createPaymentParameters, parameters)
  const { account } = client
  const appId = given.appId ?? account.appId
  if (!account.appIds.includes(appId))
    throw configError(`createPayment: the account has no app ${appId}.`, 'Name it in otherAppIds.')
  if (given.channel === 'barcode') return chargePayerCode(client, given, appId, options)
  const { channel, orderId } = given
  mustBeReachable('createPayment', account, given.notifyUrl)
  if (channel !== 'qr' && channel !== 'wap') mustSignByRsa(account, 'createPayment')
  const payer: WechatpayPayer | undefined = channel === 'jsapi' || channel === 'miniprogram' ? given : undefined
  const bySubApp = payer?.subOpenId !== undefined
  if (bySubApp && !(account.partner && account.subAppId)) {
    throw configError('createPayment: subOpenId needs a partner account with subAppId.')
  }
  const partnerId = partnerOf(account, channel === 'app' ? given.partnerId : undefined)
  return call<CreatePaymentResult<PrepayChannel>>(
    client,
    {
      action: 'createPayment',
      refusals: createPaymentRefusals,
      method: 'POST',
      path: `${transactions(account)}/${product[channel]}`,
      body: toPrepay(account, appId, given, payer),
      query: false,
      repeat: 'always',
      resolve:
        'Call getPayment with this orderId; if it is not found, call createPayment again with the same parameters.',
      async decode({ value: raw }) {
        const result = { orderId, status: 'pending', raw } as const
        const answer = inShape(prepayShape[channel], raw) as {
          code_url: string
          h5_url: string
          prepay_id: string
        }
        switch (channel) {
          case 'qr':
            return { channel, ...result, nextAction: { type: 'qr', content: answer.code_url } }
          case 'wap':
            return {
              channel,
              ...result,
              nextAction: { type: 'redirect', url: answer.h5_url, referrerPolicy: 'origin' },
            }
          case 'app':
            return {
              channel,
              ...result,
              nextAction: { type: 'app', payload: await signApp(account, appId, partnerId, answer.prepay_id) },
            }
        }
        // The wallet must be told the app by which the payer is known.
        const payerApp = bySubApp ? account.subAppId! : appId
        return channel === 'jsapi'
          ? {
              channel,
              ...result,
              nextAction: { type: 'jsapi', parameters: await signJsapi(account, payerApp, answer.prepay_id) },
            }
          : {
              channel,
              ...result,
              nextAction: { type: 'jsapi', parameters: await signMiniprogram(account, payerApp, answer.prepay_id) },
            }
      },
    },
    options,
  )
}

/** The merchant number that an app hands to the wallet. */
function partnerOf(account: WechatpayAccount, given = account.merchantId): string {
  if (given === account.merchantId || given === account.subMerchantId) return given
  const problem = `must be ${[account.merchantId, account.subMerchantId].filter(Boolean).join(' or ')}`
  throw parametersError('createPayment', [{ path: 'partnerId', problem }])
}
