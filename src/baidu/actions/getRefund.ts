import * as z from 'zod/mini'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { ShroffError } from '../../core/errors.js'
import { checkParameters, existing, parameterSchema } from '../../core/parameters.js'
import { inShape } from '../../core/shape.js'
import type { BaiduAccount } from '../account.js'
import { call } from '../call.js'
import { digits } from '../limits.js'
import { type BaiduRefund, digitsOf, refundStatusOf } from '../payment.js'
import { getRefundRefusals } from '../refusals.js'
import { paths, refundsShape } from '../wire.js'

export type GetRefundParameters = {
  orderId: string
  /** `userId`: the payer at Baidu, as the webhook and `getPayment` tell it. */
  payerId: string
  refundId: string
}
export type GetRefundResult = BaiduRefund

/**
 * Asks where a refund stands (查询退款). Baidu tells no amount. `closed`: it failed.
 *
 * @throws `REFUND_NOT_FOUND`: not accepted, or not so far; repeat refundPayment with the same `refundId`.
 * @see https://smartprogram.baidu.com/docs/develop/function/tune_up_findOrderRefund/ 查询退款
 * @example
 * const refund = await getRefund(client, { orderId: 'T1001', payerId, refundId: 'T1001R1' })
 */
export async function getRefund(
  client: Client<BaiduAccount>,
  parameters: GetRefundParameters,
  options?: CallOptions,
): Promise<GetRefundResult> {
  const { orderId, payerId, refundId } = checkParameters('getRefund', getRefundParameters, parameters)
  return call(
    client,
    {
      action: 'getRefund',
      refusals: getRefundRefusals,
      path: paths.findRefund,
      query: { tpOrderId: orderId, userId: payerId, pmAppKey: client.account.appKey },
      reads: true,
      repeat: 'always',
      resolve: 'Ask again: a query changes nothing.',
      decode({ value }) {
        // All refunds of the order, and of none what was asked: null, or a list of nothing.
        const those = inShape(refundsShape, value ?? []).filter((one) => one.bizRefundBatchId === refundId)
        // One that failed may be asked for again under its number: the money went back if it did in any of them.
        const raw = ['succeeded', 'pending', 'closed']
          .map((status) => those.find((one) => refundStatusOf(one.refundStatus) === status))
          .find(Boolean)
        if (!raw) throw notThere()
        const { userId } = raw as { userId?: unknown }
        if (userId != null) mustAnswer({ payerId: [payerId, digitsOf(userId, 'a userId')] })
        return {
          refundId,
          providerRefundId: digitsOf(raw.refundBatchId, 'a refundBatchId'),
          orderId,
          paymentId: digitsOf(raw.orderId, 'an orderId'),
          status: refundStatusOf(raw.refundStatus),
          raw,
        }
      },
    },
    options,
  )
}

const notThere = () =>
  new ShroffError('REFUND_NOT_FOUND', {
    problem: 'Baidu lists no refund of this number for the order.',
    outcome: 'unknown',
    next: 'It was not accepted, or is on its way still: repeat refundPayment with the same refundId.',
  })

/** What getRefund accepts. */
export const getRefundParameters = /* @__PURE__ */ parameterSchema<GetRefundParameters>(() =>
  z.strictObject({ orderId: existing(), payerId: digits(), refundId: existing() }),
)
