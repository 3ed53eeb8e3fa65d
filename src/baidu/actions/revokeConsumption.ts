import * as z from 'zod/mini'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, parameterSchema } from '../../core/parameters.js'
import type { BaiduAccount } from '../account.js'
import { callSigned } from '../call.js'
import { digits } from '../limits.js'
import { revokeConsumptionRefusals } from '../refusals.js'
import { revokes, signedPaths } from '../wire.js'

export type RevokeConsumptionParameters = {
  /** Baidu's number of the order, which the webhook and `getPayment` tell. */
  paymentId: string
  /** `userId`: the payer at Baidu, as the webhook and `getPayment` tell it. */
  payerId: string
}
export type RevokeConsumptionResult = { readonly paymentId: string; readonly consumed: false }

/**
 * Takes back that an order is consumed (取消核销), which `acknowledge` has said of it. Refunds of the older API ask for that first;
 * `refundPayment` does not, by Baidu's list of what its second API changes. The one action here whose call is signed.
 *
 * @throws `ORDER_NOT_FOUND`: the numbers do not belong together; `PROVIDER_UNAVAILABLE`, also where the merchant's balance is lower
 * than the order.
 * @see https://smartprogram.baidu.com/docs/develop/function/tune_up_rest/ 取消核销
 * @example
 * await revokeConsumption(client, { paymentId, payerId })
 */
export async function revokeConsumption(
  client: Client<BaiduAccount>,
  parameters: RevokeConsumptionParameters,
  options?: CallOptions,
): Promise<RevokeConsumptionResult> {
  const { paymentId, payerId } = checkParameters('revokeConsumption', revokeConsumptionParameters, parameters)
  return callSigned<RevokeConsumptionResult>(
    client,
    {
      action: 'revokeConsumption',
      refusals: revokeConsumptionRefusals,
      path: signedPaths.syncStatus,
      form: { orderId: paymentId, userId: payerId, type: revokes, appKey: client.account.appKey },
      reads: false,
      repeat: 'always',
      resolve: 'Call it again: to revoke what is revoked does no harm.',
      // The answer names nothing.
      decode: () => ({ paymentId, consumed: false }),
    },
    options,
  )
}

/** What revokeConsumption accepts. */
export const revokeConsumptionParameters = /* @__PURE__ */ parameterSchema<RevokeConsumptionParameters>(() =>
  z.strictObject({ paymentId: digits(), payerId: digits() }),
)
