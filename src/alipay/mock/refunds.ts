import { toChinaText } from '../../codec/time.js'
import {
  type BookOrder,
  type BookRefund,
  isBookError,
  placeRefund,
  refundable,
  settleBookRefund,
} from '../../mock/book.js'
import type { Json } from '../../mock/http.js'
import { fenOf, randomHex, yuanText } from '../../mock/numbers.js'
import { invalid, isFinished, known } from './orders.js'
import { buyer, type Handler, memoryOf, type Platform, refundMemoryOf } from './platform.js'
import { refuse } from './refusals.js'

/** `alipay.trade.refund`: the money goes back in this very call. */
export const refund: Handler = (platform, content) => {
  const { order, found, asked } = ask(platform, content)
  if (found) return refundAnswer(found, 'N')
  return refundAnswer(
    allowed(() => giveBack(platform, order, asked)),
    'Y',
  )
}

/** `alipay.trade.refund.apply`: accepted only; the `settleRefund` control ends it. */
export const applyRefund: Handler = (platform, content) => {
  const { order, found, asked } = ask(platform, content)
  const placed = found ?? allowed(() => open(platform, order, asked))
  return {
    trade_no: memoryOf(order).tradeNo,
    out_trade_no: order.orderId,
    out_request_no: placed.refundId,
    refund_amount: yuanText(placed.value),
    refund_status: applied[placed.status],
  }
}

const applied = {
  pending: 'REFUND_PROCESSING',
  'needs-action': 'REFUND_PROCESSING',
  succeeded: 'REFUND_SUCCESS',
  closed: 'REFUND_FAIL',
} as const

type Asked = { number: string; value: number; reason: string | undefined; cancels: boolean }

/** What is asked for, and the same refund where it was asked for before. */
function ask(platform: Platform, content: Json): { order: BookOrder; found: BookRefund | undefined; asked: Asked } {
  const order = known(platform, content)
  const value = fenOf(content.refund_amount)
  if (value === undefined || value < 1) throw invalid('refund_amount')
  // Left out of a refund in full, the number is the order's own.
  const number = content.out_request_no ?? (value === order.amount.value ? order.orderId : undefined)
  // Only its length is documented.
  if (typeof number !== 'string' || !/^[\x21-\x7e]{1,64}$/.test(number)) throw invalid('out_request_no，部分退款时必填')
  const reason = typeof content.refund_reason === 'string' ? content.refund_reason : undefined
  const found = refundOf(order, number)
  if (found && found.value !== value) throw refuse('ACQ.DISCORDANT_REPEAT_REQUEST', '同一笔退款号退款金额不一致')
  if (!found) mayRefund(platform, order)
  return { order, found, asked: { number, value, reason, cancels: false } }
}

function mayRefund(platform: Platform, order: BookOrder): void {
  if (order.status === 'pending') throw refuse('ACQ.TRADE_STATUS_ERROR', '交易状态不合法')
  if (order.status === 'closed' || refundable(order) === 0) throw refuse('ACQ.TRADE_HAS_CLOSE', '交易已经关闭')
  if (isFinished(platform, order)) throw refuse('ACQ.TRADE_HAS_FINISHED', '交易已完结')
}

function allowed<T>(step: () => T): T {
  try {
    return step()
  } catch (error) {
    if (!isBookError(error)) throw error
    throw refuse('ACQ.REASON_TRADE_REFUND_FEE_ERR', '退款金额无效')
  }
}

const open = ({ book, clock }: Platform, order: BookOrder, { number, value, ...memory }: Asked): BookRefund =>
  placeRefund(book, {
    refundId: number,
    providerRefundId: randomHex(8),
    order,
    value,
    createdAt: clock.now(),
    wire: memory,
  })

/** Money goes back at once, and a notification is queued. */
export function giveBack(platform: Platform, order: BookOrder, asked: Asked): BookRefund {
  const at = platform.clock.now()
  const placed = open(platform, order, asked)
  settleBookRefund(placed, 'succeeded', at)
  platform.notify({ type: 'refund', refund: placed, status: 'succeeded', at })
  return placed
}

/** An unknown refund is answered with 10000 all the same, without the members that would tell of one. */
export const refundQuery: Handler = (platform, content) => {
  if (typeof content.out_request_no !== 'string') throw invalid('out_request_no')
  const order = known(platform, content)
  const found = refundOf(order, content.out_request_no)
  if (!found) return {}
  return {
    out_trade_no: order.orderId,
    trade_no: memoryOf(order).tradeNo,
    out_request_no: found.refundId,
    refund_reason: refundMemoryOf(found).reason,
    total_amount: yuanText(order.amount.value),
    refund_amount: yuanText(found.value),
    ...outcomeOf(found),
  }
}

/** How a refund that is under way, or has failed, shows in its query: only those of `refund.apply` are ever either. */
function outcomeOf({ status, value, settledAt }: BookRefund): Json {
  if (status === 'closed') return { error_code: 'ACQ.SELLER_BALANCE_NOT_ENOUGH' }
  if (status !== 'succeeded') return { refund_status: 'REFUND_PROCESSING' }
  const send_back_fee = yuanText(value)
  return { refund_status: 'REFUND_SUCCESS', gmt_refund_pay: toChinaText(settledAt!), send_back_fee }
}

// The number is unique within its payment only.
const refundOf = ({ refunds }: BookOrder, number: string) => refunds.find(({ refundId }) => refundId === number)

/** All that had gone back of the payment once this refund had succeeded, in fen; of one that has not, all so far. */
export function refundedWith(refund: BookRefund): number {
  const done = refund.order.refunds
    .filter(({ status }) => status === 'succeeded')
    .sort((a, b) => a.settledAt! - b.settledAt!)
  return done.slice(0, done.indexOf(refund) + 1 || done.length).reduce((sum, { value }) => sum + value, 0)
}

const refundAnswer = (refund: BookRefund, fundChange: 'Y' | 'N'): Json => ({
  trade_no: memoryOf(refund.order).tradeNo,
  out_trade_no: refund.order.orderId,
  buyer_logon_id: buyer.logonId,
  buyer_user_id: refund.order.payerId,
  fund_change: fundChange,
  refund_fee: yuanText(refundedWith(refund)),
  ...(refund.settledAt !== undefined && { gmt_refund_pay: toChinaText(refund.settledAt) }),
  send_back_fee: yuanText(refund.value),
})
