import { createPublicKey } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { amount, createClient, fetchTransport } from 'shroff'
import { advanceClock, pay, settleRefund } from 'shroff/mock'
import { listen } from 'shroff/mock/server'
import { createPayment, refundPayment, wechatpay } from 'shroff/wechatpay'
import { describe, expect, it } from 'vitest'
import { type Download, fetchDownload } from '../../../src/statement/download.js'
import { downloadStatement } from '../../../src/wechatpay/actions/downloadStatement.js'
import { seal } from '../../../src/wechatpay/seal.js'
import { judgeRequest } from '../../oracle/wechatpay.js'
import { address, bill, columns, gather, openBill, sha1 } from '../../statement/bill.js'
import { options as merchant, merchantPem, now } from '../../support/wechatpay.js'
import { openAnswering } from '../../support/wechatpay-answering.js'
import { openWechatpayShop, tea } from '../../support/wechatpay-shop.js'

const hours = 3_600_000
const today = '2026-03-04'

/** A day with a payment of 25 yuan and a refund of 5, read the morning after. */
async function openDay(mode?: 'later') {
  const shop = await openWechatpayShop()
  await createPayment(shop.client, { channel: 'qr', ...tea, description: 'Tea, green\n乌龙茶' })
  await pay(shop.mock, { provider: 'wechatpay', orderId: 'T-1001' })
  const parts = { amount: amount('5.00', 'CNY'), orderAmount: tea.amount }
  await refundPayment(shop.client, { orderId: 'T-1001', refundId: 'R-1', ...parts })
  await settleRefund(shop.mock, { provider: 'wechatpay', refundId: 'R-1' })
  if (mode !== 'later') advanceClock(shop.mock, 24 * hours)
  const download = fetchDownload({ fetch: shop.mock.fetch })
  return { ...shop, download }
}

describe('a WeChat Pay statement', () => {
  it.each([{}, { provisional: true }])('comes from the mock as uniform rows: %j', async (options) => {
    const { client, download } = await openDay()
    const rows = await gather(downloadStatement(client, { date: today }, { download, ...options }))
    const common = {
      orderId: 'T-1001',
      paymentId: expect.stringMatching(/^\d{28}$/),
      time: new Date('2026-03-04T04:00:00Z'),
    }
    expect(rows).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          ...common,
          kind: 'payment',
          amount: { currency: 'CNY', value: 2500 },
          fee: { currency: 'CNY', value: 15 },
        }),
        expect.objectContaining({
          ...common,
          kind: 'refund',
          refundId: 'R-1',
          refundStatus: 'succeeded',
          amount: { currency: 'CNY', value: 500 },
          fee: { currency: 'CNY', value: -3 },
        }),
      ]),
    )
    expect(rows).toHaveLength(2)
    expect(rows[0]!.raw.商品名称).toBe('Tea\\  green\\n乌龙茶')
  })

  it('comes from a mock on a port of its own', async () => {
    const { mock, credentials } = await openDay()
    const server = await listen(mock)
    try {
      const account = wechatpay({ ...credentials, hosts: [server.urls.wechatpay] })
      const client = createClient({ account, transport: fetchTransport() })
      expect(await gather(downloadStatement(client, { date: today }))).toHaveLength(2)
    } finally {
      await server.close()
    }
  })

  it('signs the request for the file, path and query as given', async () => {
    const { client, mock, download } = await openDay()
    await gather(downloadStatement(client, { date: today }, { download, provisional: true }))
    const file = mock.journal.at(-1)
    expect(file).toMatchObject({ kind: 'request', reply: { status: 200, headers: { 'content-type': 'text/plain' } } })
  })

  it('has the same bytes again for the same day, in the form that was asked for', async () => {
    const { client, mock, download } = await openDay()
    const read = async () => {
      await gather(downloadStatement(client, { date: today }, { download, provisional: true }))
      const entry = mock.journal.at(-1)
      return entry?.kind === 'request' ? gunzipSync(entry.reply!.body) : undefined
    }
    const first = await read()
    advanceClock(mock, 48 * hours)
    expect(await read()).toEqual(first)
  })

  it('is read as the documentation lays it out', async () => {
    const { rows } = openBill(gzipSync(bill), { hash: sha1(bill) })
    const common = { orderId: 'T-1', paymentId: '4200000000202603031234567890', raw: expect.any(Object) }
    expect(await gather(rows)).toEqual([
      {
        ...common,
        kind: 'payment',
        amount: { currency: 'CNY', value: 2500 },
        fee: { currency: 'CNY', value: 15 },
        time: new Date('2026-03-03T02:20:30Z'),
      },
      {
        ...common,
        kind: 'refund',
        refundId: 'R-1',
        refundStatus: 'pending',
        amount: { currency: 'CNY', value: 500 },
        fee: { currency: 'CNY', value: -3 },
        time: new Date('2026-03-03T15:59:59Z'),
      },
    ])
  })

  it.each([
    ['plain', bill],
    ['with a byte order mark', `\ufeff${bill}`],
    ['with line feeds alone', bill.replaceAll('\r', '')],
    ['with a line feed at the end', `${bill}\r\n`],
    [
      'with back-ticks before the names',
      bill.replace(
        columns,
        columns.replace(/^|,/g, (sign) => `${sign}\``),
      ),
    ],
  ])('is read %s', async (_, text) => {
    expect(await gather(openBill(text).rows)).toMatchObject([{ kind: 'payment' }, { kind: 'refund' }])
  })

  it('leaves a text alone that looks like a cell, a formula or a quotation', async () => {
    const [row] = await gather(openBill(bill).rows)
    expect(row!.raw.商品名称).toBe('Tea\\  green, "best" =1+1')
  })

  it.each([
    ['SUCCESS', 'succeeded'],
    ['FAIL', 'closed'],
    ['CHANGE', 'needs-action'],
  ])('tells a refund’s state %s as %s', async (wire, status) => {
    const { rows } = openBill(bill.replace('`PROCESSING', `\`${wire}`))
    expect((await gather(rows))[1]).toMatchObject({ refundStatus: status })
  })

  it('leaves out a fee with a fraction of a fen', async () => {
    const [row] = await gather(openBill(bill.replace('`0.15000', '`0.00015')).rows)
    expect(row).not.toHaveProperty('fee')
  })

  it('gives no rows for a day without any', async () => {
    const { client, download } = await openDay()
    expect(await gather(downloadStatement(client, { date: '2026-03-01' }, { download }))).toEqual([])
  })

  it('does not take a server’s trouble for a day without any', async () => {
    const body = { code: 'NO_STATEMENT_EXIST', message: '账单不存在' }
    const { client } = openAnswering({ status: 502, body })
    await expect(gather(downloadStatement(client, { date: '2026-03-03' }))).rejects.toMatchObject({
      outcome: 'unknown',
    })
  })

  it('says when to ask again while the file is being made', async () => {
    const { client, mock, download } = await openDay('later')
    advanceClock(mock, 14 * hours)
    await expect(gather(downloadStatement(client, { date: today }, { download }))).rejects.toMatchObject({
      providerCode: 'STATEMENT_CREATING',
      action: 'downloadStatement',
      next: expect.stringContaining('10:00'),
    })
  })

  it.each(['2026-3-4', '20260304', '2026-13-01', '2026-02-29', '2026-04-31', '', undefined])(
    'refuses the date %j before anything is sent',
    async (date) => {
      const { client, requests } = openAnswering([])
      await expect(gather(downloadStatement(client, { date: date as string }))).rejects.toMatchObject({
        code: 'PARAMETERS_INVALID',
        outcome: 'not-sent',
      })
      expect(requests).toEqual([])
    },
  )

  it('asks for nothing until the first row is wanted', async () => {
    const { requests } = openBill(bill)
    expect(requests).toEqual([])
  })

  it('is of the day that was asked for, whatever the caller writes into the object until then', async () => {
    const { client, requests } = openAnswering({ status: 500 })
    const day = { date: '2026-03-03' }
    const rows = downloadStatement(client, day)
    day.date = '2026-03-02'
    await expect(gather(rows)).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' })
    expect(requests[0]!.url).toContain('bill_date=2026-03-03')
  })
})

describe('the address of a WeChat Pay statement', () => {
  it.each([
    'https://evil.example/v3/billdownload/file?token=a',
    'http://api.mch.weixin.qq.com/v3/billdownload/file?token=a',
    'https://api.mch.weixin.qq.com.evil.example/v3/billdownload/file?token=a',
    'https://api.mch.weixin.qq.com:8443/v3/billdownload/file?token=a',
    'https://user@api.mch.weixin.qq.com/v3/billdownload/file?token=a',
    'https://xapi.mch.weixin.qq.com/file',
    'file:///etc/passwd',
    'no address',
  ])('is refused before anything is signed for it: %s', async (url) => {
    const { rows, sent } = openBill(bill, { url })
    await expect(gather(rows)).rejects.toMatchObject({ code: 'CONFIG_INVALID', outcome: 'unknown' })
    expect(sent).toEqual([])
  })

  it('is asked with an Authorization over its path and query', async () => {
    const { rows, sent } = openBill(bill)
    await gather(rows)
    expect(sent).toHaveLength(2)
    expect(sent[0]!.url).toBe(address)
    const { merchantId, serial } = merchant
    for (const request of sent) {
      const facts = { merchantId, serial, publicKey: createPublicKey(merchantPem), now, knownRoute: false }
      expect(() => judgeRequest({ method: 'GET', ...request }, facts)).not.toThrow()
    }
    expect(sent[1]!.headers.authorization).not.toBe(sent[0]!.headers.authorization)
  })

  it('that has expired is told as such', async () => {
    const { client, mock } = await openDay()
    const real = fetchDownload({ fetch: mock.fetch })
    const late: Download = async (request, options) => {
      mock.clock.advance(301_000)
      // The signature is as old as the address by now; only the token is to be judged here.
      const url = new URL(request.url)
      const fresh = await seal(client.account, { method: 'GET', path: url.pathname + url.search }, url.origin)
      return real(fresh, options)
    }
    const options = { download: late }
    await expect(gather(downloadStatement(client, { date: today }, options))).rejects.toMatchObject({
      code: 'REQUEST_REFUSED',
      providerCode: 'INVALID_REQUEST',
      next: expect.stringContaining('5 minutes'),
    })
  })

  it.each([{}, { provisional: true }])(
    'that says there is no statement contradicts the answer that named it: %j',
    async (options) => {
      const body = JSON.stringify({ code: 'NO_STATEMENT_EXIST', message: '账单不存在' })
      const { rows } = openBill(body, { status: 400, options })
      await expect(gather(rows)).rejects.toMatchObject({
        providerCode: 'NO_STATEMENT_EXIST',
        action: 'downloadStatement',
      })
    },
  )

  it.each([{ hash_type: 'MD5' }, { hash_value: 'abc' }, { hash_value: undefined }, { download_url: 5 }])(
    'comes with a hash that can be checked, or not at all: %j',
    async (link) => {
      const { rows, sent } = openBill(bill, { link })
      await expect(gather(rows)).rejects.toMatchObject({ code: 'BODY_INVALID' })
      expect(sent).toEqual([])
    },
  )
})
