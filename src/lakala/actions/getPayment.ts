import * as z from 'zod/mini'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, exactlyOne, existing, parameterSchema, unless } from '../../core/parameters.js'
import type { LakalaAccount } from '../account.js'
import { call, envelope, merchantIn } from '../call.js'
import { toCounterPayment } from '../counter.js'
import { type LakalaPayment, mustBeOf, toPayment, toPaymentInProgress } from '../payment.js'
import { getPaymentRefusals } from '../refusals.js'
import { inProgress, paths } from '../wire.js'

export type GetPaymentParameters =
  | { paymentId: string; orderId?: undefined; channel?: undefined }
  | {
      orderId: string
      paymentId?: undefined
      /** As the order was placed with: the counter knows its own orders only, and is asked by itself. */
      channel?: 'page'
    }
export type GetPaymentResult = LakalaPayment

/**
 * Asks where a payment stands (聚合交易查询, 收银台订单查询). Changes nothing, so it is repeated as needed. A query that is refused says
 * nothing of the payment.
 *
 * @throws `ORDER_NOT_FOUND`: not placed, on its way, or not paid so far; its code on the wire is *unconfirmed*. Close it before you
 * count it as failed.
 * @see https://o.lakala.com/open/document/1111 聚合交易查询
 * @example
 * const payment = await getPayment(client, { orderId: 'T1001' })
 */
export async function getPayment(
  client: Client<LakalaAccount>,
  parameters: GetPaymentParameters,
  options?: CallOptions,
): Promise<GetPaymentResult> {
  const { orderId, paymentId, channel } = checkGetPayment('getPayment', parameters)
  const { account } = client
  const ofCounter = channel === 'page'
  return call(
    client,
    {
      action: 'getPayment',
      refusals: getPaymentRefusals,
      path: ofCounter ? paths.counterQuery : paths.tradeQuery,
      body: envelope(
        account,
        ofCounter
          ? { merchant_no: account.merchantId, out_order_no: orderId }
          : { ...merchantIn(account), out_trade_no: orderId, trade_no: paymentId },
      ),
      query: true,
      repeat: 'always',
      resolve: 'Ask again: a query changes nothing.',
      whileInProgress: true,
      decode({ code, data }) {
        mustBeOf(account.merchantId, (data as { merchant_no?: string }).merchant_no)
        if (inProgress.includes(code)) return toPaymentInProgress({ orderId, paymentId }, data)
        const payment = ofCounter ? toCounterPayment(data) : toPayment(data)
        mustAnswer({ orderId: [orderId, payment.orderId], paymentId: [paymentId, payment.paymentId] })
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
  z
    .strictObject({
      orderId: z.optional(existing()),
      paymentId: z.optional(existing()),
      channel: z.optional(z.literal('page')),
    })
    .check(
      exactlyOne('orderId', 'paymentId'),
      unless(
        ({ paymentId, channel }: { paymentId?: string | undefined; channel?: string | undefined }) =>
          channel && paymentId !== undefined
            ? 'goes with orderId: the counter does not find an order by it'
            : undefined,
        ['channel'],
      ),
    ),
)
