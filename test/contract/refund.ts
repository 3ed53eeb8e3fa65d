import { isShroffError } from 'shroff'
import { pay } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import { refundsOf } from '../../src/mock/book.js'
import { runningOf } from '../../src/mock/running.js'
import { failure } from '../support/failure.js'
import type { Passage } from '../support/line.js'
import { orderOf, type Refund, refundOf, type Shop, type Subject } from './subject.js'

/** How often the money of this refund has moved, or is on its way, by the provider's own book. */
export const movements = (shop: Shop, provider: string, { refundId }: Pick<Refund, 'refundId'>): number =>
  refundsOf(runningOf(shop.mock, provider).book, refundId).filter(({ status }) => status !== 'closed').length

/** How a shop goes on after each answer to its refund. */
const shops = {
  /** It asks before it asks again, as every error tells it. */
  careful: async (submit: () => Promise<unknown>, find: () => Promise<unknown>) => {
    for (let round = 0; round < 6; round += 1)
      if ((await told(submit)) === 'done' || (await told(find)) === 'done') return
    throw new Error('it never came to an end')
  },
  /** It only asks for its refund again and again; where a number is taken once, it looks at last. */
  blunt: async (submit: () => Promise<unknown>, find: () => Promise<unknown>, once: boolean) => {
    for (let round = 0; round < 3; round += 1) await told(submit)
    await (once ? find() : submit())
  },
}

/** `done`, or the outcome of what refused it; anything that is no `ShroffError` is a fault of ours. */
async function told(call: () => Promise<unknown>): Promise<string> {
  try {
    await call()
    return 'done'
  } catch (error) {
    if (isShroffError(error)) return error.outcome
    throw error
  }
}

/** What each shop comes to while the line does this to its requests; a late one lands when all is over. */
export async function refundThrough(
  shop: Shop,
  provider: string,
  {
    script,
    how,
    number,
    once = false,
  }: { script: readonly Passage[]; how: keyof typeof shops; number: string; once?: boolean | undefined },
): Promise<{ moved: number; honest: boolean }> {
  const order = orderOf(number)
  const refund = refundOf(order)
  await shop.createPayment(order)
  await pay(shop.mock, { provider, orderId: order.orderId })
  const submit = await shop.prepareRefund(refund)
  let honest = true
  const watched = async () => {
    const before = movements(shop, provider, refund)
    try {
      return await submit()
    } catch (error) {
      // Who was told that nothing was done, or that nothing was sent, may give the money back by other means.
      if (isShroffError(error) && error.outcome !== 'unknown') honest &&= movements(shop, provider, refund) === before
      throw error
    }
  }
  shop.line.script = [...script]
  await shops[how](watched, () => shop.getRefund(refund), once)
  shop.line.script = []
  for (const land of shop.line.late.splice(0)) await land()
  return { moved: movements(shop, provider, refund), honest }
}

/** A refund: part, whole, too much; one number, one movement of money. */
export function keepsRefunds(subject: Subject): void {
  const { provider, faults, open, takesNumbersOnce: once, refundsTellNoAmount } = subject
  const passages: Passage[] = ['cut', 'late', ...faults.map(([fault]) => fault)]
  const lost: Passage[] = ['late', 'timeout-after', 'good']

  async function paid(attempts?: number) {
    const shop = await open(attempts === undefined ? {} : { attempts })
    const order = orderOf()
    await shop.createPayment(order)
    await pay(shop.mock, { provider, orderId: order.orderId })
    return { shop, order, refund: refundOf(order) }
  }

  describe('a refund', () => {
    it.each(lost)('moves the money once, whatever happens to any step after the first met: %s', async (first) => {
      const manners = [
        ['careful', 1],
        ['blunt', 3],
      ] as const
      for (const [how, attempts] of manners) {
        const shop = await open({ attempts })
        for (const [place, second] of passages.entries()) {
          const number = `${how}${place}`
          const came = await refundThrough(shop, provider, { script: [first, second], how, number, once })
          expect(came, `${how}: ${JSON.stringify([first, second])}`).toEqual({ moved: 1, honest: true })
        }
      }
    })

    it('whose answer is lost is unknown, and is found by asking', async () => {
      const { shop, refund } = await paid(1)
      const submit = await shop.prepareRefund(refund)
      shop.line.script = ['timeout-after']
      expect((await failure(submit())).outcome).toBe('unknown')
      const { refundId, amount } = refund
      expect(await shop.getRefund(refund)).toMatchObject({ refundId, ...(!refundsTellNoAmount && { amount }) })
    })

    it('that never arrived is not found', async () => {
      const { shop, refund } = await paid(1)
      const submit = await shop.prepareRefund(refund)
      shop.line.script = ['cut']
      expect((await failure(submit())).outcome).toBe('unknown')
      expect((await failure(shop.getRefund(refund))).code).toBe('REFUND_NOT_FOUND')
    })

    it('of part, of the rest, and of a fen too much', async () => {
      const { shop, order, refund } = await paid()
      await (await shop.prepareRefund(refund))()
      const rest = { ...refund, refundId: 'CONTRACTREST', amount: { currency: 'CNY', value: 2000 } } as const
      await (await shop.prepareRefund(rest))()
      const more = { ...refund, refundId: 'CONTRACTMORE', amount: { currency: 'CNY', value: 1 } } as const
      const submit = await shop.prepareRefund(more)
      expect((await failure(submit())).outcome).toBe('rejected')
      const given = [refund, rest, more].map((each) => movements(shop, provider, each))
      expect([given, order.amount.value]).toEqual([[1, 1, 0], refund.amount.value + rest.amount.value])
    })

    it('of another order is not given for this one', async () => {
      const { shop, refund } = await paid()
      await (await shop.prepareRefund(refund))()
      const elsewhere = shop.getRefund({ ...refund, orderId: 'CONTRACT9999' })
      expect((await failure(elsewhere)).code).toMatch(/^(REPLY_MISMATCH|ORDER_NOT_FOUND|REFUND_NOT_FOUND)$/)
    })
  })
}
