import * as z from 'zod/mini'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { ShroffError } from '../../core/errors.js'
import { checkParameters, existing, parameterSchema } from '../../core/parameters.js'
import { stateOf, undocumented } from '../../core/read.js'
import { inShape } from '../../core/shape.js'
import type { AntomAccount } from '../account.js'
import { call } from '../call.js'
import { type AntomRefund, amountOf, refundStates, toRefund } from '../payment.js'
import { getRefundRefusals } from '../refusals.js'
import { paths, refundShape } from '../wire.js'

export type GetRefundParameters = { refundId: string }
export type GetRefundResult = AntomRefund

/**
 * Asks where a refund stands. Which payment it is of Antom does not tell.
 *
 * @throws `REFUND_NOT_FOUND`: refundPayment has not arrived so far; repeat it with the same `refundId`.
 * @see https://docs.antom.com/ac/ams/ir_online inquiryRefund
 * @example
 * const refund = await getRefund(client, { refundId: 'T_1001_R1' })
 */
export async function getRefund(
  client: Client<AntomAccount>,
  parameters: GetRefundParameters,
  options?: CallOptions,
): Promise<GetRefundResult> {
  const { refundId } = checkParameters('getRefund', getRefundParameters, parameters)
  return call<GetRefundResult>(
    client,
    {
      action: 'getRefund',
      refusals: getRefundRefusals,
      path: paths.inquiryRefund,
      body: { refundRequestId: refundId },
      query: true,
      repeat: 'always',
      resolve: 'Ask again: a query changes nothing.',
      decode({ value }) {
        // The result says whether the query worked, and nothing of the refund.
        const raw = inShape(refundShape, value)
        if (!raw.refundStatus) throw notFound()
        mustAnswer({ refundId: [refundId, raw.refundRequestId] })
        if (!raw.refundAmount) throw undocumented('a refund without an amount')
        const status = stateOf(refundStates, raw.refundStatus)
        return toRefund(raw, { refundId, status, amount: amountOf(raw.refundAmount) })
      },
    },
    options,
  )
}

const notFound = () =>
  new ShroffError('REFUND_NOT_FOUND', {
    problem: 'Antom knows no refund of this refundId so far.',
    next: 'Repeat refundPayment with the same refundId.',
  })

/** What getRefund accepts. */
export const getRefundParameters = /* @__PURE__ */ parameterSchema<GetRefundParameters>(() =>
  z.strictObject({ refundId: existing() }),
)
