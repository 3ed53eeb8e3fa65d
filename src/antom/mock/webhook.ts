import { toChinaTime } from '../../codec/time.js'
import type { WireRequest } from '../../core/transport.js'
import { utf8 } from '../../crypto/bytes.js'
import type { BookOrder } from '../../mock/book.js'
import { type Json, readJsonObject, targetOf, writeJson } from '../../mock/http.js'
import type { Forgery, NewNotice, Notice } from '../../mock/provider.js'
import { signedText } from '../canonical.js'
import { memoryOf, type Platform, payer, refundMemoryOf, toWireAmount } from './platform.js'
import { signature } from './sign.js'

export const forgeries: readonly Forgery[] = [
  'tampered-body',
  'wrong-key',
  'unsigned',
  'replayed',
  'from-the-future',
  'foreign-merchant',
]

/** 0 s, 2 min, 10 min, 10 min, 1 h, 2 h, 6 h, 15 h. */
export const schedule = [120_000, 600_000, 600_000, 3_600_000, 7_200_000, 21_600_000, 54_000_000]

const success = { resultCode: 'SUCCESS', resultStatus: 'S', resultMessage: 'success.' }

/** The body of `notifyPayment`, as things stand when it is written. */
export function paymentNotice(order: BookOrder, failed?: string, notifyType = 'PAYMENT_RESULT'): Json {
  const { paymentId, metadata, paymentMethodType } = memoryOf(order)
  const paid = failed === undefined && notifyType === 'PAYMENT_RESULT'
  return {
    notifyType,
    result: failed === undefined ? success : { resultCode: failed, resultStatus: 'F', resultMessage: failed },
    paymentRequestId: order.orderId,
    paymentId,
    paymentAmount: toWireAmount(order),
    ...(paid && { actualPaymentAmount: toWireAmount(order) }),
    paymentCreateTime: toChinaTime(order.createdAt),
    ...(paid && { paymentTime: toChinaTime(order.paidAt ?? order.createdAt), pspCustomerInfo: payer }),
    ...(paymentMethodType && { paymentMethodType }),
    ...(metadata && { metadata }),
  }
}

const addressOf = (notice: NewNotice): string | undefined => {
  if (notice.type === 'other') return notice.url
  if (notice.type === 'payment.paid') return memoryOf(notice.order).notifyUrl
  // Really the dashboard's, where the refund brings none; here that is the order's.
  return refundMemoryOf(notice.refund).notifyUrl ?? memoryOf(notice.refund.order).notifyUrl
}

/** Without an address there is nowhere to tell of it; what waits for somebody's hand is told by nothing. */
export const isTold = (notice: NewNotice): boolean =>
  addressOf(notice) !== undefined &&
  (notice.type !== 'refund' ||
    ((notice.status === 'succeeded' || notice.status === 'closed') && !refundMemoryOf(notice.refund).cancels))

function bodyOf(notice: Notice): Json {
  if (notice.type === 'other') {
    const resource = notice.resource as Json
    return 'notifyType' in resource || 'authorizationNotifyType' in resource
      ? resource
      : { notifyType: notice.eventType, ...resource }
  }
  if (notice.type === 'payment.paid') return paymentNotice(notice.order)
  const { refund, status } = notice
  return {
    notifyType: 'REFUND_RESULT',
    result: success,
    refundStatus: status === 'closed' ? 'FAIL' : 'SUCCESS',
    refundRequestId: refund.refundId,
    refundId: refund.providerRefundId,
    refundAmount: toWireAmount(refund.order, refund.value),
    ...(status === 'succeeded' && { refundTime: toChinaTime(refund.settledAt ?? notice.at) }),
  }
}

/** A notification, signed now over the path of the merchant's own address, or false in the way asked for. */
export async function sealWebhook(platform: Platform, notice: Notice, forgery?: Forgery): Promise<WireRequest> {
  const { clock, antom, stranger, witness } = platform
  const url = addressOf(notice) ?? 'https://shop.example/notify'
  const clientId = forgery === 'foreign-merchant' ? 'SANDBOX_5X00000000000000' : platform.clientId
  // Antom names no clock window: one from another hour differs in its time only, and is rightly signed.
  const shift = forgery === 'replayed' ? -3_600_000 : forgery === 'from-the-future' ? 3_600_000 : 0
  const time = toChinaTime(clock.now() + shift)
  const text = writeJson(bodyOf(notice))
  const key = forgery === 'wrong-key' ? stranger : antom.privateKey
  const path = targetOf({ url, method: 'POST', headers: {} }).replace(/#.*$/s, '')
  const message = signedText(path, clientId, time, text).join('')
  witness?.signed(message)
  return {
    method: 'POST',
    url,
    headers: {
      'Content-Type': 'application/json; charset=UTF-8',
      'Client-Id': clientId,
      'Request-Time': time,
      ...(forgery !== 'unsigned' && { Signature: await signature(key, message) }),
    },
    body: utf8(forgery === 'tampered-body' ? text.replace('"S"', '"F"').replace('{ ', '{') : text),
  }
}

/** Whether an answer ends the deliveries: 200, and a result that says so. */
export function isAcknowledged(status: number, body: string): boolean {
  const result = readJsonObject(body)?.result as Json | undefined
  return status === 200 && result?.resultStatus === 'S'
}
