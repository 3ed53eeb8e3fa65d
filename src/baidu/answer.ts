import { configError } from '../core/errors.js'
import type { BaiduEvent, BaiduRefundAuditEvent, BaiduRefundDecision } from './event.js'

// What a notice is answered with: JSON whose data is of its kind. Something else, or nothing, moves money.

/** `received`, or that a payment is to be given back. */
export function answerOf(answer: 'received' | 'give-back', event: BaiduEvent | undefined): Response {
  const { type = 'payment.paid' } = event ?? {}
  if (answer === 'give-back') {
    if (type !== 'payment.paid')
      throw configError(
        'acknowledge: only a payment can be given back, and this notice is of none.',
        'Answer a refund audit with answerRefundAudit.',
      )
    return reply({ isErrorOrder: 1, isConsumed: 2 })
  }
  if (type === 'refund.audit') return auditAnswer(event as BaiduRefundAuditEvent, { decision: 'undecided' })
  // Of a notice that nobody knows the kind of, too: without it a payment is given back.
  return reply(type.startsWith('refund.') ? {} : { isConsumed: 2 })
}

const statuses = { agree: 1, refuse: 2, undecided: 3 } as const

export function auditAnswer(event: BaiduRefundAuditEvent, { decision, amount }: BaiduRefundDecision): Response {
  if (event?.type !== 'refund.audit')
    throw configError('answerRefundAudit: this event asks for no decision.', 'Give it one of the type refund.audit.')
  if (!Object.hasOwn(statuses, decision))
    throw configError("answerRefundAudit: decision must be 'agree', 'refuse' or 'undecided'.")
  const { currency = 'CNY', value = 0 } = amount ?? event.amount ?? {}
  if (currency !== 'CNY' || !Number.isSafeInteger(value) || value < 0)
    throw configError("answerRefundAudit: amount must be fen, such as amount('5.00', 'CNY').")
  if (decision === 'agree' && value === 0)
    throw configError(
      'answerRefundAudit: the notice names no amount, so amount must be given.',
      'Give what may go back, from your own order.',
    )
  // The amount is asked for even where nothing goes back.
  return reply({ auditStatus: statuses[decision], calculateRes: { refundPayMoney: value } })
}

const reply = (data: object) =>
  new Response(JSON.stringify({ errno: 0, msg: 'success', data }), { headers: { 'content-type': 'application/json' } })
