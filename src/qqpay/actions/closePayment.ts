import * as z from 'zod/mini'
import { mustAnswer, mustLack } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, existing, parameterSchema } from '../../core/parameters.js'
import type { QqpayAccount } from '../account.js'
import { call } from '../call.js'
import { closePaymentRefusals } from '../refusals.js'
import { paths } from '../wire.js'

export type ClosePaymentParameters = { orderId: string }
export type ClosePaymentResult = { readonly orderId: string; readonly status: 'closed' }

/**
 * Closes an order that nobody has paid (关闭订单), so that nobody can. QQ Wallet is said to take that from five minutes after the
 * order was placed; what it answers before is *unconfirmed*. Repeating is harmless. A payer's code has `cancelPayment`.
 *
 * @throws `ORDER_PAID`: deliver, or refund; `ORDER_CLOSED`, `ORDER_NOT_FOUND`.
 * @see https://mp.qpay.tenpay.cn/buss/wiki/43/1157 关闭订单
 * @example
 * await closePayment(client, { orderId: 'T1001' })
 */
export async function closePayment(
  client: Client<QqpayAccount>,
  parameters: ClosePaymentParameters,
  options?: CallOptions,
): Promise<ClosePaymentResult> {
  const { orderId } = checkParameters('closePayment', closePaymentParameters, parameters)
  return call<ClosePaymentResult>(
    client,
    {
      action: 'closePayment',
      refusals: closePaymentRefusals,
      path: paths.closeOrder,
      fields: { out_trade_no: orderId },
      query: false,
      repeat: 'always',
      resolve: 'Call getPayment with this orderId, or closePayment again.',
      decode(raw) {
        mustAnswer({ orderId: [raw.out_trade_no && orderId, raw.out_trade_no] })
        // An answer to a query or a charge of the order would have them.
        mustLack(raw, 'total_fee', 'trade_state')
        return { orderId, status: 'closed' }
      },
    },
    options,
  )
}

/** What closePayment accepts. */
export const closePaymentParameters = /* @__PURE__ */ parameterSchema<ClosePaymentParameters>(() =>
  z.strictObject({ orderId: existing() }),
)
