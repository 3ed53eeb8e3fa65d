import * as z from 'zod/mini'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { isShroffError, ShroffError } from '../../core/errors.js'
import { checkParameters, parameterSchema } from '../../core/parameters.js'
import { inShape } from '../../core/shape.js'
import type { CircleAccount } from '../account.js'
import { call } from '../call.js'
import { reference } from '../limits.js'
import { type CirclePayment, toPayment } from '../payment.js'
import { closePaymentRefusals } from '../refusals.js'
import { intentShape } from '../wire.js'
import { getPayment } from './getPayment.js'

export type ClosePaymentParameters = {
  /** Circle's id of the intent, as `createPayment` gave it. */
  reference: string
}
export type ClosePaymentResult = CirclePayment & { readonly status: 'closed' }

/**
 * Ends a transient payment before its time. What has come of it stays with you, and no chain refuses what comes later: see `received`,
 * and ask again after a while. Closing what is closed is a success.
 *
 * @throws `ORDER_PAID` where it is paid; `ORDER_NOT_FOUND`; `REQUEST_REFUSED` for a continuous one; the codes of the pipeline.
 * @see https://developers.circle.com/api-reference/circle-mint/payments/expire-payment-intent
 * @example
 * const { received } = await closePayment(client, { reference })
 */
export async function closePayment(
  client: Client<CircleAccount>,
  parameters: ClosePaymentParameters,
  options?: CallOptions,
): Promise<ClosePaymentResult> {
  const { reference } = checkParameters('closePayment', closePaymentParameters, parameters)
  const close = call(
    client,
    {
      action: 'closePayment',
      path: `/v1/paymentIntents/${reference}/expire`,
      body: {},
      refusals: closePaymentRefusals,
      query: false,
      // The second is refused where the first was done, and then asked about below.
      repeat: 'always',
      resolve: 'Call getPayment, or closePayment again.',
      decode({ value }) {
        const raw = inShape(intentShape, value)
        mustAnswer({ reference: [reference, raw.id] })
        return toPayment(raw)
      },
    },
    options,
  )
  // Only what is pending can be closed. What it is instead is for a query to say.
  const payment = await close.catch(async (error: unknown) => {
    if (!isShroffError(error, 'REQUEST_REFUSED')) throw error
    const found = await getPayment(client, { reference }, options)
    if (found.status !== 'closed' && found.status !== 'paid') throw error
    return found
  })
  if (payment.status === 'closed') return { ...payment, status: 'closed' }
  throw new ShroffError(payment.status === 'paid' ? 'ORDER_PAID' : 'PROVIDER_ERROR', {
    problem: `The payment is ${payment.status}, and was not closed.`,
    outcome: payment.status === 'paid' ? 'rejected' : 'unknown',
    next: payment.status === 'paid' ? 'Deliver, or give the money back by refundPayment.' : 'Call closePayment again.',
    provider: 'circle',
    action: 'closePayment',
    authentic: false,
  })
}

/** What closePayment accepts. */
export const closePaymentParameters = /* @__PURE__ */ parameterSchema<ClosePaymentParameters>(() =>
  z.strictObject({ reference: reference() }),
)
