import { toChinaDigits } from '../../codec/time.js'
import {
  type BookOrder,
  closeOrder,
  nameOrder,
  payOrder,
  placeOrder,
  placeRefund,
  refundsOf,
  settleBookRefund,
} from '../../mock/book.js'
import type { Json } from '../../mock/http.js'
import { usePayerCode } from '../../mock/payer-code.js'
import { wallets } from '../wire.js'
import { addressIn, knownOrder, missing, numbersOf, originOf, tradeOf } from './orders.js'
import {
  fenIn,
  type Handler,
  memoryOf,
  mustBeMerchant,
  mustHavePlace,
  mustText,
  newTradeNo,
  type OrderMemory,
  type Platform,
  payerId,
  type RefundMemory,
  refundMemoryOf,
  textIn,
  told,
  unconfirmedOf,
  unlisted,
  wrong,
} from './platform.js'

const minute = 60_000

/** By the first two digits. */
const owners: readonly (readonly [RegExp, string])[] = [
  [/^1[0-5]/, wallets.wechatpay],
  [/^(2[5-9]|30)/, wallets.alipay],
  [/^62/, wallets.unionpay],
  [/^01/, 'DCPAY'],
  [/^51/, 'BESTPAY'],
  [/^83/, 'SUNING'],
]

/** 聚合被扫. The codes of its refusals are in no public source. */
export const micropay: Handler = (platform, asked) => {
  const { book, clock } = platform
  mustBeMerchant(platform, asked)
  mustHavePlace(asked)
  const orderId = mustText(asked, 'out_trade_no', 32)
  const value = fenIn(asked, 'total_amount')
  const code = mustText(asked, 'auth_code', 32)
  const accountType = owners.find(([digits]) => digits.test(code))?.[1]
  if (!accountType || !/^\d{16,24}$/.test(code)) throw wrong('auth_code')
  // Never the same again: the code is used up.
  if (knownOrder(platform, orderId, '')) throw unlisted('商户订单号重复')
  const payer = usePayerCode(book, code, clock.now())
  if (payer === 'used-up' || payer === 'expired') throw unlisted('付款码已失效')
  const notifyUrl = addressIn(asked, 'notify_url', 128)
  const memory: OrderMemory = {
    kind: 'MICROPAY',
    accountType,
    transType: undefined,
    description: textIn(asked, 'subject', 42) ?? '',
    // One that is answered as final is not told of.
    notifyUrl: payer === 'types-password' ? notifyUrl : undefined,
    returnUrl: undefined,
    remark: textIn(asked, 'remark', 128),
    fingerprint: `charge ${code}`,
    payOrderNo: undefined,
    tradeNo: newTradeNo(platform),
  }
  const order = placeOrder(book, {
    orderId,
    amount: { currency: 'CNY', value },
    createdAt: clock.now(),
    // How long the payer may type is unconfirmed.
    expiresAt: clock.now() + 15 * minute,
    opened: true,
    wire: memory,
  })
  nameOrder(book, memory.tradeNo!, order)
  if (payer === 'refuses') {
    memory.failed = true
    closeOrder(order)
    throw unlisted('余额不足')
  }
  if (payer === 'pays') {
    payNow(platform, order)
    return charged(platform, order)
  }
  const bare = unconfirmedOf(platform).progressIsBare
  return told('BBS10000', bare ? undefined : numbersOf(platform, orderId, memory.tradeNo!))
}

/** A charge names no state. */
function charged(platform: Platform, order: BookOrder): Json {
  const { trade_state: _, trade_state_desc: _words, ...trade } = tradeOf(platform, order)
  return trade
}

/** The payer has paid: the book moves, a webhook is queued. */
export function payNow(platform: Platform, order: BookOrder): void {
  const { clock, notify } = platform
  payOrder(order, { ...newPayment(platform, order), now: clock.now() })
  notify({ type: 'payment.paid', order, at: clock.now() })
}

/** The payment of an order: from now on its number finds the order. At the counter it has one only now. */
export function newPayment(platform: Platform, order: BookOrder) {
  const memory = memoryOf(order)
  memory.tradeNo ??= newTradeNo(platform)
  nameOrder(platform.book, memory.tradeNo, order)
  return { paymentId: memory.tradeNo, payerId }
}

/** 撤销: what was paid today, as a whole. What it does with an order that is open is unconfirmed: here it refuses. */
export const revoked: Handler = (platform, asked) => {
  const { book, clock } = platform
  mustBeMerchant(platform, asked)
  mustHavePlace(asked)
  const cancelId = mustText(asked, 'out_trade_no', 32)
  const order = originOf(platform, asked)
  if (!order) throw missing()
  const [known] = refundsOf(book, cancelId)
  if (known && !(known.order === order && refundMemoryOf(known).revokes)) throw unlisted('商户请求流水号重复')
  if (known) return revocation(platform, order, cancelId, known.providerRefundId)
  const dayOf = (time: number) => toChinaDigits(time).slice(0, 8)
  if (order.status !== 'paid' || order.refunds.some(({ status }) => status !== 'closed'))
    throw unlisted('原交易状态不允许撤销')
  if (dayOf(order.paidAt!) !== dayOf(clock.now())) throw unlisted('非当日交易，不允许撤销')
  const refund = placeRefund(book, {
    refundId: cancelId,
    providerRefundId: newTradeNo(platform),
    order,
    value: order.amount.value,
    createdAt: clock.now(),
    wire: { fingerprint: '', revokes: true } satisfies RefundMemory,
  })
  settleBookRefund(refund, 'succeeded', clock.now())
  memoryOf(order).revoked = true
  return revocation(platform, order, cancelId, refund.providerRefundId)
}

const revocation = (platform: Platform, order: BookOrder, cancelId: string, tradeNo: string): Json => ({
  ...numbersOf(platform, cancelId, tradeNo),
  origin_trade_no: memoryOf(order).tradeNo,
  origin_out_trade_no: order.orderId,
  account_type: memoryOf(order).accountType,
  total_amount: String(order.amount.value),
  trade_time: toChinaDigits(platform.clock.now()),
})
