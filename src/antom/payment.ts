import { type Amount, isCurrency } from '../core/amount.js'
import { mustAnswer } from '../core/answers.js'
import type { PaymentStatus } from '../core/payment.js'
import { dateOf, minorUnitsOf, stateOf, undocumented } from '../core/read.js'
import type { FromShape } from '../core/shape.js'
import { type amountShape, barcodeMark, type paymentNoticeShape, type paymentShape, type refundShape } from './wire.js'

/** A payment as Antom sees it. */
export type AntomPayment = {
  /** `paymentRequestId`: the merchant's number of this attempt. */
  readonly orderId: string
  /** Antom's own number, by which money is given back. */
  readonly paymentId: string
  /** `pending`: the payer has not paid so far. `processing`: the wallet has accepted it, the money is not final, for days perhaps. */
  readonly status: PaymentStatus
  /** Whether a refund has been made of it, in part or whole; absent until it is paid. */
  readonly refunds?: 'none' | 'some'
  /** What was ordered. */
  readonly amount?: Amount
  /** What the payer was charged, in the wallet's currency. Absent in one that is not known here: `raw` has it. */
  readonly payerAmount?: Amount
  readonly paidAt?: Date
  /** `pspCustomerId`: the payer at the wallet. */
  readonly payerId?: string
  /** `paymentMethodType`, or the wallet in the spelling of results (`pspName`). */
  readonly wallet?: string
  /** Why it failed, in Antom's words: `paymentResultCode`. */
  readonly providerCode?: string
  /** The verified answer, in the provider's own spelling. */
  readonly raw: unknown
}

/** A refund as Antom tells of it. Whose it is Antom does not tell. */
export type AntomRefund = {
  readonly refundId: string
  /** Antom's own number of the refund; absent while it is `pending` for the first time. */
  readonly providerRefundId?: string
  /** `succeeded` speaks of Antom, not of the wallet: money that the payer cannot get comes back with the settlement. */
  readonly status: 'pending' | 'succeeded' | 'closed'
  /** What this refund gives back. */
  readonly amount: Amount
  readonly succeededAt?: Date
  readonly raw: unknown
}

const paymentStates: Readonly<Record<string, PaymentStatus>> = {
  PROCESSING: 'pending',
  PENDING: 'processing',
  SUCCESS: 'paid',
  CANCELLED: 'closed',
  FAIL: 'failed',
}

export const refundStates = { SUCCESS: 'succeeded', PROCESSING: 'pending', FAIL: 'closed' } as const

type WireAmount = FromShape<typeof amountShape> | null | undefined

/** @throws `REPLY_MISMATCH` for an answer about another amount than was asked for. */
export const mustBeOf = (amount: Amount, told: NonNullable<WireAmount>): void =>
  mustAnswer({ amount: [String(amount.value), told.value], currency: [amount.currency, told.currency] })

export const amountOf = ({ value, currency }: NonNullable<WireAmount>): Amount => minorUnitsOf(value, currency)

type Told = Pick<
  FromShape<typeof paymentNoticeShape>,
  'actualPaymentAmount' | 'paymentTime' | 'pspCustomerInfo' | 'paymentMethodType'
>

/** Who paid, as a query and a notification tell it alike. */
export function payerIn({ pspCustomerInfo: payer, paymentMethodType }: Told) {
  const payerId = payer?.pspCustomerId
  const wallet = paymentMethodType || payer?.pspName
  return { ...(payerId && { payerId }), ...(wallet && { wallet }) }
}

/** What was charged, and when. */
export function moneyIn({ actualPaymentAmount: actual, paymentTime }: Told) {
  return {
    ...(actual && isCurrency(actual.currency) && { payerAmount: amountOf(actual) }),
    ...(paymentTime && { paidAt: dateOf(paymentTime) }),
  }
}

/** Reads an answer to `inquiryPayment` whose shape has been checked. */
export function toPayment(raw: FromShape<typeof paymentShape>): AntomPayment {
  const { paymentRequestId: orderId, paymentId, paymentResultCode, transactions } = raw
  const status = stateOf(paymentStates, raw.paymentStatus)
  if (!orderId || !paymentId) throw undocumented('a payment without its numbers')
  // Who compares the amount before delivering must not find it missing.
  const amount = raw.paymentAmount && amountOf(raw.paymentAmount)
  if (status === 'paid' && !amount) throw undocumented('a paid state without an amount')
  const refunded = (transactions ?? []).some(
    ({ transactionType, transactionStatus }) => transactionType === 'REFUND' && transactionStatus !== 'FAIL',
  )
  return {
    orderId,
    paymentId,
    status,
    ...(status === 'paid' && { refunds: refunded ? 'some' : 'none' }),
    ...(amount && { amount }),
    ...moneyIn(raw),
    ...payerIn(raw),
    ...((status === 'failed' || status === 'closed') && paymentResultCode && { providerCode: paymentResultCode }),
    raw,
  }
}

/** The numbers of a payment's refunds; undefined where the answer does not list them. */
export const refundIdsOf = (payment: AntomPayment): readonly string[] | undefined =>
  (payment.raw as FromShape<typeof paymentShape>).transactions
    ?.filter(({ transactionType }) => transactionType === 'REFUND')
    .flatMap(({ transactionRequestId }) => transactionRequestId ?? [])

/** Reads a refund whose shape has been checked. */
export function toRefund(
  raw: FromShape<typeof refundShape>,
  told: { refundId: string; status: AntomRefund['status']; amount: Amount },
): AntomRefund {
  return {
    refundId: told.refundId,
    ...(raw.refundId && { providerRefundId: raw.refundId }),
    status: told.status,
    amount: told.amount,
    ...(raw.refundTime && told.status === 'succeeded' && { succeededAt: dateOf(raw.refundTime) }),
    raw,
  }
}

/** Whether a payer's code was charged: nothing but our own mark tells. */
export const channelIn = (metadata: string | null | undefined): { channel?: 'barcode' } =>
  metadata === barcodeMark ? { channel: 'barcode' } : {}
