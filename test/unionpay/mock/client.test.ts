import { amount, createClient } from 'shroff'
import { createMockGateway, pay, presentCode, settleRefund } from 'shroff/mock'
import * as entry from 'shroff/unionpay'
import { answerNext, mockUnionpay, payInApp } from 'shroff/unionpay/mock'
import { describe, expect, it } from 'vitest'
import { failure } from '../../support/failure.js'
import { noon } from '../../support/noon.js'
import { inputsOf, provider } from './shop.js'

// What a shop does at this mock by our own client. Each action's own tests hold the rest.

const placedAt = noon
const tea = { orderId: 'T1000001', placedAt, amount: amount('25.00', 'CNY'), notifyUrl: 'https://shop.example/notify' }
const named = { orderId: tea.orderId, placedAt }

async function open() {
  const mock = await createMockGateway({ providers: [mockUnionpay()], now: noon })
  const account = entry.unionpay(mock.credentials('unionpay'))
  return { mock, account, client: createClient({ account, transport: mock.transport }) }
}

async function paid() {
  const shop = await open()
  await entry.createPayment(shop.client, { channel: 'qr', ...tea })
  await pay(shop.mock, { provider, orderId: tea.orderId })
  const { paymentId = '' } = await entry.getPayment(shop.client, named)
  return { ...shop, paymentId }
}

describe('a shop at the mock', () => {
  it('refunds by either number', async () => {
    const { mock, client, paymentId } = await paid()
    const refund = { refundId: 'R1000001', placedAt, amount: amount('5.00', 'CNY') }
    const { refundId } = await entry.refundPayment(client, { ...refund, paymentId })
    const status = async () => (await entry.getRefund(client, { refundId, placedAt })).status
    expect(await status()).toBe('pending')
    await settleRefund(mock, { provider, refundId })
    expect(await status()).toBe('succeeded')
    const { orderId, placedAt: orderPlacedAt } = named
    const other = { ...refund, refundId: 'R1000002', orderId, orderPlacedAt }
    expect(await entry.refundPayment(client, other)).toMatchObject({ status: 'pending', paymentId })
  })

  it('finds a refund whose answer said nothing, and sends it no second time', async () => {
    const { mock, client, paymentId } = await paid()
    answerNext(mock, { txnType: '04', respCode: '04' })
    const refund = { refundId: 'R1000001', placedAt, amount: amount('5.00', 'CNY'), paymentId }
    expect(await failure(entry.refundPayment(client, refund))).toMatchObject({ outcome: 'unknown', providerCode: '04' })
    expect(await entry.getRefund(client, { refundId: 'R1000001', placedAt })).toMatchObject({ status: 'pending' })
    expect(await failure(entry.refundPayment(client, refund))).toMatchObject({ code: 'ORDER_ID_USED' })
  })

  it.each([
    ['pays', 'paid'],
    ['types-password', 'reversed'],
    ['refuses', 'reversed'],
  ] as const)('settles the code of a payer who %s: %s', async (payer, result) => {
    const { mock, client } = await open()
    const payerCode = presentCode(mock, { provider, payer })
    expect(await entry.settlePayment(client, { ...tea, payerCode })).toMatchObject({ result })
    if (result === 'reversed') await expect(pay(mock, { provider, orderId: tea.orderId })).rejects.toThrow('is closed')
  })

  it('voids, holds, takes and lets go', async () => {
    const { mock, client, paymentId } = await paid()
    await entry.cancelPayment(client, { cancelId: 'V1000001', placedAt, amount: tea.amount, paymentId })
    expect(await entry.getCancel(client, { cancelId: 'V1000001', placedAt })).toMatchObject({ status: 'succeeded' })
    const { orderId: _, ...hold } = tea
    await entry.freezeFunds(client, { channel: 'qr', freezeId: 'F1000001', ...hold })
    await pay(mock, { provider, orderId: 'F1000001' })
    const { status, authorizationId = '' } = await entry.getFreeze(client, { freezeId: 'F1000001', placedAt })
    expect(status).toBe('frozen')
    const captured = { captureId: 'P1000001', placedAt, amount: amount('28.75', 'CNY'), authorizationId }
    await entry.captureFunds(client, captured)
    expect(await entry.getCapture(client, { captureId: 'P1000001', placedAt })).toMatchObject({ status: 'succeeded' })
  })

  it('sends the browser to the cashier, and reads what it brings back', async () => {
    const { mock, client, account } = await open()
    const { nextAction } = await entry.createPayment(client, {
      channel: 'page',
      ...tea,
      returnUrl: 'https://shop.example/back',
    })
    const post = (url: string, fields: Record<string, string> = {}) =>
      mock.fetch(new Request(url, { method: 'POST', body: new URLSearchParams(fields) })).then((page) => page.text())
    const shown = await post(nextAction.url, { ...nextAction.fields })
    const back = await post(new URL(/action="([^"]+pay)"/.exec(shown)![1]!, nextAction.url).href)
    const body = new URLSearchParams(inputsOf(back))
    const request = new Request('https://shop.example/back', { method: 'POST', body })
    expect(await entry.receiveReturn(account, request)).toMatchObject({ status: 'paid', orderId: tea.orderId })
  })

  it('reads what the control in its app gives', async () => {
    const { mock, client, account } = await open()
    const { nextAction } = await entry.createPayment(client, { channel: 'app', ...tea })
    const { tn } = nextAction.payload
    const { resultData, certificate } = await payInApp(mock, { tn })
    const told = await entry.readAppResult(account, resultData, { certificates: certificate, unsafeSha1: true })
    expect(told).toMatchObject({ result: 'success', tn })
    expect(await entry.getPayment(client, named)).toMatchObject({ status: 'paid' })
  })

  it('asks for the certificate of sensitive fields', async () => {
    const { client } = await open()
    const told = await entry.fetchEncryptionKey(client, { orderId: 'E1000001', placedAt })
    expect(told).toMatchObject({ certId: '69903319370' })
  })
})
