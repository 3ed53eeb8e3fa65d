import type { Amount } from '../core/amount.js'
import { parametersError } from '../core/errors.js'
import { type TokenAmount, tokenAmount } from '../core/token-amount.js'
import type { StatementRow } from './row.js'

/** What is needed of a row: those of a statement have it, and of tokens you make it of a provider's list. */
export type StatementLine = Pick<StatementRow, 'kind' | 'orderId' | 'refundId' | 'refundStatus'> & {
  readonly amount: Amount | TokenAmount
}

/** What such rows are in: `Amount` or `TokenAmount`, of any asset, since books of one provider's tokens are books of tokens. */
export type AmountIn<R extends StatementLine> = [R] extends [never]
  ? Amount
  : R['amount'] extends TokenAmount
    ? TokenAmount
    : R['amount']

/** A payment, or with a `refundId` a refund, that the shop's books have for the day. */
export type OpenOrder<A = Amount> = { readonly orderId: string; readonly refundId?: string; readonly amount: A }

export type Reconciliation<R extends StatementLine = StatementRow> = {
  /** How many entries are the same on both sides. */
  readonly matched: number
  /** In the books, not in the statement. */
  readonly missing: OpenOrder<AmountIn<R>>[]
  /** In the statement, not in the books, or there a second time. */
  readonly surplus: R[]
  /** On both sides, with different amounts. */
  readonly differing: { readonly order: OpenOrder<AmountIn<R>>; readonly row: R }[]
}

/**
 * Lays a statement beside the books. The statement is read once, as it comes; in memory stay one key for each order
 * that has not been found yet, and the differences. Refunds that came to nothing (`refundStatus: 'closed'`) are skipped; one whose row
 * does not tell its number is looked up by order and amount. Tokens are exact decimals: 12.50 is 12.5.
 *
 * @param orders What should be in the statement, payments and refunds; or a map from `orderId` to the amount paid, for a day without
 * refunds.
 * @throws `PARAMETERS_INVALID` for an order that is given twice, and for tokens that are no decimal; what the rows throw.
 * @example
 * // Refunds are entries of their own: books without them find each refund to be surplus.
 * const books = [
 *   { orderId: 'T_1001', amount: amount('25.00', 'CNY') },
 *   { orderId: 'T_1001', refundId: 'T_1001_R1', amount: amount('5.00', 'CNY') },
 * ]
 * const { missing, surplus, differing } = await reconcile(downloadStatement(client, { date: '2026-03-03' }), books)
 */
export async function reconcile<R extends StatementLine = StatementRow>(
  rows: Iterable<R> | AsyncIterable<R>,
  orders: Books<AmountIn<R>>,
): Promise<Reconciliation<R>> {
  const open = await openOrders(orders)
  const byAmount = refundsByAmount(open)
  const surplus: R[] = []
  const differing: Reconciliation<R>['differing'] = []
  let matched = 0
  for await (const row of rows) {
    if (row.refundStatus === 'closed') continue
    const key =
      row.kind === 'refund'
        ? (row.refundId === undefined && byAmount(row)) || keyOf(row.orderId, row.refundId ?? '')
        : keyOf(row.orderId, undefined)
    const expected = open.get(key)
    open.delete(key)
    if (expected === undefined) surplus.push(row)
    else if (same(wide(expected), canonical(row.amount))) matched += 1
    else differing.push({ order: orderOf<R>(key, expected), row })
  }
  const missing = Array.from(open, ([key, expected]) => orderOf<R>(key, expected))
  return { matched, missing, surplus, differing }
}

type Money = Amount | TokenAmount
type Books<A> = Iterable<OpenOrder<A>> | AsyncIterable<OpenOrder<A>> | ReadonlyMap<string, A>

/** Of tokens equal amounts are equal texts, once they are written alike; a database has 12.50 for 12.5. */
const canonical = (amount: Money): Money => ('asset' in amount ? tokenAmount(amount.value, amount.asset) : amount)

/** An amount as it is kept: fen as a bare number, since an object for each of a million orders is 40 MB. */
type Held = number | Money
const narrow = (amount: Money): Held =>
  'currency' in amount && amount.currency === 'CNY' ? amount.value : canonical(amount)
const wide = (held: Held): Money => (typeof held === 'number' ? { currency: 'CNY', value: held } : held)

async function openOrders(orders: Books<Money>): Promise<Map<string, Held>> {
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

/** A refund whose row does not tell its number is the order's that has its amount; where several have, any. */
function refundsByAmount(open: ReadonlyMap<string, Held>): (row: StatementLine) => string | undefined {
  // Made when the first such row comes: most statements have none.
  let keys: Map<string, string[]> | undefined
  return ({ orderId, amount }) => {
    keys ??= byOrder(open.keys())
    return keys.get(orderId)?.find((key) => {
      const held = open.get(key)
      return held !== undefined && same(wide(held), canonical(amount))
    })
  }
}

/** The refunds among these keys, by their orders. */
function byOrder(keys: Iterable<string>): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const key of keys) {
    const [orderId, refundId] = key.split('\n') as [string, string?]
    if (refundId === undefined) continue
    const others = found.get(orderId)
    if (others) others.push(key)
    else found.set(orderId, [key])
  }
  return found
}

function orderOf<R extends StatementLine>(key: string, held: Held): OpenOrder<AmountIn<R>> {
  const [orderId, refundId] = key.split('\n') as [string, string?]
  // In what the books are in.
  return { orderId, ...(refundId !== undefined && { refundId }), amount: wide(held) as AmountIn<R> }
}

const unitOf = (amount: Money) => ('asset' in amount ? amount.asset : amount.currency)
const same = (a: Money, b: Money) => a.value === b.value && unitOf(a) === unitOf(b)
