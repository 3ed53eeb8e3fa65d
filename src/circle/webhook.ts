import type { Acknowledgement } from '../core/event.js'
import { type Incoming, readIncoming } from '../core/incoming.js'
import { type ReceiveOptions, receive } from '../core/receive.js'
import type { CircleReceivingAccount } from './account.js'
import { type CircleEvent, toEvent } from './event.js'
import { type OpenedWebhook, openWebhook } from './open-webhook.js'

/**
 * Receives a webhook that Circle signs itself (version 2): verifies the raw bytes by the key that it names, checks that it is for this
 * account, and types it. Needs no client and no transport but what `refreshNotificationKeys` brings.
 *
 * Deliveries repeat and may come out of order: remember `event.id`. Circle's keys sign for all its merchants: find the order by
 * `event.reference`, and ignore what you have none of.
 *
 * @throws `CONFIG_INVALID` where a framework has parsed the body; `KEY_UNKNOWN` for an id that Circle has no key of, or that could not
 * be asked for now; `SIGNATURE_*`, `BODY_INVALID`, `WEBHOOK_NOT_OURS`. Answer each of them with `acknowledge(account, 'again')`.
 * @see https://developers.circle.com/wallets/webhook-notifications
 * @example
 * if (request.method === 'HEAD') return acknowledge(account, 'received') // Circle looks whether the address is there
 * const event = await receiveWebhook(account, request)
 * if (event.type === 'payment.paid' && event.reference === order.reference) await deliver(order.orderId)
 * return acknowledge(account, 'received')
 */
export function receiveWebhook(
  account: CircleReceivingAccount,
  incoming: Incoming,
  options?: ReceiveOptions,
): Promise<CircleEvent> {
  return receive<OpenedWebhook, CircleEvent>(
    account,
    {
      action: 'receiveWebhook',
      async open() {
        const { headers, body } = await readIncoming(incoming)
        return openWebhook(account, headers, body)
      },
      foreign: ({ subscriptionId }) =>
        !account.subscriptionIds || account.subscriptionIds.includes(subscriptionId ?? '')
          ? undefined
          : `its subscription is ${subscriptionId ?? 'none'}, not ${account.subscriptionIds.join(' or ')}`,
      decode({ value: raw }) {
        const { notificationId, notificationType: name, notification } = raw
        return toEvent({ name, within: notification, messageId: notificationId, raw })
      },
    },
    options,
  )
}

/** The answer that Circle waits for, to a HEAD too. `received` ends it; after `again` it comes again, on a schedule that is not published. */
export async function acknowledge(_account: CircleReceivingAccount, answer: Acknowledgement): Promise<Response> {
  return new Response(null, { status: answer === 'received' ? 200 : 500 })
}
