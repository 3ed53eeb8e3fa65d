import * as z from 'zod/mini'
import type { Amount } from '../../core/amount.js'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, existing, parameterSchema, textUpTo, yuanAmount } from '../../core/parameters.js'
import type { BaiduAccount } from '../account.js'
import { call } from '../call.js'
import * as limits from '../limits.js'
import { type BaiduRefund, toAccepted } from '../payment.js'
import { refundPaymentRefusals } from '../refusals.js'
import { paths } from '../wire.js'

export type RefundPaymentParameters = {
  orderId: string
  /** Baidu's number of the order, which the webhook and `getPayment` tell. */
  paymentId: string
  /** `userId`: the payer at Baidu, as the webhook and `getPayment` tell it. */
  payerId: string
  /**
   * `bizRefundBatchId`: 1 to 64 characters of `0-9 A-Z a-z _ - .`, unique per merchant; Baidu's own limits are *unconfirmed*. The
   * idempotency key, so it is always asked for.
   */
  refundId: string
  /** What to give back, in fen: part of the payment or all of it. An order with Baidu's coupons in it goes back only as a whole. */
  amount: Amount
  /** `refundReason`: what the payer reads, 1 to 256 characters. Default `退款`. */
  reason?: string
  /** `refundType`: who began it: 1 the payer, 2 the service desk, 3 a fault of the service. Default 1. */
  refundType?: 1 | 2 | 3
  /** `isSkipAudit`: Baidu does not ask your refund audit (退款审核) first. Default `true`: who calls this has decided. */
  skipAudit?: boolean
  /** `refundNotifyUrl`: where its end is told. Default: the address in Baidu's console. */
  notifyUrl?: string
}

export type RefundPaymentResult = BaiduRefund & {
  readonly amount: Amount
  /** `refundPayMoney`: what Baidu gives the payer. */
  readonly payerAmount?: Amount
}

/**
 * Gives money back (申请退款). Baidu accepts it and works on it: `pending`; a webhook tells its end, and so does {@link getRefund}. Store
 * `providerRefundId`, since the webhook has no other number.
 *
 * An unclear answer is not repeated blindly: ask `getRefund`, or repeat with the same number and amount yourself, which moves
 * the money once (that Baidu sees to it is *unconfirmed* for whole refunds).
 *
 * @throws `REFUND_REFUSED`, `REQUEST_REFUSED`: more than is left, or numbers that do not belong together.
 * @see https://smartprogram.baidu.com/docs/develop/function/tune_up_applyOrderRefund/ 申请退款
 * @example
 * const refund = await refundPayment(client, {
 *   orderId: 'T1001', paymentId, payerId, refundId: 'T1001R1', amount: amount('5.00', 'CNY'),
 * })
 */
export async function refundPayment(
  client: Client<BaiduAccount>,
  parameters: RefundPaymentParameters,
  options?: CallOptions,
): Promise<RefundPaymentResult> {
  const given = checkParameters('refundPayment', refundPaymentParameters, parameters)
  const { orderId, paymentId, payerId, refundId, amount } = given
  const { reason = '退款', refundType = 1, skipAudit = true, notifyUrl } = given
  return call<RefundPaymentResult>(
    client,
    {
      action: 'refundPayment',
      refusals: refundPaymentRefusals,
      path: paths.applyRefund,
      form: {
        orderId: paymentId,
        userId: payerId,
        tpOrderId: orderId,
        bizRefundBatchId: refundId,
        applyRefundMoney: String(amount.value),
        refundReason: reason,
        refundType: String(refundType),
        isSkipAudit: skipAudit ? '1' : '0',
        refundNotifyUrl: notifyUrl,
        pmAppKey: client.account.appKey,
      },
      reads: false,
      repeat: 'never',
      resolve: 'Call getRefund with these numbers, or refundPayment again with the same parameters.',
      decode: ({ value }) => ({
        refundId,
        orderId,
        paymentId,
        status: 'pending',
        amount,
        ...toAccepted(value),
        raw: value,
      }),
    },
    options,
  )
}

/** What refundPayment accepts. */
export const refundPaymentParameters = /* @__PURE__ */ parameterSchema<RefundPaymentParameters>(() =>
  z.strictObject({
    orderId: existing(),
    paymentId: limits.digits(),
    payerId: limits.digits(),
    refundId: limits.refundId(),
    amount: yuanAmount(),
    reason: z.optional(textUpTo(256)),
    refundType: z.optional(z.literal([1, 2, 3])),
    skipAudit: z.optional(z.boolean()),
    notifyUrl: z.optional(limits.notifyUrl()),
  }),
)
