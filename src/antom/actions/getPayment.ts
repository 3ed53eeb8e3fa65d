import * as z from 'zod/mini'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, exactlyOne, existing, parameterSchema } from '../../core/parameters.js'
import { inShape } from '../../core/shape.js'
import type { AntomAccount } from '../account.js'
import { call } from '../call.js'
import { type AntomPayment, toPayment } from '../payment.js'
import { getPaymentRefusals } from '../refusals.js'
import { paths, paymentShape } from '../wire.js'

export type GetPaymentParameters =
  | { paymentId: string; orderId?: undefined }
  | { orderId: string; paymentId?: undefined }
export type GetPaymentResult = AntomPayment

/**
 * Asks where a payment stands. Changes nothing, so it is repeated as needed.
 *
 * @throws `ORDER_NOT_FOUND`: not placed, or a call that placed it has not arrived so far. Before you count it as failed, cancel it.
 * @see https://docs.antom.com/ac/ams/paymentri_online inquiryPayment
 * @example
 * const payment = await getPayment(client, { orderId: 'T_1001' })
 */
export async function getPayment(
  client: Client<AntomAccount>,
  parameters: GetPaymentParameters,
  options?: CallOptions,
): Promise<GetPaymentResult> {
  const { orderId, paymentId } = checkGetPayment('getPayment', parameters)
  return call(
    client,
    {
      action: 'getPayment',
      refusals: getPaymentRefusals,
      path: paths.inquiryPayment,
      body: { paymentRequestId: orderId, paymentId },
      query: true,
      repeat: 'always',
      resolve: 'Ask again: a query changes nothing.',
      decode({ value }) {
        // The result says whether the query worked, and nothing of the payment.
        const raw = inShape(paymentShape, value)
        mustAnswer({ orderId: [orderId, raw.paymentRequestId], paymentId: [paymentId, raw.paymentId] })
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
