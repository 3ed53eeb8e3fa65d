import * as z from 'zod/mini'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, once } from '../../core/parameters.js'
import { mustBeSameSale, type SettleResult, settle, type Told } from '../../core/settle.js'
import type { AlipayAccount } from '../account.js'
import { number64 } from '../limits.js'
import { createPaymentSchema } from '../order.js'
import { cancelPayment } from './cancelPayment.js'
import { type CreatePaymentParameters, type CreatePaymentResult, createPayment } from './createPayment.js'
import { type GetPaymentResult, getPayment } from './getPayment.js'

/** All that a charge needs; to resolve an unresolved one, its `orderId` and `undoing`. */
export type SettlePaymentParameters =
  | (Omit<CreatePaymentParameters<'barcode'>, 'channel'> & { channel?: 'barcode' })
  | (Omit<CreatePaymentParameters<'face'>, 'channel'> & { channel: 'face' })
  | {
      orderId: string
      payerCode?: undefined
      /** As the `unresolved` result of the earlier call has it. */
      undoing?: boolean
    }

export type SettlePaymentResult = SettleResult<GetPaymentResult | CreatePaymentResult<'barcode' | 'face'>>

/**
 * Charges the code that the payer shows and brings it to an end: queries every 5 s until the payment is final, cancels
 * after a minute, and survives a lost answer at any step.
 *
 * After `unresolved` store its `orderId` and `undoing`, and call again with both: it asks first, and never charges
 * twice. Cancelling ends 24 hours after the charge.
 *
 * @throws `PAYER_REFUSED` and whatever else the charge is finally refused with: nothing was charged then;
 * `PARAMETERS_INVALID`, `CONFIG_INVALID`.
 * @example
 * const end = await settlePayment(client, {
 *   orderId: 'T_1001', payerCode, amount: amount('25.00', 'CNY'), description: 'Oolong tea',
 * })
 * if (end.result === 'paid') handOver()
 */
export async function settlePayment(
  client: Client<AlipayAccount>,
  parameters: SettlePaymentParameters,
  options: CallOptions = {},
): Promise<SettlePaymentResult> {
  const charging = parameters?.payerCode === undefined ? undefined : parameters
  const charge =
    charging &&
    checkParameters('settlePayment', createPaymentSchema(), { ...charging, channel: charging.channel ?? 'barcode' })
  const { orderId } = charge ?? checkParameters('settlePayment', schema(), parameters)
  return settle<GetPaymentResult | CreatePaymentResult<'barcode' | 'face'>>({
    orderId,
    clock: client.account.clock,
    charge: charge && (async () => told(await createPayment<'barcode' | 'face'>(client, charge, options))),
    async query() {
      const payment = await getPayment(client, { orderId }, options)
      mustBeSameSale(charge?.amount, payment.amount)
      return told(payment)
    },
    undo: () => cancelPayment(client, { orderId }, options),
    interval: 5_000,
    patience: 60_000,
    undoing: 'undoing' in parameters ? parameters.undoing : undefined,
    signal: options.signal,
  })
}

const told = <P extends GetPaymentResult | CreatePaymentResult<'barcode' | 'face'>>(payment: P): Told<P> => ({
  status: payment.status,
  payment,
})

const schema = /* @__PURE__ */ once(() =>
  z.strictObject({ orderId: number64(), payerCode: z.optional(z.undefined()), undoing: z.optional(z.boolean()) }),
)
