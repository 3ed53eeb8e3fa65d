import { inflateRawSync, inflateSync } from 'node:zlib'
import { advanceClock, pay, settleRefund } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import type { Fields } from '../../oracle/unionpay.js'
import { kinds, openMock, provider, tea } from './shop.js'

// The widths of the wire page (§12), in the newer form whose last column is two.
const widths = [
  3, 11, 11, 6, 10, 19, 12, 4, 2, 21, 2, 32, 2, 6, 10, 13, 13, 4, 15, 2, 2, 6, 2, 4, 32, 1, 21, 15, 1, 15, 32, 13, 13,
  8, 32, 13, 13, 12, 2, 1, 32, 98,
]
function columnsOf(line: string): string[] {
  let from = 0
  return widths.map((width) => {
    const column = line.slice(from, from + width)
    expect(line[from + width] ?? ' ').toBe(' ')
    from += width + 1
    return column.trimEnd()
  })
}

/** APPNOTE.TXT, 4.3.12: the files by their names, read from the directory at the end. */
function unzip(zip: Buffer): Record<string, string> {
  const files: Record<string, string> = {}
  const end = zip.lastIndexOf('PK\x05\x06')
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [packed, length, offset] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28), zip.readUInt32LE(at + 42)]
    const name = zip.toString('utf8', at + 46, at + 46 + length)
    const start = offset + 30 + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28)
    files[name] = inflateRawSync(zip.subarray(start, start + packed)).toString('latin1')
    at += 46 + length
  }
  return files
}
const filesOf = ({ fileContent = '' }: Fields) => unzip(inflateSync(Buffer.from(fileContent, 'base64')))

const hour = 3_600_000
const file = { ...kinds.statement, settleDate: '0304', fileType: '00' }

async function traded() {
  const shop = await openMock()
  const { mock, ask, query } = shop
  await ask({ ...kinds.qr, ...tea })
  await pay(mock, { provider, orderId: tea.orderId })
  const { queryId = '', traceNo = '' } = await query()
  const about = { txnTime: tea.txnTime, backUrl: tea.backUrl, origQryId: queryId }
  for (const [orderId, status] of [
    ['R1000001', 'succeeded'],
    ['R1000002', 'closed'],
  ] as const) {
    await ask({ ...kinds.refund, ...about, orderId, txnAmt: '500' })
    await settleRefund(mock, { provider, refundId: orderId, status })
  }
  return { ...shop, queryId, traceNo }
}

describe('the file of a clearing day', () => {
  it('has each movement once, in columns of fixed width', async () => {
    const { mock, ask, query, queryId, traceNo, merId } = await traded()
    const { queryId: refunded, traceNo: refundTrace } = await query('R1000001')
    advanceClock(mock, 21 * hour)
    const told = await ask({ ...file, txnTime: '20260305090000' })
    expect(told.fileName).toBe(`${merId}_20260304.zip`)
    const files = filesOf(told)
    expect(Object.keys(files)).toEqual([`INN26030488ZM_${merId}`, `INN26030488ZME_${merId}`, `RD200726030488_${merId}`])
    const text = files[`INN26030488ZM_${merId}`]!
    expect(text.endsWith('\r\n')).toBe(true)
    const lines = text.split('\r\n').slice(0, -1)
    expect(lines.map(({ length }) => length)).toEqual([607, 607])
    const [payment, refund] = lines.map(columnsOf)
    const at = (columns: string[] | undefined, ...numbers: number[]) => numbers.map((number) => columns?.[number - 1])
    expect(at(payment, 1, 4, 5, 7, 10, 12, 16, 17, 20, 21, 22, 27, 28, 41)).toEqual([
      ...['S22', traceNo, '0304120000', '000000002500', queryId, tea.orderId],
      ...['D000000000015', 'C000000002485', '01', '07', '000000', '', merId, ''],
    ])
    expect(at(refund, 1, 4, 7, 10, 12, 14, 15, 16, 17, 20, 27, 41)).toEqual([
      ...['S30', refundTrace, '000000000500', refunded, 'R1000001', traceNo, '0304120000'],
      ...['D000000000000', 'D000000000500', '04', queryId, tea.orderId],
    ])
  })

  it('is not there before 09:00 of the next day, of a day without trade, and of a day to come', async () => {
    const { mock, ask } = await traded()
    const code = async (txnTime: string, settleDate = '0304') => (await ask({ ...file, txnTime, settleDate })).respCode
    expect(await code('20260304120000')).toBe('98')
    advanceClock(mock, 21 * hour - 1)
    expect(await code('20260305085959')).toBe('98')
    advanceClock(mock, 1)
    for (const settleDate of ['0303', '0305', '0306', '0230'])
      expect(await code('20260305090000', settleDate)).toBe('98')
    expect(await code('20260305090000')).toBe('00')
  })

  it('begins at 23:00, and leaves out holds and what was reversed', async () => {
    const { mock, ask } = await openMock()
    advanceClock(mock, 11 * hour)
    const night = { ...kinds.qr, ...tea, txnTime: '20260304230000' }
    for (const [orderId, kind] of [
      ['T1000001', kinds.qr],
      ['T1000002', kinds.qr],
      ['F1000001', kinds.hold],
    ] as const) {
      await ask({ ...night, ...kind, orderId })
      await pay(mock, { provider, orderId })
    }
    await ask({ ...kinds.reversal, orderId: 'T1000002', txnTime: night.txnTime })
    advanceClock(mock, 34 * hour)
    expect((await ask({ ...file, txnTime: '20260306090000' })).respCode).toBe('98')
    const told = await ask({ ...file, settleDate: '0305', txnTime: '20260306090000' })
    const files = filesOf(told)
    const lines = Object.values(files)[0]!.split('\r\n').slice(0, -1)
    expect(lines.map((line) => columnsOf(line)[11])).toEqual(['T1000001'])
  })
})
