import { amount, isShroffError, type ShroffError } from 'shroff'
import { failNext, faults as faultsOf, pay } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import { failure } from '../support/failure.js'
import { namedFaults } from '../support/faults.js'
import { movements } from './refund.js'
import { orderOf, refundOf, type Subject } from './subject.js'

/** The provider's mock: each fault of its list does what it says, and one that it lacks throws. */
export function keepsItsMock({ provider, faults, open, takesNumbersOnce: once }: Subject): void {
  const lacking = namedFaults.filter((name) => !faults.some(([fault]) => fault === name))

  async function paid() {
    // One attempt: repeating is the client's matter.
    const shop = await open({ attempts: 1 })
    const order = orderOf()
    await shop.createPayment(order)
    await pay(shop.mock, { provider, orderId: order.orderId })
    const refund = refundOf(order)
    return { shop, order, refund, submit: await shop.prepareRefund(refund) }
  }

  describe('a fault of the mock', () => {
    it.each(faults)('%j: %s, %s, refunded: %s', async (fault, code, outcome, moved) => {
      const { shop, refund, submit } = await paid()
      failNext(shop.mock, { provider, fault })
      const end = await submit().then(
        () => ['taken', 'done'],
        (error: ShroffError) => [error.code, error.outcome],
      )
      expect(end).toEqual([code, outcome])
      expect(lastRequest(shop.mock.journal)).toMatchObject({ fault })
      expect(movements(shop, provider, refund)).toBe(moved ? 1 : 0)
      if (moved) expect(await shop.getRefund(refund)).toMatchObject({ amount: refund.amount })
      else expect((await failure(shop.getRefund(refund))).code).toBe('REFUND_NOT_FOUND')
      // The same number resolves it: once, whatever happened before.
      if (once && moved) expect((await failure(submit())).code).toBe('ORDER_ID_USED')
      else await submit()
      const rest = { ...refund, refundId: 'CONTRACTREST', amount: amount('20.01', 'CNY') }
      expect((await failure((await shop.prepareRefund(rest))())).outcome).toBe('rejected')
    })

    it('comes once for each time that it was asked for, in turn', async () => {
      const { shop, order } = await paid()
      const [[first], [second]] = faults as unknown as [Subject['faults'][number], Subject['faults'][number]]
      failNext(shop.mock, { provider, fault: first, times: 2 })
      failNext(shop.mock, { provider, fault: second })
      const seen: unknown[] = []
      for (let count = 0; count < 4; count += 1) {
        const answer = await shop.getPayment(order).catch((error: unknown) => error)
        seen.push(isShroffError(answer) ? lastRequest(shop.mock.journal) : 'answered')
      }
      expect(seen).toMatchObject([{ fault: first }, { fault: first }, { fault: second }, 'answered'])
    })

    it('that there is not throws, and names those that there are', async () => {
      const { shop } = await paid()
      const fail = (parameters: object) => () => failNext(shop.mock, { provider, ...parameters } as never)
      const named = `failNext: the mock of ${provider} has no fault "timeout"; it has timeout-before, timeout-after,`
      expect(fail({ fault: 'timeout' })).toThrow(named)
      expect(fail({ fault: { status: 200, code: 'OK' } })).toThrow(RangeError)
      for (const times of [0, -1, 0.5]) expect(fail({ fault: 'reset-after', times })).toThrow('an integer from 1')
      expect(fail({ fault: 'reset-after', provider: 'nobody' })).toThrow('no provider nobody')
      expect(faultsOf(shop.mock, { provider })).toEqual([])
    })

    it.runIf(lacking.length > 0)('that its wire lacks lets no call succeed', async () => {
      const { shop, refund, submit } = await paid()
      for (const fault of lacking) {
        // Where only another of its dialects has it, the call itself fails that meets it.
        const refused = await Promise.resolve()
          .then(() => failNext(shop.mock, { provider, fault }))
          .then(submit)
          .then(
            () => 'succeeded',
            (error: Error) => String(isShroffError(error) ? error.cause : error),
          )
        expect(refused).toContain(`has no fault "${fault}"; it has `)
      }
      expect(movements(shop, provider, refund)).toBe(0)
    })
  })
}

const lastRequest = (journal: readonly { kind: string }[]) => journal.filter(({ kind }) => kind === 'request').at(-1)
