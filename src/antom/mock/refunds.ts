import { toChinaTime } from '../../codec/time.js'
import { type BookRefund, isBookError, placeRefund, refundsOf, settleBookRefund } from '../../mock/book.js'
import type { Json } from '../../mock/http.js'
import { refuse } from '../../mock/refusal.js'
import { refundStateOf } from './orders.js'
import {
  addressIn,
  amountIn,
  type Handler,
  illegal,
  memoryOf,
  mustText,
  newNumber,
  type RefundMemory,
  resultOf,
  textIn,
  toWireAmount,
} from './platform.js'

const year = 365 * 24 * 3_600_000

/** `refund`: by Antom's own number of the payment; the same number of it again has the same result. */
export const refund: Handler = (platform, { body }) => {
  const { book, clock, notify, options } = platform
  const refundId = mustText(body, 'refundRequestId', 64)
  const paymentId = mustText(body, 'paymentId', 64)
  const { currency, value } = amountIn(body, 'refundAmount')
  textIn(body, 'refundReason', 256)
  const notifyUrl = addressIn(body, 'refundNotifyUrl', 1024)
  const [known] = refundsOf(book, refundId)
  if (known) {
    const same = known.value === value && known.order.amount.currency === currency
    if (same && memoryOf(known.order).paymentId === paymentId) return told(known)
    throw refuse(400, 'REPEAT_REQ_INCONSISTENT', 'Repeated submit, and requests are inconsistent.')
  }
  const order = book.numbers.get(paymentId)
  if (!order) throw refuse(404, 'ORDER_NOT_EXIST', 'The order does not exist.')
  if (memoryOf(order).cancelledAt !== undefined) throw refuse(400, 'ORDER_IS_CANCELED', 'The order is canceled.')
  if (order.status !== 'paid') throw refuse(400, 'ORDER_STATUS_INVALID', 'The order status is invalid.')
  if (currency !== order.amount.currency) throw illegal('refundAmount.currency')
  if (clock.now() > order.paidAt! + year) throw refuse(400, 'REFUND_WINDOW_EXCEED', 'The refund window is exceeded.')
  try {
    const wire = { notifyUrl, cancels: false } satisfies RefundMemory
    const placed = placeRefund(book, {
      refundId,
      providerRefundId: newNumber(platform),
      order,
      value,
      createdAt: clock.now(),
      wire,
    })
    if (!options.asyncRefunds) {
      settleBookRefund(placed, 'succeeded', clock.now())
      notify({ type: 'refund', refund: placed, status: 'succeeded', at: clock.now() })
    }
    return told(placed)
  } catch (error) {
    if (!isBookError(error)) throw error
    throw refuse(400, 'REFUND_AMOUNT_EXCEED', 'The refund amount exceeds the amount that can be refunded.')
  }
}

/** Only a success names it. How one in process is called is unconfirmed. */
function told(refund: BookRefund): Json {
  if (refund.status === 'closed') throw refuse(400, 'PROCESS_FAIL', 'A general business failure occurred.')
  if (refund.status !== 'succeeded') return { result: resultOf('REFUND_IN_PROCESS', 'refund in process') }
  return { ...facts(refund), paymentId: memoryOf(refund.order).paymentId }
}

function facts(refund: BookRefund): Json {
  return {
    refundRequestId: refund.refundId,
    refundId: refund.providerRefundId,
    refundAmount: toWireAmount(refund.order, refund.value),
    ...(refund.status === 'succeeded' && { refundTime: toChinaTime(refund.settledAt!) }),
  }
}

/** `inquiryRefund`. What is not there has no state; whether that is a refusal besides is unconfirmed. */
export const inquiryRefund: Handler = ({ book, options }, { body }) => {
  const providerRefundId = textIn(body, 'refundId', 64)
  const refundId = textIn(body, 'refundRequestId', 64)
  if (providerRefundId === undefined && refundId === undefined) throw illegal('refundRequestId')
  const all = [...book.refunds.values()].flat()
  const found =
    providerRefundId === undefined
      ? refundsOf(book, refundId!)[0]
      : all.find((one) => one.providerRefundId === providerRefundId)
  if (!found && options.unconfirmed?.refusesUnknownRefund)
    throw refuse(404, 'ORDER_NOT_EXIST', 'The order does not exist.')
  if (!found) return { refundStatus: null, refundId: null, refundRequestId: null }
  return { refundStatus: refundStateOf(found.status), ...facts(found) }
}
