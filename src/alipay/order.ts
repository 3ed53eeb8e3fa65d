import * as z from 'zod/mini'
import { toChinaText } from '../codec/time.js'
import { type Amount, formatAmount } from '../core/amount.js'
import { moment, parameterSchema } from '../core/parameters.js'
import * as limits from './limits.js'
import { textUpTo } from './limits.js'
import { toPassback } from './passback.js'

// An order's parameters: what they are called here, what they may be, and what Alipay calls them.

export type AlipayChannel = 'qr' | 'barcode' | 'face' | 'jsapi' | 'miniprogram' | 'page' | 'wap' | 'app'

/** What every order has. No text may have `&`, a name of Alipay's protocol and `=` in it. */
export type AlipayOrder = {
  /** 商户订单号 `out_trade_no`: 1 to 64 letters, digits and underscores, unique per merchant. The idempotency key. */
  orderId: string
  /** Currency CNY, value in fen, 0.01 to 100 000 000 yuan. */
  amount: Amount
  /** `subject`: what the payer reads, 1 to 256 characters without `/ = &`. */
  description: string
  /**
   * Where webhooks go: absolute public URL of at most 256 ASCII characters. On this machine or a private network only for an
   * account that means a mock. Default: the application's setting, or none.
   */
  notifyUrl?: string
  /** Last moment to pay. Default: 3 hours face to face, else 15 days. */
  expiresAt?: Date
  /** 花呗分期: instalments, and who bears the fee. */
  instalments?: { count: 3 | 6 | 12; feeBy: 'payer' | 'seller' }
  /** Freezes the money for later splitting (分账). */
  royaltyFreeze?: boolean
  /** Comes back in webhooks, at most 512 characters once encoded; 490 where a payer's code is charged. */
  passbackParams?: string
  /** Who is paid, if not the application's own seller. */
  sellerId?: string
  storeId?: string
  operatorId?: string
  terminalId?: string
  /** Further members of the call in the provider's own spelling, such as `goods_detail` or `settle_info`. */
  more?: Readonly<Record<string, unknown>>
}

/** The payer, by user id (2088…) or by the application's open id. */
export type AlipayPayer = { buyerId: string; buyerOpenId?: undefined } | { buyerOpenId: string; buyerId?: undefined }

/** What a page in the payer's browser takes. */
export type AlipayPage = {
  /**
   * Where the payer's browser returns to: at most 256 ASCII characters, without a query string. What it brings is for display,
   * never proof of payment. Alipay forbids parameters of your own (return_url 地址后不可带自定义参数), and its signature would
   * not cover them.
   */
  returnUrl?: string
  /** How the browser is sent: to an address, or by posting a form, for requests too long for one. Default `redirect`. */
  as?: 'redirect' | 'form'
}

/** What a channel asks for besides. */
export type AlipayChannelFields = {
  qr: unknown
  barcode: {
    /** The code that the payer shows, 16 to 24 digits. */
    payerCode: string
  }
  face: {
    /** The terminal's security code, `fp…`. */
    payerCode: string
  }
  jsapi: AlipayPayer
  miniprogram: AlipayPayer & {
    /** The mini program's own app id (`op_app_id`). */
    miniprogramAppId: string
  }
  page: AlipayPage
  wap: AlipayPage & {
    /** Where "cancel" leads. */
    quitUrl?: string
  }
  app: unknown
}

export type CreatePaymentParameters<C extends AlipayChannel = AlipayChannel> = C extends AlipayChannel
  ? AlipayOrder & { channel: C } & AlipayChannelFields[C]
  : never

/** The content of a call that places an order. */
export function toWire(parameters: CreatePaymentParameters): object {
  const { channel, instalments, royaltyFreeze, passbackParams, expiresAt } = parameters
  const extend = {
    hb_fq_num: instalments && String(instalments.count),
    hb_fq_seller_percent: instalments && (instalments.feeBy === 'seller' ? '100' : '0'),
    royalty_freeze: royaltyFreeze === undefined ? undefined : String(royaltyFreeze),
  }
  return limits.withMore(parameters.more, {
    out_trade_no: parameters.orderId,
    total_amount: formatAmount(parameters.amount),
    subject: parameters.description,
    ...byChannel(parameters),
    time_expire: expiresAt && toChinaText(expiresAt.getTime()),
    extend_params:
      instalments || royaltyFreeze !== undefined
        ? limits.withMore(parameters.more?.extend_params as object | undefined, extend)
        : undefined,
    passback_params: toPassback(channel, parameters.notifyUrl !== undefined, passbackParams),
    seller_id: parameters.sellerId,
    store_id: parameters.storeId,
    operator_id: parameters.operatorId,
    terminal_id: parameters.terminalId,
    product_code: productCodes[channel],
  })
}

const productCodes = {
  qr: undefined,
  barcode: undefined,
  face: undefined,
  jsapi: 'JSAPI_PAY',
  miniprogram: 'JSAPI_PAY',
  page: 'FAST_INSTANT_TRADE_PAY',
  wap: 'QUICK_WAP_WAY',
  app: 'QUICK_MSECURITY_PAY',
} as const

function byChannel(parameters: CreatePaymentParameters): object {
  switch (parameters.channel) {
    case 'barcode':
      return { scene: 'bar_code', auth_code: parameters.payerCode.trim() }
    case 'face':
      return { scene: 'security_code', auth_code: parameters.payerCode.trim() }
    case 'jsapi':
      return { buyer_id: parameters.buyerId, buyer_open_id: parameters.buyerOpenId }
    case 'miniprogram':
      return {
        buyer_id: parameters.buyerId,
        buyer_open_id: parameters.buyerOpenId,
        op_app_id: parameters.miniprogramAppId,
      }
    case 'wap':
      return { quit_url: parameters.quitUrl }
    default:
      return {}
  }
}

/** What createPayment accepts. */
export const createPaymentParameters = /* @__PURE__ */ parameterSchema<CreatePaymentParameters>(() => {
  // Not `const { optional } = z`: a bundler would then keep all of zod, 80 kB.
  const optional = z.optional
  const common = {
    orderId: limits.number64(),
    amount: limits.yuanAmount(),
    description: limits.subject(),
    notifyUrl: optional(limits.notifyUrl()),
    expiresAt: optional(moment()),
    instalments: optional(z.strictObject({ count: z.literal([3, 6, 12]), feeBy: z.enum(['payer', 'seller']) })),
    royaltyFreeze: optional(z.boolean()),
    passbackParams: optional(limits.passbackParams()),
    sellerId: optional(textUpTo(28)),
    storeId: optional(textUpTo(32)),
    operatorId: optional(textUpTo(28)),
    terminalId: optional(textUpTo(32)),
    more: limits.more({ extend_params: optional(z.looseObject({})) }),
  }
  const code = { ...common, passbackParams: optional(limits.passbackParams(490)) }
  const payer = limits.payerIds()
  const page = { returnUrl: optional(limits.returnUrl()), as: optional(z.enum(['redirect', 'form'])) }
  return z.discriminatedUnion('channel', [
    z.strictObject({ ...common, channel: z.literal('qr') }),
    z.strictObject({ ...common, channel: z.literal('app') }),
    z.strictObject({ ...code, channel: z.literal('barcode'), payerCode: limits.payerCode() }),
    z.strictObject({ ...code, channel: z.literal('face'), payerCode: textUpTo(64) }),
    z.strictObject({ ...common, channel: z.literal('jsapi'), ...payer }).check(limits.onePayer()),
    z
      .strictObject({ ...common, channel: z.literal('miniprogram'), ...payer, miniprogramAppId: textUpTo(32) })
      .check(limits.onePayer()),
    z.strictObject({ ...common, channel: z.literal('page'), ...page }),
    z.strictObject({ ...common, channel: z.literal('wap'), ...page, quitUrl: optional(limits.quitUrl()) }),
  ])
})
