import type { Acknowledgement, EventCommon, PaymentEventFacts, RefundEventFacts } from '../core/event.js'
import { type Incoming, readIncoming } from '../core/incoming.js'
import { chinaDigitsOf, undocumented } from '../core/read.js'
import { type ReceiveOptions, type Reception, receive } from '../core/receive.js'
import { inShape } from '../core/shape.js'
import type { Verified } from '../core/verified.js'
import type { UnionpayReceivingAccount } from './account.js'
import type { Fields } from './canonical.js'
import { isTaken, openForm } from './open.js'
import { amountOf } from './payment.js'
import { kinds, noticeShape } from './wire.js'

type Common = EventCommon & {
  readonly provider: 'unionpay'
  /** The verified notification, in the provider's own spelling. */
  readonly raw: Fields
}

/** The payer has paid. */
export type UnionpayPaymentEvent = Common &
  PaymentEventFacts & { readonly type: 'payment.paid'; readonly placedAt: Date; readonly settleDate?: string }

/** Money went back. Its payment is told by UnionPay's number only. */
export type UnionpayRefundEvent = Common &
  RefundEventFacts & {
    readonly type: 'refund.succeeded'
    readonly placedAt: Date
    readonly amount: PaymentEventFacts['amount']
  }

/** A verified notification that has no type here: of a hold, of its taking, or of an undoing. */
export type UnionpayOtherEvent = Common & {
  readonly type: 'other'
  /** UnionPay's own name, `txnType`: 02 a hold, 03 its taking, 31, 32, 33 the undoing of a payment, a hold, a taking. */
  readonly name: string
  readonly orderId: string
  readonly placedAt: Date
  readonly amount: PaymentEventFacts['amount']
}

export type UnionpayEvent = UnionpayRefundEvent | UnionpayOtherEvent | UnionpayPaymentEvent

/**
 * Receives a notification (后台通知): verifies the fields of the form, checks that it is for this merchant, and types it. UnionPay
 * tells of success only. Needs no client, no transport and no private key. A query behind the address is not signed, and not read.
 *
 * Deliveries repeat: remember `event.id`. A second `paymentId` under one `orderId` may be a second payment: never drop it.
 * Compare `event.amount` with your order; UnionPay asks for one `getPayment` before money is booked.
 *
 * @throws `CONFIG_INVALID` where a framework has parsed the body; `SIGNATURE_*`, `BODY_INVALID`, `MESSAGE_AMBIGUOUS`,
 * `WEBHOOK_NOT_OURS`. Answer each of them with `acknowledge(account, 'again')`.
 * @see https://github.com/hectorqin/lpays the official demos’ BackReceive.php, 后台通知
 * @example
 * const event = await receiveWebhook(account, request)
 * // With a channel it is a payer's code, about which settlePayment decides.
 * if (event.type === 'payment.paid' && !event.channel && event.amount.value === order.amount.value) await deliver(event.orderId)
 * return acknowledge(account, 'received')
 */
export const receiveWebhook = (
  account: UnionpayReceivingAccount,
  incoming: Incoming,
  options?: ReceiveOptions,
): Promise<UnionpayEvent> => receive(account, reception(account, 'receiveWebhook', incoming, decode), options)

/** What comes as a form with UnionPay's signature on it, from UnionPay itself or through the payer's browser. */
export const reception = <T>(
  account: UnionpayReceivingAccount,
  action: string,
  incoming: Incoming,
  decode: (opened: Verified<Fields>) => T,
): Reception<Fields, T> => ({
  action,
  open: async () => openForm(account, (await readIncoming(incoming)).body),
  foreign: ({ merId }) =>
    merId === account.merchantId ? undefined : `its merchant is ${merId}, not ${account.merchantId}`,
  decode,
})

/** The answer that UnionPay waits for, of which the status alone counts. After `again` it comes up to 4 times more. */
export async function acknowledge(_account: UnionpayReceivingAccount, answer: Acknowledgement): Promise<Response> {
  return answer === 'received' ? new Response('ok') : new Response('again', { status: 500 })
}

function decode({ value: raw }: Verified<Fields>): UnionpayEvent {
  const notice = inShape(noticeShape, raw)
  const { txnType, txnSubType, orderId, queryId: paymentId, origQryId, settleDate, respCode } = notice
  // Failures are not told, say the official demos.
  if (!isTaken(respCode)) throw undocumented(`a notification with the respCode ${respCode}`)
  const common = {
    provider: 'unionpay',
    raw,
    placedAt: chinaDigitsOf(notice.txnTime),
    amount: amountOf(notice),
  } as const
  const id = `${txnType}/${paymentId}`
  if (txnType === '01') {
    const isCode = txnSubType === kinds.barcode.txnSubType
    return {
      type: 'payment.paid',
      id,
      orderId,
      paymentId,
      ...common,
      ...(settleDate && { settleDate }),
      ...(isCode && { channel: 'barcode' }),
    }
  }
  if (txnType === '04')
    return { type: 'refund.succeeded', id, refundId: orderId, ...common, ...(origQryId && { paymentId: origQryId }) }
  return { type: 'other', id, name: txnType, orderId, ...common }
}
