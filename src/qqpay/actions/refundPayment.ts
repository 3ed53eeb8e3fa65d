import * as z from 'zod/mini'
import type { Amount } from '../../core/amount.js'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, exactlyOne, existing, parameterSchema, yuanAmount } from '../../core/parameters.js'
import { inShape } from '../../core/shape.js'
import type { QqpayAccount } from '../account.js'
import { call } from '../call.js'
import { refundId } from '../limits.js'
import { operatorFields } from '../operator.js'
import type { QqpayRefund } from '../payment.js'
import { refundPaymentRefusals } from '../refusals.js'
import { paths, refundShape } from '../wire.js'

export type RefundPaymentParameters = {
  /**
   * `out_refund_no`: 1 to 32 characters of `0-9 A-Z a-z _ - | * @`, unique per merchant. The idempotency key, so it is always asked
   * for: a refund that failed is asked for again with the same one.
   */
  refundId: string
  /** What to give back, in fen: part of the payment or all of it, several times as long as it reaches. */
  amount: Amount
  /** `refund_account`: of what the merchant's money it is taken. Default: what is not settled so far. */
  refundAccount?: 'REFUND_SOURCE_UNSETTLED_FUNDS' | 'REFUND_SOURCE_RECHARGE_FUNDS'
} & (
  | {
      /** `transaction_id`: finds the payment at any age, up to a year. */
      paymentId: string
      orderId?: undefined
    }
  | {
      /** Finds a payment of the last 30 days. */
      orderId: string
      paymentId?: undefined
    }
)
export type RefundPaymentResult = QqpayRefund

/**
 * Gives money back (申请退款). QQ Wallet accepts it and works on it: `pending`; {@link getRefund} tells its end, since no webhook
 * does. What a coupon paid goes back first: the payer may get less than `amount`. It needs the operator's password and a
 * transport with the merchant's client certificate, such as `nodeTransport`'s.
 *
 * An unclear answer is not repeated blindly: ask `getRefund`, or repeat with the same number and amount yourself, which moves
 * the money once.
 *
 * @throws `REFUND_REFUSED`: more than is left, or over a year old; `ORDER_NOT_FOUND`, `BALANCE_TOO_LOW`; `CONFIG_INVALID` for an
 * account without the operator's password.
 * @see https://mp.qpay.tenpay.cn/buss/wiki/1/1126 申请退款
 * @example
 * const refund = await refundPayment(client, { orderId: 'T1001', refundId: 'T1001R1', amount: amount('5.00', 'CNY') })
 */
export async function refundPayment(
  client: Client<QqpayAccount>,
  parameters: RefundPaymentParameters,
  options?: CallOptions,
): Promise<RefundPaymentResult> {
  const given = checkParameters('refundPayment', refundPaymentParameters, parameters)
  const { orderId, paymentId, refundId, amount } = given
  return call<RefundPaymentResult>(
    client,
    {
      action: 'refundPayment',
      refusals: refundPaymentRefusals,
      path: paths.refund,
      fields: {
        out_trade_no: orderId,
        transaction_id: paymentId,
        out_refund_no: refundId,
        refund_fee: String(amount.value),
        refund_account: given.refundAccount,
        ...operatorFields(client.account, 'refundPayment'),
      },
      query: false,
      repeat: 'never',
      resolve: 'Call getRefund with this refundId, or refundPayment again with the same parameters.',
      decode(fields) {
        const raw = inShape(refundShape, fields)
        mustAnswer({
          refundId: [refundId, raw.out_refund_no],
          orderId: [orderId, raw.out_trade_no],
          paymentId: [paymentId, raw.transaction_id],
          amount: [raw.refund_fee && String(amount.value), raw.refund_fee],
        })
        return {
          refundId,
          providerRefundId: raw.refund_id,
          ...(raw.out_trade_no && { orderId: raw.out_trade_no }),
          ...(raw.transaction_id && { paymentId: raw.transaction_id }),
          status: 'pending',
          amount,
          raw: fields,
        }
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
      refundId: refundId(),
      amount: yuanAmount(),
      refundAccount: z.optional(z.enum(['REFUND_SOURCE_UNSETTLED_FUNDS', 'REFUND_SOURCE_RECHARGE_FUNDS'])),
    })
    .check(exactlyOne('orderId', 'paymentId')),
)
