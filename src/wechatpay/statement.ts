import { sha1 } from '@noble/hashes/legacy.js'
import type { RefundStatus } from '../core/payment.js'
import { toHex } from '../crypto/bytes.js'
import { byColumn, type Columns, readColumns } from '../statement/columns.js'
import { inflate, limited } from '../statement/inflate.js'
import { linesOf } from '../statement/lines.js'
import { amountOf, damaged, quoted, readRow, type StatementRow, timeOf, unitsOf } from '../statement/row.js'

const refundStatus: Record<string, RefundStatus> = {
  SUCCESS: 'succeeded',
  PROCESSING: 'pending',
  FAIL: 'closed',
  CHANGE: 'needs-action',
}

/** Sums of the summary line and the column that each adds up. Fees and vouchers are left to the hash. */
const sums = {
  订单总金额: '订单金额',
  申请退款总金额: '申请退款金额',
  应结订单总金额: '应结订单金额',
  退款总金额: '退款金额',
} as const

/** What the answer before has named. */
export type NamedHash = {
  /** For a person. */
  readonly name: string
  create(): { update(bytes: Uint8Array): unknown; digest(): Uint8Array }
  /** Hexadecimal. */
  readonly value: string
}

export const namedSha1 = (value: string): NamedHash => ({ name: 'SHA-1', create: () => sha1.create(), value })

/**
 * The rows of a trade bill (doc 4013071227), packed by gzip or not. The file is opened twice: to compute its hash, and
 * once that is right, to read it. `provisional`: once; a wrong hash is noticed at the end.
 *
 * @throws `BODY_INVALID`
 */
export async function* readStatement(
  open: () => AsyncIterable<Uint8Array>,
  given: { hash: NamedHash; provisional: boolean; maximumBytes: number },
): AsyncGenerator<StatementRow, void, undefined> {
  const content = () => hashed(unpacked(open(), given.maximumBytes), given.hash)
  if (!given.provisional) {
    for await (const _ of content()) {
      // Only the hash is wanted.
    }
  }
  yield* readRows(linesOf(content(), 'utf-8'))
}

/** gzip is the file's own format, so it is known by its first bytes, not by a header. */
async function* unpacked(source: AsyncIterable<Uint8Array>, maximumBytes: number) {
  const chunks = source[Symbol.asyncIterator]()
  try {
    let next = await chunks.next()
    while (!next.done && next.value.length === 0) next = await chunks.next()
    if (next.done) throw damaged('it is empty')
    const first = next.value
    const whole = (async function* () {
      yield first
      for (let more = await chunks.next(); !more.done; more = await chunks.next()) yield more.value
    })()
    yield* first[0] === 0x1f ? inflate(whole, 'gzip', maximumBytes) : limited(whole, maximumBytes)
  } finally {
    // Not awaited: it would wait for a piece that may never come.
    chunks.return?.().catch(() => {})
  }
}

async function* hashed(source: AsyncIterable<Uint8Array>, { name, create, value }: NamedHash) {
  const hash = create()
  for await (const chunk of source) {
    hash.update(chunk)
    yield chunk
  }
  if (toHex(hash.digest()) !== value.toUpperCase()) throw damaged(`its ${name} is not the one that WeChat Pay named`)
}

async function* readRows(batches: AsyncIterable<string[]>): AsyncGenerator<StatementRow, void, undefined> {
  let columns: Columns | undefined
  let summary: Columns | undefined
  let ended = false
  const totals = new Map<string, number>()
  let count = 0
  let number = 0
  for await (const lines of batches) {
    for (const line of lines) {
      number += 1
      if (line === '') continue
      if (ended) throw damaged('it goes on after its summary')
      if (!columns) {
        columns = readColumns(cellsOf(line), ['交易时间', '微信订单号', '商户订单号', '交易状态', '订单金额'])
      } else if (summary) {
        checkSummary(byColumn(summary, cellsOf(line)), count, totals)
        ended = true
      } else if (line.startsWith('`')) {
        yield readLine(columns, line, number, totals)
        count += 1
      } else {
        summary = readColumns(cellsOf(line), ['总交易单数'])
      }
    }
  }
  if (!ended) throw damaged('it ends before its summary')
}

function readLine(columns: Columns, line: string, number: number, totals: Map<string, number>): StatementRow {
  const cells = cellsOf(line)
  return readRow(number, cells[columns.indexOf('商户订单号')], () => {
    const row = toRow(byColumn(columns, cells))
    for (const column of Object.values(sums))
      if (row.raw[column] !== undefined) totals.set(column, (totals.get(column) ?? 0) + unitsOf(row.raw[column]))
    return row
  })
}

// A comma in a merchant's text is replaced by the provider; with the back-tick of the next cell it is certain.
const cellsOf = (line: string) => (line.startsWith('`') ? line.slice(1).split(',`') : line.split(','))

function toRow(raw: Record<string, string>): StatementRow {
  const cell = (name: string) => raw[name] ?? ''
  const state = cell('交易状态')
  if (raw.货币种类 !== undefined && raw.货币种类 !== 'CNY')
    throw damaged(`the currency ${quoted(raw.货币种类)} is unknown`)
  const common = { orderId: cell('商户订单号'), paymentId: cell('微信订单号'), time: timeOf(cell('交易时间')), raw }
  // Fees have five decimals.
  const units = unitsOf(cell('手续费') || '0')
  const fee = raw.手续费 && units % 1000 === 0 ? { fee: amountOf(units) } : undefined
  if (state === 'SUCCESS') return { kind: 'payment', ...common, amount: positive(cell('订单金额')), ...fee }
  // REVOKED is a payment by code that was reversed. That it is laid out like a refund is unconfirmed.
  if (state !== 'REFUND' && state !== 'REVOKED') throw damaged(`the state ${quoted(state)} is unknown`)
  const status = cell('退款状态')
  if (status && !Object.hasOwn(refundStatus, status)) throw damaged(`the refund state ${quoted(status)} is unknown`)
  const refundId = cell('商户退款单号')
  return {
    kind: 'refund',
    ...common,
    ...(refundId && refundId !== '0' && { refundId }),
    amount: positive(cell('申请退款金额')),
    ...fee,
    ...(status && { refundStatus: refundStatus[status]! }),
  }
}

function positive(text: string) {
  const units = unitsOf(text)
  if (units < 0) throw damaged(`the amount ${quoted(text)} is negative`)
  return amountOf(units)
}

function checkSummary(summary: Record<string, string>, count: number, totals: Map<string, number>): void {
  if (Number(summary.总交易单数) !== count)
    throw damaged(`its summary counts ${quoted(summary.总交易单数!)} rows, but it has ${count}`)
  for (const [name, column] of Object.entries(sums)) {
    const total = totals.get(column) ?? 0
    if (summary[name] !== undefined && unitsOf(summary[name]) !== total)
      throw damaged(`the sum ${name} of its summary does not fit its rows`)
  }
}
