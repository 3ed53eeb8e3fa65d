import * as z from 'zod/mini'
import { type Amount, formatAmount } from '../../core/amount.js'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, existing, parameterSchema } from '../../core/parameters.js'
import { inShape } from '../../core/shape.js'
import type { AlipayAccount } from '../account.js'
import { call } from '../call.js'
import { yuanText } from '../charge.js'
import { type AlipayUnfreeze, toUnfreeze } from '../freeze.js'
import { more, notifyUrl, requestNumber, textUpTo, withMore, yuanAmount } from '../limits.js'
import { unfreezeFundsRefusals } from '../refusals-funds.js'
import { freezeShape, methods } from '../wire.js'

export type UnfreezeFundsParameters = {
  /** 授权单号 `auth_no`. */
  authorizationId: string
  /**
   * 解冻请求流水号 `out_request_no`, 1 to 64 ASCII characters. The idempotency key. Unique for the merchant, unlike any freeze's
   * own number: an older page of Alipay's asks for that, a newer one for uniqueness within the freeze only.
   */
  unfreezeId: string
  /** What to give back: part of what is still frozen, or all of it. */
  amount: Amount
  /** `remark`, 1 to 100 characters. */
  reason: string
  notifyUrl?: string
  /** Further members in the provider's own spelling, such as `extra_param`. */
  more?: Readonly<Record<string, unknown>>
}
export type UnfreezeFundsResult = AlipayUnfreeze

/**
 * Gives frozen money back to the payer (资金授权解冻).
 *
 * @throws `REFUND_REFUSED` where less is frozen or the freeze is over; `ORDER_NOT_FOUND`. It is never repeated by itself:
 * after `unknown`, ask `getUnfreeze`, or repeat with the same number and amount.
 * @see https://docs.open.alipay.com/api_28/alipay.fund.auth.order.unfreeze
 * @example
 * const { status } = await unfreezeFunds(client, { authorizationId, unfreezeId: 'F_1_U1', amount: amount('5.00', 'CNY'), reason: 'returned early' })
 */
export async function unfreezeFunds(
  client: Client<AlipayAccount>,
  parameters: UnfreezeFundsParameters,
  options?: CallOptions,
): Promise<UnfreezeFundsResult> {
  const given = checkParameters('unfreezeFunds', unfreezeFundsParameters, parameters)
  const { authorizationId, unfreezeId, amount } = given
  return call<UnfreezeFundsResult>(
    client,
    {
      action: 'unfreezeFunds',
      refusals: unfreezeFundsRefusals,
      endpoint: methods.unfreeze,
      content: withMore(given.more, {
        auth_no: authorizationId,
        out_request_no: unfreezeId,
        amount: formatAmount(amount),
        remark: given.reason,
      }),
      notifyUrl: given.notifyUrl,
      query: false,
      repeat: 'never',
      resolve:
        'Call getUnfreeze with the same numbers before anything else; if it is not found, repeat unfreezeFunds with the same unfreezeId and amount.',
      decode({ value }) {
        const raw = inShape(freezeShape, value)
        mustAnswer({
          authorizationId: [authorizationId, raw.auth_no],
          unfreezeId: [unfreezeId, raw.out_request_no],
          amount: [formatAmount(amount), yuanText(raw.amount)],
        })
        return toUnfreeze(raw)
      },
    },
    options,
  )
}

/** What unfreezeFunds accepts. */
export const unfreezeFundsParameters = /* @__PURE__ */ parameterSchema<UnfreezeFundsParameters>(() =>
  z.strictObject({
    authorizationId: existing(),
    unfreezeId: requestNumber(),
    amount: yuanAmount(),
    reason: textUpTo(100),
    notifyUrl: z.optional(notifyUrl()),
    more: more(),
  }),
)
