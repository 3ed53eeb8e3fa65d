import type { Amount } from '../core/amount.js'
import { mustAnswer } from '../core/answers.js'
import type { PaymentStatus, RefundStatus } from '../core/payment.js'
import { dateOf, stateOf, undocumented, yuanOf } from '../core/read.js'
import type { FromShape } from '../core/shape.js'
import type { YeepayAccount } from './account.js'
import type { Result } from './open.js'
import { type paymentNoticeShape, type paymentShape, type refundShape, scanned, wallets } from './wire.js'

/** Whose wallet. */
export type YeepayWallet = keyof typeof wallets

/** A payment as YeePay sees it. */
export type YeepayPayment = {
  readonly orderId: string
  /** `uniqueOrderNo`: YeePay's own number. */
  readonly paymentId?: string
  /** `processing`: a payer's code was charged, and the payer has to confirm. */
  readonly status: PaymentStatus
  /** How much came back of it, by `totalRefundAmount`; absent where YeePay does not tell. What is on its way may be missing. */
  readonly refunds?: 'none' | 'some' | 'all'
  /** What was ordered. */
  readonly amount?: Amount
  /** `realPayAmount`: what the payer paid, promotions taken off. */
  readonly payerAmount?: Amount
  readonly paidAt?: Date
  /** `payerInfo.userID`: the payer at the wallet. */
  readonly payerId?: string
  /** `channel`: whose wallet paid; absent for a card, and for one that is not known here. */
  readonly wallet?: YeepayWallet
  /** `channelTrxId`: the wallet's own number, as the payer sees it. */
  readonly walletPaymentId?: string
  /** `memo`, as the order was placed with. Blanks are not signed in answers, and not in it there. */
  readonly attach?: string
  /** `failCode`: why it failed. */
  readonly providerCode?: string
  /** The verified `result`. Blanks are not signed in answers, and so not in its texts. */
  readonly raw: unknown
}

/** A refund as YeePay sees it. */
export type YeepayRefund = {
  readonly refundId: string
  /** `uniqueRefundNo`: YeePay's own number of the refund. */
  readonly providerRefundId?: string
  readonly orderId: string
  readonly paymentId?: string
  /** `needs-action` (`SUSPEND`): `resumeRefund` or `endRefund`. `closed`: it failed, or was ended. */
  readonly status: RefundStatus
  readonly amount: Amount
  /** `realRefundAmount`: what the payer gets; absent where YeePay does not tell. */
  readonly payerAmount?: Amount
  readonly succeededAt?: Date
  readonly raw: unknown
}

const paymentStates: Readonly<Record<string, PaymentStatus>> = {
  PROCESSING: 'pending',
  SUCCESS: 'paid',
  TIME_OUT: 'closed',
  CLOSE: 'closed',
  FAIL: 'failed',
}

export const refundStates = {
  PROCESSING: 'pending',
  SUCCESS: 'succeeded',
  FAILED: 'closed',
  // So an official demonstration says.
  FAIL: 'closed',
  CANCEL: 'closed',
  SUSPEND: 'needs-action',
} as const satisfies Readonly<Record<string, RefundStatus>>

/** Yuan, as a text or as a number. @throws `BODY_INVALID` */
export function yuan(value: unknown): Amount | undefined {
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value !== 'string' && typeof value !== 'number') throw undocumented('an amount that is none')
  return yuanOf(String(value))
}

/** Yuan as the wire has them. */
export const toYuan = ({ value }: Amount): string =>
  `${Math.floor(value / 100)}.${String(value % 100).padStart(2, '0')}`

/** `yyyy-MM-dd HH:mm:ss` in China, with the blank or without. @throws `BODY_INVALID` */
export const timeOf = (text: string): Date =>
  dateOf(text.replace(/^(\d{4}-\d\d-\d\d)[ T]?(\d\d:\d\d:\d\d)(\.\d+)?$/, '$1T$2+08:00'))

type Facts = Omit<FromShape<typeof paymentNoticeShape>, 'orderAmount' | 'orderId' | 'merchantNo' | 'uniqueOrderNo'>

/** What a payment tells of money and payer, by whatever message. */
export function factsIn(raw: Facts) {
  const payerAmount = yuan(raw.realPayAmount) ?? yuan(raw.payAmount)
  const payerId = payerIn(raw.payerInfo)
  const wallet = walletOf(raw.channel)
  return {
    ...(payerAmount && { payerAmount }),
    ...(raw.paySuccessDate && { paidAt: timeOf(raw.paySuccessDate) }),
    ...(payerId && { payerId }),
    ...(wallet && { wallet }),
    ...(raw.channelTrxId && { walletPaymentId: raw.channelTrxId }),
    ...(raw.memo && { attach: raw.memo }),
  }
}

const walletOf = (channel: string | null | undefined): YeepayWallet | undefined =>
  (Object.keys(wallets) as YeepayWallet[]).find((name) => wallets[name] === channel)

/** An object in an answer, its JSON in a notification. What is neither is no error: nothing depends on it. */
function payerIn(info: unknown): string | undefined {
  if (typeof info === 'string') return /"userID"\s*:\s*"([^"\\]{1,128})"/.exec(info)?.[1]
  const { userID } = (info ?? {}) as { userID?: unknown }
  return typeof userID === 'string' && userID ? userID : undefined
}

/** Whether a payer's code was charged. */
export const isScanned = (payWay: string | null | undefined): boolean => payWay === scanned

/** Reads an answer to a query of an order. */
export function toPayment(raw: FromShape<typeof paymentShape>): YeepayPayment {
  const state = stateOf(paymentStates, raw.status)
  const amount = yuan(raw.orderAmount)
  // Who compares the amount before delivering must not find it missing.
  if (state === 'paid' && !(raw.uniqueOrderNo && amount)) throw undocumented('a paid state without number or amount')
  const back = yuan(raw.totalRefundAmount)
  return {
    orderId: raw.orderId,
    ...(raw.uniqueOrderNo && { paymentId: raw.uniqueOrderNo }),
    status: state === 'pending' && isScanned(raw.payWay) ? 'processing' : state,
    ...(state === 'paid' && back && amount && { refunds: shareOf(back.value, amount.value) }),
    ...(amount && { amount }),
    ...factsIn(raw),
    ...((state === 'failed' || state === 'closed') && raw.failCode && { providerCode: raw.failCode }),
    raw,
  }
}

const shareOf = (back: number, whole: number) => (back === 0 ? 'none' : back < whole ? 'some' : 'all')

/** @throws `REPLY_MISMATCH` for an answer about another merchant, order or refund than was asked about. */
export function mustBeAbout(
  { merchantId }: YeepayAccount,
  {
    merchantNo,
    orderId,
    refundRequestId,
  }: Pick<FromShape<typeof refundShape>, 'merchantNo' | 'orderId'> & {
    refundRequestId?: string
  },
  asked: { orderId: string; refundId?: string },
): void {
  mustAnswer({
    orderId: [asked.orderId, orderId],
    refundId: [asked.refundId, refundRequestId],
    merchantNo: [merchantNo && merchantId, merchantNo],
  })
}

/** Reads an answer about a refund. `asked` is its amount where the answer may leave it out. */
export function toRefund(raw: FromShape<typeof refundShape>, asked?: Amount): YeepayRefund {
  const amount = yuan(raw.refundAmount) ?? asked
  if (!amount) throw undocumented('a refund without an amount')
  mustAnswer({ amount: [asked?.value, amount.value] })
  const status = stateOf(refundStates, raw.status)
  const payerAmount = yuan(raw.realRefundAmount)
  return {
    refundId: raw.refundRequestId,
    ...(raw.uniqueRefundNo && { providerRefundId: raw.uniqueRefundNo }),
    orderId: raw.orderId,
    ...(raw.uniqueOrderNo && { paymentId: raw.uniqueOrderNo }),
    status,
    amount,
    ...(payerAmount && { payerAmount }),
    ...(status === 'succeeded' && raw.refundSuccessDate && { succeededAt: timeOf(raw.refundSuccessDate) }),
    raw: raw satisfies Result,
  }
}
