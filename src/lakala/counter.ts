import type { PaymentStatus } from '../core/payment.js'
import { stateOf, undocumented } from '../core/read.js'
import { type FromShape, inShape } from '../core/shape.js'
import { factsIn, fenIn, type LakalaPayment } from './payment.js'
import { counterOrderShape } from './wire.js'

/** `order_status` of the counter: to be paid, paying, success, failed, expired, cancelled, refunded, closed. */
const orderStates: Readonly<Record<string, PaymentStatus>> = {
  0: 'pending',
  1: 'processing',
  2: 'paid',
  3: 'failed',
  4: 'closed',
  5: 'closed',
  6: 'paid',
  7: 'closed',
}

type Order = FromShape<typeof counterOrderShape>
type Trade = NonNullable<Order['order_trade_info']>

/** Where an order of the counter stands. It comes as a number and as a text. */
export const orderStateOf = ({ order_status: said }: Pick<Order, 'order_status'>) => {
  if (typeof said !== 'string' && typeof said !== 'number')
    throw undocumented('a state that is neither text nor number')
  return stateOf(orderStates, String(said))
}

/** Whether this trade of an order is its payment; the others give money back. */
export const isPayment = ({ trade_type: type, trade_status: status }: Trade): boolean =>
  type === 'PAY' && status === 'S'

const givesBack = ({ trade_type: type, trade_status: status }: Trade): boolean =>
  type !== 'PAY' && status !== 'F' && status !== 'C'

/**
 * An order that is over while its payer pays: the money is there, and no state says so.
 *
 * @throws `BODY_INVALID` where it is closed or failed, and yet has a payment of which nothing went back.
 */
export function mustBeUnpaid({ order_status: said }: Pick<Order, 'order_status'>, trades: readonly Trade[]): void {
  const status = orderStateOf({ order_status: said })
  if ((status === 'closed' || status === 'failed') && trades.some(isPayment) && !trades.some(givesBack))
    throw undocumented(`the state ${said}, and a payment that was made`)
}

/** Reads an answer to the query of an order of the counter, with the trade that paid it. */
export function toCounterPayment(value: unknown): LakalaPayment {
  const raw = inShape(counterOrderShape, value)
  const status = orderStateOf(raw)
  const paid = status === 'paid'
  const trades = raw.order_trade_info_list ?? []
  mustBeUnpaid(raw, trades)
  const trade = trades.find(isPayment)
  const amount = fenIn(raw.total_amount)
  if (paid && !amount) throw undocumented('a paid state without an amount')
  return {
    orderId: raw.out_order_no,
    ...(trade?.trade_no && { paymentId: trade.trade_no }),
    ...(raw.pay_order_no && { providerOrderId: raw.pay_order_no }),
    status,
    ...(paid && { refunds: String(raw.order_status) === '6' ? 'some' : 'none' }),
    ...(amount && { amount }),
    ...(trade && factsIn(trade, paid)),
    raw: value,
  }
}
