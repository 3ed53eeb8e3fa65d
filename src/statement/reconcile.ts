import type { Amount } from '../core/amount.js'
import { parametersError } from '../core/errors.js'
import type { StatementRow } from './row.js'

/** A payment, or with a `refundId` a refund, that the shop's books have for the day. */
export type OpenOrder = { readonly orderId: string; readonly refundId?: string; readonly amount: Amount }

export type Reconciliation = {
  /** How many entries are the same on both sides. */
  readonly matched: number
  /** In the books, not in the statement. */
  readonly missing: OpenOrder[]
  /** In the statement, not in the books, or there a second time. */
  readonly surplus: StatementRow[]
  /** On both sides, with different amounts. */
  readonly differing: { readonly order: OpenOrder; readonly row: StatementRow }[]
}

/**
 * Lays a statement beside the books. The statement is read once, as it comes; in memory stay one key for each order
 * that has not been found yet, and the differences. Refunds that came to nothing (`refundStatus: 'closed'`) are skipped.
 *
 * @param orders What should be in the statement, payments and refunds; or a map from `orderId` to the amount paid, for a day without
 * refunds.
 * @throws `PARAMETERS_INVALID` for an order that is given twice; what the rows throw.
 * @example
 * // Refunds are entries of their own: books without them find each refund to be surplus.
 * const books = [
 *   { orderId: 'T_1001', amount: amount('25.00', 'CNY') },
 *   { orderId: 'T_1001', refundId: 'T_1001_R1', amount: amount('5.00', 'CNY') },
 * ]
 * const { missing, surplus, differing } = await reconcile(downloadStatement(client, { date: '2026-03-03' }), books)
 */
export async function reconcile(
  rows: Iterable<StatementRow> | AsyncIterable<StatementRow>,
  orders: Iterable<OpenOrder> | AsyncIterable<OpenOrder> | ReadonlyMap<string, Amount>,
): Promise<Reconciliation> {
  const open = await openOrders(orders)
  const surplus: StatementRow[] = []
  const differing: Reconciliation['differing'] = []
  let matched = 0
  for await (const row of rows) {
    if (row.refundStatus === 'closed') continue
    const key = keyOf(row.orderId, row.kind === 'refund' ? (row.refundId ?? '') : undefined)
    const expected = open.get(key)
    open.delete(key)
    if (expected === undefined) surplus.push(row)
    else if (same(wide(expected), row.amount)) matched += 1
    else differing.push({ order: orderOf(key, expected), row })
  }
  const missing = Array.from(open, ([key, expected]) => orderOf(key, expected))
  return { matched, missing, surplus, differing }
}

/** An amount as it is kept: fen as a bare number, since an object for each of a million orders is 40 MB. */
type Held = number | Amount
const narrow = (amount: Amount): Held => (amount.currency === 'CNY' ? amount.value : amount)
const wide = (held: Held): Amount => (typeof held === 'number' ? { currency: 'CNY', value: held } : held)

async function openOrders(orders: Parameters<typeof reconcile>[1]): Promise<Map<string, Held>> {
  const open = new Map<string, Held>()
  if ('get' in orders) {
    for (const [orderId, amount] of orders) open.set(orderId, narrow(amount))
    return open
  }
  for await (const { orderId, refundId, amount } of orders) {
    const key = keyOf(orderId, refundId)
    if (open.has(key)) {
      const problem = `${orderId}${refundId == null ? '' : ` with refund ${refundId}`} is given twice`
      throw parametersError('reconcile', [{ path: 'orders', problem }])
    }
    open.set(key, narrow(amount))
  }
  return open
}

// A refund's number is unique within its payment only, at some providers. No number has a line feed.
// Not `=== undefined`: books out of a database have null where there is none.
const keyOf = (orderId: string, refundId: string | undefined) =>
  refundId == null ? orderId : `${orderId}\n${refundId}`

function orderOf(key: string, held: Held): OpenOrder {
  const [orderId, refundId] = key.split('\n') as [string, string?]
  return { orderId, ...(refundId !== undefined && { refundId }), amount: wide(held) }
}

const same = (a: Amount, b: Amount) => a.value === b.value && a.currency === b.currency
