import { mustAnswer } from '../core/answers.js'
import type { CallOptions, Client } from '../core/client.js'
import { type FromShape, inShape } from '../core/shape.js'
import type { YeepayAccount } from './account.js'
import { call } from './call.js'
import { mustBeAbout } from './payment.js'
import { getRefundRefusals } from './refusals.js'

/** A refund that waits (`SUSPEND`). */
export type SuspendedRefund = {
  orderId: string
  refundId: string
  /** Further fields in YeePay's own spelling, texts all. Which ones it asks for is *unconfirmed*. */
  more?: Readonly<Record<string, string>>
}

/** YeePay has taken it. */
export type SuspendedRefundResult = {
  readonly orderId: string
  readonly refundId: string
  /** The verified `result`. */
  readonly raw: unknown
}

/** Sends a refund that waits on its way, the one or the other. What the answer has beside its code is unconfirmed. */
export function moveRefund(
  client: Client<YeepayAccount>,
  action: 'resumeRefund' | 'endRefund',
  path: string,
  { orderId, refundId, more }: SuspendedRefund,
  options?: CallOptions,
): Promise<SuspendedRefundResult> {
  return call(
    client,
    {
      action,
      refusals: getRefundRefusals,
      method: 'POST',
      path,
      fields: { ...more, orderId, refundRequestId: refundId },
      repeat: 'never',
      resolve: `Call getRefund with these numbers: it tells whether ${action} has arrived.`,
      decode(value) {
        const raw: FromShape<typeof movedShape> = inShape(movedShape, value)
        mustAnswer({
          orderId: [raw.orderId && orderId, raw.orderId],
          refundId: [raw.refundRequestId && refundId, raw.refundRequestId],
        })
        mustBeAbout(client.account, { orderId, merchantNo: raw.merchantNo }, { orderId })
        return { orderId, refundId, raw: value }
      },
    },
    options,
  )
}

const movedShape = {
  code: 'string',
  'orderId?': 'string',
  'refundRequestId?': 'string',
  'merchantNo?': 'string',
} as const
