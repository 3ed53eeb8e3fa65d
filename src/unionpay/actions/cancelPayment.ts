import * as z from 'zod/mini'
import type { Amount } from '../../core/amount.js'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, existing, moment, parameterSchema, yuanAmount } from '../../core/parameters.js'
import { inShape } from '../../core/shape.js'
import { type ParameterSchema, schemaOf } from '../../core/standard.js'
import type { UnionpayAccount } from '../account.js'
import { call } from '../call.js'
import type { Fields } from '../canonical.js'
import { toTime } from '../fields.js'
import { type Following, follow, type PaymentOf } from '../follow.js'
import { following, number, onePayment, paymentOf } from '../limits.js'
import { mustEcho, type UnionpayCancel } from '../payment.js'
import { cancelPaymentRefusals } from '../refusals.js'
import { kinds, paths, placedShape } from '../wire.js'

/** A payment whose outcome nobody knows: the reversal (冲正), which has no number of its own. */
export type ReversePaymentParameters = {
  /** Of the reversal: the number of the payment. */
  orderId: string
  /** Of the reversal: when the payment was placed, as it was given to `createPayment`. */
  placedAt: Date
  cancelId?: undefined
}

/** A payment that is known to be paid: the void (消费撤销). */
export type VoidPaymentParameters = Following &
  PaymentOf & {
    /** 8 to 40 letters and digits, a number of its own among those of orders. */
    cancelId: string
    /** All that was paid. */
    amount: Amount
  }

export type CancelPaymentParameters = ReversePaymentParameters | VoidPaymentParameters

/** A payment was reversed. */
export type UnionpayReversal = { readonly orderId: string; readonly placedAt: Date; readonly raw: Fields }
export type CancelPaymentResult = UnionpayReversal | UnionpayCancel

/**
 * Undoes a payment of the same clearing day, 23:00 to 23:00 in China, in full. Later, or for a part, `refundPayment`.
 *
 * By `orderId` and `placedAt` it is the reversal, the way out of a payer's code whose outcome stays unknown: what was paid goes
 * back, what was not is not. What a query says of the payment from then on is *unconfirmed*, and so is that repeating it is harmless.
 *
 * With a `cancelId` it is the void of what is known to be paid: accepted is not done, so it is `pending`, and {@link getCancel} or
 * a webhook (`other`, 31) tells its end. It is never repeated by itself: after `unknown`, ask with the same `cancelId` and `placedAt`.
 * After a refund there is no void, and after a void no refund.
 *
 * @throws `ORDER_NOT_FOUND`: the payment has not arrived so far, and still may. `REFUND_REFUSED`: it was undone or given back
 * before, or is not in a state to be undone.
 * @see https://github.com/jifuwei/lol IUnionpayQRCodeClient.java: 消费撤销 (txnType 31), 冲正 (99)
 * @example
 * await cancelPayment(client, { orderId: 'T1000001', placedAt })
 * await cancelPayment(client, { cancelId: 'T1000001C', placedAt, paymentId, amount: amount('25.00', 'CNY') })
 */
export async function cancelPayment(
  client: Client<UnionpayAccount>,
  parameters: VoidPaymentParameters,
  options?: CallOptions,
): Promise<UnionpayCancel>
export async function cancelPayment(
  client: Client<UnionpayAccount>,
  parameters: ReversePaymentParameters,
  options?: CallOptions,
): Promise<UnionpayReversal>
export async function cancelPayment(
  client: Client<UnionpayAccount>,
  parameters: CancelPaymentParameters,
  options?: CallOptions,
): Promise<CancelPaymentResult> {
  const given = checkParameters('cancelPayment', cancelPaymentParameters, parameters)
  return given.cancelId === undefined ? reverse(client, given, options) : voidOf(client, given, options)
}

const action = 'cancelPayment'
const refusals = cancelPaymentRefusals

function reverse(
  client: Client<UnionpayAccount>,
  { orderId, placedAt }: ReversePaymentParameters,
  options?: CallOptions,
): Promise<UnionpayReversal> {
  const fields = { ...kinds.reversal, orderId, txnTime: toTime(placedAt) }
  return call(
    client,
    {
      action,
      refusals,
      path: paths.back,
      fields,
      query: false,
      // It names the payment itself, which cannot go back twice.
      repeat: 'always',
      resolve: 'Call cancelPayment again with the same orderId and placedAt.',
      decode({ value: raw }) {
        mustEcho(fields, inShape(placedShape, raw))
        return { orderId, placedAt, raw }
      },
    },
    options,
  )
}

function voidOf(
  client: Client<UnionpayAccount>,
  { cancelId, ...given }: VoidPaymentParameters,
  options?: CallOptions,
): Promise<UnionpayCancel> {
  const resolve = 'Call getCancel with this cancelId and its placedAt; never undo it under another cancelId before.'
  return follow(
    client,
    { action, refusals, resolve, kind: kinds.void },
    { ...given, number: cancelId },
    (providerCancelId, told) => ({ cancelId, ...(providerCancelId && { providerCancelId }), ...told }),
    options,
  )
}

const reversing = /* @__PURE__ */ parameterSchema<ReversePaymentParameters>(() =>
  z.strictObject({ orderId: existing(), placedAt: moment(), cancelId: z.optional(z.undefined()) }),
)
const voiding = /* @__PURE__ */ parameterSchema<VoidPaymentParameters>(() =>
  z.strictObject({ cancelId: number(), amount: yuanAmount(), ...paymentOf(), ...following() }).check(onePayment()),
)

/** What cancelPayment accepts. */
export const cancelPaymentParameters = /* @__PURE__ */ schemaOf<CancelPaymentParameters>((value) => {
  const isVoid = (value as { cancelId?: unknown } | null | undefined)?.cancelId !== undefined
  const schema: ParameterSchema<CancelPaymentParameters> = isVoid ? voiding : reversing
  return schema['~standard'].validate(value)
})
