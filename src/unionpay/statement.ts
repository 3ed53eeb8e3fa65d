import { fromIsoTime } from '../codec/time.js'
import { linesOf } from '../statement/lines.js'
import { damaged, quoted, readRow, type StatementRow } from '../statement/row.js'
import { unzip } from '../statement/zip.js'

type Cells = Record<string, string>
/** Names, each with its width. */
type Columns = readonly (readonly [name: string, width: number])[]

/**
 * The rows of a settlement file (对账文件): a ZIP with the day's transactions (`INN…ZM_…`), its corrections (`INN…ZME_…`), and a
 * list of totals for people, which is passed over: UnionPay has signed the whole. The layout is that of the official demos, and
 * of one published file; of the corrections none is known, so theirs is unconfirmed.
 *
 * @param date The day of settlement, `yyyy-MM-dd`.
 * @throws `BODY_INVALID`
 */
export async function* readStatement(
  zip: AsyncIterable<Uint8Array>,
  maximumBytes: number,
  date: string,
): AsyncGenerator<StatementRow, void, undefined> {
  let found = false
  for await (const { name, content } of unzip(zip, maximumBytes)) {
    const toRow = name.includes('ZM_') ? toTransaction : name.includes('ZME_') ? toCorrection : undefined
    if (!toRow) continue
    found = true
    let number = 0
    for await (const lines of linesOf(content, 'gbk')) {
      for (const line of lines) {
        number += 1
        if (line.trim() !== '') yield readRow(number, undefined, () => toRow(line, date))
      }
    }
  }
  if (!found) throw damaged('it has no list of transactions')
}

/** By the names of the interface's 第3部分 文件接口. Older files have nothing in the last three, which were one. */
const columns: Columns = [
  ['交易代码', 3],
  ['代理机构标识码', 11],
  ['发送机构标识码', 11],
  ['系统跟踪号', 6],
  ['交易传输时间', 10],
  ['账号', 19],
  ['交易金额', 12],
  ['商户类别', 4],
  ['终端类型', 2],
  ['查询流水号', 21],
  ['支付方式（旧）', 2],
  ['商户订单号', 32],
  ['支付卡类型', 2],
  ['原始交易的系统跟踪号', 6],
  ['原始交易日期时间', 10],
  ['商户手续费', 13],
  ['结算金额', 13],
  ['支付方式', 4],
  ['集团商户代码', 15],
  ['交易类型', 2],
  ['交易子类', 2],
  ['业务类型', 6],
  ['账号类型', 2],
  ['账单类型', 4],
  ['账单号码', 32],
  ['交互方式', 1],
  ['原交易查询流水号', 21],
  ['商户代码', 15],
  ['分账入账方式', 1],
  ['二级商户代码', 15],
  ['二级商户简称', 32],
  ['二级商户分账入账金额', 13],
  ['清算净额', 13],
  ['终端号', 8],
  ['商户自定义域', 32],
  ['优惠金额', 13],
  ['发票金额', 13],
  ['分期付款附加手续费', 12],
  ['分期付款期数', 2],
  ['交易介质', 1],
  ['原始交易订单号', 32],
  ['清算金额', 13],
  ['保留使用', 84],
]

/**
 * By `txnType`, which a row repeats: payments and takings of held money, refunds and what undoes the first two. The code in the
 * first column says the same in other words for each product (a payment is S22 or S56).
 */
const kindOf: Readonly<Record<string, StatementRow['kind']>> = {
  '01': 'payment',
  '03': 'payment',
  '04': 'refund',
  '31': 'refund',
  '33': 'refund',
}

function toTransaction(line: string, date: string): StatementRow {
  const raw = cut(line, columns)
  const type = raw.交易类型!
  const kind = kindOf[type]
  // A row that is left out would be money that nobody sees.
  if (!kind) throw damaged(`the transaction type ${quoted(type)} is neither a payment nor a refund`)
  const value = fenOf(raw.交易金额!)
  const fee = signedOf(raw.商户手续费!)
  const direction = kind === 'payment' ? 1 : -1
  const cleared = /^[CD]\d{12}$/.test(raw.清算金额!) ? signedOf(raw.清算金额!) : direction * value
  // What an instalment costs besides is in no source's sum.
  const isInstalment = Number(raw.分期付款附加手续费) > 0
  if (cleared * direction < 0 || (!isInstalment && cleared + fee !== signedOf(raw.结算金额!)))
    throw damaged('its amount, its fee and what is settled do not fit each other')
  const number = raw.商户订单号!
  const queryId = raw.查询流水号!
  if (number === '' || queryId === '') throw damaged('it has no number')
  return {
    kind,
    ...(kind === 'payment'
      ? { orderId: number, paymentId: queryId }
      : { orderId: raw.原始交易订单号!, refundId: number, paymentId: raw.原交易查询流水号! }),
    amount: { currency: 'CNY', value },
    fee: { currency: 'CNY', value: 0 - fee },
    time: timeOf(raw.交易传输时间!, date),
    raw,
  }
}

const correctionColumns = (): Columns => [
  ...columns.slice(0, 9),
  ['支付卡类型', 2],
  ['上一笔交易的系统跟踪号', 6],
  ['上一笔交易的日期时间', 10],
  ['上一笔交易清算日期', 4],
  ['上一笔交易金额', 12],
  ['商户手续费', 13],
  ['结算金额', 13],
  ['集团商户代码', 15],
  ['商户代码', 15],
  ['分账清算标识', 1],
  ['分期付款附加手续费', 12],
  ['分期付款期数', 2],
  ['保留使用', 135],
]

/** What was put right afterwards (差错), such as a chargeback. Whose order it was stands nowhere: the trace number and time tell. */
function toCorrection(line: string, date: string): StatementRow {
  const raw = cut(line, correctionColumns())
  return {
    kind: signedOf(raw.结算金额!) < 0 ? 'refund' : 'payment',
    orderId: '',
    paymentId: '',
    amount: { currency: 'CNY', value: fenOf(raw.交易金额!) },
    fee: { currency: 'CNY', value: 0 - signedOf(raw.商户手续费!) },
    time: timeOf(raw.交易传输时间!, date),
    raw,
  }
}

function cut(line: string, into: Columns): Cells {
  const cells: Cells = {}
  let at = 0
  for (const [name, width] of into) {
    const end = endOf(line, at, width)
    if (end < line.length && line[end] !== ' ') throw damaged(`its column ${name} does not end where it should`)
    cells[name] = line.slice(at, end).trim()
    at = end + 1
  }
  return cells
}

/** Widths count the bytes of GBK, of which a Chinese character has two. */
function endOf(line: string, at: number, width: number): number {
  let end = at
  for (let left = width; left > 0 && end < line.length; end += 1) left -= line.charCodeAt(end) < 0x80 ? 1 : 2
  return end
}

function fenOf(text: string): number {
  if (!/^\d{12}$/.test(text)) throw damaged(`${quoted(text)} is not an amount of fen`)
  return Number(text)
}

/** `C` is the merchant's, `D` is taken from it; zero may have neither. */
function signedOf(text: string): number {
  const [, sign, digits] = /^([CD]?)(\d{12})$/.exec(text) ?? []
  const value = digits === undefined || (sign === '' && Number(digits) > 0) ? Number.NaN : Number(digits)
  if (Number.isNaN(value)) throw damaged(`${quoted(text)} is not an amount of fen with its direction`)
  return sign === 'D' ? 0 - value : value
}

/** `MMDDhhmmss` in China, in the year that brings it nearest to the day. */
function timeOf(text: string, date: string): Date {
  const iso = /^\d{10}$/.test(text) && text.replace(/(..)(..)(..)(..)(..)/, '-$1-$2T$3:$4:$5+08:00')
  const day = Date.parse(`${date}T12:00:00+08:00`)
  const year = Number(date.slice(0, 4))
  const times = iso ? [year - 1, year, year + 1].map((each) => fromIsoTime(`${each}${iso}`)) : []
  const near = times.filter((time) => Math.abs(time - day) < 200 * 86_400_000)
  if (near.length === 0) throw damaged(`${quoted(text)} is not a time`)
  return new Date(near[0]!)
}
