import type { Amount } from '../core/amount.js'
import type { CallOptions, Client } from '../core/client.js'
import type { Refusal } from '../core/refusals.js'
import { inShape } from '../core/shape.js'
import type { UnionpayAccount } from './account.js'
import { call } from './call.js'
import { toAmount, toTime } from './fields.js'
import { mustEcho, type UnionpayFollowing } from './payment.js'
import type { GivenFields } from './seal.js'
import { type kinds, noNotice, paths, placedShape } from './wire.js'

// A transaction on an earlier one: a refund, an undoing, the taking of held money. Each has a number and a time of its own.

/** The payment that it is about: by UnionPay's number, or one by QR code by the shop's own number and its time. */
export type PaymentOf =
  | {
      /** UnionPay's number of the payment, `queryId`, from a webhook or `getPayment`. */
      paymentId: string
      orderId?: undefined
      orderPlacedAt?: undefined
    }
  | {
      /** The number of the payment. UnionPay finds those by QR code by it, the payer's and the shop's alike. */
      orderId: string
      /** When the payment was placed, as it was given to `createPayment`. */
      orderPlacedAt: Date
      paymentId?: undefined
    }

/** What each of them has. */
export type Following = {
  /** When you ask for it, which must be now, in whole seconds. Store it before the call: it is found again by both. */
  placedAt: Date
  /** `backUrl`, where its success is told: absolute public address of at most 256 ASCII characters. Default: no webhook. */
  notifyUrl?: string
  /** `reqReserved`: comes back in answers and webhooks, 1 to 1024 characters without `& = { } [ ] "`. */
  passback?: string
  /** Further fields in UnionPay's own spelling. */
  more?: Readonly<Record<string, string>>
}

type Followed = {
  action: string
  kind: (typeof kinds)['refund' | 'void' | 'capture' | 'voidFreeze' | 'voidCapture']
  refusals: readonly Refusal[]
  resolve: string
}

/**
 * Sends it. UnionPay answers that it was accepted, and no more; a second message of the same number and time is refused, so it is
 * never repeated by itself.
 */
export function follow<T>(
  client: Client<UnionpayAccount>,
  { kind, ...followed }: Followed,
  given: Following & { number: string; amount: Amount } & (PaymentOf | { paymentId: string }),
  toResult: (providerId: string | undefined, told: UnionpayFollowing) => T,
  options?: CallOptions,
): Promise<T> {
  const { number, placedAt, amount, notifyUrl, passback } = given
  const fields: GivenFields = {
    ...given.more,
    ...kind,
    orderId: number,
    txnTime: toTime(placedAt),
    ...toAmount(amount),
    backUrl: notifyUrl ?? noNotice,
    reqReserved: passback,
    origQryId: given.paymentId,
    ...('orderId' in given && given.orderId !== undefined
      ? { origOrderId: given.orderId, origTxnTime: toTime(given.orderPlacedAt) }
      : {}),
  }
  return call(
    client,
    {
      ...followed,
      path: paths.back,
      fields,
      query: false,
      repeat: 'never',
      decode({ value: raw }) {
        const told = inShape(placedShape, raw)
        mustEcho(fields, told)
        const paymentId = told.origQryId || given.paymentId
        const result = { placedAt, status: 'pending', amount, ...(paymentId && { paymentId }), raw } as const
        return toResult(told.queryId || undefined, result)
      },
    },
    options,
  )
}
