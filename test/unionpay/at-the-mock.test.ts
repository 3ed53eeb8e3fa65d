import { amount, type Transport } from 'shroff'
import { advanceClock, pay, settleRefund } from 'shroff/mock'
import { fetchDownload, type StatementRow } from 'shroff/statement'
import {
  callProvider,
  captureFunds,
  createPayment,
  decryptCardNumber,
  downloadStatement,
  encryptCardFields,
  fetchEncryptionKey,
  freezeFunds,
  getPayment,
  readAppResult,
  receiveReturn,
  refundPayment,
  type UnionpayOptions,
  unionpay,
} from 'shroff/unionpay'
import { payInApp } from 'shroff/unionpay/mock'
import { describe, expect, it } from 'vitest'
import { failure } from '../support/failure.js'
import { noon } from '../support/noon.js'
import { tea } from '../support/unionpay.js'
import { openUnionpayShop } from '../support/unionpay-shop.js'
import { inputsOf } from './mock/shop.js'

const { orderId, placedAt } = tea
const provider = 'unionpay'
const methods = ['01', '11'] as const

describe.each(methods)('with signMethod %s, at the mock', (signMethod) => {
  const open = () => openUnionpayShop({ signMethod })

  it('a day’s statement has what was paid and given back, from the next morning on', async () => {
    const { client, mock } = await open()
    await createPayment(client, { channel: 'qr', ...tea })
    await pay(mock, { provider, orderId })
    advanceClock(mock, 60_000)
    const { paymentId } = await getPayment(client, { orderId, placedAt })
    const refund = { refundId: 'R0001001', placedAt: new Date(mock.clock.now()), amount: amount('5.00', 'CNY') }
    await refundPayment(client, { ...refund, paymentId: paymentId!, notifyUrl: tea.notifyUrl })
    await settleRefund(mock, { provider, refundId: refund.refundId })
    const download = fetchDownload({ fetch: mock.fetch })
    const gather = async () => {
      const rows: StatementRow[] = []
      for await (const row of downloadStatement(client, { date: '2026-03-04' }, { download })) rows.push(row)
      return rows
    }
    expect((await failure(gather())).code).toBe('STATEMENT_NOT_READY')
    advanceClock(mock, 24 * 3_600_000)
    expect(await gather()).toMatchObject([
      { kind: 'payment', orderId, paymentId, amount: tea.amount, fee: { value: 15 }, time: noon },
      { kind: 'refund', orderId, paymentId, refundId: 'R0001001', amount: refund.amount, fee: { value: 0 } },
    ])
  })

  it('the encryption certificate comes, and a call that has no action here', async () => {
    const { client, mock } = await open()
    const { certificate, notAfter } = await fetchEncryptionKey(client, { orderId: 'E20260304', placedAt })
    expect(notAfter.getTime()).toBeGreaterThan(mock.clock.now())
    expect(certificate).toMatch(/^-----BEGIN CERTIFICATE-----\r\n/)
    const fields = { txnType: '00', txnSubType: '00', bizType: '000000', orderId, txnTime: '20260304120000' }
    const path = '/gateway/api/queryTrans.do'
    expect(await failure(callProvider(client, { path, fields, repeatable: true }))).toMatchObject({
      providerCode: '34',
    })
  })

  it('the payer’s browser comes back', async () => {
    const { account, client, mock } = await open()
    const returnUrl = 'https://shop.example/return?shop=1'
    const { nextAction } = await createPayment(client, { channel: 'page', ...tea, returnUrl })
    const post = async (url: string, body: BodyInit) =>
      (await mock.fetch(new Request(url, { method: 'POST', body }))).text()
    const cashier = await post(nextAction.url, new URLSearchParams(nextAction.fields))
    const [, button] = /action="([^"]*\/pay)"/.exec(cashier)!
    const fields = inputsOf(await post(new URL(button!, nextAction.url).href, ''))
    const incoming = new Request(returnUrl, { method: 'POST', body: new URLSearchParams(fields) })
    expect(await receiveReturn(account, incoming)).toMatchObject({
      type: 'payment',
      orderId,
      placedAt,
      amount: tea.amount,
      status: 'paid',
      paymentId: (await getPayment(client, { orderId, placedAt })).paymentId,
    })
  })
})

describe('at the mock', () => {
  it('card numbers go there and come back encrypted', async () => {
    const { client, account, mock } = await openUnionpayShop({ accNo: 'encrypted' })
    const { certificate, certId } = await fetchEncryptionKey(client, { orderId: 'E20260304', placedAt })
    const options = { ...mock.credentials('unionpay'), encryptionCertificate: certificate } as UnionpayOptions
    const { encryptCertId } = await encryptCardFields(unionpay(options), { cardNumber: '6216261000000000018' })
    expect(encryptCertId).toBe(certId)
    await createPayment(client, { channel: 'qr', ...tea })
    await pay(mock, { provider, orderId })
    const { cardNumber } = await getPayment(client, { orderId, placedAt })
    expect(cardNumber).toMatch(/^[A-Za-z0-9+/]{342}==$/)
    expect(await decryptCardNumber(account, cardNumber!)).toMatch(/^[\d*]{4,19}$/)
  })

  it.each(['success', 'fail', 'cancel'] as const)('the app brings back %s', async (result) => {
    const { client, account, mock } = await openUnionpayShop()
    const { nextAction } = await createPayment(client, { channel: 'app', ...tea })
    const { tn } = nextAction.payload
    const { resultData, certificate } = await payInApp(mock, { tn, result })
    const options = { certificates: certificate, unsafeSha1: true }
    expect(await readAppResult(account, resultData, options)).toMatchObject({ result, tn })
    expect((await failure(readAppResult(account, resultData, { certificates: certificate }))).code).toBe(
      'SIGNATURE_INVALID',
    )
  })

  it('a statement has the taking of a hold, and not the hold', async () => {
    const { client, mock } = await openUnionpayShop()
    const { orderId: _, ...rest } = tea
    await freezeFunds(client, { channel: 'qr', freezeId: 'F0001001', ...rest })
    await pay(mock, { provider, orderId: 'F0001001' })
    advanceClock(mock, 60_000)
    const later = new Date(mock.clock.now())
    const query = { txnType: '00', txnSubType: '00', bizType: '000000', orderId: 'F0001001', txnTime: '20260304120000' }
    const hold = await callProvider(client, { path: '/gateway/api/queryTrans.do', fields: query, repeatable: true })
    const taken = amount('8.00', 'CNY')
    const capture = { captureId: 'C0001001', placedAt: later, amount: taken, authorizationId: hold.queryId! }
    await captureFunds(client, { ...capture, notifyUrl: tea.notifyUrl })
    advanceClock(mock, 24 * 3_600_000)
    const rows: StatementRow[] = []
    const download = fetchDownload({ fetch: mock.fetch })
    for await (const row of downloadStatement(client, { date: '2026-03-04' }, { download })) rows.push(row)
    expect(rows).toMatchObject([{ kind: 'payment', orderId: 'C0001001', amount: taken }])
  })

  it('a statement is asked for once more where the first time nothing came', async () => {
    const { client, mock } = await openUnionpayShop()
    await createPayment(client, { channel: 'qr', ...tea })
    await pay(mock, { provider, orderId })
    advanceClock(mock, 24 * 3_600_000)
    let tries = 0
    const fetch = async (request: Request) => {
      tries += 1
      if (tries === 1) throw new TypeError('the connection broke')
      return mock.fetch(request)
    }
    const transport: Transport = async () => {
      throw new Error('the client’s transport was asked')
    }
    const rows = downloadStatement(
      { ...client, transport },
      { date: '2026-03-04' },
      { download: fetchDownload({ fetch }) },
    )
    expect((await rows.next()).value).toMatchObject({ kind: 'payment', orderId })
    expect(tries).toBe(2)
  })
})
