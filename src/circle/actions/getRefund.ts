import * as z from 'zod/mini'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, parameterSchema } from '../../core/parameters.js'
import { inShape } from '../../core/shape.js'
import type { CircleAccount } from '../account.js'
import { call } from '../call.js'
import * as limits from '../limits.js'
import { type CircleRefund, toRefund } from '../refund.js'
import { getRefundRefusals } from '../refusals.js'
import { paymentShape } from '../wire.js'

export type GetRefundParameters = {
  /** Circle's id of the refund, as `refundPayment` gave it. Where it was lost, `refundPayment` with the same parameters gives it again. */
  providerRefundId: string
  /** Circle's id of the intent: a refund of another one is then refused. */
  reference?: string
}
export type GetRefundResult = CircleRefund

/**
 * Asks where a refund stands.
 *
 * @throws `REFUND_NOT_FOUND`; `REPLY_MISMATCH` where it is a payment, or of another intent; the codes of the pipeline.
 * @see https://developers.circle.com/api-reference/circle-mint/payments/get-payment
 * @example
 * const { status } = await getRefund(client, { providerRefundId })
 */
export async function getRefund(
  client: Client<CircleAccount>,
  parameters: GetRefundParameters,
  options?: CallOptions,
): Promise<GetRefundResult> {
  const { providerRefundId, reference } = checkParameters('getRefund', getRefundParameters, parameters)
  return call(
    client,
    {
      action: 'getRefund',
      path: `/v1/payments/${providerRefundId}`,
      refusals: getRefundRefusals,
      query: true,
      repeat: 'always',
      resolve: 'Ask again: a query changes nothing.',
      decode({ value }) {
        const raw = inShape(paymentShape, value)
        mustAnswer({ providerRefundId: [providerRefundId, raw.id], type: ['refund', raw.type] })
        if (raw.paymentIntentId) mustAnswer({ reference: [reference, raw.paymentIntentId] })
        return toRefund(raw)
      },
    },
    options,
  )
}

/** What getRefund accepts. */
export const getRefundParameters = /* @__PURE__ */ parameterSchema<GetRefundParameters>(() =>
  z.strictObject({ providerRefundId: limits.reference(), reference: z.optional(limits.reference()) }),
)
