import * as z from 'zod/mini'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, existing, parameterSchema } from '../../core/parameters.js'
import { undocumented } from '../../core/read.js'
import type { BaiduAccount } from '../account.js'
import { call } from '../call.js'
import { digits } from '../limits.js'
import { closePaymentRefusals } from '../refusals.js'
import { paths } from '../wire.js'

export type ClosePaymentParameters = {
  orderId: string
  /** Baidu's number of the order, which `getPayment` tells: it closes by no other. */
  paymentId: string
}
export type ClosePaymentResult = { readonly orderId: string; readonly status: 'closed' }

/**
 * Closes an order that nobody has paid (关闭订单), so that nobody can. Ask `getPayment` before, as Baidu's documentation wants, and after:
 * the payer may have paid in between, and what it answers for one that is paid is *unconfirmed*. An order whose cashier nobody has opened is not there to be closed.
 *
 * @throws `REQUEST_REFUSED`: there is no such order, or it is open no longer.
 * @see https://smartprogram.baidu.com/docs/develop/function/tune_up_cancelOrder/ 关闭订单
 * @example
 * const { status, paymentId } = await getPayment(client, { orderId: 'T1001' })
 * if (status === 'pending') await closePayment(client, { orderId: 'T1001', paymentId })
 */
export async function closePayment(
  client: Client<BaiduAccount>,
  parameters: ClosePaymentParameters,
  options?: CallOptions,
): Promise<ClosePaymentResult> {
  const { orderId, paymentId } = checkParameters('closePayment', closePaymentParameters, parameters)
  return call<ClosePaymentResult>(
    client,
    {
      action: 'closePayment',
      refusals: closePaymentRefusals,
      path: paths.cancelOrder,
      query: { orderId: paymentId, pmAppKey: client.account.appKey },
      reads: false,
      repeat: 'never',
      resolve: 'Call getPayment with this orderId.',
      decode({ value }) {
        // The answer names nothing.
        if (value !== true) throw undocumented('an answer to closing that is not true')
        return { orderId, status: 'closed' }
      },
    },
    options,
  )
}

/** What closePayment accepts. */
export const closePaymentParameters = /* @__PURE__ */ parameterSchema<ClosePaymentParameters>(() =>
  z.strictObject({ orderId: existing(), paymentId: digits() }),
)
