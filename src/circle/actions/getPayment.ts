import * as z from 'zod/mini'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, parameterSchema } from '../../core/parameters.js'
import { inShape } from '../../core/shape.js'
import type { CircleAccount } from '../account.js'
import { call } from '../call.js'
import { reference } from '../limits.js'
import { type CirclePayment, toPayment } from '../payment.js'
import { getPaymentRefusals } from '../refusals.js'
import { intentShape } from '../wire.js'

export type GetPaymentParameters = {
  /** Circle's id of the intent, as `createPayment` gave it. */
  reference: string
}
export type GetPaymentResult = CirclePayment

/**
 * Asks where a payment stands, and how much has come. Changes nothing, so it is repeated as needed.
 *
 * @throws `ORDER_NOT_FOUND`: no intent of this id, here; the codes of the pipeline.
 * @see https://developers.circle.com/api-reference/circle-mint/payments/get-payment-intent
 * @example
 * const { status, coverage, received } = await getPayment(client, { reference })
 */
export async function getPayment(
  client: Client<CircleAccount>,
  parameters: GetPaymentParameters,
  options?: CallOptions,
): Promise<GetPaymentResult> {
  const { reference } = checkGetPayment('getPayment', parameters)
  return call(
    client,
    {
      action: 'getPayment',
      path: `/v1/paymentIntents/${reference}`,
      refusals: getPaymentRefusals,
      query: true,
      repeat: 'always',
      resolve: 'Ask again: a query changes nothing.',
      decode({ value }) {
        const raw = inShape(intentShape, value)
        mustAnswer({ reference: [reference, raw.id] })
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
  z.strictObject({ reference: reference() }),
)
