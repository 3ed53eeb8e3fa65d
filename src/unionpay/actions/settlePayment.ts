import * as z from 'zod/mini'
import type { CallOptions, Client } from '../../core/client.js'
import type { SettleResult } from '../../core/dance.js'
import { isShroffError } from '../../core/errors.js'
import { existing, moment, parameterSchema } from '../../core/parameters.js'
import { settle } from '../../core/settle.js'
import { readSettling, type SettleOptions, settleSchema } from '../../core/settle-options.js'
import { mustBeSameSale, told } from '../../core/standing.js'
import type { UnionpayAccount } from '../account.js'
import { type CreatePaymentParameters, createPaymentParameters } from '../order.js'
import { cancelPayment } from './cancelPayment.js'
import { type CreatePaymentResult, createPayment } from './createPayment.js'
import { type GetPaymentResult, getPayment } from './getPayment.js'

/** All that a charge needs, or `orderId` and `placedAt` alone to go on with one; and how it is settled. */
export type SettlePaymentParameters = SettleOptions &
  ({ orderId: string; placedAt: Date; payerCode?: undefined } | Omit<CreatePaymentParameters<'barcode'>, 'channel'>)

const toCharge = (given: Omit<CreatePaymentParameters<'barcode'>, 'channel'>) =>
  ({ ...given, channel: 'barcode' }) as const

const alone = /* @__PURE__ */ parameterSchema<{ orderId: string; placedAt: Date; payerCode?: undefined }>(() =>
  z.strictObject({ orderId: existing(), placedAt: moment(), payerCode: z.optional(z.undefined()) }),
)

/** What {@link settlePayment} takes, as a Standard Schema. */
export const settlePaymentParameters = /* @__PURE__ */ settleSchema<SettlePaymentParameters>(
  createPaymentParameters,
  toCharge,
  alone,
)

export type SettlePaymentResult = SettleResult<GetPaymentResult | CreatePaymentResult<'barcode'>>

// As the official demos ask after a payer's code, and from then on no less often.
const rhythm = [1_000, 2_000, 4_000, 8_000, 16_000, 32_000]

/**
 * Charges the code that the payer shows and brings it to an end: asks after 1, 2, 4, 8, 16 s and so on until the payment is final,
 * reverses it when the `patience` is over, and survives a lost answer at any step. About such a payment it alone decides, no webhook.
 *
 * Store `orderId` and `placedAt` before the call, and give every further call the same two: under another `placedAt` it would be
 * another payment, which a journal that lasts refuses (`ORDER_ID_USED`). After `unresolved` store `undoing` too, and call again with all three: it asks first, and never charges twice. A
 * payment that was refused later on counts as `reversed`. The reversal ends with the clearing day, at 23:00 in China; then a payment
 * that is still to be undone is `refund-due`. Of a reversed payment a query may still say that it was paid (*unconfirmed*): after
 * `reversed`, never go on with its number but with `undoing: true`.
 *
 * @throws `PAYER_REFUSED` and whatever else the charge is finally refused with: nothing was charged then; `ORDER_BUSY` while
 * another call settles the same order; `JOURNAL_FAILED`; `PARAMETERS_INVALID`, `CONFIG_INVALID`.
 * @see https://github.com/jifuwei/lol IUnionpayQRCodeClient.java: 消费被扫 (txnType 01, txnSubType 06)
 * @example
 * const end = await settlePayment(client, {
 *   orderId: 'T1000001', placedAt, payerCode, amount: amount('25.00', 'CNY'), description: 'Oolong tea', journal,
 * })
 * if (end.result === 'paid') handOver()
 */
export async function settlePayment(
  client: Client<UnionpayAccount>,
  parameters: SettlePaymentParameters,
  options: CallOptions = {},
): Promise<SettlePaymentResult> {
  const { account, timeout } = client
  const { options: settling, charge, order } = readSettling(parameters, createPaymentParameters, toCharge, alone)
  const { orderId, placedAt } = order
  // A refusal of a payer's code is final at once.
  const find = () => getPayment(client, { orderId, placedAt, expiresAt: placedAt }, options)
  return settle<GetPaymentResult | CreatePaymentResult<'barcode'>>({
    order: { provider: account.provider, account: account.merchantId, orderId },
    // As UnionPay tells orders apart: in whole seconds.
    placedAt: Math.floor(placedAt.getTime() / 1000) * 1000,
    options: settling,
    clock: account.clock,
    timeout: timeout.total,
    charge: charge && (async () => told(await createPayment(client, charge, options))),
    async query() {
      const payment = await find()
      mustBeSameSale(charge?.amount, payment.amount)
      // There is nothing to undo, and the reversal would be refused.
      return payment.status === 'failed' ? { status: 'closed', payment } : told(payment)
    },
    async undo() {
      try {
        await cancelPayment(client, { orderId, placedAt }, options)
        return 'done'
      } catch (error) {
        if (!isShroffError(error, 'REFUND_REFUSED')) throw error
        // It has gone back before: by an undoing whose answer was lost.
        if (error.providerCode === '45') return 'done'
        // Also said of what is not there.
        if (error.providerCode === '35' && (await isMissing(find))) return 'nothing'
        throw error
      }
    },
    interval: 5_000,
    rhythm,
    signal: options.signal,
  })
}

const isMissing = (find: () => Promise<unknown>): Promise<boolean> =>
  find().then(
    () => false,
    (error: unknown) => isShroffError(error, 'ORDER_NOT_FOUND'),
  )
