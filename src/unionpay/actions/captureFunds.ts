import * as z from 'zod/mini'
import type { Amount } from '../../core/amount.js'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, existing, parameterSchema, yuanAmount } from '../../core/parameters.js'
import type { UnionpayAccount } from '../account.js'
import { type Following, follow } from '../follow.js'
import { following, number } from '../limits.js'
import type { UnionpayCapture } from '../payment.js'
import { captureFundsRefusals } from '../refusals.js'
import { kinds } from '../wire.js'

export type CaptureFundsParameters = Following & {
  /** UnionPay's number of the hold, `queryId`, from `getFreeze` or a webhook (`other`, 02). */
  authorizationId: string
  /** 8 to 40 letters and digits, a number of its own among those of orders. */
  captureId: string
  /** What is taken: from nothing to 115 % of what is held. */
  amount: Amount
}
export type CaptureFundsResult = UnionpayCapture

/**
 * Takes money that is held (预授权完成). Accepted is not done, so it is `pending`: {@link getCapture} or a webhook (`other`, 03) tells
 * its end.
 *
 * Store `captureId` and `placedAt` before the call. It is never repeated by itself, and a second message of the same two is refused
 * (`ORDER_ID_USED`, `unknown`): after `unknown`, ask `getCapture` with both.
 *
 * @throws `ORDER_NOT_FOUND`: no such hold; `ORDER_CLOSED`: taken or let go before, or more than 115 % of it.
 * @see https://github.com/egzosn/pay-java-parent UnionTransactionType.java 预授权完成 (txnType 03)
 * @example
 * const capture = await captureFunds(client, { authorizationId, captureId: 'F1000001P', placedAt, amount: amount('280.00', 'CNY') })
 */
export async function captureFunds(
  client: Client<UnionpayAccount>,
  parameters: CaptureFundsParameters,
  options?: CallOptions,
): Promise<CaptureFundsResult> {
  const given = checkParameters('captureFunds', captureFundsParameters, parameters)
  const { captureId, authorizationId, ...rest } = given
  const resolve = 'Call getCapture with this captureId and its placedAt; never take it under another captureId before.'
  return follow(
    client,
    { action: 'captureFunds', refusals: captureFundsRefusals, resolve, kind: kinds.capture },
    { ...rest, number: captureId, paymentId: authorizationId },
    (providerCaptureId, told) => ({ captureId, ...(providerCaptureId && { providerCaptureId }), ...told }),
    options,
  )
}

/** What captureFunds accepts. */
export const captureFundsParameters = /* @__PURE__ */ parameterSchema<CaptureFundsParameters>(() =>
  z.strictObject({
    authorizationId: existing(),
    captureId: number(),
    amount: yuanAmount({ least: 0 }),
    ...following(),
  }),
)
