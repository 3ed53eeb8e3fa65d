import * as z from 'zod/mini'
import type { Amount } from '../../core/amount.js'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, existing, parameterSchema, yuanAmount } from '../../core/parameters.js'
import type { UnionpayAccount } from '../account.js'
import { type Following, follow } from '../follow.js'
import { following, number } from '../limits.js'
import type { UnionpayCancel } from '../payment.js'
import { cancelCaptureRefusals } from '../refusals.js'
import { kinds } from '../wire.js'

export type CancelCaptureParameters = Following & {
  /** UnionPay's number of the taking, `queryId`, from `captureFunds`, `getCapture` or a webhook (`other`, 03). */
  providerCaptureId: string
  /** 8 to 40 letters and digits, a number of its own among those of orders. */
  cancelId: string
  /** All that was taken. */
  amount: Amount
}
export type CancelCaptureResult = UnionpayCancel

/**
 * Undoes the taking of held money, in full (预授权完成撤销), on its clearing day, 23:00 to 23:00 in China. Accepted is not done, so it is
 * `pending`: {@link getCancel} or a webhook (`other`, 33) tells its end. It is never repeated by itself: after `unknown`, ask with
 * the same `cancelId` and `placedAt`.
 *
 * @throws `ORDER_NOT_FOUND`: no such taking; `REFUND_REFUSED`: undone before, or not in a state to be undone.
 * @see https://github.com/egzosn/pay-java-parent UnionTransactionType.java 预授权完成撤销 (txnType 33)
 * @example
 * const { status } = await cancelCapture(client, { providerCaptureId, cancelId: 'F1000001PC', placedAt, amount: amount('280.00', 'CNY') })
 */
export async function cancelCapture(
  client: Client<UnionpayAccount>,
  parameters: CancelCaptureParameters,
  options?: CallOptions,
): Promise<CancelCaptureResult> {
  const given = checkParameters('cancelCapture', cancelCaptureParameters, parameters)
  const { cancelId, providerCaptureId, ...rest } = given
  const resolve = 'Call getCancel with this cancelId and its placedAt; never undo it under another cancelId before.'
  return follow(
    client,
    { action: 'cancelCapture', refusals: cancelCaptureRefusals, resolve, kind: kinds.voidCapture },
    { ...rest, number: cancelId, paymentId: providerCaptureId },
    (providerCancelId, told) => ({ cancelId, ...(providerCancelId && { providerCancelId }), ...told }),
    options,
  )
}

/** What cancelCapture accepts. */
export const cancelCaptureParameters = /* @__PURE__ */ parameterSchema<CancelCaptureParameters>(() =>
  z.strictObject({ providerCaptureId: existing(), cancelId: number(), amount: yuanAmount(), ...following() }),
)
