import type { Amount } from '../core/amount.js'
import {
  type Acknowledgement,
  type EventCommon,
  otherId,
  type PaymentEventFacts,
  type RefundEventFacts,
} from '../core/event.js'
import { type Incoming, readIncoming } from '../core/incoming.js'
import { stateOf, undocumented } from '../core/read.js'
import { type ReceiveOptions, receive } from '../core/receive.js'
import { inShape } from '../core/shape.js'
import type { Verified } from '../core/verified.js'
import { type YeepayAccount, yeepaySecrets } from './account.js'
import { type Notice, openNotice } from './open-notice.js'
import { openSmNotice } from './open-sm-notice.js'
import { factsIn, isScanned, refundStates, timeOf, type YeepayWallet, yuan } from './payment.js'
import { paymentNoticeShape, refundNoticeShape } from './wire.js'

type Common = EventCommon & {
  readonly provider: 'yeepay'
  /** The verified notification, in the provider's own spelling. */
  readonly raw: unknown
}

export type YeepayPaymentEvent = Common &
  PaymentEventFacts & {
    readonly type: 'payment.paid'
    /** `realPayAmount`, or `payAmount`: what the payer paid, promotions taken off. */
    readonly payerAmount?: Amount
    readonly paidAt?: Date
    /** `payerInfo.userID`: the payer at the wallet. */
    readonly payerId?: string
    /** `channel`: whose wallet paid. */
    readonly wallet?: YeepayWallet
    /** `channelTrxId`: the wallet's own number. */
    readonly walletPaymentId?: string
    readonly attach?: string
  }
export type YeepayRefundEvent = Common &
  RefundEventFacts & {
    readonly type: 'refund.succeeded' | 'refund.closed' | 'refund.needs-action'
    readonly orderId: string
    /** What this refund gives back. */
    readonly amount: Amount
    readonly succeededAt?: Date
  }
/** A verified notification that has no type here, such as one of clearing, which comes besides the payment's, or of a settlement. */
export type YeepayOtherEvent = Common & {
  readonly type: 'other'
  /** `clearing`, `settlement`, or the status; empty where it has none. */
  readonly name: string
}

export type YeepayEvent = YeepayRefundEvent | YeepayOtherEvent | YeepayPaymentEvent

/**
 * Receives a notification (结果通知): decrypts it, verifies it, checks that it is for this merchant, and types it. Needs no client
 * and no transport, but the private key. Whatever keeps one from opening has one error and takes the same steps, since a stranger
 * who could tell would decrypt by asking. With `sm` a notification is verified before it is decrypted, and has to be recent; it
 * needs the `url` that was called.
 *
 * Deliveries repeat and may come out of order: remember `event.id`. Without `sm` nothing in it says when it was sent. Compare `event.amount`
 * with your order; where it and a query differ, the query counts.
 *
 * @throws `CONFIG_INVALID` where a framework has parsed the body, for a Signer without `decrypt`, and where the runtime has no RSA
 * padding of this kind (Workers, browsers); `SIGNATURE_*`, `BODY_INVALID`, `WEBHOOK_NOT_OURS`; with `sm` also
 * `TIMESTAMP_OUT_OF_WINDOW`, `KEY_UNKNOWN`, `DECRYPTION_FAILED`. Answer each of them with
 * `acknowledge(account, 'again')`.
 * @see https://open.yeepay.com/docs/platform/notify 结果通知
 * @example
 * const event = await receiveWebhook(account, request)
 * // With a channel it is a payer's code, about which settlePayment decides.
 * if (event.type === 'payment.paid' && !event.channel && event.amount.value === order.amount.value) await deliver(event.orderId)
 * return acknowledge(account, 'received')
 */
export const receiveWebhook = (
  account: YeepayAccount,
  incoming: Incoming,
  options?: ReceiveOptions,
): Promise<YeepayEvent> =>
  receive(
    account,
    {
      action: 'receiveWebhook',
      open: async () =>
        yeepaySecrets(account).sm
          ? openSmNotice(account, incoming)
          : openNotice(account, (await readIncoming(incoming)).body),
      // Some tell of no merchant; those of a payment or a refund must.
      foreign: ({ merchantNo }) =>
        merchantNo === undefined || merchantNo === account.merchantId
          ? undefined
          : `its merchant is ${String(merchantNo).slice(0, 40)}, not ${account.merchantId}`,
      decode,
    },
    options,
  )

/** The answer that YeePay waits for. `received` ends it; after `again` it comes again: twice, 5 minutes apart, for settlements; for others on a schedule that is *unconfirmed*. */
export async function acknowledge(account: YeepayAccount, answer: Acknowledgement): Promise<Response> {
  const [result, status] = answer === 'received' ? ['SUCCESS', 200] : ['FAIL', 500]
  return yeepaySecrets(account).sm ? Response.json({ result }, { status }) : new Response(result, { status })
}

function decode({ value: raw }: Verified<Notice>): YeepayEvent {
  const common = { provider: 'yeepay', raw } as const
  const { refundRequestId, status, csSuccessDate, paySuccessDate, settleRequestNo } = raw
  const isClearing = csSuccessDate != null && paySuccessDate == null
  if (refundRequestId != null) {
    const notice = inShape(refundNoticeShape, raw)
    const state = stateOf(refundStates, notice.status)
    const amount = yuan(notice.refundAmount)
    if (!amount) throw undocumented('a refund without an amount')
    // One that is still going on is no event of a refund's end.
    if (state !== 'pending')
      return {
        type: `refund.${state}`,
        id: `refund/${notice.refundRequestId}/${notice.status}`,
        ...common,
        orderId: notice.orderId,
        ...(notice.uniqueOrderNo && { paymentId: notice.uniqueOrderNo }),
        refundId: notice.refundRequestId,
        amount,
        ...(state === 'succeeded' && notice.refundSuccessDate && { succeededAt: timeOf(notice.refundSuccessDate) }),
      }
  }
  if (refundRequestId == null && status === 'SUCCESS' && raw.orderAmount !== undefined && !isClearing) {
    const notice = inShape(paymentNoticeShape, raw)
    const amount = yuan(notice.orderAmount)
    if (!amount) throw undocumented('a payment without an amount')
    return {
      type: 'payment.paid',
      id: `paid/${notice.uniqueOrderNo}`,
      ...common,
      orderId: notice.orderId,
      paymentId: notice.uniqueOrderNo,
      amount,
      ...factsIn(notice),
      ...(isScanned(notice.payWay) && { channel: 'barcode' }),
    }
  }
  const kind = settleRequestNo != null ? 'settlement' : csSuccessDate != null ? 'clearing' : undefined
  const name = kind ?? String(status ?? '')
  // Whatever it is called: two of the same order, such as two splits of it, are two events.
  const requests = Object.keys(raw).filter((member) => /Request(Id|No)$/.test(member))
  const numbers = [...requests.sort(), 'uniqueOrderNo', 'settleStatus'].map((member) => raw[member])
  return { type: 'other', id: otherId(name, numbers), ...common, name }
}
