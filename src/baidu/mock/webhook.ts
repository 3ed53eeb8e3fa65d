import { sign, toBase64 } from '#crypto'
import type { WireRequest } from '../../core/transport.js'
import { utf8 } from '../../crypto/bytes.js'
import type { Forgery, NewNotice, Notice } from '../../mock/provider.js'
import { type Fields, signedText } from '../canonical.js'
import { memoryOf, type Platform, unconfirmedOf, userId } from './platform.js'
import { auditEvent, decideAudit, giveBack } from './refunds.js'

export const forgeries: readonly Forgery[] = ['tampered-body', 'wrong-key', 'unsigned', 'replayed', 'foreign-merchant']

const minute = 60_000

/** A payment every two minutes, 200 times; a refund after 2, 4, 10, 30 minutes, and then each hour without end. */
export const schedule = (notice: Notice): readonly number[] =>
  notice.type === 'payment.paid'
    ? Array(200).fill(2 * minute)
    : [2, 4, 10, 30, ...Array(196).fill(60)].map((minutes: number) => minutes * minute)

/** Of a refund only its end. */
export const isTold = (notice: NewNotice): boolean =>
  notice.type !== 'refund' || notice.status === 'succeeded' || notice.status === 'closed'

function fieldsOf(platform: Platform, notice: Notice): Fields {
  if (notice.type === 'other')
    return Object.fromEntries(Object.entries(notice.resource).map(([name, value]) => [name, String(value)]))
  if (notice.type === 'refund') {
    const { order, providerRefundId } = notice.refund
    return {
      userId,
      orderId: memoryOf(order).number,
      tpOrderId: order.orderId,
      refundBatchId: providerRefundId,
      refundStatus: notice.status === 'succeeded' ? '1' : '2',
    }
  }
  const { order } = notice
  const { number, returnData } = memoryOf(order)
  const coupon = order.coupon ?? 0
  // As captured: empty texts are there.
  return {
    unitPrice: String(order.amount.value),
    orderId: number,
    payTime: String(Math.floor((order.paidAt ?? notice.at) / 1000)),
    dealId: platform.identity.dealId,
    tpOrderId: order.orderId,
    count: '1',
    totalMoney: String(order.amount.value),
    hbBalanceMoney: '0',
    userId,
    promoMoney: String(coupon),
    promoDetail: '',
    hbMoney: '0',
    giftCardMoney: '0',
    payMoney: String(order.amount.value - coupon),
    payType: '1117',
    returnData,
    partnerId: '6000001',
    status: '2',
  }
}

function addressOf({ addresses }: Platform, notice: Notice): string {
  if (notice.type === 'other') return notice.url
  if (notice.type === 'refund') return addresses.refund
  return memoryOf(notice.order).notifyUrl ?? addresses.payment
}

/** A notice, signed now, or false in the way asked for. */
export async function sealWebhook(platform: Platform, notice: Notice, forgery?: Forgery): Promise<WireRequest> {
  const { identity, witness } = platform
  const given = fieldsOf(platform, notice)
  const fields = forgery === 'foreign-merchant' ? { ...given, dealId: '352745999' } : given
  const text = signedText(fields)
  witness?.signed(text)
  const { algorithm, privateKey } = forgery === 'wrong-key' ? identity.stranger : identity.baidu
  const signature = toBase64(await sign(algorithm, privateKey, utf8(text)))
  const rsaSign = unconfirmedOf(platform).leavesOutPadding ? signature.replace(/=+$/, '') : signature
  const told: Record<string, string> = forgery === 'unsigned' ? { ...fields } : { ...fields, rsaSign }
  if (forgery === 'tampered-body') told.orderId = told.orderId!.replace(/\d$/, (digit) => String(9 - Number(digit)))
  return {
    method: 'POST',
    url: addressOf(platform, notice),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: utf8(new URLSearchParams(told).toString()),
  }
}

/** Whether an answer ends the deliveries. Money moves by it: that a payment is consumed, that it goes back, whether a refund may be. */
export function acknowledged(platform: Platform, status: number, body: string, notice?: Notice): boolean {
  const { errno, data } = status === 200 ? answerIn(body) : {}
  if (!notice) return errno === 0
  if (errno !== 0) {
    const failed = notice.type === 'payment.paid' && status === 200 && unconfirmedOf(platform).givesBackOnFailure
    if (failed) giveBack(platform, notice.order)
    return failed === true
  }
  if (notice.type === 'other') return notice.eventType !== auditEvent || decideAudit(platform, notice, data)
  if (notice.type === 'refund') return true
  const { isConsumed, isErrorOrder } = (data ?? {}) as { isConsumed?: unknown; isErrorOrder?: unknown }
  if (isErrorOrder === 1 || (isConsumed !== 1 && isConsumed !== 2)) giveBack(platform, notice.order)
  else if (isConsumed === 2) memoryOf(notice.order).consumed = true
  return true
}

function answerIn(body: string): { errno?: unknown; data?: unknown } {
  try {
    return (JSON.parse(body) as { errno?: unknown; data?: unknown } | null) ?? {}
  } catch {
    return {}
  }
}
