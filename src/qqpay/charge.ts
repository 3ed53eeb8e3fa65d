import { mustAnswer } from '../core/answers.js'
import type { CallOptions, Client } from '../core/client.js'
import { inShape } from '../core/shape.js'
import type { QqpayAccount } from './account.js'
import { call } from './call.js'
import type { Fields } from './canonical.js'
import { type CreatePaymentParameters, toWire } from './order.js'
import { toPayment } from './payment.js'
import { chargeRefusals } from './refusals.js'
import { paths } from './wire.js'

/** What a charge of a payer's code did. */
export type QqpayCharge = {
  readonly channel: 'barcode'
  readonly orderId: string
  readonly status: 'paid' | 'processing'
  readonly paymentId?: string
  readonly raw: Fields
}

/** Charges the code that the payer shows. A second charge of the same order is refused, but what the first did is for a query. */
export function chargePayerCode(
  client: Client<QqpayAccount>,
  given: CreatePaymentParameters<'barcode'>,
  options?: CallOptions,
): Promise<QqpayCharge> {
  const { orderId, amount } = given
  const processing = (raw: Fields): QqpayCharge => ({ channel: 'barcode', orderId, status: 'processing', raw })
  return call<QqpayCharge>(
    client,
    {
      action: 'createPayment',
      refusals: chargeRefusals,
      path: paths.microPay,
      fields: toWire(given, client.account.appId),
      query: false,
      repeat: 'never',
      resolve:
        'Call getPayment with this orderId after 5 s, then every 10 s; if it is still not final after 5 minutes, cancelPayment. settlePayment does all that. Never charge again before.',
      // How a password that is still missing is told is unconfirmed: so, or by the state of a success.
      otherwise: (raw) => (raw.err_code === 'USERPAYING' ? processing(raw) : undefined),
      decode(raw) {
        // A success without a state is one that one client takes as paid; with one, it decides.
        if (raw.trade_state && raw.trade_state !== 'SUCCESS') return processing(raw)
        inShape({ transaction_id: 'string' }, raw)
        const { paymentId } = toPayment({ ...raw, trade_state: 'SUCCESS' })
        mustAnswer({ orderId: [orderId, raw.out_trade_no], amount: [String(amount.value), raw.total_fee] })
        return { channel: 'barcode', orderId, status: 'paid', ...(paymentId && { paymentId }), raw }
      },
    },
    options,
  )
}
