import type { Amount } from '../core/amount.js'
import { chinaDigitsOf, stateOf, undocumented } from '../core/read.js'
import { inShape } from '../core/shape.js'
import { fenIn } from './payment.js'
import { refundShape } from './wire.js'

/** A refund as Lakala tells of it. */
export type LakalaRefund = {
  readonly refundId: string
  /** `trade_no` of the refund. */
  readonly providerRefundId?: string
  /** The order's number, where Lakala tells it; of an order of the counter it is another than the shop's. */
  readonly orderId?: string
  /** `origin_trade_no`: the payment. */
  readonly paymentId?: string
  /** `pending` also after a time-out of Lakala's own: ask no earlier than 30 s later. */
  readonly status: 'pending' | 'succeeded' | 'closed'
  /** What this refund gives back. */
  readonly amount: Amount
  /** What the payer gets of it: discounts of wallet and bank go back to those who gave them. */
  readonly payerAmount?: Amount
  readonly succeededAt?: Date
  /** The verified answer, in the provider's own spelling. */
  readonly raw: unknown
}

const refundStates = {
  SUCCESS: 'succeeded',
  FAIL: 'closed',
  EXCEPTION: 'closed',
  INIT: 'pending',
  DEAL: 'pending',
  PROCESSING: 'pending',
  REFUND: 'pending',
  TIMEOUT: 'pending',
} as const

/** Reads a refund of the refund front, asked for or queried. `channel_ret_desc` has several forms and decides nothing. */
export function toRefund(value: unknown): LakalaRefund {
  const raw = inShape(refundShape, value)
  const status = stateOf(refundStates, raw.trade_state)
  const amount = fenIn(raw.refund_amount)
  if (!amount) throw undocumented('a refund without an amount')
  const payerAmount = fenIn(raw.payer_amount)
  return {
    refundId: raw.out_trade_no,
    ...(raw.trade_no && { providerRefundId: raw.trade_no }),
    ...(raw.origin_out_trade_no && { orderId: raw.origin_out_trade_no }),
    ...(raw.origin_trade_no && { paymentId: raw.origin_trade_no }),
    status,
    amount,
    ...(payerAmount && { payerAmount }),
    ...(status === 'succeeded' && raw.trade_time && { succeededAt: chinaDigitsOf(raw.trade_time) }),
    raw: value,
  }
}
