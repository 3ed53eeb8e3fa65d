import type { CallOptions, Client } from '../../core/client.js'
import type { SettleResult } from '../../core/dance.js'
import { settle } from '../../core/settle.js'
import { readSettling, type SettleOptions, settleSchema } from '../../core/settle-options.js'
import { mustBeSameSale, told } from '../../core/standing.js'
import type { AlipayAccount } from '../account.js'
import { type CreatePaymentParameters, createPaymentParameters } from '../order.js'
import { cancelPayment } from './cancelPayment.js'
import { type CreatePaymentResult, createPayment } from './createPayment.js'
import { type GetPaymentResult, getPayment } from './getPayment.js'

/** All that a charge needs, or the `orderId` alone to go on with one; and how it is settled. */
export type SettlePaymentParameters = SettleOptions &
  (
    | { orderId: string; payerCode?: undefined }
    | (Omit<CreatePaymentParameters<'face'>, 'channel'> & { channel: 'face' })
    | (Omit<CreatePaymentParameters<'barcode'>, 'channel'> & { channel?: 'barcode' })
  )

const toCharge = (
  given: Omit<CreatePaymentParameters<'barcode' | 'face'>, 'channel'> & { channel?: 'barcode' | 'face' },
) => ({ ...given, channel: given.channel ?? 'barcode' }) as CreatePaymentParameters<'barcode' | 'face'>

/** What {@link settlePayment} takes, as a Standard Schema. */
export const settlePaymentParameters = /* @__PURE__ */ settleSchema<SettlePaymentParameters>(
  createPaymentParameters,
  toCharge,
)

export type SettlePaymentResult = SettleResult<GetPaymentResult | CreatePaymentResult<'barcode' | 'face'>>

/**
 * Charges the code that the payer shows and brings it to an end: asks every 5 s until the payment is final, cancels
 * when the `patience` is over, and survives a lost answer at any step.
 *
 * After `unresolved` store its `orderId` and `undoing`, and call again with both: it asks first, and never charges
 * twice. Cancelling ends 24 hours after the charge; then a payment that is still to be undone is `refund-due`.
 *
 * @throws `PAYER_REFUSED` and whatever else the charge is finally refused with: nothing was charged then; `ORDER_BUSY`
 * while another call settles the same order; `JOURNAL_FAILED`; `PARAMETERS_INVALID`, `CONFIG_INVALID`.
 * @see https://docs.open.alipay.com/api_1/alipay.trade.pay
 * @example
 * const end = await settlePayment(client, {
 *   orderId: 'T_1001', payerCode, amount: amount('25.00', 'CNY'), description: 'Oolong tea',
 *   journal, onProgress: ({ step, secondsLeft }) => show(step, secondsLeft),
 * })
 * if (end.result === 'paid') handOver()
 */
export async function settlePayment(
  client: Client<AlipayAccount>,
  parameters: SettlePaymentParameters,
  options: CallOptions = {},
): Promise<SettlePaymentResult> {
  const { account, timeout } = client
  const { options: settling, charge, order } = readSettling(parameters, createPaymentParameters, toCharge)
  const { orderId } = order
  return settle<GetPaymentResult | CreatePaymentResult<'barcode' | 'face'>>({
    order: { provider: account.provider, account: account.appId, orderId },
    options: settling,
    clock: account.clock,
    timeout: timeout.total,
    charge: charge && (async () => told(await createPayment<'barcode' | 'face'>(client, charge, options))),
    async query() {
      const payment = await getPayment(client, { orderId }, options)
      mustBeSameSale(charge?.amount, payment.amount)
      return told(payment)
    },
    async undo() {
      const { action } = await cancelPayment(client, { orderId }, options)
      return action === 'none' ? 'nothing' : 'done'
    },
    interval: 5_000,
    signal: options.signal,
  })
}
