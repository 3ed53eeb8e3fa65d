import { toChinaTime } from '../../codec/time.js'
import type { BookRefund } from '../../mock/book.js'
import type { Json } from '../../mock/http.js'
import { refundMemoryOf } from './platform.js'

const wireStatus = {
  pending: 'PROCESSING',
  succeeded: 'SUCCESS',
  closed: 'CLOSED',
  'needs-action': 'ABNORMAL',
} as const

/** What of it the payer gets, and what goes back to the coupon's stock, each by its share. */
function shares({ order, value }: BookRefund): { payer: number; coupon: number } {
  const coupon = Math.floor(((order.coupon ?? 0) * value) / order.amount.value)
  return { payer: value - coupon, coupon }
}

/** 0.6 %, to the whole fen. */
export const feeOf = (value: number): number => Math.round((value * 6) / 1000)

/** The refund object of the refund calls (doc 4013071036). */
export function refundObject(refund: BookRefund): Json {
  const { order, value } = refund
  const { receivedBy, from } = refundMemoryOf(refund)
  const { payer, coupon } = shares(refund)
  return {
    refund_id: refund.providerRefundId,
    out_refund_no: refund.refundId,
    transaction_id: order.paymentId,
    out_trade_no: order.orderId,
    channel: 'ORIGINAL',
    user_received_account: receivedBy,
    ...(refund.status === 'succeeded' && { success_time: toChinaTime(refund.settledAt!) }),
    create_time: toChinaTime(refund.createdAt),
    status: wireStatus[refund.status],
    funds_account: 'AVAILABLE',
    amount: {
      total: order.amount.value,
      refund: value,
      ...(from !== undefined && { from }),
      payer_total: order.amount.value - (order.coupon ?? 0),
      payer_refund: payer,
      settlement_refund: value,
      settlement_total: order.amount.value,
      discount_refund: coupon,
      currency: 'CNY',
      ...(refund.status === 'succeeded' && { refund_fee: feeOf(value) }),
    },
    ...(coupon > 0 && {
      promotion_detail: [
        { promotion_id: '1090001', scope: 'GLOBAL', type: 'COUPON', amount: order.coupon, refund_amount: coupon },
      ],
    }),
  }
}

/** The refund object inside a webhook: fewer members, and the state has another name. */
export function refundNotice(refund: BookRefund, status: BookRefund['status'], merchant: Json): Json {
  const { order, value } = refund
  return {
    ...merchant,
    transaction_id: order.paymentId,
    out_trade_no: order.orderId,
    refund_id: refund.providerRefundId,
    out_refund_no: refund.refundId,
    refund_status: wireStatus[status],
    ...(status === 'succeeded' && { success_time: toChinaTime(refund.settledAt!) }),
    user_received_account: refundMemoryOf(refund).receivedBy,
    amount: {
      total: order.amount.value,
      refund: value,
      payer_total: order.amount.value - (order.coupon ?? 0),
      payer_refund: shares(refund).payer,
    },
  }
}
