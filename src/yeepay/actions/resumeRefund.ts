import * as z from 'zod/mini'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, existing, parameterSchema } from '../../core/parameters.js'
import type { YeepayAccount } from '../account.js'
import { more } from '../order.js'
import { moveRefund, type SuspendedRefund, type SuspendedRefundResult } from '../suspended.js'
import { paths } from '../wire.js'

export type ResumeRefundParameters = SuspendedRefund
export type ResumeRefundResult = SuspendedRefundResult

/**
 * Goes on with a refund that waits (`needs-action`), once what it waited for is there: `getRefund` has YeePay's words in
 * `raw.failReason`. It is `pending` from then on, and has its end as any other.
 *
 * @throws `REFUND_NOT_FOUND`; `PROVIDER_ERROR` in YeePay's words, as for a refund that does not wait.
 * @see https://open.yeepay.com/docs/apis/post__rest__v1.0__trade__refund__supply 退款补充
 * @example
 * await resumeRefund(client, { orderId: 'T1001', refundId: 'T1001R1' })
 */
export async function resumeRefund(
  client: Client<YeepayAccount>,
  parameters: ResumeRefundParameters,
  options?: CallOptions,
): Promise<ResumeRefundResult> {
  const given = checkParameters('resumeRefund', resumeRefundParameters, parameters)
  return moveRefund(client, 'resumeRefund', paths.refundSupply, given, options)
}

/** What resumeRefund accepts. */
export const resumeRefundParameters = /* @__PURE__ */ parameterSchema<ResumeRefundParameters>(() =>
  z.strictObject({ orderId: existing(), refundId: existing(), more: z.optional(more()) }),
)
