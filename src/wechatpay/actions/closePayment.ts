import * as z from 'zod/mini'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, existing, parameterSchema } from '../../core/parameters.js'
import type { WechatpayAccount } from '../account.js'
import { call } from '../call.js'
import { merchantFields, transactions } from '../parties.js'
import { closePaymentRefusals } from '../refusals.js'

export type ClosePaymentParameters = { orderId: string }
export type ClosePaymentResult = { readonly orderId: string; readonly status: 'closed' }

/**
 * Closes an unpaid order (关单): it can no longer be paid, and its number cannot be used again. Repeating is harmless.
 *
 * @throws `ORDER_PAID`, or `REQUEST_REFUSED` for an order that is paid (which code WeChat Pay uses is unconfirmed).
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791860
 * @example
 * await closePayment(client, { orderId: 'T-1001' })
 */
export async function closePayment(
  client: Client<WechatpayAccount>,
  parameters: ClosePaymentParameters,
  options?: CallOptions,
): Promise<ClosePaymentResult> {
  const { orderId } = checkParameters('closePayment', closePaymentParameters, parameters)
  const { account } = client
  return call(
    client,
    {
      action: 'closePayment',
      refusals: closePaymentRefusals,
      method: 'POST',
      path: `${transactions(account)}/out-trade-no/${encodeURIComponent(orderId)}/close`,
      body: merchantFields(account),
      query: false,
      repeat: 'always',
      resolve: 'Call getPayment with this orderId: it may be closed, open or paid. Closing again is harmless.',
      decode({ value }) {
        // A 204, which is opened as an empty object. A signed answer with anything in it is to another question; that a
        // 204 is to another order's closing cannot be told, since it says nothing.
        const surplus = Object.keys(value as object)[0]
        mustAnswer({ body: ['', surplus ?? ''] })
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
