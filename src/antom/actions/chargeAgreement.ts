import * as z from 'zod/mini'
import type { Amount } from '../../core/amount.js'
import type { CallOptions, Client } from '../../core/client.js'
import { withMore } from '../../core/json.js'
import { checkParameters, more, parameterSchema, textUpTo } from '../../core/parameters.js'
import type { AntomAccount } from '../account.js'
import { call } from '../call.js'
import { type AntomCharge, toCharge } from '../charge.js'
import { address, money, requestId, wallet } from '../limits.js'
import { toAmount } from '../order.js'
import { chargeRefusals } from '../refusals.js'
import type { AntomWallet } from '../wallets.js'
import { paths } from '../wire.js'

export type ChargeAgreementParameters = {
  /** From `acceptAgreement`. */
  accessToken: string
  /** `paymentMethodType`: whose wallet signed. */
  wallet: AntomWallet
  /** `paymentRequestId` of the payment that this makes. The idempotency key. */
  orderId: string
  /** In the currency that the payer is charged in, in its minor units. */
  amount: Amount
  /** What the payer reads, 1 to 256 characters. */
  description: string
  /** `referenceOrderId`: the shop's number of the sale. Default: the `orderId`. */
  saleId?: string
  /** Where webhooks go: absolute public URL of at most 2048 ASCII characters. Default: the dashboard's. */
  notifyUrl?: string
  /** Further members of the call in Antom's own spelling; those that have a name here win. */
  more?: Readonly<Record<string, unknown>>
}
export type ChargeAgreementResult = AntomCharge

/**
 * Charges under an agreement: a payment without the payer at hand. From then on it is a payment like any other. It is
 * never repeated by itself: after `unknown`, ask `getPayment`.
 *
 * @throws `NOT_PERMITTED` where the token is not in force; `PAYER_REFUSED`; `ORDER_ID_USED` with outcome `unknown`.
 * @see https://docs.antom.com/ac/ams/payment_agreement pay
 * @example
 * const charge = await chargeAgreement(client, { accessToken, wallet: 'GCASH', orderId: 'T_1002', amount, description })
 */
export async function chargeAgreement(
  client: Client<AntomAccount>,
  parameters: ChargeAgreementParameters,
  options?: CallOptions,
): Promise<ChargeAgreementResult> {
  const given = checkParameters('chargeAgreement', chargeAgreementParameters, parameters)
  const { orderId, notifyUrl } = given
  const amount = toAmount(given.amount)
  return call<ChargeAgreementResult>(
    client,
    {
      action: 'chargeAgreement',
      refusals: chargeRefusals(),
      whileInProcess: true,
      path: paths.pay,
      body: withMore(given.more, {
        productCode: 'AGREEMENT_PAYMENT',
        paymentRequestId: orderId,
        paymentAmount: amount,
        order: {
          referenceOrderId: given.saleId ?? orderId,
          orderDescription: given.description,
          orderAmount: amount,
        },
        paymentMethod: { paymentMethodType: given.wallet, paymentMethodId: given.accessToken },
        paymentNotifyUrl: notifyUrl,
      }),
      notifyUrl,
      query: false,
      repeat: 'never',
      resolve: 'Call getPayment with this orderId, or chargeAgreement again with the same parameters.',
      decode: (verified) => toCharge(given, verified),
    },
    options,
  )
}

/** What chargeAgreement accepts. */
export const chargeAgreementParameters = /* @__PURE__ */ parameterSchema<ChargeAgreementParameters>(() =>
  z.strictObject({
    accessToken: textUpTo(128),
    wallet: wallet(),
    orderId: requestId(),
    amount: money(),
    description: textUpTo(256),
    saleId: z.optional(textUpTo(64)),
    notifyUrl: z.optional(address()),
    more: more(),
  }),
)
