import * as z from 'zod/mini'
import { type Amount, formatAmount } from '../../core/amount.js'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, existing, parameterSchema } from '../../core/parameters.js'
import type { AlipayAccount } from '../account.js'
import { call } from '../call.js'
import { type AlipayCharge, isWaiting, toCharge } from '../charge.js'
import { more, notifyUrl, number64, onePayer, payerIds, subject, textUpTo, withMore, yuanAmount } from '../limits.js'
import { captureFundsRefusals } from '../refusals-funds.js'
import { methods } from '../wire.js'

export type CaptureFundsParameters = {
  /** 授权单号 `auth_no`, from `freezeFunds` or `getFreeze`. */
  authorizationId: string
  /** 商户订单号 `out_trade_no` of the payment that this makes. The idempotency key. */
  orderId: string
  /** Part of what is frozen, or all of it. */
  amount: Amount
  /** `subject`: what the payer reads, 1 to 256 characters without `/ = &`. */
  description: string
  /** What becomes of the money that stays frozen: given back now (`COMPLETE`), or kept for further captures. */
  remainder: 'unfreeze' | 'keep'
  /** Whose money it is: the payer of the freeze, by user id (2088…) or by open id. One of the two. */
  buyerId?: string
  buyerOpenId?: string
  /** Who is paid. Default: the account's `sellerId`. */
  sellerId?: string
  /** That of the freeze: `PRE_AUTH_ONLINE` if it was frozen in the app. Default `PRE_AUTH`. */
  productCode?: 'PRE_AUTH' | 'PREAUTH_PAY' | 'PRE_AUTH_ONLINE'
  notifyUrl?: string
  /** Further members of the call in the provider's own spelling, such as `store_id`. */
  more?: Readonly<Record<string, unknown>>
}
export type CaptureFundsResult = AlipayCharge

/**
 * Turns frozen money into a payment (授权转支付, capture). From then on it is a payment like any other: `getPayment`,
 * `refundPayment`.
 *
 * @throws `REQUEST_REFUSED` where less is frozen, or the freeze is over; `ORDER_PAID` with outcome `unknown` where this
 * orderId was paid before. It is never repeated by itself: after `unknown`, ask `getPayment`.
 * @see https://docs.open.alipay.com/api_1/alipay.trade.pay
 * @example
 * const payment = await captureFunds(client, {
 *   authorizationId, buyerId, orderId: 'T_1001', amount: amount('25.00', 'CNY'), description: 'Oolong tea', remainder: 'unfreeze',
 * })
 */
export async function captureFunds(
  client: Client<AlipayAccount>,
  parameters: CaptureFundsParameters,
  options?: CallOptions,
): Promise<CaptureFundsResult> {
  const given = checkParameters('captureFunds', captureFundsParameters, parameters)
  return call<CaptureFundsResult>(
    client,
    {
      action: 'captureFunds',
      refusals: captureFundsRefusals,
      accepts: isWaiting,
      endpoint: methods.pay,
      content: withMore(given.more, {
        out_trade_no: given.orderId,
        auth_no: given.authorizationId,
        total_amount: formatAmount(given.amount),
        subject: given.description,
        product_code: given.productCode ?? 'PRE_AUTH',
        auth_confirm_mode: given.remainder === 'unfreeze' ? 'COMPLETE' : 'NOT_COMPLETE',
        buyer_id: given.buyerId,
        buyer_open_id: given.buyerOpenId,
        seller_id: given.sellerId ?? client.account.sellerId,
      }),
      notifyUrl: given.notifyUrl,
      query: false,
      repeat: 'never',
      resolve:
        'Call getPayment with this orderId; if it is still not final after a minute, cancelPayment. Never capture under another orderId before.',
      decode: (verified) => toCharge(given, verified),
    },
    options,
  )
}

/** What captureFunds accepts. */
export const captureFundsParameters = /* @__PURE__ */ parameterSchema<CaptureFundsParameters>(() =>
  z
    .strictObject({
      authorizationId: existing(),
      orderId: number64(),
      amount: yuanAmount(),
      description: subject(),
      remainder: z.enum(['unfreeze', 'keep']),
      ...payerIds(),
      sellerId: z.optional(textUpTo(28)),
      productCode: z.optional(z.enum(['PRE_AUTH', 'PREAUTH_PAY', 'PRE_AUTH_ONLINE'])),
      notifyUrl: z.optional(notifyUrl()),
      more: more(),
    })
    .check(onePayer()),
)
