import type { CallOptions, Client } from '../../core/client.js'
import type { SettleResult } from '../../core/dance.js'
import { settle } from '../../core/settle.js'
import { readSettling, type SettleOptions, settleSchema } from '../../core/settle-options.js'
import { mustBeSameSale, told } from '../../core/standing.js'
import type { WechatpayAccount } from '../account.js'
import { mustFitCodePay } from '../charge.js'
import { type CreatePaymentParameters, createPaymentParameters } from '../order.js'
import { cancelPayment } from './cancelPayment.js'
import { type CreatePaymentResult, createPayment } from './createPayment.js'
import { type GetPaymentResult, getPayment } from './getPayment.js'

/** All that a charge needs, or the `orderId` alone to go on with one; and how it is settled. */
export type SettlePaymentParameters = SettleOptions &
  ({ orderId: string; payerCode?: undefined } | Omit<CreatePaymentParameters<'barcode'>, 'channel'>)

const toCharge = (given: Omit<CreatePaymentParameters<'barcode'>, 'channel'>) =>
  ({ ...given, channel: 'barcode' }) as const

/** What {@link settlePayment} takes, as a Standard Schema. */
export const settlePaymentParameters = /* @__PURE__ */ settleSchema<SettlePaymentParameters>(
  createPaymentParameters,
  toCharge,
)

export type SettlePaymentResult = SettleResult<GetPaymentResult | CreatePaymentResult<'barcode'>>

/**
 * Charges the code that the payer shows and brings it to an end: asks every 5 s until the payment is final, reverses
 * when the `patience` is over, and survives a lost answer at any step. No webhook tells of such payments.
 *
 * After `unresolved` store its `orderId` and `undoing`, and call again with both: it asks first, and never charges
 * twice. A payment of which a refund was accepted counts as `reversed`: its goods are not to be handed out. A reversal
 * is possible for 7 days; then a payment that is still to be undone is `refund-due`.
 *
 * @throws `PAYER_REFUSED` and whatever else the charge is finally refused with: nothing was charged then; `ORDER_BUSY`
 * while another call settles the same order; `JOURNAL_FAILED`; `PARAMETERS_INVALID`, `CONFIG_INVALID`.
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012382150
 * @example
 * const end = await settlePayment(client, {
 *   orderId: 'T-1001', payerCode, amount: amount('25.00', 'CNY'), description: 'Oolong tea', payerClientIp:
 * '203.0.113.7',   journal, onProgress: ({ step, secondsLeft }) => show(step, secondsLeft),
 * })
 * if (end.result === 'paid') handOver()
 */
export async function settlePayment(
  client: Client<WechatpayAccount>,
  parameters: SettlePaymentParameters,
  options: CallOptions = {},
): Promise<SettlePaymentResult> {
  const { account, timeout } = client
  const { options: settling, charge, order } = readSettling(parameters, createPaymentParameters, toCharge)
  const { orderId } = order
  if (charge) mustFitCodePay(account, charge, 'settlePayment')
  return settle<GetPaymentResult | CreatePaymentResult<'barcode'>>({
    order: {
      provider: account.provider,
      account: [account.merchantId, account.subMerchantId].filter(Boolean).join('/'),
      orderId,
    },
    options: settling,
    clock: account.clock,
    timeout: timeout.total,
    charge: charge && (async () => told(await createPayment(client, charge, options))),
    async query() {
      const payment = await getPayment(client, { orderId }, options)
      mustBeSameSale(charge?.amount, payment.amount)
      // A refund was accepted: by the reversal of an earlier call, whose answer got lost.
      return payment.status === 'paid' && payment.refunds !== 'none' ? { status: 'closed', payment } : told(payment)
    },
    async undo(chargedAt) {
      await cancelPayment(client, { orderId, chargedAt }, options)
      // WeChat Pay says the same whatever it did; that it says so of an order which it does not know is unconfirmed.
      return 'unsaid'
    },
    interval: 5_000,
    signal: options.signal,
  })
}
