import { advanceClock, pay, presentCode } from 'shroff/mock'
import { beforeEach, describe, expect, it } from 'vitest'
import { findOrder } from '../../src/mock/book.js'
import { runningOf } from '../../src/mock/running.js'
import { failure } from '../support/failure.js'
import type { FullGateway } from './gateway.js'
import { orderOf, type Shop, type Subject } from './subject.js'

type Payer = 'pays' | 'types-password' | 'refuses'

/** A payer's code: charged and seen to its end, or undone. */
export function keepsSettling({ provider, entry, open, refusesLater, undoesAfter = 15_000 }: Subject): void {
  if (!('settlePayment' in entry)) return
  const { orderId, placedAt, amount, description } = orderOf('till')
  const at = { provider, orderId } as const
  // As every shop stores them: those that find an order by its number alone do not mind.
  const again = { orderId, placedAt } as const

  let shop: Shop
  let gateway: FullGateway
  beforeEach(async () => {
    shop = await open({ attempts: 1 })
    gateway = shop.gateway!
  })

  const settle = (payer: Payer, more: object = {}) =>
    gateway.settlePayment({
      ...again,
      payerCode: presentCode(shop.mock, { provider, payer }),
      amount,
      description,
      payerClientIp: '203.0.113.7',
      storeId: 'S1',
      ...more,
    })

  /** What the payer has parted with, by the provider's book: all that came minus all that went back. */
  function kept(): number {
    const order = findOrder(runningOf(shop.mock, provider).book, orderId)
    if (order?.status !== 'paid') return 0
    const back = order.refunds.filter(({ status }) => status === 'succeeded' || status === 'pending')
    return order.amount.value - back.reduce((sum, { value }) => sum + value, 0)
  }

  /** Does something before the next request after the charge. */
  const afterTheCharge = (work: () => Promise<unknown>) => {
    shop.line.before = async () => {
      if (!findOrder(runningOf(shop.mock, provider).book, orderId)) return
      shop.line.before = undefined
      await work()
    }
  }

  describe('settling a payer’s code', () => {
    it('is paid where the payer pays, and charges once', async () => {
      expect(await settle('pays')).toMatchObject({ result: 'paid', payment: { orderId, status: 'paid' } })
      expect(kept()).toBe(amount.value)
      expect(await gateway.settlePayment(again)).toMatchObject({ result: 'paid' })
      expect(kept()).toBe(amount.value)
    })

    it('waits for a password', async () => {
      afterTheCharge(() => pay(shop.mock, at))
      expect(await settle('types-password')).toMatchObject({ result: 'paid' })
      expect(kept()).toBe(amount.value)
    })

    it('undoes what the payer never confirms', async () => {
      expect(await settle('types-password')).toMatchObject({ result: 'reversed' })
      expect(kept()).toBe(0)
      await expect(pay(shop.mock, at)).rejects.toThrow()
    })

    it.runIf(refusesLater)('has nothing to undo where the payer cannot pay', async () => {
      expect(await settle('refuses')).toMatchObject({ result: 'reversed', payment: { status: 'failed' } })
      expect(kept()).toBe(0)
    })

    it.runIf(!refusesLater)('throws where the payer cannot pay: nothing was charged', async () => {
      expect(await failure(settle('refuses'))).toMatchObject({ code: 'PAYER_REFUSED', outcome: 'rejected' })
      expect(kept()).toBe(0)
    })

    it.each(['timeout-after', 'reset-after', 'timeout-before', 'cut'] as const)(
      'says what the book says where the answer to the charge is lost: %s',
      async (passage) => {
        // It asks before it charges.
        shop.line.script = ['good', passage]
        const { result } = await settle('pays')
        expect([result, kept()]).toEqual(passage.endsWith('after') ? ['paid', amount.value] : ['reversed', 0])
      },
    )

    it('is unresolved while nobody answers, and undone by the next call, whatever the payer did', async () => {
      afterTheCharge(async () => {
        shop.line.cut = true
      })
      const first = await settle('types-password')
      expect(first.result).toBe('unresolved')
      shop.line.cut = false
      await pay(shop.mock, at)
      const next = await gateway.settlePayment({ ...again, undoing: true })
      expect([next.result, kept()]).toEqual(['reversed', 0])
    })

    it('is undone at once where the cashier cancels', async () => {
      const cancel = new AbortController()
      afterTheCharge(async () => cancel.abort())
      expect((await settle('types-password', { cancel: cancel.signal })).result).toBe('reversed')
      expect(kept()).toBe(0)
    })
  })

  describe.runIf('cancelPayment' in entry)('cancelling a charge', () => {
    it('gives back what was paid, and once', async () => {
      await settle('pays')
      advanceClock(shop.mock, undoesAfter)
      for (let time = 0; time < 2; time += 1) expect(await gateway.cancelPayment(again)).toMatchObject({ orderId })
      expect(kept()).toBe(0)
      const order = findOrder(runningOf(shop.mock, provider).book, orderId)!
      expect(order.refunds.reduce((sum, { value }) => sum + value, 0)).toBe(order.status === 'paid' ? amount.value : 0)
    })

    it.each(['timeout-after', 'timeout-before'] as const)('is unknown where its answer is lost: %s', async (fault) => {
      await settle('pays')
      advanceClock(shop.mock, undoesAfter)
      shop.line.script = [fault]
      expect((await failure(gateway.cancelPayment(again))).outcome).toBe('unknown')
      expect(kept()).toBe(fault === 'timeout-after' ? 0 : amount.value)
      await gateway.cancelPayment(again)
      expect(kept()).toBe(0)
    })
  })
}
