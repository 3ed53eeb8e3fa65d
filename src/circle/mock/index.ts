/**
 * Circle's side of the wire, for `createMockGateway`.
 *
 * @module shroff/circle/mock
 */
import type { Clock } from '../../core/account.js'
import type { TokenAmount } from '../../core/token-amount.js'
import { randomUuid } from '../../mock/numbers.js'
import type { MockContext, MockProvider, RunningProvider } from '../../mock/provider.js'
import type { CircleAsset } from '../wire.js'
import { send } from './controls.js'
import { handle, handleAmazon } from './handle.js'
import { addKey, createIdentity } from './identity.js'
import { look } from './intents.js'
import { checkMockOptions, type MockCircleOptions } from './options.js'
import { receive } from './payments.js'
import { type Intent, memoryOf, type Platform } from './platform.js'
import { masterWalletId, outstandingOf } from './shapes.js'
import { firstSubscription } from './subscriptions.js'
import { transfersOf } from './transfers.js'
import { forgeries, isAcknowledged, isTold, schedule, sealWebhook } from './webhook.js'

/** Pass them to `circle({...})`. */
export type MockCircleCredentials = {
  apiKey: string
  merchantWalletId: string
  /** Of its first subscription. */
  subscriptionIds: readonly [string, ...string[]]
  clientId: string
  clock: Clock
  /** Everybody has these keys: only an account that says so takes them. */
  mock: true
}

/**
 * A Circle (Payments API) in memory: payment intents with addresses that come later, payments that settle step by step, refunds,
 * payouts, webhooks that it signs itself or that Amazon SNS carries, and Amazon's part of that. What the public documentation leaves
 * open is a member of `unconfirmed`.
 *
 * @throws `CONFIG_INVALID` for an option that there is not.
 * @example
 * const mock = await createMockGateway({ providers: [mockCircle()] })
 */
export function mockCircle(options: MockCircleOptions = {}): MockProvider<'circle', MockCircleCredentials> {
  checkMockOptions(options)
  return { name: 'circle', start: (context) => start(context, options) }
}

async function start(
  { clock, book, keys, notify }: MockContext,
  options: MockCircleOptions,
): Promise<RunningProvider<MockCircleCredentials>> {
  const identity = await createIdentity(clock, keys)
  const platform: Platform = { clock, book, identity, options, notify }
  const begin = () => {
    // For the controls of this mock alone.
    book.beside.set('platform', platform)
    memoryOf(platform).subscription = firstSubscription(platform)
  }
  begin()
  const { apiKey, clientId } = identity
  const subscriptionIds: [string] = [firstSubscription(platform).id]
  return {
    credentials: { apiKey, merchantWalletId: masterWalletId, subscriptionIds, clientId, clock, mock: true },
    owns: ({ hostname, pathname }) =>
      /^api(-sandbox)?\.circle\.com$/.test(hostname) ||
      /^sns\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/.test(hostname) ||
      (hostname === '127.0.0.1' && /^\/(ping$|v[12]\/)/.test(pathname)),
    handle: async (request, fault, witness) =>
      new URL(request.url).hostname.startsWith('sns.')
        ? handleAmazon(platform, request)
        : handle({ ...platform, witness }, request, fault),
    // Nobody signs an answer.
    faults: () => ['system-error-before', 'system-error-after', 'unavailable', 'rate-limited'],
    newPayment(order) {
      const intent = look(platform, order.wire as Intent)
      const from = `0x${'5e4d'.repeat(10)}`
      if (clock.now() < intent.addressAt) throw new Error(`intent ${intent.id} has no address yet: advanceClock`)
      // That it cannot be paid is for the control to say.
      if (order.status !== 'pending') return { paymentId: '', payerId: from }
      const { id } = receive(platform, intent, {
        amount: outstandingOf(intent),
        status: 'paid',
        from,
        hash: `0x${randomUuid().replaceAll('-', '')}`,
      })
      // It has moved the book itself, and the control does it once more.
      order.status = 'pending'
      return { paymentId: id, payerId: from }
    },
    sample: { options: "{ chain: 'BASE' }", asset: 'USDC' },
    sendTransfer: ({ amount, reference = '' }) =>
      send(platform, { reference, amount: amount as TokenAmount<CircleAsset> }),
    transfers: transfersOf(platform),
    rotateCertificate: () => addKey(identity, randomUuid(), keys),
    webhooks: {
      forgeries,
      schedule,
      tells: (notice) => isTold(platform, notice),
      seal: (notice, forgery, witness) => sealWebhook({ ...platform, witness }, notice, forgery),
      acknowledged: isAcknowledged,
    },
    forget: begin,
  }
}

export {
  judgeRecipient,
  movePayment,
  type SendPaymentParameters,
  sendPayment,
  settleTransfer,
} from './controls.js'
export type { CircleUnconfirmed, MockCircleOptions } from './options.js'
