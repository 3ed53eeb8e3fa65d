import { amount, type Clock } from 'shroff'
import type { Gateway, GatewayEvent } from 'shroff/gateway'
import { type OpenOrder, type SweepEvent, type SweepOptions, sweep } from 'shroff/life'
import { deliverWebhooks } from 'shroff/mock'
import { memoryStore } from 'shroff/store'
import { type HandledEvent, webhookHandler } from 'shroff/webhook'
import { noon } from '../support/noon.js'
import { accountAt, gatewayAt, mockRails, type Rail, railNames, webhooksAt } from '../support/rails.js'

export const minute = 60_000
export const price = amount('25.00', 'CNY')

/** What was asked, of whom, and when, in milliseconds after noon. */
export type Made = { action: string; provider: string; orderId: string; at: number }

/** A shop at all mocks that keeps a list of what is open, and takes off it what it is told of. */
export async function openShop(mocks: Parameters<typeof mockRails>[1] = {}) {
  const mock = await mockRails(railNames, mocks)
  const { transport } = mock
  const accounts = railNames.map((name) => [name, accountAt(mock, name)] as const)
  const plain = accounts.map(([name, account]) => gatewayAt(name, account, transport))
  const made: Made[] = []
  /** What happens before each call; what it throws is what the caller gets. */
  const line = { before: (_action: string, _orderId: string): unknown => undefined }
  const at = () => mock.clock.now() - noon.getTime()
  const gateways = plain.map((gateway) => {
    const { provider } = gateway
    const actions = ['getPayment', 'endPayment', 'getRefund', 'settlePayment'] as const
    const wrapped = actions.map((action) => [
      action,
      async (given: { orderId: string }, options?: object) => {
        const { orderId } = given
        made.push({ action, provider, orderId, at: at() })
        await line.before(action, orderId)
        return (gateway[action] as (given: object, options?: object) => Promise<unknown>)(given, options)
      },
    ])
    return { ...gateway, ...Object.fromEntries(wrapped) } as Gateway
  })

  const orders: OpenOrder[] = []
  const told: SweepEvent[] = []
  const seen: HandledEvent[] = []
  /** By whichever way it comes. */
  function onEvent(event: SweepEvent) {
    told.push(event)
    const numberOf = (order: OpenOrder) => ('refundId' in order ? order.refundId : order.orderId)
    const number = 'refundId' in event ? event.refundId : event.orderId
    const place = orders.findIndex((order) => numberOf(order) === number && order.provider === event.provider)
    if (place >= 0 && event.type !== 'refund.needs-action') orders.splice(place, 1)
  }
  // No work here takes so long that a lease would have to be prolonged: what waits for that waits until the work has ended.
  const clock: Clock = {
    now: mock.clock.now,
    sleep: (milliseconds, signal) =>
      milliseconds < 900
        ? mock.clock.sleep(milliseconds, signal)
        : new Promise((_, reject) => signal!.addEventListener('abort', () => reject(signal!.reason), { once: true })),
  }
  const store = memoryStore({ clock: mock.clock })
  const options: SweepOptions = { gateways, orders, store, onEvent, clock, observe: (event) => seen.push(event) }
  const handler = webhookHandler({
    accounts: accounts.map(([name, account]) => webhooksAt(name, account)),
    store,
    clock,
    observe: (event) => seen.push(event),
    onEvent: (event) => void ((event as GatewayEvent).type !== 'other' && onEvent(event as SweepEvent)),
  })

  const plainOf = (provider: Rail) => plain[railNames.indexOf(provider)]!
  return {
    mock,
    clock,
    plainOf,
    gateways,
    orders,
    store,
    told,
    seen,
    made,
    line,
    at,
    sweep: (more: Partial<SweepOptions> = {}) => sweep({ ...options, ...more }),
    deliver: () => deliverWebhooks(mock, { to: handler }),
    /** Places an order for ten minutes, and puts it on the list. */
    async place(provider: Rail, orderId: string, { listed = true } = {}) {
      const placedAt = new Date(Math.floor(mock.clock.now() / 1000) * 1000)
      const expiresAt = new Date(placedAt.getTime() + 10 * minute)
      const order = { orderId, placedAt, expiresAt }
      if (listed) orders.push({ provider, ...order })
      await plainOf(provider).createPayment({
        channel: 'qr',
        ...order,
        amount: price,
        description: 'Oolong tea',
        notifyUrl: 'https://shop.example/notify',
      })
      return order
    },
    /** Asks for a refund of an order that is paid, and puts it on the list. */
    async refund(provider: Rail, { orderId, placedAt: orderPlacedAt }: { orderId: string; placedAt: Date }) {
      const placedAt = new Date(Math.floor(mock.clock.now() / 1000) * 1000)
      const refund = { orderId, orderPlacedAt, refundId: `${orderId}R1`, placedAt }
      orders.push({ provider, ...refund })
      const notifyUrl = 'https://shop.example/notify'
      await plainOf(provider).refundPayment({ ...refund, amount: price, orderAmount: price, notifyUrl })
      return refund
    },
  }
}
