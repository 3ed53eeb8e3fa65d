import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TokenAmount } from '../../src/core/token-amount.js'
import { type OpenOrder, reconcile, type StatementLine } from '../../src/statement/reconcile.js'
import type { StatementRow } from '../../src/statement/row.js'

const yuan = (value: number) => ({ currency: 'CNY', value }) as const

const row = (orderId: string, value: number, refundId?: string): StatementRow => ({
  kind: refundId === undefined ? 'payment' : 'refund',
  orderId,
  paymentId: `P-${orderId}`,
  ...(refundId !== undefined && { refundId }),
  amount: yuan(value),
  time: new Date(0),
  raw: {},
})

async function* later<T>(values: readonly T[]) {
  for (const value of values) yield await Promise.resolve(value)
}

describe('reconcile', () => {
  it('reports what is missing, surplus and different, and counts the rest', async () => {
    const rows = [row('A', 100), row('A', 30, 'R'), row('B', 200), row('C', 300), row('A', 100)]
    const orders: OpenOrder[] = [
      { orderId: 'A', amount: yuan(100) },
      { orderId: 'A', refundId: 'R', amount: yuan(30) },
      { orderId: 'B', amount: yuan(201) },
      { orderId: 'D', amount: yuan(400) },
      { orderId: 'D', refundId: 'R', amount: yuan(50) },
    ]
    const expected = {
      matched: 2,
      missing: [
        { orderId: 'D', amount: yuan(400) },
        { orderId: 'D', refundId: 'R', amount: yuan(50) },
      ],
      surplus: [row('C', 300), row('A', 100)],
      differing: [{ order: { orderId: 'B', amount: yuan(201) }, row: row('B', 200) }],
    }
    expect(await reconcile(rows, orders)).toEqual(expected)
    expect(await reconcile(later(rows), later(orders))).toEqual(expected)
  })

  it('finds a refund whose row tells no number by its order and amount, each once', async () => {
    const nameless = (orderId: string, value: number): StatementRow => ({ ...row(orderId, value), kind: 'refund' })
    const orders: OpenOrder[] = [
      { orderId: 'A', amount: yuan(100) },
      { orderId: 'A', refundId: 'R1', amount: yuan(30) },
      { orderId: 'A', refundId: 'R2', amount: yuan(30) },
      { orderId: 'A', refundId: 'R3', amount: yuan(5) },
      { orderId: 'B', refundId: 'R1', amount: yuan(7) },
    ]
    // One that tells its number is not taken for another of the same amount.
    const rows = [row('A', 30, 'R2'), nameless('A', 30), row('A', 100), nameless('A', 30), nameless('B', 8)]
    expect(await reconcile(rows, orders)).toEqual({
      matched: 3,
      missing: [orders[3], orders[4]],
      surplus: [nameless('A', 30), nameless('B', 8)],
      differing: [],
    })
    expect(await reconcile([nameless('A', 30)], new Map([['A', yuan(30)]]))).toMatchObject({
      missing: [{ orderId: 'A' }],
      surplus: [nameless('A', 30)],
    })
  })

  it('compares tokens to the last decimal, in whatever way they are written, and gives back the rows of the shop', async () => {
    const line = (orderId: string, value: string, hash: string) =>
      ({ kind: 'payment', orderId, amount: { asset: 'RLUSD', value }, hash }) as const
    const rows = [line('A', '12.5', 'h1'), line('B', '9.980039920159681', 'h2'), line('C', '1', 'h3')]
    const orders = [
      { orderId: 'A', amount: { asset: 'RLUSD', value: '12.50' } },
      { orderId: 'B', amount: { asset: 'RLUSD', value: '9.98003992015968' } },
      { orderId: 'C', amount: { asset: 'XRP', value: '1' } },
    ] as const satisfies OpenOrder<TokenAmount>[]
    const { matched, differing, ...rest } = await reconcile<StatementLine & { hash: string }>(rows, orders)
    expect([matched, rest]).toEqual([1, { missing: [], surplus: [] }])
    expect(differing.map(({ order, row }) => [order.amount, row.hash])).toEqual([
      [{ asset: 'RLUSD', value: '9.98003992015968' }, 'h2'],
      [{ asset: 'XRP', value: '1' }, 'h3'],
    ])
    const wrong = { orderId: 'A', amount: { asset: 'RLUSD', value: '12,50' } } as const
    await expect(reconcile(rows, [wrong])).rejects.toMatchObject({ code: 'PARAMETERS_INVALID' })
  })

  it('takes a null for the number of a refund for none, as a database has it', async () => {
    const orders = ['A', 'B'].map((orderId) => ({ orderId, refundId: null as never, amount: yuan(100) }))
    expect(await reconcile([row('A', 100)], orders)).toEqual({
      matched: 1,
      missing: [{ orderId: 'B', amount: yuan(100) }],
      surplus: [],
      differing: [],
    })
    await expect(reconcile([], [orders[0]!, orders[0]!])).rejects.toMatchObject({
      fields: [{ path: 'orders', problem: 'A is given twice' }],
    })
  })

  it('takes a map of amounts, and leaves it as it is', async () => {
    const orders = new Map([
      ['A', yuan(100)],
      ['B', yuan(200)],
    ])
    expect(await reconcile([row('A', 100)], orders)).toEqual({
      matched: 1,
      missing: [{ orderId: 'B', amount: yuan(200) }],
      surplus: [],
      differing: [],
    })
    expect(orders.size).toBe(2)
  })

  it('sees a difference of currency', async () => {
    const orders = [{ orderId: 'A', amount: { currency: 'HKD', value: 100 } as const }]
    expect((await reconcile([row('A', 100)], orders)).differing).toHaveLength(1)
  })

  it('does not take a refund for a payment of the same number', async () => {
    const { surplus, missing } = await reconcile([row('A', 100, 'A')], [{ orderId: 'A', amount: yuan(100) }])
    expect([surplus.length, missing.length]).toEqual([1, 1])
  })

  it('skips a refund that came to nothing', async () => {
    const rows: StatementRow[] = [{ ...row('A', 30, 'R'), refundStatus: 'closed' }]
    expect(await reconcile(rows, [])).toMatchObject({ matched: 0, surplus: [] })
  })

  it('refuses an order that is given twice', async () => {
    const order = { orderId: 'A', amount: yuan(1) }
    await expect(reconcile([], [order, order])).rejects.toMatchObject({
      code: 'PARAMETERS_INVALID',
      fields: [{ path: 'orders', problem: 'A is given twice' }],
    })
  })

  it('throws what the statement throws, and reports nothing', async () => {
    async function* broken() {
      yield row('A', 100)
      throw new Error('cut short')
    }
    await expect(reconcile(broken(), [])).rejects.toThrow('cut short')
  })

  it('finds what a comparison of each with each finds', async () => {
    const entry = fc.record({
      orderId: fc.constantFrom('A', 'B', 'C', 'D'),
      refundId: fc.option(fc.constantFrom('A', 'R', 'S'), { nil: undefined }),
      value: fc.integer({ min: 1, max: 3 }),
    })
    const sameNumbers = (a: { orderId: string; refundId?: string | undefined }, b: typeof a) =>
      a.orderId === b.orderId && a.refundId === b.refundId
    await fc.assert(
      fc.asyncProperty(
        fc.array(entry, { maxLength: 20 }),
        fc.uniqueArray(entry, { comparator: sameNumbers, maxLength: 12 }),
        async (statement, books) => {
          const rows = statement.map(({ orderId, refundId, value }) => row(orderId, value, refundId))
          const orders = books.map(({ orderId, refundId, value }) => ({
            orderId,
            ...(refundId !== undefined && { refundId }),
            amount: yuan(value),
          }))
          const first = (order: OpenOrder) => rows.find((candidate) => sameNumbers(candidate, order))
          const found = orders.filter((order) => first(order))
          const { matched, missing, surplus, differing } = await reconcile(later(rows), orders)
          expect(matched).toBe(found.filter((order) => first(order)!.amount.value === order.amount.value).length)
          expect(new Set(missing)).toEqual(new Set(orders.filter((order) => !first(order))))
          expect(new Set(differing.map(({ row: theirs }) => theirs))).toEqual(
            new Set(found.filter((order) => first(order)!.amount.value !== order.amount.value).map(first)),
          )
          expect(surplus).toEqual(rows.filter((theirs) => !orders.some((order) => first(order) === theirs)))
        },
      ),
    )
  })
})
