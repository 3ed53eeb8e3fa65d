import * as z from 'zod/mini'
import { toChinaText } from '../codec/time.js'
import type { Amount } from '../core/amount.js'
import { withMore } from '../core/json.js'
import { form, moment, parameterSchema, text, textUpTo, unless, yuanAmount } from '../core/parameters.js'
import * as limits from './limits.js'
import { toYuan, type YeepayWallet } from './payment.js'
import { scanned, wallets } from './wire.js'

// An order's parameters: what they are called here, what they may be, and what YeePay calls them.

export type YeepayChannel = 'qr' | 'jsapi' | 'miniprogram' | 'app' | 'wap' | 'page' | 'barcode'

/** What every order has. */
export type YeepayOrder = {
  /** 1 to 64 letters, digits and underscores, unique per merchant. The idempotency key. */
  orderId: string
  /** Currency CNY, value in fen, at least 1. */
  amount: Amount
  /** `goodsName`: what the payer reads, 1 to 85 characters. */
  description: string
  /** Last moment to pay. Default: 24 hours on, 120 minutes for YeePay's own cashier, which takes at most 30 days. */
  expiresAt?: Date
  /** `memo`: comes back in queries and notifications. How long it may be is *unconfirmed*. */
  attach?: string
  /**
   * `fundProcessType`: `DELAY_SETTLE` keeps the money to be split later, `REAL_TIME_DIVIDE` splits it at once. Default `REAL_TIME`.
   */
  fundProcessType?: 'REAL_TIME' | 'DELAY_SETTLE' | 'REAL_TIME_DIVIDE'
  /**
   * Further fields in YeePay's own spelling, texts all (their objects are JSON texts), such as `{ limitCredit: 'Y' }`; those that have
   * a name here win.
   */
  more?: Readonly<Record<string, string>>
}

type Prepaid = {
  /** Where notifications go: absolute public URL of at most 200 ASCII characters. Default: what the open platform has. */
  notifyUrl?: string
}

/** What goes by way of a wallet. */
type ByWallet = Prepaid & {
  /** `userIp`: IP address of the payer's device. */
  payerClientIp: string
  /** `scene`: what the merchant is registered for at the wallet, such as `OFFLINE`. Default: `OFFLINE` for `qr`, else `ONLINE`. */
  scene?: string
  /** `redirectUrl`: where the payer's browser comes back to. What it brings is no proof of payment. */
  returnUrl?: string
}

/** YeePay's own page, with all means of payment that the merchant has. */
type Cashier = Prepaid & {
  /** `redirectUrl`: where the payer's browser comes back to. What it brings is no proof of payment. */
  returnUrl?: string
}

/** What a channel asks for besides. */
export type YeepayChannelFields = {
  jsapi: ByWallet & {
    /** Whose wallet: it decides what else is needed, and what is handed to it. */
    wallet: YeepayWallet
    /** `userId`: `openid` at WeChat Pay, the buyer's id at Alipay, the user's at UnionPay. */
    payerId: string
    /** The WeChat app id that the `openid` is of. `wechatpay` needs it. */
    appId?: string
  }
  miniprogram: ByWallet & {
    wallet: 'wechatpay' | 'alipay'
    payerId: string
    appId?: string
  }
  app: ByWallet & {
    wallet: 'wechatpay' | 'unionpay'
    appId?: string
  }
  /** With `wallet` UnionPay's page by a form, else YeePay's own. */
  wap: Cashier & {
    wallet?: 'unionpay'
    /** `userIp`; the page of a wallet needs it. */
    payerClientIp?: string
  }
  page: Cashier
  barcode: {
    /** `authCode`: the code that the payer shows. Whose it is YeePay finds out. */
    payerCode: string
    /** `terminalId`: what scans, as the merchant has registered it. */
    terminalId: string
    /** `userIp`: IP address of what scans. */
    payerClientIp: string
    wallet?: YeepayWallet
    notifyUrl?: string
  }
  /** Without `wallet` one code for WeChat Pay and Alipay. */
  qr: ByWallet & { wallet?: YeepayWallet }
}

export type CreatePaymentParameters<C extends YeepayChannel = YeepayChannel> = C extends YeepayChannel
  ? YeepayOrder & { channel: C } & YeepayChannelFields[C]
  : never

/** `payWay` by channel and wallet. */
const payWays = {
  jsapi: { wechatpay: 'WECHAT_OFFIACCOUNT', alipay: 'ALIPAY_LIFE', unionpay: 'JS_PAY' },
  miniprogram: { wechatpay: 'MINI_PROGRAM', alipay: 'MINI_PROGRAM' },
  app: { wechatpay: 'SDK_PAY', unionpay: 'SDK_PAY' },
  wap: { unionpay: 'H5_PAY' },
  qr: { wechatpay: 'USER_SCAN', alipay: 'USER_SCAN', unionpay: 'USER_SCAN' },
} as const satisfies Partial<Record<YeepayChannel, Partial<Record<YeepayWallet, string>>>>

/** The product by which it is placed. */
export type Product = 'prePay' | 'payLink' | 'cashier' | 'pay'
export function productOf({ channel, wallet }: { channel: YeepayChannel; wallet?: YeepayWallet }): Product {
  if (channel === 'barcode') return 'pay'
  if (channel === 'page' || (channel === 'wap' && wallet === undefined)) return 'cashier'
  return channel === 'qr' && wallet === undefined ? 'payLink' : 'prePay'
}

/** Whatever a channel may have, to be looked for in any. */
type Given = YeepayOrder & { channel: YeepayChannel; wallet?: YeepayWallet } & {
  [Name in
    | ('notifyUrl' | 'returnUrl' | 'scene' | 'payerClientIp')
    | ('payerId' | 'appId' | 'payerCode' | 'terminalId')]?: string
}

/** The fields of a call that places an order. */
export function toWire(parameters: CreatePaymentParameters): Record<string, string | undefined> {
  const given: Given = parameters
  const { channel, wallet, scene } = given
  const product = productOf(given)
  return withMore(given.more, {
    orderId: given.orderId,
    orderAmount: toYuan(given.amount),
    goodsName: given.description,
    expiredTime: given.expiresAt && toChinaText(given.expiresAt.getTime()),
    memo: given.attach,
    fundProcessType: given.fundProcessType,
    notifyUrl: given.notifyUrl,
    redirectUrl: given.returnUrl,
    ...(product === 'pay' && {
      payWay: scanned,
      scene: 'OFFLINE',
      channel: wallet && wallets[wallet],
      authCode: given.payerCode!.trim(),
      terminalId: given.terminalId,
    }),
    ...(product === 'payLink' && {
      payWay: 'USER_SCAN',
      scene: JSON.stringify({ WECHAT: scene ?? 'OFFLINE', ALIPAY: scene ?? 'OFFLINE' }),
    }),
    ...(product === 'prePay' && {
      payWay: (payWays as Record<string, Partial<Record<YeepayWallet, string>>>)[channel]![wallet!],
      channel: wallets[wallet!],
      scene: scene ?? (channel === 'qr' ? 'OFFLINE' : 'ONLINE'),
      appId: given.appId,
      userId: given.payerId,
    }),
    ...(product !== 'cashier' && { userIp: given.payerClientIp }),
  }) as Record<string, string | undefined>
}

/** What createPayment accepts. */
export const createPaymentParameters = /* @__PURE__ */ parameterSchema<CreatePaymentParameters>(() => {
  // Not `const { optional } = z`: a bundler would then keep all of zod, 80 kB.
  const optional = z.optional
  const common = {
    orderId: limits.number(),
    amount: yuanAmount(),
    description: textUpTo(85),
    expiresAt: optional(moment()),
    attach: optional(textUpTo(1024)),
    fundProcessType: optional(z.enum(['REAL_TIME', 'DELAY_SETTLE', 'REAL_TIME_DIVIDE'])),
    more: optional(more()),
    notifyUrl: optional(limits.notifyUrl()),
  }
  const returnUrl = optional(limits.returnUrl())
  const byWallet = {
    ...common,
    returnUrl,
    payerClientIp: limits.ipAddress(),
    scene: optional(form(/^[A-Z_]{1,32}$/, 'must be a scene in capitals, such as OFFLINE')),
  }
  const wallet = z.enum(['wechatpay', 'alipay', 'unionpay'])
  const appId = optional(form(/^[\w-]{1,32}$/, 'must be an app id, such as wxd678efh567hg6787'))
  const payerId = textUpTo(128)
  const orders = z.discriminatedUnion('channel', [
    z.strictObject({ ...byWallet, channel: z.literal('jsapi'), wallet, payerId, appId }),
    z.strictObject({
      ...byWallet,
      channel: z.literal('miniprogram'),
      wallet: z.enum(['wechatpay', 'alipay']),
      payerId,
      appId,
    }),
    z.strictObject({ ...byWallet, channel: z.literal('app'), wallet: z.enum(['wechatpay', 'unionpay']), appId }),
    z.strictObject({
      ...common,
      returnUrl,
      channel: z.literal('wap'),
      wallet: optional(z.enum(['unionpay'])),
      payerClientIp: optional(limits.ipAddress()),
    }),
    z.strictObject({ ...common, returnUrl, channel: z.literal('page') }),
    z.strictObject({
      ...common,
      channel: z.literal('barcode'),
      payerCode: form(/^\s*[\w-]{10,128}\s*$/, 'must be the code that the payer shows'),
      terminalId: textUpTo(64),
      payerClientIp: limits.ipAddress(),
      wallet: optional(wallet),
    }),
    z.strictObject({ ...byWallet, channel: z.literal('qr'), wallet: optional(wallet) }),
  ])
  return orders.check(
    unless(
      ({ channel, wallet, appId }: { channel: string; wallet?: string | undefined; appId?: string | undefined }) =>
        /^(jsapi|miniprogram|app)$/.test(channel) && wallet === 'wechatpay' && appId === undefined
          ? 'must be given for wechatpay: the app id that the payer’s openid, or the app, is of'
          : undefined,
      ['appId'],
    ),
    unless(
      ({
        channel,
        wallet,
        payerClientIp,
      }: {
        channel: string
        wallet?: string | undefined
        payerClientIp?: string | undefined
      }) =>
        channel === 'wap' && wallet !== undefined && payerClientIp === undefined
          ? 'must be given with wallet'
          : undefined,
      ['payerClientIp'],
    ),
  )
})

/** Fields in YeePay's own spelling. The merchant is the account's: another one would collect, or pay back, the money. */
export const more = () =>
  z.record(
    z.string().check(
      z.regex(/^[A-Za-z]\w{0,63}$/, { error: 'must be the name of a field' }),
      z.refine((name) => !/^(parentM|m)erchantNo$/.test(name), { error: 'is what the account says, and nothing else' }),
    ),
    text(() => undefined),
  )
