import type { Amount } from '../core/amount.js'
import { mustAnswer } from '../core/answers.js'
import type { PaymentStatus, RefundStatus } from '../core/payment.js'
import { minorUnitsOf, undocumented } from '../core/read.js'
import { type FromShape, inShape } from '../core/shape.js'
import type { Verified } from '../core/verified.js'
import type { Fields } from './canonical.js'
import { endOf, toTime } from './fields.js'
import { isTaken } from './open.js'
import type { GivenFields } from './seal.js'
import { kinds, type placedShape, queryShape, yuan } from './wire.js'

/** Where a transaction stands, as a query tells it. */
export type Standing = 'done' | 'open' | 'refused'

/**
 * The codes of the past that UnionPay's table calls a refusal. Any other is open: those that say so (03, 04, 05, and 01, 12, 34, 60 by
 * some of the official demos), those whose words name no end, and those that nobody knows, which may be of a success (A1).
 */
const refusals =
  '02 10 11 13 14 30 31 32 33 35 36 38 39 40 41 43 44 45 61 62 63 64 65 66 67 68 69 71 72 73 76 77 78 80 81 82 84 90 91 92 93 94 95 96'

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

/** A hold of the payer's money. */
export type UnionpayFreeze = Omit<UnionpayTransaction, 'paymentId'> & {
  readonly freezeId: string
  readonly placedAt: Date
  /** UnionPay's number of the hold, `queryId`: what is taken from, and let go. */
  readonly authorizationId?: string
  /** `pending` as for a payment. What was taken of it, and whether it was let go, UnionPay does not tell with it. */
  readonly status: 'pending' | 'processing' | 'frozen' | 'failed'
}

/** What a refund, an undoing and the taking of held money have in common: each has a number and a time of its own. */
export type UnionpayFollowing = Omit<UnionpayTransaction, 'paymentId'> & {
  readonly placedAt: Date
  /** `pending`: accepted, or nobody knows yet. `closed`: it was refused, and nothing has moved. */
  readonly status: Extract<RefundStatus, 'pending' | 'succeeded' | 'closed'>
  /** `origQryId`: UnionPay's number of what it is about, where it tells. */
  readonly paymentId?: string
}

/** Money that goes back. */
export type UnionpayRefund = UnionpayFollowing & { readonly refundId: string; readonly providerRefundId?: string }

/** The undoing of a payment, of a hold, or of a taking. */
export type UnionpayCancel = UnionpayFollowing & { readonly cancelId: string; readonly providerCancelId?: string }

/** The taking of money that was held; `paymentId` is the hold's `authorizationId`. */
export type UnionpayCapture = UnionpayFollowing & { readonly captureId: string; readonly providerCaptureId?: string }

/** What is asked about: a transaction is found by its number and its time, and is of a kind. */
export type AskedTransaction = { number: string; placedAt: Date; txnTypes: readonly string[] }

/** What a query found. */
export type Found = UnionpayTransaction & {
  readonly standing: Standing
  readonly txnType: string
  readonly txnSubType: string
  readonly origQryId?: string
}

/**
 * A query's answer: where the transaction stands, and what is told of it.
 *
 * @throws `REPLY_MISMATCH` where it is about another one; `BODY_INVALID`
 */
export function toTransaction({ number, placedAt, txnTypes }: AskedTransaction, { value }: Verified<Fields>): Found {
  const raw = inShape(queryShape, value)
  const { txnType, txnSubType, queryId, origQryId, txnAmt, origRespCode, origRespMsg, accNo, settleDate } = raw
  mustAnswer({ orderId: [number, raw.orderId], txnTime: [toTime(placedAt), raw.txnTime] })
  if (!txnTypes.includes(txnType)) mustAnswer({ txnType: [txnTypes.join(' or '), txnType] })
  // What it was asked about is told under names of its own; without them nothing is told.
  if (!origRespCode) throw undocumented('an answer to a query without origRespCode')
  const standing = isTaken(origRespCode) ? 'done' : refusals.split(' ').includes(origRespCode) ? 'refused' : 'open'
  if (standing === 'done' && (!queryId || !txnAmt)) throw undocumented('a success without its number or amount')
  return {
    standing,
    txnType,
    txnSubType: txnSubType ?? '',
    ...(queryId && { paymentId: queryId }),
    ...(origQryId && { origQryId }),
    ...(txnAmt && { amount: amountOf(raw) }),
    ...(accNo && { cardNumber: accNo }),
    ...(settleDate && { settleDate }),
    ...(standing !== 'done' && { providerCode: origRespCode }),
    ...(standing !== 'done' && origRespMsg && { providerMessage: origRespMsg }),
    raw: value,
  }
}

/**
 * Where a payment or a hold stands that is not done. A refusal is the end of a payer's code; elsewhere another card may be tried,
 * until the time is over.
 *
 * @param askedAt When the query was sent, in milliseconds: what it says of a moment before the end is not the end, however late it
 * comes.
 */
export function undoneStatus(
  { standing, txnType, txnSubType }: Found,
  given: { placedAt: Date; expiresAt?: Date | undefined },
  askedAt: number,
): 'pending' | 'processing' | 'failed' {
  if (standing === 'open') return 'processing'
  const codes = [kinds.barcode, kinds.freezeBarcode]
  const isCode = codes.some((kind) => kind.txnType === txnType && kind.txnSubType === txnSubType)
  return isCode || askedAt > endOf(given).getTime() ? 'failed' : 'pending'
}

/** What a query tells of a refund, an undoing or a taking; its own number at UnionPay is for the action to name. */
export function toFollowing(
  placedAt: Date,
  { standing, txnType: _type, txnSubType: _subType, paymentId: providerId, origQryId, ...told }: Found,
): { providerId: string | undefined; told: UnionpayFollowing } {
  const status = standing === 'done' ? 'succeeded' : standing === 'open' ? 'pending' : 'closed'
  return { providerId, told: { placedAt, status, ...(origQryId && { paymentId: origQryId }), ...told } }
}

/**
 * An answer to what was sent repeats it: the number, its time and its kind always, the rest where it is told.
 *
 * @throws `REPLY_MISMATCH`
 */
export function mustEcho(sent: GivenFields, told: FromShape<typeof placedShape>): void {
  const { orderId, txnTime, txnType } = told
  mustAnswer({ orderId: [sent.orderId, orderId], txnTime: [sent.txnTime, txnTime], txnType: [sent.txnType, txnType] })
  for (const name of ['txnSubType', 'txnAmt', 'currencyCode', 'origQryId'] as const)
    if (told[name]) mustAnswer({ [name]: [sent[name], told[name]] })
}

/** Fen, of the yuan. @throws `BODY_INVALID` for any other currency. */
export function amountOf({
  txnAmt,
  currencyCode,
}: FromShape<{ 'txnAmt?': 'string'; 'currencyCode?': 'string' }>): Amount {
  if ((currencyCode || yuan) !== yuan) throw undocumented(`the currency ${currencyCode}`)
  return minorUnitsOf(txnAmt ?? '', 'CNY')
}
