import { mustAnswer } from '../core/answers.js'
import type { CallOptions, Client } from '../core/client.js'
import { configError, ShroffError } from '../core/errors.js'
import { checkParameters, parameterSchema } from '../core/parameters.js'
import { undocumented } from '../core/read.js'
import { type ParameterSchema, schemaOf } from '../core/standard.js'
import type {
  CapabilitiesIn,
  GatewayCreateParameters,
  GatewayCreateResult,
  GatewayOrderNumber,
  GatewayRefundNumber,
  GatewayRefundParameters,
  GatewayWith,
} from '../gateway/gateway.js'
import {
  beforeRefund,
  gatewayOf,
  limitsOf,
  toGatewayPayment,
  toGatewayRefund,
  toGatewaySettled,
} from '../gateway/port.js'
import type { UnionpayAccount } from './account.js'
import { awaitPayment, frontRhythm } from './actions/awaitPayment.js'
import { cancelPayment, type ReversePaymentParameters } from './actions/cancelPayment.js'
import { createPayment } from './actions/createPayment.js'
import type { downloadStatement } from './actions/downloadStatement.js'
import { type GetPaymentParameters, type GetPaymentResult, getPayment } from './actions/getPayment.js'
import { getRefund } from './actions/getRefund.js'
import { type RefundPaymentParameters, refundPayment, refundPaymentParameters } from './actions/refundPayment.js'
import type { SettlePaymentParameters, settlePayment } from './actions/settlePayment.js'
import { payWithin as usual } from './fields.js'
import { refundNumber } from './limits.js'
import { identity, nameOf } from './name.js'
import { type CreatePaymentParameters, createPaymentParameters, isPayerCode } from './order.js'
import { acknowledge, receiveWebhook } from './webhook.js'

/** What a gateway has only where it is given, so that a shop ships what it uses. */
export type UnionpayGatewayOptions = {
  settlePayment?: typeof settlePayment
  downloadStatement?: typeof downloadStatement
  /**
   * Milliseconds from `placedAt` in which an order can be paid, at least 60 000. Default 900 000. No order may have a later
   * `expiresAt`: a query asks for none, and must know from when on a refusal is final.
   */
  payWithin?: number
}

export type UnionpayGateway<E> = GatewayWith<
  'qr' | 'page' | 'wap' | 'app',
  'awaitPayment' | 'cancelPayment' | 'isPayerCode' | CapabilitiesIn<E>,
  'unionpay'
>

/**
 * UnionPay behind the face that all providers share. UnionPay finds orders and refunds by number and time together, so `placedAt`
 * must be given everywhere, and with a refund `orderPlacedAt` too. A refund is found by UnionPay's own number of the payment:
 * `refundPayment` asks for it unless it is given the `paymentId`, and so does `getRefund`. A refund has a webhook
 * where it is given a `notifyUrl`; payer's codes have none here. `page` and `wap` are a form for the payer's browser; `cancelPayment` is the reversal; `awaitPayment` waits for minutes.
 *
 * @throws `CONFIG_INVALID`
 * @example
 * const gateway = unionpayGateway(client, { settlePayment, downloadStatement, payWithin: 1_800_000 })
 */
export function unionpayGateway<E extends UnionpayGatewayOptions = Record<never, never>>(
  client: Client<UnionpayAccount>,
  { settlePayment, downloadStatement, payWithin = usual }: E = {} as E,
): UnionpayGateway<E> {
  if (!Number.isSafeInteger(payWithin) || payWithin < 60_000)
    throw configError('unionpayGateway: payWithin must be an integer number of milliseconds, at least 60000.')
  /** `expiresAt` of every order that has no earlier one, and of every query. */
  const endOf = (placedAt: unknown) => (placedAt instanceof Date ? new Date(placedAt.getTime() + payWithin) : undefined)
  const toOrder = (given: GatewayCreateParameters): CreatePaymentParameters<'qr' | 'page' | 'wap' | 'app'> => {
    const {
      payerClientIp: _ip,
      payerOs: _os,
      expiresAt = endOf(given.placedAt),
      ...order
    } = given as typeof given & WapFields
    return { ...order, ...(expiresAt !== undefined && { expiresAt }) } as CreatePaymentParameters<
      'qr' | 'page' | 'wap' | 'app'
    >
  }
  const find = ({ orderId, placedAt }: GatewayOrderNumber) => {
    const expiresAt = endOf(placedAt)
    return { orderId, placedAt, ...(expiresAt && { expiresAt }) } as GetPaymentParameters
  }
  const limits = {
    createPayment: notLater(limitsOf(createPaymentParameters, toOrder), payWithin),
    refundPayment: limitsOf(refundPaymentParameters, toRefund),
  }
  /** The payment behind a refund. */
  const paymentOf = (orderId: string, placedAt: Date | undefined, options?: CallOptions) =>
    getPayment(client, find({ orderId, ...(placedAt && { placedAt }) }), options)
  return gatewayOf(client, {
    name: nameOf(client.account),
    identity,
    channels: ['qr', 'page', 'wap', 'app'],
    rhythm: frontRhythm,
    takesTimes: true,
    isPayerCode,
    limits,
    async createPayment(client, given, options): Promise<GatewayCreateResult> {
      const order = toOrder(checkParameters('createPayment', limits.createPayment, given))
      return createPayment(client, order, options) as Promise<GatewayCreateResult>
    },
    getPayment: async (client, given, options) => toGatewayPayment(await getPayment(client, find(given), options)),
    awaitPayment: async (client, given, options) => toGatewayPayment(await awaitPayment(client, find(given), options)),
    async cancelPayment(client, { orderId, placedAt }, options) {
      await cancelPayment(client, { orderId, placedAt } as ReversePaymentParameters, options)
      return { orderId }
    },
    async refundPayment(client, given, options) {
      const checked = checkParameters('refundPayment', limits.refundPayment, given)
      const { orderId, orderPlacedAt, amount } = checked
      // By its own number UnionPay finds a payment by QR code alone.
      const paymentId =
        checked.paymentId ?? toPaid(client, await beforeRefund(() => paymentOf(orderId, orderPlacedAt, options)))
      const refund = await refundPayment(client, toRefund({ ...checked, paymentId }), options)
      return toGatewayRefund({ ...refund, amount, orderId })
    },
    async getRefund(client, given, options) {
      const { orderId, refundId, placedAt, orderPlacedAt } = checkParameters(
        'getRefund',
        refundParameters,
        given as Required<GatewayRefundNumber>,
      )
      const { amount, ...refund } = await getRefund(client, { refundId, placedAt }, options)
      const { paymentId = 'none' } = await paymentOf(orderId, orderPlacedAt, options)
      // Not every answer tells whose it is.
      if (refund.paymentId) mustAnswer({ paymentId: [paymentId, refund.paymentId] })
      if (!amount) throw undocumented('a refund without its amount')
      return toGatewayRefund({ ...refund, amount, orderId })
    },
    receiveWebhook,
    acknowledge,
    ...(settlePayment && {
      async settlePayment(client, given, options) {
        const {
          payerClientIp: _payerClientIp,
          storeId: _storeId,
          ...sale
        } = given as typeof given & {
          payerClientIp?: string
          storeId?: string
        }
        return toGatewaySettled(await settlePayment(client, sale as SettlePaymentParameters, options))
      },
    }),
    ...(downloadStatement && { downloadStatement }),
  }) as unknown as UnionpayGateway<E>
}

type WapFields = { payerClientIp?: string; payerOs?: string }

/** The same limits, with an end for `expiresAt`. */
const notLater = (
  schema: ParameterSchema<GatewayCreateParameters>,
  payWithin: number,
): ParameterSchema<GatewayCreateParameters> =>
  schemaOf((value) => {
    const result = schema['~standard'].validate(value)
    if (result.issues) return result
    const { placedAt, expiresAt } = result.value
    if (!placedAt || !expiresAt || expiresAt.getTime() <= placedAt.getTime() + payWithin) return result
    const message = `must be at most ${payWithin} ms after placedAt; payWithin of unionpayGateway says how long an order can be paid`
    return { issues: [{ path: ['expiresAt'], message }] }
  })

/** UnionPay's number of a payment that can be given back. */
function toPaid({ account }: Client<UnionpayAccount>, { status, paymentId }: GetPaymentResult): string {
  if (status === 'paid' && paymentId) return paymentId
  throw new ShroffError('REFUND_REFUSED', {
    problem: `There is nothing to give back: the payment is ${status}.`,
    outcome: 'rejected',
    authentic: account.signMethod === '01',
    provider: 'unionpay',
    action: 'refundPayment',
    next: 'Ask getPayment again, until it is paid or expiresAt has passed.',
  })
}

/** Whose refund it is: by UnionPay's number of the payment, or else by the shop's, which is asked about first. */
function toRefund(given: GatewayRefundParameters): RefundPaymentParameters {
  const { orderId, orderPlacedAt, orderAmount: _orderAmount, reason: _reason, ...refund } = given
  // null: what is missing is to be named, and not the other number.
  const whose = refund.paymentId === undefined ? { orderId, orderPlacedAt: orderPlacedAt ?? null } : {}
  return { ...refund, ...whose } as RefundPaymentParameters
}

/** What getRefund is asked with here. */
const refundParameters = /* @__PURE__ */ parameterSchema<Required<GatewayRefundNumber>>(refundNumber)
