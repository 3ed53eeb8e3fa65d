import * as fc from 'fast-check'
import { advanceClock, decline, type Fault, failNext, pay, settleRefund } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import { internalsOf } from '../../src/mock/running.js'
import { namedFaults } from '../support/faults.js'
import { type Merchant, openMerchant, type Told } from '../support/wechatpay-merchant.js'

// SHROFF_SEED=… repeats a run.
const seed = Number(process.env.SHROFF_SEED ?? Date.now() % 2 ** 31)
const provider = 'wechatpay'
const week = 7 * 24 * 3_600_000

const faults: Fault[] = [...namedFaults, { status: 400, code: 'PARAM_ERROR' }]

// Few numbers and small amounts, so that steps meet.
const orderId = fc.constantFrom('T-0001', 'T-0001', 'T-0002')
const refundId = fc.constantFrom('R-1', 'R-2', 'R-3')
const value = fc.integer({ min: 1, max: 3 })
const kind = <K extends string>(name: K) => fc.constant(name)

const steps = {
  create: fc.record({ kind: kind('create'), orderId, value }),
  pay: fc.record({ kind: kind('pay'), orderId }),
  decline: fc.record({ kind: kind('decline'), orderId }),
  close: fc.record({ kind: kind('close'), orderId }),
  refund: fc.record({ kind: kind('refund'), orderId, refundId, value, wrongTotal: fc.constantFrom(0, 0, 0, 0, 1, 4) }),
  settle: fc.record({
    kind: kind('settle'),
    refundId,
    status: fc.constantFrom('succeeded' as const, 'closed' as const, 'needs-action' as const),
  }),
  deliver: fc.record({
    kind: kind('deliver'),
    times: fc.integer({ min: 1, max: 2 }),
    order: fc.constantFrom('queued' as const, 'reversed' as const),
    lose: fc.boolean(),
  }),
  fail: fc.record({ kind: kind('fail'), fault: fc.constantFrom(...faults) }),
  wait: fc.record({ kind: kind('wait'), hours: fc.integer({ min: 1, max: 60 }) }),
  ask: fc.record({ kind: kind('ask') }),
}
// What is named more often happens more often.
const step = fc.oneof(
  ...[steps.create, steps.create, steps.pay, steps.pay, steps.close, steps.decline],
  ...[steps.refund, steps.refund, steps.refund, steps.refund, steps.settle, steps.settle],
  ...[steps.deliver, steps.fail, steps.fail, steps.wait, steps.ask],
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

/** The provider's book. An order left open for a week counts as closed, whether or not somebody has asked since. */
function bookOf({ mock }: Merchant) {
  const { book } = internalsOf(mock).running.get(provider)!
  const now = mock.clock.now()
  const orders = [...book.orders.values()].map(({ orderId, status, amount, createdAt, refunds }) => ({
    orderId,
    value: amount.value,
    status: status === 'pending' && now > createdAt + week ? 'closed' : status,
    refunds: refunds.map((refund) => ({ refundId: refund.refundId, value: refund.value, status: refund.status })),
  }))
  return { orders, numbers: [...book.refunds.keys()] }
}
type Book = ReturnType<typeof bookOf>

const requestsOf = ({ mock }: Merchant) => mock.journal.filter((entry) => entry.kind === 'request').length

/** Calls that a client makes tell what came of them; the controls may be refused by the book, which is no failure. */
async function perform(merchant: Merchant, step: Step): Promise<Told | undefined> {
  const { mock } = merchant
  const notAllowed = (error: unknown) =>
    expect(String(error)).toMatch(/^Error: (the mock gateway has no|order|refund) /)
  switch (step.kind) {
    case 'create':
      return merchant.create(step.orderId, step.value)
    case 'close':
      return merchant.close(step.orderId)
    case 'refund':
      return merchant.refund(
        step.orderId,
        step.refundId,
        step.value,
        step.wrongTotal || (merchant.payments.get(step.orderId)?.value ?? 3),
      )
    case 'pay':
      return void (await pay(mock, { provider, orderId: step.orderId }).catch(notAllowed))
    case 'decline':
      return void (await decline(mock, { provider, orderId: step.orderId }).catch(notAllowed))
    case 'settle':
      return void (await settleRefund(mock, { provider, ...step }).catch(notAllowed))
    case 'deliver':
      return void (await merchant.deliver(step))
    case 'fail':
      return failNext(mock, { provider, fault: step.fault }) as undefined
    case 'wait':
      return advanceClock(mock, step.hours * 3_600_000) as undefined
    case 'ask':
      return void (await merchant.askAboutOpenItems())
  }
}

function checkBook(before: Book, { orders, numbers }: Book): void {
  for (const order of orders) {
    const accepted = order.refunds
      .filter(({ status }) => status !== 'closed')
      .reduce((sum, { value }) => sum + value, 0)
    expect(accepted).toBeLessThanOrEqual(order.value)
    if (order.status !== 'paid') expect(order.refunds).toEqual([])
  }
  // A refund number exists once.
  const used = orders.flatMap(({ refunds }) => refunds.map(({ refundId }) => refundId))
  expect(used.sort()).toEqual([...numbers].sort())
  expect(new Set(used).size).toBe(used.length)
  // A terminal state is never left, and nothing is forgotten.
  for (const old of before.orders) {
    const now = orders.find(({ orderId }) => orderId === old.orderId)
    expect(now?.value).toBe(old.value)
    if (old.status !== 'pending') expect(now?.status).toBe(old.status)
    for (const refund of old.refunds) {
      const later = now?.refunds.find(({ refundId }) => refundId === refund.refundId)
      expect(later?.value).toBe(refund.value)
      if (refund.status === 'succeeded' || refund.status === 'closed') expect(later?.status).toBe(refund.status)
    }
  }
}

/** After the last webhook and one question per open item the two books agree. */
async function settleAndCompare(merchant: Merchant): Promise<void> {
  const { mock, payments, refunds } = merchant
  internalsOf(mock).running.get(provider)!.faults.length = 0
  await merchant.deliver({ order: 'reversed', lose: false, untilSettled: true })
  await merchant.askAboutOpenItems()
  const { orders } = bookOf(merchant)
  const byNumber = (a: string[], b: string[]) => (a[0]! < b[0]! ? -1 : 1)
  const mine = {
    payments: [...payments].map(([orderId, { value, status }]) => [orderId, `${value}`, status]),
    refunds: [...refunds].map(([id, { orderId, value, status }]) => [id, orderId, `${value}`, status]),
  }
  const theirs = {
    payments: orders.map(({ orderId, value, status }) => [orderId, `${value}`, status]),
    refunds: orders.flatMap((order) =>
      order.refunds.map(({ refundId, value, status }) => [refundId, order.orderId, `${value}`, status]),
    ),
  }
  expect(mine.payments.sort(byNumber)).toEqual(theirs.payments.sort(byNumber))
  expect(mine.refunds.sort(byNumber)).toEqual(theirs.refunds.sort(byNumber))
}

describe('whatever happens, in whatever order', () => {
  console.info(`book properties: SHROFF_SEED=${seed}`)
  const seen = new Map<string, number>()
  const count = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1)

  it('the book stays sound and the merchant can find the truth', async () => {
    const steps = fc.array(step, { minLength: 10, maxLength: 50, size: 'max' })
    // Most begin with a paid order, or refunds would be rare.
    const paid: Step[] = [
      { kind: 'create', orderId: 'T-0001', value: 3 },
      { kind: 'pay', orderId: 'T-0001' },
    ]
    const history = fc
      .tuple(fc.constantFrom(0, 1, 2, 2, 2), steps)
      .map(([some, more]) => [...paid.slice(0, some), ...more])
    await fc.assert(
      fc.asyncProperty(history, async (all) => {
        const merchant = await openMerchant()
        for (const step of all) {
          const before = bookOf(merchant)
          const requests = requestsOf(merchant)
          const told = await perform(merchant, step)
          const after = bookOf(merchant)
          checkBook(before, after)
          if (told === 'rejected') expect(after).toEqual(before)
          if (told === 'not-sent') expect(requestsOf(merchant)).toBe(requests)
          if (told) count(`${step.kind} ${told}`)
          for (const { status, refunds } of after.orders) {
            count(status)
            for (const refund of refunds) count(`refund ${refund.status}`)
          }
        }
        await settleAndCompare(merchant)
      }),
      { seed, numRuns: 80 },
    )
  }, 60_000)

  it('and all of it did happen', () => {
    // A property over histories in which nothing moves would prove nothing.
    const calls = ['create', 'close', 'refund'].flatMap((name) => [
      `${name} done`,
      `${name} rejected`,
      `${name} unknown`,
    ])
    const states = ['paid', 'closed', 'refund pending', 'refund succeeded', 'refund closed', 'refund needs-action']
    for (const what of [...calls, ...states, 'refund not-sent'])
      expect([what, seen.get(what) ?? 0]).not.toEqual([what, 0])
  })
})
