import { toChinaDigits } from '../../codec/time.js'
import {
  type BookOrder,
  type BookRefund,
  isBookError,
  placeRefund,
  refundsOf,
  settleBookRefund,
} from '../../mock/book.js'
import type { Json } from '../../mock/http.js'
import { fingerprint } from '../../mock/rules.js'
import { addressIn, missing, numbersOf, originOf } from './orders.js'
import {
  fenIn,
  type Handler,
  logNoOf,
  memoryOf,
  mustBeMerchant,
  mustHavePlace,
  mustText,
  newTradeNo,
  type Platform,
  type RefundMemory,
  refundMemoryOf,
  refused,
  textIn,
  told,
  unconfirmedOf,
  unlisted,
  wrong,
} from './platform.js'

type Wanted = { refundId: string; value: number; order: BookOrder | undefined; same: string }

function readRefund(platform: Platform, asked: Json): Wanted {
  mustBeMerchant(platform, asked)
  mustHavePlace(asked)
  const refundId = mustText(asked, 'out_trade_no', 32)
  const value = fenIn(asked, 'refund_amount')
  textIn(asked, 'refund_reason', 128)
  addressIn(asked, 'notify_url', 2048)
  const order = originOf(platform, asked)
  return { refundId, value, order, same: fingerprint([order?.orderId, value]) }
}

/** 统一退货, the new front. What it cannot do it tells as a refund that failed, by a good code. */
export const refund: Handler = (platform, asked) => {
  const wanted = readRefund(platform, asked)
  const { refundId, value, order } = wanted
  const known = knownRefund(platform, wanted)
  if (known) return told('000000', frontOf(platform, known))
  const placed = !order || lacksNumbers(order, asked) ? undefined : place(platform, order, wanted)
  if (placed) return told('000000', frontOf(platform, placed))
  return told('000000', {
    trade_state: 'FAIL',
    ...numbersOf(platform, refundId, newTradeNo(platform)),
    refund_amount: String(value),
    total_amount: String(value),
    channel_ret_desc: 'RFD16111#退款金额大于可退金额，或原交易不存在、未支付',
  })
}

/** 退款 of the scan interface, no longer developed: no state, and a code for what it cannot do. */
export const olderRefund: Handler = (platform, asked) => {
  const wanted = readRefund(platform, asked)
  const { order } = wanted
  if (order && memoryOf(order).kind === 'COUNTER') {
    mustText(asked, 'refund_reason', 128)
    if (lacksNumbers(order, asked)) throw wrong('origin_log_no')
  }
  const done = knownRefund(platform, wanted) ?? (order && place(platform, order, wanted))
  if (!done) throw unlisted('退款金额大于可退金额，或原交易不存在、未支付')
  const { trade_state: _, channel_ret_desc: _words, ...older } = frontOf(platform, done)
  return older
}

/** Of what began at the counter two of the numbers are asked for. */
const lacksNumbers = (order: BookOrder, asked: Json): boolean =>
  memoryOf(order).kind === 'COUNTER' &&
  ['origin_trade_no', 'origin_log_no', 'origin_out_trade_no'].filter((name) => asked[name]).length < 2

/** That the same again is the same refund is unconfirmed. */
function knownRefund(platform: Platform, { refundId, same }: Wanted): BookRefund | undefined {
  const [known] = refundsOf(platform.book, refundId)
  if (!known && !platform.book.orders.has(refundId)) return undefined
  const again = known && refundMemoryOf(known).fingerprint === same && !unconfirmedOf(platform).refusesRepetition
  if (!again) throw unlisted('商户请求流水号重复')
  return known
}

function place(platform: Platform, order: BookOrder, { refundId, value, same }: Wanted): BookRefund | undefined {
  const { book, clock, notify, options } = platform
  try {
    const wire = { fingerprint: same, revokes: false } satisfies RefundMemory
    const providerRefundId = newTradeNo(platform)
    const placed = placeRefund(book, { refundId, providerRefundId, order, value, createdAt: clock.now(), wire })
    if (options.asyncRefunds) return placed
    settleBookRefund(placed, 'succeeded', clock.now())
    notify({ type: 'refund', refund: placed, status: 'succeeded', at: clock.now() })
    return placed
  } catch (error) {
    if (!isBookError(error)) throw error
    return undefined
  }
}

const states = { pending: 'PROCESSING', succeeded: 'SUCCESS', closed: 'FAIL', 'needs-action': 'EXCEPTION' } as const

function frontOf(platform: Platform, one: BookRefund): Json {
  const { order, status, value } = one
  const { tradeNo, accountType, kind } = memoryOf(order)
  return {
    trade_state: states[status],
    refund_type: 'REFUND',
    ...numbersOf(platform, one.refundId, one.providerRefundId),
    account_type: accountType,
    total_amount: String(order.amount.value),
    refund_amount: String(value),
    payer_amount: String(payerGets(one)),
    trade_time: toChinaDigits(one.settledAt ?? one.createdAt),
    origin_trade_no: tradeNo,
    origin_log_no: logNoOf(tradeNo!),
    // The counter's own number of the trade is another than the shop's of the order.
    origin_out_trade_no: kind === 'COUNTER' ? memoryOf(order).payOrderNo : order.orderId,
    channel_ret_desc: status === 'succeeded' ? 'RFD00000#成功' : 'R011122-处理中',
  }
}

/** What a coupon paid comes back first, and not to the payer. */
function payerGets({ order, value, ...one }: BookRefund): number {
  const place = order.refunds.findIndex(({ refundId }) => refundId === one.refundId)
  const before = order.refunds
    .slice(0, place)
    .filter(({ status }) => status !== 'closed')
    .reduce((sum, each) => sum + each.value, 0)
  return value - Math.max(0, Math.min(value, (order.coupon ?? 0) - before))
}

/** 统一退货查询: one object. */
export const refundQuery: Handler = (platform, asked) => {
  mustBeMerchant(platform, asked)
  const { book } = platform
  const tradeNo = textIn(asked, 'trade_no', 32)
  const refundId = tradeNo === undefined ? mustText(asked, 'out_trade_no', 32) : undefined
  const all = [...book.refunds.values()].flat().filter((one) => !refundMemoryOf(one).revokes)
  const found = all.find((one) =>
    tradeNo === undefined ? one.refundId === refundId : one.providerRefundId === tradeNo,
  )
  // By analogy: which code it is is unconfirmed.
  if (!found) throw refused('RFD11114', missing().message)
  return told('000000', frontOf(platform, found))
}
