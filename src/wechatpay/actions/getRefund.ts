import * as z from 'zod/mini'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, existing, parameterSchema } from '../../core/parameters.js'
import { inShape } from '../../core/shape.js'
import type { WechatpayAccount } from '../account.js'
import { call } from '../call.js'
import { refundFields } from '../parties.js'
import { toRefund, type WechatpayRefund } from '../payment.js'
import { getRefundRefusals } from '../refusals.js'
import { refundShape } from '../wire.js'

export type GetRefundParameters = { refundId: string }
export type GetRefundResult = WechatpayRefund

/**
 * Asks where a refund stands (查询退款). Changes nothing.
 *
 * @throws `REFUND_NOT_FOUND`: the refund was never accepted, so it may be repeated with the same `refundId`.
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4013071041
 * @example
 * const refund = await getRefund(client, { refundId: 'T-1001-R1' })
 */
export async function getRefund(
  client: Client<WechatpayAccount>,
  parameters: GetRefundParameters,
  options?: CallOptions,
): Promise<GetRefundResult> {
  const given = checkParameters('getRefund', getRefundParameters, parameters)
  const query = new URLSearchParams(refundFields(client.account)).toString()
  return call(
    client,
    {
      action: 'getRefund',
      refusals: getRefundRefusals,
      method: 'GET',
      path: `/v3/refund/domestic/refunds/${encodeURIComponent(given.refundId)}${query && `?${query}`}`,
      query: true,
      repeat: 'always',
      resolve: 'Ask again: a query changes nothing.',
      decode({ value }) {
        const raw = inShape(refundShape, value)
        mustAnswer({ refundId: [given.refundId, raw.out_refund_no] })
        return toRefund(raw, raw.status)
      },
    },
    options,
  )
}

/** What getRefund accepts. */
export const getRefundParameters = /* @__PURE__ */ parameterSchema<GetRefundParameters>(() =>
  z.strictObject({ refundId: existing() }),
)
