import * as fc from 'fast-check'
import { isShroffError } from 'shroff'
import { advanceClock, clearFaults, failNext, pay, settleRefund } from 'shroff/mock'
import { fetchDownload } from 'shroff/statement'
import { describe, expect, it } from 'vitest'
import type { BookOrder } from '../../src/mock/book.js'
import { runningOf } from '../../src/mock/running.js'
import { orderOf, refundOf, type Shop, type Subject } from './subject.js'

// SHROFF_SEED=… repeats a run.
const seed = Number(process.env.SHROFF_SEED ?? Date.now() % 2 ** 31)

// Few numbers and small amounts, so that steps meet.
const order = fc.constantFrom(1, 1, 2)
const refund = fc.constantFrom(1, 2, 3)
const fen = fc.constantFrom(100, 900, 1_600, 2_500)
const kind = <K extends string>(name: K) => fc.constant(name)
const create = fc.record({ kind: kind('create'), order })
const paying = fc.record({ kind: kind('pay'), order })
const close = fc.record({ kind: kind('close'), order })
const giveBack = fc.record({ kind: kind('refund'), order, refund, fen })
const settle = fc.record({ kind: kind('settle'), order, refund, status: fc.constantFrom('succeeded', 'closed') })
const fault = fc.record({ kind: kind('fault'), which: fc.nat() })
const wait = fc.record({ kind: kind('wait'), minutes: fc.integer({ min: 1, max: 9 }) })
// What is named more often happens more often.
const step = fc.oneof(create, paying, paying, close, giveBack, giveBack, giveBack, settle, settle, fault, wait)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

type Entry = { status: string; amount: number; refunds: { id: string; value: number; status: string }[] }

/** The provider's book, as it stands now. */
const bookOf = ({ mock }: Shop, provider: string): Map<string, Entry> =>
  new Map(
    [...runningOf(mock, provider).book.orders.values()].map(({ orderId, status, amount, refunds }: BookOrder) => [
      orderId,
      {
        status,
        amount: amount.value,
        refunds: refunds.map((one) => ({ id: one.refundId, value: one.value, status: one.status })),
      },
    ]),
  )

const given = ({ refunds }: Entry) =>
  refunds.filter(({ status }) => status !== 'closed').reduce((sum, { value }) => sum + value, 0)

/** The book under whatever a shop, payers and a bad line do to it. */
export function keepsTheBook({ provider, faults, entry, open }: Subject): void {
  /** `done`, or what it was told; a control that the book does not allow changes nothing and is `not allowed`. */
  async function perform(shop: Shop, stored: Map<string, () => Promise<unknown>>, step: Step): Promise<string> {
    const { mock } = shop
    const named = 'order' in step ? orderOf(`book${step.order}`) : orderOf()
    const call = (work: () => Promise<unknown> | unknown) =>
      Promise.resolve()
        .then(work)
        .then(
          () => 'done',
          (error: unknown) => {
            if (isShroffError(error)) return error.outcome
            expect(String(error)).toMatch(
              /^Error: (the mock gateway has no|the cashier does not open|order|refund|several orders)[ ,]/,
            )
            return 'not allowed'
          },
        )
    switch (step.kind) {
      case 'create':
        return call(() => shop.createPayment(named))
      case 'pay':
        return call(() => pay(mock, { provider, orderId: named.orderId }))
      case 'close':
        return shop.closePayment ? call(() => shop.closePayment!(named)) : 'not allowed'
      case 'refund': {
        const asked = { ...refundOf(named, step.refund), amount: { currency: 'CNY', value: step.fen } as const }
        return call(async () => {
          // On a ledger the transfer is signed once and stored; elsewhere there is nothing to store.
          const submit = stored.get(asked.refundId) ?? (await shop.prepareRefund(asked))
          if ('prepareRefund' in entry) stored.set(asked.refundId, submit)
          return submit()
        })
      }
      case 'settle': {
        const { refundId } = refundOf(named, step.refund)
        return call(() => settleRefund(mock, { provider, refundId, status: step.status as 'succeeded' | 'closed' }))
      }
      case 'fault':
        return call(() => failNext(mock, { provider, fault: faults[step.which % faults.length]![0] }))
      case 'wait':
        return call(() => advanceClock(mock, step.minutes * 60_000))
    }
  }

  function check(before: Map<string, Entry>, after: Map<string, Entry>): void {
    for (const [orderId, entry] of after) {
      // Never more is given back than was received.
      expect(given(entry), orderId).toBeLessThanOrEqual(entry.status === 'paid' ? entry.amount : 0)
      // One that failed may be asked for again under its number; of those that may give money there is one.
      const live = entry.refunds.filter(({ status }) => status !== 'closed')
      expect(new Set(live.map(({ id }) => id)).size, orderId).toBe(live.length)
      const old = before.get(orderId)
      if (!old) continue
      // One terminal state, which is never left; and nothing is forgotten.
      if (old.status !== 'pending')
        expect([orderId, entry.status, entry.amount]).toEqual([orderId, old.status, old.amount])
      for (const [place, one] of old.refunds.entries()) {
        const now = entry.refunds[place]
        expect([now?.id, now?.value]).toEqual([one.id, one.value])
        if (one.status === 'succeeded' || one.status === 'closed') expect(now?.status).toBe(one.status)
      }
    }
    for (const [orderId, { status }] of before) if (status !== 'pending') expect([...after.keys()]).toContain(orderId)
  }

  /** Each movement once, and no other. */
  async function compareWithStatement(shop: Shop): Promise<void> {
    const book = [...bookOf(shop, provider)]
    const payments = book.filter(([, { status }]) => status === 'paid').map(([id, { amount }]) => `${id} ${amount}`)
    if (payments.length === 0) return
    clearFaults(shop.mock, { provider })
    advanceClock(shop.mock, 24 * 3_600_000)
    const seen = { payment: [] as string[], refund: [] as string[] }
    const download = fetchDownload({ fetch: shop.mock.fetch })
    for await (const row of shop.gateway!.downloadStatement({ date: '2026-03-04' }, { download }))
      if (row.kind === 'payment' || (row.refundStatus ?? 'succeeded') === 'succeeded')
        seen[row.kind].push(`${row.orderId} ${row.amount.value}`)
    const refunds = book.flatMap(([id, { refunds }]) =>
      refunds.filter(({ status }) => status === 'succeeded').map(({ value }) => `${id} ${value}`),
    )
    expect(seen.payment.sort()).toEqual(payments.sort())
    expect(seen.refund.sort()).toEqual(refunds.sort())
  }

  describe(`the book, seed ${seed}`, () => {
    it('gives back no more than it received, ends each order once, and every movement is in a statement', async () => {
      const seen = new Map<string, number>()
      const paid: Step[] = [
        { kind: 'create', order: 1 },
        { kind: 'pay', order: 1 },
      ]
      const history = fc
        .tuple(fc.boolean(), fc.array(step, { minLength: 8, maxLength: 30, size: 'max' }))
        .map(([begins, more]) => (begins ? [...paid, ...more] : more))
      await fc.assert(
        fc.asyncProperty(history, async (all) => {
          const shop = await open({ attempts: 1 })
          const stored = new Map<string, () => Promise<unknown>>()
          for (const one of all) {
            const before = bookOf(shop, provider)
            const told = await perform(shop, stored, one)
            const after = bookOf(shop, provider)
            check(before, after)
            // Who is told that nothing was done may give the money back by other means.
            if (told === 'rejected' || told === 'not-sent')
              expect([...after].map(moneyOf)).toEqual([...before].map(moneyOf))
            seen.set(`${one.kind} ${told}`, (seen.get(`${one.kind} ${told}`) ?? 0) + 1)
          }
          if ('downloadStatement' in entry) await compareWithStatement(shop)
        }),
        { seed, numRuns: 30 },
      )
      // Histories in which nothing moves would prove nothing.
      for (const what of ['create done', 'pay done', 'refund done', 'refund rejected', 'refund unknown'])
        expect([what, seen.get(what) ?? 0]).not.toEqual([what, 0])
    })
  })
}

/** What of an order is money. One that is not paid may be placed anew, or be closed because its time was over. */
const moneyOf = ([orderId, { status, refunds }]: [string, Entry]) => [orderId, status === 'paid', refunds]
