import type { RefundStatus } from '../core/payment.js'
import { byColumn, type Columns, readColumns } from '../statement/columns.js'
import { linesOf } from '../statement/lines.js'
import { amountOf, damaged, quoted, readRow, type StatementRow, timeOf, unitsOf } from '../statement/row.js'

// The columns are those that one public client lists; the rest of the layout is unconfirmed, and not leant upon: what is needed
// must be there, and a file that is laid out otherwise is refused.

const refundStates: Readonly<Record<string, RefundStatus>> = {
  SUCCESS: 'succeeded',
  PROCESSING: 'pending',
  FAIL: 'closed',
  CHANGE: 'needs-action',
}

const needed = ['交易时间', '商户订单号', 'QQ钱包订单号', '订单金额', '商户退款订单号', '退款金额']

/**
 * The rows of a day's file. It ends in a summary, whose own columns are unconfirmed: without one it was cut short, and where it
 * counts the rows it must count as many.
 *
 * @throws `BODY_INVALID`
 */
export async function* readStatement(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<StatementRow, void, undefined> {
  let columns: Columns | undefined
  let summary: string[] | undefined
  let count = 0
  let number = 0
  for await (const lines of linesOf(bytes, 'utf-8')) {
    for (const line of lines) {
      number += 1
      if (line === '') continue
      if (!columns) {
        columns = readColumns(cellsOf(line.replace(/^\ufeff/, '')), needed)
      } else if (summary) {
        mustCount(summary, cellsOf(line), count)
      } else if (line.startsWith('`')) {
        yield readLine(columns, line, number)
        count += 1
      } else {
        summary = cellsOf(line)
      }
    }
  }
  if (!summary) throw damaged('it ends before its summary')
}

// A comma in a merchant's text is certain by the back-tick of the next cell alone.
const cellsOf = (line: string) => (line.startsWith('`') ? line.slice(1).split(',`') : line.split(','))

function mustCount(names: string[], cells: string[], count: number): void {
  const told = cells[names.indexOf('总交易单数')]
  if (told !== undefined && Number(told) !== count)
    throw damaged(`its summary counts ${quoted(told)} rows, but it has ${count}`)
}

function readLine(columns: Columns, line: string, number: number): StatementRow {
  const cells = cellsOf(line)
  return readRow(number, cells[columns.indexOf('商户订单号')], () => toRow(byColumn(columns, cells)))
}

function toRow(raw: Record<string, string>): StatementRow {
  const cell = (name: string) => raw[name] ?? ''
  if (cell('货币种类') !== '' && cell('货币种类') !== 'CNY')
    throw damaged(`the currency ${quoted(cell('货币种类'))} is unknown`)
  const numbers = { orderId: cell('商户订单号'), paymentId: cell('QQ钱包订单号') }
  if (!numbers.orderId || !numbers.paymentId) throw damaged('it has a row without its numbers')
  const units = unitsOf(cell('手续费金额') || '0')
  const fee = raw.手续费金额 && units % 1000 === 0 ? { fee: amountOf(units) } : undefined
  const isThere = (text: string) => text !== '' && text !== '0'
  const refundId = cell('商户退款订单号')
  if (!isThere(refundId) && !isThere(cell('QQ钱包退款订单号')))
    return {
      kind: 'payment',
      ...numbers,
      amount: positive(cell('订单金额')),
      time: timeOf(cell('交易时间')),
      ...fee,
      raw,
    }
  const state = cell('退款状态')
  return {
    kind: 'refund',
    ...numbers,
    ...(isThere(refundId) && { refundId }),
    amount: positive(cell('退款金额')),
    time: timeOf(cell('退款提交时间') || cell('交易时间')),
    ...fee,
    // Another word leaves open where it stood.
    ...(Object.hasOwn(refundStates, state) && { refundStatus: refundStates[state]! }),
    raw,
  }
}

function positive(text: string) {
  const units = unitsOf(text)
  if (units < 0) throw damaged(`the amount ${quoted(text)} is negative`)
  return amountOf(units)
}
