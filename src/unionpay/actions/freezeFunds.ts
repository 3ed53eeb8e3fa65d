import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, parameterSchema } from '../../core/parameters.js'
import type { UnionpayAccount } from '../account.js'
import {
  type CreatePaymentParameters,
  orderBy,
  type UnionpayChannel,
  type UnionpayChannelFields,
  type UnionpayOrder,
} from '../order.js'
import { place } from '../place.js'
import { freezeFundsRefusals } from '../refusals.js'
import type { UnionpayChannelResults } from './createPayment.js'

/** As for an order, with a `freezeId` in place of its number. */
export type FreezeFundsParameters<C extends UnionpayChannel = UnionpayChannel> = C extends UnionpayChannel
  ? Omit<UnionpayOrder, 'orderId'> & {
      /** 8 to 40 letters and digits, a number of its own among those of orders. */
      freezeId: string
      channel: C
    } & UnionpayChannelFields[C]
  : never

export type FreezeFundsResult<C extends UnionpayChannel = UnionpayChannel> = C extends UnionpayChannel
  ? {
      readonly channel: C
      readonly freezeId: string
      /** As it was given; store it with the number. */
      readonly placedAt: Date
    } & UnionpayChannelResults[C]
  : never

/**
 * Holds money of the payer's (预授权, pre-authorisation), to be taken by `captureFunds` or let go by `cancelFreeze`. It is placed as
 * `createPayment` places an order, with the same parameters but for its number.
 *
 * Store `freezeId` and `placedAt` before the call: {@link getFreeze} finds it by both. A second call with the same two is refused
 * (`ORDER_ID_USED`, `unknown`), and says nothing of the first.
 *
 * @throws `PARAMETERS_INVALID` before anything is sent; `PAYER_REFUSED`, `ORDER_ID_USED` and the codes of the pipeline.
 * @see https://github.com/egzosn/pay-java-parent UnionTransactionType.java 预授权 (txnType 02)
 * @example
 * const freeze = await freezeFunds(client, { channel: 'qr', freezeId: 'F1000001', placedAt, amount: amount('300.00', 'CNY'), notifyUrl })
 * console.log(qrText(freeze.nextAction.content))
 */
export async function freezeFunds<C extends UnionpayChannel>(
  client: Client<UnionpayAccount>,
  parameters: FreezeFundsParameters<C>,
  options?: CallOptions,
): Promise<C extends UnionpayChannel ? FreezeFundsResult<C> : never>
export async function freezeFunds(
  client: Client<UnionpayAccount>,
  parameters: FreezeFundsParameters,
  options?: CallOptions,
): Promise<FreezeFundsResult> {
  const { freezeId, ...given } = checkParameters('freezeFunds', freezeFundsParameters, parameters)
  const { channel, placedAt } = given
  const order = { ...given, orderId: freezeId } as CreatePaymentParameters
  const placed = await place(client, 'freezeFunds', order, freezeFundsRefusals, options)
  return { channel, freezeId, placedAt, ...placed } as FreezeFundsResult
}

/** What freezeFunds accepts. */
export const freezeFundsParameters = /* @__PURE__ */ parameterSchema<FreezeFundsParameters>(() => orderBy('freezeId'))
