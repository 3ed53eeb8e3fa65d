import * as z from 'zod/mini'
import { toChinaDigits } from '../codec/time.js'
import type { Amount } from '../core/amount.js'
import { form, moment, parameterSchema, textUpTo, yuanAmount } from '../core/parameters.js'
import * as limits from './limits.js'
import { payerCode, tradeTypes } from './wire.js'

// An order's parameters: what they are called here, what they may be, and what QQ Wallet calls them.

export type QqpayChannel = 'qr' | 'jsapi' | 'miniprogram' | 'app' | 'barcode'

/** What every order has. */
export type QqpayOrder = {
  /** `out_trade_no`: 1 to 32 characters of `0-9 A-Z a-z _ - | * @`, unique per merchant. The idempotency key. */
  orderId: string
  /** Currency CNY, value in fen, at least 1. */
  amount: Amount
  /** `body`: what the payer reads, 1 to 128 characters. */
  description: string
  /** `spbill_create_ip`: IPv4 address of the payer's device; with `barcode` that of the machine that charges. */
  payerClientIp: string
  /** Comes back in queries and webhooks, 1 to 128 characters. */
  attach?: string
  /** `limit_pay`: what the payer may not pay with, such as `no_credit`; at most 32 characters. */
  limitPay?: string
  /** `promotion_tag`: a marker of QQ Wallet's promotions, such as `level_tag=a&sale_tag=b`; at most 128 characters. */
  promotionTag?: string
}

/** An order that the payer pays later. */
type Prepaid = {
  /** Where webhooks go: absolute public URL without a query, at most 256 ASCII characters; both limits are *unconfirmed*. */
  notifyUrl: string
  /** Last moment to pay. Default: QQ Wallet's, about two hours on (*unconfirmed*). */
  expiresAt?: Date
  /** `device_info`: the shop's terminal or place, 1 to 32 characters. */
  deviceId?: string
}

/** What a channel asks for besides. */
export type QqpayChannelFields = {
  jsapi: Prepaid & {
    /** `pubAcc`: the public account that the payer can follow, and what is said of it. Default: none. */
    publicAccount?: { id: string; hint?: string }
  }
  miniprogram: Prepaid & {
    /** `mini_app_param`: path and parameters in the mini program, where QQ leads back to; at most 256 characters. */
    miniProgramPath?: string
  }
  app: Prepaid
  barcode: {
    /** The code that the payer shows: 18 digits that begin with 91. */
    payerCode: string
    /** `device_info`: the terminal, 1 to 32 characters. */
    deviceId: string
    /** As of an order. Default: no webhook; `settlePayment` asks. */
    notifyUrl?: string
  }
  qr: Prepaid
}

export type CreatePaymentParameters<C extends QqpayChannel = QqpayChannel> = C extends QqpayChannel
  ? QqpayOrder & { channel: C } & QqpayChannelFields[C]
  : never

/**
 * Whether a scanned text has the form of QQ Wallet's payment codes: 18 digits from 91. Nothing is sent. Two public samples have
 * it; QQ Wallet's own rule is *unconfirmed*.
 *
 * @see https://mp.qpay.tenpay.cn/buss/wiki/1/1122 付款码支付
 * @example
 * if (isPayerCode(scanned)) await settlePayment(client, { ...sale, payerCode: scanned })
 */
export const isPayerCode = (code: string): boolean => typeof code === 'string' && payerCode.test(code)

/** The fields of a call that places an order. */
export function toWire(given: CreatePaymentParameters, appId: string | undefined): Record<string, string | undefined> {
  const { channel, amount } = given
  return {
    appid: appId,
    trade_type: tradeTypes[channel],
    out_trade_no: given.orderId,
    body: given.description,
    fee_type: amount.currency,
    total_fee: String(amount.value),
    spbill_create_ip: given.payerClientIp,
    attach: given.attach,
    limit_pay: given.limitPay,
    promotion_tag: given.promotionTag,
    device_info: given.deviceId,
    notify_url: given.notifyUrl,
    ...(channel === 'barcode'
      ? { auth_code: given.payerCode.trim() }
      : { time_expire: given.expiresAt && toChinaDigits(given.expiresAt.getTime()) }),
    ...(channel === 'miniprogram' && { mini_app_param: given.miniProgramPath }),
  }
}

/** What createPayment accepts. */
export const createPaymentParameters = /* @__PURE__ */ parameterSchema<CreatePaymentParameters>(() => {
  // Not `const { optional } = z`: a bundler would then keep all of zod, 80 kB.
  const optional = z.optional
  const common = {
    orderId: limits.orderId(),
    amount: yuanAmount(),
    description: textUpTo(128),
    payerClientIp: limits.ipAddress(),
    attach: optional(textUpTo(128)),
    limitPay: optional(textUpTo(32)),
    promotionTag: optional(textUpTo(128)),
  }
  const prepaid = {
    ...common,
    notifyUrl: limits.notifyUrl(),
    expiresAt: optional(moment()),
    deviceId: optional(textUpTo(32)),
  }
  const publicAccount = z.strictObject({ id: textUpTo(128), hint: optional(textUpTo(128)) })
  return z.discriminatedUnion('channel', [
    z.strictObject({ ...prepaid, channel: z.literal('jsapi'), publicAccount: optional(publicAccount) }),
    z.strictObject({ ...prepaid, channel: z.literal('miniprogram'), miniProgramPath: optional(textUpTo(256)) }),
    z.strictObject({ ...prepaid, channel: z.literal('app') }),
    z.strictObject({
      ...common,
      channel: z.literal('barcode'),
      payerCode: form(payerCode, 'must be a QQ Wallet payment code: 18 digits that begin with 91'),
      deviceId: textUpTo(32),
      notifyUrl: optional(limits.notifyUrl()),
    }),
    z.strictObject({ ...prepaid, channel: z.literal('qr') }),
  ])
})
