import * as z from 'zod/mini'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, exactlyOne, existing, parameterSchema } from '../../core/parameters.js'
import { inShape } from '../../core/shape.js'
import type { WechatpayAccount } from '../account.js'
import { call } from '../call.js'
import { merchantFields, mustBeOurs, transactions } from '../parties.js'
import { toPayment, type WechatpayPayment } from '../payment.js'
import { getPaymentRefusals } from '../refusals.js'
import { transactionShape } from '../wire.js'

/** By the merchant's number at any time, or by WeChat Pay's number once paid. */
export type GetPaymentParameters =
  | { paymentId: string; orderId?: undefined }
  | { orderId: string; paymentId?: undefined }
export type GetPaymentResult = WechatpayPayment

/**
 * Asks where a payment stands (查单). Changes nothing, so it is repeated as needed.
 *
 * @throws `ORDER_NOT_FOUND` when the order never arrived.
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791858 商户订单号查询
 * @example
 * const payment = await getPayment(client, { orderId: 'T-1001' })
 * if (payment.status === 'paid') deliver(payment)
 */
export async function getPayment(
  client: Client<WechatpayAccount>,
  parameters: GetPaymentParameters,
  options?: CallOptions,
): Promise<GetPaymentResult> {
  const given = checkGetPayment('getPayment', parameters)
  const { account } = client
  const number =
    given.orderId !== undefined
      ? `out-trade-no/${encodeURIComponent(given.orderId)}`
      : `id/${encodeURIComponent(given.paymentId)}`
  return call(
    client,
    {
      action: 'getPayment',
      refusals: getPaymentRefusals,
      method: 'GET',
      path: `${transactions(account)}/${number}?${new URLSearchParams(merchantFields(account))}`,
      query: true,
      repeat: 'always',
      resolve: 'Ask again: a query changes nothing.',
      decode({ value }) {
        const raw = inShape(transactionShape, value)
        mustAnswer({
          orderId: [given.orderId, raw.out_trade_no],
          paymentId: [given.paymentId, raw.transaction_id],
        })
        mustBeOurs(account, raw)
        return toPayment(raw)
      },
    },
    options,
  )
}

/** Apart, because awaitPayment must not wait before it refuses. */
export const checkGetPayment = (action: string, parameters: GetPaymentParameters): GetPaymentParameters =>
  checkParameters(action, getPaymentParameters, parameters)

/** What getPayment accepts. */
export const getPaymentParameters = /* @__PURE__ */ parameterSchema<GetPaymentParameters>(() =>
  z
    .strictObject({ orderId: z.optional(existing()), paymentId: z.optional(existing()) })
    .check(exactlyOne('orderId', 'paymentId')),
)
