import { deflateSync } from 'node:zlib'
import { createClient, type WireRequest } from 'shroff'
import { type Download, fetchDownload, reconcile, type StatementRow } from 'shroff/statement'
import { type DownloadStatementOptions, downloadStatement, downloadStatementParameters } from 'shroff/unionpay'
import { describe, expect, it } from 'vitest'
import { zip } from '../../src/mock/zip.js'
import { formFields } from '../oracle/alipay/primitives.js'
import type { Fields } from '../oracle/unionpay.js'
import { failure } from '../support/failure.js'
import {
  accountOf,
  answer,
  certificateOf,
  keyedAccount,
  leaf,
  leafKey,
  merchantId,
  rootKey,
  type Sealing,
  secureKey,
} from '../support/unionpay.js'
import { clockAt } from '../support/wechatpay.js'
import { day, older } from './statement-files.js'

const asked = { date: '2026-03-03' }
const strictly = (problem: string) => {
  throw new Error(problem)
}

type Given = {
  account?: ReturnType<typeof accountOf>
  sealing?: Sealing
  options?: DownloadStatementOptions
  status?: number
}

/** A UnionPay that answers any question with these fields; the client's own transport is never asked. */
function open(fields: Fields, { account = accountOf(), sealing, options, status = 200 }: Given = {}) {
  const sent: { request: WireRequest; fields: Fields }[] = []
  const download: Download = async (request) => {
    const form = formFields(Buffer.from(request.body!).toString(), strictly)
    sent.push({ request, fields: form })
    const { txnType, txnSubType, bizType, accessType, merId, txnTime, settleDate } = form as Record<string, string>
    const echo = {
      txnType: txnType!,
      txnSubType: txnSubType!,
      bizType: bizType!,
      accessType: accessType!,
      merId: merId!,
      txnTime: txnTime!,
      settleDate: settleDate!,
    }
    const by = sealing ?? (account.signMethod === '11' ? { secureKey } : { privateKey: leafKey, certificate: leaf })
    const { body, headers } = answer({ ...echo, respCode: '00', respMsg: '成功[0000000]', ...fields }, by)
    return { status, headers, body: new Blob([new Uint8Array(body)]).stream() }
  }
  const transport = async () => strictly('the client’s transport was asked')
  const client = createClient({ account, transport, retry: { attempts: 1 } })
  const rows = (date = asked.date) => gather(downloadStatement(client, { date }, { download, ...options }))
  return { client, download, sent, rows }
}

async function gather(rows: AsyncIterable<StatementRow>) {
  const got: StatementRow[] = []
  for await (const row of rows) got.push(row)
  return got
}
const fileName = `${merchantId}_20260303.zip`
const good = { fileName, fileContent: day }

// The widths of the wire page, once more.
const widths = [
  3, 11, 11, 6, 10, 19, 12, 4, 2, 21, 2, 32, 2, 6, 10, 13, 13, 4, 15, 2, 2, 6, 2, 4, 32, 1, 21, 15, 1, 15, 32, 13, 13,
  8, 32, 13, 13, 12, 2, 1, 131,
]
const lineOf = (cells: Record<number, string>) =>
  widths.map((width, index) => (cells[index + 1] ?? '').padEnd(width)).join(' ')
const paid: Record<number, string> = {
  1: 'S22',
  5: '0303100000',
  7: '000000002500',
  10: '532603031000001200018',
  12: 'T0001001',
  16: 'D000000000015',
  17: 'C000000002485',
  20: '01',
}
async function holding(content: string | Buffer, name = `INN26030388ZM_${merchantId}`) {
  const packed = await zip([
    { name, bytes: new Uint8Array(typeof content === 'string' ? Buffer.from(content) : content) },
  ])
  return { fileName, fileContent: deflateSync(packed).toString('base64') }
}
const yuan = (value: number) => ({ currency: 'CNY', value })

describe('a statement of UnionPay', () => {
  it('is asked for by month and day, by a POST to the host of files', async () => {
    const { sent, rows } = open(good)
    await rows()
    const [{ request, fields }] = sent as [(typeof sent)[number]]
    expect([request.method, request.url]).toEqual(['POST', 'https://filedownload.95516.com/'])
    expect(fields).toMatchObject({
      txnType: '76',
      txnSubType: '01',
      bizType: '000000',
      fileType: '00',
      settleDate: '0303',
      txnTime: '20260304120000',
      merId: merchantId,
    })
    expect(fields).not.toHaveProperty('orderId')
  })

  it('has payments, refunds, undoings, takings and corrections', async () => {
    const rows = await open(good).rows()
    const facts = rows.map(({ raw: _, ...row }) => row)
    expect(facts).toEqual([
      {
        kind: 'payment',
        orderId: 'T0001001',
        paymentId: '532603031000001200018',
        amount: yuan(2500),
        fee: yuan(15),
        time: new Date('2026-03-03T10:00:00+08:00'),
      },
      {
        kind: 'refund',
        orderId: 'T0001001',
        paymentId: '532603031000001200018',
        refundId: 'R0001001',
        amount: yuan(500),
        fee: yuan(-3),
        time: new Date('2026-03-03T18:00:00+08:00'),
      },
      {
        kind: 'refund',
        orderId: 'T0001002',
        paymentId: '532603022310001200318',
        refundId: 'V0001001',
        amount: yuan(9900),
        fee: yuan(0),
        time: new Date('2026-03-02T23:30:00+08:00'),
      },
      {
        kind: 'payment',
        orderId: 'C0001001',
        paymentId: '532603031200001200418',
        amount: yuan(800),
        fee: yuan(0),
        time: new Date('2026-03-03T12:00:00+08:00'),
      },
      {
        kind: 'refund',
        orderId: '',
        paymentId: '',
        amount: yuan(1200),
        fee: yuan(0),
        time: new Date('2026-03-03T15:00:00+08:00'),
      },
    ])
    expect(rows[0]!.raw).toMatchObject({
      交易代码: 'S22',
      账号: '621626******0018',
      二级商户简称: '一号店',
      终端号: '01080209',
      交易介质: '7',
    })
    expect(rows[4]!.raw).toMatchObject({ 上一笔交易的系统跟踪号: '119999', 上一笔交易清算日期: '0201' })
    expect(rows.flatMap(({ fee }) => (Object.is(fee!.value, -0) ? [fee] : []))).toEqual([])
  })

  it('of older days tells a refund’s payment by UnionPay’s number alone', async () => {
    const rows = await open({ fileName, fileContent: older }).rows()
    expect(rows).toMatchObject([
      { kind: 'payment', orderId: 'T0001001', raw: { 交易代码: 'S56' } },
      { kind: 'refund', orderId: '', refundId: 'R0001001', paymentId: '532603031000001200018' },
    ])
  })

  it('may have a name that was cut inside a character, which GBK writes in two bytes', async () => {
    const half = Buffer.from(lineOf({ ...paid, 31: `${'x'.repeat(31)}?` }))
    half[half.indexOf('?')] = 0xb2
    const [row] = await open(await holding(half)).rows()
    expect(row).toMatchObject({ orderId: 'T0001001', amount: yuan(2500), raw: { 清算净额: '', 交易类型: '01' } })
  })

  it('lays beside the books, and what nobody has booked is surplus', async () => {
    const { client, download } = open(good)
    const books = [
      { orderId: 'T0001001', amount: { currency: 'CNY', value: 2500 } },
      { orderId: 'T0001001', refundId: 'R0001001', amount: { currency: 'CNY', value: 500 } },
      { orderId: 'T0001002', refundId: 'V0001001', amount: { currency: 'CNY', value: 9900 } },
      { orderId: 'C0001001', amount: { currency: 'CNY', value: 800 } },
    ] as const
    const { matched, missing, surplus } = await reconcile(downloadStatement(client, asked, { download }), books)
    expect([matched, missing, surplus.map(({ raw }) => raw.交易代码)]).toEqual([4, [], ['E30']])
  })

  it('comes under a shared key, and from the hosts that the account names', async () => {
    const account = keyedAccount({ fileHosts: ['https://files.example'] })
    const { rows, sent } = open(good, { account })
    expect(await rows()).toHaveLength(5)
    expect(sent[0]!.request.url).toBe('https://files.example/')
    const sandbox = open(good, { account: accountOf({ sandbox: true }) })
    await sandbox.rows()
    expect(sandbox.sent[0]!.request.url).toBe('https://filedownload.test.95516.com/')
  })

  it('comes by fetch, which posts the body', async () => {
    const { client, download, sent } = open(good)
    const fetch = async (request: Request) => {
      const body = new Uint8Array(await request.arrayBuffer())
      const reply = await download(
        { method: request.method, url: request.url, headers: {}, body },
        { signal: request.signal },
      )
      return new Response(reply.body, reply)
    }
    expect(await gather(downloadStatement(client, asked, { download: fetchDownload({ fetch }) }))).toHaveLength(5)
    expect(sent[0]!.fields.settleDate).toBe('0303')
  })

  it('is of the day that was asked for, whatever is written into the object until the first row is wanted', async () => {
    const { client, download, sent } = open(good)
    const given = { ...asked }
    const rows = downloadStatement(client, given, { download })
    given.date = '2026-03-02'
    await gather(rows)
    expect(sent[0]!.fields.settleDate).toBe('0303')
  })

  it('may have no row at all', async () => {
    expect(await open(await holding('')).rows()).toEqual([])
  })
})

describe('a day and its year', () => {
  const at = (time: string) => ({ account: accountOf({ clock: clockAt(Date.parse(time)) }) })

  it.each([
    ['today', '2026-03-04', true],
    ['tomorrow', '2026-03-05', false],
    ['a year ago but a day', '2025-03-05', true],
    ['a year ago', '2025-03-04', false],
    ['no day', '2026-02-30', false],
    ['month and day', '0303', false],
  ])('%s', async (_, date, taken) => {
    const { rows, sent } = open({ fileContent: day })
    if (taken) expect(await rows(date)).toHaveLength(5)
    else expect(await failure(rows(date))).toMatchObject({ code: 'PARAMETERS_INVALID', fields: [{ path: 'date' }] })
    expect(sent).toHaveLength(taken ? 1 : 0)
  })

  it('is the one of China', async () => {
    // Still the 4th in London.
    const file = await holding(lineOf({ ...paid, 5: '0305003000' }))
    const [row] = await open({ fileContent: file.fileContent }, at('2026-03-04T17:00:00Z')).rows('2026-03-05')
    expect(row!.time).toEqual(new Date('2026-03-04T16:30:00Z'))
  })

  it.each([
    ['2026-01-01', '1231233000', '2025-12-31T23:30:00+08:00'],
    ['2025-12-31', '0101001500', '2026-01-01T00:15:00+08:00'],
    ['2025-12-31', '1231001500', '2025-12-31T00:15:00+08:00'],
  ])('a row of the statement of %s at %s is of %s', async (date, traced, time) => {
    const { fileContent } = await holding(lineOf({ ...paid, 5: traced }))
    const [row] = await open({ fileContent }).rows(date)
    expect(row!.time).toEqual(new Date(time))
  })
})

describe('is not believed, or not there', () => {
  it('98 is no statement, of a day without trade as well', async () => {
    const error = await failure(open({ respCode: '98', respMsg: '文件不存在[9800000]' }).rows())
    expect(error).toMatchObject({
      code: 'STATEMENT_NOT_READY',
      outcome: 'rejected',
      authentic: true,
      action: 'downloadStatement',
      next: expect.stringContaining('A day without any trade never has one.'),
    })
  })

  it.each<[string, Fields, code: string]>([
    ['of another merchant', { ...good, merId: '777290058110048' }, 'REPLY_MISMATCH'],
    ['of another day', { ...good, settleDate: '0302' }, 'REPLY_MISMATCH'],
    ['of another year', { ...good, fileName: `${merchantId}_20250303.zip` }, 'REPLY_MISMATCH'],
    ['of another question', { ...good, txnTime: '20260304120001' }, 'REPLY_MISMATCH'],
    ['of another kind', { ...good, txnType: '00' }, 'REPLY_MISMATCH'],
    ['without a file', { fileName }, 'BODY_INVALID'],
    ['that is no Base64', { fileName, fileContent: 'tea tea' }, 'BODY_INVALID'],
  ])('an answer %s', async (_, fields, code) => {
    expect(await failure(open(fields).rows())).toMatchObject({ code, authentic: true, outcome: 'unknown' })
  })

  it('an answer that was altered, or that a stranger signed', async () => {
    const { client, download } = open(good)
    const altering: Download = async (request, settings) => {
      const reply = await download(request, settings)
      const text = await new Response(reply.body).text()
      return { ...reply, body: new Blob([text.replace('fileContent=eJ', 'fileContent=eJA')]).stream() }
    }
    const altered = await failure(gather(downloadStatement(client, asked, { download: altering })))
    expect(altered).toMatchObject({ code: 'SIGNATURE_INVALID', authentic: false })
    const stranger = { privateKey: rootKey, certificate: await certificateOf('A STRANGER', rootKey, 'A ROOT', rootKey) }
    expect((await failure(open(good, { sealing: stranger }).rows())).code).toBe('SIGNATURE_INVALID')
    expect((await failure(open(good, { status: 500 }).rows())).code).toBe('PROVIDER_UNAVAILABLE')
  })

  const packed = Buffer.from(day, 'base64')
  it.each<[string, Uint8Array | string]>([
    ['no compression', 'tea'],
    ['a compression cut short', packed.subarray(0, -20)],
    ['no ZIP inside', deflateSync('tea and more tea')],
    ['nothing', ''],
  ])('a file that is %s', async (_, content) => {
    const fileContent = Buffer.from(content as string).toString('base64') || 'eNoDAAAAAAE='
    expect(await failure(open({ fileName, fileContent }).rows())).toMatchObject({
      code: 'BODY_INVALID',
      authentic: true,
    })
  })

  it('a ZIP without a list', async () => {
    const file = await holding(lineOf(paid), 'RD201026030301')
    expect((await failure(open(file).rows())).message).toContain('it has no list of transactions')
  })

  it('a file over the limit, and an answer over its own', async () => {
    const options = { maximumBytes: 600 }
    expect((await failure(open(good, { options }).rows())).message).toContain('over 600 bytes')
    const { client, download } = open(good)
    let pieces = 0
    const endless: Download = async (request, settings) => {
      const piece = new Uint8Array(1024 * 1024)
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          pieces += 1
          controller.enqueue(piece)
        },
      })
      return { ...(await download(request, settings)), body }
    }
    const error = await failure(gather(downloadStatement(client, asked, { download: endless })))
    expect(error).toMatchObject({ code: 'BODY_INVALID', message: expect.stringContaining('over 67108864 bytes') })
    expect(pieces).toBeLessThan(70)
  })

  it.each<[string, Record<number, string>]>([
    ['a fee that is more than was kept back', { 16: 'D000000000016' }],
    ['a fee of the other direction', { 16: 'C000000000015' }],
    ['a settled amount of the other direction', { 17: 'D000000002485' }],
    ['an amount that is none', { 7: '0000000025.0' }],
    ['a fee without its direction', { 16: '0000000000015' }],
    ['no settled amount', { 17: '' }],
    ['no order', { 12: '' }],
    ['no number', { 10: '' }],
    ['no time', { 5: '0330250000' }],
    ['a time cut short', { 5: '03031000' }],
    ['a payout', { 20: '12' }],
    ['a hold, which settles nothing', { 20: '02' }],
    ['no transaction type', { 20: '' }],
    ['a name of the object’s own for a type', { 20: '__' }],
    ['a refund that brought money', { 20: '04' }],
    ['a column that runs over', { 8: '54110' }],
  ])('a row with %s is told by its line', async (_, cells) => {
    const file = await holding(`${lineOf(paid)}\r\n${lineOf({ ...paid, ...cells })}\r\n`)
    const { client, download } = open(file)
    const rows = downloadStatement(client, asked, { download })
    expect((await rows.next()).value).toMatchObject({ orderId: 'T0001001' })
    expect(await failure(rows.next())).toMatchObject({
      code: 'BODY_INVALID',
      authentic: true,
      provider: 'unionpay',
      action: 'downloadStatement',
      message: expect.stringContaining('refused at line 2'),
    })
  })

  // Columns 42 and 38, whose sums no source tells with certainty.
  it.each<[string, Record<number, string>]>([
    ['that a discount made smaller', { 17: 'C000000002285', 41: `${' '.repeat(33)}C000000002300` }],
    ['of an instalment', { 17: 'C000000002400', 38: '000000000085' }],
    ['whose last column holds something else', { 41: `${' '.repeat(33)}0000000000000` }],
  ])('but what was cleared counts %s', async (_, cells) => {
    const [row] = await open(await holding(lineOf({ ...paid, ...cells }))).rows()
    expect(row).toMatchObject({ amount: yuan(2500), fee: yuan(15) })
  })

  it('a day that is none is refused by the schema too', () => {
    expect(downloadStatementParameters['~standard'].validate({ date: '2026-02-30' }).issues).toHaveLength(1)
    expect(downloadStatementParameters['~standard'].validate({ ...asked, day: '1' }).issues).toHaveLength(1)
  })
})
