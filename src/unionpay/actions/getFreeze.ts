import * as z from 'zod/mini'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, existing, moment, parameterSchema } from '../../core/parameters.js'
import type { UnionpayAccount } from '../account.js'
import { type UnionpayFreeze, undoneStatus } from '../payment.js'
import { query } from '../query.js'
import { getFreezeRefusals } from '../refusals.js'
import { kinds } from '../wire.js'

export type GetFreezeParameters = {
  freezeId: string
  /** When it was placed, as it was given to `freezeFunds`. */
  placedAt: Date
  /** As it was given to `freezeFunds`; until then a refusal is not final. Default: 15 minutes after `placedAt`. */
  expiresAt?: Date
}
export type GetFreezeResult = UnionpayFreeze

/**
 * Whether the payer has agreed to a hold of money. `frozen` it stays, whatever was taken of it or let go since: `getCapture` and
 * `getCancel` tell that.
 *
 * @throws `ORDER_NOT_FOUND` where it is not there, which is no proof that nothing is held: it may be on its way.
 * @see https://github.com/smartwalle/unionpay/blob/master/payment.go 交易状态查询 (txnType 00)
 * @example
 * const { status, authorizationId } = await getFreeze(client, { freezeId: 'F1000001', placedAt })
 */
export async function getFreeze(
  client: Client<UnionpayAccount>,
  parameters: GetFreezeParameters,
  options?: CallOptions,
): Promise<GetFreezeResult> {
  const given = checkParameters('getFreeze', getFreezeParameters, parameters)
  const { freezeId, placedAt } = given
  const askedAt = client.account.clock.now()
  return query(
    client,
    'getFreeze',
    { number: freezeId, placedAt, txnTypes: [kinds.freezePage.txnType] },
    getFreezeRefusals,
    (found) => {
      const {
        standing,
        txnType: _type,
        txnSubType: _subType,
        paymentId: authorizationId,
        origQryId: _,
        ...told
      } = found
      const status = standing === 'done' ? 'frozen' : undoneStatus(found, given, askedAt)
      return { freezeId, placedAt, status, ...(authorizationId && { authorizationId }), ...told }
    },
    options,
  )
}

/** What getFreeze accepts. */
export const getFreezeParameters = /* @__PURE__ */ parameterSchema<GetFreezeParameters>(() =>
  z.strictObject({ freezeId: existing(), placedAt: moment(), expiresAt: z.optional(moment()) }),
)
