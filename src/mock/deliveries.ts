import type { WireRequest } from '../core/transport.js'
import { createWitness, type Evidence } from './evidence.js'
import {
  type Delivery,
  internalsOf,
  type MockGateway,
  type ProviderName,
  type RunningMock,
  runningOf,
  wholeTimes,
} from './running.js'

export type DeliverWebhooksParameters<N extends string = string> = {
  /** The merchant's handler. */
  to: (request: Request) => Response | Promise<Response>
  /** Only this provider's. Default: all. */
  provider?: N
  /** `reversed`: the youngest first, as the network may do. Default `queued`. */
  order?: 'queued' | 'reversed'
  /** How often each is delivered, whatever the handler answers. Default 1. */
  times?: number
  /** Goes on along the provider's schedule, moving the clock, until all are acknowledged or given up. Default `false`. */
  untilSettled?: boolean
}

/** One delivery that was made. */
export type DeliveryReport = {
  readonly provider: string
  /** The gateway's own number, the same over all deliveries; the event's `id` is in the provider's form and ends with it. */
  readonly id: string
  /** 1 for the first. */
  readonly attempt: number
  readonly status: number
  readonly at: number
}

/**
 * Delivers the webhooks that are due, each signed afresh as the real ones are. One that is not acknowledged stays and
 * becomes due again on the provider's own schedule; `advanceClock` brings that time.
 *
 * @throws what the handler throws, which counts as a failed delivery; `RangeError` for `times` under 1; `TypeError` for
 *   an unknown provider, or a handler that is not in `to`.
 * @example
 * await deliverWebhooks(mock, { to: (request) => handler(request) })
 */
export async function deliverWebhooks<M extends MockGateway>(
  mock: M,
  parameters: DeliverWebhooksParameters<ProviderName<M>>,
): Promise<DeliveryReport[]> {
  const { clock, running } = internalsOf(mock)
  if (typeof parameters?.to !== 'function')
    throw new TypeError('deliverWebhooks: the handler is the member `to`: deliverWebhooks(mock, { to: handler }).')
  wholeTimes('deliverWebhooks', parameters.times ?? 1)
  if (parameters.provider !== undefined) runningOf(mock, parameters.provider)
  const reports: DeliveryReport[] = []
  const selected = [...running].filter(([name]) => parameters.provider === undefined || name === parameters.provider)
  for (;;) {
    const due = dueAmong(selected, clock.now())
    if (parameters.order === 'reversed') due.reverse()
    for (const { name, at, delivery } of due) reports.push(...(await deliver(mock, name, at, delivery, parameters)))
    const next = Math.min(...selected.flatMap(([, at]) => at.deliveries.map(({ dueAt }) => dueAt)))
    if (!parameters.untilSettled || next === Number.POSITIVE_INFINITY) return reports
    clock.advance(Math.max(0, next - clock.now()))
  }
}

/** What is due at these providers, in the order in which it happened. */
export function dueAmong(running: Iterable<readonly [name: string, at: RunningMock]>, now: number) {
  const waiting = [...running].flatMap(([name, at]) => at.deliveries.map((delivery) => ({ name, at, delivery })))
  return waiting.filter(({ delivery }) => delivery.dueAt <= now).sort((a, b) => a.delivery.place - b.delivery.place)
}

export async function deliver(
  mock: MockGateway,
  name: string,
  { provider, deliveries }: RunningMock,
  delivery: Delivery,
  { to, times = 1 }: Pick<DeliverWebhooksParameters, 'to' | 'times'>,
): Promise<DeliveryReport[]> {
  const { clock, journal, pace } = internalsOf(mock)
  // Without webhooks nothing was queued.
  const webhooks = provider.webhooks!
  const reports: DeliveryReport[] = []
  let acknowledged = false
  let sent: { readonly request?: WireRequest; readonly evidence?: Evidence } = {}
  const record = (status: number, answer?: string) => {
    const report = { provider: name, id: delivery.notice.id, attempt: delivery.attempts, status, at: clock.now() }
    reports.push(report)
    journal.write({ kind: 'webhook', ...report, ...sent, ...(answer !== undefined && { answer }) })
  }
  try {
    for (let time = 0; time < times; time += 1) {
      delivery.attempts += 1
      const { forgery } = delivery
      delivery.forgery = undefined
      const witness = createWitness()
      const sealed = await webhooks.seal(delivery.notice, forgery, witness)
      const evidence = witness.evidence()
      sent = { request: sealed, ...(evidence && { evidence }) }
      const { url, ...request } = sealed
      const response = await to(new Request(url, { ...request, body: new Uint8Array(request.body ?? []) }))
      const answer = await response.text()
      acknowledged ||= webhooks.acknowledged(response.status, answer, delivery.notice)
      record(response.status, answer)
    }
  } catch (error) {
    record(500)
    throw error
  } finally {
    const { schedule } = webhooks
    const gaps = typeof schedule === 'function' ? schedule(delivery.notice) : schedule
    const wait = gaps[delivery.attempts - 1]
    const place = deliveries.indexOf(delivery)
    if (!acknowledged && wait !== undefined) delivery.dueAt = clock.now() + wait / pace
    // It may be gone already: a handler can itself deliver what is due.
    else if (place >= 0) deliveries.splice(place, 1)
  }
  return reports
}
