import type { Amount } from '../core/amount.js'
import { type Acknowledgement, type EventCommon, otherId, type PaymentEventFacts } from '../core/event.js'
import { type Incoming, readIncoming } from '../core/incoming.js'
import { undocumented } from '../core/read.js'
import { type ReceiveOptions, receive } from '../core/receive.js'
import { inShape } from '../core/shape.js'
import type { Verified } from '../core/verified.js'
import type { QqpayAccount } from './account.js'
import type { Fields } from './canonical.js'
import { openWebhook } from './open.js'
import { factsIn, fen } from './payment.js'
import { paymentShape, tradeTypes } from './wire.js'

type Common = EventCommon & {
  readonly provider: 'qqpay'
  /** The verified notification, in the provider's own spelling. */
  readonly raw: Fields
}

export type QqpayPaymentEvent = Common &
  PaymentEventFacts & {
    readonly type: 'payment.paid'
    /** `cash_fee`: what the payer paid, coupons taken off. */
    readonly payerAmount?: Amount
    readonly paidAt?: Date
    /** `openid` of the payer. */
    readonly payerId?: string
    readonly attach?: string
  }
/** A verified notification that has no type here, such as one of a transfer. */
export type QqpayOtherEvent = Common & {
  readonly type: 'other'
  /** `trade_state` or `state`, whichever it has; empty where it has none. */
  readonly name: string
}

export type QqpayEvent = QqpayOtherEvent | QqpayPaymentEvent

/**
 * Receives a notification (支付结果通知): verifies it, checks that it is for this merchant, and types it. Needs no client and no
 * transport. QQ Wallet tells of payments alone: no notification of a refund is known.
 *
 * The key that vouches for it is held by both sides: keep it where only the server reads it. Deliveries repeat: remember
 * `event.id`. Nothing in it says when it was sent. Compare `event.amount` with your order.
 *
 * @throws `CONFIG_INVALID` where a framework has parsed the body; `SIGNATURE_*`, `BODY_INVALID`, `WEBHOOK_NOT_OURS`. Answer each
 * of them with `acknowledge(account, 'again')`.
 * @see https://mp.qpay.tenpay.cn/buss/wiki/38/1197 支付结果通知
 * @example
 * const event = await receiveWebhook(account, request)
 * // With a channel it is a payer's code, about which settlePayment decides.
 * if (event.type === 'payment.paid' && !event.channel && event.amount.value === order.amount.value) await deliver(event.orderId)
 * return acknowledge(account, 'received')
 */
export const receiveWebhook = (
  account: QqpayAccount,
  incoming: Incoming,
  options?: ReceiveOptions,
): Promise<QqpayEvent> =>
  receive(
    account,
    {
      action: 'receiveWebhook',
      open: async () => openWebhook(account, (await readIncoming(incoming)).body),
      foreign: ({ mch_id }) =>
        mch_id === account.merchantId ? undefined : `its merchant is ${mch_id}, not ${account.merchantId}`,
      decode,
    },
    options,
  )

/** The answer that QQ Wallet waits for. `received` ends it; after `again` it comes again, on a schedule that is *unconfirmed*. */
export async function acknowledge(_account: QqpayAccount, answer: Acknowledgement): Promise<Response> {
  const code = answer === 'received' ? 'SUCCESS' : 'FAIL'
  return new Response(`<xml><return_code>${code}</return_code></xml>`, {
    headers: { 'content-type': 'text/xml; charset=utf-8' },
  })
}

function decode({ value: raw }: Verified<Fields>): QqpayEvent {
  const common = { provider: 'qqpay', raw } as const
  const { trade_state: state = '' } = raw
  // Most notifications have neither code; one that has them must mean the same.
  const failed = [raw.return_code, raw.result_code].some((code) => code !== undefined && code !== 'SUCCESS')
  if (state !== 'SUCCESS' || failed) {
    const name = state || raw.state || ''
    return { type: 'other', id: otherId(name, [raw.transaction_id ?? raw.out_trade_no]), ...common, name }
  }
  const notice = inShape(paymentShape, raw)
  const amount = fen(notice.total_fee)
  if (!notice.transaction_id || !amount) throw undocumented('a payment without number or amount')
  return {
    type: 'payment.paid',
    id: `paid/${notice.transaction_id}`,
    orderId: notice.out_trade_no,
    paymentId: notice.transaction_id,
    ...common,
    amount,
    ...factsIn(notice),
    ...(notice.trade_type === tradeTypes.barcode && { channel: 'barcode' }),
  }
}
