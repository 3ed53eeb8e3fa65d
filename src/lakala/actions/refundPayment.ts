import * as z from 'zod/mini'
import type { Amount } from '../../core/amount.js'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { isShroffError, plain, ShroffError } from '../../core/errors.js'
import { withMore } from '../../core/json.js'
import {
  checkParameters,
  exactlyOne,
  existing,
  more,
  parameterSchema,
  textUpTo,
  unless,
  yuanAmount,
} from '../../core/parameters.js'
import { type FromShape, misfit } from '../../core/shape.js'
import type { LakalaAccount } from '../account.js'
import { call, envelope, locationIn, merchantIn } from '../call.js'
import { notifyUrl, number } from '../limits.js'
import { mustBeOf } from '../payment.js'
import { type LakalaRefund, toRefund } from '../refund.js'
import { inProgress, paths, refundShape } from '../wire.js'
import { getRefund } from './getRefund.js'

export type RefundPaymentParameters = {
  /**
   * `out_trade_no` of the refund: 1 to 32 ASCII characters without blanks, unique per merchant, among orders too. The idempotency
   * key, so it is always asked for.
   */
  refundId: string
  /** What to give back, in fen: part of the payment or all of it, several times as long as it reaches. */
  amount: Amount
  /** `refund_reason`: 1 to 128 characters. */
  reason?: string
  /** Where the end of it is told, as for an order; what comes there is *unconfirmed*, and is an event of the type `other`. */
  notifyUrl?: string
  /** Further members of `req_data` in Lakala's own spelling, such as `refund_acc_mode`; those that have a name here win. */
  more?: Readonly<Record<string, unknown>>
} & (
  | {
      /** `trade_no` of the payment. Nothing else finds one that was made at the counter. */
      paymentId: string
      orderId?: undefined
    }
  | { orderId: string; paymentId?: undefined }
)
export type RefundPaymentResult = LakalaRefund

/**
 * Gives money back (统一退货), by Lakala's refund front: the older calls (`labs/relation/refund`, `lams`) have other fields and no state.
 * `succeeded` where it is done; `pending` where the wallet or a time-out of Lakala's own leaves it open: {@link getRefund} tells, no
 * earlier than 30 s later.
 *
 * An unclear answer is not repeated blindly: ask `getRefund`, and keep the number: a new one may give the money back twice. That a
 * second message of the same number is the same refund is *unconfirmed*; so one that is said to have failed is asked for before it is
 * called refused, since what failed may be the second message alone.
 *
 * @throws `REFUND_REFUSED` where Lakala says at once that it failed: more than is left, say. The next try takes a new number.
 * `PROVIDER_UNAVAILABLE` where no query tells.
 * @see https://o.lakala.com/open/document/1826 统一退货
 * @example
 * const refund = await refundPayment(client, { orderId: 'T1001', refundId: 'T1001R1', amount: amount('5.00', 'CNY') })
 */
export async function refundPayment(
  client: Client<LakalaAccount>,
  parameters: RefundPaymentParameters,
  options?: CallOptions,
): Promise<RefundPaymentResult> {
  const given = checkParameters('refundPayment', refundPaymentParameters, parameters)
  const { orderId, paymentId, refundId, amount, notifyUrl } = given
  const { account } = client
  return call<RefundPaymentResult>(
    client,
    {
      action: 'refundPayment',
      path: paths.refund,
      whileInProgress: true,
      body: envelope(
        account,
        withMore(given.more, {
          ...merchantIn(account),
          out_trade_no: refundId,
          refund_amount: String(amount.value),
          refund_reason: given.reason,
          origin_out_trade_no: orderId,
          origin_trade_no: paymentId,
          // Its last 14 digits: of what began at the counter two numbers are asked for.
          origin_log_no: paymentId && /^\d{8}66\d{12}$/.test(paymentId) ? paymentId.slice(-14) : undefined,
          ...locationIn(account),
          notify_url: notifyUrl,
        }),
      ),
      notifyUrl,
      query: false,
      repeat: 'never',
      resolve,
      decode({ code, data }) {
        // In progress it may say nothing else.
        if (inProgress.includes(code) && misfit(refundShape, data))
          return { refundId, status: 'pending', amount, raw: data }
        const refund = toRefund(data)
        const raw = data as FromShape<typeof refundShape>
        mustBeOf(account.merchantId, raw.merchant_no)
        mustBeAsked(given, refund)
        if (refund.status === 'closed') throw failed(raw.channel_ret_desc)
        return refund
      },
    },
    options,
  ).catch((error: unknown) => {
    if (!isShroffError(error, 'REFUND_REFUSED')) throw error
    return stoodBefore(client, given, error, options)
  })
}

/**
 * What failed may have been a second message of a number whose first one has given the money back, or is about to: a query tells.
 *
 * @throws what it was refused with, where there is no such refund; `PROVIDER_UNAVAILABLE`, outcome `unknown`, where nobody can tell.
 */
async function stoodBefore(
  client: Client<LakalaAccount>,
  given: RefundPaymentParameters,
  refused: ShroffError,
  options: CallOptions | undefined,
): Promise<LakalaRefund> {
  const { providerMessage } = refused
  const unclear = new ShroffError('PROVIDER_UNAVAILABLE', {
    problem:
      'Lakala says that the refund has failed, and no query tells whether an earlier message of its number stands.',
    outcome: 'unknown',
    next: resolve,
    provider: 'lakala',
    action: 'refundPayment',
    authentic: true,
    providerMessage,
  })
  const found = await getRefund(client, { refundId: given.refundId }, options).catch((error: unknown) => {
    if (isShroffError(error, 'REFUND_NOT_FOUND')) return undefined
    throw unclear
  })
  if (!found || found.status === 'closed') throw refused
  try {
    mustBeAsked(given, found)
  } catch {
    throw unclear
  }
  return found
}

const resolve = 'Call getRefund with this refundId, and keep the number.'

const mustBeAsked = ({ refundId, amount, orderId, paymentId }: RefundPaymentParameters, refund: LakalaRefund): void =>
  mustAnswer({
    refundId: [refundId, refund.refundId],
    amount: [amount.value, refund.amount.value],
    orderId: [refund.orderId && orderId, refund.orderId],
    paymentId: [refund.paymentId && paymentId, refund.paymentId],
  })

const failed = (words: string | null | undefined) =>
  new ShroffError('REFUND_REFUSED', {
    problem: 'Lakala says that the refund has failed.',
    outcome: 'rejected',
    next: 'See its words; correct the refund, and ask for it under a new refundId.',
    providerMessage: words ? plain(words, 256) : undefined,
  })

/** What refundPayment accepts. */
export const refundPaymentParameters = /* @__PURE__ */ parameterSchema<RefundPaymentParameters>(() =>
  z
    .strictObject({
      orderId: z.optional(existing()),
      paymentId: z.optional(existing()),
      refundId: number(),
      amount: yuanAmount({ most: 999_999_999_999 }),
      reason: z.optional(textUpTo(128)),
      notifyUrl: z.optional(notifyUrl()),
      more: more(),
    })
    .check(
      exactlyOne('orderId', 'paymentId'),
      unless(
        ({ orderId, refundId }: { orderId?: string | undefined; refundId: string }) =>
          orderId === refundId ? 'must be another than orderId: both are numbers of one list' : undefined,
        ['refundId'],
      ),
    ),
)
