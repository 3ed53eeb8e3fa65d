import * as z from 'zod/mini'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, existing, parameterSchema } from '../../core/parameters.js'
import type { YeepayAccount } from '../account.js'
import { more } from '../order.js'
import { moveRefund, type SuspendedRefund, type SuspendedRefundResult } from '../suspended.js'
import { paths } from '../wire.js'

export type EndRefundParameters = SuspendedRefund
export type EndRefundResult = SuspendedRefundResult

/**
 * Ends a refund that waits (`needs-action`): it is `closed` from then on, and the money stays with the merchant.
 *
 * @throws `REFUND_NOT_FOUND`; `PROVIDER_ERROR` in YeePay's words, as for a refund that does not wait.
 * @see https://open.yeepay.com/docs/apis/post__rest__v1.0__trade__refund__end 退款终止
 * @example
 * await endRefund(client, { orderId: 'T1001', refundId: 'T1001R1' })
 */
export async function endRefund(
  client: Client<YeepayAccount>,
  parameters: EndRefundParameters,
  options?: CallOptions,
): Promise<EndRefundResult> {
  const given = checkParameters('endRefund', endRefundParameters, parameters)
  return moveRefund(client, 'endRefund', paths.refundEnd, given, options)
}

/** What endRefund accepts. */
export const endRefundParameters = /* @__PURE__ */ parameterSchema<EndRefundParameters>(() =>
  z.strictObject({ orderId: existing(), refundId: existing(), more: z.optional(more()) }),
)
