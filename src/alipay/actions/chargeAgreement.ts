import * as z from 'zod/mini'
import { type Amount, formatAmount } from '../../core/amount.js'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, existing, parameterSchema } from '../../core/parameters.js'
import type { AlipayAccount } from '../account.js'
import { type AgreementKind, agreementProducts } from '../agreement.js'
import { call } from '../call.js'
import { type AlipayCharge, isWaiting, toCharge } from '../charge.js'
import { more, notifyUrl, number64, subject, textUpTo, withMore, yuanAmount } from '../limits.js'
import { chargeAgreementRefusals } from '../refusals-funds.js'
import { methods } from '../wire.js'

export type ChargeAgreementParameters = {
  /** Alipay's `agreement_no`, from `getAgreement`. */
  providerAgreementId: string
  /** What was signed. */
  kind: AgreementKind
  /** 商户订单号 `out_trade_no` of the payment that this makes. The idempotency key. */
  orderId: string
  amount: Amount
  /** `subject`: what the payer reads, 1 to 256 characters without `/ = &`. */
  description: string
  /** `true`: accepted now and deducted later (`is_async_pay`); the result is `processing`. Default `false`. */
  asynchronous?: boolean
  /** Who is paid, if not the application's own seller. */
  sellerId?: string
  notifyUrl?: string
  /** Further members of the call in the provider's own spelling. */
  more?: Readonly<Record<string, unknown>>
}
export type ChargeAgreementResult = AlipayCharge

/**
 * Deducts under an agreement (代扣): a payment without the payer at hand. From then on it is a payment like any other.
 *
 * @throws `NOT_PERMITTED` where the agreement is not in force; `REQUEST_REFUSED` outside its days or above its amounts;
 * `PAYER_REFUSED`; `ORDER_PAID` with outcome `unknown` where this orderId was paid before. It is never repeated by itself:
 * after `unknown`, ask `getPayment`.
 * @see https://docs.open.alipay.com/api_1/alipay.trade.pay
 * @example
 * const payment = await chargeAgreement(client, {
 *   providerAgreementId, kind: 'periodic', orderId: 'T_1001', amount: amount('25.00', 'CNY'), description: 'Tea of the month',
 * })
 */
export async function chargeAgreement(
  client: Client<AlipayAccount>,
  parameters: ChargeAgreementParameters,
  options?: CallOptions,
): Promise<ChargeAgreementResult> {
  const given = checkParameters('chargeAgreement', chargeAgreementParameters, parameters)
  return call<ChargeAgreementResult>(
    client,
    {
      action: 'chargeAgreement',
      refusals: chargeAgreementRefusals,
      accepts: isWaiting,
      endpoint: methods.pay,
      content: withMore(given.more, {
        out_trade_no: given.orderId,
        total_amount: formatAmount(given.amount),
        subject: given.description,
        product_code: agreementProducts[given.kind].product_code,
        agreement_params: { agreement_no: given.providerAgreementId },
        is_async_pay: given.asynchronous,
        seller_id: given.sellerId,
      }),
      notifyUrl: given.notifyUrl,
      query: false,
      repeat: 'never',
      resolve:
        'Call getPayment with this orderId; if it is still not final after a minute, cancelPayment. Never charge under another orderId before.',
      decode: (verified) => toCharge(given, verified),
    },
    options,
  )
}

/** What chargeAgreement accepts. */
export const chargeAgreementParameters = /* @__PURE__ */ parameterSchema<ChargeAgreementParameters>(() =>
  z.strictObject({
    providerAgreementId: existing(),
    kind: z.enum(['periodic', 'general']),
    orderId: number64(),
    amount: yuanAmount(),
    description: subject(),
    asynchronous: z.optional(z.boolean()),
    sellerId: z.optional(textUpTo(28)),
    notifyUrl: z.optional(notifyUrl()),
    more: more(),
  }),
)
