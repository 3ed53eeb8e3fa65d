import * as z from 'zod/mini'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { withDeadline } from '../../core/deadline.js'
import { isShroffError, withFacts } from '../../core/errors.js'
import { nameFailure } from '../../core/failure.js'
import { checkParameters, existing, parameterSchema, textUpTo } from '../../core/parameters.js'
import { inShape } from '../../core/shape.js'
import type { WechatpayAccount } from '../account.js'
import { call } from '../call.js'
import { encryptFields } from '../fields.js'
import { sensitive } from '../limits.js'
import { refundFields } from '../parties.js'
import { toRefund, type WechatpayRefund } from '../payment.js'
import { applyAbnormalRefundRefusals } from '../refusals.js'
import { refundShape } from '../wire.js'

/** Which refund it is. */
export type AbnormalRefund = {
  refundId: string
  /** WeChat Pay's number of the refund, from {@link getRefund}. */
  providerRefundId: string
}

export type ApplyAbnormalRefundParameters =
  | (AbnormalRefund & {
      /** To a bank card of the payer's. Account and name travel encrypted. */
      to: 'payer-card'
      /** Bank such as `ICBC_DEBIT`, at most 16 characters. */
      bankType: string
      bankAccount: string
      realName: string
    })
  | (AbnormalRefund & {
      /** Back to the merchant, who settles with the payer. */
      to: 'merchant-card'
    })
export type ApplyAbnormalRefundResult = WechatpayRefund

/**
 * Sends a refund that stands at `needs-action` (退款异常: the payer's card is void) to another account.
 *
 * @throws as `refundPayment`; an unclear answer is never repeated: ask `getRefund`.
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4013071193 发起异常退款
 * @example
 * await applyAbnormalRefund(client, { refundId, providerRefundId, to: 'merchant-card' })
 */
export async function applyAbnormalRefund(
  client: Client<WechatpayAccount>,
  parameters: ApplyAbnormalRefundParameters,
  options: CallOptions = {},
): Promise<ApplyAbnormalRefundResult> {
  const given = checkParameters('applyAbnormalRefund', applyAbnormalRefundParameters, parameters)
  const { account } = client
  const card =
    given.to === 'merchant-card'
      ? undefined
      : await encryptInTime(client, options, { bank_account: given.bankAccount, real_name: given.realName })
  return call(
    client,
    {
      action: 'applyAbnormalRefund',
      refusals: applyAbnormalRefundRefusals,
      method: 'POST',
      path: `/v3/refund/domestic/refunds/${encodeURIComponent(given.providerRefundId)}/apply-abnormal-refund`,
      body: {
        ...refundFields(account),
        out_refund_no: given.refundId,
        type: given.to === 'payer-card' ? 'USER_BANK_CARD' : 'MERCHANT_BANK_CARD',
        ...(given.to === 'payer-card' && { bank_type: given.bankType, ...card?.body }),
      },
      encryptedFor: card?.encryptedFor,
      query: false,
      repeat: 'never',
      resolve: 'Call getRefund with this refundId before anything else.',
      decode({ value }) {
        const raw = inShape(refundShape, value)
        mustAnswer({
          refundId: [given.refundId, raw.out_refund_no],
          providerRefundId: [given.providerRefundId, raw.refund_id],
        })
        return toRefund(raw, raw.status)
      },
    },
    options,
  )
}

/** Keys may have to be fetched first, so it can take as long as a call. */
function encryptInTime<F extends Record<string, string>>(
  { account, timeout }: Client<WechatpayAccount>,
  { signal }: CallOptions,
  fields: F,
) {
  return withDeadline(timeout.total, signal, () => encryptFields(account, fields, Object.keys(fields))).catch(
    (error: unknown) => {
      const aborted = signal?.aborted === true
      const failure = !aborted && isShroffError(error) ? error : nameFailure(error, 'sealing', aborted)
      throw withFacts(failure, { action: 'applyAbnormalRefund', provider: account.provider })
    },
  )
}

/** What applyAbnormalRefund accepts. */
export const applyAbnormalRefundParameters = /* @__PURE__ */ parameterSchema<ApplyAbnormalRefundParameters>(() => {
  const common = { refundId: existing(), providerRefundId: existing() }
  return z.discriminatedUnion('to', [
    z.strictObject({ ...common, to: z.literal('merchant-card') }),
    z.strictObject({
      ...common,
      to: z.literal('payer-card'),
      bankType: textUpTo(16),
      bankAccount: sensitive(64),
      realName: sensitive(64),
    }),
  ])
})
