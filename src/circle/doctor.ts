import { type ReceivingAccount, secretsOf } from '../core/account.js'
import type { Rail } from '../doctor/case.js'
import { doubtful, type Finding, wrong } from '../doctor/finding.js'
import { hosts as circleHosts, topics as circleTopics } from './wire.js'

/** What of an account is looked at; its own type stands where it is made, with all that is needed for that. */
type Watched = ReceivingAccount & {
  readonly sandbox: boolean
  readonly hosts: readonly string[]
  readonly subscriptionIds: readonly string[] | undefined
  readonly topics: readonly string[]
}

/** What the doctor knows of Circle: its webhooks are signed on a curve, and their signatures are left to `receiveWebhook`. */
export const circleRail: Rail = {
  nameOf: ({ sandbox }: Watched) => `circle/${sandbox ? 'sandbox' : 'production'}`,
  // Read when they are asked for: a bundler cannot drop a constant that reads another's members.
  hosts: {
    get production() {
      return [circleHosts.production]
    },
    get sandbox() {
      return [circleHosts.sandbox]
    },
  },
  keysOf: () => [],
  findingsOf,
}

function findingsOf(account: Watched): Finding[] {
  const { sandbox, hosts, topics, subscriptionIds, mock } = account
  const [mine, other] = sandbox ? (['sandbox', 'production'] as const) : (['production', 'sandbox'] as const)
  const found: Finding[] = []
  if (hosts.includes(circleHosts[other]))
    found.push(
      wrong(
        'hosts',
        `The account is of ${mine}, and its host of ${other}.`,
        'Leave hosts out, or say the other sandbox.',
      ),
    )
  if (topics.some((topic) => (circleTopics[other] as readonly string[]).includes(topic)))
    found.push(
      wrong(
        'topics',
        `The account is of ${mine}, and one of its topics of ${other}.`,
        'Leave topics out: Circle’s two are known.',
      ),
    )
  // So they look, which Circle does not promise.
  const { apiKey = '' } = secretsOf<{ apiKey?: string }>(account) ?? {}
  const isOther = sandbox ? /^LIVE_API_KEY:/ : /^(SAND|TEST)_API_KEY:/
  if (!mock && isOther.test(apiKey))
    found.push(
      doubtful(
        'apiKey',
        `The account is of ${mine}, and its key looks like one of ${other}.`,
        'A key of the other environment gets 401: take one of this.',
      ),
    )
  if (!subscriptionIds)
    found.push(
      doubtful(
        'subscriptionIds',
        'Circle’s keys sign for all its merchants, and a webhook for any of them is taken.',
        'Give the ids of your subscriptions, if the account receives webhooks.',
      ),
    )
  return found
}
