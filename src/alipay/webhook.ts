import type { Amount } from '../core/amount.js'
import type { Acknowledgement, EventCommon, PaymentEventFacts, RefundEventFacts } from '../core/event.js'
import { type Incoming, readIncoming } from '../core/incoming.js'
import { chinaDateOf, stateOf, yuanOf } from '../core/read.js'
import { type ReceiveOptions, receive } from '../core/receive.js'
import { inShape } from '../core/shape.js'
import type { Verified } from '../core/verified.js'
import type { AlipayReceivingAccount } from './account.js'
import { openForm } from './open-form.js'
import { foreignParty } from './parties.js'
import { fromPassback } from './passback.js'
import { tradeStates } from './payment.js'

type Raw = Readonly<Record<string, string>>
type Common = EventCommon & { readonly provider: 'alipay'; readonly raw: Raw }

/** What each notification about a trade tells, under the names that {@link AlipayPayment} has for it. */
type Trade = Common & {
  /** `buyer_open_id`, or `buyer_id` for applications of the older kind. */
  readonly payerId?: string
  /** Decoded again, as by `getPayment`. */
  readonly passbackParams?: string
}

export type AlipayPaymentEvent = Trade &
  PaymentEventFacts & {
    readonly type: 'payment.paid'
    /** What the payer paid. */
    readonly payerAmount?: Amount
    readonly paidAt?: Date
    /**
     * `TRADE_FINISHED`: nothing can be refunded any more. Mostly a later notice of the same payment, with the same `id`;
     * under a contract without refunds the first and only one, so deliver by it as by any other.
     */
    readonly finished: boolean
  }
export type AlipayClosedEvent = Trade & PaymentEventFacts & { readonly type: 'payment.closed' }
export type AlipayPendingEvent = Trade & PaymentEventFacts & { readonly type: 'payment.pending' }
export type AlipayRefundEvent = Trade &
  RefundEventFacts & {
    readonly type: 'refund.succeeded'
    readonly orderId: string
    readonly paymentId: string
    /** What was ordered. */
    readonly orderAmount: Amount
    /** All that was given back of this payment so far. How much of it is this refund’s, `getRefund` tells, and no notification. */
    readonly refundedAmount: Amount
    readonly succeededAt?: Date
  }
export type AlipayOtherEvent = Common & { readonly type: 'other'; readonly name: string }

export type AlipayEvent =
  | AlipayPaymentEvent
  | AlipayClosedEvent
  | AlipayPendingEvent
  | AlipayRefundEvent
  | AlipayOtherEvent

/**
 * Receives a trade notification (异步通知): verifies, checks that it is about this application and seller, and types it.
 * Needs no client, no transport and no private key.
 *
 * Deliveries repeat and may come out of order: remember `event.id`. Compare `event.amount` with your order.
 *
 * @throws `CONFIG_INVALID` where a framework has parsed the body; `SIGNATURE_*`, `BODY_INVALID`, `WEBHOOK_NOT_OURS`.
 * @example
 * const event = await receiveWebhook(account, request)
 * // With a channel it is a payer's code, about which settlePayment decides.
 * if (event.type === 'payment.paid' && !event.channel && event.amount.value === order.amount.value) await deliver(event.orderId)
 * return acknowledge(account, 'received')
 */
export function receiveWebhook(
  account: AlipayReceivingAccount,
  incoming: Incoming,
  options?: ReceiveOptions,
): Promise<AlipayEvent> {
  return receive(
    account,
    {
      action: 'receiveWebhook',
      open: () => open(account, incoming, false),
      foreign: (raw) => foreignParty(account, raw, raw.notify_type !== 'trade_status_sync'),
      decode,
    },
    options,
  )
}

/** For the notices that are signed with their `sign_type`: service market, life account and some gateway messages. */
export function receiveNotice(
  account: AlipayReceivingAccount,
  incoming: Incoming,
  options?: ReceiveOptions,
): Promise<AlipayOtherEvent> {
  return receive(
    account,
    {
      action: 'receiveNotice',
      open: () => open(account, incoming, true),
      foreign: (raw) => foreignParty(account, raw, true),
      decode: ({ value: raw }) => toOther(raw),
    },
    options,
  )
}

/** A message is named by one of three members, by which one depends on its kind and version. */
const toOther = (raw: Raw): AlipayOtherEvent => ({
  id: raw.notify_id ?? '',
  provider: 'alipay',
  type: 'other',
  name: raw.msg_method ?? raw.method ?? raw.notify_type ?? '',
  raw,
})

/** What the payer's browser brought back to `return_url`. For display only: it has no state, so query or wait. */
export type PaymentReturn = {
  readonly orderId: string
  readonly paymentId: string
  readonly amount: PaymentEventFacts['amount']
}

/**
 * Opens the address at which a page payment came back (同步跳转).
 *
 * @param url The whole address, or its query string, with what Alipay added and nothing else.
 * @throws as {@link receiveWebhook}; `SIGNATURE_INVALID` where the address has parameters of your own.
 */
export function receiveReturn(
  account: AlipayReceivingAccount,
  url: string | URL,
  options?: ReceiveOptions,
): Promise<PaymentReturn> {
  const text = String(url)
  return receive(
    account,
    {
      action: 'receiveReturn',
      open: () => openForm(account, text.slice(text.indexOf('?') + 1).split('#')[0]!, false),
      foreign: (raw) => foreignParty(account, raw),
      decode({ value }) {
        const raw = inShape(returnShape, value)
        return { orderId: raw.out_trade_no, paymentId: raw.trade_no, amount: yuanOf(raw.total_amount) }
      },
    },
    options,
  )
}

const returnShape = { out_trade_no: 'string', trade_no: 'string', total_amount: 'string' } as const

/** The answer that Alipay waits for: the seven characters `success`, anything else brings it again (8 times over 25 h). */
export async function acknowledge(_account: AlipayReceivingAccount, answer: Acknowledgement): Promise<Response> {
  return new Response(answer === 'received' ? 'success' : 'fail', { headers: { 'content-type': 'text/plain' } })
}

async function open(account: AlipayReceivingAccount, incoming: Incoming, keepsSignType: boolean) {
  const { body } = await readIncoming(incoming)
  return openForm(account, body, keepsSignType)
}

const noticeShape = {
  notify_id: 'string',
  out_trade_no: 'string',
  trade_no: 'string',
  trade_status: 'string',
  total_amount: 'string',
} as const

function decode({ value: raw }: Verified<Raw>): AlipayEvent {
  if (raw.notify_type !== 'trade_status_sync') return toOther(raw)
  const {
    notify_id,
    out_trade_no: orderId,
    trade_no: paymentId,
    trade_status,
    total_amount,
  } = inShape(noticeShape, raw)
  const status = stateOf(tradeStates, trade_status)
  const { gmt_payment, gmt_refund, refund_fee, out_biz_no, buyer_pay_amount, passback_params } = raw
  const { passbackParams, channel } = fromPassback(passback_params)
  const payerId = raw.buyer_open_id ?? raw.buyer_id
  const finished = trade_status === 'TRADE_FINISHED'
  // The same notify_id comes again with each delivery; state and refund number keep different events apart.
  const common = {
    id: [notify_id, trade_status, out_biz_no].filter(Boolean).join('/'),
    provider: 'alipay',
    raw,
    orderId,
    paymentId,
    ...(payerId !== undefined && { payerId }),
    ...(passbackParams !== undefined && { passbackParams }),
  } as const
  const amount = yuanOf(total_amount)
  const toldAmount = yuanOf(refund_fee ?? '0')
  // A closed trade with a refund in it is a refund in full; without one it was never paid. Some notifications say 0.00.
  const refundedAmount = status === 'closed' && gmt_refund && toldAmount.value === 0 ? amount : toldAmount
  if (refundedAmount.value > 0 && !finished) {
    return {
      type: 'refund.succeeded',
      ...common,
      refundId: out_biz_no ?? orderId,
      orderAmount: amount,
      refundedAmount,
      ...(gmt_refund && { succeededAt: chinaDateOf(gmt_refund) }),
    }
  }
  // Money came in only where nothing speaks of it going back: with one of these it is a refund of an amount that is not told,
  // a split or another event of a trade that is paid already.
  if (status === 'paid' && (out_biz_no || gmt_refund || refundedAmount.value > 0))
    return { ...toOther(raw), id: common.id }
  if (status === 'paid') {
    return {
      type: 'payment.paid',
      ...common,
      // The end of the time for refunds is told as the payment was, months later: it must not be delivered again.
      id: `paid/${paymentId}`,
      amount,
      ...(channel && { channel }),
      finished,
      ...(buyer_pay_amount && { payerAmount: yuanOf(buyer_pay_amount) }),
      ...(gmt_payment && { paidAt: chinaDateOf(gmt_payment) }),
    }
  }
  return {
    type: status === 'closed' ? 'payment.closed' : 'payment.pending',
    ...common,
    amount,
    ...(channel && { channel }),
  }
}
