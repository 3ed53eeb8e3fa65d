import * as z from 'zod/mini'
import type { Amount } from '../core/amount.js'
import { form, moment, parameterSchema, yuanAmount } from '../core/parameters.js'
import { endOf, toAmount, toTime } from './fields.js'
import * as limits from './limits.js'
import type { GivenFields } from './seal.js'
import { noNotice } from './wire.js'

// An order's parameters: what they are called here, what they may be, and what UnionPay calls them. A hold of money takes the
// same ones.

export type UnionpayChannel = 'page' | 'wap' | 'app' | 'barcode' | 'qr'

/** What every order has. */
export type UnionpayOrder = {
  /** 8 to 40 letters and digits. UnionPay wants it unique for a day; choose it unique for good. */
  orderId: string
  /**
   * `txnTime`: when you place it, which must be now, in whole seconds. Store it with the order before the call: UnionPay finds an
   * order by both.
   */
  placedAt: Date
  /** Currency CNY, value in fen. */
  amount: Amount
  /** `orderDesc`: what the payer reads, 1 to 32 characters, not shown everywhere. */
  description?: string
  /** `reqReserved`: comes back in answers and webhooks, 1 to 1024 characters without `& = { } [ ] "`. */
  passback?: string
  /** Further fields in UnionPay's own spelling, such as `{ accType: '01' }`. */
  more?: Readonly<Record<string, string>>
}

/** What the payer has time for. */
type Expiring = {
  /** `backUrl`, where webhooks go: absolute public address of at most 256 ASCII characters. */
  notifyUrl: string
  /**
   * `payTimeout`: last moment to pay. Default: 15 minutes after `placedAt`. Give queries the same one: a refusal before it is not
   * final.
   */
  expiresAt?: Date
}

/** What a channel asks for besides. */
export type UnionpayChannelFields = {
  page: Expiring & {
    /** `frontUrl`: where the payer's browser comes back to, by a POST with signed fields: `receiveReturn` reads them. */
    returnUrl: string
  }
  wap: UnionpayChannelFields['page']
  app: Expiring
  barcode: {
    /** `qrNo`: the code that the payer shows, 1 to 20 digits. */
    payerCode: string
    /** `backUrl`, as for the other channels. Default: no webhook, since `settlePayment` alone decides about such a payment. */
    notifyUrl?: string
    /** `termId`: 8 letters and digits of your own for the device that scans. That it can be left out is *unconfirmed*. */
    deviceId?: string
  }
  qr: Expiring
}

export type CreatePaymentParameters<C extends UnionpayChannel = UnionpayChannel> = C extends UnionpayChannel
  ? UnionpayOrder & { channel: C } & UnionpayChannelFields[C]
  : never

/**
 * Whether a scanned text has the form of UnionPay's payment codes: 19 digits from 62. Nothing is sent.
 *
 * Sources: a gateway that sorts codes by it (jeequan/jeepay), and an acquirer's manual; UnionPay's own rule is *unconfirmed*.
 */
export const isPayerCode = (code: string): boolean => /^\s*62\d{17}\s*$/.test(code)

/** The fields of a call or a form that places an order. */
export function toWire(given: CreatePaymentParameters): GivenFields {
  const { channel, placedAt } = given
  return {
    ...given.more,
    orderId: given.orderId,
    txnTime: toTime(placedAt),
    ...toAmount(given.amount),
    backUrl: given.notifyUrl ?? noNotice,
    orderDesc: given.description,
    reqReserved: given.passback,
    ...(channel === 'page' || channel === 'wap' ? { frontUrl: given.returnUrl } : {}),
    ...(channel === 'barcode'
      ? { qrNo: given.payerCode.trim(), termId: given.deviceId }
      : { payTimeout: toTime(endOf(given)) }),
  }
}

/** What createPayment accepts. */
export const createPaymentParameters = /* @__PURE__ */ parameterSchema<CreatePaymentParameters>(() =>
  orderBy('orderId'),
)

/** An order, or a hold of money, whose number has this name. */
export function orderBy(number: 'orderId' | 'freezeId') {
  // Not `const { optional } = z`: a bundler would then keep all of zod, 80 kB.
  const optional = z.optional
  const common = {
    [number]: limits.number(),
    placedAt: limits.placedAt(),
    amount: yuanAmount(),
    description: optional(limits.passed(32)),
    passback: limits.passback(),
    more: limits.more(),
  }
  const expiring = { ...common, notifyUrl: limits.address(), expiresAt: optional(moment()) }
  const page = { ...expiring, returnUrl: limits.address() }
  return z.discriminatedUnion('channel', [
    z.strictObject({ ...page, channel: z.literal('page') }),
    z.strictObject({ ...page, channel: z.literal('wap') }),
    z.strictObject({ ...expiring, channel: z.literal('app') }),
    z.strictObject({
      ...common,
      channel: z.literal('barcode'),
      payerCode: form(/^\s*\d{1,20}\s*$/, 'must be 1 to 20 digits'),
      notifyUrl: optional(limits.address()),
      deviceId: optional(form(/^[0-9A-Za-z]{8}$/, 'must be 8 letters and digits')),
    }),
    z.strictObject({ ...expiring, channel: z.literal('qr') }),
  ])
}
