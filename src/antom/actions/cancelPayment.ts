import * as z from 'zod/mini'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, exactlyOne, existing, parameterSchema } from '../../core/parameters.js'
import { dateOf } from '../../core/read.js'
import { inShape } from '../../core/shape.js'
import type { AntomAccount } from '../account.js'
import { call } from '../call.js'
import { cancelPaymentRefusals } from '../refusals.js'
import { paths } from '../wire.js'

export type CancelPaymentParameters =
  | { paymentId: string; orderId?: undefined }
  | { orderId: string; paymentId?: undefined }
export type CancelPaymentResult = {
  readonly orderId: string
  readonly paymentId?: string
  /** When Antom undid it. */
  readonly cancelledAt?: Date
}

/**
 * Undoes a payment whatever its state, until 00:15 (GMT+8) of the next day: an open one is closed, a paid one given back in
 * full. It is the way out of a payment whose outcome stays unknown. Repeating is harmless. A payment that failed stays failed.
 *
 * @throws `ORDER_NOT_FOUND`: the order has not arrived so far, and still may: cancel again while it can. `REFUND_REFUSED` after
 * that time, or once a part was given back: use `refundPayment`. Some wallets cannot cancel.
 * @see https://docs.antom.com/ac/ams/paymentc_online cancel
 * @example
 * await cancelPayment(client, { orderId: 'T_1001' })
 */
export async function cancelPayment(
  client: Client<AntomAccount>,
  parameters: CancelPaymentParameters,
  options?: CallOptions,
): Promise<CancelPaymentResult> {
  const { orderId, paymentId } = checkParameters('cancelPayment', cancelPaymentParameters, parameters)
  return call<CancelPaymentResult>(
    client,
    {
      action: 'cancelPayment',
      refusals: cancelPaymentRefusals,
      path: paths.cancel,
      body: { paymentRequestId: orderId, paymentId },
      query: false,
      repeat: 'always',
      resolve: 'Call cancelPayment again: repeating is harmless.',
      decode({ value }) {
        const raw = inShape(cancelShape, value)
        mustAnswer({ orderId: [orderId, raw.paymentRequestId], paymentId: [paymentId, raw.paymentId] })
        return {
          orderId: raw.paymentRequestId,
          ...(raw.paymentId && { paymentId: raw.paymentId }),
          ...(raw.cancelTime && { cancelledAt: dateOf(raw.cancelTime) }),
        }
      },
    },
    options,
  )
}

const cancelShape = { paymentRequestId: 'string', 'paymentId?': 'string', 'cancelTime?': 'string' } as const

/** What cancelPayment accepts. */
export const cancelPaymentParameters = /* @__PURE__ */ parameterSchema<CancelPaymentParameters>(() =>
  z
    .strictObject({ orderId: z.optional(existing()), paymentId: z.optional(existing()) })
    .check(exactlyOne('orderId', 'paymentId')),
)
