import * as z from 'zod/mini'
import type { Amount } from '../../core/amount.js'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, parameterSchema, yuanAmount } from '../../core/parameters.js'
import type { UnionpayAccount } from '../account.js'
import { type Following, follow, type PaymentOf } from '../follow.js'
import { following, number, onePayment, paymentOf } from '../limits.js'
import type { UnionpayRefund } from '../payment.js'
import { refundPaymentRefusals } from '../refusals.js'
import { kinds } from '../wire.js'

export type RefundPaymentParameters = Following &
  PaymentOf & {
    /** 8 to 40 letters and digits, a number of its own among those of orders. */
    refundId: string
    /** What to give back: part of the payment or all of it, as often as something is left. */
    amount: Amount
  }
export type RefundPaymentResult = UnionpayRefund

/**
 * Gives money back. Issuers take it for 90 days, and UnionPay for up to 330; of payments by QR code perhaps for 30 only
 * (*unconfirmed*). Accepted is not done, so it is `pending`: {@link getRefund} or a webhook tells its end.
 *
 * Store `refundId` and `placedAt` before the call. It is never repeated by itself, and a second message of the same two is refused
 * (`ORDER_ID_USED`, `unknown`): after `unknown`, ask `getRefund` with both.
 *
 * @throws `REFUND_REFUSED`: more than is left, or undone before; `ORDER_NOT_FOUND`: no payment under this number, or none that was paid.
 * @see https://github.com/smartwalle/unionpay/blob/master/payment.go 退货 (txnType 04)
 * @example
 * const refund = await refundPayment(client, { paymentId, refundId: 'T1000001R1', placedAt, amount: amount('5.00', 'CNY') })
 */
export async function refundPayment(
  client: Client<UnionpayAccount>,
  parameters: RefundPaymentParameters,
  options?: CallOptions,
): Promise<RefundPaymentResult> {
  const { refundId, ...given } = checkParameters('refundPayment', refundPaymentParameters, parameters)
  const resolve = 'Call getRefund with this refundId and its placedAt; never refund under another refundId before.'
  return follow(
    client,
    { action: 'refundPayment', refusals: refundPaymentRefusals, resolve, kind: kinds.refund },
    { ...given, number: refundId },
    (providerRefundId, told) => ({ refundId, ...(providerRefundId && { providerRefundId }), ...told }),
    options,
  )
}

/** What refundPayment accepts. */
export const refundPaymentParameters = /* @__PURE__ */ parameterSchema<RefundPaymentParameters>(() =>
  z.strictObject({ refundId: number(), amount: yuanAmount(), ...paymentOf(), ...following() }).check(onePayment()),
)
