import type { Amount } from '../../core/amount.js'
import type { CallOptions, Client } from '../../core/client.js'
import { configError } from '../../core/errors.js'
import { checkParameters } from '../../core/parameters.js'
import type { AppAction, JsapiAction, QrAction, RedirectAction } from '../../core/payment.js'
import { inShape } from '../../core/shape.js'
import type { WechatpayAccount } from '../account.js'
import { call } from '../call.js'
import { chargePayerCode } from '../charge.js'
import { createPaymentSchema, product, toWire } from '../order.js'
import { transactions } from '../parties.js'
import {
  type AppPayload,
  type JsapiParameters,
  type MiniprogramParameters,
  signApp,
  signJsapi,
  signMiniprogram,
} from '../wallet.js'
import { prepayShape } from '../wire.js'

/** The channels of WeChat Pay APIv3 that create an order: Native, JSAPI, mini program, H5 and APP. */
export type PrepayChannel = 'qr' | 'jsapi' | 'miniprogram' | 'wap' | 'app'
/** Those, and 付款码: the payer shows a code, which is charged at once. */
export type WechatpayChannel = PrepayChannel | 'barcode'

type Common = {
  /** 商户订单号 `out_trade_no`: 6 to 32 characters of `0-9 A-Z a-z _ - | *`, unique per merchant. The idempotency key. */
  orderId: string
  /** Currency CNY, value in fen, at least 1. */
  amount: Amount
  /** What the payer reads, 1 to 127 characters. */
  description: string
  /** Where webhooks go: absolute public URL, at most 255 characters, no query string. */
  notifyUrl: string
  /** Last moment to pay. Default: 7 days on; less than a minute on is raised to a minute. */
  expiresAt?: Date
  /** Comes back in queries and webhooks, 1 to 128 characters. */
  attach?: string
  /** 订单优惠标记 `goods_tag`, 1 to 32 characters. */
  goodsTag?: string
  /** Offer an electronic invoice (电子发票). */
  supportFapiao?: boolean
  /** Freeze the money for profit sharing (分账). */
  profitSharing?: boolean
  /** Payment means not allowed, such as `no_credit`. Named only by the official SDKs' models. */
  limitPay?: readonly string[]
  /** 优惠功能 `detail`, at most 6144 bytes as JSON; prices in fen. */
  detail?: WechatpayDetail
  /** IP address of the payer's device, at most 45 characters. */
  payerClientIp?: string
  /** Number of the shop's device, at most 32 characters. */
  deviceId?: string
  /** The shop. */
  store?: { id: string; name?: string; areaCode?: string; address?: string }
  /** One of the account's app ids. Default: the account's `appId`. */
  appId?: string
}

type Barcode = Pick<Common, 'orderId' | 'amount' | 'description' | 'attach' | 'goodsTag' | 'deviceId' | 'appId'> & {
  /** The code that the payer shows: 18 digits that begin with 10 to 15. */
  payerCode: string
  /** IP address of the machine that charges (`spbill_create_ip`, `device_ip`), at most 45 characters. */
  payerClientIp: string
  /** Number of the shop, at most 32 characters. */
  storeId?: string
}

export type WechatpayDetail = {
  costPrice?: number
  invoiceId?: string
  goodsDetail?: readonly {
    merchantGoodsId: string
    wechatpayGoodsId?: string
    goodsName?: string
    quantity: number
    unitPrice: number
  }[]
}

/** Whose `openid` the payer is known by: the account's app, or (partners) the sub-merchant's. */
type Payer = { openId: string; subOpenId?: undefined } | { subOpenId: string; openId?: undefined }

type ByChannel = {
  qr: unknown
  jsapi: Payer
  miniprogram: Payer
  wap: { payerClientIp: string /** Kind of page, and its app's name and address. */; h5: WechatpayH5 }
  app: unknown
}

export type WechatpayH5 = {
  type: 'Wap' | 'iOS' | 'Android'
  appName?: string
  appUrl?: string
  bundleId?: string
  packageName?: string
}

type NextActions = {
  qr: QrAction
  jsapi: JsapiAction<JsapiParameters>
  miniprogram: JsapiAction<MiniprogramParameters>
  wap: RedirectAction
  app: AppAction<AppPayload>
}

export type CreatePaymentParameters<C extends WechatpayChannel = WechatpayChannel> = C extends PrepayChannel
  ? Common & { channel: C } & ByChannel[C]
  : C extends 'barcode'
    ? Barcode & { channel: C }
    : never

export type CreatePaymentResult<C extends WechatpayChannel = WechatpayChannel> = C extends PrepayChannel
  ? {
      readonly channel: C
      readonly orderId: string
      readonly status: 'pending'
      /** What the shop does now. A QR code and a prepay id live 2 hours, an H5 address 5 minutes; call again for a new one. */
      readonly nextAction: NextActions[C]
      /** The verified answer. */
      readonly raw: unknown
    }
  : C extends 'barcode'
    ? {
        readonly channel: C
        readonly orderId: string
        /** `processing`: the payer has to type a password; query, and cancel at the end: `settlePayment` does both. */
        readonly status: 'paid' | 'processing'
        /** 微信支付订单号, once paid. */
        readonly paymentId?: string
        /** The verified answer. */
        readonly raw: unknown
      }
    : never

/**
 * Places an order (下单). No money moves yet. Calling again with the same parameters is harmless and gives a new
 * credential, so an attempt that got lost is repeated (https://pay.weixin.qq.com/doc/v3/merchant/4012791877).
 *
 * `barcode` is different: it charges at once and is never repeated. After `unknown` query, then cancel; `settlePayment`
 * does so.
 *
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
  const given = checkParameters('createPayment', createPaymentSchema(), parameters)
  const { account } = client
  const appId = given.appId ?? account.appId
  if (!account.appIds.includes(appId))
    throw configError(`createPayment: the account has no app ${appId}.`, 'Name it in otherAppIds.')
  if (given.channel === 'barcode') return chargePayerCode(client, given, appId, options)
  const { channel, orderId } = given
  const bySubApp = (given as Partial<Payer>).subOpenId !== undefined
  if (bySubApp && !(account.partner && account.subAppId)) {
    throw configError('createPayment: subOpenId needs a partner account with subAppId.')
  }
  return call<CreatePaymentResult<PrepayChannel>>(
    client,
    {
      action: 'createPayment',
      method: 'POST',
      path: `${transactions(account)}/${product[channel]}`,
      body: toWire(account, appId, given),
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
            return { channel, ...result, nextAction: { type: 'redirect', url: answer.h5_url } }
          case 'app':
            return {
              channel,
              ...result,
              nextAction: { type: 'app', payload: await signApp(account, appId, answer.prepay_id) },
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
