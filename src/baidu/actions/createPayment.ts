import type { Client } from '../../core/client.js'
import { checkParameters } from '../../core/parameters.js'
import type { JsapiAction } from '../../core/payment.js'
import { mustBeReachable } from '../../core/public-url.js'
import type { BaiduAccount } from '../account.js'
import { orderFields } from '../canonical.js'
import { type BaiduBannedChannel, bizInfoOf, type CreatePaymentParameters, createPaymentParameters } from '../order.js'
import { rsaSignOf } from '../seal.js'
import { signFieldsRange } from '../wire.js'

/** What `swan.requestPolymerPayment` is called with, beside its callbacks. */
export type BaiduCashierParameters = {
  /** The order, texts all. */
  readonly orderInfo: BaiduOrderInfo
  /** What the payer may not pay by. */
  readonly bannedChannels?: readonly BaiduBannedChannel[]
}

/** The order, texts all. */
export type BaiduOrderInfo = {
  /** Which settlement the money goes to. */
  readonly dealId: string
  /** The payment service. */
  readonly appKey: string
  /** Fen. */
  readonly totalAmount: string
  /** The order's number. */
  readonly tpOrderId: string
  /** What the payer reads. */
  readonly dealTitle: string
  /** Always `1`: the amount is signed, too. */
  readonly signFieldsRange: string
  /** Signature over the first four, Base64. */
  readonly rsaSign: string
  /** JSON text. */
  readonly bizInfo: string
  /** Where the payment is told. */
  readonly notifyUrl?: string
  /** The page that comes after the payment. */
  readonly payResultUrl?: string
}

export type CreatePaymentResult = {
  readonly channel: 'miniprogram'
  readonly orderId: string
  readonly status: 'pending'
  readonly nextAction: JsapiAction<BaiduCashierParameters>
}

/**
 * Signs an order for the cashier. **Nothing is sent**: the order is at Baidu as soon as the payer opens the cashier, and until then
 * `getPayment` finds none. Signing it again gives the same. It has no end of its own: whoever holds it can open the cashier with
 * it as long as the key stands, so compare what was paid with what is still wanted.
 *
 * @throws `PARAMETERS_INVALID`; `CONFIG_INVALID` for a key that cannot be used.
 * @see https://smartprogram.baidu.com/docs/develop/api/open/payment_swan-requestPolymerPayment/
 * @example
 * const { nextAction } = await createPayment(client, {
 *   channel: 'miniprogram', orderId: 'T1001', amount: amount('25.00', 'CNY'), description: 'Oolong tea',
 * })
 * // In the smart program: swan.requestPolymerPayment({ ...nextAction.parameters, success, fail })
 */
export async function createPayment(
  { account }: Client<BaiduAccount>,
  parameters: CreatePaymentParameters,
): Promise<CreatePaymentResult> {
  const given = checkParameters('createPayment', createPaymentParameters, parameters)
  const { orderId, notifyUrl, bannedChannels, payResultUrl } = given
  mustBeReachable('createPayment', account, notifyUrl)
  const { dealId, appKey } = account
  const order = { dealId, appKey, totalAmount: String(given.amount.value), tpOrderId: orderId }
  const rsaSign = await rsaSignOf(account, orderFields(order))
  const orderInfo: BaiduOrderInfo = {
    ...order,
    dealTitle: given.description,
    signFieldsRange,
    rsaSign,
    bizInfo: bizInfoOf(given, { ...order, rsaSign }),
    ...(notifyUrl !== undefined && { notifyUrl }),
    ...(payResultUrl !== undefined && { payResultUrl }),
  }
  return {
    channel: 'miniprogram',
    orderId,
    status: 'pending',
    nextAction: { type: 'jsapi', parameters: { orderInfo, ...(bannedChannels && { bannedChannels }) } },
  }
}
