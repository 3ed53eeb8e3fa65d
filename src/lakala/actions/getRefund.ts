import * as z from 'zod/mini'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, existing, parameterSchema } from '../../core/parameters.js'
import type { LakalaAccount } from '../account.js'
import { call, envelope, merchantIn } from '../call.js'
import { mustBeOf } from '../payment.js'
import { type LakalaRefund, toRefund } from '../refund.js'
import { getRefundRefusals } from '../refusals.js'
import { paths } from '../wire.js'

export type GetRefundParameters = { refundId: string }
export type GetRefundResult = LakalaRefund

/**
 * Asks where a refund of the refund front stands (统一退货查询). A query that is refused says nothing of the refund.
 *
 * @throws `REFUND_NOT_FOUND`: not accepted, or on its way still; repeat refundPayment with the same `refundId`. Its code on the wire
 * is *unconfirmed*.
 * @see https://o.lakala.com/open/document/1827 统一退货查询
 * @example
 * const refund = await getRefund(client, { refundId: 'T1001R1' })
 */
export async function getRefund(
  client: Client<LakalaAccount>,
  parameters: GetRefundParameters,
  options?: CallOptions,
): Promise<GetRefundResult> {
  const { refundId } = checkParameters('getRefund', getRefundParameters, parameters)
  const { account } = client
  return call<GetRefundResult>(
    client,
    {
      action: 'getRefund',
      refusals: getRefundRefusals,
      path: paths.refundQuery,
      body: envelope(account, { ...merchantIn(account), out_trade_no: refundId }),
      query: true,
      repeat: 'always',
      resolve: 'Ask again: a query changes nothing.',
      decode({ data }) {
        const refund = toRefund(data)
        mustBeOf(account.merchantId, (data as { merchant_no?: string }).merchant_no)
        mustAnswer({ refundId: [refundId, refund.refundId] })
        return refund
      },
    },
    options,
  )
}

/** What getRefund accepts. */
export const getRefundParameters = /* @__PURE__ */ parameterSchema<GetRefundParameters>(() =>
  z.strictObject({ refundId: existing() }),
)
