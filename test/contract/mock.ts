import { amount, isShroffError, type ShroffError } from 'shroff'
import { failNext, faults as faultsOf, type MockGateway, pay } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import type { WireRequest } from '../../src/core/transport.js'
import type { Evidence } from '../../src/mock/evidence.js'
import { failure } from '../support/failure.js'
import { namedFaults } from '../support/faults.js'
import { movements } from './refund.js'
import { orderOf, refundOf, type Subject } from './subject.js'

/** The provider's mock: each fault of its list does what it says, and one that it lacks throws. */
export function keepsItsMock(subject: Subject): void {
  const { provider, faults, open, takesNumbersOnce: once, refundsTellNoAmount } = subject
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
      const found = refundsTellNoAmount ? { refundId: refund.refundId } : { amount: refund.amount }
      if (moved) expect(await shop.getRefund(refund)).toMatchObject(found)
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
  keepsEvidence(subject)
}

/** The journal shows what the mock looked at, so that a person finds a mistake. */
function keepsEvidence({ proof, open }: Subject): void {
  const seen = (journal: MockGateway['journal']) =>
    lastRequest(journal) as unknown as { request: WireRequest; evidence?: Evidence }

  // Where the connection vouches there is no text to be compared.
  describe.runIf(proof !== 'connection')('the evidence of a request', () => {
    it('is each check and both signed texts, and holds no secret', async () => {
      const shop = await open()
      await shop.createPayment(orderOf())
      const { evidence } = seen(shop.mock.journal)
      expect(evidence).toMatchObject({ expected: expect.any(String), signed: expect.any(String) })
      expect(evidence?.checks).toContainEqual({ name: 'signature', passed: true })
      expect(evidence?.checks.at(-1)).toEqual({ name: 'business', passed: true })
      expect(evidence).not.toHaveProperty('refused')
      const text = JSON.stringify(shop.mock.journal.map((entry) => 'evidence' in entry && entry.evidence))
      for (const [name, secret] of Object.entries(shop.secrets)) expect(text, name).not.toContain(secret)
    })

    it('ends with the signature where that does not fit, and says what would have', async () => {
      const shop = await open()
      await shop.createPayment(orderOf())
      const { request } = seen(shop.mock.journal)
      const text = new TextDecoder().decode(request.body)
      const body = text.replace(/\d(?=\D*$)/, (digit) => String(9 - Number(digit)))
      const altered = { method: request.method, headers: request.headers, body }
      const { expected } = seen(shop.mock.journal).evidence!
      await shop.mock.fetch(new Request(request.url, altered))
      const { evidence } = seen(shop.mock.journal)
      expect(evidence?.checks.at(-1)).toEqual({ name: 'signature', passed: false })
      expect(evidence).toMatchObject({ refused: { code: expect.any(String), message: expect.any(String) } })
      expect(evidence?.expected).toHaveLength(expected!.length)
    })
  })
}

const lastRequest = (journal: readonly { kind: string }[]) => journal.filter(({ kind }) => kind === 'request').at(-1)
