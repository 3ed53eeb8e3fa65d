import * as z from 'zod/mini'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { ShroffError } from '../../core/errors.js'
import { checkParameters, existing, parameterSchema } from '../../core/parameters.js'
import { chinaDateOf, stateOf, yuanOf } from '../../core/read.js'
import { inShape } from '../../core/shape.js'
import type { AlipayAccount } from '../account.js'
import { call } from '../call.js'
import type { AlipayRefund } from '../payment.js'
import { getRefundRefusals } from '../refusals.js'
import { methods, refundQueryShape } from '../wire.js'

/** Alipay finds a refund only within its payment, so both numbers are needed. */
export type GetRefundParameters = { orderId: string; refundId: string }
export type GetRefundResult = AlipayRefund

/**
 * Asks where a refund stands. Ask 10 s or more after one whose outcome was unknown.
 *
 * @throws `REFUND_NOT_FOUND` where Alipay knows no such refund; it may not know it *yet*, so its outcome is `unknown`.
 * @see https://docs.open.alipay.com/api_1/alipay.trade.fastpay.refund.query
 * @example
 * const { status } = await getRefund(client, { orderId: 'T_1001', refundId: 'T_1001_R1' })
 */
export async function getRefund(
  client: Client<AlipayAccount>,
  parameters: GetRefundParameters,
  options?: CallOptions,
): Promise<GetRefundResult> {
  const { orderId, refundId } = checkParameters('getRefund', getRefundParameters, parameters)
  return call<GetRefundResult>(
    client,
    {
      action: 'getRefund',
      refusals: getRefundRefusals,
      endpoint: methods.refundQuery,
      content: { out_trade_no: orderId, out_request_no: refundId, query_options: ['gmt_refund_pay'] },
      query: true,
      repeat: 'always',
      resolve: 'Ask again a little later; then repeat refundPayment with the same refundId and amount.',
      decode({ value }) {
        const raw = inShape(refundQueryShape, value)
        const { refund_amount, trade_no, gmt_refund_pay, error_code } = raw
        // An answer without these members is Alipay's way to say that there is no such refund, or none yet.
        if (!refund_amount || !trade_no) {
          throw new ShroffError('REFUND_NOT_FOUND', {
            problem: 'Alipay knows no such refund, or not yet.',
          })
        }
        mustAnswer({ orderId: [orderId, raw.out_trade_no], refundId: [refundId, raw.out_request_no] })
        const status = stateOf(refundStates, error_code ? 'REFUND_FAIL' : raw.refund_status || 'REFUND_PROCESSING')
        const succeededAt = gmt_refund_pay && { succeededAt: chinaDateOf(gmt_refund_pay) }
        return { refundId, orderId, paymentId: trade_no, status, amount: yuanOf(refund_amount), ...succeededAt, raw }
      },
    },
    options,
  )
}

/** The last two come of `alipay.trade.refund.apply` only, which works in the background. */
const refundStates = { REFUND_SUCCESS: 'succeeded', REFUND_PROCESSING: 'pending', REFUND_FAIL: 'closed' } as const

/** What getRefund accepts. */
export const getRefundParameters = /* @__PURE__ */ parameterSchema<GetRefundParameters>(() =>
  z.strictObject({ orderId: existing(), refundId: existing() }),
)
