import { sign, toBase64 } from '#crypto'
import type { WireRequest } from '../../core/transport.js'
import { rsaSha256 } from '../../crypto/algorithms.js'
import { utf8 } from '../../crypto/bytes.js'
import { type Json, writeJson } from '../../mock/http.js'
import { randomUuid } from '../../mock/numbers.js'
import type { Forgery, NewNotice, Notice } from '../../mock/provider.js'
import { signedText } from '../canonical.js'
import { signedMembers } from '../wire.js'
import { signOnCurve } from './curve.js'
import { currentKey } from './identity.js'
import { type Intent, isoOf, memoryOf, type Platform } from './platform.js'
import { intentOf } from './shapes.js'
import { topics } from './subscriptions.js'

export const forgeries: readonly Forgery[] = [
  'tampered-body',
  'wrong-key',
  'unsigned',
  'unknown-serial',
  'foreign-merchant',
]

/** Circle's own is not published: this is the mock's. */
export const schedule = [60_000, 300_000, 900_000, 3_600_000, 14_400_000]

/** Each step is told by what it changes; of what only Amazon carries, once somebody has confirmed it. */
export function isTold(platform: Platform, notice: NewNotice): boolean {
  const { subscription } = memoryOf(platform)
  if (notice.type !== 'other' || !subscription) return false
  return (
    subscription.version === 2 || subscription.confirmed.size > 0 || notice.eventType === 'SubscriptionConfirmation'
  )
}

/** Any answer with 2xx. */
export const isAcknowledged = (status: number): boolean => status >= 200 && status <= 299

type Told = { readonly name: string; readonly resource: Json; readonly url: string; readonly number: string }

/** What is told, and under which number: the same at each delivery. */
function toldIn(platform: Platform, notice: Notice): Told {
  const number = `00000000-0000-4000-8000-${notice.id.replace(/\D/g, '').padStart(12, '0').slice(-12)}`
  if (notice.type === 'other')
    return { name: notice.eventType, resource: notice.resource as Json, url: notice.url, number }
  // A false one of an order, as it stands.
  const order = notice.type === 'refund' ? notice.refund.order : notice.order
  const paymentIntent = intentOf(order.wire as Intent, platform.clock.now())
  return { name: 'paymentIntents', resource: { paymentIntent }, url: memoryOf(platform).subscription!.endpoint, number }
}

/** A webhook as it goes out now, or false in the way asked for. */
export async function sealWebhook(platform: Platform, notice: Notice, forgery?: Forgery): Promise<WireRequest> {
  const told = toldIn(platform, notice)
  const { version } = memoryOf(platform).subscription!
  return version === 2 ? sealed(platform, told, forgery) : carried(platform, told, forgery)
}

/** Signed by Circle, over the bytes. */
async function sealed(
  { identity, clock, witness, book }: Platform,
  told: Told,
  forgery?: Forgery,
): Promise<WireRequest> {
  const { name, resource, url, number } = told
  const text = writeJson({
    subscriptionId: forgery === 'foreign-merchant' ? randomUuid() : memoryOf({ book }).subscription!.id,
    notificationId: number,
    notificationType: name,
    notification: resource,
    timestamp: isoOf(clock.now()),
    version: 2,
  })
  const [keyId, party] = currentKey(identity)
  witness?.signed(text)
  const signature = await signOnCurve(forgery === 'wrong-key' ? identity.curveStranger : party, utf8(text))
  return {
    method: 'POST',
    url,
    headers: {
      'Content-Type': 'application/json',
      ...(forgery !== 'unsigned' && {
        'X-Circle-Signature': signature,
        'X-Circle-Key-Id': forgery === 'unknown-serial' ? randomUuid() : keyId,
      }),
    },
    // One byte less, which changes nothing that is said.
    body: utf8(forgery === 'tampered-body' ? text.replace('{ ', '{') : text),
  }
}

/** Carried and signed by Amazon, over some of its members. */
async function carried(
  platform: Platform,
  { name, resource, url, number }: Told,
  forgery?: Forgery,
): Promise<WireRequest> {
  const { identity, clock, options, witness } = platform
  const version = String(options.signatureVersion ?? 2)
  const { topic = topics[0]!, token } = resource as { topic?: string; token?: string }
  const TopicArn = forgery === 'foreign-merchant' ? topic.replace('908968368384', '123456789012') : topic
  const asks = name === 'SubscriptionConfirmation'
  const { clientId } = identity
  const SubscribeURL = `https://sns.us-west-2.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${TopicArn}&Token=${token}`
  const Message = asks
    ? `You have chosen to subscribe to the topic ${TopicArn}.`
    : writeJson({ clientId, notificationType: name, version: 1, customAttributes: { clientId }, ...resource })
  const message = {
    Type: asks ? name : 'Notification',
    MessageId: number,
    TopicArn,
    Message,
    Timestamp: isoOf(clock.now()),
    ...(asks && { Token: token, SubscribeURL }),
  }
  const text = signedText(signedMembers[message.Type as keyof typeof signedMembers], message)!
  witness?.signed(text)
  const party = forgery === 'wrong-key' ? identity.stranger : identity.amazon
  // Nobody checks a signature with SHA-1, and none is made here.
  const signature = version === '1' ? 'AAAA' : toBase64(await sign(rsaSha256, party.privateKey, utf8(text)))
  const tampered = forgery === 'tampered-body' ? { Message: Message.replace('{ ', '{') } : {}
  const file =
    forgery === 'unknown-serial' ? `SimpleNotificationService-${randomUuid()}` : 'SimpleNotificationService-mock'
  return {
    method: 'POST',
    url,
    headers: { 'Content-Type': 'text/plain; charset=UTF-8', 'x-amz-sns-message-type': message.Type },
    body: utf8(
      writeJson({
        ...message,
        ...tampered,
        SignatureVersion: version,
        ...(forgery !== 'unsigned' && { Signature: signature }),
        SigningCertURL: `https://sns.us-west-2.amazonaws.com/${file}.pem`,
      }),
    ),
  }
}
