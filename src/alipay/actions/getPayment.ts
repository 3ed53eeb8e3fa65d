import * as z from 'zod/mini'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, exactlyOne, existing, parameterSchema } from '../../core/parameters.js'
import { inShape } from '../../core/shape.js'
import type { AlipayAccount } from '../account.js'
import { call } from '../call.js'
import { type AlipayPayment, toPayment } from '../payment.js'
import { getPaymentRefusals } from '../refusals.js'
import { methods, tradeShape } from '../wire.js'

export type GetPaymentParameters =
  | { paymentId: string; orderId?: undefined }
  | { orderId: string; paymentId?: undefined }
export type GetPaymentResult = AlipayPayment

/**
 * Asks where a payment stands. Changes nothing, so it is repeated as needed.
 *
 * @throws `ORDER_NOT_FOUND`: not placed, or a QR code or page that nobody has opened yet, which can still be paid.
 * @see https://docs.open.alipay.com/api_1/alipay.trade.query
 * @example
 * const payment = await getPayment(client, { orderId: 'T_1001' })
 */
export async function getPayment(
  client: Client<AlipayAccount>,
  parameters: GetPaymentParameters,
  options?: CallOptions,
): Promise<GetPaymentResult> {
  const given = checkGetPayment('getPayment', parameters)
  return call(
    client,
    {
      action: 'getPayment',
      refusals: getPaymentRefusals,
      endpoint: methods.query,
      content: { out_trade_no: given.orderId, trade_no: given.paymentId },
      query: true,
      repeat: 'always',
      resolve: 'Ask again: a query changes nothing.',
      decode({ value }) {
        const raw = inShape(tradeShape, value)
        mustAnswer({ orderId: [given.orderId, raw.out_trade_no], paymentId: [given.paymentId, raw.trade_no] })
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
