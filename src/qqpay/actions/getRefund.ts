import * as z from 'zod/mini'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, existing, parameterSchema } from '../../core/parameters.js'
import { mustBeYuan } from '../../core/read.js'
import type { QqpayAccount } from '../account.js'
import { call } from '../call.js'
import { type QqpayRefund, refundsIn } from '../payment.js'
import { getRefundRefusals } from '../refusals.js'
import { paths } from '../wire.js'

export type GetRefundParameters = { refundId: string }
export type GetRefundResult = QqpayRefund

/**
 * Asks where a refund stands (退款查询). Money to a balance takes about 20 minutes, to a bank card about three working days.
 *
 * `pending` also stands for whatever QQ Wallet is not sure of. Where it stays so, call `refundPayment` again with the same number
 * and amount. `closed`: it failed, and the same number may be asked for again.
 *
 * @throws `REFUND_NOT_FOUND`: not accepted, or not so far; repeat refundPayment with the same `refundId`. Its code on the wire is
 * *unconfirmed*.
 * @see https://mp.qpay.tenpay.cn/buss/wiki/43/1162 退款查询
 * @example
 * const refund = await getRefund(client, { refundId: 'T1001R1' })
 */
export async function getRefund(
  client: Client<QqpayAccount>,
  parameters: GetRefundParameters,
  options?: CallOptions,
): Promise<GetRefundResult> {
  const { refundId } = checkParameters('getRefund', getRefundParameters, parameters)
  return call(
    client,
    {
      action: 'getRefund',
      refusals: getRefundRefusals,
      path: paths.refundQuery,
      fields: { out_refund_no: refundId },
      query: true,
      repeat: 'always',
      resolve: 'Ask again: a query changes nothing.',
      decode(raw) {
        mustBeYuan(raw.fee_type)
        const refunds = refundsIn(raw)
        const found = refunds.find((refund) => refund.refundId === refundId)
        mustAnswer({ refundId: [refundId, found?.refundId ?? refunds[0]?.refundId] })
        return found!
      },
    },
    options,
  )
}

/** What getRefund accepts. */
export const getRefundParameters = /* @__PURE__ */ parameterSchema<GetRefundParameters>(() =>
  z.strictObject({ refundId: existing() }),
)
