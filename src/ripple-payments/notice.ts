import type { Acknowledgement, EventCommon } from '../core/event.js'
import { type Incoming, readIncoming } from '../core/incoming.js'
import { type ReceiveOptions, receive } from '../core/receive.js'
import type { SourceOptions, WebhookSource } from '../core/source.js'
import type { Verified } from '../core/verified.js'
import type { RipplePaymentsAccount } from './account.js'
import { identity, nameOf } from './name.js'
import { type OpenedNotice, openNotice } from './open-notice.js'
import { uuid } from './wire.js'

/**
 * Something may have happened. Anybody can have written it, for Ripple signs no notices, so there is nothing in it but what to ask
 * Ripple about. Ask about what you have paid only, and not more often than you need.
 */
export type RipplePaymentsHint = EventCommon & {
  readonly type: 'hint'
  readonly provider: 'ripple-payments'
  /** Nobody has signed it. */
  readonly authentic: false
  /** Ripple's own name, such as `PAYMENT_STATE_TRANSITION`. */
  readonly name: string
  /** What to ask `getTransfer` about. Absent where it is about no payment. */
  readonly quoteId?: string
  /** Which action tells what has happened. Absent where none here does. */
  readonly next?: 'getTransfer'
}

/**
 * Receives a notice that a payment has come into another state. Nobody signs it, so it never says that anything is paid: it is a `hint`
 * whose `next` asks Ripple.
 *
 * @throws `CONFIG_INVALID` where a framework has parsed the body; `BODY_INVALID` for what is no notice. Answer each with
 * `acknowledge(account, 'again')`.
 * @see https://docs.ripple.com/products/payments-direct-2/api-docs/payment-monitoring/notification-webhooks
 * @example
 * const hint = await receiveNotice(account, request)
 * if (hint.quoteId && (await isMine(hint.quoteId))) await update(await getTransfer(client, { quoteId: hint.quoteId }))
 * return acknowledge(account, 'received')
 */
export function receiveNotice(
  account: RipplePaymentsAccount,
  incoming: Incoming,
  options?: ReceiveOptions,
): Promise<RipplePaymentsHint> {
  return receive(
    account,
    {
      action: 'receiveNotice',
      async open() {
        const { body } = await readIncoming(incoming)
        return openNotice(body)
      },
      // It names no account.
      foreign: () => undefined,
      decode,
    },
    options,
  )
}

/** The answer that Ripple waits for: any 2xx. How often it comes again after another is unconfirmed. */
export async function acknowledge(_account: RipplePaymentsAccount, answer: Acknowledgement): Promise<Response> {
  return new Response(null, { status: answer === 'received' ? 200 : 500 })
}

/**
 * The notices of Ripple Payments, for `webhookHandler`. Give them a `path` of their own: whoever knows it can send them.
 *
 * @example
 * const handler = webhookHandler({ accounts: [ripplePaymentsNotices(account, { path: '/notify/ripple' })], store, onEvent })
 */
export const ripplePaymentsNotices = (
  account: RipplePaymentsAccount,
  { path }: SourceOptions = {},
): WebhookSource<RipplePaymentsHint> => ({
  account,
  name: nameOf(account),
  identity,
  path,
  // How long Ripple waits for an answer is not documented.
  patience: 4_000,
  // By its form it is anybody's.
  claims: () => undefined,
  receive: (message) => receiveNotice(account, message),
  acknowledge: (answer) => acknowledge(account, answer),
})

function decode({ value: { id, eventType: name, eventData } }: Verified<OpenedNotice>): RipplePaymentsHint {
  const { paymentId } = eventData ?? {}
  const quoteId = typeof paymentId === 'string' && uuid.test(paymentId) ? paymentId : undefined
  return {
    type: 'hint',
    id: `hint/${id}`,
    provider: 'ripple-payments',
    authentic: false,
    name,
    ...(quoteId && { quoteId, next: 'getTransfer' }),
  }
}
