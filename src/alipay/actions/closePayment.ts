import * as z from 'zod/mini'
import { mustAnswer, mustLack } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, existing, parameterSchema } from '../../core/parameters.js'
import { inShape } from '../../core/shape.js'
import type { AlipayAccount } from '../account.js'
import { call } from '../call.js'
import { closePaymentRefusals } from '../refusals.js'
import { closeShape, methods } from '../wire.js'

export type ClosePaymentParameters = { orderId: string }
export type ClosePaymentResult = { readonly orderId: string; readonly status: 'closed' }

/**
 * Closes an unpaid order (关闭): it can no longer be paid.
 *
 * @throws `ORDER_NOT_FOUND` for a QR code or page that nobody has opened; `REQUEST_REFUSED` for an order that is not open.
 * @see https://docs.open.alipay.com/api_1/alipay.trade.close
 * @example
 * await closePayment(client, { orderId: 'T_1001' })
 */
export async function closePayment(
  client: Client<AlipayAccount>,
  parameters: ClosePaymentParameters,
  options?: CallOptions,
): Promise<ClosePaymentResult> {
  const { orderId } = checkParameters('closePayment', closePaymentParameters, parameters)
  return call(
    client,
    {
      action: 'closePayment',
      refusals: closePaymentRefusals,
      endpoint: methods.close,
      content: { out_trade_no: orderId },
      query: false,
      repeat: 'always',
      resolve: 'Call getPayment with this orderId: it may be closed, open or paid. Closing again is harmless.',
      decode({ value }) {
        mustAnswer({ orderId: [orderId, inShape(closeShape, value).out_trade_no] })
        mustLack(value, 'total_amount')
        return { orderId, status: 'closed' as const }
      },
    },
    options,
  )
}

/** What closePayment accepts. */
export const closePaymentParameters = /* @__PURE__ */ parameterSchema<ClosePaymentParameters>(() =>
  z.strictObject({ orderId: existing() }),
)
