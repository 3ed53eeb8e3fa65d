import * as z from 'zod/mini'
import { toChinaDigits } from '../codec/time.js'
import type { Clock } from '../core/account.js'
import type { Amount } from '../core/amount.js'
import { parametersError } from '../core/errors.js'
import { withMore } from '../core/json.js'
import { form, moment, more, parameterSchema, textUpTo, unless, yuanAmount } from '../core/parameters.js'
import type { LakalaAccount } from './account.js'
import { locationIn, merchantIn } from './call.js'
import * as limits from './limits.js'
import type { LakalaWallet } from './payment.js'
import { barcodeMark, payerCode, transTypes, wallets } from './wire.js'

// An order's parameters: what they are called here, what they may be, and what Lakala calls them.

export type LakalaChannel = 'jsapi' | 'miniprogram' | 'app' | 'wap' | 'page' | 'barcode' | 'qr'

/** What every order has. */
export type LakalaOrder = {
  /** `out_trade_no`, of the counter `out_order_no`: 1 to 32 ASCII characters without blanks, unique per merchant, among refunds too. */
  orderId: string
  /** Currency CNY, value in fen, at least 1. */
  amount: Amount
  /** `subject`: what the payer reads, 1 to 42 characters; with `page` `order_info`, up to 64. */
  description: string
  /** IP address of the payer's device. Default: the account's `requestIp`. */
  payerClientIp?: string
  /** Further members of `req_data` in Lakala's own spelling, such as `{ acc_busi_fields: { store_id } }`; those that have a name here win. */
  more?: Readonly<Record<string, unknown>>
}

/** An order that the payer pays later, in a wallet. */
type Prepaid = {
  /** Where webhooks go: absolute public URL of at most 128 ASCII characters. Default: nowhere. */
  notifyUrl?: string
  /**
   * Last moment to begin paying, rounded up to whole minutes from now, at most 15 for WeChat Pay. Default: Lakala's, 5 minutes there. It ends
   * the payer's way in only: close the order.
   */
  expiresAt?: Date
  /** `remark`: comes back in webhooks, 1 to 128 characters. */
  remark?: string
}

/** What a channel asks for besides. */
export type LakalaChannelFields = {
  jsapi: Prepaid & {
    /** Whose wallet the payer pays by. */
    wallet: LakalaWallet
    /** `user_id`: the payer at the wallet (`openid`, `buyer_id`). UnionPay alone can do without. */
    payerId?: string
    /** `sub_appid`: the official account, for WeChat Pay. Default: the one that is bound at Lakala. */
    subAppId?: string
  }
  miniprogram: Prepaid & {
    /** `openid` of the payer in the mini program of WeChat. */
    payerId: string
    /** `sub_appid`: the mini program. Default: the one that is bound at Lakala. */
    subAppId?: string
  }
  app: Prepaid & {
    /** Whose wallet the payer pays by. */
    wallet: LakalaWallet
    /** `sub_appid`: the app, for WeChat Pay. Default: the one that is bound at Lakala. */
    subAppId?: string
  }
  /** Alipay's page on a phone. */
  wap: Prepaid & {
    /** `quit_url`: where the payer comes back to who leaves the page. */
    returnUrl?: string
  }
  /** The counter (收银台): a page of Lakala's where the payer chooses a wallet. */
  page: {
    /** Where webhooks go: absolute public URL. */
    notifyUrl?: string
    /** `callback_url`: where the payer's browser comes back to. What it brings is no proof of payment. */
    returnUrl?: string
    /** Last moment to pay. Default: 30 minutes on. */
    expiresAt?: Date
  }
  barcode: {
    /** The code that the payer shows: which wallet's it is Lakala finds out. */
    payerCode: string
  }
  qr: Prepaid & {
    /** Whose wallet the payer pays by. WeChat Pay has no such code here: its payers scan the counter's page. */
    wallet: 'alipay' | 'unionpay'
  }
}

export type CreatePaymentParameters<C extends LakalaChannel = LakalaChannel> = C extends LakalaChannel
  ? LakalaOrder & { channel: C } & LakalaChannelFields[C]
  : never

export type ScanParameters = CreatePaymentParameters<Exclude<LakalaChannel, 'page' | 'barcode'>>

/**
 * Whether a scanned text has the form of a payment code that Lakala takes, by its first digits: WeChat Pay 10–15, Alipay 25–30,
 * UnionPay 62, digital yuan 01, BestPay 51, Suning 83. Nothing is sent.
 *
 * @example
 * if (isPayerCode(scanned)) await settlePayment(client, { ...sale, payerCode: scanned })
 */
export const isPayerCode = (code: string): boolean => typeof code === 'string' && payerCode.test(code)

const minute = 60_000

/** `req_data` of an order in a wallet. */
export function toWire(account: LakalaAccount, given: ScanParameters): object {
  const { channel, expiresAt } = given
  const { payerId, subAppId, returnUrl } = given as { payerId?: string; subAppId?: string; returnUrl?: string }
  return withMore(given.more, {
    ...merchantIn(account),
    out_trade_no: given.orderId,
    account_type: wallets[walletOf(given)],
    trans_type: transTypes[channel],
    total_amount: String(given.amount.value),
    ...locationIn(account, given.payerClientIp),
    subject: given.description,
    notify_url: given.notifyUrl,
    remark: given.remark,
    acc_busi_fields: withoutNothing({
      user_id: payerId,
      sub_appid: subAppId,
      quit_url: returnUrl,
      timeout_express: expiresAt && minutesUntil(account, expiresAt),
    }),
  })
}

/** Whose the order is; two channels are of one wallet alone. */
export const walletOf = (given: ScanParameters): LakalaWallet =>
  given.channel === 'miniprogram' ? 'wechatpay' : given.channel === 'wap' ? 'alipay' : given.wallet

/** `req_data` of a payer's code. */
export const toCharge = (account: LakalaAccount, given: CreatePaymentParameters<'barcode'>): object =>
  withMore(given.more, {
    ...merchantIn(account),
    out_trade_no: given.orderId,
    auth_code: given.payerCode.trim(),
    total_amount: String(given.amount.value),
    ...locationIn(account, given.payerClientIp),
    subject: given.description,
    remark: barcodeMark,
  })

/** `req_data` of an order of the counter. Without `support_refund` nothing could be given back. */
export const toCounter = (account: LakalaAccount, given: CreatePaymentParameters<'page'>): object =>
  withMore(given.more, {
    merchant_no: account.merchantId,
    vpos_id: account.vposId,
    out_order_no: given.orderId,
    total_amount: given.amount.value,
    order_efficient_time: toChinaDigits(endOf(account, given)),
    order_info: given.description,
    support_refund: 1,
    notify_url: given.notifyUrl,
    callback_url: given.returnUrl,
  })

function endOf({ clock }: LakalaAccount, { expiresAt }: { expiresAt?: Date }): number {
  if (!expiresAt) return clock.now() + 30 * minute
  mustBeAhead(clock, expiresAt)
  return expiresAt.getTime()
}

function minutesUntil({ clock }: LakalaAccount, end: Date): string {
  mustBeAhead(clock, end)
  return String(Math.ceil((end.getTime() - clock.now()) / minute))
}

function mustBeAhead(clock: Clock, end: Date): void {
  if (end.getTime() > clock.now()) return
  throw parametersError('createPayment', [{ path: 'expiresAt', problem: 'must be in the future' }])
}

const withoutNothing = (members: Readonly<Record<string, unknown>>): object | undefined =>
  Object.values(members).some((value) => value !== undefined) ? members : undefined

/** What createPayment accepts. */
export const createPaymentParameters = /* @__PURE__ */ parameterSchema<CreatePaymentParameters>(() => {
  // Not `const { optional } = z`: a bundler would then keep all of zod, 80 kB.
  const optional = z.optional
  const common = {
    orderId: limits.number(),
    amount: yuanAmount({ most: 999_999_999_999 }),
    description: textUpTo(42),
    payerClientIp: optional(limits.ipAddress()),
    more: more(),
  }
  const prepaid = {
    ...common,
    notifyUrl: optional(limits.notifyUrl()),
    expiresAt: optional(moment()),
    remark: optional(textUpTo(128)),
  }
  const payer = { payerId: textUpTo(64), subAppId: optional(textUpTo(32)) }
  const wallet = () => z.enum(['wechatpay', 'alipay', 'unionpay'])
  const page = limits.notifyUrl(2048)
  return z.discriminatedUnion('channel', [
    z
      .strictObject({
        ...prepaid,
        channel: z.literal('jsapi'),
        wallet: wallet(),
        ...payer,
        payerId: optional(payer.payerId),
      })
      .check(
        unless(
          ({ wallet, payerId }) =>
            wallet !== 'unionpay' && payerId === undefined
              ? `must be given: a page in ${wallet} is paid by nobody else`
              : undefined,
          ['payerId'],
        ),
      ),
    z.strictObject({ ...prepaid, channel: z.literal('miniprogram'), ...payer }),
    z.strictObject({ ...prepaid, channel: z.literal('app'), wallet: wallet(), subAppId: payer.subAppId }),
    z.strictObject({ ...prepaid, channel: z.literal('wap'), returnUrl: optional(page) }),
    z.strictObject({
      ...common,
      channel: z.literal('page'),
      description: textUpTo(64),
      notifyUrl: optional(page),
      returnUrl: optional(page),
      expiresAt: optional(moment()),
    }),
    z.strictObject({
      ...common,
      channel: z.literal('barcode'),
      payerCode: form(payerCode, 'must be a payment code of a wallet that Lakala takes, 16 to 24 digits'),
    }),
    z.strictObject({ ...prepaid, channel: z.literal('qr'), wallet: z.enum(['alipay', 'unionpay']) }),
  ])
})
