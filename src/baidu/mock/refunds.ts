import {
  type BookOrder,
  type BookRefund,
  isBookError,
  placeRefund,
  refundable,
  refundsOf,
  settleBookRefund,
} from '../../mock/book.js'
import type { Notice } from '../../mock/provider.js'
import { fingerprint } from '../../mock/rules.js'
import type { Fields } from '../canonical.js'
import { orderOf } from './orders.js'
import {
  failed,
  memoryOf,
  mustText,
  newNumber,
  type Platform,
  type RefundMemory,
  refundMemoryOf,
  unconfirmedOf,
  userId,
} from './platform.js'

/** 申请退款, by either API: the same number again is the same refund. */
export function applyRefund(platform: Platform, asked: Fields, api: 'v1' | 'v2') {
  const { book } = platform
  const order = orderOf(platform, asked)
  if (order.orderId !== mustText(asked, 'tpOrderId') || mustText(asked, 'userId') !== userId)
    throw failed('10002', '系统错误,订单未找到')
  if (!/^[123]$/.test(mustText(asked, 'refundType'))) throw failed('10001', '参数错误,refundType取值不合法')
  mustText(asked, 'refundReason')
  const given = asked.applyRefundMoney
  if (given !== undefined && !/^[1-9]\d{0,14}$/.test(given))
    throw failed('10001', '参数错误,applyRefundMoney取值不合法')
  const value = given === undefined ? order.amount.value : Number(given)
  const number = newNumber(9)
  const refundId = asked.bizRefundBatchId ?? (api === 'v2' ? mustText(asked, 'bizRefundBatchId') : number)
  const same = fingerprint([order.orderId, value])
  const known = refundsOf(book, refundId)[0]
  if (known) {
    if (refundMemoryOf(known).fingerprint !== same) throw failed('10001', '参数错误,bizRefundBatchId重复')
    return accepted(known, api)
  }
  const { consumed } = memoryOf(order)
  const isWhole = value === order.amount.value
  const strict = api === 'v1' || unconfirmedOf(platform).refusesConsumed
  if (strict && isWhole && consumed) throw failed('10002', '系统错误,已消费订单不允许退款')
  if (api === 'v1' && !isWhole && !consumed) throw failed('10002', '系统错误,未消费订单不允许部分退款')
  const wire = { fingerprint: same, asked: 0 } satisfies RefundMemory
  const refund = placed(platform, order, { refundId, number, value, wire })
  if (api === 'v1' || asked.isSkipAudit !== '1') askAudit(platform, refund, platform.clock.now())
  return accepted(refund, api)
}

function placed(
  { book, clock }: Platform,
  order: BookOrder,
  { refundId, number, value, wire }: { refundId: string; number: string; value: number; wire: RefundMemory },
): BookRefund {
  try {
    return placeRefund(book, { refundId, providerRefundId: number, order, value, createdAt: clock.now(), wire })
  } catch (error) {
    if (!isBookError(error)) throw error
    throw error.reason === 'order-not-paid'
      ? failed('10002', '系统错误,订单未支付')
      : failed('10001', '参数错误,退款金额大于可退金额')
  }
}

/** Money is a text in the older API, and a number in the other. */
const accepted = ({ providerRefundId, value }: BookRefund, api: 'v1' | 'v2') => ({
  refundBatchId: providerRefundId,
  refundPayMoney: api === 'v1' ? String(value) : value,
})

/** Baidu gives a payment back by itself (异常退款), and asks about it as about any other. */
export function giveBack(platform: Platform, order: BookOrder): void {
  const value = refundable(order)
  if (order.status !== 'paid' || value <= 0) return
  memoryOf(order).abnormal = true
  const number = newNumber(9)
  const wire = { fingerprint: '', abnormal: true, asked: 0 } satisfies RefundMemory
  askAudit(
    platform,
    placed(platform, order, { refundId: `abnormal ${number}`, number, value, wire }),
    platform.clock.now(),
  )
}

export const auditEvent = 'refund.audit'

/** Baidu does so without end; a test that never decides would not end either. */
const mostAudits = 200

function askAudit(platform: Platform, refund: BookRefund, at: number): void {
  const memory = refundMemoryOf(refund)
  if (memory.asked >= mostAudits) return
  memory.asked += 1
  const { addresses, notify } = platform
  const { order, providerRefundId, value } = refund
  notify({
    type: 'other',
    eventType: auditEvent,
    resource: {
      orderId: memoryOf(order).number,
      userId,
      tpOrderId: order.orderId,
      refundBatchId: providerRefundId,
      applyRefundMoney: String(value),
    },
    url: addresses.audit,
    at,
  })
}

/** What the merchant said to a refund. @returns whether it was an answer. */
export function decideAudit(platform: Platform, notice: Notice & { type: 'other' }, data: unknown): boolean {
  const { clock, notify, book } = platform
  const { refundBatchId } = notice.resource as { refundBatchId: string }
  const refund = [...book.refunds.values()].flat().find((one) => one.providerRefundId === refundBatchId)
  const { auditStatus, calculateRes } = (data ?? {}) as {
    auditStatus?: number
    calculateRes?: { refundPayMoney?: unknown }
  }
  if (!refund || !Number.isSafeInteger(calculateRes?.refundPayMoney)) return false
  if (auditStatus === 3) askAudit(platform, refund, clock.now() + 300_000)
  if (auditStatus !== 1 && auditStatus !== 2) return auditStatus === 3
  // A control, or an earlier answer, may have ended it.
  if (refund.status !== 'pending') return true
  const status = auditStatus === 1 ? 'succeeded' : 'closed'
  settleBookRefund(refund, status, clock.now())
  notify({ type: 'refund', refund, status, at: clock.now() })
  return true
}

const states = { pending: 1, succeeded: 2, closed: 3, 'needs-action': 1 } as const

/** 查询退款: all of the order. */
export function findRefunds(platform: Platform, asked: Fields) {
  const order = platform.book.orders.get(mustText(asked, 'tpOrderId'))
  if (!order || mustText(asked, 'userId') !== userId) throw failed('10002', '系统错误,订单未找到')
  return order.refunds.map((refund) => ({
    bizRefundBatchId: refundMemoryOf(refund).abnormal ? '' : refund.refundId,
    orderId: Number(memoryOf(order).number),
    refundBatchId: Number(refund.providerRefundId),
    refundStatus: states[refund.status],
    userId: Number(userId),
  }))
}

/** 取消核销. */
export function revokeConsumption(platform: Platform, asked: Fields) {
  const order = orderOf(platform, asked)
  if (mustText(asked, 'userId') !== userId) throw failed('10002', '系统错误,订单未找到')
  if (asked.type !== '3') throw failed('10001', '参数错误,type不在取值范围')
  memoryOf(order).consumed = false
  return []
}
