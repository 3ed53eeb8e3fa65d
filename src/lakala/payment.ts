import type { Amount } from '../core/amount.js'
import { mustAnswer } from '../core/answers.js'
import type { PaymentStatus } from '../core/payment.js'
import { chinaDigitsOf, minorUnitsOf, stateOf, undocumented } from '../core/read.js'
import { type FromShape, inShape } from '../core/shape.js'
import { tradeShape, wallets } from './wire.js'

/** A payment as Lakala sees it. */
export type LakalaPayment = {
  readonly orderId: string
  /** `trade_no`: Lakala's own number. An order of the counter has it once it is paid. */
  readonly paymentId?: string
  /** `pay_order_no`: the counter's own number of the order. */
  readonly providerOrderId?: string
  /** `acc_trade_no`: the wallet's own number of the payment. */
  readonly walletPaymentId?: string
  /** `processing`: the payer is confirming. */
  readonly status: PaymentStatus
  /** Whether money was given back, in part or whole; absent until it is paid. */
  readonly refunds?: 'none' | 'some'
  /** What was ordered. Before payment it may be absent. */
  readonly amount?: Amount
  /** What the payer paid, discounts of wallet and bank taken off: never compare it with the order. */
  readonly payerAmount?: Amount
  readonly paidAt?: Date
  /** `user_id1`: the payer at the wallet. */
  readonly payerId?: string
  /** Whose wallet it was; absent for one that has no name here. */
  readonly wallet?: LakalaWallet
  /** The verified answer, in the provider's own spelling. */
  readonly raw: unknown
}

/** Whose wallet the payer pays by. */
export type LakalaWallet = keyof typeof wallets

/** The states of a trade. `REVOKED` stands in notifications alone, by the documents; a query may have it all the same. */
export const tradeStates: Readonly<Record<string, PaymentStatus>> = {
  INIT: 'pending',
  CREATE: 'pending',
  DEAL: 'processing',
  UNKNOWN: 'processing',
  SUCCESS: 'paid',
  PART_REFUND: 'paid',
  REFUND: 'paid',
  FAIL: 'failed',
  CLOSE: 'closed',
  REVOKED: 'closed',
}

/** Fen, which come as numbers and as texts, and may be empty. @throws `BODY_INVALID` */
export function fenIn(value: unknown): Amount | undefined {
  if (value === undefined || value === null || value === '') return undefined
  // A list of one number would be written like the number.
  if (typeof value !== 'string' && typeof value !== 'number') throw undocumented('an amount that is no number')
  return minorUnitsOf(String(value), 'CNY')
}

type Facts = Pick<FromShape<typeof tradeShape>, 'acc_trade_no' | 'payer_amount' | 'trade_time' | 'user_id1'>

/** What a trade tells of money and payer, by whatever message. */
export function factsIn(raw: Facts, paid: boolean) {
  const payerAmount = fenIn(raw.payer_amount)
  return {
    ...(raw.acc_trade_no && { walletPaymentId: raw.acc_trade_no }),
    ...(payerAmount && { payerAmount }),
    ...(paid && raw.trade_time && { paidAt: chinaDigitsOf(raw.trade_time) }),
    ...(raw.user_id1 && { payerId: raw.user_id1 }),
  }
}

export function walletIn(accountType: string | null | undefined): { wallet?: LakalaWallet } {
  const wallet = (Object.keys(wallets) as LakalaWallet[]).find((name) => wallets[name] === accountType)
  return wallet ? { wallet } : {}
}

/** @throws `REPLY_MISMATCH` for an answer about another merchant. */
export const mustBeOf = (merchantId: string, told: string | null | undefined): void =>
  mustAnswer({ merchantId: [told && merchantId, told] })

/** What a query says whose code is that the payer is confirming: it may tell nothing else. */
export function toPaymentInProgress(
  asked: { orderId?: string | undefined; paymentId?: string | undefined },
  value: unknown,
): LakalaPayment {
  const raw = inShape(tradeShape, value)
  const { orderId = raw.out_trade_no, paymentId = raw.trade_no } = asked
  if (!orderId) throw undocumented('a payment without its number')
  mustAnswer({
    orderId: [raw.out_trade_no && orderId, raw.out_trade_no],
    paymentId: [raw.trade_no && paymentId, raw.trade_no],
  })
  return { orderId, ...(paymentId && { paymentId }), status: 'processing', raw: value }
}

/** Reads an answer to `tradequery`, or to a charge. Its code says whether the query worked, and nothing of the payment. */
export function toPayment(value: unknown): LakalaPayment {
  const raw = inShape(tradeShape, value)
  const { out_trade_no: orderId, trade_no: paymentId, trade_main_type: kind } = raw
  // A refund and a revocation have numbers of the merchant's too: found by one, they are no payment.
  if (kind) mustAnswer({ trade_main_type: ['a payment', /^(PREORDER|MICROPAY)$/.test(kind) ? 'a payment' : kind] })
  if (!orderId) throw undocumented('a payment without its number')
  const said = raw.trade_state ?? ''
  const state = stateOf(tradeStates, said)
  const paid = state === 'paid'
  const amount = fenIn(raw.total_amount)
  // Who compares the amount before delivering must not find it missing.
  if (paid && !(paymentId && amount)) throw undocumented('a paid state without number or amount')
  return {
    orderId,
    ...(paymentId && { paymentId }),
    // A payer's code that is open waits for its payer.
    status: state === 'pending' && kind === 'MICROPAY' ? 'processing' : state,
    ...(paid && { refunds: said === 'SUCCESS' ? 'none' : 'some' }),
    ...(amount && { amount }),
    ...factsIn(raw, paid),
    ...walletIn(raw.account_type),
    raw: value,
  }
}
