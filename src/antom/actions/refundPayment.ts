import * as z from 'zod/mini'
import type { Amount } from '../../core/amount.js'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { withMore } from '../../core/json.js'
import { checkParameters, existing, more, parameterSchema, textUpTo } from '../../core/parameters.js'
import { inShape } from '../../core/shape.js'
import type { AntomAccount } from '../account.js'
import { call } from '../call.js'
import { address, money, requestId } from '../limits.js'
import { toAmount } from '../order.js'
import { type AntomRefund, mustBeOf, toRefund } from '../payment.js'
import { refundPaymentRefusals } from '../refusals.js'
import { paths, refundShape, resultShape } from '../wire.js'

export type RefundPaymentParameters = {
  /** Antom's number of the payment, from `createPayment`, a webhook or `getPayment`. */
  paymentId: string
  /** `refundRequestId`: 1 to 64 letters, digits and underscores. The idempotency key, so it is always asked for. */
  refundId: string
  /** What to give back, in the currency of the order: part of the payment or all of it. Some wallets refund once only. */
  amount: Amount
  /** `refundReason`: why, 1 to 256 characters. */
  reason?: string
  /** Where the end of it is told, at most 1024 ASCII characters. Default: the dashboard's. */
  notifyUrl?: string
  /** Further members in the provider's own spelling, such as `captureId`. */
  more?: Readonly<Record<string, unknown>>
}
export type RefundPaymentResult = AntomRefund

/**
 * Gives money back. `succeeded` where Antom has done it; `pending` where the wallet takes its time, and a webhook or
 * {@link getRefund} tells.
 *
 * An unclear answer is not repeated blindly: ask `getRefund`, or repeat with the same number and amount yourself, which moves
 * the money once.
 *
 * @throws `REFUND_REFUSED`: more than is left, too late, or this `refundId` was used with another amount; `ORDER_NOT_FOUND`.
 * @see https://docs.antom.com/ac/ams/refund_online refund
 * @example
 * const refund = await refundPayment(client, { paymentId, refundId: 'T_1001_R1', amount: amount('5.00', 'EUR') })
 */
export async function refundPayment(
  client: Client<AntomAccount>,
  parameters: RefundPaymentParameters,
  options?: CallOptions,
): Promise<RefundPaymentResult> {
  const given = checkParameters('refundPayment', refundPaymentParameters, parameters)
  const { paymentId, refundId, amount, notifyUrl } = given
  return call<RefundPaymentResult>(
    client,
    {
      action: 'refundPayment',
      refusals: refundPaymentRefusals,
      // Which code says that a wallet takes its time is unconfirmed; it is U, and its number finds it.
      whileInProcess: true,
      path: paths.refund,
      body: withMore(given.more, {
        refundRequestId: refundId,
        paymentId,
        refundAmount: toAmount(amount),
        refundReason: given.reason,
        refundNotifyUrl: notifyUrl,
      }),
      notifyUrl,
      query: false,
      repeat: 'never',
      resolve: 'Call getRefund with this refundId, or refundPayment again with the same parameters.',
      decode({ value }) {
        const { result } = inShape(resultShape, value)
        const raw = inShape(refundShape, value)
        // Only a success names the refund.
        if (result.resultStatus === 'U') return toRefund(raw, { refundId, status: 'pending', amount })
        const told = raw.refundAmount
        mustAnswer({ refundId: [refundId, raw.refundRequestId], paymentId: [paymentId, raw.paymentId] })
        if (told) mustBeOf(amount, told)
        return toRefund(raw, { refundId, status: 'succeeded', amount })
      },
    },
    options,
  )
}

/** What refundPayment accepts. */
export const refundPaymentParameters = /* @__PURE__ */ parameterSchema<RefundPaymentParameters>(() =>
  z.strictObject({
    paymentId: existing(),
    refundId: requestId(),
    amount: money(),
    reason: z.optional(textUpTo(256)),
    notifyUrl: z.optional(address(1024)),
    more: more(),
  }),
)
