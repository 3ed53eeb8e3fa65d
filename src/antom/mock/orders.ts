import { toChinaDigits, toChinaTime } from '../../codec/time.js'
import {
  type BookOrder,
  type BookRefund,
  closeOrder,
  placeRefund,
  refundable,
  settleBookRefund,
} from '../../mock/book.js'
import type { Json } from '../../mock/http.js'
import { refuse } from '../../mock/refusal.js'
import {
  type Handler,
  illegal,
  memoryOf,
  newNumber,
  type Platform,
  payer,
  type RefundMemory,
  refundMemoryOf,
  textIn,
  toWireAmount,
} from './platform.js'
import { paymentNotice } from './webhook.js'

/** `inquiryPayment`: the result says that the query worked, `paymentStatus` where the payment stands. */
export const inquiryPayment: Handler = (platform, { body }) => {
  const order = known(platform, body)
  const { paymentId, metadata, paymentMethodType, failed } = memoryOf(order)
  const status = statusOf(order)
  const transactions = transactionsOf(order)
  return {
    paymentStatus: status,
    paymentResultCode:
      failed ??
      (status === 'CANCELLED' ? 'ORDER_IS_CANCELED' : status === 'SUCCESS' ? 'SUCCESS' : 'PAYMENT_IN_PROCESS'),
    paymentRequestId: order.orderId,
    paymentId,
    paymentAmount: toWireAmount(order),
    paymentCreateTime: toChinaTime(order.createdAt),
    ...(status === 'SUCCESS' && {
      actualPaymentAmount: toWireAmount(order),
      paymentTime: toChinaTime(order.paidAt!),
      pspCustomerInfo: payer,
    }),
    ...(paymentMethodType && { paymentMethodType }),
    ...(metadata && { metadata }),
    ...(transactions.length > 0 && { transactions }),
  }
}

/** `cancel`: closes what is open, gives back what is paid, until 00:15 (GMT+8) of the day after the payment was made. */
export const cancel: Handler = (platform, { body }) => {
  const { book, clock } = platform
  const order = known(platform, body)
  const memory = memoryOf(order)
  const answer = () => ({
    paymentRequestId: order.orderId,
    paymentId: memory.paymentId,
    cancelTime: toChinaTime(memory.cancelledAt ?? clock.now()),
  })
  // Cancelling what failed, or was cancelled, is a success that changes nothing.
  if (memory.failed || memory.cancelledAt !== undefined) return answer()
  if (clock.now() > cancelWindow(order)) throw refuse(400, 'CANCEL_WINDOW_EXCEED', 'The cancel window is exceeded.')
  if (order.refunds.some(({ status }) => status !== 'closed'))
    throw refuse(400, 'PROCESS_FAIL', 'A general business failure occurred.')
  memory.cancelledAt = clock.now()
  if (order.status === 'pending') closeOrder(order)
  if (order.status !== 'paid') return answer()
  const refund = placeRefund(book, {
    refundId: `cancel ${order.orderId}`,
    providerRefundId: newNumber(platform),
    order,
    value: refundable(order),
    createdAt: clock.now(),
    wire: { notifyUrl: undefined, cancels: true } satisfies RefundMemory,
  })
  settleBookRefund(refund, 'succeeded', clock.now())
  return answer()
}

function cancelWindow({ createdAt }: BookOrder): number {
  const day = toChinaDigits(createdAt).replace(/^(\d{4})(\d\d)(\d\d).*$/, '$1-$2-$3')
  return Date.parse(`${day}T00:15:00+08:00`) + 24 * 3_600_000
}

/** `paymentId` wins. A session that nobody has opened has no payment. */
function known(platform: Platform, body: Json): BookOrder {
  const paymentId = textIn(body, 'paymentId', 64)
  const orderId = textIn(body, 'paymentRequestId', 64)
  if (paymentId === undefined && orderId === undefined) throw illegal('paymentRequestId')
  const { numbers, orders } = platform.book
  const order = paymentId === undefined ? orders.get(orderId!) : numbers.get(paymentId)
  if (!order?.opened) throw refuse(404, 'ORDER_NOT_EXIST', 'The order does not exist.')
  closeExpired(platform, order)
  return order
}

/** An order that was not paid in time has failed, and that is told. */
export function closeExpired(platform: Platform, order: BookOrder): void {
  if (order.status === 'pending' && platform.clock.now() > order.expiresAt) fail(platform, order, 'ORDER_IS_CLOSED')
}

export function fail({ clock, notify }: Platform, order: BookOrder, code: string): void {
  closeOrder(order)
  const memory = memoryOf(order)
  memory.failed = code
  if (memory.notifyUrl)
    notify({
      type: 'other',
      eventType: 'PAYMENT_RESULT',
      resource: paymentNotice(order, code),
      url: memory.notifyUrl,
      at: clock.now(),
    })
}

function statusOf(order: BookOrder): string {
  const { failed, cancelledAt, accepted } = memoryOf(order)
  if (cancelledAt !== undefined) return 'CANCELLED'
  if (failed) return 'FAIL'
  if (order.status === 'paid') return 'SUCCESS'
  return accepted ? 'PENDING' : 'PROCESSING'
}

const wireStates = {
  pending: 'PROCESSING',
  succeeded: 'SUCCESS',
  closed: 'FAIL',
  'needs-action': 'PROCESSING',
} as const
export const refundStateOf = (status: BookRefund['status']) => wireStates[status]

function transactionsOf(order: BookOrder): Json[] {
  const refunds = order.refunds
    .filter((refund) => !refundMemoryOf(refund).cancels)
    .map((refund) => ({
      transactionId: refund.providerRefundId,
      transactionType: 'REFUND',
      transactionStatus: refundStateOf(refund.status),
      transactionAmount: toWireAmount(order, refund.value),
      transactionRequestId: refund.refundId,
      transactionTime: toChinaTime(refund.createdAt),
    }))
  const captures = memoryOf(order).captures.map(({ captureId, providerCaptureId, value, at }) => ({
    transactionId: providerCaptureId,
    transactionType: 'CAPTURE',
    transactionStatus: 'SUCCESS',
    transactionAmount: toWireAmount(order, value),
    transactionRequestId: captureId,
    transactionTime: toChinaTime(at),
  }))
  return [...refunds, ...captures]
}
