import type { Amount } from '../core/amount.js'
import { mustAnswer } from '../core/answers.js'
import type { PaymentStatus, RefundStatus } from '../core/payment.js'
import { dateOf, minorUnitsOf, undocumented } from '../core/read.js'
import { type FromShape, inShape } from '../core/shape.js'
import type { Verified } from '../core/verified.js'
import type { Fields } from './canonical.js'
import { isTaken } from './open.js'
import { toTime } from './order.js'
import { queryShape, yuan } from './wire.js'

/** Where a transaction stands, as a query tells it. */
export type Standing = 'done' | 'open' | 'refused'

/** The codes of the past that say that nobody knows yet; 01, 12, 34 and 60 by some of the official demos only. */
const open = ['03', '04', '05', '06', '01', '12', '34', '60', '70', '83', '42', '74', '75', '99']

export type UnionpayTransaction = {
  readonly paymentId?: string
  readonly amount?: Amount
  /** The card, masked, or encrypted to the merchant's own key: `decryptCardNumber` opens it. */
  readonly cardNumber?: string
  /** `settleDate`: the day in whose statement it stands, `MMDD`. */
  readonly settleDate?: string
  /** `origRespCode`, where it was refused or is open. */
  readonly providerCode?: string
  /** `origRespMsg`. */
  readonly providerMessage?: string
  /** The verified answer, in the provider's own spelling. */
  readonly raw: Fields
}

/** Whose money it is: a payment of an order. */
export type UnionpayPayment = UnionpayTransaction & {
  readonly orderId: string
  readonly placedAt: Date
  /** `pending` also where a card was refused and the payer may still try another, until `expiresAt`. */
  readonly status: Extract<PaymentStatus, 'pending' | 'processing' | 'paid' | 'failed'>
}

/** What gives money back, takes a hold, or undoes something: a transaction with a number and a time of its own. */
export type UnionpayRefund = UnionpayTransaction & {
  readonly refundId: string
  readonly placedAt: Date
  readonly status: Extract<RefundStatus, 'pending' | 'succeeded' | 'closed'>
}

/** What is asked about: a transaction is found by its number and its time, and is of a kind. */
export type AskedTransaction = { number: string; placedAt: Date; txnTypes: readonly string[] }

/**
 * A query's answer: where the transaction stands, and what is told of it.
 *
 * @throws `REPLY_MISMATCH` where it is about another one; `BODY_INVALID`
 */
export function toTransaction(
  { number, placedAt, txnTypes }: AskedTransaction,
  { value }: Verified<Fields>,
): UnionpayTransaction & { readonly standing: Standing; readonly txnType: string; readonly txnSubType: string } {
  const raw = inShape(queryShape, value)
  const { txnType, txnSubType, queryId, txnAmt, origRespCode, origRespMsg, accNo, settleDate } = raw
  mustAnswer({ orderId: [number, raw.orderId], txnTime: [toTime(placedAt), raw.txnTime] })
  if (!txnTypes.includes(txnType)) mustAnswer({ txnType: [txnTypes.join(' or '), txnType] })
  // What it was asked about is told under names of its own; without them nothing is told.
  if (!origRespCode) throw undocumented('an answer to a query without origRespCode')
  const standing = isTaken(origRespCode) ? 'done' : open.includes(origRespCode) ? 'open' : 'refused'
  if (standing === 'done' && (!queryId || !txnAmt)) throw undocumented('a success without its number or amount')
  return {
    standing,
    txnType,
    txnSubType: txnSubType ?? '',
    ...(queryId && { paymentId: queryId }),
    ...(txnAmt && { amount: amountOf(raw) }),
    ...(accNo && { cardNumber: accNo }),
    ...(settleDate && { settleDate }),
    ...(standing !== 'done' && { providerCode: origRespCode }),
    ...(standing !== 'done' && origRespMsg && { providerMessage: origRespMsg }),
    raw: value,
  }
}

/** Fen, of the yuan. @throws `BODY_INVALID` for any other currency. */
export function amountOf({
  txnAmt,
  currencyCode,
}: FromShape<{ 'txnAmt?': 'string'; 'currencyCode?': 'string' }>): Amount {
  if ((currencyCode || yuan) !== yuan) throw undocumented(`the currency ${currencyCode}`)
  return minorUnitsOf(txnAmt ?? '', 'CNY')
}

/** `txnTime`, in China. @throws `BODY_INVALID` */
export function placedAtOf(text: string): Date {
  if (!/^\d{14}$/.test(text)) throw undocumented(`the time ${text}`)
  return dateOf(text.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3T$4:$5:$6+08:00'))
}
