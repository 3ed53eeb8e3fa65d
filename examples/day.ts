// What a shop keeps of a day on one rail, and what comes out when it is laid beside the rail's own statement. Wallets, acquirers and
// tokens alike.
import { type Amount, formatAmount, type TokenAmount } from 'shroff'
import { type OpenOrder, type Reconciliation, reconcile } from 'shroff/statement'

export type Money = Amount | TokenAmount

/** A line of a statement: rows of a file are such lines, and of a provider's list they are made. */
export type Line = {
  readonly kind: 'payment' | 'refund'
  readonly orderId: string
  readonly refundId?: string
  readonly amount: Money
  readonly fee?: Money
}

export type Rail = {
  readonly name: string
  readonly books: OpenOrder<Money>[]
  /** The statement of the day, read as it comes. */
  lines(): AsyncIterable<Line>
  /** What the contract says that the rail takes of this line; negative where it gives back. */
  agreedFee(line: Line): bigint
}

export type Closed = Reconciliation<Line> & {
  readonly name: string
  /** Lines whose fee is not the contract's. */
  readonly fees: readonly { readonly line: Line; readonly agreed: bigint }[]
  /** In fen, or millionths of a token. */
  readonly sums: {
    readonly currency: string
    readonly books: bigint
    readonly statement: bigint
    readonly fees: bigint
  }
}

/** An amount as a whole number, so that sums are exact: fen of yuan, millionths of a token. */
export const unitsOf = (money: Money): bigint => {
  if ('currency' in money) return BigInt(money.value)
  const [whole = '', fraction = ''] = money.value.split('.')
  return BigInt(whole + fraction.padEnd(6, '0'))
}
export const unitOf = (money: Money): string => ('currency' in money ? money.currency : money.asset)

/** The same back, for people. */
export const sumText = (units: bigint, currency: string): string => {
  const digits = currency === 'CNY' ? 2 : 6
  const text = `${units < 0n ? -units : units}`.padStart(digits + 1, '0')
  return `${units < 0n ? '-' : ''}${text.slice(0, -digits)}.${text.slice(-digits)} ${currency}`
}

/** For people: `25.00 CNY`, `12.5 USDC`. */
export const shown = (money: Money): string =>
  'currency' in money ? `${formatAmount(money)} ${money.currency}` : `${money.value} ${money.asset}`

/** A statement need not tell which refund it is, and the books need not say that one with a number is one. */
const signed = ({ kind, refundId, amount }: { kind?: string; refundId?: string; amount: Money }) =>
  kind === 'refund' || refundId !== undefined ? -unitsOf(amount) : unitsOf(amount)

/** Reads the statement once, and looks at each fee on the way. */
export async function closeDay({ name, books, lines, agreedFee }: Rail): Promise<Closed> {
  const fees: { line: Line; agreed: bigint }[] = []
  let [statement, taken] = [0n, 0n]
  async function* looked() {
    for await (const line of lines()) {
      statement += signed(line)
      if (line.fee) {
        taken += unitsOf(line.fee)
        const agreed = agreedFee(line)
        if (agreed !== unitsOf(line.fee)) fees.push({ line, agreed })
      }
      yield line
    }
  }
  const found = await reconcile(looked(), books)
  const sum = books.reduce((sum, entry) => sum + signed(entry), 0n)
  return { ...found, name, fees, sums: { currency: unitOf(books[0]!.amount), books: sum, statement, fees: taken } }
}

/** What the differences come to: books and these are the statement, or something is missing here. */
export const explained = ({ missing, surplus, differing }: Reconciliation<Line>): bigint =>
  surplus.reduce((sum, line) => sum + signed(line), 0n) -
  missing.reduce((sum, entry) => sum + signed(entry), 0n) +
  differing.reduce((sum, { order, row }) => sum + signed(row) - signed(order), 0n)
