import * as z from 'zod/mini'
import type { Amount } from '../../core/amount.js'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, existing, parameterSchema } from '../../core/parameters.js'
import { dateOf } from '../../core/read.js'
import { inShape } from '../../core/shape.js'
import type { AntomAccount } from '../account.js'
import { call } from '../call.js'
import { money, requestId } from '../limits.js'
import { toAmount } from '../order.js'
import { captureFundsRefusals } from '../refusals.js'
import { paths, result } from '../wire.js'

export type CaptureFundsParameters = {
  /** Antom's number of the payment, which was placed with `manualCapture`. */
  paymentId: string
  /** `captureRequestId`: 1 to 64 letters, digits and underscores. The idempotency key. */
  captureId: string
  /** Part of what is held, or all of it. */
  amount: Amount
  /** `isLastCapture`: whether what is left is given free. Default: not sent; what Antom does then is unconfirmed. */
  last?: boolean
}
export type CaptureFundsResult = {
  /** As it was asked for. */
  readonly captureId: string
  readonly paymentId: string
  /** Antom's own number of the capture; absent while it is `pending`. */
  readonly providerCaptureId?: string
  /** `pending`: accepted; a webhook tells (`other`, `CAPTURE_RESULT`), and so does `getPayment` in its `raw.transactions`. */
  readonly status: 'succeeded' | 'pending'
  /** What was asked for: this capture's share of what is held. */
  readonly amount: Amount
  /** When the money was taken. */
  readonly capturedAt?: Date
  readonly raw: unknown
}

/**
 * Takes money that a payment holds (`manualCapture`). It is never repeated by itself; repeating with the
 * same number and amount takes the money once.
 *
 * @throws `ORDER_CLOSED` where nothing is held; `ORDER_ID_USED` for a `captureId` that was used with another amount.
 * @see https://docs.antom.com/ac/ams/capture capture
 * @example
 * const capture = await captureFunds(client, { paymentId, captureId: 'T_1001_C1', amount: amount('25.00', 'EUR'), last: true })
 */
export async function captureFunds(
  client: Client<AntomAccount>,
  parameters: CaptureFundsParameters,
  options?: CallOptions,
): Promise<CaptureFundsResult> {
  const { paymentId, captureId, amount, last } = checkParameters('captureFunds', captureFundsParameters, parameters)
  return call<CaptureFundsResult>(
    client,
    {
      action: 'captureFunds',
      refusals: captureFundsRefusals,
      whileInProcess: true,
      path: paths.capture,
      body: { captureRequestId: captureId, paymentId, captureAmount: toAmount(amount), isLastCapture: last },
      query: false,
      repeat: 'never',
      resolve: 'Call captureFunds again with the same captureId and amount: that takes the money once.',
      decode({ value }) {
        const raw = inShape(captureShape, value)
        const done = raw.result.resultStatus === 'S'
        if (done || raw.captureRequestId) mustAnswer({ captureId: [captureId, raw.captureRequestId] })
        if (done || raw.paymentId) mustAnswer({ paymentId: [paymentId, raw.paymentId] })
        return {
          captureId,
          paymentId,
          ...(raw.captureId && { providerCaptureId: raw.captureId }),
          status: done ? 'succeeded' : 'pending',
          amount,
          ...(raw.captureTime && { capturedAt: dateOf(raw.captureTime) }),
          raw,
        }
      },
    },
    options,
  )
}

const captureShape = {
  result,
  'captureRequestId?': 'string',
  'captureId?': 'string',
  'paymentId?': 'string',
  'captureTime?': 'string',
} as const

/** What captureFunds accepts. */
export const captureFundsParameters = /* @__PURE__ */ parameterSchema<CaptureFundsParameters>(() =>
  z.strictObject({
    paymentId: existing(),
    captureId: requestId(),
    amount: money(),
    last: z.optional(z.boolean()),
  }),
)
