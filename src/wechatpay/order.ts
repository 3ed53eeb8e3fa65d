import * as z from 'zod/mini'
import { toChinaTime } from '../codec/time.js'
import type { Amount } from '../core/amount.js'
import { count, exactlyOne, form, moment, parameterSchema, textUpTo, unless, yuanAmount } from '../core/parameters.js'
import { utf8 } from '../crypto/bytes.js'
import type { WechatpayAccount } from './account.js'
import { notifyUrl, orderId } from './limits.js'
import { appFields, merchantFields } from './parties.js'
import { toSnakeCase } from './snake-case.js'
import { payerCode } from './wire.js'

// An order's parameters: what they are called here, what they may be, and what WeChat Pay calls them.

/** The channels of WeChat Pay APIv3 that create an order: Native, JSAPI, mini program, H5 and APP. */
export type PrepayChannel = 'qr' | 'jsapi' | 'miniprogram' | 'wap' | 'app'
/** Those, and 付款码: the payer shows a code, which is charged at once. */
export type WechatpayChannel = PrepayChannel | 'barcode'

/** What every order of these channels has. */
export type WechatpayOrder = {
  /** 商户订单号 `out_trade_no`: 6 to 32 characters of `0-9 A-Z a-z _ - | *`, unique per merchant. The idempotency key. */
  orderId: string
  /** Currency CNY, value in fen, at least 1. */
  amount: Amount
  /** What the payer reads, 1 to 127 characters. */
  description: string
  /**
   * Where webhooks go: absolute public URL, at most 255 characters, no query string. On this machine or a private network only
   * for an account that means a mock.
   */
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

/** What a charge of a payer's code has. What stands here without a word is as in the other channels. */
export type WechatpayBarcodeOrder = {
  orderId: string
  amount: Amount
  description: string
  /** The code that the payer shows: 18 digits that begin with 10 to 15. */
  payerCode: string
  /** IP address of the machine that charges (`spbill_create_ip`, `device_ip`), at most 45 characters. */
  payerClientIp: string
  /** The shop. Needed with `codePay: 'v3'`; APIv2 knows one number of it and is sent whichever is given. */
  store?: WechatpayPlace
  attach?: string
  goodsTag?: string
  deviceId?: string
  appId?: string
  /** Over `codePay: 'v3'` only. */
  detail?: WechatpayDetail
  /** Over `codePay: 'v3'` only. */
  profitSharing?: boolean
  /** Over `codePay: 'v3'` only. */
  supportFapiao?: boolean
}

/** A shop by WeChat Pay's own number of the place (digits), or by the merchant's code of it, at most 32 characters. */
export type WechatpayPlace = { id: string; outId?: undefined } | { outId: string; id?: undefined }

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

/** Whose `openid` the payer is known by: (partners) the sub-merchant's app, or the account's. */
export type WechatpayPayer = { subOpenId: string; openId?: undefined } | { openId: string; subOpenId?: undefined }

export type WechatpayH5 = {
  type: 'Wap' | 'iOS' | 'Android'
  appName?: string
  appUrl?: string
  bundleId?: string
  packageName?: string
}

/** What a channel asks for besides. */
export type WechatpayChannelFields = {
  qr: unknown
  jsapi: WechatpayPayer
  miniprogram: WechatpayPayer
  wap: {
    payerClientIp: string
    /** Kind of page, and its app's name and address. */
    h5: WechatpayH5
  }
  app: {
    /**
     * For partners: the merchant number that the app hands to the wallet (`partnerId`), the partner's or the sub-merchant's. Sources
     * disagree, so it is unconfirmed. Default: the partner's, as in WeChat Pay's own SDK.
     */
    partnerId?: string
  }
}

export type CreatePaymentParameters<C extends WechatpayChannel = WechatpayChannel> = C extends PrepayChannel
  ? WechatpayOrder & { channel: C } & WechatpayChannelFields[C]
  : C extends 'barcode'
    ? WechatpayBarcodeOrder & { channel: C }
    : never

/** The last part of the prepay path. */
export const product = { qr: 'native', jsapi: 'jsapi', miniprogram: 'jsapi', wap: 'h5', app: 'app' } as const

/** The body of a prepay request. */
export function toPrepay(
  account: WechatpayAccount,
  appId: string,
  given: CreatePaymentParameters<PrepayChannel>,
  payer: WechatpayPayer | undefined,
): object {
  const { payerClientIp } = given
  // Not a spread that leads, behind which V8 would add member by member.
  return Object.assign(appFields(account, appId), merchantFields(account), {
    description: given.description,
    out_trade_no: given.orderId,
    time_expire: given.expiresAt && toChinaTime(given.expiresAt.getTime()),
    attach: given.attach,
    notify_url: given.notifyUrl,
    goods_tag: given.goodsTag,
    limit_pay: given.limitPay,
    support_fapiao: given.supportFapiao,
    amount: { total: given.amount.value, currency: given.amount.currency },
    payer:
      payer && (account.partner ? { sp_openid: payer.openId, sub_openid: payer.subOpenId } : { openid: payer.openId }),
    detail: toSnakeCase(given.detail),
    scene_info: payerClientIp && {
      payer_client_ip: payerClientIp,
      device_id: given.deviceId,
      store_info: toSnakeCase(given.store),
      h5_info: given.channel === 'wap' ? toSnakeCase(given.h5) : undefined,
    },
    settle_info: settleInfo(given),
  })
}

/** `settle_info`. */
export const settleInfo = ({ profitSharing }: { profitSharing?: boolean }) =>
  profitSharing === undefined ? undefined : { profit_sharing: profitSharing }

/** What createPayment accepts. */
export const createPaymentParameters = /* @__PURE__ */ parameterSchema<CreatePaymentParameters>(() => {
  // Not `const { optional } = z`: a bundler would then keep all of zod, 80 kB.
  const optional = z.optional
  const shared = {
    orderId: orderId(),
    amount: yuanAmount(),
    description: textUpTo(127),
    attach: optional(textUpTo(128)),
    goodsTag: optional(textUpTo(32)),
    deviceId: optional(textUpTo(32)),
    appId: optional(textUpTo(32)),
    supportFapiao: optional(z.boolean()),
    profitSharing: optional(z.boolean()),
    detail: optional(detail().check(unless(detailProblem))),
  }
  const common = {
    ...shared,
    notifyUrl: notifyUrl(),
    expiresAt: optional(moment()),
    limitPay: optional(z.array(textUpTo(32))),
    payerClientIp: optional(textUpTo(45)),
    store: optional(
      z.strictObject({
        id: textUpTo(32),
        name: optional(textUpTo(256)),
        areaCode: optional(textUpTo(32)),
        address: optional(textUpTo(512)),
      }),
    ),
  }
  const barcode = {
    ...shared,
    payerCode: form(payerCode, 'must be a WeChat Pay payment code: 18 digits that begin with 10 to 15'),
    payerClientIp: textUpTo(45),
    store: optional(
      z
        .strictObject({
          id: optional(form(/^\d{1,32}$/, 'must be digits: WeChat Pay’s number of the place; your own is outId')),
          outId: optional(textUpTo(32)),
        })
        .check(exactlyOne('outId', 'id')),
    ),
  }
  const scene = unless<{ payerClientIp?: unknown; deviceId?: unknown; store?: unknown }>(
    ({ payerClientIp, deviceId, store }) =>
      payerClientIp === undefined && (deviceId ?? store) !== undefined
        ? 'must be given with deviceId or store'
        : undefined,
    ['payerClientIp'],
  )
  const remote = unless<string>((ip) =>
    ip === '127.0.0.1'
      ? 'must be the payer’s address, as your server sees it; WeChat Pay refuses 127.0.0.1'
      : undefined,
  )
  const payer = { openId: optional(textUpTo(128)), subOpenId: optional(textUpTo(128)) }
  const onePayer = exactlyOne('openId', 'subOpenId')
  const h5 = z.strictObject({
    type: z.enum(['Wap', 'iOS', 'Android']),
    appName: optional(textUpTo(64)),
    appUrl: optional(textUpTo(128)),
    bundleId: optional(textUpTo(128)),
    packageName: optional(textUpTo(128)),
  })
  return z.discriminatedUnion('channel', [
    z.strictObject({ ...common, channel: z.literal('qr') }).check(scene),
    z.strictObject({ ...common, channel: z.literal('app'), partnerId: optional(textUpTo(32)) }).check(scene),
    z.strictObject({ ...barcode, channel: z.literal('barcode') }),
    z.strictObject({ ...common, channel: z.literal('wap'), payerClientIp: textUpTo(45).check(remote), h5 }),
    z.strictObject({ ...common, channel: z.literal('jsapi'), ...payer }).check(scene, onePayer),
    z.strictObject({ ...common, channel: z.literal('miniprogram'), ...payer }).check(scene, onePayer),
  ])
})

const detail = () =>
  z.strictObject({
    costPrice: z.optional(count()),
    invoiceId: z.optional(textUpTo(32)),
    goodsDetail: z.optional(
      z.array(
        z.strictObject({
          merchantGoodsId: textUpTo(32),
          wechatpayGoodsId: z.optional(textUpTo(32)),
          goodsName: z.optional(textUpTo(256)),
          quantity: count(),
          unitPrice: count(),
        }),
      ),
    ),
  })

const detailProblem = (given: object) =>
  utf8(JSON.stringify(toSnakeCase(given))).length > 6144 ? 'must be at most 6144 bytes as JSON' : undefined
