import { amount, ShroffError } from 'shroff'
import type { Gateway } from 'shroff/gateway'
import { type Attempt, type PaidAttempt, type ResolveOrderOptions, resolveOrder } from 'shroff/life'
import { pay } from 'shroff/mock'
import { memoryStore } from 'shroff/store'
import { noon } from '../support/noon.js'
import { accountAt, gatewayAt, mockRails, type Rail, railNames } from '../support/rails.js'

export const minute = 60_000
export const price = amount('25.00', 'CNY')
type Action = 'getPayment' | 'endPayment' | 'refundPayment' | 'getRefund'
type Call = (given: { orderId: string }, options?: object) => Promise<unknown>

/** A shop at all mocks, and a sale that is offered in these wallets under T0001001, T0001002 … for ten minutes. */
export const openSale = (...wallets: Rail[]) => openSaleAt({}, ...wallets)

/** The same, at mocks with options of their own. */
export async function openSaleAt(mocks: Parameters<typeof mockRails>[1], ...wallets: Rail[]) {
  const mock = await mockRails(railNames, mocks)
  const { transport, clock } = mock
  const plain = railNames.map((name) => gatewayAt(name, accountAt(mock, name), transport))
  const made: [action: string, provider: string, orderId: string][] = []
  /** What happens around each call; what it throws is what the caller gets. */
  const line = {
    before: (_: Action, _orderId: string): unknown => undefined,
    after: (_: Action, _orderId: string): unknown => undefined,
  }
  const gateways = plain.map((gateway) => {
    const wrap = (action: Action) => async (given: { orderId: string }, options?: object) => {
      made.push([action, gateway.provider, given.orderId])
      await line.before(action, given.orderId)
      const result = await (gateway[action] as Call)(given, options)
      await line.after(action, given.orderId)
      return result
    }
    const actions = ['getPayment', 'endPayment', 'refundPayment', 'getRefund'] as const
    return { ...gateway, ...Object.fromEntries(actions.map((action) => [action, wrap(action)])) } as Gateway
  })
  const attempts: Attempt[] = []
  for (const [place, provider] of wallets.entries()) {
    const numbers = {
      orderId: `T000100${place + 1}`,
      placedAt: noon,
      expiresAt: new Date(noon.getTime() + 10 * minute),
    }
    attempts.push({ provider, ...numbers })
    const order = { ...numbers, amount: price, description: 'Oolong tea', notifyUrl: 'https://shop.example/notify' }
    await plain[railNames.indexOf(provider)]!.createPayment({ channel: 'qr', ...order })
  }
  const told: PaidAttempt[] = []
  // Nothing here takes so long that a lease would have to be prolonged.
  const still = { now: clock.now, sleep: (_: number, signal?: AbortSignal) => aborted(signal!) }
  const options: ResolveOrderOptions = {
    store: memoryStore({ clock }),
    onPaid: ({ paid }) => void told.push(paid),
    clock: still,
  }
  return {
    mock,
    gateways,
    attempts,
    told,
    line,
    made,
    options,
    resolve: (more: Partial<ResolveOrderOptions> = {}) =>
      resolveOrder(gateways, { saleId: 'S1', attempts }, { ...options, ...more }),
    payFor(place: number) {
      const { provider, orderId } = attempts[place]!
      return pay(mock, { provider: provider as Rail, orderId })
    },
  }
}

const aborted = (signal: AbortSignal) =>
  new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }))

export const lost = () => new ShroffError('TIMEOUT', { problem: 'The answer was lost.', outcome: 'unknown' })
export const limited = () => new ShroffError('RATE_LIMITED', { problem: 'Too many calls.', outcome: 'unknown' })
