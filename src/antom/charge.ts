import type { Amount } from '../core/amount.js'
import { mustAnswer } from '../core/answers.js'
import { undocumented } from '../core/read.js'
import { inShape } from '../core/shape.js'
import type { Verified } from '../core/verified.js'
import { mustBeOf } from './payment.js'
import { payShape } from './wire.js'

/** What `pay` did at once: charged a payer's code, or under an agreement. */
export type AntomCharge = {
  readonly orderId: string
  readonly paymentId: string
  /** `processing`: accepted, not paid yet; ask `getPayment`. */
  readonly status: 'paid' | 'processing'
  /** What was asked for. */
  readonly amount: Amount
  /** The verified answer, in the provider's own spelling. */
  readonly raw: unknown
}

/** Reads the answer to a charge, which is `S` only where it is paid. */
export function toCharge({ orderId, amount }: { orderId: string; amount: Amount }, { value }: Verified): AntomCharge {
  const raw = inShape(payShape, value)
  const { paymentId, paymentAmount: told } = raw
  mustAnswer({ orderId: [orderId, raw.paymentRequestId] })
  if (told) mustBeOf(amount, told)
  if (!paymentId) throw undocumented('a payment without its number')
  return { orderId, paymentId, status: raw.result.resultStatus === 'S' ? 'paid' : 'processing', amount, raw }
}
