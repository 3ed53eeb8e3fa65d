import * as z from 'zod/mini'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, exactlyOne, existing, parameterSchema } from '../../core/parameters.js'
import type { QqpayAccount } from '../account.js'
import { call } from '../call.js'
import { type QqpayPayment, toPayment } from '../payment.js'
import { getPaymentRefusals } from '../refusals.js'
import { paths } from '../wire.js'

export type GetPaymentParameters =
  | { paymentId: string; orderId?: undefined }
  | { orderId: string; paymentId?: undefined }
export type GetPaymentResult = QqpayPayment

/**
 * Asks where a payment stands (订单查询). Changes nothing, so it is repeated as needed. A payment of 30 days ago or more is found
 * by its `paymentId` alone.
 *
 * @throws `ORDER_NOT_FOUND`: not placed, or a call that placed it has not arrived so far. Its code on the wire is *unconfirmed*.
 * @see https://mp.qpay.tenpay.cn/buss/wiki/1/1124 订单查询
 * @example
 * const payment = await getPayment(client, { orderId: 'T1001' })
 */
export async function getPayment(
  client: Client<QqpayAccount>,
  parameters: GetPaymentParameters,
  options?: CallOptions,
): Promise<GetPaymentResult> {
  const { orderId, paymentId } = checkGetPayment('getPayment', parameters)
  return call(
    client,
    {
      action: 'getPayment',
      refusals: getPaymentRefusals,
      path: paths.orderQuery,
      fields: { out_trade_no: orderId, transaction_id: paymentId },
      query: true,
      repeat: 'always',
      resolve: 'Ask again: a query changes nothing.',
      decode(raw) {
        mustAnswer({ orderId: [orderId, raw.out_trade_no], paymentId: [paymentId, raw.transaction_id] })
        return toPayment(raw)
      },
    },
    options,
  )
}

/** @throws `PARAMETERS_INVALID` naming the field; also for awaitPayment, which must refuse before it waits. */
export const checkGetPayment = (action: string, parameters: GetPaymentParameters): GetPaymentParameters =>
  checkParameters(action, getPaymentParameters, parameters)

/** What getPayment accepts. */
export const getPaymentParameters = /* @__PURE__ */ parameterSchema<GetPaymentParameters>(() =>
  z
    .strictObject({ orderId: z.optional(existing()), paymentId: z.optional(existing()) })
    .check(exactlyOne('orderId', 'paymentId')),
)
