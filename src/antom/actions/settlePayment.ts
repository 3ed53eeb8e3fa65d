import type { CallOptions, Client } from '../../core/client.js'
import type { SettleResult } from '../../core/dance.js'
import { settle } from '../../core/settle.js'
import { readSettling, type SettleOptions, settleSchema } from '../../core/settle-options.js'
import { mustBeSameSale, told } from '../../core/standing.js'
import type { AntomAccount } from '../account.js'
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
 * Charges the code that the payer shows and brings it to an end: asks every 3 s until the payment is final, cancels when the
 * `patience` is over, and survives a lost answer at any step. About such a payment it alone decides, no webhook.
 *
 * After `unresolved` store its `orderId` and `undoing`, and call again with both: it asks first, and never charges twice. A
 * payment of which money was given back counts as `reversed`. Cancelling ends at 00:15 (GMT+8) of the next day; then a
 * payment that is still to be undone is `refund-due`.
 *
 * @throws `PAYER_REFUSED` and whatever else the charge is finally refused with: nothing was charged then; `ORDER_BUSY` while
 * another call settles the same order; `JOURNAL_FAILED`; `PARAMETERS_INVALID`, `CONFIG_INVALID`.
 * @see https://docs.antom.com/ac/ams/payment_cashier pay
 * @example
 * const end = await settlePayment(client, {
 *   orderId: 'T_1001', payerCode, amount: amount('25.00', 'SGD'), description: 'Oolong tea', journal,
 * })
 * if (end.result === 'paid') handOver()
 */
export async function settlePayment(
  client: Client<AntomAccount>,
  parameters: SettlePaymentParameters,
  options: CallOptions = {},
): Promise<SettlePaymentResult> {
  const { account, timeout } = client
  const { options: settling, charge, order } = readSettling(parameters, createPaymentParameters, toCharge)
  const { orderId } = order
  return settle<GetPaymentResult | CreatePaymentResult<'barcode'>>({
    order: { provider: account.provider, account: account.clientId, orderId },
    options: settling,
    clock: account.clock,
    timeout: timeout.total,
    charge: charge && (async () => told(await createPayment(client, charge, options))),
    async query() {
      const payment = await getPayment(client, { orderId }, options)
      mustBeSameSale(charge?.amount, payment.amount)
      return payment.refunds === 'some' ? { status: 'closed', payment } : told(payment)
    },
    async undo() {
      await cancelPayment(client, { orderId }, options)
      return 'done'
    },
    interval: 3_000,
    signal: options.signal,
  })
}
