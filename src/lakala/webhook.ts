import type { Amount } from '../core/amount.js'
import { type Acknowledgement, type EventCommon, otherId, type PaymentEventFacts } from '../core/event.js'
import { type Incoming, readIncoming } from '../core/incoming.js'
import { chinaDigitsOf, undocumented } from '../core/read.js'
import { type ReceiveOptions, receive } from '../core/receive.js'
import { inShape } from '../core/shape.js'
import type { Verified } from '../core/verified.js'
import type { LakalaReceivingAccount } from './account.js'
import { isPayment, mustBeUnpaid, orderStateOf } from './counter.js'
import { openWebhook } from './open.js'
import { factsIn, fenIn, type LakalaWallet, tradeStates, walletIn } from './payment.js'
import { barcodeMark, counterOrderShape, olderNoticeShape, tradeShape } from './wire.js'

type Common = EventCommon & {
  readonly provider: 'lakala'
  /** The verified notification, in the provider's own spelling. */
  readonly raw: unknown
}

export type LakalaPaymentEvent = Common &
  PaymentEventFacts & {
    /**
     * `payment.pending`: the same address hears of each state on the way. Deliver on `payment.paid` alone. `payment.closed` also
     * where the payment was revoked.
     */
    readonly type: 'payment.paid' | 'payment.pending' | 'payment.failed' | 'payment.closed'
    /** `pay_order_no`: the counter's own number; absent for all other orders. */
    readonly providerOrderId?: string
    /** `acc_trade_no`: the wallet's own number of the payment. */
    readonly walletPaymentId?: string
    /** What the payer paid, discounts of wallet and bank taken off: never compare it with the order. */
    readonly payerAmount?: Amount
    readonly paidAt?: Date
    /** `user_id1`: the payer at the wallet. */
    readonly payerId?: string
    readonly wallet?: LakalaWallet
    readonly remark?: string
  }
/** A verified notification that has no type here: that money went back, say, which is no second payment. `getRefund` tells more. */
export type LakalaOtherEvent = Common & {
  readonly type: 'other'
  /** Its state, such as `PART_REFUND`, or the counter's `REFUND`; empty where it has none. */
  readonly name: string
}

export type LakalaEvent = LakalaOtherEvent | LakalaPaymentEvent

/**
 * Receives a notification: verifies the raw bytes, checks that it is for this merchant, and types it: of an order in a wallet, of the
 * counter, and of the counter in its older form. Needs no client, no transport and no private key.
 *
 * Nothing in it says when it was sent or which order it answers: remember `event.id`. Compare `event.amount` with your order.
 *
 * @throws `CONFIG_INVALID` where a framework has parsed the body; `SIGNATURE_*`, `BODY_INVALID`, `WEBHOOK_NOT_OURS`. Answer each of
 * them with `acknowledge(account, 'again')`.
 * @see https://o.lakala.com/open/document/1112 交易结果通知
 * @example
 * const event = await receiveWebhook(account, request)
 * // With a channel it is a payer's code, about which settlePayment decides.
 * if (event.type === 'payment.paid' && !event.channel && event.amount.value === order.amount.value) await deliver(event.orderId)
 * return acknowledge(account, 'received')
 */
export const receiveWebhook = (
  account: LakalaReceivingAccount,
  incoming: Incoming,
  options?: ReceiveOptions,
): Promise<LakalaEvent> =>
  receive(
    account,
    {
      action: 'receiveWebhook',
      async open() {
        const { headers, body } = await readIncoming(incoming)
        return openWebhook(account, headers, body)
      },
      foreign(message) {
        const merchantId = merchantIn(message)
        return merchantId === account.merchantId
          ? undefined
          : `its merchant is ${merchantId}, not ${account.merchantId}`
      },
      decode,
    },
    options,
  )

/** The answer that Lakala waits for. `received` ends it; after `again` it comes up to ten times more within four hours. */
export async function acknowledge(_account: LakalaReceivingAccount, answer: Acknowledgement): Promise<Response> {
  return Response.json(
    answer === 'received' ? { code: 'SUCCESS', message: '执行成功' } : { code: 'FAIL', message: '失败' },
  )
}

/** Whose a notification is, in either spelling. */
export const merchantIn = (message: unknown): string | undefined => {
  const { merchant_no, merchantNo } = (message ?? {}) as { merchant_no?: unknown; merchantNo?: unknown }
  const merchantId = merchant_no ?? merchantNo
  return typeof merchantId === 'string' ? merchantId : undefined
}

function decode({ value: raw }: Verified): LakalaEvent {
  const message = raw as Readonly<Record<string, unknown>>
  if ('order_status' in message) return ofCounter(raw)
  if ('payStatus' in message) return ofOlderCounter(raw)
  return ofTrade(raw)
}

function ofTrade(raw: unknown): LakalaEvent {
  const { trade_status: status, trade_state: told } = raw as { trade_status?: unknown; trade_state?: unknown }
  // Public clients have the state under either name.
  if (status !== undefined && told !== undefined && status !== told)
    throw undocumented('two states that are not the same')
  const state = status ?? told
  const trade = inShape(tradeShape, raw)
  const back = givesBack(trade.trade_main_type, raw as Readonly<Record<string, unknown>>)
  if (back) return toOther(raw, `${back} ${state}`, trade.trade_no ?? trade.out_trade_no)
  const type =
    typeof state === 'string' && state !== 'PART_REFUND' && state !== 'REFUND' && eventTypes[tradeStates[state] ?? '']
  if (!type) return toOther(raw, typeof state === 'string' ? state : '', trade.trade_no ?? trade.out_trade_no)
  const numbers = numbersIn(trade.out_trade_no, trade.trade_no, trade.total_amount)
  const { remark } = trade
  return {
    type,
    id: idOf(type, state as string, numbers.paymentId),
    provider: 'lakala',
    raw,
    ...numbers,
    ...factsIn(trade, type === 'payment.paid'),
    ...walletIn(trade.account_type),
    ...(remark === barcodeMark ? { channel: 'barcode' as const } : remark && { remark }),
  }
}

/**
 * What a refund or a revocation calls itself, which has a state and an amount like a payment: by its kind, or by the numbers of the
 * payment beside its own. How such a notification looks is unconfirmed.
 */
function givesBack(kind: Told, raw: Readonly<Record<string, unknown>>): string | undefined {
  if (kind) return /^(PREORDER|MICROPAY)$/.test(kind) ? undefined : kind
  return ['refund_amount', 'origin_trade_no', 'origin_out_trade_no', 'origin_log_no'].some((name) => raw[name])
    ? 'REFUND'
    : undefined
}

function ofCounter(raw: unknown): LakalaEvent {
  const order = inShape(counterOrderShape, raw)
  const { pay_order_no: providerOrderId, order_trade_info: trade } = order
  const type = eventTypes[orderStateOf(order)]!
  // Its trade tells what happened: an order that is paid goes on being told of, when money goes back.
  if (!trade || !isPayment(trade) || String(order.order_status) === '6') {
    const number = trade?.trade_no ?? providerOrderId ?? order.out_order_no
    return toOther(raw, trade?.trade_type ?? String(order.order_status), number)
  }
  mustBeUnpaid(order, [trade])
  const numbers = numbersIn(order.out_order_no, trade.trade_no, order.total_amount)
  return {
    type,
    id: idOf(type, String(order.order_status), numbers.paymentId),
    provider: 'lakala',
    raw,
    ...numbers,
    ...(providerOrderId && { providerOrderId }),
    ...factsIn(trade, type === 'payment.paid'),
  }
}

function ofOlderCounter(raw: unknown): LakalaEvent {
  const notice = inShape(olderNoticeShape, raw)
  const { tradeType = 'PAY', payStatus, lklOrderNo, payOrderNo: providerOrderId, tradeTime } = notice
  if (tradeType !== 'PAY' || payStatus !== 'S') return toOther(raw, `${tradeType} ${payStatus}`, lklOrderNo)
  const payerAmount = fenIn(notice.actualPayAmount)
  const numbers = numbersIn(notice.merchantOrderNo, lklOrderNo, notice.amount)
  return {
    type: 'payment.paid',
    id: idOf('payment.paid', payStatus, numbers.paymentId),
    provider: 'lakala',
    raw,
    ...numbers,
    ...(providerOrderId && { providerOrderId }),
    ...(payerAmount && { payerAmount }),
    // In China, while other times of this form are in UTC.
    ...(tradeTime && { paidAt: chinaDigitsOf(tradeTime) }),
    ...(notice.payerId1 && { payerId: notice.payerId1 }),
  }
}

/** By where the payment stands. */
const eventTypes: Readonly<Record<string, LakalaPaymentEvent['type']>> = {
  pending: 'payment.pending',
  processing: 'payment.pending',
  paid: 'payment.paid',
  failed: 'payment.failed',
  closed: 'payment.closed',
}

type Told = string | null | undefined

function numbersIn(orderId: Told, paymentId: Told, total: unknown) {
  const amount = fenIn(total)
  if (!orderId || !paymentId || !amount) throw undocumented('a payment without number or amount')
  return { orderId, paymentId, amount }
}

const idOf = (type: LakalaPaymentEvent['type'], state: string, paymentId: string) =>
  type === 'payment.paid' ? `paid/${paymentId}` : `${state}/${paymentId}`

/** Two refunds of one payment have its number in common, and each a flow and a time of its own. */
function toOther(raw: unknown, name: string, number: Told): LakalaOtherEvent {
  const { log_no: flow, trade_time: time } = raw as Readonly<Record<string, unknown>>
  return { type: 'other', id: otherId(name, [number, flow, time]), provider: 'lakala', raw, name }
}
