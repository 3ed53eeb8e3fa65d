import * as z from 'zod/mini'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, existing, moment, parameterSchema } from '../../core/parameters.js'
import type { UnionpayAccount } from '../account.js'
import { type UnionpayPayment, undoneStatus } from '../payment.js'
import { query } from '../query.js'
import { getPaymentRefusals } from '../refusals.js'

export type GetPaymentParameters = {
  orderId: string
  /** When the order was placed, as it was given to `createPayment`. */
  placedAt: Date
  /** As it was given to `createPayment`; until then a refusal is not final. Default: 15 minutes after `placedAt`. */
  expiresAt?: Date
}
export type GetPaymentResult = UnionpayPayment

/**
 * Where a payment stands. UnionPay finds it by number and time together.
 *
 * A card that was refused is not the end of a page, a QR code or an app's order, since the payer may try another one: it is
 * `pending` until `expiresAt`, and `failed` from then on. A payer's code is `failed` at once.
 *
 * @throws `ORDER_NOT_FOUND` where it is not there, which is no proof that nothing was paid: it may be on its way.
 * @see https://github.com/smartwalle/unionpay/blob/master/payment.go 交易状态查询 (txnType 00)
 * @example
 * const { status, amount } = await getPayment(client, { orderId: 'T1000001', placedAt })
 */
export async function getPayment(
  client: Client<UnionpayAccount>,
  parameters: GetPaymentParameters,
  options?: CallOptions,
): Promise<GetPaymentResult> {
  const given = checkGetPayment('getPayment', parameters)
  const { orderId, placedAt } = given
  const asked = { number: orderId, placedAt, txnTypes: ['01'] }
  const askedAt = client.account.clock.now()
  return query(
    client,
    'getPayment',
    asked,
    getPaymentRefusals,
    (found) => {
      const { standing, txnType: _type, txnSubType: _subType, origQryId: _origin, ...told } = found
      const status = standing === 'done' ? 'paid' : undoneStatus(found, given, askedAt)
      return { orderId, placedAt, status, ...told }
    },
    options,
  )
}

/** @throws `PARAMETERS_INVALID` naming the field; also for awaitPayment, which must refuse before it waits. */
export const checkGetPayment = (action: string, parameters: GetPaymentParameters): GetPaymentParameters =>
  checkParameters(action, getPaymentParameters, parameters)

/** What getPayment accepts. */
export const getPaymentParameters = /* @__PURE__ */ parameterSchema<GetPaymentParameters>(() =>
  z.strictObject({ orderId: existing(), placedAt: moment(), expiresAt: z.optional(moment()) }),
)
