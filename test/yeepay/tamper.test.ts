import fc from 'fast-check'
import { createClient, type ErrorCode, type WireReply } from 'shroff'
import { callProvider, closePayment, getPayment, getRefund, refundPayment } from 'shroff/yeepay'
import { describe, expect, it } from 'vitest'
import { sealReply, signText } from '../oracle/yeepay/wire.js'
import { codeOf, failure } from '../support/failure.js'
import { accountOf, merchantId, merchantKey, openYeepay, paidTea, platformKey, refusalOf } from '../support/yeepay.js'

const clientOf = (reply: WireReply) =>
  createClient({ account: accountOf(), transport: async () => reply, retry: { attempts: 1 } })
const ask = (reply: WireReply) => getPayment(clientOf(reply), { orderId: 'T1001' })
const closeOf = (reply: WireReply) => closePayment(clientOf(reply), { orderId: 'T1001' })
const bytes = (text: string) => new Uint8Array(Buffer.from(text))
const sealed = (body: object | string, key = platformKey, status = 200) => sealReply(body, key, status)
const good = sealed({ result: paidTea })
const edited = (change: (text: string) => string, reply: WireReply = good) => ({
  ...reply,
  body: bytes(change(Buffer.from(reply.body).toString())),
})
const headed = (sign: string | undefined, reply: WireReply = good) => ({
  ...reply,
  headers: { 'content-type': 'application/json', ...(sign !== undefined && { 'x-yop-sign': sign }) },
})
const sign = good.headers['x-yop-sign']!
const raw = (text: string, status = 200): WireReply => ({ status, headers: {}, body: bytes(text) })
const paid = (change: object) => sealed({ result: { ...paidTea, ...change } })
/** Signed over `result` alone, as two of YeePay's clients expect it. */
const alone = (result: object, around = { state: 'SUCCESS' }): WireReply => {
  const text = JSON.stringify(result).replace(/[ \t\n]/g, '')
  return headed(
    `${signText(text, platformKey)}$SHA256`,
    raw(JSON.stringify({ ...around, result, ts: 1_772_596_800_000 })),
  )
}

describe('an answer, taken', () => {
  it.each<[string, WireReply]>([
    ['as it is', good],
    ['in one line', sealed(JSON.stringify({ result: paidTea }))],
    ['with blanks between its members', edited((text) => text.replaceAll(',', ' ,\t\n'))],
    ['with blanks where they are taken away', edited((text) => text.replace('SUCCESS', ' SUC\tCESS'))],
    ['in the older form, signed as a whole', sealed({ state: 'SUCCESS', result: paidTea, ts: 1_772_596_800_000 })],
    ['in the older form, its result signed', alone(paidTea)],
    ['with a signature of standard Base64', headed(Buffer.from(sign.split('$')[0]!, 'base64url').toString('base64'))],
    ['with a signature of four parts', headed(`${sign}$RSA$4059376239`)],
    ['by the code of another product', paid({ code: '00000' })],
    ['by the code of a third', paid({ code: '000000' })],
    ['with amounts that are numbers', paid({ orderAmount: 25, payAmount: 25.0, realPayAmount: 24 })],
    ['with members that nobody knows', paid({ new_member: [1, { a: null }] })],
    ['with members that are null', paid({ memo: null, payerInfo: null, totalRefundAmount: null })],
  ])('%s', async (_, reply) =>
    expect(await ask(reply)).toMatchObject({
      status: 'paid',
      amount: { currency: 'CNY', value: 2500 },
      paidAt: new Date('2026-03-04T12:00:00+08:00'),
    }),
  )

  it('is what was checked: of its texts the blanks are gone', async () => {
    const payment = await ask(paid({ memo: 'two words' }))
    expect([payment.attach, (payment.raw as typeof paidTea).paySuccessDate]).toEqual(['twowords', '2026-03-0412:00:00'])
  })

  it('in the older form gives nothing that stands around its result', async () => {
    const reply = alone(paidTea, {
      state: 'FAILURE',
      error: { code: '40044', subCode: 'isv.check.request-param.format' },
    } as never)
    expect((await ask(reply)).status).toBe('paid')
  })
})

describe('an answer, refused', () => {
  it.each<[string, ErrorCode, WireReply]>([
    ['a state changed', 'SIGNATURE_INVALID', edited((text) => text.replace('"SUCCESS"', '"CLOSE"'))],
    ['an amount changed', 'SIGNATURE_INVALID', edited((text) => text.replace('25.00', '26.00'))],
    ['a member more', 'SIGNATURE_INVALID', edited((text) => text.replace('{', '{"a":1,'))],
    ['another white space in a text', 'SIGNATURE_INVALID', edited((text) => text.replace('SUCCESS', 'SUCC\u00a0ESS'))],
    ['a carriage return, which is signed', 'SIGNATURE_INVALID', edited((text) => text.replace('{', '{\r'))],
    ['under the merchant’s own key', 'SIGNATURE_INVALID', sealed({ result: paidTea }, merchantKey)],
    ['with another answer’s signature', 'SIGNATURE_INVALID', headed(sealed({ result: {} }).headers['x-yop-sign'])],
    ['with the signature cut short', 'SIGNATURE_INVALID', headed(sign.slice(0, 100))],
    ['with two signatures', 'SIGNATURE_INVALID', headed(`${sign}, ${sign}`)],
    ['with a signature that is none', 'SIGNATURE_INVALID', headed('$SHA256')],
    ['with an endless signature', 'SIGNATURE_INVALID', headed('A'.repeat(5000))],
    [
      'its result signed, and changed',
      'SIGNATURE_INVALID',
      edited((text) => text.replace('25.00', '26.00'), alone(paidTea)),
    ],
    ['with its signature in its body', 'SIGNATURE_MISSING', raw(JSON.stringify({ result: paidTea, sign }))],
    ['without its signature, a success', 'SIGNATURE_MISSING', headed(undefined)],
    ['with an empty signature', 'SIGNATURE_MISSING', headed('')],
    ['no UTF-8', 'BODY_INVALID', { ...good, body: Uint8Array.of(0xff, 0xfe) }],
    ['over the limit', 'BODY_INVALID', { ...good, body: new Uint8Array(1_048_577) }],
    ['an HTML page', 'BODY_INVALID', raw('<html><body>busy</body></html>')],
    ['an HTML page with 502', 'PROVIDER_UNAVAILABLE', raw('<html>', 502)],
    ['nothing, with 204', 'PROVIDER_ERROR', raw('', 204)],
    ['too many calls, by a gateway on the way', 'RATE_LIMITED', raw('', 429)],
    ['a refusal that nobody signed', 'REQUEST_REFUSED', headed(undefined, refusalOf('isv.check.request-param.format'))],
    ['a refusal of the business that nobody signed', 'ORDER_CLOSED', headed(undefined, refusalOf('OPR18017'))],
  ])('%s: %s', async (_, code, reply) => {
    const action = code === 'ORDER_CLOSED' ? closeOf(reply) : ask(reply)
    const error = await failure(action)
    expect(error).toMatchObject({ code, outcome: 'unknown', authentic: false })
    expect(error.message).not.toContain(merchantKey.slice(40, 80))
  })
  it.each<[string, ErrorCode, WireReply]>([
    ['about another merchant', 'REPLY_MISMATCH', paid({ merchantNo: '10080009999' })],
    ['about another order', 'REPLY_MISMATCH', paid({ orderId: 'T1002' })],
    ['paid, without an amount', 'BODY_INVALID', paid({ orderAmount: undefined })],
    ['paid, without a number', 'BODY_INVALID', paid({ uniqueOrderNo: undefined })],
    ['with an amount that is none', 'BODY_INVALID', paid({ orderAmount: '2,500' })],
    ['with an amount of another kind', 'BODY_INVALID', paid({ orderAmount: { value: 25 } })],
    ['with an amount below zero', 'BODY_INVALID', paid({ orderAmount: -25 })],
    ['with a fraction of a fen', 'BODY_INVALID', paid({ orderAmount: 25.001 })],
    ['with a time that is none', 'BODY_INVALID', paid({ paySuccessDate: 'noon' })],
    ['in no known state', 'BODY_INVALID', paid({ status: 'NEW' })],
    ['without a code', 'BODY_INVALID', paid({ code: undefined })],
    ['with a code that is no text', 'PROVIDER_ERROR', paid({ code: 0 })],
    ['a notification’s text', 'PROVIDER_ERROR', sealed(JSON.stringify({ ...paidTea, code: undefined }))],
    ['no object', 'BODY_INVALID', sealed('[]')],
    ['no JSON', 'BODY_INVALID', sealed('x')],
    ['a success with 500', 'PROVIDER_UNAVAILABLE', { ...good, status: 500 }],
    ['a failure that says nothing', 'PROVIDER_ERROR', sealed({ state: 'FAILURE', ts: 1 })],
  ])('rightly signed, %s: %s', async (_, code, reply) =>
    expect(await failure(ask(reply))).toMatchObject({ code, outcome: 'unknown', authentic: true }),
  )

  it('whatever byte of it was changed', async () => {
    const told = await ask(good)
    await fc.assert(
      fc.asyncProperty(fc.nat(good.body.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const body = good.body.map((byte, place) => (place === at ? byte ^ by : byte))
        const end: unknown = await ask({ ...good, body }).catch((error: { code: string }) => error.code)
        // White space: nothing that is said.
        if (typeof end === 'object') expect(end).toEqual(told)
        else expect(end).toMatch(/^(SIGNATURE_INVALID|BODY_INVALID)$/)
      }),
    )
  })
})

describe('a refusal', () => {
  const older = (error: object) => sealed({ state: 'FAILURE', error, ts: 1 })
  it.each<[string, WireReply, ErrorCode, string]>([
    ['by sub code', refusalOf('isv.app.not-exists'), 'NOT_PERMITTED', 'isv.app.not-exists'],
    ['by code alone', sealed({ code: '40021', message: 'x' }, platformKey, 500), 'NOT_PERMITTED', '40021'],
    [
      'in the older form',
      older({ code: '40047', subCode: 'isv.authentication.digest.verify-failure' }),
      'SIGNATURE_REFUSED',
      'isv.authentication.digest.verify-failure',
    ],
    ['of older codes', older({ code: '99001008', message: '签名错误' }), 'SIGNATURE_REFUSED', '99001008'],
    [
      'of an unknown sub code, by its code',
      sealed({ code: '40020', subCode: 'sys.new' }, platformKey, 500),
      'PROVIDER_UNAVAILABLE',
      'sys.new',
    ],
    ['by its words', sealed({ result: { code: 'OPR1', message: '订单不存在' } }), 'ORDER_NOT_FOUND', 'OPR1'],
    [
      'by other words of that',
      sealed({ result: { code: 'OPR1', message: '交易订单不存在' } }),
      'ORDER_NOT_FOUND',
      'OPR1',
    ],
    [
      'but not by words that say two things',
      sealed({ result: { code: 'OPR1', message: '退款不存在，订单不存在' } }),
      'PROVIDER_ERROR',
      'OPR1',
    ],
    [
      'nor by words of a merchant',
      sealed({ result: { code: 'OPR1', message: '商户不存在' } }),
      'PROVIDER_ERROR',
      'OPR1',
    ],
  ])('is known %s', async (_, reply, code, providerCode) =>
    expect(await failure(ask(reply))).toMatchObject({ code, providerCode, authentic: true }),
  )

  it('by words is of the action that they are known for', async () => {
    const words = (message: string) => openYeepay({ result: { code: 'OPR1', message } }).client
    const amount = { currency: 'CNY', value: 500 } as const
    const refund = { orderId: 'T1001', refundId: 'R1', amount }
    expect(await codeOf(refundPayment(words('退款金额大于可退金额'), refund))).toBe('REFUND_REFUSED')
    expect(await codeOf(refundPayment(words('账户余额不足'), refund))).toBe('BALANCE_TOO_LOW')
    expect(await codeOf(getRefund(words('退款订单不存在'), refund))).toBe('PARAMETERS_INVALID')
    const { orderId, refundId } = refund
    expect(await codeOf(getRefund(words('退款订单不存在'), { orderId, refundId }))).toBe('REFUND_NOT_FOUND')
    expect(await codeOf(getRefund(words('账户余额不足'), { orderId, refundId }))).toBe('PROVIDER_ERROR')
  })
})

describe('a refund’s answer', () => {
  const answer = {
    code: 'OPR00000',
    merchantNo: merchantId,
    orderId: 'T1001',
    refundRequestId: 'R1',
    uniqueRefundNo: '1002',
    status: 'PROCESSING',
    refundAmount: '5.00',
  }
  const refund = (change: object) =>
    refundPayment(clientOf(sealed({ result: { ...answer, ...change } })), {
      orderId: 'T1001',
      refundId: 'R1',
      amount: { currency: 'CNY', value: 500 },
    })
  it('says how it stands: the code alone says that it was accepted', async () => {
    expect(await refund({})).toMatchObject({ status: 'pending', providerRefundId: '1002' })
    expect((await refund({ status: 'FAILED' })).status).toBe('closed')
    expect((await refund({ status: 'SUSPEND' })).status).toBe('needs-action')
    expect((await refund({ refundAmount: undefined })).amount.value).toBe(500)
  })
  it.each<[string, ErrorCode, object]>([
    ['of another amount', 'REPLY_MISMATCH', { refundAmount: '6.00' }],
    ['of another refund', 'REPLY_MISMATCH', { refundRequestId: 'R2' }],
    ['of another order', 'REPLY_MISMATCH', { orderId: 'T1002' }],
    ['of another merchant', 'REPLY_MISMATCH', { merchantNo: '1' }],
    ['in no known state', 'BODY_INVALID', { status: 'DONE' }],
  ])('%s is refused: %s', async (_, code, change) =>
    expect(await failure(refund(change))).toMatchObject({ code, outcome: 'unknown' }),
  )
  it('is none to a query of the payment, which would be told unpaid', async () => {
    const error = await failure(ask(sealed({ result: answer })))
    expect(error).toMatchObject({ code: 'REPLY_MISMATCH', outcome: 'unknown', authentic: true })
  })
})

describe('a close’s answer', () => {
  const whose = { code: 'OPR00000', merchantNo: merchantId, orderId: 'T1001', uniqueOrderNo: 'P1' }
  it.each([[whose], [{ code: '00000' }], [{ ...whose, status: 'CLOSE' }]])('%j closes', async (result) =>
    expect(await closeOf(sealed({ result }))).toEqual({ orderId: 'T1001', status: 'closed' }),
  )
  const { payWay: _, paySuccessDate: __, ...unpaid } = { ...paidTea, status: 'PROCESSING' }
  it.each<[string, ErrorCode, object]>([
    ['to a charge that was paid', 'REPLY_MISMATCH', { ...whose, status: 'SUCCESS' }],
    ['to a query of an open order', 'REPLY_MISMATCH', unpaid],
    ['to an order at a wallet', 'REPLY_MISMATCH', { ...whose, prePayTn: 'https://qr.alipay.com/1' }],
    ['to an order for several wallets', 'REPLY_MISMATCH', { ...whose, qrCodeUrl: 'https://qr.yeepay.com/1' }],
    ['to an order at the cashier', 'REPLY_MISMATCH', { ...whose, cashierUrl: 'https://cash.yeepay.com/1' }],
    ['to a refund', 'REPLY_MISMATCH', { ...whose, refundRequestId: 'R1' }],
    ['about another order', 'REPLY_MISMATCH', { ...whose, orderId: 'T1002' }],
    ['about another merchant', 'REPLY_MISMATCH', { ...whose, merchantNo: '1' }],
    ['without a code, such as a notification’s', 'BODY_INVALID', { ...whose, code: undefined }],
  ])('%s is none: %s', async (_, code, result) =>
    expect(await failure(closeOf(sealed({ result })))).toMatchObject({ code, outcome: 'unknown', authentic: true }),
  )
})

it('what has no code is for the caller’s schema to judge', async () => {
  const client = clientOf(sealed({ result: { requestId: '1', status: 'FAILED' } }))
  expect(await callProvider(client, { method: 'GET', path: '/rest/v1.0/divide/query' })).toMatchObject({
    status: 'FAILED',
  })
})
