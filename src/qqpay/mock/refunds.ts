import { type BookOrder, type BookRefund, isBookError, placeRefund, refundsOf } from '../../mock/book.js'
import { fingerprint } from '../../mock/rules.js'
import type { Fields } from '../canonical.js'
import { found } from './orders.js'
import {
  day,
  failed,
  fenIn,
  type Handler,
  mustText,
  newNumber,
  type Platform,
  type RefundMemory,
  refundMemoryOf,
  textIn,
} from './platform.js'

/** 申请退款: accepted, which the `settleRefund` control ends. The same number again is the same refund. */
export const refund: Handler = (platform, asked) => {
  const { book, clock } = platform
  const refundId = mustText(asked, 'out_refund_no', 32)
  const value = fenIn(asked, 'refund_fee')
  const order = found(platform, asked)
  const same = fingerprint([order.orderId, value])
  const [known] = refundsOf(book, refundId)
  if (known) {
    if (refundMemoryOf(known).fingerprint === same) return accepted(known)
    throw failed('PARAM_ERROR', '商户退款单号重复')
  }
  if (order.paidAt !== undefined && clock.now() > order.paidAt + 365 * day)
    throw failed('TRADE_OVERDUE', '订单已超过退款期限')
  return accepted(placed(platform, order, { refundId, value, same }))
}

function placed(
  platform: Platform,
  order: BookOrder,
  { refundId, value, same }: { refundId: string; value: number; same: string },
): BookRefund {
  try {
    return placeRefund(platform.book, {
      refundId,
      providerRefundId: newNumber(platform, '20'),
      order,
      value,
      createdAt: platform.clock.now(),
      wire: { fingerprint: same, reverses: false } satisfies RefundMemory,
    })
  } catch (error) {
    if (!isBookError(error)) throw error
    throw failed('REFUND_FEE_INVALID', '退款金额大于可退金额，或订单未支付')
  }
}

const accepted = ({ order, refundId, providerRefundId, value }: BookRefund): Fields => ({
  transaction_id: order.paymentId!,
  out_trade_no: order.orderId,
  total_fee: String(order.amount.value),
  out_refund_no: refundId,
  refund_id: providerRefundId,
  refund_channel: 'ORIGINAL',
  refund_fee: String(value),
})

const states = { pending: 'PROCESSING', succeeded: 'SUCCESS', closed: 'FAIL', 'needs-action': 'CHANGE' } as const
export const refundStateOf = ({ status }: BookRefund) => states[status]

/** 退款查询, by whichever number comes first: of a refund it alone, of the order all of them. */
export const refundQuery: Handler = (platform, asked) => {
  const { book } = platform
  const providerRefundId = textIn(asked, 'refund_id', 32)
  const refundId = textIn(asked, 'out_refund_no', 32)
  const all = [...book.refunds.values()].flat().filter((one) => !refundMemoryOf(one).reverses)
  const refunds =
    providerRefundId !== undefined
      ? all.filter((one) => one.providerRefundId === providerRefundId)
      : refundId !== undefined
        ? all.filter((one) => one.refundId === refundId)
        : all.filter(({ order }) => order === found(platform, asked))
  // Its code is unconfirmed.
  if (refunds.length === 0) throw failed('REFUNDNOTEXIST', '退款不存在')
  const [{ order }] = refunds as [BookRefund]
  return {
    transaction_id: order.paymentId!,
    out_trade_no: order.orderId,
    total_fee: String(order.amount.value),
    cash_fee: String(order.amount.value - (order.coupon ?? 0)),
    fee_type: 'CNY',
    ...Object.assign({}, ...refunds.map(numbered)),
  }
}

/** What a coupon paid comes back first, and not to the payer. */
function numbered(refund: BookRefund, place: number): Fields {
  const { order, value } = refund
  const before = order.refunds
    .slice(0, order.refunds.indexOf(refund))
    .filter(({ status }) => status !== 'closed')
    .reduce((sum, one) => sum + one.value, 0)
  const coupon = Math.max(0, Math.min(value, (order.coupon ?? 0) - before))
  return {
    [`out_refund_no_${place}`]: refund.refundId,
    [`refund_id_${place}`]: refund.providerRefundId,
    [`refund_channel_${place}`]: 'ORIGINAL',
    [`refund_fee_${place}`]: String(value),
    ...(coupon > 0 && { [`coupon_refund_fee_${place}`]: String(coupon) }),
    [`cash_refund_fee_${place}`]: String(value - coupon),
    [`refund_status_${place}`]: refundStateOf(refund),
    [`refund_recv_accout_${place}`]: '用户QQ钱包余额',
  }
}
