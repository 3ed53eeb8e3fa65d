import type { RefundStatus } from '../core/payment.js'
import { byColumn, type Columns, readColumns } from '../statement/columns.js'
import { linesOf } from '../statement/lines.js'
import { amountOf, damaged, quoted, readRow, type StatementRow, timeOf, unitsOf } from '../statement/row.js'

// Head and columns as Baidu's documentation lists them (下载资金账单, 当日所有订单); the rest of the layout is unconfirmed, and not leant
// upon: what is needed must be there.

const refundStates: Readonly<Record<string, RefundStatus>> = {
  退款成功: 'succeeded',
  退款中: 'pending',
  退款失败: 'closed',
}

const amountColumn = '订单金额(元)'
const needed = ['交易时间', '百度订单号', '业务订单号', amountColumn, '百度退款单号', '业务方退款批次号', '退款金额']

type Head = { title?: string; dealId?: string }

/**
 * The rows of a day's file: lines with `#` in front, the names of the columns, and a row each.
 *
 * @throws `BODY_INVALID`, also for a file of another settlement.
 */
export async function* readStatement(
  bytes: AsyncIterable<Uint8Array>,
  dealId: string,
): AsyncGenerator<StatementRow, void, undefined> {
  const head: Head = {}
  let columns: Columns | undefined
  let between = ','
  let number = 0
  for await (const lines of linesOf(bytes, 'utf-8')) {
    for (const whole of lines) {
      number += 1
      const line = number === 1 ? whole.replace(/^\ufeff/, '') : whole
      if (line.trim() === '') continue
      if (line.startsWith('#')) readHead(head, line)
      else if (columns) yield readLine(columns, line.split(between), number)
      else {
        mustBeOf(head, dealId)
        between = line.includes('\t') ? '\t' : ','
        columns = readColumns(line.split(between).map(bare), needed)
      }
    }
  }
  if (!columns) throw damaged('it has no columns')
}

function readHead(head: Head, line: string): void {
  const said = /^#\s*Dealid\s*[:：]\s*\[?(\d+)\]?/i.exec(line)?.[1]
  if (said !== undefined) head.dealId = said
  head.title ??= line
}

function mustBeOf({ title = '', dealId: said }: Head, dealId: string): void {
  if (!title.includes('所有订单')) throw damaged(`${quoted(title)} is not the head of the file of all orders`)
  if (said !== undefined && said !== dealId) throw damaged(`it is of the dealId ${said}, not ${dealId}`)
}

/** Tools put a tick or a tab before long numbers, that a spreadsheet may keep them. */
const bare = (cell: string) => cell.replace(/^["'`\s]+|(?<!["\s])["\s]+$/g, '')

function readLine(columns: Columns, cells: readonly string[], number: number): StatementRow {
  const texts = cells.map(bare)
  return readRow(number, texts[columns.indexOf('业务订单号')], () => toRow(byColumn(columns, texts)))
}

function toRow(raw: Record<string, string>): StatementRow {
  const cell = (name: string) => raw[name] ?? ''
  const numbers = { orderId: cell('业务订单号'), paymentId: cell('百度订单号') }
  if (!numbers.orderId || !numbers.paymentId) throw damaged('it has a row without its numbers')
  const time = timeOf(cell('交易时间'))
  const units = unitsOf(cell('手续费') || '0')
  const fee = raw.手续费 && units % 1000 === 0 ? { fee: amountOf(units) } : undefined
  if (!isThere(cell('百度退款单号')))
    return { kind: 'payment', ...numbers, amount: positive(cell(amountColumn)), time, ...fee, raw }
  const state = cell('退款状态')
  return {
    kind: 'refund',
    ...numbers,
    ...(isThere(cell('业务方退款批次号')) && { refundId: cell('业务方退款批次号') }),
    amount: positive(cell('退款金额')),
    time,
    ...fee,
    // Another word leaves open where it stood.
    ...(Object.hasOwn(refundStates, state) && { refundStatus: refundStates[state]! }),
    raw,
  }
}

const isThere = (text: string) => text !== '' && text !== '0' && text !== '-'

function positive(text: string) {
  const units = unitsOf(text)
  if (units < 0) throw damaged(`the amount ${quoted(text)} is negative`)
  return amountOf(units)
}
