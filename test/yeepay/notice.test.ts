import { createHash, createHmac, createPrivateKey } from 'node:crypto'
import { acknowledge, yeepayWebhooks } from 'shroff/yeepay'
import { describe, expect, it } from 'vitest'
import { unwrapKey } from '../oracle/yeepay/wire.js'
import { codeOf, failure } from '../support/failure.js'
import { accountOf, appKey, merchantId, merchantKey, noticeOf, paidNotice } from '../support/yeepay.js'
import { block, failures, json, paid, receive, signature } from '../support/yeepay-notices.js'

describe('a notification', () => {
  it('tells of a payment, in whichever Base64 it is wrapped', async () => {
    const event = await receive(paid())
    expect(event).toEqual({
      type: 'payment.paid',
      id: 'paid/1001202603040000001853157079',
      provider: 'yeepay',
      orderId: 'T1001',
      paymentId: '1001202603040000001853157079',
      amount: { currency: 'CNY', value: 2500 },
      payerAmount: { currency: 'CNY', value: 2400 },
      paidAt: new Date('2026-03-04T12:00:00+08:00'),
      payerId: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o',
      wallet: 'wechatpay',
      walletPaymentId: '4200001234202603040000000001',
      raw: paidNotice,
    })
    const text = Buffer.from(paid()).toString()
    const standard = decodeURIComponent(text).replaceAll('-', '+').replaceAll('_', '/').replace('app/', 'app_')
    expect(await receive(new Uint8Array(Buffer.from(standard)))).toMatchObject({ type: 'payment.paid' })
    // Older applications are called by their merchant.
    expect(await receive(noticeOf(paidNotice, { appKey: `OPR:${merchantId}` }))).toMatchObject({ orderId: 'T1001' })
    expect(await receive(new Uint8Array(Buffer.from(text.split('&')[0]!)))).toMatchObject({ orderId: 'T1001' })
  })

  const refund = {
    merchantNo: merchantId,
    orderId: 'T1001',
    refundRequestId: 'T1001R1',
    uniqueOrderNo: 'P1',
    uniqueRefundNo: '1002',
    refundAmount: '5.00',
    refundSuccessDate: '2026-03-04 12:01:00',
  }
  it.each([
    ['SUCCESS', 'refund.succeeded'],
    ['FAILED', 'refund.closed'],
    ['FAIL', 'refund.closed'],
    ['CANCEL', 'refund.closed'],
    ['SUSPEND', 'refund.needs-action'],
    ['PROCESSING', 'other'],
  ])('of a refund that is %s is %s', async (status, type) => {
    const event = await receive(noticeOf({ ...refund, status }))
    expect(event).toMatchObject({ type, ...(type !== 'other' && { refundId: 'T1001R1', amount: { value: 500 } }) })
    expect('succeededAt' in event).toBe(status === 'SUCCESS')
  })

  it.each([
    [
      'clearing, which comes besides the payment’s',
      { orderId: 'T1', uniqueOrderNo: 'P1', csSuccessDate: '2026-03-04 12:00:00' },
      'clearing',
      'clearing/P1',
    ],
    [
      'clearing that tells of the payment, too',
      { ...paidNotice, paySuccessDate: undefined, csSuccessDate: '2026-03-05 02:00:00' },
      'clearing',
      'clearing/1001202603040000001853157079',
    ],
    [
      'a split, of which an order has several',
      { orderId: 'T1', uniqueOrderNo: 'P1', divideRequestId: 'D2', status: 'SUCCESS' },
      'SUCCESS',
      'SUCCESS/D2/P1',
    ],
    [
      'a settlement',
      { settleRequestNo: 'S1', settleStatus: 'SUCCESS', settleAmount: '1.00' },
      'settlement',
      'settlement/S1/SUCCESS',
    ],
    ['a payment that is not one', { ...paidNotice, status: 'FAIL' }, 'FAIL', 'FAIL/1001202603040000001853157079'],
    ['nothing that is known', {}, '', ''],
  ])('of %s is another', async (_, notice, name, id) =>
    expect(await receive(noticeOf(notice))).toMatchObject({ type: 'other', name, id }),
  )

  it('of a payer’s code says so, of YeePay’s older form is read too', async () => {
    expect(await receive(noticeOf({ ...paidNotice, payWay: 'MERCHANT_SCAN' }))).toMatchObject({ channel: 'barcode' })
    const bare = { merchantNo: merchantId, orderId: 'T1', uniqueOrderNo: 'P1', orderAmount: 25, status: 'SUCCESS' }
    expect(await receive(noticeOf(bare))).toMatchObject({ amount: { value: 2500 } })
    expect(await receive(noticeOf({ ...bare, payerInfo: { userID: 'x' } }))).toMatchObject({ payerId: 'x' })
    expect(await receive(noticeOf({ ...bare, payerInfo: 'none' }))).not.toHaveProperty('payerId')
    const empty = { refundRequestId: null, csSuccessDate: null, settleRequestNo: null }
    expect(await receive(noticeOf({ ...bare, ...empty }))).toMatchObject({ type: 'payment.paid' })
  })

  it.each([
    ['another merchant', { ...paidNotice, merchantNo: '10080009999' }, 'WEBHOOK_NOT_OURS'],
    ['no merchant, of a payment', { ...paidNotice, merchantNo: undefined }, 'BODY_INVALID'],
    ['no number, of a payment', { ...paidNotice, uniqueOrderNo: undefined }, 'BODY_INVALID'],
    ['an amount that is none', { ...paidNotice, orderAmount: '25,00' }, 'BODY_INVALID'],
    ['an amount below zero', { ...paidNotice, orderAmount: '-25.00' }, 'BODY_INVALID'],
    ['a refund in no known state', { ...refund, status: 'X' }, 'BODY_INVALID'],
    ['a refund without an amount', { ...refund, status: 'SUCCESS', refundAmount: undefined }, 'BODY_INVALID'],
    ['a time that is none', { ...paidNotice, paySuccessDate: 'noon' }, 'BODY_INVALID'],
  ])('rightly signed, about %s, is refused by that authority', async (_, notice, code) =>
    expect(await failure(receive(noticeOf(notice)))).toMatchObject({ code, outcome: 'not-sent', authentic: true }),
  )
  it('rightly signed, that is no object, is refused by that authority', async () => {
    for (const text of ['[]', '1', 'x', '{"__proto__":1}'])
      expect(await failure(receive(noticeOf(text)))).toMatchObject({ code: 'BODY_INVALID', authentic: true })
  })

  it.each([
    ['no form', 'a=%E4%', 'BODY_INVALID'],
    ['JSON', '{"response":"x"}', 'SIGNATURE_MISSING'],
    ['a form of others', 'sign=x', 'SIGNATURE_MISSING'],
    ['an empty envelope', 'response=', 'SIGNATURE_MISSING'],
    ['two envelopes', 'response=a&response=b', 'BODY_INVALID'],
    ['a prototype', '__proto__=x', 'BODY_INVALID'],
  ])('that is %s is refused', async (_, text, code) =>
    expect(await failure(receive(new Uint8Array(Buffer.from(text))))).toMatchObject({ code, authentic: false }),
  )

  it('that was sent before opens again, under the same id', async () => {
    const body = paid()
    expect((await receive(body)).id).toBe((await receive(body)).id)
    // Whoever has the text can wrap it anew: it is the same event.
    const again = noticeOf(json, { plaintext: `${json}$${signature}` })
    expect(await receive(again)).toEqual(await receive(body))
  })
})

describe('what keeps one from opening', () => {
  it.each(failures)('has one error: %s', async (_, make) => {
    const [one, other] = [
      await failure(receive(make())),
      await failure(receive(noticeOf(json, { plaintext: `${json}$x` }))),
    ]
    expect(one).toMatchObject({ code: 'SIGNATURE_INVALID', outcome: 'not-sent', authentic: false })
    expect([one.cause, one.toJSON()]).toEqual([undefined, other.toJSON()])
  })

  it('is of more than twenty kinds', () => expect(failures.length).toBeGreaterThan(20))

  it('is refused as soon where it is a megabyte of padding', async () => {
    const padding = '='.repeat(1_000_000)
    for (const response of [`A$${padding}A$AES$SHA256`, `${padding}A$A$AES$SHA256`])
      expect(await codeOf(receive(new TextEncoder().encode(`response=${response}`)))).toBe('SIGNATURE_INVALID')
  })

  it('gives a key that hangs on private key and ciphertext alone', async () => {
    const wrapped = block((b) => (b[1] = 1))
    const secret = createPrivateKey(merchantKey).export({ format: 'der', type: 'pkcs8' })
    const otherwise = createHmac('sha256', secret).update(wrapped).digest().subarray(0, 16)
    // Whoever had the private key could make a notification that opens under it; nobody else can.
    expect(await receive(noticeOf(json, { key: otherwise, wrapped }))).toMatchObject({ type: 'payment.paid' })
  })
})

describe('a notification for a signer', () => {
  const sign = async () => new Uint8Array(256)
  const decrypts = (ciphertext: Uint8Array) => new Uint8Array(unwrapKey(ciphertext, merchantKey))
  const throws = () => {
    throw new Error('padding')
  }
  const withSigner = (decrypt?: (ciphertext: Uint8Array) => Promise<Uint8Array>) =>
    accountOf({ privateKey: { sign, ...(decrypt && { decrypt }) } })

  it('opens where it decrypts', async () => {
    const account = withSigner(async (ciphertext) => decrypts(ciphertext))
    expect(await receive(paid(), account)).toMatchObject({ type: 'payment.paid' })
  })
  it.each([
    [
      'the padding',
      async (ciphertext: Uint8Array) => decrypts(ciphertext),
      () => noticeOf(json, { wrapped: block((b) => (b[1] = 1)) }),
    ],
    ['the signer', async () => Promise.reject(new Error('HSM down')), paid],
    ['a signer that throws at once', throws, paid],
    ['a signer that gives nothing', async () => undefined as never, paid],
    ['the key’s length', async () => new Uint8Array(8), paid],
  ])('does not tell that it is %s', async (_, decrypt, make) => {
    const error = await failure(receive(make(), withSigner(decrypt)))
    expect(error).toMatchObject({ code: 'SIGNATURE_INVALID', authentic: false })
    expect(error.cause).toBeUndefined()
  })
  it('has the same key in place of one that is none each time, for a difference would tell', async () => {
    let secret = 0
    const account = accountOf({
      privateKey: { sign, decrypt: throws },
      randomBytes: (length) => new Uint8Array(length).fill(++secret),
    })
    const wrapped = block((b) => (b[1] = 1))
    const otherwise = createHash('sha256').update(new Uint8Array(32).fill(1)).update(wrapped).digest().subarray(0, 16)
    const body = noticeOf(json, { key: otherwise, wrapped })
    for (const _ of [1, 2]) expect(await receive(body, account)).toMatchObject({ type: 'payment.paid' })
  })
  it('is refused by name where it does not', async () => {
    const error = await failure(receive(paid(), withSigner()))
    expect([error.code, `${error.next}`]).toEqual(['CONFIG_INVALID', expect.stringContaining('decrypt')])
  })
})

it('is answered with one word, and for a handler says whose it is', async () => {
  const { claims, identity, name } = yeepayWebhooks(accountOf())
  const of = (body: string | Uint8Array) => claims({ headers: {}, body: new Uint8Array(Buffer.from(body)) })
  expect([of(paid()), of(noticeOf(json, { appKey: 'app_1' })), of('a=%E4'), of('{}')]).toEqual([
    true,
    false,
    false,
    false,
  ])
  // As receiveWebhook takes it: older applications are called by their merchant.
  expect([`OPR:${merchantId}`, 'OPR:10080009999'].map((appKey) => of(noticeOf(json, { appKey })))).toEqual([
    true,
    false,
  ])
  expect([name, identity]).toEqual([`yeepay/${merchantId}`, { payment: ['orderId'], refund: ['refundId'] }])
  expect(appKey).toMatch(/^app_/)
  const texts = await Promise.all((['received', 'again'] as const).map((word) => acknowledge(accountOf(), word)))
  expect(await Promise.all(texts.map(async (answer) => [answer.status, await answer.text()]))).toEqual([
    [200, 'SUCCESS'],
    [500, 'FAIL'],
  ])
  expect(await codeOf(receive(new Uint8Array()))).toBe('SIGNATURE_MISSING')
})
