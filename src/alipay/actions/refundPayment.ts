import * as z from 'zod/mini'
import { type Amount, formatAmount } from '../../core/amount.js'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, exactlyOne, existing, parameterSchema } from '../../core/parameters.js'
import { inShape } from '../../core/shape.js'
import type { AlipayAccount } from '../account.js'
import { call } from '../call.js'
import { more, requestNumber, textUpTo, withMore, yuanAmount } from '../limits.js'
import type { AlipayRefund } from '../payment.js'
import { refundPaymentRefusals } from '../refusals.js'
import { methods, refundShape } from '../wire.js'

/** A refund as it is asked for, without the number of its payment. */
export type AlipayRefundRequest = {
  /** 退款请求号 `out_request_no`, 1 to 64 ASCII characters, unique within the payment. The idempotency key, so it is always asked for. */
  refundId: string
  /** What to give back: part of the payment or all of it; several refunds may share a payment. */
  amount: Amount
  /** The payer may read it, 1 to 256 characters. */
  reason?: string
  /** Further members in the provider's own spelling, such as `refund_royalty_parameters`. */
  more?: Readonly<Record<string, unknown>>
}

export type RefundPaymentParameters = AlipayRefundRequest &
  ({ paymentId: string; orderId?: undefined } | { orderId: string; paymentId?: undefined })
export type RefundPaymentResult = AlipayRefund

/**
 * Gives money back (退款). `succeeded` when money moved in this very call (`fund_change` Y); else `pending`: the same
 * refund was asked for before, or it is on its way, and {@link getRefund} tells.
 *
 * An unclear answer is not repeated blindly: ask `getRefund`, or repeat with the same number and amount yourself.
 *
 * @throws `BALANCE_TOO_LOW`, `ORDER_NOT_FOUND`, `REFUND_REFUSED` and the codes of the pipeline.
 * @see https://docs.open.alipay.com/api_1/alipay.trade.refund
 * @example
 * const { status } = await refundPayment(client, { orderId: 'T_1001', refundId: 'T_1001_R1', amount: amount('5.00', 'CNY') })
 */
export async function refundPayment(
  client: Client<AlipayAccount>,
  parameters: RefundPaymentParameters,
  options?: CallOptions,
): Promise<RefundPaymentResult> {
  const given = checkParameters('refundPayment', refundPaymentParameters, parameters)
  const { refundId, amount } = given
  return call<RefundPaymentResult>(
    client,
    {
      action: 'refundPayment',
      refusals: refundPaymentRefusals,
      endpoint: methods.refund,
      content: withMore(given.more, {
        out_trade_no: given.orderId,
        trade_no: given.paymentId,
        out_request_no: refundId,
        refund_amount: formatAmount(amount),
        refund_reason: given.reason,
      }),
      query: false,
      repeat: 'never',
      resolve:
        'Call getRefund with this refundId before anything else; if it stays pending, repeat refundPayment with the same refundId and amount.',
      decode({ value }) {
        const raw = inShape(refundShape, value)
        mustAnswer({ orderId: [given.orderId, raw.out_trade_no], paymentId: [given.paymentId, raw.trade_no] })
        const status = raw.fund_change === 'Y' ? 'succeeded' : 'pending'
        return { refundId, orderId: raw.out_trade_no, paymentId: raw.trade_no, status, amount, raw }
      },
    },
    options,
  )
}

/** What refundPayment accepts. */
export const refundPaymentParameters = /* @__PURE__ */ parameterSchema<RefundPaymentParameters>(() =>
  z
    .strictObject({
      orderId: z.optional(existing()),
      paymentId: z.optional(existing()),
      refundId: requestNumber(),
      amount: yuanAmount(),
      reason: z.optional(textUpTo(256)),
      more: more(),
    })
    .check(exactlyOne('orderId', 'paymentId')),
)
