import * as z from 'zod/mini'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, existing, parameterSchema } from '../../core/parameters.js'
import type { BaiduAccount } from '../account.js'
import { call } from '../call.js'
import { type BaiduPayment, toPayment } from '../payment.js'
import { getPaymentRefusals } from '../refusals.js'
import { paths } from '../wire.js'

export type GetPaymentParameters = { orderId: string }
export type GetPaymentResult = BaiduPayment

/**
 * Asks where a payment stands (查询订单). Changes nothing, so it is repeated as needed. When it was paid is told by the webhook alone.
 *
 * @throws `ORDER_NOT_FOUND`: the payer has not opened the cashier so far; the order can still be paid.
 * @see https://smartprogram.baidu.com/docs/develop/function/tune_up_query/ 查询订单
 * @example
 * const payment = await getPayment(client, { orderId: 'T1001' })
 */
export async function getPayment(
  client: Client<BaiduAccount>,
  parameters: GetPaymentParameters,
  options?: CallOptions,
): Promise<GetPaymentResult> {
  const { orderId } = checkGetPayment('getPayment', parameters)
  return call(
    client,
    {
      action: 'getPayment',
      refusals: getPaymentRefusals,
      path: paths.findOrder,
      query: { tpOrderId: orderId, pmAppKey: client.account.appKey },
      reads: true,
      repeat: 'always',
      resolve: 'Ask again: a query changes nothing.',
      decode({ value }) {
        const payment = toPayment(value)
        mustAnswer({ orderId: [orderId, payment.orderId] })
        return payment
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
  z.strictObject({ orderId: existing() }),
)
