import * as z from 'zod/mini'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, once } from '../../core/parameters.js'
import { mustBeSameSale, type SettleResult, settle, type Told } from '../../core/settle.js'
import type { WechatpayAccount } from '../account.js'
import { orderId } from '../limits.js'
import { createPaymentSchema } from '../order.js'
import { cancelPayment } from './cancelPayment.js'
import { type CreatePaymentParameters, type CreatePaymentResult, createPayment } from './createPayment.js'
import { type GetPaymentResult, getPayment } from './getPayment.js'

/** All that a charge needs; to resolve an unresolved one, its `orderId` and `undoing`. */
export type SettlePaymentParameters =
  | Omit<CreatePaymentParameters<'barcode'>, 'channel'>
  | {
      orderId: string
      payerCode?: undefined
      /** As the `unresolved` result of the earlier call has it. */
      undoing?: boolean
    }

export type SettlePaymentResult = SettleResult<GetPaymentResult | CreatePaymentResult<'barcode'>>

/**
 * Charges the code that the payer shows and brings it to an end: queries every 5 s until the payment is final, reverses
 * after a minute, and survives a lost answer at any step. No webhook tells of such payments.
 *
 * After `unresolved` store its `orderId` and `undoing`, and call again with both: it asks first, and never charges
 * twice. A payment of which a refund was accepted counts as `reversed`: its goods are not to be handed out.
 *
 * @throws `PAYER_REFUSED` and whatever else the charge is finally refused with: nothing was charged then;
 * `PARAMETERS_INVALID`, `CONFIG_INVALID`.
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012382150
 * @example
 * const end = await settlePayment(client, {
 *   orderId: 'T-1001', payerCode, amount: amount('25.00', 'CNY'), description: 'Oolong tea', payerClientIp: '203.0.113.7',
 * })
 * if (end.result === 'paid') handOver()
 */
export async function settlePayment(
  client: Client<WechatpayAccount>,
  parameters: SettlePaymentParameters,
  options: CallOptions = {},
): Promise<SettlePaymentResult> {
  const charge =
    parameters?.payerCode === undefined
      ? undefined
      : checkParameters('settlePayment', createPaymentSchema(), { ...parameters, channel: 'barcode' } as const)
  const { orderId } = charge ?? checkParameters('settlePayment', schema(), parameters)
  return settle<GetPaymentResult | CreatePaymentResult<'barcode'>>({
    orderId,
    clock: client.account.clock,
    charge: charge && (async () => told(await createPayment(client, charge, options))),
    async query() {
      const payment = await getPayment(client, { orderId }, options)
      mustBeSameSale(charge?.amount, payment.amount)
      // A refund was accepted: by the reversal of an earlier call, whose answer got lost.
      return payment.status === 'paid' && payment.refunds !== 'none' ? { status: 'closed', payment } : told(payment)
    },
    undo: (chargedAt) => cancelPayment(client, { orderId, chargedAt }, options),
    interval: 5_000,
    patience: 60_000,
    undoing: 'undoing' in parameters ? parameters.undoing : undefined,
    signal: options.signal,
  })
}

const told = <P extends GetPaymentResult | CreatePaymentResult<'barcode'>>(payment: P): Told<P> => ({
  status: payment.status,
  payment,
})

const schema = /* @__PURE__ */ once(() =>
  z.strictObject({
    orderId: orderId(),
    payerCode: z.optional(z.undefined()),
    undoing: z.optional(z.boolean()),
  }),
)
