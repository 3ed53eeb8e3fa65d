import { amount, createClient, type WireReply, type WireRequest } from 'shroff'
import * as antom from 'shroff/antom'
import { acceptPayment, confirmAgreement, failPayment, mockAntom } from 'shroff/antom/mock'
import { advanceClock, createMockGateway, deliverWebhooks, failNext, pay, presentCode, settleRefund } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import { canonicalBytes, signatureHeader } from '../oracle/antom/wire.js'
import { openAntomShop, tea } from '../support/antom.js'
import { codeOf, failure } from '../support/failure.js'
import { noon } from '../support/noon.js'

const minute = 60_000
const provider = 'antom'
const paidBy = { orderId: tea.orderId }
const five = { currency: 'USD', value: 500 } as const

async function placed(options = {}) {
  const shop = await openAntomShop(options)
  const order = await antom.createPayment(shop.client, { channel: 'page', ...tea })
  return { ...shop, order, at: { provider, orderId: tea.orderId } as const }
}
async function paid(options = {}) {
  const shop = await placed(options)
  await pay(shop.mock, shop.at)
  return shop
}

/** A request written by hand, by Antom's page and not by our client. */
async function send(
  change: (request: { headers: Record<string, string>; body: string; path: string; method: string }) => void,
) {
  const mock = await createMockGateway({ providers: [mockAntom()], now: noon })
  const { clientId, privateKey } = mock.credentials('antom')
  const body = '{"paymentRequestId":"T_1"}'
  const request = {
    method: 'POST',
    path: '/ams/api/v1/payments/inquiryPayment',
    body,
    headers: {} as Record<string, string>,
  }
  const time = '1772596800000'
  request.headers = {
    'Content-Type': 'application/json; charset=UTF-8',
    'Client-Id': clientId,
    'Request-Time': time,
    Signature: signatureHeader(canonicalBytes(request.path, clientId, time, body), privateKey),
  }
  change(request)
  const wire: WireRequest = {
    method: request.method,
    url: `https://open-na-global.alipay.com${request.path}`,
    headers: request.headers,
    body: new Uint8Array(Buffer.from(request.body)),
  }
  const reply: WireReply = await mock.transport(wire, { signal: new AbortController().signal })
  const { result } = JSON.parse(Buffer.from(reply.body).toString())
  return [reply.status, result.resultStatus, result.resultCode, 'signature' in reply.headers]
}

describe('a request is checked in the documented order', () => {
  it.each<[string, string, boolean, Parameters<typeof send>[0]]>([
    ['as it should be', 'ORDER_NOT_EXIST', true, () => {}],
    [
      'with blanks in the header',
      'ORDER_NOT_EXIST',
      true,
      ({ headers }) => Object.assign(headers, { Signature: headers.Signature!.replaceAll(',', ', ') }),
    ],
    [
      'by another verb, and all else wrong',
      'METHOD_NOT_SUPPORTED',
      true,
      (r) => Object.assign(r, { method: 'PUT', headers: {}, body: '' }),
    ],
    [
      'as a text, and all else wrong',
      'MEDIA_TYPE_NOT_ACCEPTABLE',
      true,
      (r) => Object.assign(r, { headers: { 'content-type': 'text/plain' }, body: '' }),
    ],
    [
      'of nobody',
      'CLIENT_INVALID',
      false,
      ({ headers }) => Object.assign(headers, { 'Client-Id': '5X', Signature: '' }),
    ],
    ['without a signature', 'SIGNATURE_INVALID', false, ({ headers }) => Object.assign(headers, { Signature: '' })],
    [
      'under another key’s version',
      'KEY_NOT_FOUND',
      true,
      ({ headers }) =>
        Object.assign(headers, { Signature: headers.Signature!.replace('keyVersion=1', 'keyVersion=2') }),
    ],
    [
      'with another time',
      'SIGNATURE_INVALID',
      false,
      ({ headers }) => Object.assign(headers, { 'Request-Time': '1772596800001' }),
    ],
    ['with another body', 'SIGNATURE_INVALID', false, (r) => Object.assign(r, { body: '{}' })],
    ['to another path', 'SIGNATURE_INVALID', false, (r) => Object.assign(r, { path: '/ams/api/v1/payments/cancel' })],
    [
      'to the sandbox, signed for production',
      'SIGNATURE_INVALID',
      false,
      (r) => Object.assign(r, { path: '/ams/sandbox/api/v1/payments/inquiryPayment' }),
    ],
  ])('%s: %s', async (_, code, signs, change) => {
    expect(await send(change)).toEqual([200, 'F', code, signs])
  })

  it('also what no client of ours sends: unknown members pass, missing and malformed ones do not', async () => {
    const { client } = await openAntomShop()
    const call = (path: string, body: object) => antom.callProvider(client, { path: `/ams/api/v1/${path}`, body })
    const unjudged = createClient({ account: client.account, transport: (await openAntomShop()).mock.transport })
    const raw = (path: string, body: object) => antom.callProvider(unjudged, { path: `/ams/api/v1/${path}`, body })
    expect((await failure(call('payments/inquiryPayment', { paymentRequestId: 'T_1', x: 1 }))).providerCode).toBe(
      'ORDER_NOT_EXIST',
    )
    for (const [path, body] of [
      ['payments/inquiryPayment', {}],
      ['payments/pay', {}],
      ['payments/pay', { paymentRequestId: 'T_1', paymentAmount: { currency: 'USD', value: 2500 } }],
      ['payments/refund', { refundRequestId: 'R_1', paymentId: 'P', refundAmount: { currency: 'USD', value: '05' } }],
      ['authorizations/consult', { authState: 'A' }],
      ['authorizations/applyToken', { customerBelongsTo: 'GCASH', grantType: 'X' }],
    ] as const)
      expect((await failure(raw(path, body))).providerCode).toBe('PARAM_ILLEGAL')
    const error = await failure(raw('vaults/createVaultingSession', {}))
    expect(error).toMatchObject({
      providerCode: 'NO_INTERFACE_DEF',
      providerMessage: expect.stringContaining('mockAntom({ routes:'),
    })
  })

  it('and an endpoint of the shop’s own is verified and signed like any', async () => {
    const routes = { 'POST /ams/api/v1/accounts/inquireBalance': ({ body }: { body: object }) => ({ asked: body }) }
    const { client } = await openAntomShop({ routes })
    const path = '/ams/api/v1/accounts/inquireBalance'
    expect(await antom.callProvider(client, { path, body: { a: 1 } })).toMatchObject({ asked: { a: 1 } })
  })
})

describe('the payer', () => {
  it('pays on the wallet’s page and comes back, or refuses, or leaves', async () => {
    for (const [step, status, type] of [
      ['pay', 'paid', 'payment.paid'],
      ['refuse', 'failed', 'payment.failed'],
      ['leave', 'pending', undefined],
    ] as const) {
      const { mock, order, client, account } = await placed()
      if (order.nextAction.type !== 'redirect') throw new Error('no page')
      const { url } = order.nextAction
      const page = await (await mock.fetch(new Request(url))).text()
      expect(page).toContain('25.00 USD')
      const button = new URL(new RegExp(`action="([^"]+/${step})"`).exec(page)![1]!, url)
      expect((await mock.fetch(new Request(button))).status).toBe(405)
      const back = await mock.fetch(new Request(button, { method: 'POST' }))
      expect([back.status, back.headers.get('location')]).toEqual([302, tea.returnUrl])
      expect((await antom.getPayment(client, { orderId: tea.orderId })).status).toBe(status)
      const types: string[] = []
      await deliverWebhooks(mock, {
        async to(request) {
          types.push((await antom.receiveWebhook(account, request)).type)
          return antom.acknowledge(account, 'received')
        },
      })
      expect(types).toEqual(type ? [type] : [])
    }
  })

  it('scans an order code, and is too late after its time', async () => {
    const { mock, client, notices } = await openAntomShop()
    const order = { channel: 'qr', orderId: 'T_1', amount: five, description: 'tea', notifyUrl: tea.notifyUrl } as const
    const { nextAction } = await antom.createPayment(client, order)
    expect((await mock.fetch(new Request(nextAction.content))).status).toBe(200)
    advanceClock(mock, 15 * minute)
    expect((await mock.fetch(new Request(nextAction.content))).status).toBe(410)
    await expect(pay(mock, { provider, reference: nextAction.content })).rejects.toThrow('closed')
    expect(await antom.getPayment(client, { orderId: 'T_1' })).toMatchObject({
      status: 'failed',
      providerCode: 'ORDER_IS_CLOSED',
    })
    expect(await notices()).toMatchObject([{ notifyType: 'PAYMENT_RESULT', result: { resultStatus: 'F' } }])
    expect(await codeOf(antom.createPayment(client, order))).toBe('ORDER_CLOSED')
  })

  it('is told of first as pending, though the status is S', async () => {
    const { mock, client, notices, at } = await placed()
    await acceptPayment(mock, at)
    expect((await antom.getPayment(client, paidBy)).status).toBe('processing')
    await pay(mock, at)
    expect((await antom.getPayment(client, paidBy)).status).toBe('paid')
    const told = await notices()
    expect(told.map((one) => [one.notifyType, (one.result as { resultStatus: string }).resultStatus])).toEqual([
      ['PAYMENT_PENDING', 'S'],
      ['PAYMENT_RESULT', 'S'],
    ])
    await expect(acceptPayment(mock, at)).rejects.toThrow('only an open one')
    await expect(failPayment(mock, at)).rejects.toThrow('only an open one')
  })

  it('fails for good: the number is used up, and the same call says so again', async () => {
    const { mock, client, at } = await placed()
    await failPayment(mock, { ...at, code: 'RISK_REJECT' })
    expect(await antom.getPayment(client, paidBy)).toMatchObject({ status: 'failed', providerCode: 'RISK_REJECT' })
    expect(await codeOf(antom.createPayment(client, { channel: 'page', ...tea }))).toBe('PAYER_REFUSED')
    expect(await antom.cancelPayment(client, paidBy)).toMatchObject(paidBy)
    expect((await antom.getPayment(client, paidBy)).status).toBe('failed')
  })
})

describe('a payer’s code', () => {
  const sale = { amount: five, description: 'tea' }
  it.each([
    ['pays', 'paid'],
    ['types-password', 'reversed'],
  ] as const)('of one who %s ends %s', async (payer, result) => {
    const { mock, client, notices } = await openAntomShop()
    const payerCode = presentCode(mock, { provider, payer })
    const end = await antom.settlePayment(client, { ...sale, orderId: 'T_1', payerCode, patience: 15_000 })
    expect(end).toMatchObject({ result, orderId: 'T_1' })
    expect(await notices()).toEqual([])
  })

  it('that is refused, used up or old charges nothing', async () => {
    const { mock, client } = await openAntomShop()
    const charge = (orderId: string, payerCode: string) => antom.settlePayment(client, { ...sale, orderId, payerCode })
    expect(await failure(charge('T_1', presentCode(mock, { provider, payer: 'refuses' })))).toMatchObject({
      code: 'PAYER_REFUSED',
      outcome: 'rejected',
    })
    const code = presentCode(mock, { provider })
    await charge('T_2', code)
    expect((await failure(charge('T_3', code))).providerCode).toBe('INVALID_PAYMENT_CODE')
    const old = presentCode(mock, { provider, validFor: 1000 })
    advanceClock(mock, 2000)
    expect((await failure(charge('T_4', old))).providerCode).toBe('EXPIRED_CODE')
    expect((await antom.getPayment(client, { orderId: 'T_4' })).status).toBe('failed')
  })

  it('whose answer is lost is looked for, and charged once', async () => {
    const { mock, client } = await openAntomShop()
    const payerCode = presentCode(mock, { provider })
    const once = createClient({ account: client.account, transport: mock.transport, retry: { attempts: 1 } })
    failNext(mock, { provider, fault: { status: 404, code: 'ORDER_NOT_EXIST' } })
    failNext(mock, { provider, fault: 'timeout-after' })
    expect(await antom.settlePayment(once, { ...sale, orderId: 'T_1', payerCode })).toMatchObject({ result: 'paid' })
  })
})

describe('money goes back', () => {
  it('in full by cancelling, until 00:15 of the next day in China', async () => {
    const { mock, client, at } = await paid()
    advanceClock(mock, (12 * 60 + 15) * minute)
    expect(await antom.cancelPayment(client, paidBy)).toMatchObject({
      orderId: at.orderId,
      cancelledAt: new Date(mock.clock.now()),
    })
    expect(await antom.cancelPayment(client, paidBy)).toMatchObject({ orderId: at.orderId })
    expect(await antom.getPayment(client, paidBy)).toMatchObject({
      status: 'closed',
      providerCode: 'ORDER_IS_CANCELED',
    })
    const late = await paid()
    advanceClock(late.mock, (12 * 60 + 15) * minute + 1)
    expect(await failure(antom.cancelPayment(late.client, paidBy))).toMatchObject({
      code: 'REFUND_REFUSED',
      providerCode: 'CANCEL_WINDOW_EXCEED',
    })
  })

  it('in parts by refunds, after which it cannot be cancelled', async () => {
    const { client, order, notices } = await paid()
    const refund = { paymentId: order.paymentId, refundId: 'R_1', amount: five }
    const first = await antom.refundPayment(client, refund)
    expect(await antom.refundPayment(client, refund)).toEqual(first)
    expect(await failure(antom.refundPayment(client, { ...refund, amount: amount('5.01', 'USD') }))).toMatchObject({
      providerCode: 'REPEAT_REQ_INCONSISTENT',
    })
    expect(
      (await failure(antom.refundPayment(client, { ...refund, refundId: 'R_2', amount: amount('20.01', 'USD') })))
        .providerCode,
    ).toBe('REFUND_AMOUNT_EXCEED')
    expect(
      (await failure(antom.refundPayment(client, { ...refund, refundId: 'R_2', amount: amount('5', 'JPY') })))
        .providerCode,
    ).toBe('PARAM_ILLEGAL')
    expect(await antom.getPayment(client, paidBy)).toMatchObject({ status: 'paid', refunds: 'some' })
    expect((await failure(antom.cancelPayment(client, paidBy))).providerCode).toBe('PROCESS_FAIL')
    expect((await notices()).map((one) => one.notifyType)).toEqual(['PAYMENT_RESULT', 'REFUND_RESULT'])
  })

  it('later, where the wallet takes its time, or not at all', async () => {
    for (const [status, end, type] of [
      ['succeeded', 'succeeded', 'SUCCESS'],
      ['closed', 'closed', 'FAIL'],
    ] as const) {
      const { mock, client, order, notices } = await paid({ asyncRefunds: true })
      await notices()
      const refund = { paymentId: order.paymentId, refundId: 'R_1', amount: five }
      expect(await antom.refundPayment(client, refund)).toMatchObject({ status: 'pending', refundId: 'R_1' })
      expect(await antom.getRefund(client, { refundId: 'R_1' })).toMatchObject({ status: 'pending' })
      await settleRefund(mock, { provider, refundId: 'R_1', status })
      expect(await antom.getRefund(client, { refundId: 'R_1' })).toMatchObject({ status: end })
      expect(await notices()).toMatchObject([{ notifyType: 'REFUND_RESULT', refundStatus: type }])
    }
  })

  it.each([{}, { unconfirmed: { refusesUnknownRefund: true } }])(
    'not by a refund that is not there: %j',
    async (options) => {
      const { client } = await openAntomShop(options)
      expect(await failure(antom.getRefund(client, { refundId: 'R_9' }))).toMatchObject({
        code: 'REFUND_NOT_FOUND',
        outcome: 'unknown',
      })
    },
  )
})

describe('money that is held', () => {
  it('is taken in parts, once under each number, and no more than is there', async () => {
    const { mock, client, notices } = await openAntomShop()
    const { paymentId } = await antom.createPayment(client, {
      channel: 'page',
      ...tea,
      wallet: 'CARD',
      manualCapture: true,
    })
    const take = (captureId: string, text: string, last = false) =>
      antom.captureFunds(client, { paymentId, captureId, amount: amount(text, 'USD'), last })
    expect(await codeOf(take('C_1', '5.00'))).toBe('ORDER_CLOSED')
    await pay(mock, { provider, orderId: tea.orderId })
    const first = await take('C_1', '5.00')
    expect(first).toMatchObject({ status: 'succeeded', captureId: 'C_1', paymentId, amount: five })
    expect(await take('C_1', '5.00')).toEqual(first)
    expect(await codeOf(take('C_1', '6.00'))).toBe('ORDER_ID_USED')
    expect(await codeOf(take('C_2', '20.01'))).toBe('ORDER_CLOSED')
    await take('C_2', '10.00', true)
    expect(await codeOf(take('C_3', '1.00'))).toBe('ORDER_CLOSED')
    expect((await notices()).map((one) => one.notifyType)).toEqual([
      'PAYMENT_RESULT',
      'CAPTURE_RESULT',
      'CAPTURE_RESULT',
    ])
  })
})

describe('an agreement', () => {
  it('is signed on the page, accepted once, charged, renewed and ended', async () => {
    const { mock, client, account } = await openAntomShop()
    const asked = {
      agreementId: 'A 1&',
      wallet: 'GCASH',
      returnUrl: 'https://shop.example/signed?x=1',
      as: 'page',
    } as const
    const { nextAction } = await antom.signAgreement(client, { ...asked, notifyUrl: tea.notifyUrl })
    if (nextAction.type !== 'redirect') throw new Error('no page')
    const page = await (await mock.fetch(new Request(nextAction.url))).text()
    const action = /action="([^"]+)"/.exec(page)![1]!.replaceAll('&#38;', '&')
    expect((await mock.fetch(new Request(nextAction.url, { method: 'POST' }))).status).toBe(403)
    const back = await mock.fetch(new Request(new URL(action, nextAction.url), { method: 'POST' }))
    const query = new URL(back.headers.get('location')!).searchParams
    expect([query.get('authState'), query.get('x')]).toEqual(['A 1&', '1'])
    const authCode = query.get('authCode')!
    const events: antom.AntomEvent[] = []
    await deliverWebhooks(mock, {
      async to(request) {
        events.push(await antom.receiveWebhook(account, request))
        return antom.acknowledge(account, 'received')
      },
    })
    expect(events).toMatchObject([{ type: 'other', name: 'AUTHCODE_CREATED', raw: { authCode, authState: 'A 1&' } }])

    const first = await antom.acceptAgreement(client, { wallet: 'GCASH', authCode })
    expect(await codeOf(antom.acceptAgreement(client, { wallet: 'GCASH', authCode }))).toBe('ORDER_NOT_FOUND')
    const charge = { wallet: 'GCASH', orderId: 'T_1', amount: amount('299.00', 'PHP'), description: 'tea' }
    const { accessToken } = first
    expect(await antom.chargeAgreement(client, { ...charge, accessToken })).toMatchObject({
      status: 'paid',
      orderId: 'T_1',
    })
    const next = await antom.acceptAgreement(client, { wallet: 'GCASH', refreshToken: first.refreshToken! })
    expect(await codeOf(antom.chargeAgreement(client, { ...charge, orderId: 'T_2', accessToken }))).toBe(
      'NOT_PERMITTED',
    )
    expect(await antom.endAgreement(client, { accessToken: next.accessToken })).toEqual({ status: 'ended' })
    expect(await codeOf(antom.endAgreement(client, { accessToken: next.accessToken }))).toBe('REQUEST_REFUSED')
    const after = antom.chargeAgreement(client, { ...charge, orderId: 'T_3', accessToken: next.accessToken })
    expect(await codeOf(after)).toBe('NOT_PERMITTED')
    await expect(confirmAgreement(mock, { agreementId: 'A_9' })).rejects.toThrow('has no agreement A_9')
  })
})

describe('notifications', () => {
  it('come eight times in all over a day, and once in the sandbox', async () => {
    for (const [sandbox, hours] of [
      [false, [0, 2, 12, 22, 82, 202, 562, 1462]],
      [true, [0]],
    ] as const) {
      const { mock, account } = await paid({ sandbox })
      const reports = await deliverWebhooks(mock, { untilSettled: true, to: () => antom.acknowledge(account, 'again') })
      expect(reports.map(({ at }) => (at - noon.getTime()) / minute)).toEqual(hours)
    }
  })

  it('stop for a result S alone, not for a bare 200', async () => {
    const { mock } = await paid()
    const answers = [
      new Response('success'),
      Response.json({ result: { resultStatus: 'F' } }),
      new Response(null, { status: 500 }),
    ]
    for (const answer of answers)
      await deliverWebhooks(mock, { to: () => answer, untilSettled: false }).then(() => advanceClock(mock, 10 * minute))
    const to = () => Response.json({ result: { resultStatus: 'S' } })
    expect(await deliverWebhooks(mock, { to })).toMatchObject([{ attempt: 4 }])
    expect(await deliverWebhooks(mock, { to, untilSettled: true })).toEqual([])
  })
})

it('refuses an option that there is not', () => {
  expect(() => mockAntom({ sandBox: true } as never)).toThrow('Did you mean sandbox?')
  expect(() => mockAntom({ unconfirmed: { x: true } } as never)).toThrow('mockAntom: unconfirmed has no option x')
})
