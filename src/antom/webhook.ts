import type { Amount } from '../core/amount.js'
import { configError } from '../core/errors.js'
import {
  type Acknowledgement,
  type EventCommon,
  otherId,
  type PaymentEventFacts,
  type RefundEventFacts,
} from '../core/event.js'
import { type Incoming, readIncoming, targetOf } from '../core/incoming.js'
import { dateOf, undocumented } from '../core/read.js'
import { type ReceiveOptions, receive } from '../core/receive.js'
import { inShape } from '../core/shape.js'
import type { Verified } from '../core/verified.js'
import type { AntomReceivingAccount } from './account.js'
import { type OpenedWebhook, openWebhook } from './open.js'
import { amountOf, channelIn, moneyIn, payerIn, refundStates } from './payment.js'
import { paymentNoticeShape, refundNoticeShape } from './wire.js'

type Common = EventCommon & {
  readonly provider: 'antom'
  /** The verified notification, in the provider's own spelling. */
  readonly raw: unknown
}

/** What each notification about a payment tells, under the names that {@link AntomPayment} has for it. */
type Told = Common &
  PaymentEventFacts & {
    /** `pspCustomerId`: the payer at the wallet. */
    readonly payerId?: string
    /** `paymentMethodType`, or the wallet in the spelling of results (`pspName`). */
    readonly wallet?: string
  }

export type AntomPaymentEvent = Told & {
  readonly type: 'payment.paid'
  /** What the payer was charged, in the wallet's currency. */
  readonly payerAmount?: Amount
  readonly paidAt?: Date
}
/** The wallet has accepted it; the money is not final. Deliver nothing. */
export type AntomPendingEvent = Told & { readonly type: 'payment.pending' }
/** It did not come about, and never will under this `orderId`. */
export type AntomFailedEvent = Told & {
  readonly type: 'payment.failed' | 'payment.closed'
  /** Why, in Antom's words: `resultCode`. */
  readonly providerCode: string
}
/** Which payment it belongs to Antom does not tell: your own record of `refundId` does. */
export type AntomRefundEvent = Common &
  RefundEventFacts & {
    readonly type: 'refund.succeeded' | 'refund.closed'
    /** What this refund gives back. */
    readonly amount: Amount
    readonly succeededAt?: Date
  }
/** A verified notification that has no type here, such as one of a dispute, a capture or a subscription. */
export type AntomOtherEvent = Common & {
  readonly type: 'other'
  /** Antom's own name, such as `CAPTURE_RESULT`; empty where it has none. */
  readonly name: string
}

export type AntomEvent = AntomPendingEvent | AntomFailedEvent | AntomRefundEvent | AntomOtherEvent | AntomPaymentEvent

/**
 * Receives a notification: verifies the raw bytes and the path that Antom called, checks that it is for this client id, and
 * types it. Needs no client, no transport and no private key.
 *
 * Deliveries repeat and may come out of order: remember `event.id`. Compare `event.amount` with your order.
 *
 * @throws `CONFIG_INVALID` where a framework has parsed the body, or where nothing tells the path; `SIGNATURE_*`,
 * `BODY_INVALID`, `WEBHOOK_NOT_OURS`. Answer each of them with `acknowledge(account, 'again')`.
 * @see https://docs.antom.com/ac/ams/paymentrn_online
 * @example
 * const event = await receiveWebhook(account, request)
 * // With a channel it is a payer's code, about which settlePayment decides.
 * if (event.type === 'payment.paid' && !event.channel && event.amount.value === order.amount.value) await deliver(event.orderId)
 * return acknowledge(account, 'received')
 */
export function receiveWebhook(
  account: AntomReceivingAccount,
  incoming: Incoming,
  options?: ReceiveOptions,
): Promise<AntomEvent> {
  return receive(
    account,
    {
      action: 'receiveWebhook',
      async open() {
        const { headers, body } = await readIncoming(incoming)
        return openWebhook(account, pathCalled(account, incoming), headers, body)
      },
      foreign: ({ clientId }) =>
        clientId === account.clientId ? undefined : `its client is ${clientId}, not ${account.clientId}`,
      decode,
    },
    options,
  )
}

/** The answer that Antom waits for. `received` ends it; after `again` it comes up to 7 times more within 24 hours. */
export async function acknowledge(_account: AntomReceivingAccount, answer: Acknowledgement): Promise<Response> {
  const result =
    answer === 'received'
      ? { resultCode: 'SUCCESS', resultStatus: 'S', resultMessage: 'success' }
      : { resultCode: 'UNKNOWN_EXCEPTION', resultStatus: 'U', resultMessage: 'try again' }
  return Response.json({ result })
}

function pathCalled({ notifyPath }: AntomReceivingAccount, incoming: Incoming): string {
  const path = notifyPath ?? targetOf(incoming)
  if (path !== undefined) return path
  throw configError(
    'Antom signs the path of the address that it calls, and nothing tells it.',
    'Pass the Request, or { headers, body, url: request.originalUrl }; or give the account its notifyPath.',
  )
}

function decode({ value }: Verified<OpenedWebhook>): AntomEvent {
  const raw = value.raw as Readonly<Record<string, unknown>> | null
  const common = { provider: 'antom', raw } as const
  const { notifyType } = raw ?? {}
  if (notifyType === 'REFUND_RESULT') {
    const notice = inShape(refundNoticeShape, raw)
    const { refundRequestId: refundId, refundStatus, refundTime } = notice
    // One that is still going on is no event of a refund's end.
    if (refundStatus === 'SUCCESS' || refundStatus === 'FAIL') {
      const state = refundStates[refundStatus]
      return {
        type: `refund.${state}`,
        id: `refund/${notice.refundId}/${refundStatus}`,
        ...common,
        refundId,
        amount: amountOf(notice.refundAmount),
        ...(state === 'succeeded' && refundTime && { succeededAt: dateOf(refundTime) }),
      }
    }
  }
  // Those of a subscription's periods name no order of the shop's.
  const isPayment = notifyType === 'PAYMENT_RESULT' || notifyType === 'PAYMENT_PENDING'
  if (!isPayment || typeof raw?.paymentRequestId !== 'string') return toOther(raw)
  const notice = inShape(paymentNoticeShape, raw)
  const { result, paymentRequestId: orderId, paymentId, paymentAmount } = notice
  if (!paymentAmount) throw undocumented('a payment without an amount')
  const facts = {
    orderId,
    paymentId,
    provider: 'antom',
    raw,
    amount: amountOf(paymentAmount),
    ...channelIn(notice.metadata),
  } as const
  // The status of a pending one is S as well: paid is S in a final notice alone.
  if (notifyType === 'PAYMENT_PENDING' || result.resultStatus === 'U')
    return { type: 'payment.pending', id: `pending/${paymentId}`, ...facts, ...payerIn(notice) }
  if (result.resultStatus === 'S')
    return { type: 'payment.paid', id: `paid/${paymentId}`, ...facts, ...payerIn(notice), ...moneyIn(notice) }
  if (result.resultStatus !== 'F') throw undocumented(`the status ${result.resultStatus}`)
  const type = /^ORDER_IS_(CLOSED|CANCELED)$/.test(result.resultCode) ? 'payment.closed' : 'payment.failed'
  return { type, id: `failed/${paymentId}`, ...facts, providerCode: result.resultCode, ...payerIn(notice) }
}

/** Notifications of other products are named by other members. That each has a number of its own is not documented. */
function toOther(raw: Readonly<Record<string, unknown>> | null): AntomOtherEvent {
  const names = ['notifyType', 'authorizationNotifyType', 'disputeNotificationType', 'subscriptionNotificationType']
  const numbers = ['paymentId', 'refundId', 'captureId', 'disputeId', 'subscriptionId', 'authState', 'updateRequestId']
  const valuesOf = (members: string[]) => members.map((name) => raw?.[name])
  const name = valuesOf(names).find((value) => typeof value === 'string') ?? ''
  return { type: 'other', id: otherId(name, valuesOf(numbers)), provider: 'antom', raw, name }
}
