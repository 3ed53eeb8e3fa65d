import * as z from 'zod/mini'
import { mustLack } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, existing, parameterSchema } from '../../core/parameters.js'
import { inShape } from '../../core/shape.js'
import type { YeepayAccount } from '../account.js'
import { call } from '../call.js'
import { mustBeAbout, toPayment, type YeepayPayment } from '../payment.js'
import { getPaymentRefusals } from '../refusals.js'
import { paths, paymentShape } from '../wire.js'

export type GetPaymentParameters = { orderId: string }
export type GetPaymentResult = YeepayPayment

/**
 * Asks where a payment stands (查询订单). Changes nothing, so it is repeated as needed. Where it and a notification differ it counts.
 *
 * @throws `ORDER_NOT_FOUND`: not placed, or a call that placed it has not arrived so far. How YeePay says so is *unconfirmed*: told
 * otherwise, it is a `PROVIDER_ERROR` in YeePay's words.
 * @see https://open.yeepay.com/docs/apis/get__rest__v1.0__trade__order__query 查询订单
 * @example
 * const payment = await getPayment(client, { orderId: 'T1001' })
 */
export async function getPayment(
  client: Client<YeepayAccount>,
  parameters: GetPaymentParameters,
  options?: CallOptions,
): Promise<GetPaymentResult> {
  const { orderId } = checkGetPayment('getPayment', parameters)
  return call(
    client,
    {
      action: 'getPayment',
      refusals: getPaymentRefusals,
      method: 'GET',
      path: paths.query,
      fields: { orderId },
      repeat: 'always',
      resolve: 'Ask again: a query changes nothing.',
      decode(value) {
        const raw = inShape(paymentShape, value)
        mustBeAbout(client.account, raw, { orderId })
        // A refund's answer: one that is being worked on would pass for a payment that nobody has made.
        mustLack(value, 'refundRequestId')
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
  z.strictObject({ orderId: existing() }),
)
