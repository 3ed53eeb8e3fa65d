import * as z from 'zod/mini'
import { toChinaDigits } from '../codec/time.js'
import type { Amount } from '../core/amount.js'
import { form, moment, parameterSchema, yuanAmount } from '../core/parameters.js'
import * as limits from './limits.js'
import type { GivenFields } from './seal.js'
import { yuan } from './wire.js'

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
  /** `backUrl`, where webhooks go: absolute public address of at most 256 ASCII characters. */
  notifyUrl: string
  /** `orderDesc`: what the payer reads, 1 to 32 characters, not shown everywhere. */
  description?: string
  /** `reqReserved`: comes back in answers and webhooks, 1 to 1024 characters without `& = { } [ ] "`. */
  passback?: string
  /** Further fields in UnionPay's own spelling, such as `{ accType: '01' }`. */
  more?: Readonly<Record<string, string>>
}

/**
 * `payTimeout`: last moment to pay. Default: 15 minutes after `placedAt`. Give queries the same one: a refusal before it is not
 * final.
 */
type Expiring = { expiresAt?: Date }

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
    /** `termId`: 8 letters and digits of your own for the device that scans. That it can be left out is *unconfirmed*. */
    deviceId?: string
  }
  qr: Expiring
}

export type CreatePaymentParameters<C extends UnionpayChannel = UnionpayChannel> = C extends UnionpayChannel
  ? UnionpayOrder & { channel: C } & UnionpayChannelFields[C]
  : never

/** How long a payer has where nobody says. */
const payWithin = 900_000

/** When a front transaction ends. */
export const endOf = ({ placedAt, expiresAt }: { placedAt: Date; expiresAt?: Date | undefined }): Date =>
  expiresAt ?? new Date(placedAt.getTime() + payWithin)

/** `txnTime`, `payTimeout`. */
export const toTime = (date: Date): string => toChinaDigits(date.getTime())

export const toAmount = ({ value }: Amount): GivenFields => ({ txnAmt: String(value), currencyCode: yuan })

/** The fields of a call or a form that places an order. */
export function toWire(given: CreatePaymentParameters): GivenFields {
  const { channel, placedAt } = given
  return {
    ...given.more,
    orderId: given.orderId,
    txnTime: toTime(placedAt),
    ...toAmount(given.amount),
    backUrl: given.notifyUrl,
    orderDesc: given.description,
    reqReserved: given.passback,
    ...(channel === 'page' || channel === 'wap' ? { frontUrl: given.returnUrl } : {}),
    ...(channel === 'barcode'
      ? { qrNo: given.payerCode.trim(), termId: given.deviceId }
      : { payTimeout: toTime(endOf(given)) }),
  }
}

/** What createPayment accepts. */
export const createPaymentParameters = /* @__PURE__ */ parameterSchema<CreatePaymentParameters>(() => {
  // Not `const { optional } = z`: a bundler would then keep all of zod, 80 kB.
  const optional = z.optional
  const common = {
    orderId: limits.number(),
    placedAt: limits.placedAt(),
    amount: yuanAmount(),
    notifyUrl: limits.address(),
    description: optional(limits.passed(32)),
    passback: optional(limits.passed(1024)),
    more: limits.more(),
  }
  const expiring = { ...common, expiresAt: optional(moment()) }
  const page = { ...expiring, returnUrl: limits.address() }
  return z.discriminatedUnion('channel', [
    z.strictObject({ ...page, channel: z.literal('page') }),
    z.strictObject({ ...page, channel: z.literal('wap') }),
    z.strictObject({ ...expiring, channel: z.literal('app') }),
    z.strictObject({
      ...common,
      channel: z.literal('barcode'),
      payerCode: form(/^\s*\d{1,20}\s*$/, 'must be 1 to 20 digits'),
      deviceId: optional(form(/^[0-9A-Za-z]{8}$/, 'must be 8 letters and digits')),
    }),
    z.strictObject({ ...expiring, channel: z.literal('qr') }),
  ])
})
