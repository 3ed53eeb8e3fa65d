import { decline, failNext, type NamedFault, pay } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import { codeOf, failure } from '../support/failure.js'
import { orderOf, type Subject } from './subject.js'

/** Waiting for a payment, and closing what was not paid. */
export function keepsEnds({ provider, entry, open, faults, placesNothing }: Subject): void {
  const has = (name: NamedFault) => faults.some(([fault]) => fault === name)
  const order = orderOf()
  const at = { provider, orderId: order.orderId } as const

  describe.runIf('awaitPayment' in entry)('waiting', () => {
    it('ends when it is paid, whatever its queries met: unsigned answers, a page of a proxy', async () => {
      for (const fault of (['unsigned', 'proxy-page', 'timeout-before', 'unavailable'] as const).filter(has)) {
        const shop = await open({ attempts: 1 })
        await shop.createPayment(order)
        await pay(shop.mock, at)
        failNext(shop.mock, { provider, fault })
        const paid = await shop.awaitPayment!(order)
        expect(paid, fault).toMatchObject({ status: 'paid', orderId: order.orderId, amount: order.amount })
      }
    })

    it.runIf(has('wrong-signature'))('does not go on where an answer is signed by somebody else', async () => {
      const shop = await open({ attempts: 1 })
      await shop.createPayment(order)
      await pay(shop.mock, at)
      failNext(shop.mock, { provider, fault: 'wrong-signature' })
      expect(await codeOf(shop.awaitPayment!(order))).toBe('SIGNATURE_INVALID')
    })

    it('ends with its signal, and before it asks', async () => {
      const shop = await open()
      const before = shop.mock.journal.length
      const error = await failure(shop.awaitPayment!(order, { signal: AbortSignal.abort() }))
      expect(error).toMatchObject({ code: 'ABORTED', outcome: 'not-sent', action: 'awaitPayment', provider })
      expect(shop.mock.journal.length).toBe(before)
    })

    it('refuses before it waits', async () => {
      const shop = await open()
      const start = shop.mock.clock.now()
      expect(await codeOf(shop.awaitPayment!({ ...order, orderId: '' }))).toBe('PARAMETERS_INVALID')
      expect(shop.mock.clock.now()).toBe(start)
    })
  })

  describe.runIf('closePayment' in entry)('closing', () => {
    const opened = async (attempts = 3) => {
      const shop = await open({ attempts })
      await shop.createPayment(order)
      // At some providers an order that nobody has opened does not exist yet.
      await decline(shop.mock, at)
      return shop
    }

    it('an open order, which can then not be paid', async () => {
      const shop = await opened()
      expect(await shop.closePayment!(order)).toMatchObject({ orderId: order.orderId, status: 'closed' })
      expect((await shop.getPayment(order)).status).toBe('closed')
      await expect(pay(shop.mock, at)).rejects.toThrow('closed')
      if (placesNothing) await expect(shop.createPayment(order)).rejects.toThrow('订单已关闭')
      else expect(await failure(shop.createPayment(order))).toMatchObject({ outcome: 'rejected' })
    })

    it('never a paid one', async () => {
      const shop = await opened()
      await pay(shop.mock, at)
      expect((await failure(shop.closePayment!(order))).outcome).toBe('rejected')
      expect((await shop.getPayment(order)).status).toBe('paid')
    })

    it.each(['timeout-after', 'timeout-before'] as const)('is unknown where its answer is lost: %s', async (fault) => {
      const shop = await opened(1)
      failNext(shop.mock, { provider, fault })
      expect((await failure(shop.closePayment!(order))).outcome).toBe('unknown')
      expect((await shop.getPayment(order)).status).toBe(fault === 'timeout-after' ? 'closed' : 'pending')
    })
  })
}
