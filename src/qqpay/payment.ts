import type { Amount } from '../core/amount.js'
import type { PaymentStatus, RefundStatus } from '../core/payment.js'
import { chinaDigitsOf, minorUnitsOf, mustBeYuan, undocumented } from '../core/read.js'
import { type FromShape, inShape } from '../core/shape.js'
import type { Fields } from './canonical.js'
import { paymentShape, tradeTypes } from './wire.js'

/** A payment as QQ Wallet sees it. */
export type QqpayPayment = {
  readonly orderId: string
  /** `transaction_id`: QQ Wallet's own number, 28 digits, once paid. After 30 days nothing else finds the payment. */
  readonly paymentId?: string
  readonly status: PaymentStatus
  /** A refund was accepted. Absent: none is told of; QQ Wallet may go on saying `SUCCESS`, which is *unconfirmed*. */
  readonly refunds?: 'some'
  /** What was ordered. Before payment it may be absent. */
  readonly amount?: Amount
  /** `cash_fee`: what the payer paid, coupons taken off. */
  readonly payerAmount?: Amount
  readonly paidAt?: Date
  /** `openid` of the payer. */
  readonly payerId?: string
  readonly attach?: string
  /** The verified fields, in the provider's own spelling. */
  readonly raw: Fields
}

/** A refund as QQ Wallet sees it. */
export type QqpayRefund = {
  readonly refundId: string
  /** `refund_id`: QQ Wallet's own number of the refund. */
  readonly providerRefundId: string
  readonly orderId?: string
  readonly paymentId?: string
  /** `pending` also for whatever QQ Wallet is not sure of: call `refundPayment` again with the same number. */
  readonly status: RefundStatus
  readonly amount: Amount
  /** `cash_refund_fee`: what the payer gets. What a coupon paid goes back first, and not to the payer. */
  readonly payerAmount?: Amount
  /** `refund_recv_accout`: where the money goes, in QQ Wallet's words. */
  readonly receivedBy?: string
  readonly raw: Fields
}

/**
 * What an unpaid order says is unconfirmed: `NOTPAY`, `USERPAYING` or `PAYERROR`. All of them are open, and so is a state that
 * nobody has documented: it can still be paid.
 */
const paymentStates: Readonly<Record<string, PaymentStatus>> = {
  SUCCESS: 'paid',
  // It was paid; the refund query tells how much of it came back.
  REFUND: 'paid',
  CLOSED: 'closed',
  REVOKED: 'closed',
}

function statusOf({ trade_state: state, trade_type: type }: FromShape<typeof paymentShape>): PaymentStatus {
  const known = Object.hasOwn(paymentStates, state ?? '') ? paymentStates[state ?? ''] : undefined
  return known ?? (state === 'USERPAYING' && type === tradeTypes.barcode ? 'processing' : 'pending')
}

export const fen = (text: string | null | undefined): Amount | undefined =>
  text ? minorUnitsOf(text, 'CNY') : undefined

/** What a payment tells of money and payer, by whatever message. */
export function factsIn(raw: FromShape<typeof paymentShape>) {
  mustBeYuan(raw.fee_type)
  const payerAmount = fen(raw.cash_fee)
  return {
    ...(payerAmount && { payerAmount }),
    ...(raw.time_end && { paidAt: chinaDigitsOf(raw.time_end) }),
    ...(raw.openid && { payerId: raw.openid }),
    ...(raw.attach && { attach: raw.attach }),
  }
}

/** Reads an answer to a query of an order. */
export function toPayment(fields: Fields): QqpayPayment {
  const raw = inShape(paymentShape, fields)
  const status = statusOf(raw)
  const amount = fen(raw.total_fee)
  // Who compares the amount before delivering must not find it missing.
  if (status === 'paid' && !(raw.transaction_id && amount)) throw undocumented('a paid state without number or amount')
  return {
    orderId: raw.out_trade_no,
    ...(raw.transaction_id && { paymentId: raw.transaction_id }),
    status,
    ...(raw.trade_state === 'REFUND' && { refunds: 'some' }),
    ...(amount && { amount }),
    ...factsIn(raw),
    raw: fields,
  }
}

const refundStates: Readonly<Record<string, RefundStatus>> = {
  SUCCESS: 'succeeded',
  FAIL: 'closed',
  CHANGE: 'needs-action',
}

/** The refunds of an order, by their place: nothing counts them, so they end where a number is missing. */
export function refundsIn(fields: Fields): QqpayRefund[] {
  const refunds: QqpayRefund[] = []
  for (let place = 0; fields[`out_refund_no_${place}`]; place += 1) refunds.push(toRefund(fields, place))
  return refunds
}

function toRefund(fields: Fields, place: number): QqpayRefund {
  const of = (name: string) => fields[`${name}_${place}`]
  const amount = fen(of('refund_fee'))
  const providerRefundId = of('refund_id')
  if (!amount || !providerRefundId) throw undocumented('a refund without number or amount')
  const state = of('refund_status') ?? ''
  const payerAmount = fen(of('cash_refund_fee'))
  const receivedBy = of('refund_recv_accout')
  return {
    refundId: of('out_refund_no')!,
    providerRefundId,
    ...(fields.out_trade_no && { orderId: fields.out_trade_no }),
    ...(fields.transaction_id && { paymentId: fields.transaction_id }),
    // NOTSURE, NOTPAY and whatever is not documented: nobody knows, which is never a failure.
    status: Object.hasOwn(refundStates, state) ? refundStates[state]! : 'pending',
    amount,
    ...(payerAmount && { payerAmount }),
    ...(receivedBy && { receivedBy }),
    raw: fields,
  }
}
