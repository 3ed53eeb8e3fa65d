import { isLoopback } from '../../core/loopback.js'
import { type DeliveryReport, deliver, dueAmong } from '../deliveries.js'
import { type Delivery, internalsOf, type MockGateway, type RunningMock } from '../running.js'

export type CourierOptions = {
  /** Host names beside this machine’s that webhooks go to, such as `shop`. Default: none. */
  readonly deliverTo?: readonly string[]
  /** Told once of each host that webhooks wait for because it is not allowed. */
  readonly onHeld?: (host: string) => void
}

export type Courier = {
  /** Delivers what is due now. */
  deliver(): Promise<DeliveryReport[]>
  /** One request of the mock’s making, such as a forgery; gives what the handler answers. */
  send(request: Request): Promise<Response>
  /** Delivers by itself from now on, along each provider’s schedule. */
  start(): void
  stop(): void
}

/** So long a handler may take, as at the providers. */
const patience = 5_000

/** Takes webhooks to their own addresses, on this machine and at hosts that are allowed by name; the others wait. */
export function createCourier(mock: MockGateway, { deliverTo = [], onHeld }: CourierOptions = {}): Courier {
  const { clock, running } = internalsOf(mock)
  const held = new Set<string>()
  const urls = new WeakMap<Delivery, string>()
  let timer: ReturnType<typeof setInterval> | undefined
  // One walk after the other, so that none is delivered twice.
  let last: Promise<unknown> = Promise.resolve()
  let walking = 0

  const isAllowed = (url: string) => isLoopback(url) || deliverTo.includes(new URL(url).hostname)

  async function mayGo(at: RunningMock, delivery: Delivery): Promise<boolean> {
    // Where it goes stands in the sealed request alone.
    const url = urls.get(delivery) ?? (await at.provider.webhooks!.seal(delivery.notice)).url
    urls.set(delivery, url)
    if (isAllowed(url)) return true
    const { host } = new URL(url)
    if (!held.has(host)) onHeld?.(host)
    held.add(host)
    return false
  }

  async function send(request: Request): Promise<Response> {
    if (!isAllowed(request.url)) throw new Error(`webhooks do not go to ${new URL(request.url).host}`)
    try {
      return await fetch(request, { redirect: 'manual', signal: AbortSignal.timeout(patience) })
    } catch {
      // Nobody there, or too slow: as a gateway on the way would say it.
      return new Response(null, { status: 502 })
    }
  }

  async function walk(): Promise<DeliveryReport[]> {
    const reports: DeliveryReport[] = []
    for (const { name, at, delivery } of dueAmong(running, clock.now()))
      if (await mayGo(at, delivery)) reports.push(...(await deliver(mock, name, at, delivery, { to: send })))
    return reports
  }

  function inTurn(): Promise<DeliveryReport[]> {
    walking += 1
    const now = last.then(walk).finally(() => {
      walking -= 1
    })
    last = now.catch(() => {})
    return now
  }

  const isAnyDue = () => [...running.values()].some((at) => at.deliveries.some(({ dueAt }) => dueAt <= clock.now()))

  return {
    deliver: inTurn,
    send,
    start() {
      // What queues webhooks, and what moves the clock, are many; looking is cheap.
      timer ??= setInterval(() => walking === 0 && isAnyDue() && inTurn().catch(() => {}), 100)
    },
    stop() {
      clearInterval(timer)
      timer = undefined
    },
  }
}
