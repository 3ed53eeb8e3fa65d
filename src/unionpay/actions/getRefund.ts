import * as z from 'zod/mini'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, existing, moment, parameterSchema } from '../../core/parameters.js'
import type { UnionpayAccount } from '../account.js'
import { toFollowing, type UnionpayRefund } from '../payment.js'
import { query } from '../query.js'
import { getRefundRefusals } from '../refusals.js'
import { kinds } from '../wire.js'

export type GetRefundParameters = {
  refundId: string
  /** When it was asked for, as it was given to `refundPayment`: not the time of the payment. */
  placedAt: Date
}
export type GetRefundResult = UnionpayRefund

/**
 * Where a refund stands. UnionPay finds it by number and time together. Which payment it is of is in `paymentId`, where UnionPay
 * tells it.
 *
 * @throws `REFUND_NOT_FOUND` where it is not there, which is no proof that nothing was given back: it may be on its way.
 * @see https://github.com/smartwalle/unionpay/blob/master/payment.go 交易状态查询 (txnType 00)
 * @example
 * const { status } = await getRefund(client, { refundId: 'T1000001R1', placedAt: refundedAt })
 */
export async function getRefund(
  client: Client<UnionpayAccount>,
  parameters: GetRefundParameters,
  options?: CallOptions,
): Promise<GetRefundResult> {
  const { refundId, placedAt } = checkParameters('getRefund', getRefundParameters, parameters)
  return query(
    client,
    'getRefund',
    { number: refundId, placedAt, txnTypes: [kinds.refund.txnType] },
    getRefundRefusals,
    (found) => {
      const { providerId, told } = toFollowing(placedAt, found)
      return { refundId, ...(providerId && { providerRefundId: providerId }), ...told }
    },
    options,
  )
}

/** What getRefund accepts. */
export const getRefundParameters = /* @__PURE__ */ parameterSchema<GetRefundParameters>(() =>
  z.strictObject({ refundId: existing(), placedAt: moment() }),
)
