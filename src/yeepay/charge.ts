import { mustAnswer, mustLack } from '../core/answers.js'
import type { CallOptions, Client } from '../core/client.js'
import { inShape } from '../core/shape.js'
import type { YeepayAccount } from './account.js'
import { call } from './call.js'
import { type CreatePaymentParameters, toWire } from './order.js'
import { mustBeAbout, yuan } from './payment.js'
import { chargeRefusals } from './refusals.js'
import { paths, placedShape } from './wire.js'

/** What a charge of a payer's code did. */
export type YeepayCharge = {
  readonly channel: 'barcode'
  readonly orderId: string
  readonly status: 'paid' | 'processing'
  readonly paymentId?: string
  readonly raw: unknown
}

/** Charges the code that the payer shows. Anything but a success leaves open what became of it, which a query tells. */
export function chargePayerCode(
  client: Client<YeepayAccount>,
  given: CreatePaymentParameters<'barcode'>,
  options?: CallOptions,
): Promise<YeepayCharge> {
  const { orderId, amount } = given
  return call<YeepayCharge>(
    client,
    {
      action: 'createPayment',
      refusals: chargeRefusals,
      method: 'POST',
      path: paths.pay,
      fields: toWire(given),
      repeat: 'never',
      resolve:
        'Call getPayment with this orderId every 3 s; if it is still not final after a minute, closePayment, and refundPayment where it was paid meanwhile. settlePayment does all that. Never charge again before.',
      decode(value) {
        const raw = inShape(placedShape, value)
        mustAnswer({
          orderId: [orderId, raw.orderId],
          amount: [raw.orderAmount != null ? amount.value : undefined, yuan(raw.orderAmount)?.value],
        })
        mustBeAbout(client.account, { orderId, merchantNo: raw.merchantNo }, { orderId })
        // A refund's answer, which has a success of its own.
        mustLack(value, 'refundRequestId')
        const { uniqueOrderNo: paymentId } = raw
        const status = raw.status === 'SUCCESS' && paymentId ? 'paid' : 'processing'
        return { channel: 'barcode', orderId, status, ...(paymentId && { paymentId }), raw: value }
      },
    },
    options,
  )
}
