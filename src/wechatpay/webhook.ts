import type { Amount } from '../core/amount.js'
import { ShroffError } from '../core/errors.js'
import type { Acknowledgement, EventCommon, PaymentEventFacts, RefundEventFacts } from '../core/event.js'
import { type Incoming, readIncoming } from '../core/incoming.js'
import { type ReceiveOptions, type Reception, receive } from '../core/receive.js'
import { inShape } from '../core/shape.js'
import type { Verified } from '../core/verified.js'
import type { WechatpayReceivingAccount } from './account.js'
import { type OpenedWebhook, openWebhook } from './open.js'
import { foreignParty } from './parties.js'
import { toPayment, toRefund, type WechatpayPayment, type WechatpayRefund } from './payment.js'
import { partiesShape, refundNoticeShape, transactionShape } from './wire.js'

type Common = EventCommon & {
  readonly provider: 'wechatpay'
  /** For partners: whose event it is. */
  readonly subMerchantId?: string
  /** The decrypted resource, in the provider's own spelling. */
  readonly raw: unknown
}

export type WechatpayPaymentEvent = Common &
  PaymentEventFacts & {
    readonly type: 'payment.paid'
    readonly payment: WechatpayPayment
  }

export type WechatpayRefundEvent = Common &
  RefundEventFacts & {
    readonly orderId: string
    readonly paymentId: string
    readonly amount: Amount
    readonly type: 'refund.succeeded' | 'refund.closed' | 'refund.needs-action'
    readonly refund: WechatpayRefund
  }

/** A verified event of a product that has no type here, such as `PAYSCORE.USER_OPEN_SERVICE`. */
export type WechatpayOtherEvent = Common & {
  readonly type: 'other'
  /** WeChat Pay's own `event_type`. */
  readonly name: string
}

export type WechatpayEvent = WechatpayPaymentEvent | WechatpayRefundEvent | WechatpayOtherEvent

/**
 * Receives a webhook (回调通知): verifies the raw bytes, decrypts, checks that it is about this account, and types it.
 * Needs no client, no transport and no private key.
 *
 * Deliveries repeat and may come out of order: remember `event.id`. Compare `event.amount` with your order.
 *
 * @throws `CONFIG_INVALID` where a framework has parsed the body; `SIGNATURE_*`, `TIMESTAMP_OUT_OF_WINDOW`, `KEY_UNKNOWN`,
 * `DECRYPTION_FAILED`, `BODY_INVALID`, `WEBHOOK_NOT_OURS`. Answer each of them with `acknowledge(account, 'again')`.
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012791836
 * @example
 * const event = await receiveWebhook(account, request)
 * if (event.type === 'payment.paid' && event.amount.value === order.amount.value) await deliver(event.orderId)
 * return acknowledge(account, 'received')
 */
export function receiveWebhook(
  account: WechatpayReceivingAccount,
  incoming: Incoming,
  options?: ReceiveOptions,
): Promise<WechatpayEvent> {
  const open = async () => {
    const { headers, body } = await readIncoming(incoming)
    return openWebhook(account, headers, body)
  }
  return receive(account, reception(account, open), options)
}

export const reception = (
  account: WechatpayReceivingAccount,
  open: () => Promise<Verified<OpenedWebhook>>,
): Reception<OpenedWebhook, WechatpayEvent> => ({
  action: 'receiveWebhook',
  open,
  foreign: (message) => foreignIn(account, message),
  decode,
})

/**
 * The answer that WeChat Pay waits for, within 5 s. `received`: 200 with the code `SUCCESS`, which every edition of the
 * documentation takes, it stops. `again`: 500, it comes again, up to 15 times over a day (doc 4012791836).
 */
export async function acknowledge(_account: WechatpayReceivingAccount, answer: Acknowledgement): Promise<Response> {
  if (answer === 'received') return Response.json({ code: 'SUCCESS', message: '成功' })
  return Response.json({ code: 'FAIL', message: 'try again' }, { status: 500 })
}

/** Whether it is about a payment or a refund as typed here, and the numbers in it. */
function kindOf({ envelope, resource }: OpenedWebhook) {
  const parties = inShape(partiesShape, resource)
  // Both fields: a notice to a profit-sharing account has the same event_type as a payment. Where the second is missing, as
  // in notices that merchants have shown, the members tell; what fits nothing here is passed on under its own name.
  const { trade_state, refund_status } = parties
  const told = (trade_state != null && 'transaction') || (refund_status != null && 'refund')
  const kind = `${envelope.event_type} ${envelope.resource.original_type || told}`
  const combined = parties.combine_mchid != null
  const typed = !combined && /^(TRANSACTION\.SUCCESS transaction|REFUND\.(SUCCESS|CLOSED|ABNORMAL) refund)$/.test(kind)
  return { typed, parties }
}

/**
 * Merchant transfers spell it mch_id, combined orders combine_mchid, and what a partner is called differs from product to
 * product: each number that is there must be ours. Only payments and refunds keep partners and direct merchants apart.
 */
function foreignIn(account: WechatpayReceivingAccount, message: OpenedWebhook): string | undefined {
  const { typed, parties } = kindOf(message)
  if (typed) return foreignParty(account, parties)
  const { mchid, mch_id, sp_mchid, combine_mchid, sub_mchid } = parties
  const app = parties.appid ?? parties.sp_appid
  // Some products' events name no merchant; that our APIv3 key decrypts them is what makes them ours.
  return [mchid, mch_id, sp_mchid, combine_mchid]
    .filter((number) => number != null)
    .map((number) => foreignParty(account, { mchid: number, sp_mchid: number, appid: app, sp_appid: app, sub_mchid }))
    .find((found) => found !== undefined)
}

function decode({ value }: Verified<OpenedWebhook>): WechatpayEvent {
  const { envelope, resource: raw } = value
  const { typed, parties } = kindOf(value)
  const subMerchantId = parties.sub_mchid
  const common = { id: envelope.id, provider: 'wechatpay', raw, ...(subMerchantId && { subMerchantId }) } as const
  // The spread never leads: V8 would add all members behind it one by one, which costs more than the checks above.
  if (!typed) return { type: 'other', ...common, name: envelope.event_type }

  if (envelope.event_type === 'TRANSACTION.SUCCESS') {
    const payment = toPayment(inShape(transactionShape, raw))
    const { orderId, paymentId, amount } = payment
    if (payment.status !== 'paid' || !paymentId || !amount) throw contradiction('a paid event without a payment')
    const channel = codeChannelOf(payment.raw.trade_type)
    return { type: 'payment.paid', ...common, orderId, paymentId, amount, ...(channel && { channel }), payment }
  }
  const notice = inShape(refundNoticeShape, raw)
  const refund = toRefund(notice, notice.refund_status)
  if (refund.status === 'pending' || envelope.event_type !== `REFUND.${notice.refund_status}`)
    throw contradiction('a refund event with another state inside')
  const { orderId, paymentId, refundId, amount } = refund
  return { type: `refund.${refund.status}`, ...common, orderId, paymentId, refundId, amount, refund }
}

/** A payer's code; that WeChat Pay tells of such payments at all is not documented. */
function codeChannelOf(tradeType: string | null | undefined): 'barcode' | 'face' | undefined {
  if (tradeType === 'MICROPAY') return 'barcode'
  return tradeType === 'FACEPAY' ? 'face' : undefined
}

const contradiction = (what: string) =>
  new ShroffError('BODY_INVALID', {
    problem: `The webhook is signed, but contradicts itself: ${what}.`,
  })
