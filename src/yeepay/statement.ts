import { byColumn, type Columns, readColumns } from '../statement/columns.js'
import { linesOf } from '../statement/lines.js'
import { amountOf, damaged, quoted, readRow, type StatementRow, timeOf, unitsOf } from '../statement/row.js'

// The layout is that of one public sample, which has payments alone; the rest is unconfirmed and not leant upon: what is needed
// must be there, and a file that is laid out otherwise is refused.

const needed = ['交易时间', '商户订单号', '业务类型', '订单金额', '易宝流水号']

/** `业务类型`. Whose number a refund's row has, and that an undoing is told so, is unconfirmed. */
const kinds: Readonly<Record<string, StatementRow['kind']>> = { 交易: 'payment', 退款: 'refund', 撤销: 'refund' }
const counts = ['交易总笔数', '退款总笔数', '撤销总笔数']

/**
 * The rows of a day's file. Sums stand before the columns; where they count the rows there must be as many, or it was cut short.
 *
 * @throws `BODY_INVALID`
 */
export async function* readStatement(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<StatementRow, void, undefined> {
  let columns: Columns | undefined
  const sums: Record<string, string> = {}
  let count = 0
  let number = 0
  for await (const lines of linesOf(bytes, 'utf-8')) {
    for (const line of lines) {
      number += 1
      if (line === '') continue
      const cells = cellsOf(line.replace(/^\ufeff/, ''), number)
      if (columns) {
        yield readLine(columns, cells, number)
        count += 1
      } else if (cells.includes('商户订单号')) {
        columns = readColumns(cells, needed)
      } else {
        for (let at = 0; at + 1 < cells.length; at += 2) sums[cells[at]!] = cells[at + 1]!
      }
    }
  }
  if (!columns) throw damaged('it ends before its columns')
  if (counts[0]! in sums) mustCount(sums, count)
}

/** Each in quotation marks. One within a text is certain by the number of cells alone. */
function cellsOf(line: string, number: number): string[] {
  if (!/^".*"$/.test(line)) throw damaged(`line ${number} is not cells in quotation marks`)
  return line.slice(1, -1).split('","')
}

function mustCount(sums: Readonly<Record<string, string>>, count: number): void {
  const told = counts.reduce((sum, name) => sum + Number(sums[name] ?? 0), 0)
  if (told !== count) throw damaged(`it counts ${quoted(String(told))} rows, but it has ${count}`)
}

const readLine = (columns: Columns, cells: string[], number: number): StatementRow =>
  readRow(number, cells[columns.indexOf('商户订单号')], () => toRow(byColumn(columns, cells)))

function toRow(raw: Record<string, string>): StatementRow {
  const cell = (name: string) => raw[name] ?? ''
  const type = cell('业务类型')
  const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined
  if (!kind) throw damaged(`the kind ${quoted(type)} is unknown`)
  const numbers = { orderId: cell('商户订单号'), paymentId: cell('易宝流水号') }
  if (!numbers.orderId || !numbers.paymentId) throw damaged('it has a row without its numbers')
  const units = unitsOf(cell('手续费') || '0')
  return {
    kind,
    ...numbers,
    amount: amountOf(Math.abs(unitsOf(cell('订单金额')))),
    time: timeOf(cell('交易时间')),
    ...(raw.手续费 && units % 1000 === 0 && { fee: amountOf(units) }),
    raw,
  }
}
