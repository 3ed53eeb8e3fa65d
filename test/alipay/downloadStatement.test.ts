import { createSign } from 'node:crypto'
import { amount, createClient, fetchTransport, isShroffError } from 'shroff'
import { alipay, cancelPayment, createPayment, refundPayment } from 'shroff/alipay'
import { advanceClock, pay } from 'shroff/mock'
import { listen } from 'shroff/mock/server'
import { describe, expect, it } from 'vitest'
import { type DownloadStatementOptions, downloadStatement } from '../../src/alipay/actions/downloadStatement.js'
import { type Download, fetchDownload } from '../../src/statement/download.js'
import type { StatementRow } from '../../src/statement/row.js'
import { sizesBehind, sizesInFront, stored } from '../statement/zips.js'
import { alipayTea, openAlipayShop } from '../support/alipay-shop.js'
import { merchantPem, platformKey, platformPem } from '../support/wechatpay.js'

const hours = 3_600_000
const today = '2026-03-04'

async function gather(rows: AsyncIterable<StatementRow>) {
  const got: StatementRow[] = []
  for await (const row of rows) got.push(row)
  return got
}

it('is of the day that was asked for, whatever the caller writes into the object until the first row is wanted', async () => {
  const { client, mock } = await openAlipayShop()
  const asked: string[] = []
  const day = { date: '2026-03-03' }
  const transport: typeof mock.transport = async (request, options) => {
    asked.push(Buffer.from(request.body!).toString())
    return mock.transport(request, options)
  }
  const rows = downloadStatement({ ...client, transport }, day)
  day.date = '2026-03-02'
  await gather(rows).catch(() => {})
  expect(decodeURIComponent(asked[0]!)).toContain('"bill_date":"2026-03-03"')
})

/** A day with a payment of 25 yuan and a refund of 5, read the morning after. */
async function openDay(options: Parameters<typeof openAlipayShop>[0] = {}) {
  const shop = await openAlipayShop(options)
  await createPayment(shop.client, { channel: 'qr', ...alipayTea, description: 'Tea, green 乌龙茶 龘😀' })
  await pay(shop.mock, { provider: 'alipay', orderId: 'T_1001' })
  advanceClock(shop.mock, 60_000)
  await refundPayment(shop.client, { orderId: 'T_1001', refundId: 'R_1', amount: amount('5.00', 'CNY') })
  advanceClock(shop.mock, 24 * hours)
  return { ...shop, download: fetchDownload({ fetch: shop.mock.fetch }) }
}

/** An Alipay that names this address, signed here by Node, and this file behind it, in pieces of seven bytes. */
function openFile(file: Uint8Array, given: { url?: string; status?: number; options?: DownloadStatementOptions } = {}) {
  const content = JSON.stringify({ code: '10000', msg: 'Success', bill_download_url: given.url ?? address })
  const sign = createSign('RSA-SHA256').update(content).sign(platformKey, 'base64')
  const name = 'alipay_data_dataservice_bill_downloadurl_query_response'
  const body = new Uint8Array(Buffer.from(`{"${name}":${content},"sign":"${sign}"}`))
  const account = alipay({ appId: '2021000000000001', privateKey: merchantPem, alipayPublicKey: platformPem })
  const client = createClient({ account, transport: async () => ({ status: 200, headers: {}, body }) })
  const sent: { url: string; headers: Record<string, string> }[] = []
  const download: Download = async ({ url, headers }) => {
    sent.push({ url, headers })
    let at = 0
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (at >= file.length) return controller.close()
        controller.enqueue(new Uint8Array(file.subarray(at, at + 7)))
        at += 7
      },
    })
    return { status: given.status ?? 200, headers: {}, body: stream }
  }
  const rows = () => gather(downloadStatement(client, { date: '2026-03-03' }, { download, ...given.options }))
  return { rows, sent }
}

const address = 'https://dwbillcenter.alipay.com/downloadBillFile.resource?fileId=1'
const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'))

describe('an Alipay statement', () => {
  it.each([
    ['v2', {}],
    ['v3', {}],
    ['v2', { encrypted: true, mode: 'certificate' }],
  ] as const)('comes from the mock as uniform rows: %s %j', async (generation, mock) => {
    const { client, download } = await openDay({ generation, mock })
    const rows = await gather(downloadStatement(client, { date: today }, { download }))
    const common = { orderId: 'T_1001', paymentId: expect.stringMatching(/^\d{28}$/) }
    expect(rows).toEqual([
      expect.objectContaining({
        ...common,
        kind: 'payment',
        amount: { currency: 'CNY', value: 2500 },
        fee: { currency: 'CNY', value: 15 },
        time: new Date('2026-03-04T04:00:00Z'),
      }),
      expect.objectContaining({
        ...common,
        kind: 'refund',
        refundId: 'R_1',
        amount: { currency: 'CNY', value: 500 },
        fee: { currency: 'CNY', value: 0 },
        time: new Date('2026-03-04T04:01:00Z'),
      }),
    ])
    // What GBK lacks cannot come back; a comma does.
    expect(rows[0]!.raw.商品名称).toBe('Tea, green 乌龙茶 龘?')
  })

  it('comes from a mock on a port of its own', async () => {
    const { mock, credentials } = await openDay()
    const server = await listen(mock)
    try {
      const account = alipay({ ...credentials, hosts: [server.urls.alipay] })
      const client = createClient({ account, transport: fetchTransport() })
      expect(await gather(downloadStatement(client, { date: today }))).toHaveLength(2)
    } finally {
      await server.close()
    }
  })

  it('has the same bytes again for the same day', async () => {
    const { client, mock, download } = await openDay()
    const read = async () => {
      await gather(downloadStatement(client, { date: today }, { download }))
      const entry = mock.journal.at(-1)
      return entry?.kind === 'request' ? entry.reply!.body : undefined
    }
    const first = await read()
    expect(first!.length).toBeGreaterThan(500)
    await cancelPayment(client, { orderId: 'T_1001' }).catch(() => {})
    advanceClock(mock, 48 * hours)
    expect(await read()).toEqual(first)
  })

  it.each([
    ['sizes behind', sizesBehind],
    ['sizes in front', sizesInFront],
    ['stored', stored],
  ])('is read from a ZIP of another author: %s', async (_, zip) => {
    const { rows, sent } = openFile(bytes(zip))
    expect(await rows()).toMatchObject([
      {
        kind: 'payment',
        orderId: 'T_1',
        paymentId: '2026030322001400000000000001',
        amount: { value: 2500 },
        fee: { value: 15 },
        time: new Date('2026-03-03T02:20:30Z'),
        raw: { 商品名称: '乌龙茶 深圳龘' },
      },
      {
        kind: 'refund',
        orderId: 'T_1',
        refundId: 'R_1',
        amount: { value: 500 },
        fee: { value: -3 },
        time: new Date('2026-03-03T15:59:59Z'),
      },
    ])
    expect(sent).toHaveLength(1)
    expect(Object.keys(sent[0]!.headers).sort()).toEqual(['accept', 'user-agent'])
  })

  it('gives no rows for a day without any, and fetches no file', async () => {
    const { client, mock, download } = await openDay()
    expect(await gather(downloadStatement(client, { date: '2026-03-01' }, { download }))).toEqual([])
    expect(mock.journal.filter((entry) => entry.kind === 'request' && entry.request.url.includes('File'))).toEqual([])
  })

  it('says when to ask again where there is no file yet', async () => {
    const { client } = await openAlipayShop()
    await expect(gather(downloadStatement(client, { date: today }))).rejects.toMatchObject({
      providerCode: 'BILL_NOT_EXIST',
      next: expect.stringContaining('09:00'),
    })
  })

  it('whose address has expired is told as such', async () => {
    const { client, mock, download } = await openDay()
    const late: Download = (request, options) => {
      mock.clock.advance(31_000)
      return download(request, options)
    }
    await expect(gather(downloadStatement(client, { date: today }, { download: late }))).rejects.toMatchObject({
      code: 'PROVIDER_ERROR',
      status: 403,
      next: expect.stringContaining('30 seconds'),
    })
  })

  it.each(['2026-3-4', '', '2026-02-31x', '2026-02-29'])('refuses the date %j', async (date) => {
    const { client } = await openAlipayShop()
    await expect(gather(downloadStatement(client, { date }))).rejects.toMatchObject({ code: 'PARAMETERS_INVALID' })
  })
})

describe('the address of an Alipay statement', () => {
  it.each([
    'https://evil.example/a.zip',
    'https://dwbillcenter.alipay.com.evil.example/a.zip',
    'https://evilalipay.com/a.zip',
    'https://user:word@dwbillcenter.alipay.com/a.zip',
    'http://dwbillcenter.alipay.com:8080/a.zip',
    'ftp://dwbillcenter.alipay.com/a.zip',
    'nothing',
  ])('is not asked: %s', async (url) => {
    const { rows, sent } = openFile(bytes(sizesBehind), { url })
    await expect(rows()).rejects.toMatchObject({ code: 'CONFIG_INVALID', outcome: 'unknown' })
    expect(sent).toEqual([])
  })

  it('is asked by https even if it says http', async () => {
    const { rows, sent } = openFile(bytes(sizesBehind), { url: address.replace('https', 'http') })
    await rows()
    expect(sent[0]!.url).toBe(address)
  })

  it.each(['files.example', '.example'])('may be on a host that the caller names: %s', async (host) => {
    const url = 'https://files.example/a.zip'
    const { rows, sent } = openFile(bytes(sizesBehind), { url, options: { statementHosts: [host] } })
    await rows()
    expect(sent[0]!.url).toBe(url)
  })

  it('that answers with an error page gives no rows', async () => {
    const { rows } = openFile(new TextEncoder().encode('<h1>busy</h1>'), { status: 503 })
    await expect(rows()).rejects.toSatisfy((error) => isShroffError(error, 'PROVIDER_ERROR'))
  })
})
