import * as z from 'zod/mini'
import { type Amount, formatAmount } from '../../core/amount.js'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, exactlyOne, form, parameterSchema } from '../../core/parameters.js'
import { chinaDateOf, stateOf } from '../../core/read.js'
import { inShape } from '../../core/shape.js'
import type { AlipayAccount } from '../account.js'
import { call } from '../call.js'
import { yuanText } from '../charge.js'
import { more, requestNumber, textUpTo, withMore, yuanAmount } from '../limits.js'
import { transferFundsRefusals } from '../refusals-funds.js'
import { type AlipayTransfer, mustHaveCertificates, transferProduct, transferStates } from '../transfer.js'
import { methods, transferShape } from '../wire.js'

export type TransferFundsParameters = {
  /** 商户转账单号 `out_biz_no`, 1 to 64 ASCII characters without blanks. The idempotency key. */
  transferId: string
  /** Currency CNY, value in fen, 0.10 to 100 000 000 yuan. */
  amount: Amount
  /** Who gets it: a user id (2088…), an open id, or a login (mail or phone) with the person's real name. */
  payee: TransferPayee
  /** `order_title`: what both read in their bills, 1 to 128 characters. */
  description?: string
  /** Remark, 1 to 200 characters. */
  remark?: string
  /** Further members in the provider's own spelling, such as `transfer_scene_name`. */
  more?: Readonly<Record<string, unknown>>
}

export type TransferPayee =
  | { userId: string; name?: string; openId?: undefined; logonId?: undefined }
  | { openId: string; name?: string; userId?: undefined; logonId?: undefined }
  | { logonId: string; name: string; userId?: undefined; openId?: undefined }

export type TransferFundsResult = AlipayTransfer & { readonly providerTransferId: string; readonly amount: Amount }

/**
 * Pays out to an Alipay account (单笔转账). Certificate mode only.
 *
 * @throws `CONFIG_INVALID` in public-key mode; `BALANCE_TOO_LOW`, `REQUEST_REFUSED` for a payee who cannot receive, and the codes of the
 * pipeline. It is never repeated by itself: after `unknown`, ask `getTransfer`, and never transfer under another number.
 * @see https://docs.open.alipay.com/api_28/alipay.fund.trans.uni.transfer
 * @example
 * const { status } = await transferFunds(client, { transferId: 'P_1', amount: amount('25.00', 'CNY'), payee: { userId: '2088102146225135' } })
 */
export async function transferFunds(
  client: Client<AlipayAccount>,
  parameters: TransferFundsParameters,
  options?: CallOptions,
): Promise<TransferFundsResult> {
  mustHaveCertificates('transferFunds', client.account)
  const given = checkParameters('transferFunds', transferFundsParameters, parameters)
  const { transferId, amount } = given
  return call<TransferFundsResult>(
    client,
    {
      action: 'transferFunds',
      refusals: transferFundsRefusals,
      endpoint: methods.transfer,
      content: withMore(given.more, {
        ...transferProduct,
        out_biz_no: transferId,
        trans_amount: formatAmount(amount),
        payee_info: payeeInfo(given.payee),
        order_title: given.description,
        remark: given.remark,
      }),
      query: false,
      repeat: 'never',
      resolve:
        'Call getTransfer with this transferId, again some minutes later if it is not found; then repeat transferFunds with the same transferId and amount. Never under another transferId.',
      decode({ value }) {
        const raw = inShape(transferShape, value)
        mustAnswer({
          transferId: [transferId, raw.out_biz_no],
          amount: [formatAmount(amount), yuanText(raw.amount) ?? formatAmount(amount)],
        })
        const status = stateOf(transferStates, raw.status)
        return {
          transferId,
          providerTransferId: raw.order_id,
          status,
          amount,
          ...(status === 'succeeded' && raw.trans_date && { succeededAt: chinaDateOf(raw.trans_date) }),
          raw,
        }
      },
    },
    options,
  )
}

function payeeInfo(payee: TransferPayee): object {
  const { name } = payee
  if (payee.userId !== undefined) return { identity: payee.userId, identity_type: 'ALIPAY_USER_ID', name }
  if (payee.openId !== undefined) return { identity: payee.openId, identity_type: 'ALIPAY_OPEN_ID', name }
  return { identity: payee.logonId, identity_type: 'ALIPAY_LOGON_ID', name }
}

/** What transferFunds accepts. */
export const transferFundsParameters = /* @__PURE__ */ parameterSchema<TransferFundsParameters>(() => {
  const payee = z
    .strictObject({
      userId: z.optional(form(/^2088\d{12}$/, 'must be 2088 and 12 digits')),
      openId: z.optional(textUpTo(128)),
      logonId: z.optional(textUpTo(100)),
      name: z.optional(textUpTo(100)),
    })
    .check(
      exactlyOne('userId', 'openId', 'logonId'),
      z.refine(({ logonId, name }) => logonId === undefined || name !== undefined, {
        error: 'must be given with a logonId',
        path: ['name'],
      }),
    )
  return z.strictObject({
    transferId: requestNumber(),
    amount: yuanAmount(10),
    payee,
    description: z.optional(textUpTo(128)),
    remark: z.optional(textUpTo(200)),
    more: more(),
  })
})
