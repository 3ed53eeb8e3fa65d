import { toChinaDigits } from '../../codec/time.js'
import type { CallOptions, Client } from '../../core/client.js'
import type { SettleResult } from '../../core/dance.js'
import { isShroffError, ShroffError } from '../../core/errors.js'
import { settle } from '../../core/settle.js'
import { readSettling, type SettleOptions, settleSchema } from '../../core/settle-options.js'
import { mustBeSameSale, told } from '../../core/standing.js'
import type { LakalaAccount } from '../account.js'
import { type CreatePaymentParameters, createPaymentParameters } from '../order.js'
import { cancelPayment } from './cancelPayment.js'
import { closePayment } from './closePayment.js'
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
 * Charges the code that the payer shows and brings it to an end: asks every 3 to 5 s until the payment is final, closes it or gives it
 * back when the `patience` is over, and survives a lost answer at any step. About such a payment it alone decides, no webhook.
 *
 * After `unresolved` store its `orderId` and `undoing`, and call again with both: it asks first, and never charges twice. A payment of
 * which money was given back, and one that failed, count as `reversed`. Lakala revokes on the same day (GMT+8) only; a payment of an
 * earlier day that is still to be undone is `refund-due`.
 *
 * @throws whatever the charge is finally refused with: nothing was charged then; `ORDER_BUSY` while another call settles the same
 * order; `JOURNAL_FAILED`; `PARAMETERS_INVALID`, `CONFIG_INVALID`.
 * @see https://o.lakala.com 聚合被扫
 * @example
 * const end = await settlePayment(client, {
 *   orderId: 'T1001', payerCode, amount: amount('25.00', 'CNY'), description: 'Oolong tea', journal,
 * })
 * if (end.result === 'paid') handOver()
 */
export async function settlePayment(
  client: Client<LakalaAccount>,
  parameters: SettlePaymentParameters,
  options: CallOptions = {},
): Promise<SettlePaymentResult> {
  const { account, timeout } = client
  const { options: settling, charge, order } = readSettling(parameters, createPaymentParameters, toCharge)
  const { orderId } = order
  return settle<GetPaymentResult | CreatePaymentResult<'barcode'>>({
    order: { provider: account.provider, account: account.merchantId, orderId },
    options: settling,
    clock: account.clock,
    timeout: timeout.total,
    charge: charge && (async () => told(await createPayment(client, charge, options))),
    async query() {
      const payment = await getPayment(client, { orderId }, options)
      mustBeSameSale(charge?.amount, payment.amount)
      const isOver = payment.refunds === 'some' || payment.status === 'failed'
      return isOver ? { status: 'closed', payment } : told(payment)
    },
    async undo() {
      // Which of the two takes an order in the other's state is unconfirmed, so the state is asked for.
      const found = await getPayment(client, { orderId }, options).catch(unlessMissing)
      if (found?.status === 'paid') {
        mustBeOfToday(account, found.paidAt)
        await cancelPayment(client, { orderId }, options)
      } else if (found?.status !== 'closed' && found?.status !== 'failed')
        await closePayment(client, { orderId }, options)
      return 'unsaid'
    },
    interval: 5_000,
    rhythm: [3_000, 3_000, 3_000, 5_000],
    signal: options.signal,
  })
}

/** "Not found" may be one that nobody has paid so far, and that can be paid still: it is closed all the same. */
function unlessMissing(error: unknown): undefined {
  if (!isShroffError(error, 'ORDER_NOT_FOUND')) throw error
}

/** @throws `REFUND_REFUSED` for a payment of an earlier day, which Lakala does not revoke: nothing is sent. */
function mustBeOfToday({ clock }: LakalaAccount, paidAt: Date | undefined): void {
  const dayOf = (milliseconds: number) => toChinaDigits(milliseconds).slice(0, 8)
  if (!paidAt || dayOf(paidAt.getTime()) === dayOf(clock.now())) return
  throw new ShroffError('REFUND_REFUSED', {
    problem: 'The payment is of an earlier day, and Lakala revokes on the same day only.',
    outcome: 'rejected',
    next: 'Give the money back by refundPayment.',
  })
}
