import { createClient, type WireRequest } from 'shroff'
import { advanceClock, pay, readStatement, settleRefund } from 'shroff/mock'
import { type Download, fetchDownload, type StatementRow } from 'shroff/statement'
import { createPayment, downloadStatement, downloadStatementParameters, refundPayment } from 'shroff/yeepay'
import { describe, expect, it } from 'vitest'
import { judgeRequest } from '../oracle/yeepay/wire.js'
import { codeOf, failure } from '../support/failure.js'
import { accountOf, facts, openYeepayShop, refusalOf, tea } from '../support/yeepay.js'

// The public sample (a PHP client's comment on tradedayDownload, 2018), its numbers made whole.
const published = `"账单日期","2018-08-18","商户编号","10018500000"
"交易总金额","6300.00","退款总金额","0.00","撤销总金额","0.00"
"交易总笔数","2","退款总笔数","0","撤销总笔数","0"
"交易手续费金额","0.00","退款退回手续费金额","0.00","撤销退回手续费金额","0.00"
"交易时间","记账时间","商户订单号","业务类型","订单金额","手续费","产品类型","支付方式","对账备注","易宝流水号"
"2018-08-17 23:55:51","2018-08-18 00:02:30","2018081714529","交易","1300.00","0.00","WEB收银台","网银B2C","","1001201808170000001021"
"2018-08-18 00:06:47","2018-08-18 00:08:06","201808181086","交易","5000.00","0.15","WEB收银台","网银B2C","a,b","1001201808180000003920"
`

/** A YeePay that answers with this; the client's own transport is never asked. */
function open(text: string | Uint8Array, status = 200, headers: Record<string, string> = {}) {
  const sent: WireRequest[] = []
  const download: Download = async (request) => {
    sent.push(request)
    return { status, headers, body: new Blob([text as Uint8Array<ArrayBuffer>]).stream() }
  }
  const transport = async () => {
    throw new Error('the client’s transport was asked')
  }
  const client = createClient({ account: accountOf(), transport, retry: { attempts: 1 } })
  const rows = async (date = '2026-03-03') => {
    const found: StatementRow[] = []
    for await (const row of downloadStatement(client, { date }, { download })) found.push(row)
    return found
  }
  return { sent, rows }
}

describe('a statement', () => {
  it('is asked for by its day, and read as it is published', async () => {
    const { sent, rows } = open(published)
    expect(await rows()).toEqual([
      {
        kind: 'payment',
        orderId: '2018081714529',
        paymentId: '1001201808170000001021',
        amount: { currency: 'CNY', value: 130_000 },
        fee: { currency: 'CNY', value: 0 },
        time: new Date('2018-08-17T23:55:51+08:00'),
        raw: expect.objectContaining({ 产品类型: 'WEB收银台' }),
      },
      {
        kind: 'payment',
        orderId: '201808181086',
        paymentId: '1001201808180000003920',
        amount: { currency: 'CNY', value: 500_000 },
        fee: { currency: 'CNY', value: 15 },
        time: new Date('2018-08-18T00:06:47+08:00'),
        raw: expect.objectContaining({ 对账备注: 'a,b' }),
      },
    ])
    expect(judgeRequest(sent[0]!, facts)).toMatchObject({ dayString: '2026-03-03' })
    expect(sent[0]!.url).toMatch(/^https:\/\/yos\.yeepay\.com\/yop-center\/yos\//)
  })

  it('has refunds as what they give back, with a mark at its beginning or without its sums', async () => {
    const refund = published
      .replace('"交易","5000.00","0.15"', '"退款","-5000.00","-0.15"')
      .replace('"2","退款总笔数","0"', '"1","退款总笔数","1"')
    expect((await open(`\ufeff${refund.replaceAll('\n', '\r\n')}`).rows())[1]).toMatchObject({
      kind: 'refund',
      amount: { value: 500_000 },
      fee: { value: -15 },
    })
    const bare = published.split('\n').slice(4).join('\n').replace('"0.15"', '"0.155"')
    expect((await open(bare).rows())[1]).not.toHaveProperty('fee')
  })

  it.each([
    ['cut before its columns', published.split('\n').slice(0, 4).join('\n')],
    ['cut before its last row', published.split('\n').slice(0, 6).join('\n')],
    ['without a column that is needed', published.replace('"易宝流水号"', '"别的"')],
    ['with a column twice', published.replace('"记账时间"', '"交易时间"')],
    ['with a cell too many', published.replace('"1300.00"', '"1300.00","x"')],
    ['with a row without its number', published.replace('"1001201808170000001021"', '""')],
    ['with a kind that nobody knows', published.replace('"交易","1300.00"', '"提现","1300.00"')],
    ['with an amount that is none', published.replace('"1300.00"', '"1,300.00"')],
    ['with a time that is none', published.replace('2018-08-17 23:55:51', 'noon')],
    ['with a line that is no cells', `${published}the end`],
    ['empty', ''],
    ['a page of a proxy', '<html><body>busy</body></html>'],
  ])('is refused: %s', async (_, text) =>
    expect(await failure(open(text).rows())).toMatchObject({
      code: 'BODY_INVALID',
      provider: 'yeepay',
      action: 'downloadStatement',
      authentic: false,
    }),
  )

  it('is refused in YeePay’s words, which nobody’s signature vouches for here', async () => {
    const { body, headers } = refusalOf('isv.scene.filestore.get.not-exists', '文件不存在')
    const facts = { providerCode: 'isv.scene.filestore.get.not-exists', providerMessage: '文件不存在' }
    expect(await failure(open(body, 500, headers).rows())).toMatchObject({
      code: 'PROVIDER_ERROR',
      outcome: 'unknown',
      authentic: false,
      ...facts,
    })
    expect(await failure(open('busy', 502).rows())).toMatchObject({ code: 'PROVIDER_UNAVAILABLE', status: 502 })
    expect(await failure(open('', 204).rows())).toMatchObject({ code: 'PROVIDER_ERROR', status: 204 })
  })

  it('of no day is refused before anything is sent', async () => {
    const { sent, rows } = open(published)
    expect(await codeOf(rows('2026-02-30'))).toBe('PARAMETERS_INVALID')
    expect(sent).toEqual([])
    expect(downloadStatementParameters['~standard'].validate({ date: '20260303' })).toHaveProperty('issues')
  })
})

it('the mock’s has what its book has, the same whenever it is asked for', async () => {
  const { client, mock } = await openYeepayShop()
  const provider = 'yeepay'
  await createPayment(client, { channel: 'qr', ...tea })
  await pay(mock, { provider, orderId: 'T1001' })
  await refundPayment(client, { orderId: 'T1001', refundId: 'R1', amount: { currency: 'CNY', value: 500 } })
  await settleRefund(mock, { provider, refundId: 'R1' })
  const rows = async (date: string) => {
    const found: StatementRow[] = []
    const download = fetchDownload({ fetch: mock.fetch })
    for await (const row of downloadStatement(client, { date }, { download })) found.push(row)
    return found.map(({ kind, orderId, amount, fee }) => [kind, orderId, amount.value, fee?.value])
  }
  expect(await codeOf(rows('2026-03-04'))).toBe('PROVIDER_ERROR')
  advanceClock(mock, 24 * 3_600_000)
  const all = [
    ['payment', 'T1001', 2500, 15],
    ['refund', 'T1001', 500, -3],
  ]
  expect(await rows('2026-03-04')).toEqual(all)
  advanceClock(mock, 10 * 24 * 3_600_000)
  expect(await rows('2026-03-04')).toEqual(all)
  expect(await codeOf(rows('2026-03-05'))).toBe('PROVIDER_ERROR')
  expect(await readStatement(mock, { provider, date: '2026-03-04' })).toContain('"T1001","交易","25.00"')
})
