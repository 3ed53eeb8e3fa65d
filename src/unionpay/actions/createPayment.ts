import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters } from '../../core/parameters.js'
import type { AppAction, FormAction, QrAction } from '../../core/payment.js'
import type { UnionpayAccount } from '../account.js'
import type { Fields } from '../canonical.js'
import { type CreatePaymentParameters, createPaymentParameters, type UnionpayChannel } from '../order.js'
import { place } from '../place.js'
import { createPaymentRefusals } from '../refusals.js'

/** What a channel answers besides. */
export type UnionpayChannelResults = {
  page: { readonly status: 'pending'; readonly nextAction: FormAction; readonly raw: undefined }
  wap: UnionpayChannelResults['page']
  app: { readonly status: 'pending'; readonly nextAction: AppAction<UnionpayAppPayload>; readonly raw: Fields }
  /** Accepted, not paid: query, and cancel at the end: `settlePayment` does both. */
  barcode: { readonly status: 'processing'; readonly raw: Fields }
  qr: { readonly status: 'pending'; readonly nextAction: QrAction; readonly raw: Fields }
}

/** What UnionPay's control in the app is started with. */
export type UnionpayAppPayload = {
  /** The number of the order at the control, 21 digits. */
  tn: string
  /** `00` production, `01` the test environment. */
  mode: '00' | '01'
}

export type CreatePaymentResult<C extends UnionpayChannel = UnionpayChannel> = C extends UnionpayChannel
  ? {
      readonly channel: C
      readonly orderId: string
      /** As it was given; store it with the order. */
      readonly placedAt: Date
    } & UnionpayChannelResults[C]
  : never

/**
 * Places an order: a form that takes the payer's browser to UnionPay's page, an app's order, a QR code, or a payer's code.
 *
 * Store `orderId` and `placedAt` before the call: UnionPay finds an order by both, and so does the query after a lost answer. A
 * second call with the same two is refused (`ORDER_ID_USED`, `unknown`), and says nothing of the first. For `page` and `wap`
 * nothing is sent: the fields are signed and handed to the payer's browser.
 *
 * @param parameters - `channel`, the members of {@link UnionpayOrder}, and those of the channel in {@link UnionpayChannelFields}.
 * @throws `PARAMETERS_INVALID` before anything is sent; `PAYER_REFUSED`, `ORDER_ID_USED` and the codes of the pipeline. After
 * `unknown`: query, and for a payer's code cancel, before anything else.
 * @see https://github.com/smartwalle/unionpay/blob/master/payment.go 消费 (txnType 01)
 * @example
 * const placedAt = new Date(new Date().setMilliseconds(0))
 * const payment = await createPayment(client, {
 *   channel: 'qr', orderId: 'T1000001', placedAt, amount: amount('25.00', 'CNY'), notifyUrl: 'https://shop.example/notify',
 * })
 * console.log(qrText(payment.nextAction.content))
 */
export async function createPayment<C extends UnionpayChannel>(
  client: Client<UnionpayAccount>,
  parameters: CreatePaymentParameters<C>,
  options?: CallOptions,
): Promise<C extends UnionpayChannel ? CreatePaymentResult<C> : never>
export async function createPayment(
  client: Client<UnionpayAccount>,
  parameters: CreatePaymentParameters,
  options?: CallOptions,
): Promise<CreatePaymentResult> {
  const given = checkParameters('createPayment', createPaymentParameters, parameters)
  const { channel, orderId, placedAt } = given
  const placed = await place(client, 'createPayment', given, createPaymentRefusals, options)
  return { channel, orderId, placedAt, ...placed } as CreatePaymentResult
}
