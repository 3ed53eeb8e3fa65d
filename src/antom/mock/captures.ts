import { toChinaTime } from '../../codec/time.js'
import { refuse } from '../../mock/refusal.js'
import { amountIn, type Handler, memoryOf, mustText, newNumber, toWireAmount } from './platform.js'

/** `capture`: takes of what a payment holds. */
export const capture: Handler = (platform, { body }) => {
  const { book, clock, notify } = platform
  const captureId = mustText(body, 'captureRequestId', 64)
  const paymentId = mustText(body, 'paymentId', 64)
  const { currency, value } = amountIn(body, 'captureAmount')
  const order = book.numbers.get(paymentId)
  if (!order) throw refuse(404, 'ORDER_NOT_EXIST', 'The order does not exist.')
  const memory = memoryOf(order)
  const answer = (captured: (typeof memory.captures)[number]) => ({
    captureRequestId: captureId,
    captureId: captured.providerCaptureId,
    paymentId,
    captureAmount: toWireAmount(order, captured.value),
    captureTime: toChinaTime(captured.at),
  })
  const known = memory.captures.find((one) => one.captureId === captureId)
  if (known && (known.value !== value || currency !== order.amount.currency))
    throw refuse(400, 'REPEAT_REQ_INCONSISTENT', 'Repeated submit, and requests are inconsistent.')
  if (known) return answer(known)
  const taken = memory.captures.reduce((sum, one) => sum + one.value, 0)
  const held = order.status === 'paid' && memory.manualCapture && !memory.captured && memory.cancelledAt === undefined
  if (!held || currency !== order.amount.currency || taken + value > order.amount.value)
    throw refuse(400, 'ORDER_STATUS_INVALID', 'The order status is invalid.')
  const captured = { captureId, providerCaptureId: newNumber(platform), value, at: clock.now() }
  memory.captures.push(captured)
  if (body.isLastCapture === true || taken + value === order.amount.value) memory.captured = true
  const result = { resultCode: 'SUCCESS', resultStatus: 'S', resultMessage: 'success' }
  // Its name is unconfirmed.
  const resource = { notifyType: 'CAPTURE_RESULT', result, ...answer(captured) }
  if (memory.notifyUrl)
    notify({ type: 'other', eventType: 'CAPTURE_RESULT', resource, url: memory.notifyUrl, at: clock.now() })
  return answer(captured)
}
