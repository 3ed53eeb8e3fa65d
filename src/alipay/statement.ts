import { byColumn, type CellForm, type Columns, fitCells, readColumns } from '../statement/columns.js'
import { linesOf } from '../statement/lines.js'
import { amountOf, damaged, quoted, readRow, type StatementRow, timeOf, unitsOf } from '../statement/row.js'
import { unzip } from '../statement/zip.js'

/**
 * The rows of a trade bill: a ZIP with a list of payments and refunds and a list of totals by shop, both CSV in GBK. The
 * layout is not in the public documentation; it follows files that merchants have shown, so it is unconfirmed.
 *
 * @throws `BODY_INVALID`
 */
export async function* readStatement(
  zip: AsyncIterable<Uint8Array>,
  maximumBytes: number,
): AsyncGenerator<StatementRow, void, undefined> {
  let found = false
  for await (const { content } of unzip(zip, maximumBytes)) {
    const list = readList(linesOf(content, 'gbk'))
    for (let next = await list.next(); ; next = await list.next()) {
      if (next.done) {
        found ||= next.value
        break
      }
      yield next.value
    }
  }
  if (!found) throw damaged('it has no list of payments')
}

type Total = { count: number; units: number }
type Totals = Record<StatementRow['kind'], Total>

/** One file of the ZIP. Returns whether it was the list of payments. */
async function* readList(batches: AsyncIterable<string[]>): AsyncGenerator<StatementRow, boolean, undefined> {
  let columns: Columns | undefined
  const totals: Totals = { payment: { count: 0, units: 0 }, refund: { count: 0, units: 0 } }
  const checked = new Set<string>()
  let number = 0
  for await (const lines of batches) {
    for (const line of lines) {
      number += 1
      if (line.startsWith('#')) {
        const total = /^#+(交易|退款)合计：(\d+)笔(?:，商家实收(?:退款)?共(-?[\d.]+)元)?/.exec(line)
        if (!total || !columns) continue
        const kind = total[1] === '交易' ? 'payment' : 'refund'
        checkTotal(kind, totals[kind], total[2]!, total[3])
        checked.add(kind)
      } else if (columns && line !== '') {
        if (checked.size > 0) throw damaged('it goes on after its totals')
        yield readLine(columns, line, number, totals)
      } else if (line.startsWith('支付宝交易号,')) {
        columns = readColumns(line.split(',').map(trimmed), needed)
      }
    }
  }
  if (columns && checked.size !== 2) throw damaged('it ends before its totals')
  return columns !== undefined
}

function readLine(columns: Columns, line: string, number: number, totals: Totals): StatementRow {
  const cells = line.split(',')
  // No column before it can hold a comma.
  const orderId = cells[columns.indexOf('商户订单号')]?.trim()
  return readRow(number, orderId, () => {
    const row = toRow(byColumn(columns, fitCells(columns, cells, formOf).map(trimmed)))
    totals[row.kind].count += 1
    totals[row.kind].units += unitsOf(row.raw[received]!)
    return row
  })
}

const received = '商家实收（元）'
const needed = ['支付宝交易号', '商户订单号', '业务类型', '完成时间', '订单金额（元）', received] as const

/** Values may have a tab behind them, so that a spreadsheet takes them for text. */
const trimmed = (cell: string) => cell.trim()

/**
 * That commas in a text are escaped is not known, so a row may have more cells than columns. Those of these columns are written
 * by merchants and may have commas; numbers of devices and clerks, and the masked payer, are taken to have none.
 */
const withCommas = ['商品名称', '门店名称', '券名称', '退款批次号/请求号', '退款批次号', '备注']

function formOf(column: string): CellForm {
  if (withCommas.includes(column)) return 'commas'
  if (column.endsWith('（元）')) return /^(-?\d{1,10}(\.\d{1,5})?)?\t?$/
  if (column.endsWith('时间')) return /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\t?$/
  return column === '业务类型' ? /^(交易|退款)\t?$/ : /^/
}

function toRow(raw: Record<string, string>): StatementRow {
  const type = raw.业务类型!
  if (type !== '交易' && type !== '退款') throw damaged(`the kind of business ${quoted(type)} is unknown`)
  const refund = type === '退款'
  const units = unitsOf(raw['订单金额（元）']!)
  if (!refund && units < 0) throw damaged('the amount of a payment is negative')
  const refundId = raw['退款批次号/请求号'] ?? raw.退款批次号
  const fee = raw['服务费（元）']
  return {
    kind: refund ? 'refund' : 'payment',
    orderId: raw.商户订单号!,
    paymentId: raw.支付宝交易号!,
    ...(refund && refundId && { refundId }),
    amount: amountOf(Math.abs(units)),
    ...(fee && /\.\d{3}/.test(fee) === false && { fee: feeOf(unitsOf(fee), refund) }),
    time: timeOf(raw.完成时间!),
    raw,
  }
}

/** Files show what was taken as a negative number; so that nothing rests on it, the kind of row decides. */
function feeOf(units: number, refund: boolean) {
  const size = Math.abs(units)
  return amountOf(refund && size > 0 ? -size : size)
}

function checkTotal(kind: string, total: Total, count: string, sum: string | undefined): void {
  if (Number(count) !== total.count) throw damaged(`its totals count ${count} ${kind}s, but it has ${total.count}`)
  if (sum !== undefined && Math.abs(unitsOf(sum)) !== Math.abs(total.units))
    throw damaged(`the sum of its ${kind}s does not fit its rows`)
}
