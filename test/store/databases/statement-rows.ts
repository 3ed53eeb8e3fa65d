// A statement and books of the same day, with differences of each kind; and as a program, which hands the statement to a recipe of
// docs/statements.md.
import { pathToFileURL } from 'node:url'
import type { OpenOrder, StatementRow } from 'shroff/statement'

const yuan = (value: number) => ({ currency: 'CNY', value }) as const

/** Two payments to a refund, and in every thousand each kind of difference: of a payment, and a thousand later of a refund. */
function* entries(count: number): Generator<{ rows: StatementRow[]; orders: OpenOrder[] }> {
  for (let place = 0; place < count; place += 1) {
    const isRefund = place % 3 === 2
    // A refund's number is that of another payment, and the same number is given to refunds of several.
    const numbers = { orderId: `T-${place - (isRefund ? 1 : 0)}`, ...(isRefund && { refundId: `T-${place % 9}` }) }
    const order: OpenOrder = { ...numbers, amount: yuan(100 + (place % 5000)) }
    const row: StatementRow = {
      ...numbers,
      kind: isRefund ? 'refund' : 'payment',
      paymentId: `P-${place}`,
      amount: order.amount,
      time: new Date(0),
      raw: {},
    }
    const orders = [order]
    const { refundId, ...withoutNumber } = row
    const closed: StatementRow = { ...row, kind: 'refund', refundId: `closed-${place}`, refundStatus: 'closed' }
    const differently: Record<number, { rows: StatementRow[]; orders: OpenOrder[] }> = {
      1: { rows: [], orders },
      2: { rows: [row], orders: [] },
      6: { rows: [row, { ...row }], orders },
      7: { rows: [{ ...row, amount: yuan(row.amount.value + 1) }], orders },
      8: { rows: [{ ...row, amount: { ...row.amount, currency: 'HKD' } }], orders },
      9: { rows: [closed, row], orders },
      10: { rows: [row, { ...withoutNumber, kind: 'refund' }], orders },
      11: { rows: [{ ...row, refundStatus: 'pending' }], orders },
      // The first of the two decides.
      12: { rows: [{ ...row, amount: yuan(1) }, row], orders },
    }
    yield differently[place % 1000] ?? { rows: [row], orders }
  }
}

export function* rowsOf(count: number): Generator<StatementRow> {
  for (const { rows } of entries(count)) yield* rows
}
export function* booksOf(count: number): Generator<OpenOrder> {
  for (const { orders } of entries(count)) yield* orders
}

const [, program, recipe, count] = process.argv as [string, string, string?, string?]
if (recipe && count && import.meta.url === pathToFileURL(program).href) {
  const { reconcileInDatabase } = await import(recipe)
  console.log(JSON.stringify(await reconcileInDatabase(rowsOf(Number(count)))))
  process.exit()
}
