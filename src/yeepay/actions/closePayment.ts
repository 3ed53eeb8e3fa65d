import * as z from 'zod/mini'
import { mustAnswer, mustLack } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { isShroffError } from '../../core/errors.js'
import { checkParameters, existing, parameterSchema } from '../../core/parameters.js'
import { inShape } from '../../core/shape.js'
import type { YeepayAccount } from '../account.js'
import { call } from '../call.js'
import { mustBeAbout } from '../payment.js'
import { closePaymentRefusals } from '../refusals.js'
import { closedShape, paths } from '../wire.js'

export type ClosePaymentParameters = { orderId: string }
export type ClosePaymentResult = { readonly orderId: string; readonly status: 'closed' }

/**
 * Closes an order that nobody has paid (关闭订单), so that nobody can. YeePay has one way for orders at a wallet and one for those of
 * its cashier, and whether either closes the other's is *unconfirmed*: where the first does not take it, the second is asked.
 * Ask `getPayment` after: an answer that it was taken is no more than that. Repeating is harmless.
 *
 * @throws `ORDER_PAID`: deliver, or refund; `ORDER_CLOSED`, also where it has expired; `ORDER_NOT_FOUND`. How YeePay says so is
 * *unconfirmed*.
 * @see https://open.yeepay.com/docs/apis/post__rest__v1.0__trade__order__close 关闭订单
 * @example
 * await closePayment(client, { orderId: 'T1001' })
 */
export async function closePayment(
  client: Client<YeepayAccount>,
  parameters: ClosePaymentParameters,
  options?: CallOptions,
): Promise<ClosePaymentResult> {
  const { orderId } = checkParameters('closePayment', closePaymentParameters, parameters)
  const closeBy = (path: string) =>
    call<ClosePaymentResult>(
      client,
      {
        action: 'closePayment',
        refusals: closePaymentRefusals,
        method: 'POST',
        path,
        fields: { orderId },
        repeat: 'always',
        resolve: 'Call getPayment with this orderId, or closePayment again.',
        decode(value) {
          const raw = inShape(closedShape, value)
          mustAnswer({
            orderId: [raw.orderId == null ? undefined : orderId, raw.orderId],
            status: [raw.status == null ? undefined : 'CLOSE', raw.status],
          })
          mustBeAbout(client.account, { orderId, merchantNo: raw.merchantNo }, { orderId })
          // An answer to whatever else may be asked of the order has one of them, or another status.
          mustLack(value, 'payWay', 'paySuccessDate', 'refundRequestId', 'prePayTn', 'qrCodeUrl', 'cashierUrl', 'token')
          return { orderId, status: 'closed' }
        },
      },
      options,
    )
  try {
    return await closeBy(paths.closePrePaid)
  } catch (error) {
    // What the business refused, and was not about the state of the order: it may be the other kind.
    const other = isShroffError(error) && error.authentic && /^(ORDER_NOT_FOUND|PROVIDER_ERROR)$/.test(error.code)
    if (!other) throw error
    return closeBy(paths.close)
  }
}

/** What closePayment accepts. */
export const closePaymentParameters = /* @__PURE__ */ parameterSchema<ClosePaymentParameters>(() =>
  z.strictObject({ orderId: existing() }),
)
