import * as z from 'zod/mini'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, parameterSchema, textUpTo, webUrl } from '../../core/parameters.js'
import { mustBeReachable } from '../../core/public-url.js'
import { inShape } from '../../core/shape.js'
import type { CircleAccount } from '../account.js'
import { call } from '../call.js'
import { subscriptionShape } from '../wire.js'

export type SubscribeWebhooksParameters = {
  /** Where they go: an absolute public URL (https) that answers HEAD with 200. */
  endpoint: string
  /** `2`: Circle signs them itself, for `receiveWebhook`. `1`: Amazon SNS carries them, for `receiveNotice`. Default `2`. */
  version?: 1 | 2
  /** What your own people call it, of version 2. */
  name?: string
}
export type SubscribeWebhooksResult = {
  /** Of version 2 for the account's `subscriptionIds`. */
  readonly subscriptionId: string
  readonly endpoint: string
  /** Of version 1: the topics that will ask for `confirmSubscription`. */
  readonly topics: readonly string[]
  /** The answer, in Circle's own spelling. */
  readonly raw: unknown
}

/**
 * Asks Circle to tell an address what happens, once for a shop. Circle names no key by which a repetition would be known, so it is not
 * repeated by itself: after `unknown`, look at the list in the console.
 *
 * @throws `PARAMETERS_INVALID`; `REQUEST_REFUSED` where there are as many as there may be; the codes of the pipeline.
 * @see https://developers.circle.com/api-reference/wallets/common/create-subscription
 * @example
 * const { subscriptionId } = await subscribeWebhooks(client, { endpoint: 'https://shop.example/notify/circle' })
 */
export async function subscribeWebhooks(
  client: Client<CircleAccount>,
  parameters: SubscribeWebhooksParameters,
  options?: CallOptions,
): Promise<SubscribeWebhooksResult> {
  const { endpoint, version = 2, name } = checkParameters('subscribeWebhooks', subscribeWebhooksParameters, parameters)
  mustBeReachable('subscribeWebhooks', client.account, endpoint)
  return call<SubscribeWebhooksResult>(
    client,
    {
      action: 'subscribeWebhooks',
      path: `/v${version}/notifications/subscriptions`,
      body: { endpoint, ...(version === 2 && { name, enabled: true, notificationTypes: ['*'] }) },
      query: false,
      repeat: 'never',
      resolve: 'Look at the subscriptions in the console before you ask for one more.',
      decode({ value }) {
        const raw = inShape(subscriptionShape, value)
        mustAnswer({ endpoint: [endpoint, raw.endpoint] })
        const topics = (raw.subscriptionDetails ?? []).flatMap(({ url, arn }) => topicOf(arn ?? url) ?? [])
        return { subscriptionId: raw.id, endpoint, topics: [...new Set(topics)], raw }
      },
    },
    options,
  )
}

/** The name of a subscription is that of its topic with an id behind it. */
const topicOf = (arn: string | null | undefined) => /^(arn:aws[\w-]*:sns:[\w-]+:\d+:[\w-]+)/.exec(arn ?? '')?.[1]

/** What subscribeWebhooks accepts. */
export const subscribeWebhooksParameters = /* @__PURE__ */ parameterSchema<SubscribeWebhooksParameters>(() =>
  z.strictObject({
    endpoint: webUrl({ maximum: 2048, query: true, ascii: true }),
    version: z.optional(z.union([z.literal(1), z.literal(2)])),
    name: z.optional(textUpTo(128)),
  }),
)
