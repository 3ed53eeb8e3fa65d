import { decline, pay } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import { runningOf } from '../../src/mock/running.js'
import { failure } from '../support/failure.js'
import type { Passage } from '../support/line.js'
import { orderOf, type Subject } from './subject.js'

const lost: Passage[] = ['timeout-after', 'reset-after', 'system-error-after', 'proxy-page']

/** Placing an order: found again by what the shop had before the call, one number, one order. */
export function keepsOrders({ provider, open, takesNumbersOnce: once, tellsNoTime, placesNothing }: Subject): void {
  const calls = !placesNothing
  const order = orderOf()
  const at = { provider, orderId: order.orderId } as const

  describe('an order', () => {
    it('is placed, and says how it is paid', async () => {
      const shop = await open()
      const { orderId, status, nextAction } = await shop.createPayment(order)
      expect([orderId, status]).toEqual([order.orderId, 'pending'])
      expect(nextAction?.type).toMatch(placesNothing ? /^jsapi$/ : /^(qr|transfer)$/)
    })

    it.runIf(calls).each(lost)(
      'whose answer is lost is found by what the shop had before the call: %s',
      async (passage) => {
        const shop = await open({ attempts: 1 })
        shop.line.script = [passage]
        expect(await failure(shop.createPayment(order))).toMatchObject({ outcome: 'unknown', provider })
        // At some providers an order that nobody has opened does not exist yet.
        await decline(shop.mock, at)
        expect(await shop.getPayment(order)).toMatchObject({ status: 'pending', amount: order.amount })
        await pay(shop.mock, at)
        const paid = await shop.getPayment(order)
        expect(paid).toMatchObject({ status: 'paid', amount: order.amount })
        expect(paid.paidAt).toEqual(tellsNoTime ? undefined : new Date(shop.mock.clock.now()))
      },
    )

    it('that never arrived is not found', async () => {
      const shop = await open({ attempts: 1 })
      if (calls) {
        shop.line.script = ['cut']
        expect((await failure(shop.createPayment(order))).outcome).toBe('unknown')
      }
      expect((await failure(shop.getPayment(order))).code).toBe('ORDER_NOT_FOUND')
    })

    // Whoever sent a page that nobody signed, what it stands for is not guessed at.
    it
      .runIf(calls && !once)
      .each([...lost.filter((passage) => passage !== 'proxy-page'), 'unavailable', 'late'] as const)(
      'is placed once by a client that repeats, through %s',
      async (passage) => {
        const shop = await open()
        shop.line.script = [passage, passage]
        expect(await shop.createPayment(order)).toMatchObject({ orderId: order.orderId, status: 'pending' })
        for (const land of shop.line.late.splice(0)) await land()
        expect([...runningOf(shop.mock, provider).book.orders.values()].map(({ orderId }) => orderId)).toEqual([
          order.orderId,
        ])
      },
    )

    it.runIf(once)('is not placed again, whatever it is for, and that says nothing of the first', async () => {
      const shop = await open()
      await shop.createPayment(order)
      await pay(shop.mock, at)
      for (const value of [order.amount.value, 2600]) {
        const again = shop.createPayment({ ...order, amount: { currency: 'CNY', value } })
        expect(await failure(again)).toMatchObject({ code: 'ORDER_ID_USED', outcome: 'unknown' })
      }
      expect(await shop.getPayment(order)).toMatchObject({ status: 'paid', amount: order.amount })
    })

    it.runIf(calls && !once)('is the same when it is placed again, and another amount is refused', async () => {
      const shop = await open()
      await shop.createPayment(order)
      await decline(shop.mock, at)
      expect(await shop.createPayment(order)).toMatchObject({ orderId: order.orderId, status: 'pending' })
      const other = shop.createPayment({ ...order, amount: { currency: 'CNY', value: 2600 } })
      expect(await failure(other)).toMatchObject({ code: 'ORDER_ID_USED', outcome: 'rejected' })
      expect(await shop.getPayment(order)).toMatchObject({ status: 'pending', amount: order.amount })
    })
  })
}
