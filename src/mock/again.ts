import { write } from './controls.js'
import {
  type Delivery,
  internalsOf,
  type MockGateway,
  type ProviderName,
  type RunningMock,
  runningOf,
} from './running.js'

/** Names a webhook by the `id` of its delivery report. */
export type WebhookReference<N extends string = string> = { provider: N; id: string }

/**
 * A webhook comes again, whatever became of it: due at once, on the provider's schedule from its beginning.
 *
 * @throws `Error` for a webhook that there was not.
 */
export async function resend<M extends MockGateway>(
  mock: M,
  webhook: WebhookReference<ProviderName<M>>,
): Promise<void> {
  waiting(mock, webhook, 'resend')
}

/**
 * A webhook comes so much later than it would.
 *
 * @throws `Error` for a webhook that there was not, `RangeError` for a time under 0.
 */
export async function delay<M extends MockGateway>(
  mock: M,
  parameters: WebhookReference<ProviderName<M>> & { milliseconds: number },
): Promise<void> {
  const { milliseconds } = parameters
  if (!(milliseconds >= 0)) throw new RangeError('delay: milliseconds must be at least 0')
  waiting(mock, parameters, 'delay').dueAt += milliseconds
}

/**
 * One byte of a webhook is changed on its way, once; what comes after is whole again.
 *
 * @throws `Error` for a webhook that there was not, and where nobody signs any: no change could be told.
 */
export async function corrupt<M extends MockGateway>(
  mock: M,
  webhook: WebhookReference<ProviderName<M>>,
): Promise<void> {
  const { webhooks } = runningOf(mock, webhook.provider).provider
  if (webhooks && !webhooks.forgeries.includes('tampered-body'))
    throw new Error(`nobody signs webhooks of ${webhook.provider}, so none can be corrupted`)
  waiting(mock, webhook, 'corrupt').forgery = 'tampered-body'
}

/** The webhook among those that wait, put there again if need be. */
function waiting(mock: MockGateway, { provider, id }: WebhookReference, control: string): Delivery {
  const at = runningOf(mock, provider)
  const found = at.told.get(id) ?? at.deliveries.find(({ notice }) => notice.id === id)
  if (!found) throw new Error(`the mock of ${provider} has told of nothing as ${id}, or so long ago that it forgot`)
  const isWaiting = at.deliveries.includes(found)
  const delivery = isWaiting ? found : { ...found, attempts: 0 }
  if (!isWaiting) {
    at.deliveries.push(delivery)
    at.told.set(id, delivery)
  }
  if (!isWaiting || control === 'resend') delivery.dueAt = mock.clock.now()
  write(mock, provider, control, id)
  return delivery
}

/** All that happened is forgotten: orders, refunds, webhooks, faults, the journal. Keys and clock stay. */
export function reset(mock: MockGateway): void {
  const { running, journal } = internalsOf(mock)
  for (const one of running.values()) forget(one)
  journal.entries.length = 0
  journal.touch()
}

function forget(one: RunningMock): void {
  for (const kept of Object.values(one.book)) kept.clear()
  one.told.clear()
  one.faults.length = 0
  one.deliveries.length = 0
  delete one.limit
  one.provider.forget?.()
}
