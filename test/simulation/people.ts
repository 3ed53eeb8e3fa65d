import { pay, settleRefund } from 'shroff/mock'
import { findOrder } from '../../src/mock/book.js'
import type { Attempt, Store } from './store.js'
import type { ProviderName, World } from './world.js'

const second = 1000
const minute = 60 * second

/** The payer of an order: pays it when it is there and open, however often it takes to see it. */
export function payLater(world: World, { provider, orderId }: Attempt, least: number, most: number, tries = 1): void {
  const { random, scheduler, running } = world
  scheduler.later(random.between(least, most), async () => {
    const order = findOrder(running.get(provider)!.book, orderId)
    if (order?.status === 'pending' && scheduler.now() <= order.expiresAt) {
      await world.at(provider, () => pay(world.mock, { provider, orderId }))
      world.count('paid by the payer')
    } else if (!order && tries > 1)
      payLater(world, { provider, orderId } as Attempt, 5 * second, 20 * second, tries - 1)
  })
}

/** Refunds come to their end by themselves, some minutes later. */
export function settleRefunds(world: World, provider: ProviderName): void {
  for (const refund of [...running(world, provider).book.refunds.values()].flat()) {
    if (refund.status !== 'pending' || seen.has(refund)) continue
    seen.add(refund)
    world.scheduler.later(world.random.between(second, 10 * minute), async () => {
      await world.at(provider, () => settleRefund(world.mock, { provider, refundId: refund.refundId }))
    })
  }
}

const seen = new WeakSet<object>()
const running = (world: World, provider: ProviderName) => world.running.get(provider)!

/** Money that came for an order which the shop had told its customer to be reversed. */
export function countLate(world: World, store: Store, provider: ProviderName, late: Set<string>): void {
  for (const order of running(world, provider).book.orders.values()) {
    const state = store.attempts.get(order.orderId)?.state
    if (order.status === 'paid' && state === 'reversed' && order.refunds.length === 0) late.add(order.orderId)
  }
}
