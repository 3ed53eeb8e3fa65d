import * as z from 'zod/mini'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { ShroffError } from '../../core/errors.js'
import { checkParameters, existing, parameterSchema } from '../../core/parameters.js'
import { inShape } from '../../core/shape.js'
import type { LakalaAccount } from '../account.js'
import { call, envelope, locationIn, merchantIn } from '../call.js'
import { mustBeOf } from '../payment.js'
import { foundInstead, isUnknownRefusal, whatStands } from '../standing.js'
import { paths, relationShape } from '../wire.js'

export type ClosePaymentParameters = {
  orderId: string
  /** As the order was placed with. */
  channel?: 'page'
}
export type ClosePaymentResult = { readonly orderId: string; readonly status: 'closed' }

/**
 * Closes an order that nobody has paid (关单), so that nobody can. Lakala's answer only says that it has heard: what became of the
 * order is asked for, so this is two calls. Repeating is harmless.
 *
 * @throws `ORDER_PAID`: deliver, or refund; `ORDER_NOT_FOUND`; `PROVIDER_UNAVAILABLE`, outcome `unknown`, while the order is open
 * still: call it again.
 * @see https://o.lakala.com 聚合扫码关单
 * @example
 * await closePayment(client, { orderId: 'T1001' })
 */
export async function closePayment(
  client: Client<LakalaAccount>,
  parameters: ClosePaymentParameters,
  options?: CallOptions,
): Promise<ClosePaymentResult> {
  const { orderId, channel } = checkParameters('closePayment', closePaymentParameters, parameters)
  const { account } = client
  const ofCounter = channel === 'page'
  const refused = await call<undefined>(
    client,
    {
      action: 'closePayment',
      path: ofCounter ? paths.counterClose : paths.close,
      body: envelope(
        account,
        ofCounter
          ? { merchant_no: account.merchantId, out_order_no: orderId }
          : { ...merchantIn(account), origin_out_trade_no: orderId, ...locationIn(account) },
      ),
      query: false,
      repeat: 'always',
      resolve: 'Call getPayment with this orderId, or closePayment again.',
      decode({ data }) {
        const raw = inShape(relationShape, data)
        const told = (data as { out_order_no?: string }).out_order_no ?? raw.origin_out_trade_no
        mustBeOf(account.merchantId, raw.merchant_no)
        mustAnswer({ orderId: [told && orderId, told] })
        return undefined
      },
    },
    options,
  ).catch((error: unknown) => {
    if (isUnknownRefusal(error)) return error as ShroffError
    throw error
  })
  const { status } = await whatStands(client, { orderId, channel }, 'closePayment', options)
  if (status === 'closed' || status === 'failed') return { orderId, status: 'closed' }
  if (status === 'paid')
    throw foundInstead('ORDER_PAID', 'closePayment', {
      problem: 'The order is paid.',
      next: 'Deliver, or refund it.',
      providerCode: refused?.providerCode,
    })
  if (refused) throw refused
  throw new ShroffError('PROVIDER_UNAVAILABLE', {
    problem: `Lakala has taken the closing, and says that the order is ${status} still.`,
    outcome: 'unknown',
    provider: 'lakala',
    action: 'closePayment',
    authentic: true,
    next: 'Call closePayment again, or getPayment.',
  })
}

/** What closePayment accepts. */
export const closePaymentParameters = /* @__PURE__ */ parameterSchema<ClosePaymentParameters>(() =>
  z.strictObject({ orderId: existing(), channel: z.optional(z.literal('page')) }),
)
