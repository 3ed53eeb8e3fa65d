import type { EventCommon } from '../core/event.js'
import { type Incoming, readIncoming } from '../core/incoming.js'
import { undocumented } from '../core/read.js'
import { type ReceiveOptions, receive } from '../core/receive.js'
import type { Verified } from '../core/verified.js'
import type { CircleReceivingAccount } from './account.js'
import { type CircleEvent, objectIn, toEvent } from './event.js'
import { type OpenedNotice, openNotice } from './open-notice.js'
import { uuid } from './wire.js'

/** What to do about a hint: the action that asks Circle. */
export type CircleHintNext = 'getPayment' | 'getRefund' | 'getTransfer' | 'getRecipient'

/**
 * Something may have happened. Anybody can have written it: nobody vouches for a signature with SHA-1, so there is nothing in it but
 * what to ask Circle about. Ask about what your shop knows only, and not more often than it needs.
 */
export type CircleHint = EventCommon & {
  readonly type: 'hint'
  readonly provider: 'circle'
  readonly authentic: false
  /** Circle's own name, such as `paymentIntents`. */
  readonly name: string
  /** Circle's id of what it is about: of a `reference` for getPayment, a `providerRefundId` for getRefund. Absent where it has none. */
  readonly objectId?: string
  /** Which action tells what has happened. Absent where none here does. */
  readonly next?: CircleHintNext
}

/** Amazon asks whether it shall send notices here, or says that it no longer will: `confirmSubscription` answers. */
export type CircleSubscriptionEvent = EventCommon & {
  readonly type: 'subscription' | 'unsubscription'
  readonly provider: 'circle'
  /** Whether Amazon's signature vouches for it. The address holds for itself: it is of the topic or is refused. */
  readonly authentic: boolean
  readonly topic: string
  /** For `confirmSubscription`. */
  readonly subscribeUrl: string
}

export type CircleNotice = CircleSubscriptionEvent | CircleHint | CircleEvent

/**
 * Receives a notice of version 1, which Amazon SNS carries for Circle. One with an RSA-SHA256 signature is verified and typed like a
 * webhook. One with SHA-1 is never an event but a `hint`: what to ask about, and by which action. Which of the two Circle sends is
 * unconfirmed. A valid signature says that Amazon sent it, whoever wrote it: so the topic must be Circle's.
 *
 * @throws `CONFIG_INVALID` where a framework has parsed the body; `KEY_UNKNOWN` for a certificate that could not be asked for now;
 * `SIGNATURE_*`, `BODY_INVALID`; `WEBHOOK_NOT_OURS` for another topic or client. Answer each with `acknowledge(account, 'again')`.
 * @see https://developers.circle.com/circle-mint/circle-apis-notifications
 * @example
 * if (request.method === 'HEAD') return acknowledge(account, 'received')
 * const notice = await receiveNotice(account, request)
 * if (notice.type === 'subscription') await confirmSubscription(client, { subscribeUrl: notice.subscribeUrl })
 * if (notice.type === 'hint' && notice.next === 'getPayment') await ask(notice.objectId)
 * return acknowledge(account, 'received')
 */
export function receiveNotice(
  account: CircleReceivingAccount,
  incoming: Incoming,
  options?: ReceiveOptions,
): Promise<CircleNotice> {
  return receive(
    account,
    {
      action: 'receiveNotice',
      async open() {
        const { body } = await readIncoming(incoming)
        return openNotice(account, body)
      },
      foreign: ({ envelope, message }) => {
        if (!account.topics.includes(envelope.TopicArn)) return `its topic is not one of ${account.topics.join(', ')}`
        const { clientId } = message ?? {}
        return account.clientId === undefined || message === undefined || clientId === account.clientId
          ? undefined
          : `its client is ${clientId ?? 'none'}, not ${account.clientId}`
      },
      decode,
    },
    options,
  )
}

const nexts: Readonly<Record<string, CircleHintNext>> = {
  paymentIntents: 'getPayment',
  payouts: 'getTransfer',
  addressBookRecipients: 'getRecipient',
}

function decode({ value, by }: Verified<OpenedNotice>): CircleNotice {
  const { envelope, message } = value
  const { Type, MessageId, TopicArn: topic, SubscribeURL } = envelope
  const authentic = by === 'signature'
  if (!message) {
    const subscribeUrl = SubscribeURL!
    if (new URL(subscribeUrl).searchParams.get('TopicArn') !== topic)
      throw undocumented('a SubscribeURL of another topic')
    const type = Type === 'SubscriptionConfirmation' ? 'subscription' : 'unsubscription'
    return { type, id: `${type}/${MessageId}`, provider: 'circle', authentic, topic, subscribeUrl }
  }
  const { notificationType: name } = message
  if (authentic) return toEvent({ name, within: message, messageId: MessageId, raw: message })
  // Nothing of a stranger's text goes on but what has the form of a name and of an id.
  if (!/^[\w.]{1,64}$/.test(name)) throw undocumented('a name that is none')
  const object = objectIn(name.split('.')[0]!, message) as
    | { id?: unknown; type?: unknown; paymentIntentId?: unknown }
    | undefined
  const next = name.startsWith('payments')
    ? object?.type === 'refund'
      ? 'getRefund'
      : 'getPayment'
    : nexts[name.split('.')[0]!]
  // A payment is a part of an intent, which is what can be asked about.
  const about = next === 'getPayment' && name.startsWith('payments') ? object?.paymentIntentId : object?.id
  const objectId = typeof about === 'string' && uuid.test(about) ? about : undefined
  return {
    type: 'hint',
    id: `hint/${MessageId}`,
    provider: 'circle',
    authentic: false,
    name,
    ...(objectId && { objectId, ...(next && { next }) }),
  }
}
