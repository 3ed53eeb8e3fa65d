import * as z from 'zod/mini'
import type { Amount } from '../../core/amount.js'
import type { CallOptions, Client } from '../../core/client.js'
import { withMore } from '../../core/json.js'
import { checkParameters, existing, parameterSchema, textUpTo, yuanAmount } from '../../core/parameters.js'
import { inShape } from '../../core/shape.js'
import type { YeepayAccount } from '../account.js'
import { call } from '../call.js'
import * as limits from '../limits.js'
import { more } from '../order.js'
import { mustBeAbout, toRefund, toYuan, type YeepayRefund } from '../payment.js'
import { refundPaymentRefusals } from '../refusals.js'
import { paths, refundShape } from '../wire.js'

export type RefundPaymentParameters = {
  orderId: string
  /**
   * `refundRequestId`: 1 to 64 letters, digits and underscores, unique per merchant. The idempotency key, so it is always asked for:
   * a refund that failed is asked for again with the same one.
   */
  refundId: string
  /** What to give back, in fen: part of the payment or all of it, several times as long as it reaches, each 3 s after the last. */
  amount: Amount
  /** `description`: why. How long it may be is *unconfirmed*. */
  reason?: string
  /** Where the end of it is told: absolute public URL of at most 200 ASCII characters. Default: what the open platform has. */
  notifyUrl?: string
  /** Further fields in YeePay's own spelling, texts all, such as `refundAccountType`; those that have a name here win. */
  more?: Readonly<Record<string, string>>
}
export type RefundPaymentResult = YeepayRefund

/**
 * Gives money back (申请退款). YeePay accepts it and works on it: `pending`; a webhook and {@link getRefund} tell its end. Wallets can
 * be refunded for 365 days, cards and banks for 90 to 180.
 *
 * An unclear answer is not repeated blindly: ask `getRefund`, or repeat with the same number and amount yourself, which moves
 * the money once.
 *
 * @throws `REFUND_REFUSED`, `ORDER_NOT_FOUND`, `BALANCE_TOO_LOW`, where YeePay's words say so, which is *unconfirmed*; otherwise
 * `PROVIDER_ERROR` in YeePay's words, with outcome `unknown`.
 * @see https://open.yeepay.com/docs/apis/post__rest__v1.0__trade__refund 申请退款
 * @example
 * const refund = await refundPayment(client, { orderId: 'T1001', refundId: 'T1001R1', amount: amount('5.00', 'CNY') })
 */
export async function refundPayment(
  client: Client<YeepayAccount>,
  parameters: RefundPaymentParameters,
  options?: CallOptions,
): Promise<RefundPaymentResult> {
  const given = checkParameters('refundPayment', refundPaymentParameters, parameters)
  const { orderId, refundId, amount } = given
  return call<RefundPaymentResult>(
    client,
    {
      action: 'refundPayment',
      refusals: refundPaymentRefusals,
      method: 'POST',
      path: paths.refund,
      fields: withMore(given.more, {
        orderId,
        refundRequestId: refundId,
        refundAmount: toYuan(amount),
        description: given.reason,
        notifyUrl: given.notifyUrl,
      }) as Record<string, string | undefined>,
      repeat: 'never',
      resolve: 'Call getRefund with these numbers, or refundPayment again with the same parameters.',
      decode(value) {
        const raw = inShape(refundShape, value)
        mustBeAbout(client.account, raw, { orderId, refundId })
        return toRefund(raw, amount)
      },
    },
    options,
  )
}

/** What refundPayment accepts. */
export const refundPaymentParameters = /* @__PURE__ */ parameterSchema<RefundPaymentParameters>(() =>
  z.strictObject({
    orderId: existing(),
    refundId: limits.number(),
    amount: yuanAmount(),
    reason: z.optional(textUpTo(256)),
    notifyUrl: z.optional(limits.notifyUrl()),
    more: z.optional(more()),
  }),
)
