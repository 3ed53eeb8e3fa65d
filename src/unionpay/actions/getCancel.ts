import * as z from 'zod/mini'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, existing, moment, parameterSchema } from '../../core/parameters.js'
import type { UnionpayAccount } from '../account.js'
import { toFollowing, type UnionpayCancel } from '../payment.js'
import { query } from '../query.js'
import { getCancelRefusals } from '../refusals.js'
import { kinds } from '../wire.js'

export type GetCancelParameters = {
  cancelId: string
  /** When it was asked for, as it was given to `cancelPayment`, `cancelFreeze` or `cancelCapture`. */
  placedAt: Date
}
export type GetCancelResult = UnionpayCancel

/**
 * Where an undoing stands: the void of a payment, of a hold, or of a taking. A reversal has no number, and is not found.
 *
 * @throws `ORDER_NOT_FOUND` where it is not there, which is no proof that nothing was undone: it may be on its way.
 * @see https://github.com/smartwalle/unionpay/blob/master/payment.go 交易状态查询 (txnType 00)
 * @example
 * const { status } = await getCancel(client, { cancelId: 'T1000001C', placedAt: cancelledAt })
 */
export async function getCancel(
  client: Client<UnionpayAccount>,
  parameters: GetCancelParameters,
  options?: CallOptions,
): Promise<GetCancelResult> {
  const { cancelId, placedAt } = checkParameters('getCancel', getCancelParameters, parameters)
  const txnTypes = [kinds.void.txnType, kinds.voidFreeze.txnType, kinds.voidCapture.txnType]
  return query(
    client,
    'getCancel',
    { number: cancelId, placedAt, txnTypes },
    getCancelRefusals,
    (found) => {
      const { providerId, told } = toFollowing(placedAt, found)
      return { cancelId, ...(providerId && { providerCancelId: providerId }), ...told }
    },
    options,
  )
}

/** What getCancel accepts. */
export const getCancelParameters = /* @__PURE__ */ parameterSchema<GetCancelParameters>(() =>
  z.strictObject({ cancelId: existing(), placedAt: moment() }),
)
