import { createClient, type WireRequest } from 'shroff'
import { advanceClock, createMockGateway, deliverWebhooks, failNext, pay, presentCode, settleRefund } from 'shroff/mock'
import * as qqpay from 'shroff/qqpay'
import { type MockQqpayOptions, mockQqpay } from 'shroff/qqpay/mock'
import { describe, expect, it } from 'vitest'
import { appSign, type Fields, readXml, signOf, writeXml } from '../oracle/qqpay/wire.js'
import { codeOf, failure } from '../support/failure.js'
import { noon } from '../support/noon.js'
import { openQqpayShop, tea } from '../support/qqpay.js'

const minute = 60_000
const day = 24 * 60 * minute
const provider = 'qqpay'
const { notifyUrl: _, ...sale } = tea
const at = { provider, orderId: tea.orderId } as const
const paidBy = { orderId: tea.orderId }
const five = { currency: 'CNY', value: 500 } as const

async function placed(options: MockQqpayOptions = {}) {
  const shop = await openQqpayShop(options)
  const order = await qqpay.createPayment(shop.client, { channel: 'qr', ...tea })
  return { ...shop, order }
}
async function paid(options: MockQqpayOptions = {}, coupon = 0) {
  const shop = await placed(options)
  await pay(shop.mock, { ...at, coupon })
  return shop
}
async function charged(payer: 'pays' | 'types-password', options: MockQqpayOptions = {}) {
  const shop = await openQqpayShop(options)
  const payerCode = presentCode(shop.mock, { provider, payer })
  const order = await qqpay.createPayment(shop.client, { channel: 'barcode', ...sale, payerCode, deviceId: 'till' })
  return { ...shop, order }
}

/** A request written by hand, by the documentation and not by our client; what it is answered. */
async function send(
  change: (request: { fields: Fields; path: string; method: string; text?: string; key: string }) => void,
  options: MockQqpayOptions = {},
) {
  const mock = await createMockGateway({ providers: [mockQqpay(options)], now: noon })
  const { merchantId, apiKey } = mock.credentials('qqpay')
  const request: Parameters<typeof change>[0] = {
    method: 'POST',
    path: '/cgi-bin/pay/qpay_order_query.cgi',
    fields: { mch_id: merchantId, nonce_str: 'N1', out_trade_no: 'T1' },
    key: apiKey,
  }
  change(request)
  const { fields, key, path, method } = request
  const text = request.text ?? writeXml({ sign: signOf(fields, key), ...fields })
  const wire: WireRequest = {
    method,
    url: `https://qpay.qq.com${path}`,
    headers: {},
    body: new Uint8Array(Buffer.from(text)),
  }
  const reply = await mock.transport(wire, { signal: new AbortController().signal })
  const told = readXml(Buffer.from(reply.body).toString())
  return [told.return_code, told.err_code ?? told.return_msg, 'sign' in told]
}

describe('a request is checked', () => {
  it.each<[string, string, boolean, Parameters<typeof send>[0]]>([
    ['as it should be', 'ORDERNOTEXIST', true, () => {}],
    ['signed in small letters', 'ORDERNOTEXIST', true, (r) => (r.fields.sign = signOf(r.fields, r.key).toLowerCase())],
    ['with fields that one client always sends', 'ORDERNOTEXIST', true, ({ fields }) => (fields.fee_type = 'CNY')],
    ['with an empty field, which is not signed', 'ORDERNOTEXIST', true, ({ fields }) => (fields.attach = '')],
    ['by another verb', 'XML格式错误', false, (r) => (r.method = 'PUT')],
    ['as JSON', 'XML格式错误', false, (r) => (r.text = '{}')],
    ['with a DTD', 'XML格式错误', false, (r) => (r.text = '<!DOCTYPE a><xml></xml>')],
    [
      'of nobody',
      '商户号不存在 (this mock gateway plays for merchant 1900000109)',
      false,
      ({ fields }) => (fields.mch_id = '1900000999'),
    ],
    ['without a signature', '签名错误', false, ({ fields }) => (fields.sign = '')],
    ['under another key', '签名错误', false, (r) => (r.key = '0'.repeat(32))],
    ['without a nonce', 'LACK_PARAMS', true, ({ fields }) => delete fields.nonce_str],
    ['of another app', 'APPID_MCHID_NOT_MATCH', true, ({ fields }) => (fields.appid = '1')],
    ['to an endpoint that it does not play', 'NOT_PLAYED_BY_MOCK', true, (r) => (r.path = '/cgi-bin/x.cgi')],
    [
      'for money back at the host without the client certificate',
      'CERT_ERROR',
      true,
      (r) => (r.path = '/cgi-bin/pay/qpay_refund.cgi'),
    ],
  ])('%s: %s', async (_, code, signs, change) => {
    const told = await send(change)
    expect(told.slice(1)).toEqual([code, signs])
  })

  it('signs by HMAC-SHA256 what asks for that', async () => {
    const { mock, credentials } = await openQqpayShop()
    const { createHmac } = await import('node:crypto')
    const hmac = (fields: Fields) => {
      const { sign: _, ...rest } = fields
      const names = Object.keys(rest)
        .filter((name) => rest[name])
        .sort()
      const text = `${names.map((name) => `${name}=${rest[name]}`).join('&')}&key=${credentials.apiKey}`
      return createHmac('sha256', credentials.apiKey).update(text).digest('hex').toUpperCase()
    }
    const fields = { mch_id: credentials.merchantId, nonce_str: 'N', out_trade_no: 'T1', sign_type: 'HMAC-SHA256' }
    const body = new Uint8Array(Buffer.from(writeXml({ ...fields, sign: hmac(fields) })))
    const url = 'https://qpay.qq.com/cgi-bin/pay/qpay_order_query.cgi'
    const reply = await mock.transport(
      { method: 'POST', url, headers: {}, body },
      { signal: new AbortController().signal },
    )
    const told = readXml(Buffer.from(reply.body).toString())
    expect([told.err_code, told.sign]).toEqual(['ORDERNOTEXIST', hmac(told)])
  })

  it('field by field, where an order is placed', async () => {
    const { mock, account } = await openQqpayShop()
    const client = createClient({ account, transport: mock.transport, retry: { attempts: 1 } })
    const order = {
      trade_type: 'NATIVE',
      out_trade_no: 'T1',
      body: 'tea',
      fee_type: 'CNY',
      total_fee: '1',
      spbill_create_ip: '127.0.0.1',
      notify_url: 'https://shop.example/n',
    }
    const place = (change: Fields) =>
      qqpay.callProvider(client, { path: '/cgi-bin/pay/qpay_unified_order.cgi', body: { ...order, ...change } })
    expect(await place({})).toMatchObject({ prepay_id: expect.stringMatching(/^\dV[0-9a-f]{30}$/) })
    for (const [change, code] of [
      [{ total_fee: '0' }, 'PARAM_ERROR'],
      [{ total_fee: '1.5' }, 'PARAM_ERROR'],
      [{ fee_type: 'USD' }, 'PARAM_ERROR'],
      [{ out_trade_no: 'T 1' }, 'PARAM_ERROR'],
      [{ out_trade_no: 'T'.repeat(33) }, 'PARAM_ERROR'],
      [{ trade_type: 'MICROPAY' }, 'PARAM_ERROR'],
      [{ time_expire: '20260304115959' }, 'PARAM_ERROR'],
      [{ body: '' }, 'LACK_PARAMS'],
      [{ notify_url: '' }, 'LACK_PARAMS'],
      [{ spbill_create_ip: '' }, 'LACK_PARAMS'],
      [{ body: 'coffee' }, 'OUT_TRADE_NO_USED'],
    ] as const)
      expect([
        change,
        (
          await failure(
            place({ out_trade_no: 'T2', ...(code === 'OUT_TRADE_NO_USED' && { out_trade_no: 'T1' }), ...change }),
          )
        ).providerCode,
      ]).toEqual([change, code])
  })
})

describe('an order', () => {
  it('is paid by each channel with what QQ is called with', async () => {
    const { client, credentials, order } = await placed()
    const { merchantId, appId, appKey } = credentials
    const id = /^\dV[0-9a-f]{30}$/
    expect(order).toMatchObject({ channel: 'qr', status: 'pending', prepayId: expect.stringMatching(id) })
    expect(order.nextAction.content).toBe(
      `https://myun.tenpay.com/mqq/pay/qrcode.html?_wv=1027&_bid=2183&t=${order.prepayId}`,
    )
    const page = await qqpay.createPayment(client, {
      channel: 'jsapi',
      ...tea,
      orderId: 'T2',
      publicAccount: { id: '3000', hint: '茶' },
    })
    expect(page.nextAction.parameters).toEqual({
      tokenId: page.prepayId,
      appInfo: `appid#${appId}|bargainor_id#${merchantId}|channel#wallet`,
      pubAcc: '3000',
      pubAccHint: '茶',
    })
    const mini = await qqpay.createPayment(client, {
      channel: 'miniprogram',
      ...tea,
      orderId: 'T3',
      miniProgramPath: 'pages/x?a=1',
    })
    expect(mini.nextAction.parameters).toEqual({ package: `prepay_id=${mini.prepayId}`, bargainor_id: merchantId })
    const app = await qqpay.createPayment(client, { channel: 'app', ...tea, orderId: 'T4' })
    const { payload } = app.nextAction
    expect(payload).toEqual({
      appId,
      bargainorId: merchantId,
      callbackScheme: `qwallet${appId}`,
      serialNumber: 'T4',
      tokenId: app.prepayId,
      pubAcc: '',
      pubAccHint: '',
      nonce: expect.stringMatching(/^[0-9a-f]{32}$/),
      timeStamp: String(noon.getTime() / 1000),
      sig: appSign({ ...payload }, appKey),
      sigType: 'HMAC-SHA1',
    })
  })

  it.each(['NOTPAY', 'USERPAYING', 'PAYERROR'] as const)(
    'that nobody has paid is pending, whatever it is called: %s',
    async (unpaidState) => {
      const { client } = await placed({ unconfirmed: { unpaidState } })
      const { status, raw } = await qqpay.getPayment(client, paidBy)
      expect([status, raw.trade_state]).toEqual(['pending', unpaidState])
    },
  )

  it('closes by its own time, and where it is told to', async () => {
    const { client, mock } = await placed()
    await qqpay.createPayment(client, {
      channel: 'qr',
      ...tea,
      orderId: 'T2',
      expiresAt: new Date(noon.getTime() + minute),
    })
    advanceClock(mock, minute + 1)
    expect((await qqpay.getPayment(client, { orderId: 'T2' })).status).toBe('closed')
    await qqpay.closePayment(client, paidBy)
    expect((await qqpay.getPayment(client, paidBy)).status).toBe('closed')
  })

  it('closes no earlier than after five minutes, where that is so', async () => {
    const { client, mock } = await placed({ unconfirmed: { closesLate: true } })
    expect(await failure(qqpay.closePayment(client, paidBy))).toMatchObject({
      code: 'PROVIDER_ERROR',
      outcome: 'unknown',
    })
    advanceClock(mock, 5 * minute)
    expect(await qqpay.closePayment(client, paidBy)).toMatchObject({ status: 'closed' })
  })

  it('of 30 days ago is found by QQ Wallet’s own number alone', async () => {
    const { client, mock } = await paid()
    const { paymentId } = await qqpay.getPayment(client, paidBy)
    expect(paymentId).toMatch(/^190000010910260304\d{10}$/)
    advanceClock(mock, 30 * day)
    expect(await codeOf(qqpay.getPayment(client, paidBy))).toBe('ORDER_NOT_FOUND')
    expect(await qqpay.getPayment(client, { paymentId: paymentId! })).toMatchObject({ status: 'paid' })
  })
})

describe('a payer’s code', () => {
  it('pays at once, or asks for a password, in either form', async () => {
    expect((await charged('pays')).order).toMatchObject({
      status: 'paid',
      paymentId: expect.stringMatching(/^\d{28}$/),
    })
    for (const tellsBusyByState of [false, true]) {
      const { order, client } = await charged('types-password', { unconfirmed: { tellsBusyByState } })
      expect(order.status).toBe('processing')
      expect((await qqpay.getPayment(client, paidBy)).status).toBe('processing')
    }
  })

  it('is reversed after five minutes, and before is to be asked for again', async () => {
    const { client, mock } = await charged('pays')
    const early = await failure(qqpay.cancelPayment(client, paidBy))
    expect(early).toMatchObject({ code: 'PROVIDER_UNAVAILABLE', outcome: 'unknown' })
    const start = mock.clock.now()
    await qqpay.cancelPayment(client, { ...paidBy, chargedAt: noon })
    expect(mock.clock.now() - noon.getTime()).toBeGreaterThanOrEqual(5 * minute)
    expect(mock.clock.now() - start).toBeLessThanOrEqual(5 * minute)
    const { status, raw } = await qqpay.getPayment(client, paidBy)
    expect([status, raw.trade_state]).toEqual(['closed', 'REVOKED'])
    await qqpay.cancelPayment(client, paidBy)
  })

  it('is waited for by its signal, too', async () => {
    const { client } = await charged('pays')
    const signal = AbortSignal.abort()
    const error = await failure(qqpay.cancelPayment(client, { ...paidBy, chargedAt: noon }, { signal }))
    expect(error).toMatchObject({ code: 'ABORTED', outcome: 'not-sent', action: 'cancelPayment' })
  })

  it('settled, is undone no earlier than five minutes after the charge', async () => {
    const { client, mock } = await openQqpayShop()
    const payerCode = presentCode(mock, { provider, payer: 'types-password' })
    const end = await qqpay.settlePayment(client, { ...sale, payerCode, deviceId: 'till' })
    expect(end.result).toBe('reversed')
    expect(mock.clock.now() - noon.getTime()).toBeGreaterThanOrEqual(5 * minute)
    expect((await qqpay.getPayment(client, paidBy)).status).toBe('closed')
  })

  it('of an order that is not there: a reversal says the same, or refuses', async () => {
    const { client } = await openQqpayShop()
    expect(await qqpay.cancelPayment(client, { orderId: 'T9' })).toEqual({ orderId: 'T9' })
    const other = await openQqpayShop({ unconfirmed: { refusesReversingUnknown: true } })
    expect(await codeOf(qqpay.cancelPayment(other.client, { orderId: 'T9' }))).toBe('ORDER_NOT_FOUND')
  })

  it.each([
    ['910000000000040004', 'PAYER_REFUSED'],
    ['131234567890123456', 'PARAMETERS_INVALID'],
  ])('%s is %s', async (payerCode, code) => {
    const { client } = await openQqpayShop()
    expect(
      await codeOf(qqpay.createPayment(client, { channel: 'barcode', ...sale, payerCode, deviceId: 'till' })),
    ).toBe(code)
  })
})

describe('a refund', () => {
  const refund = (client: Parameters<typeof qqpay.refundPayment>[0], refundId: string, value = 500) =>
    qqpay.refundPayment(client, { ...paidBy, refundId, amount: { currency: 'CNY', value } })

  it('is accepted first, ends later, and the payer gets what no coupon paid', async () => {
    const { client, mock } = await paid({}, 700)
    expect(await refund(client, 'R1')).toMatchObject({ status: 'pending', refundId: 'R1', ...paidBy, amount: five })
    await refund(client, 'R2')
    for (const refundId of ['R1', 'R2']) await settleRefund(mock, { provider, refundId })
    expect(await qqpay.getRefund(client, { refundId: 'R1' })).toMatchObject({
      status: 'succeeded',
      payerAmount: { value: 0 },
    })
    expect(await qqpay.getRefund(client, { refundId: 'R2' })).toMatchObject({ payerAmount: { value: 300 } })
    expect((await qqpay.getPayment(client, paidBy)).raw.trade_state).toBe('REFUND')
  })

  it('of the order lists all of them, and leaves out a reversal', async () => {
    const { client } = await paid()
    await refund(client, 'R1')
    await refund(client, 'R2', 100)
    const all = await qqpay.callProvider<Fields>(client, {
      path: '/cgi-bin/pay/qpay_refund_query.cgi',
      body: { out_trade_no: 'T1001' },
      repeatable: true,
    } as never)
    expect([all.out_refund_no_0, all.out_refund_no_1, all.out_refund_no_2]).toEqual(['R1', 'R2', undefined])
  })

  it('may leave the state of its payment as it was', async () => {
    const { client } = await paid({ unconfirmed: { staysSuccess: true } })
    await refund(client, 'R1')
    expect((await qqpay.getPayment(client, paidBy)).raw.trade_state).toBe('SUCCESS')
  })

  it('is refused over a year later, for another amount, and by another password', async () => {
    const { client, mock, credentials } = await paid()
    const { paymentId } = await qqpay.getPayment(client, paidBy)
    await refund(client, 'R1')
    expect((await failure(refund(client, 'R1', 400))).code).toBe('REQUEST_REFUSED')
    const account = qqpay.qqpay({ ...credentials, operatorPassword: 'another' })
    const other = createClient({ account, transport: mock.transport })
    expect(await codeOf(refund(other, 'R2'))).toBe('NOT_PERMITTED')
    advanceClock(mock, 366 * day)
    const late = qqpay.refundPayment(client, { paymentId: paymentId!, refundId: 'R3', amount: five })
    expect(await failure(late)).toMatchObject({ code: 'REFUND_REFUSED', outcome: 'rejected' })
  })
})

describe('a notification', () => {
  it('tells of the payment, as it was, and comes again on its ladder', async () => {
    const { client, mock, notices } = await paid()
    await qqpay.refundPayment(client, { ...paidBy, refundId: 'R1', amount: five })
    expect(await notices()).toMatchObject([{ trade_state: 'SUCCESS', out_trade_no: 'T1001', total_fee: '2500' }])
    await qqpay.createPayment(client, { channel: 'qr', ...tea, orderId: 'T2' })
    await pay(mock, { provider, orderId: 'T2' })
    const said = ['', '<xml><return_code>FAIL</return_code></xml>', 'SUCCESS']
    const reports = await deliverWebhooks(mock, {
      untilSettled: true,
      to: () => new Response(said.shift() ?? ' <xml>\n<return_code><![CDATA[SUCCESS]]></return_code>\n</xml>\n'),
    })
    const first = reports[0]!.at
    expect(reports.map(({ at }) => (at - first) / 1000)).toEqual([0, 15, 30, 60])
  })

  it('may have codes beside its state', async () => {
    const { notices } = await paid({ unconfirmed: { noticesHaveCodes: true } })
    expect(await notices()).toMatchObject([{ return_code: 'SUCCESS', result_code: 'SUCCESS' }])
  })
})

it('has routes of the merchant’s own', async () => {
  const { client } = await openQqpayShop({
    routes: { 'POST /cgi-bin/pay/qpay_close_order.cgi': ({ body }) => ({ echo: String(body.out_trade_no) }) },
  })
  const told = await qqpay.callProvider(client, {
    path: '/cgi-bin/pay/qpay_close_order.cgi',
    body: { out_trade_no: 'B1' },
  })
  expect(told).toMatchObject({ echo: 'B1', mch_id: '1900000109' })
})

it('makes secrets of its own where fresh ones are asked for', async () => {
  const mock = await createMockGateway({ providers: [mockQqpay()], now: noon, keys: 'fresh' })
  const { apiKey, operatorPassword } = mock.credentials('qqpay')
  expect([apiKey, operatorPassword]).toEqual([
    expect.stringMatching(/^[0-9a-f]{32}$/),
    expect.not.stringContaining('mock'),
  ])
})

it('shows a payer its page, which pays', async () => {
  const { mock, order, client } = await placed()
  const page = await mock.fetch(new Request(order.nextAction.content))
  const html = await page.text()
  expect([page.status, html]).toEqual([200, expect.stringContaining('¥25.00')])
  const action = /action="([^"]+\/pay)"/.exec(html)![1]!
  await mock.fetch(new Request(`https://myun.tenpay.com${action}`, { method: 'POST' }))
  expect((await qqpay.getPayment(client, paidBy)).status).toBe('paid')
})

it('has no status but 200, save where nobody answers', async () => {
  const { client, mock } = await placed()
  failNext(mock, { provider, fault: 'unavailable', times: 3 })
  expect(await failure(qqpay.getPayment(client, paidBy))).toMatchObject({ code: 'PROVIDER_UNAVAILABLE', status: 503 })
})
