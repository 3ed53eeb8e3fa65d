import * as z from 'zod/mini'
import type { Amount } from '../../core/amount.js'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, existing, parameterSchema, yuanAmount } from '../../core/parameters.js'
import type { UnionpayAccount } from '../account.js'
import { type Following, follow } from '../follow.js'
import { following, number } from '../limits.js'
import type { UnionpayCancel } from '../payment.js'
import { cancelFreezeRefusals } from '../refusals.js'
import { kinds } from '../wire.js'

export type CancelFreezeParameters = Following & {
  /** UnionPay's number of the hold, `queryId`, from `getFreeze` or a webhook (`other`, 02). */
  authorizationId: string
  /** 8 to 40 letters and digits, a number of its own among those of orders. */
  cancelId: string
  /** All that is held. */
  amount: Amount
}
export type CancelFreezeResult = UnionpayCancel

/**
 * Lets held money go, in full (预授权撤销). Accepted is not done, so it is `pending`: {@link getCancel} or a webhook (`other`, 32) tells
 * its end. It is never repeated by itself: after `unknown`, ask with the same `cancelId` and `placedAt`.
 *
 * @throws `ORDER_NOT_FOUND`: no such hold; `ORDER_CLOSED`: taken or let go before, or another amount.
 * @see https://github.com/egzosn/pay-java-parent UnionTransactionType.java 预授权撤销 (txnType 32)
 * @example
 * const { status } = await cancelFreeze(client, { authorizationId, cancelId: 'F1000001C', placedAt, amount: amount('300.00', 'CNY') })
 */
export async function cancelFreeze(
  client: Client<UnionpayAccount>,
  parameters: CancelFreezeParameters,
  options?: CallOptions,
): Promise<CancelFreezeResult> {
  const given = checkParameters('cancelFreeze', cancelFreezeParameters, parameters)
  const { cancelId, authorizationId, ...rest } = given
  const resolve = 'Call getCancel with this cancelId and its placedAt; never let it go under another cancelId before.'
  return follow(
    client,
    { action: 'cancelFreeze', refusals: cancelFreezeRefusals, resolve, kind: kinds.voidFreeze },
    { ...rest, number: cancelId, paymentId: authorizationId },
    (providerCancelId, told) => ({ cancelId, ...(providerCancelId && { providerCancelId }), ...told }),
    options,
  )
}

/** What cancelFreeze accepts. */
export const cancelFreezeParameters = /* @__PURE__ */ parameterSchema<CancelFreezeParameters>(() =>
  z.strictObject({ authorizationId: existing(), cancelId: number(), amount: yuanAmount(), ...following() }),
)
