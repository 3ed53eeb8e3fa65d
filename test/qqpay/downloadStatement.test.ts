import { gzipSync } from 'node:zlib'
import { createClient, type WireRequest } from 'shroff'
import { advanceClock, pay, settleRefund } from 'shroff/mock'
import { createPayment, downloadStatement, downloadStatementParameters, refundPayment } from 'shroff/qqpay'
import { type Download, fetchDownload, type StatementRow } from 'shroff/statement'
import { describe, expect, it } from 'vitest'
import { judgeRequest } from '../oracle/qqpay/wire.js'
import { codeOf, failure } from '../support/failure.js'
import { accountOf, apiKey, facts, openQqpayShop, tea } from '../support/qqpay.js'

const day = 24 * 3_600_000

// The columns that one public client lists (code.ponfee.qpay, Bills.java); the rest of the layout is WeChat Pay's, unconfirmed.
const columns =
  '交易时间,商户号,商户APPID,子商户号,子商户APPID,用户标识,设备号,支付方式,商户订单号,QQ钱包订单号,付款银行,货币种类,订单金额,商户优惠金额,商户应收金额,QQ钱包优惠金额,用户支付金额,交易状态,退款提交时间,商户退款订单号,QQ钱包退款订单号,退款金额,退还QQ钱包优惠金额,退款状态,退款成功时间,退款方式,商品名称,商户数据包,手续费金额,费率'
const names = columns.split(',')
const cells = (given: Record<string, string>) => names.map((name) => `\`${given[name] ?? ''}`).join(',')
const payment = {
  交易时间: '2026-03-03 11:00:00',
  商户订单号: 'T1001',
  QQ钱包订单号: '1353933301461607211903715555',
  货币种类: 'CNY',
  订单金额: '25.00',
  交易状态: 'SUCCESS',
  商品名称: 'tea, hot',
  手续费金额: '0.15',
}
const refund = {
  ...payment,
  交易状态: 'REFUND',
  退款提交时间: '2026-03-03 12:30:00',
  商户退款订单号: 'T1001R1',
  QQ钱包退款订单号: '1121218133801201611098791376',
  退款金额: '5.00',
  退款状态: 'SUCCESS',
  手续费金额: '-0.03',
}
const fileOf = (...rows: Record<string, string>[]) =>
  [`\ufeff${columns}`, ...rows.map(cells), '总交易单数,订单总金额', `\`${rows.length},\`25.00`, ''].join('\r\n')

/** A QQ Wallet that answers with this; the client's own transport is never asked. */
function open(text: string | Uint8Array, status = 200, account = accountOf()) {
  const sent: WireRequest[] = []
  const download: Download = async (request) => {
    sent.push(request)
    return { status, headers: {}, body: new Blob([text as Uint8Array<ArrayBuffer>]).stream() }
  }
  const transport = async () => {
    throw new Error('the client’s transport was asked')
  }
  const client = createClient({ account, transport, retry: { attempts: 1 } })
  const rows = async (date = '2026-03-03') => {
    const found: StatementRow[] = []
    for await (const row of downloadStatement(client, { date }, { download })) found.push(row)
    return found
  }
  return { sent, rows }
}

describe('a statement', () => {
  it('is asked for by its day, and gives payments and refunds', async () => {
    const { sent, rows } = open(fileOf(payment, refund))
    expect(await rows()).toEqual([
      {
        kind: 'payment',
        orderId: 'T1001',
        paymentId: payment.QQ钱包订单号,
        amount: { currency: 'CNY', value: 2500 },
        fee: { currency: 'CNY', value: 15 },
        time: new Date('2026-03-03T03:00:00Z'),
        raw: expect.objectContaining(payment),
      },
      {
        kind: 'refund',
        orderId: 'T1001',
        paymentId: payment.QQ钱包订单号,
        refundId: 'T1001R1',
        amount: { currency: 'CNY', value: 500 },
        fee: { currency: 'CNY', value: -3 },
        time: new Date('2026-03-03T04:30:00Z'),
        refundStatus: 'succeeded',
        raw: expect.objectContaining(refund),
      },
    ])
    expect(judgeRequest(sent[0]!, facts)).toMatchObject({ bill_date: '20260303', bill_type: 'ALL', tar_type: 'GZIP' })
  })

  it('may be packed, have its columns in another order, and more of them', async () => {
    expect(await open(gzipSync(fileOf(payment))).rows()).toHaveLength(1)
    const turned = [...names].reverse()
    const line = turned.map((name) => `\`${(payment as Record<string, string>)[name] ?? ''}`).join(',')
    const text = [`${turned.join(',')},新列`, `${line},\`x`, '总交易单数', '`1', ''].join('\n')
    expect(await open(text).rows()).toMatchObject([{ orderId: 'T1001', amount: { value: 2500 } }])
  })

  it('leaves out what a row does not tell', async () => {
    const [reversal] = await open(
      fileOf({ ...refund, 商户退款订单号: '', 退款状态: 'SOMETHING', 手续费金额: '' }),
    ).rows()
    expect(reversal).toMatchObject({ kind: 'refund', amount: { value: 500 } })
    for (const name of ['refundId', 'refundStatus', 'fee']) expect(reversal).not.toHaveProperty(name)
  })

  it.each([
    ['cut before its summary', fileOf(payment).split('\r\n').slice(0, 2).join('\r\n')],
    ['with a row that its summary does not count', fileOf(payment).replace('`1,`25.00', '`2,`25.00')],
    ['without a column that is needed', fileOf(payment).replace('退款金额', '别的')],
    ['with a column twice', fileOf(payment).replace('商户APPID', '商户号')],
    ['with a cell too many', fileOf(payment).replace('`tea', '`x,`tea')],
    ['with a row without its number', fileOf({ ...payment, QQ钱包订单号: '' })],
    ['in another currency', fileOf({ ...payment, 货币种类: 'USD' })],
    ['with an amount that is none', fileOf({ ...payment, 订单金额: '25,00' })],
    ['with an amount below zero', fileOf({ ...payment, 订单金额: '-25.00' })],
    ['with a time that is none', fileOf({ ...payment, 交易时间: 'noon' })],
    ['empty', ''],
    ['a page of a proxy', '<html><body>busy</body></html>'],
    ['a packed file cut short', gzipSync(fileOf(payment)).subarray(0, 60)],
  ])('is refused: %s', async (_, text) => {
    const error = await failure(open(text).rows())
    expect(error).toMatchObject({
      code: 'BODY_INVALID',
      provider: 'qqpay',
      action: 'downloadStatement',
      authentic: false,
    })
    expect(error.message).not.toContain(apiKey)
  })

  it('is refused in QQ Wallet’s words; before ten of the next day it is not ready', async () => {
    const text = "<?xml version='1.0'?><xml><retcode>88222005</retcode><retmsg>无账单</retmsg></xml>"
    const facts = { providerCode: '88222005', providerMessage: '无账单', authentic: false }
    expect(await failure(open(text).rows('2026-03-02'))).toMatchObject({
      code: 'PROVIDER_ERROR',
      outcome: 'unknown',
      ...facts,
    })
    // Noon of the fourth: the third's is safe from 10:00 on, the fourth's is not.
    expect(await failure(open(text).rows('2026-03-04'))).toMatchObject({ code: 'STATEMENT_NOT_READY', ...facts })
    expect(await failure(open('busy', 502).rows())).toMatchObject({ code: 'PROVIDER_UNAVAILABLE', status: 502 })
  })

  it('of no day is refused before anything is sent', async () => {
    const { sent, rows } = open(fileOf(payment))
    expect(await codeOf(rows('2026-02-30'))).toBe('PARAMETERS_INVALID')
    expect(sent).toEqual([])
    expect(downloadStatementParameters['~standard'].validate({ date: '20260303' })).toHaveProperty('issues')
  })
})

it('the mock’s has what its book has, the same whenever it is asked for', async () => {
  const { client, mock } = await openQqpayShop()
  const provider = 'qqpay'
  await createPayment(client, { channel: 'qr', ...tea })
  await pay(mock, { provider, orderId: 'T1001' })
  await refundPayment(client, { orderId: 'T1001', refundId: 'R1', amount: { currency: 'CNY', value: 500 } })
  const rows = async (date: string) => {
    const found: StatementRow[] = []
    const download = fetchDownload({ fetch: mock.fetch })
    for await (const row of downloadStatement(client, { date }, { download })) found.push(row)
    return found.map(({ kind, orderId, refundId, amount, refundStatus }) => [
      kind,
      orderId,
      refundId,
      amount.value,
      refundStatus,
    ])
  }
  expect(await codeOf(rows('2026-03-04'))).toBe('STATEMENT_NOT_READY')
  advanceClock(mock, day)
  await settleRefund(mock, { provider, refundId: 'R1' })
  const all = [
    ['payment', 'T1001', undefined, 2500, undefined],
    ['refund', 'T1001', 'R1', 500, 'pending'],
  ]
  expect((await rows('2026-03-04')).sort()).toEqual(all)
  advanceClock(mock, 10 * day)
  expect((await rows('2026-03-04')).sort()).toEqual(all)
  expect(await codeOf(rows('2026-03-05'))).toBe('PROVIDER_ERROR')
})
