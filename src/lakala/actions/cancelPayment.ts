import * as z from 'zod/mini'
import { sha256 } from '#crypto'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, exactlyOne, existing, parameterSchema } from '../../core/parameters.js'
import { inShape } from '../../core/shape.js'
import { toLowerHex, utf8 } from '../../crypto/bytes.js'
import type { LakalaAccount } from '../account.js'
import { call, envelope, locationIn, merchantIn } from '../call.js'
import { number } from '../limits.js'
import { mustBeOf } from '../payment.js'
import { paths, relationShape } from '../wire.js'

export type CancelPaymentParameters = {
  /**
   * `out_trade_no` of the revocation: 1 to 32 ASCII characters without blanks, unique like an order's. Default: made of the payment's
   * number, the same at each call.
   */
  cancelId?: string
} & ({ paymentId: string; orderId?: undefined } | { orderId: string; paymentId?: undefined })

export type CancelPaymentResult = {
  /** The order's number, as it was asked by, or as Lakala tells it. */
  readonly orderId?: string
  /** `out_trade_no` of the revocation. */
  readonly cancelId: string
  /** `trade_no` of the revocation. */
  readonly providerCancelId?: string
}

/**
 * Gives back a payment as a whole, on the day on which it was made (撤销). After that, or for a part, there is `refundPayment`; for an
 * order that is open there is `closePayment`. What became of it `getPayment` tells. Repeating is harmless, as the number is the same.
 *
 * @throws the codes of the pipeline. Lakala publishes none of its refusals: `PROVIDER_ERROR`, outcome `unknown`, with its words.
 * @see https://o.lakala.com 聚合扫码撤销
 * @example
 * await cancelPayment(client, { orderId: 'T1001' })
 */
export async function cancelPayment<P extends CancelPaymentParameters>(
  client: Client<LakalaAccount>,
  parameters: P,
  options?: CallOptions,
): Promise<CancelPaymentResult & (P extends { orderId: string } ? { readonly orderId: string } : unknown)>
export async function cancelPayment(
  client: Client<LakalaAccount>,
  parameters: CancelPaymentParameters,
  options?: CallOptions,
): Promise<CancelPaymentResult> {
  const given = checkParameters('cancelPayment', cancelPaymentParameters, parameters)
  const { orderId, paymentId } = given
  const cancelId = given.cancelId ?? (await numberOf(orderId ?? paymentId!))
  const { account } = client
  return call<CancelPaymentResult>(
    client,
    {
      action: 'cancelPayment',
      path: paths.revoked,
      body: envelope(account, {
        ...merchantIn(account),
        out_trade_no: cancelId,
        origin_out_trade_no: orderId,
        origin_trade_no: paymentId,
        ...locationIn(account),
      }),
      query: false,
      repeat: 'always',
      resolve: 'Call getPayment: it tells whether the money went back; or cancelPayment again, which is harmless.',
      decode({ data }) {
        const raw = inShape(relationShape, data)
        mustBeOf(account.merchantId, raw.merchant_no)
        mustAnswer({
          cancelId: [cancelId, raw.out_trade_no],
          orderId: [raw.origin_out_trade_no && orderId, raw.origin_out_trade_no],
          paymentId: [raw.origin_trade_no && paymentId, raw.origin_trade_no],
        })
        const ofOrder = orderId ?? raw.origin_out_trade_no
        return {
          ...(ofOrder && { orderId: ofOrder }),
          cancelId,
          ...(raw.trade_no && { providerCancelId: raw.trade_no }),
        }
      },
    },
    options,
  )
}

/** 32 digits that nobody's own numbers are like. */
const numberOf = async (payment: string): Promise<string> =>
  toLowerHex((await sha256(utf8(`lakala cancel ${payment}`))).subarray(0, 16))

/** What cancelPayment accepts. */
export const cancelPaymentParameters = /* @__PURE__ */ parameterSchema<CancelPaymentParameters>(() =>
  z
    .strictObject({
      orderId: z.optional(existing()),
      paymentId: z.optional(existing()),
      cancelId: z.optional(number()),
    })
    .check(exactlyOne('orderId', 'paymentId')),
)
