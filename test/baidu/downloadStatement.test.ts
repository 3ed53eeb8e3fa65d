import { createClient } from 'shroff'
import { downloadStatement, downloadStatementParameters, refundPayment } from 'shroff/baidu'
import { advanceClock, pay, settleRefund } from 'shroff/mock'
import { type Download, fetchDownload, type StatementRow } from 'shroff/statement'
import { describe, expect, it } from 'vitest'
import { sealReply } from '../oracle/baidu/wire.js'
import { accountOf, dealId, done, openBaidu, openBaiduShop, refusalOf, tea, token } from '../support/baidu.js'
import { codeOf, failure } from '../support/failure.js'

// Head and columns as Baidu's documentation lists them (下载资金账单, 当日所有订单).
const columns =
  '交易时间,APPID,百度订单号,业务订单号,用户标识,订单支付状态,订单金额(元),百度退款单号,业务方退款批次号,退款金额,退款状态,公司名称,手续费,费率'
const head = (deal = dealId, title = '当日所有订单') =>
  [
    `\ufeff#百度支付${title}账务明细查询`,
    `#Dealid:[${deal}]`,
    '#起始日期:[2026-03-03 00:00:00] 终止日期:[2026-03-04 00:00:00]',
    '#总交易单数:1',
    `#——————${title}账务明细列表———————`,
  ].join('\r\n')
const payment = '2026-03-03 11:00:00,17000001,81341494729172,T1001,3391629990,已消费,25.00,,,,,店,0.15,0.60%'
const refund =
  '2026-03-03 11:00:00,17000001,81341494729172,T1001,3391629990,退款成功,25.00,152713835,R1,5.00,退款成功,店,-0.03,0.60%'
const fileOf = (...rows: string[]) => [head(), columns, ...rows, ''].join('\r\n')
const file = { downloadName: '当日所有订单.csv', url: 'https://bill.example/all?sign=1' }
const others = ['当日支付订单.csv', '当日退款订单.csv'].map((downloadName) => ({
  downloadName,
  url: 'https://bill.example/other',
}))

/** A Baidu that names these files, and a host that gives this text. */
function open(text: string, files: readonly object[] = [...others, file]) {
  const asked: { url: string; headers: Record<string, string> }[] = []
  const download: Download = async (request) => {
    asked.push(request)
    return { status: 200, headers: {}, body: new Blob([text]).stream() }
  }
  const { client, sent } = openBaidu(done({ data: files, totalCount: files.length }))
  const rows = async (date = '2026-03-03') => {
    const found: StatementRow[] = []
    for await (const row of downloadStatement(client, { date }, { download })) found.push(row)
    return found
  }
  return { asked, sent, rows }
}

describe('a statement', () => {
  it('is read from the file of all orders, which is asked for without the token', async () => {
    const { rows, asked, sent } = open(fileOf(payment, refund))
    expect(await rows()).toMatchObject([
      {
        kind: 'payment',
        orderId: 'T1001',
        paymentId: '81341494729172',
        amount: { currency: 'CNY', value: 2500 },
        fee: { value: 15 },
        time: new Date('2026-03-03T03:00:00Z'),
        raw: { 公司名称: '店' },
      },
      {
        kind: 'refund',
        orderId: 'T1001',
        refundId: 'R1',
        amount: { currency: 'CNY', value: 500 },
        fee: { value: -3 },
        refundStatus: 'succeeded',
      },
    ])
    expect(sent[0]).toMatchObject({ billTime: '2026-03-03', pmAppKey: 'MMMabc' })
    expect(asked).toMatchObject([{ url: file.url }])
    expect(JSON.stringify(asked)).not.toContain(token)
  })

  it('may have its cells divided by tabs, ticks before its numbers, and words for refunds that nobody knows', async () => {
    const tabs = fileOf(payment, refund.replace(',退款成功,店', ',审核中,店')).replaceAll(',', '\t')
    const [first, second] = await open(tabs.replaceAll('\t8134', '\t`8134')).rows()
    expect(first).toMatchObject({ paymentId: '81341494729172', orderId: 'T1001' })
    expect(second).not.toHaveProperty('refundStatus')
  })

  it('of a refund that Baidu began has no number of the shop’s', async () => {
    const [row] = await open(fileOf(refund.replace(',R1,', ',,'))).rows()
    expect(row).toMatchObject({ kind: 'refund', amount: { value: 500 } })
    expect(row).not.toHaveProperty('refundId')
  })

  it.each<[string, string, readonly object[] | undefined, RegExp]>([
    ['of another settlement', fileOf(payment).replace(dealId, '999'), undefined, /dealId 999/],
    ['of payments alone', [head(dealId, '当日成功支付订单'), columns, payment].join('\n'), [file], /not the head/],
    ['without a column', fileOf(payment).replace('百度订单号,', ''), undefined, /no column 百度订单号/],
    ['with a cell too many', fileOf(`${payment},x`), undefined, /15 cells where there are 14/],
    ['without its numbers', fileOf(payment.replace(',T1001,', ',,')), undefined, /without its numbers/],
    ['with an amount that is none', fileOf(payment.replace('25.00', 'free')), undefined, /line 7, order "T1001"/],
    ['that is a page', '<html>', undefined, /not the head/],
    ['that is empty', '', undefined, /no columns/],
    ['of several that do not name themselves', fileOf(payment), others, /所有订单/],
    ['at an address that is none', fileOf(payment), [{ ...file, url: 'ftp://bill.example' }], /its address is none/],
  ])('is refused: %s', async (_, text, files, words) => {
    const error = await failure(open(text, files).rows())
    expect(error).toMatchObject({ code: 'BODY_INVALID', action: 'downloadStatement', provider: 'baidu' })
    expect(error.message).toMatch(words)
  })

  it.each([[[]], [[{ ...file, url: '' }]], [[{ downloadName: '当日所有订单.csv' }]]])(
    'that is named nowhere is not ready: %j',
    async (files) => {
      expect(await codeOf(open('', files).rows())).toBe('STATEMENT_NOT_READY')
    },
  )

  it('of no day is refused before anything is asked', async () => {
    const { rows, sent } = open(fileOf(payment))
    for (const date of ['2026-02-30', '20260303', '']) expect(await codeOf(rows(date))).toBe('PARAMETERS_INVALID')
    expect(sent).toEqual([])
    expect(downloadStatementParameters['~standard'].validate({ date: '2026-03-03' })).toHaveProperty('value')
  })

  it('that Baidu refuses says why', async () => {
    const { client } = openBaidu(refusalOf('10001', '参数错误'))
    const rows = downloadStatement(client, { date: '2026-03-03' })
    expect(await failure(rows.next())).toMatchObject({ code: 'REQUEST_REFUSED', providerMessage: '参数错误' })
  })

  it('whose host answers otherwise is not read', async () => {
    const transport = async ({ url }: { url: string }) =>
      url.includes('/oauth/')
        ? sealReply({ access_token: token, expires_in: 3600 })
        : sealReply(done({ data: [file], totalCount: 1 }))
    const client = createClient({ account: accountOf(), transport })
    const download: Download = async () => ({ status: 403, headers: {}, body: new Blob(['<Error/>']).stream() })
    const rows = downloadStatement(client, { date: '2026-03-03' }, { download })
    expect(await failure(rows.next())).toMatchObject({ code: 'PROVIDER_ERROR', status: 403 })
  })

  it.each([false, true])('of the mock has what was paid and given back, with tabs: %s', async (statementHasTabs) => {
    const { mock, client, order } = await openBaiduShop({ unconfirmed: { statementHasTabs } })
    const { paymentId } = await order()
    await pay(mock, { provider: 'baidu', orderId: 'T1001' })
    const refund = { orderId: 'T1001', paymentId, payerId: '3391629990', refundId: 'R1' }
    await refundPayment(client, { ...refund, amount: { currency: 'CNY', value: 500 } })
    await settleRefund(mock, { provider: 'baidu', refundId: 'R1' })
    const read = async () => {
      const found: StatementRow[] = []
      const download = fetchDownload({ fetch: mock.fetch })
      for await (const row of downloadStatement(client, { date: '2026-03-04' }, { download })) found.push(row)
      return found
    }
    expect(await codeOf(read())).toBe('STATEMENT_NOT_READY')
    advanceClock(mock, 24 * 3_600_000)
    expect(await read()).toMatchObject([
      { kind: 'payment', orderId: 'T1001', paymentId, amount: tea.amount },
      { kind: 'refund', orderId: 'T1001', refundId: 'R1', amount: { value: 500 }, refundStatus: 'succeeded' },
    ])
  })
})
