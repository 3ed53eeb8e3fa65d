import { type Acknowledgement, otherId } from '../core/event.js'
import { type Incoming, readIncoming } from '../core/incoming.js'
import { undocumented } from '../core/read.js'
import { type ReceiveOptions, receive } from '../core/receive.js'
import type { Verified } from '../core/verified.js'
import type { BaiduReceivingAccount } from './account.js'
import { answerOf, auditAnswer } from './answer.js'
import type { Fields } from './canonical.js'
import type { BaiduEvent, BaiduRefundAuditEvent, BaiduRefundDecision, BaiduRefundEvent } from './event.js'
import { openNotice } from './open.js'
import { digitsOf, fen } from './payment.js'

/**
 * Receives a notice, whichever of the three it is (通知支付状态, 请求业务方退款审核, 通知退款状态): verifies it, checks that it is for this
 * settlement, and types it. Needs no client, no transport and no private key. Baidu waits for 2 seconds.
 *
 * Deliveries repeat: remember `event.id`. Nothing in it says when it was sent. Compare `event.amount` with your order.
 *
 * @throws `CONFIG_INVALID` where a framework has parsed the body; `SIGNATURE_*`, `BODY_INVALID`, `MESSAGE_AMBIGUOUS`, `WEBHOOK_NOT_OURS`.
 * Answer each of them with `acknowledge(account, 'again')`.
 * @see https://smartprogram.baidu.com/docs/develop/function/tune_up_notice/ 通知支付状态
 * @example
 * const event = await receiveWebhook(account, request)
 * if (event.type === 'payment.paid' && event.amount.value === order.amount.value) await deliver(event.orderId)
 * if (event.type === 'refund.audit') return answerRefundAudit(account, event, { decision: 'agree' })
 * return acknowledge(account, 'received', event)
 */
export const receiveWebhook = (
  account: BaiduReceivingAccount,
  incoming: Incoming,
  options?: ReceiveOptions,
): Promise<BaiduEvent> =>
  receive(
    account,
    {
      action: 'receiveWebhook',
      open: async () => openNotice(account, (await readIncoming(incoming)).body),
      // Notices of refunds have none; the key is this settlement's own. One of a payment must.
      foreign: ({ dealId, status }) =>
        dealId === account.dealId || (dealId === undefined && status === undefined)
          ? undefined
          : `its dealId is ${dealId ?? 'missing'}, not ${account.dealId}`,
      decode,
    },
    options,
  )

/**
 * The answer that Baidu waits for. `received`: a payment is consumed (`isConsumed` 2), without which it is given back; give the event,
 * since each kind of notice has an answer of its own. An audit is answered as undecided by it, and asked again. `give-back`: the
 * payment cannot be served, and Baidu starts an abnormal refund (异常退款). `again`: HTTP 503, and nothing in Baidu's form: an `errno`
 * other than 0 may give a good payment back, which its documentation says in one place and denies in another.
 *
 * @throws `CONFIG_INVALID` for `give-back` to a notice that is of no payment.
 */
export async function acknowledge(
  _account: BaiduReceivingAccount,
  answer: Acknowledgement<'give-back'>,
  event?: BaiduEvent,
): Promise<Response> {
  return answer === 'again' ? new Response(null, { status: 503 }) : answerOf(answer, event)
}

/**
 * Answers whether money goes back (退款审核). Money moves by it: `agree` cannot be taken back.
 *
 * @throws `CONFIG_INVALID` for an event that asks for none, and to agree without an amount.
 * @see https://smartprogram.baidu.com/docs/develop/function/tune_up_examine/ 请求业务方退款审核
 * @example
 * if (event.type === 'refund.audit') return answerRefundAudit(account, event, { decision: 'agree' })
 */
export async function answerRefundAudit(
  _account: BaiduReceivingAccount,
  event: BaiduRefundAuditEvent,
  decision: BaiduRefundDecision,
): Promise<Response> {
  return auditAnswer(event, decision)
}

function decode({ value: raw }: Verified<Fields>): BaiduEvent {
  const common = { provider: 'baidu', raw } as const
  const { status, refundStatus, refundBatchId } = raw
  if (refundStatus !== undefined || refundBatchId !== undefined) return decodeRefund(raw)
  const type = Object.hasOwn(paymentTypes, status ?? '') ? paymentTypes[status as keyof typeof paymentTypes] : undefined
  if (!type) return { type: 'other', id: otherId(`notice/${status}`, [raw.orderId]), ...common, name: status ?? '' }
  const { tpOrderId: orderId, payMoney, payTime, returnData } = raw
  if (!orderId) throw undocumented('a payment without tpOrderId')
  const paymentId = digitsOf(raw.orderId, 'an orderId')
  const payment = {
    orderId,
    paymentId,
    amount: fen(raw.totalMoney, 'a totalMoney'),
    payerId: digitsOf(raw.userId, 'a userId'),
  }
  if (type !== 'payment.paid') return { type, id: `${type}/${paymentId}`, ...common, ...payment }
  return {
    type,
    id: `paid/${paymentId}`,
    ...common,
    ...payment,
    ...(payMoney && { payerAmount: fen(payMoney, 'a payMoney') }),
    ...(payTime && { paidAt: new Date(Number(digitsOf(payTime, 'a payTime')) * 1000) }),
    ...(returnData && { returnData }),
  }
}

const paymentTypes = { '2': 'payment.paid', '1': 'payment.pending', '-1': 'payment.closed' } as const
const refundTypes = { '1': 'refund.succeeded', '2': 'refund.closed' } as const
const refundTypeOf = (status: string): BaiduRefundEvent['type'] | undefined =>
  Object.hasOwn(refundTypes, status) ? refundTypes[status as keyof typeof refundTypes] : undefined

function decodeRefund(raw: Fields): BaiduEvent {
  const { refundStatus: status, tpOrderId: orderId, userId, applyRefundMoney } = raw
  const paymentId = digitsOf(raw.orderId, 'an orderId')
  const providerRefundId = digitsOf(raw.refundBatchId, 'a refundBatchId')
  const type = status === undefined ? 'refund.audit' : refundTypeOf(status)
  const id = `${type ?? `refund/${status}`}/${paymentId}/${providerRefundId}`
  const common = { id, provider: 'baidu', raw } as const
  if (!type) return { type: 'other', ...common, name: status! }
  const refund = {
    ...common,
    paymentId,
    providerRefundId,
    ...(orderId && { orderId }),
    ...(userId && { payerId: userId }),
  }
  if (type !== 'refund.audit') return { type, ...refund }
  return { type, ...refund, ...(applyRefundMoney && { amount: fen(applyRefundMoney, 'an applyRefundMoney') }) }
}
