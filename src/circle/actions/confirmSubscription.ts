import * as z from 'zod/mini'
import type { CallOptions, Client } from '../../core/client.js'
import { configError } from '../../core/errors.js'
import { checkParameters, form, parameterSchema } from '../../core/parameters.js'
import type { CircleAccount } from '../account.js'
import { callAmazon } from '../amazon.js'
import { subscribeUrl } from '../wire.js'

export type ConfirmSubscriptionParameters = {
  /** As `receiveNotice` gave it. */
  subscribeUrl: string
}
export type ConfirmSubscriptionResult = { readonly topic: string }

/**
 * Tells Amazon that notices of a topic may come to the address where its question came. One subscription at Circle asks twice, from two
 * regions, and both are to be confirmed. Only a topic of the account's `topics` can be; the API key is not sent.
 *
 * @throws `CONFIG_INVALID` for an address that is not Amazon's, or is of another topic; the codes of the pipeline.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html
 * @example
 * if (notice.type === 'subscription') await confirmSubscription(client, { subscribeUrl: notice.subscribeUrl })
 */
export async function confirmSubscription(
  client: Client<CircleAccount>,
  parameters: ConfirmSubscriptionParameters,
  options?: CallOptions,
): Promise<ConfirmSubscriptionResult> {
  const { subscribeUrl: url } = checkParameters('confirmSubscription', confirmSubscriptionParameters, parameters)
  const { searchParams } = new URL(url)
  const topic = searchParams.get('TopicArn') ?? ''
  if (!client.account.topics.includes(topic) || searchParams.get('Action') !== 'ConfirmSubscription')
    throw configError(
      'confirmSubscription: the address confirms no topic of this account; it was not called.',
      'Compare topics with the subscriptionDetails of your subscription at Circle.',
    )
  await callAmazon(client, { action: 'confirmSubscription', url, kind: 'subscription' }, options)
  return { topic }
}

/** What confirmSubscription accepts. */
export const confirmSubscriptionParameters = /* @__PURE__ */ parameterSchema<ConfirmSubscriptionParameters>(() =>
  z.strictObject({ subscribeUrl: form(subscribeUrl, 'must be an address of Amazon SNS’s, as receiveNotice gave it') }),
)
