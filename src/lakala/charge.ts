import { mustAnswer } from '../core/answers.js'
import type { CallOptions, Client } from '../core/client.js'
import { undocumented } from '../core/read.js'
import { inShape } from '../core/shape.js'
import type { LakalaAccount } from './account.js'
import { call, envelope, orderPath } from './call.js'
import { type CreatePaymentParameters, toCharge } from './order.js'
import { fenIn, mustBeOf, toPayment } from './payment.js'
import { inProgress, paths, tradeShape } from './wire.js'

/** What a charge of a payer's code did. */
export type LakalaCharge = {
  readonly channel: 'barcode'
  readonly orderId: string
  readonly status: 'paid' | 'processing'
  readonly paymentId?: string
  readonly raw: unknown
}

/** Charges the code that the payer shows. What a lost or a refused charge did is for a query. */
export function chargePayerCode(
  client: Client<LakalaAccount>,
  given: CreatePaymentParameters<'barcode'>,
  options?: CallOptions,
): Promise<LakalaCharge> {
  const { account } = client
  const { orderId, amount } = given
  return call<LakalaCharge>(
    client,
    {
      action: 'createPayment',
      path: orderPath(account, paths.micropay),
      body: envelope(account, toCharge(account, given)),
      whileInProgress: true,
      query: false,
      repeat: 'never',
      resolve:
        'Call getPayment with this orderId every 3 to 5 s; if it is still not final after a minute, close it, or cancel it once it is paid. settlePayment does all that. Never charge again before.',
      decode({ code, data }) {
        const raw = inShape(tradeShape, data)
        const { out_trade_no, trade_no: paymentId, trade_state: state } = raw
        mustBeOf(account.merchantId, raw.merchant_no)
        const pending = inProgress.includes(code)
        const paid = fenIn(raw.total_amount)?.value
        // One that is in progress may say nothing else. One that is paid says how much: an answer to an order does not.
        mustAnswer({
          orderId: [pending ? out_trade_no && orderId : orderId, out_trade_no],
          amount: [pending ? paid && amount.value : amount.value, paid],
        })
        const status = pending ? 'processing' : statusIn(data, state)
        if (status === 'paid' && !paymentId) throw undocumented('a payment without its number')
        return { channel: 'barcode', orderId, status, ...(paymentId && { paymentId }), raw: data }
      },
    },
    options,
  )
}

/** A charge names no state: its success is one. If it does, the state decides. */
function statusIn(data: unknown, state: string | null | undefined): 'paid' | 'processing' {
  if (!state) return 'paid'
  return toPayment(data).status === 'paid' ? 'paid' : 'processing'
}
