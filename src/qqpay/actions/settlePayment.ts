import type { CallOptions, Client } from '../../core/client.js'
import type { SettleResult } from '../../core/dance.js'
import { settle } from '../../core/settle.js'
import { readSettling, type SettleOptions, settleSchema } from '../../core/settle-options.js'
import { mustBeSameSale, told } from '../../core/standing.js'
import type { QqpayAccount } from '../account.js'
import { operatorFields } from '../operator.js'
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
 * Charges the code that the payer shows and brings it to an end: asks after 5 s and then every 10 s until the payment is final,
 * reverses it when the `patience` is over, and survives a lost answer at any step. About such a payment it alone decides, no
 * webhook.
 *
 * QQ Wallet reverses no earlier than five minutes after the charge: what must be undone is waited for until then, whatever the
 * `patience`. Hand nothing out meanwhile.
 *
 * After `unresolved` store its `orderId` and `undoing`, and call again with both: it asks first, and never charges twice. A
 * payment of which a refund was accepted counts as `reversed`.
 *
 * @throws `PAYER_REFUSED` and whatever else the charge is finally refused with: nothing was charged then; `ORDER_BUSY`
 * while another call settles the same order; `JOURNAL_FAILED`; `PARAMETERS_INVALID`; `CONFIG_INVALID`, before anything is
 * charged, for an account that could undo nothing.
 * @see https://mp.qpay.tenpay.cn/buss/wiki/1/1122 付款码支付
 * @example
 * const end = await settlePayment(client, {
 *   orderId: 'T1001', payerCode, amount: amount('25.00', 'CNY'), description: 'Oolong tea', payerClientIp: '203.0.113.7',
 *   deviceId: 'till-1', journal,
 * })
 * if (end.result === 'paid') handOver()
 */
export async function settlePayment(
  client: Client<QqpayAccount>,
  parameters: SettlePaymentParameters,
  options: CallOptions = {},
): Promise<SettlePaymentResult> {
  const { account, timeout } = client
  const { options: settling, charge, order } = readSettling(parameters, createPaymentParameters, toCharge)
  const { orderId } = order
  // Before the charge: without it nothing could be undone.
  operatorFields(account, 'settlePayment')
  return settle<GetPaymentResult | CreatePaymentResult<'barcode'>>({
    order: { provider: account.provider, account: account.merchantId, orderId },
    options: settling,
    clock: account.clock,
    timeout: timeout.total,
    charge: charge && (async () => told(await createPayment(client, charge, options))),
    async query() {
      const payment = await getPayment(client, { orderId }, options)
      mustBeSameSale(charge?.amount, payment.amount)
      // A refund was accepted: by the reversal of an earlier call, whose answer got lost.
      return payment.refunds === 'some' ? { status: 'closed', payment } : told(payment)
    },
    async undo(chargedAt) {
      await cancelPayment(client, { orderId, chargedAt }, options)
      // QQ Wallet says the same whatever it did; that it says so of an order which it does not know is unconfirmed.
      return 'unsaid'
    },
    interval: 10_000,
    rhythm: [5_000, 10_000],
    signal: options.signal,
  })
}
