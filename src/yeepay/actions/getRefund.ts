import * as z from 'zod/mini'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, existing, parameterSchema } from '../../core/parameters.js'
import { inShape } from '../../core/shape.js'
import type { YeepayAccount } from '../account.js'
import { call } from '../call.js'
import { mustBeAbout, toRefund, type YeepayRefund } from '../payment.js'
import { getRefundRefusals } from '../refusals.js'
import { paths, refundShape } from '../wire.js'

/** YeePay finds a refund by both. */
export type GetRefundParameters = { orderId: string; refundId: string }
export type GetRefundResult = YeepayRefund

/**
 * Asks where a refund stands (查询退款). `needs-action`: it waits for `resumeRefund` or `endRefund`. `closed`: it failed, and the same
 * number may be asked for again, or it was ended.
 *
 * @throws `REFUND_NOT_FOUND`: not accepted, or not so far; repeat refundPayment with the same `refundId`. How YeePay says so is
 * *unconfirmed*.
 * @see https://open.yeepay.com/docs/apis/get__rest__v1.0__trade__refund__query 查询退款
 * @example
 * const refund = await getRefund(client, { orderId: 'T1001', refundId: 'T1001R1' })
 */
export async function getRefund(
  client: Client<YeepayAccount>,
  parameters: GetRefundParameters,
  options?: CallOptions,
): Promise<GetRefundResult> {
  const { orderId, refundId } = checkParameters('getRefund', getRefundParameters, parameters)
  return call(
    client,
    {
      action: 'getRefund',
      refusals: getRefundRefusals,
      method: 'GET',
      path: paths.refundQuery,
      fields: { orderId, refundRequestId: refundId },
      repeat: 'always',
      resolve: 'Ask again: a query changes nothing.',
      decode(value) {
        const raw = inShape(refundShape, value)
        mustBeAbout(client.account, raw, { orderId, refundId })
        return toRefund(raw)
      },
    },
    options,
  )
}

/** What getRefund accepts. */
export const getRefundParameters = /* @__PURE__ */ parameterSchema<GetRefundParameters>(() =>
  z.strictObject({ orderId: existing(), refundId: existing() }),
)
