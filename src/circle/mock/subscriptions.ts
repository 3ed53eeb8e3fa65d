import type { Json } from '../../mock/http.js'
import { randomHex, randomUuid } from '../../mock/numbers.js'
import { topics as all } from '../wire.js'
import { textIn } from './fields.js'
import { type Handler, memoryOf, notFound, type Platform, type Subscription } from './platform.js'

/** Circle's topics at Amazon. */
export const topics: readonly string[] = all.production

/** Who is told from the beginning. */
export const firstSubscription = ({ options }: Pick<Platform, 'options'>): Subscription => ({
  id: '00000000-0000-4000-8000-00000000c1c1',
  endpoint: options.endpoint ?? 'https://shop.example/notify',
  version: options.version ?? 2,
  confirmed: new Set(topics),
})

/** `POST /v2/notifications/subscriptions`: in place of the one before, and tried out at once. */
export const subscribe: Handler = (platform, { body }) => {
  const endpoint = textIn(body, 'endpoint', /^https?:\/\/\S{1,2048}$/)
  const subscription: Subscription = { id: randomUuid(), endpoint, version: 2, confirmed: new Set() }
  memoryOf(platform).subscription = subscription
  const resource = { hello: 'world' }
  platform.notify({ type: 'other', eventType: 'webhooks.test', resource, url: endpoint, at: platform.clock.now() })
  return { id: subscription.id, endpoint, name: body.name ?? 'Webhook', enabled: true, notificationTypes: ['*'] }
}

/** `POST /v1/notifications/subscriptions`: Amazon asks from both regions whether it shall. */
export const subscribeTopics: Handler = (platform, { body }) => {
  const endpoint = textIn(body, 'endpoint', /^https?:\/\/\S{1,2048}$/)
  const subscription: Subscription = { id: randomUuid(), endpoint, version: 1, confirmed: new Set() }
  memoryOf(platform).subscription = subscription
  for (const topic of topics) {
    const resource = { topic, token: randomHex(32) }
    platform.notify({
      type: 'other',
      eventType: 'SubscriptionConfirmation',
      resource,
      url: endpoint,
      at: platform.clock.now(),
    })
  }
  const subscriptionDetails = topics.map((topic) => ({ url: `${topic}:${randomUuid()}`, status: 'pending' }))
  return { id: subscription.id, endpoint, subscriptionDetails }
}

/** What the address in such a question does. */
export function confirm(platform: Platform, query: URLSearchParams): string | undefined {
  const topic = query.get('TopicArn') ?? ''
  const { subscription } = memoryOf(platform)
  if (query.get('Action') !== 'ConfirmSubscription' || !topics.includes(topic) || !query.get('Token') || !subscription)
    return undefined
  subscription.confirmed.add(topic)
  const arn = `${topic}:${subscription.id}`
  return `<ConfirmSubscriptionResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><ConfirmSubscriptionResult><SubscriptionArn>${arn}</SubscriptionArn></ConfirmSubscriptionResult></ConfirmSubscriptionResponse>`
}

/** `GET /v2/notifications/publicKey/{id}`. */
export const getPublicKey: Handler = ({ identity }, { id }): Json => {
  const party = identity.circle.get(id)
  if (!party) throw notFound()
  return { id, algorithm: 'ECDSA_SHA_256', publicKey: party.publicKey, createDate: '2026-01-01T00:00:00Z' }
}
