import type { CallOptions, Client } from '../../core/client.js'
import type { SettleResult, Undone } from '../../core/dance.js'
import { ShroffError } from '../../core/errors.js'
import { settle } from '../../core/settle.js'
import { readSettling, type SettleOptions, settleSchema } from '../../core/settle-options.js'
import { mustBeSameSale, told } from '../../core/standing.js'
import type { YeepayAccount } from '../account.js'
import { type CreatePaymentParameters, createPaymentParameters } from '../order.js'
import { closePayment } from './closePayment.js'
import { type CreatePaymentResult, createPayment } from './createPayment.js'
import { type GetPaymentResult, getPayment } from './getPayment.js'
import { refundPayment } from './refundPayment.js'

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
 * Charges the code that the payer shows and brings it to an end: asks every 3 s until the payment is final, undoes it when the
 * `patience` is over, and survives a lost answer at any step. About such a payment it alone decides, no webhook.
 *
 * YeePay has no reversal: an open order is closed, a paid one refunded in full, with its `orderId` as the `refundId`, so that it
 * happens once. A payment of which money came back counts as `reversed`.
 *
 * After `unresolved` store its `orderId` and `undoing`, and call again with both: it asks first, and never charges twice.
 *
 * @throws whatever the charge is finally refused with: nothing was charged then; `ORDER_BUSY` while another call settles the same
 * order; `JOURNAL_FAILED`; `PARAMETERS_INVALID`, `CONFIG_INVALID`.
 * @see https://open.yeepay.com/docs/apis/post__rest__v1.0__aggpay__pay 付款码支付
 * @example
 * const end = await settlePayment(client, {
 *   orderId: 'T1001', payerCode, amount: amount('25.00', 'CNY'), description: 'Oolong tea', payerClientIp: '203.0.113.7',
 *   terminalId: 'till-1', journal,
 * })
 * if (end.result === 'paid') handOver()
 */
export async function settlePayment(
  client: Client<YeepayAccount>,
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
      // Of what failed, and of what money came back of, nothing is left.
      const isOver = payment.status === 'failed' || payment.refunds === 'some' || payment.refunds === 'all'
      return isOver ? { status: 'closed', payment } : told(payment)
    },
    undo: () => undo(client, orderId, options),
    interval: 3_000,
    signal: options.signal,
  })
}

/** Asks first, for each state has its own way back. */
async function undo(client: Client<YeepayAccount>, orderId: string, options: CallOptions): Promise<Undone> {
  const { status, amount } = await getPayment(client, { orderId }, options)
  if (status === 'closed' || status === 'failed') return 'done'
  if (status !== 'paid') {
    await closePayment(client, { orderId }, options)
    // Which way of closing closes what is unconfirmed, and the payer may have paid meanwhile: a query tells.
    return 'unsaid'
  }
  const refund = await refundPayment(client, { orderId, refundId: orderId, amount: amount! }, options)
  if (refund.status === 'pending' || refund.status === 'succeeded') return 'done'
  throw new ShroffError('REFUND_REFUSED', {
    problem: `The refund of the whole payment is ${refund.status}.`,
    outcome: 'rejected',
    next: 'See getRefund, with the orderId as refundId: resumeRefund goes on with one that needs action.',
    authentic: true,
  })
}
