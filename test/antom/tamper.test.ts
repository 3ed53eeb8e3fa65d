import fc from 'fast-check'
import { createClient, type WireReply } from 'shroff'
import { getPayment, receiveWebhook, refundPayment } from 'shroff/antom'
import { describe, expect, it } from 'vitest'
import { sealNotice, sealReply } from '../oracle/antom/wire.js'
import { accountOf, clientId, resultOf } from '../support/antom.js'
import { codeOf, failure } from '../support/failure.js'
import { privateKey } from '../vectors/antom.js'
import { rsa2048 } from '../vectors/crypto.js'

const time = '2026-03-04T12:00:00+08:00'
const path = '/ams/api/v1/payments/inquiryPayment'
const payment = {
  ...resultOf('SUCCESS'),
  paymentStatus: 'PROCESSING',
  paymentRequestId: 'T_1001',
  paymentId: '202603041940108001001885J00000000001',
  paymentAmount: { currency: 'USD', value: '2500' },
}
const seal = { path, clientId, privateKey, time }
const answer = (body: object | string = payment, more: Partial<typeof seal> = {}) =>
  sealReply({ ...seal, ...more, body: typeof body === 'string' ? body : JSON.stringify(body) })
const clientOf = (reply: WireReply) =>
  createClient({ account: accountOf(), transport: async () => reply, retry: { attempts: 1 } })
const ask = (reply: WireReply) => getPayment(clientOf(reply), { orderId: 'T_1001' })
const bytes = (text: string) => new Uint8Array(Buffer.from(text))
const edited = (change: (text: string) => string) => {
  const sealed = answer()
  return { ...sealed, body: bytes(change(Buffer.from(sealed.body).toString())) }
}
const withHeaders = (change: Record<string, string | undefined>, sealed = answer()) => {
  const headers = Object.entries({ ...sealed.headers, ...change }).filter(([, value]) => value !== undefined)
  return { ...sealed, headers: Object.fromEntries(headers) as Record<string, string> }
}
const { signature } = answer().headers as { signature: string }

describe('an answer, taken', () => {
  it.each([
    ['as it is', answer()],
    ['written with blanks', answer(JSON.stringify(payment, null, 4))],
    ['with members that nobody knows', answer({ ...payment, x: { y: [1, { result: null }] } })],
    ['with members that are null', answer({ ...payment, paymentTime: null, transactions: null })],
    ['with blanks in the header', withHeaders({ signature: signature.replaceAll(',', ', ') })],
    ['with the header in another order', withHeaders({ signature: signature.split(',').reverse().join(',') })],
    ['with escapes in small letters', withHeaders({ signature: signature.replace(/%../g, (x) => x.toLowerCase()) })],
    ['with base64 that is not encoded', withHeaders({ signature: decodeURIComponent(signature) })],
    ['with a time in milliseconds', answer(payment, { time: '1772596800000' })],
    ['with a time in another zone', answer(payment, { time: '2026-03-03T20:00:00-08:00' })],
  ])('%s', async (_, reply) => expect((await ask(reply)).status).toBe('pending'))
})

describe('an answer, refused', () => {
  it.each([
    ['a state changed', 'SIGNATURE_INVALID', edited((text) => text.replace('PROCESSING', 'SUCCESS'))],
    ['a blank more', 'SIGNATURE_INVALID', edited((text) => `${text} `)],
    ['written again', 'SIGNATURE_INVALID', edited((text) => JSON.stringify(JSON.parse(text), null, 1))],
    ['of another path', 'SIGNATURE_INVALID', answer(payment, { path: '/ams/api/v1/payments/cancel' })],
    ['of the sandbox', 'SIGNATURE_INVALID', answer(payment, { path: path.replace('/ams', '/ams/sandbox') })],
    ['to another client', 'SIGNATURE_INVALID', answer(payment, { clientId: '5X00' })],
    ['by somebody else’s key', 'SIGNATURE_INVALID', answer(payment, { privateKey: rsa2048.privateKey })],
    ['of another algorithm', 'SIGNATURE_INVALID', withHeaders({ signature: signature.replace('RSA256', 'none') })],
    [
      'without its signature, a success',
      'SIGNATURE_MISSING',
      withHeaders({ signature: undefined, 'response-time': undefined }),
    ],
    ['with a time and no signature', 'SIGNATURE_MISSING', withHeaders({ signature: undefined })],
    ['with a signature and no time', 'SIGNATURE_MISSING', withHeaders({ 'response-time': undefined })],
    ['with another time', 'SIGNATURE_INVALID', withHeaders({ 'response-time': '2026-03-04T12:00:01+08:00' })],
    ['with a time that is none', 'SIGNATURE_MISSING', answer(payment, { time: 'noon' })],
    ['from an hour ago', 'TIMESTAMP_OUT_OF_WINDOW', answer(payment, { time: '2026-03-04T11:00:00+08:00' })],
    ['with the signature twice', 'SIGNATURE_MISSING', withHeaders({ signature: `${signature}, ${signature}` })],
    ['with a signature cut short', 'SIGNATURE_INVALID', withHeaders({ signature: signature.slice(0, -20) })],
    ['an HTML page', 'BODY_INVALID', { status: 200, headers: {}, body: bytes('<html>') }],
    ['an HTML page with 502', 'PROVIDER_UNAVAILABLE', { status: 502, headers: {}, body: bytes('<html>') }],
    ['empty', 'BODY_INVALID', { status: 200, headers: {}, body: bytes('') }],
    ['without a result', 'BODY_INVALID', answer({ ...payment, result: undefined })],
    [
      'with a status that is none',
      'PROVIDER_ERROR',
      answer({ ...payment, result: { resultCode: 'X', resultStatus: 'P' } }),
    ],
    ['about another order', 'REPLY_MISMATCH', answer({ ...payment, paymentRequestId: 'T_1002' })],
    ['paid, without an amount', 'BODY_INVALID', answer({ ...payment, paymentStatus: 'SUCCESS', paymentAmount: null })],
    [
      'with an amount that is none',
      'BODY_INVALID',
      answer({ ...payment, paymentAmount: { currency: 'USD', value: '25.00' } }),
    ],
    [
      'with an amount below zero',
      'BODY_INVALID',
      answer({ ...payment, paymentAmount: { currency: 'USD', value: '-1' } }),
    ],
    [
      'in a currency that is none',
      'BODY_INVALID',
      answer({ ...payment, paymentAmount: { currency: 'XXX', value: '1' } }),
    ],
    ['in a state that is none', 'BODY_INVALID', answer({ ...payment, paymentStatus: 'toString' })],
  ] as const)('%s: %s', async (_, code, reply) => {
    const error = await failure(ask(reply))
    expect(error).toMatchObject({ code, outcome: 'unknown' })
    expect(error.authentic ?? false).toBe(
      /^(REPLY_MISMATCH|PROVIDER_ERROR)$/.test(code) ||
        /is not documented|not as (documented|expected)/.test(error.message),
    )
  })

  it('whatever byte of it was changed', async () => {
    const sealed = answer()
    await fc.assert(
      fc.asyncProperty(fc.nat(sealed.body.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const body = sealed.body.map((byte, place) => (place === at ? byte ^ by : byte))
        expect(await codeOf(ask({ ...sealed, body }))).toMatch(/^(SIGNATURE_INVALID|BODY_INVALID)$/)
      }),
    )
  })
})

describe('a failure that nobody signed', () => {
  const unsigned = (code: string) => {
    const { body } = answer(resultOf(code))
    return { status: 200, headers: {}, body }
  }
  const refund = { paymentId: 'P1', refundId: 'R_1', amount: { currency: 'USD', value: 500 } } as const

  it.each([
    ['SIGNATURE_INVALID', 'SIGNATURE_REFUSED', 'rejected'],
    ['CLIENT_INVALID', 'NOT_PERMITTED', 'rejected'],
    ['PARAM_ILLEGAL', 'REQUEST_REFUSED', 'rejected'],
    // Of the business: nobody vouches for it.
    ['REFUND_AMOUNT_EXCEED', 'PROVIDER_ERROR', 'unknown'],
    ['ORDER_NOT_EXIST', 'PROVIDER_ERROR', 'unknown'],
    ['UNKNOWN_EXCEPTION', 'PROVIDER_UNAVAILABLE', 'unknown'],
    ['PAYMENT_IN_PROCESS', 'PROVIDER_UNAVAILABLE', 'unknown'],
  ])('%s: %s, %s', async (providerCode, code, outcome) => {
    const error = await failure(refundPayment(clientOf(unsigned(providerCode)), refund))
    expect(error).toMatchObject({ code, outcome, providerCode, authentic: false })
  })

  it('says nothing of a payment, whatever it says', async () => {
    expect(await failure(ask(unsigned('ORDER_NOT_EXIST')))).toMatchObject({ outcome: 'unknown', authentic: false })
  })
})

describe('a notification', () => {
  const notice = { ...payment, notifyType: 'PAYMENT_RESULT' }
  const body = JSON.stringify(notice)
  const sealed = (more: Partial<typeof seal> & { body?: string } = {}) =>
    sealNotice({ ...seal, path: '/notify?shop=1', body, ...more })
  const receive = (incoming: ReturnType<typeof sealed>, account = accountOf()) => receiveWebhook(account, incoming)

  it('is signed with the path and query of our own address, as it was called', async () => {
    expect((await receive(sealed())).type).toBe('payment.paid')
    for (const url of [
      'https://shop.example/notify',
      'https://shop.example/v2/notify?shop=1',
      'https://shop.example/notify?shop=2',
    ])
      expect(await failure(receive({ ...sealed(), url }))).toMatchObject({
        code: 'SIGNATURE_INVALID',
        message: expect.stringContaining(new URL(url).pathname),
        next: expect.stringContaining('notifyPath'),
      })
  })

  it('that a proxy sent on under another path is taken with notifyPath', async () => {
    const moved = { ...sealed(), url: 'http://10.0.0.7:8080/internal/antom' }
    expect(await codeOf(receive(moved))).toBe('SIGNATURE_INVALID')
    expect((await receive(moved, accountOf({ notifyPath: '/notify?shop=1' }))).type).toBe('payment.paid')
    expect(await codeOf(receive(sealed(), accountOf({ notifyPath: '/other' })))).toBe('SIGNATURE_INVALID')
  })

  it('is taken with a path for an address, with a fragment, percent-encoded as it was called', async () => {
    for (const [path, url] of [
      ['/notify?shop=1', '/notify?shop=1'],
      ['/notify?shop=1', 'https://shop.example/notify?shop=1#top'],
      ['/%E6%94%AF?a=%2f', '/%E6%94%AF?a=%2f'],
      ['/', 'https://shop.example'],
    ] as const)
      expect((await receive({ ...sealed({ path }), url })).type).toBe('payment.paid')
  })

  it('without an address is a mistake of ours', async () => {
    const { url: _, ...rest } = sealed()
    const error = await failure(receiveWebhook(accountOf(), rest))
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', outcome: 'not-sent' })
    expect(error.next).toMatch(/request\.originalUrl.*notifyPath/)
  })

  // The parts are signed as one text: what stands before a dot may not pass for what stands behind it.
  it('cannot be folded: no piece of the body passes for the time, none of the time for the body', async () => {
    const inner = '{"notifyType":"PAYMENT_RESULT"}'
    const told = sealed({ body: `${inner.slice(0, -1)},"x":"y"}` })
    const whole = `${time}.${Buffer.from(told.body).toString()}`
    const folds = Array.from({ length: whole.length - time.length }, (_, cut) => time.length + cut)
    for (const at of folds.filter((at) => /[.{,]/.test(whole[at]!))) {
      const headers = { ...told.headers, 'request-time': whole.slice(0, at) }
      for (const rest of [whole.slice(at), whole.slice(at + 1)]) {
        const isItself = at === time.length && rest === whole.slice(at + 1)
        if (!isItself)
          expect(await codeOf(receive({ ...told, headers, body: bytes(rest) }))).toMatch(/^(SIGNATURE|BODY)_/)
      }
    }
    const shorter = { ...told.headers, 'request-time': '2026-03-04T12' }
    expect(await codeOf(receive({ ...told, headers: shorter, body: bytes(`:00:00+08:00.${body}`) }))).toBe(
      'SIGNATURE_INVALID',
    )
  })

  it('is taken from whenever it is: nothing is documented about the time of a later delivery', async () => {
    for (const one of ['2019-07-12T12:08:56.253+05:30', '2025-05-17T07:58:04Z', '1685599933871'])
      expect((await receive(sealed({ time: one }))).type).toBe('payment.paid')
  })

  it('for another client is not ours, though it is genuine', async () => {
    const error = await failure(receive(sealed({ clientId: 'SANDBOX_5X00000000000000' })))
    expect(error).toMatchObject({ code: 'WEBHOOK_NOT_OURS', authentic: true })
    expect(error.message).toContain('its client is SANDBOX_5X00000000000000')
  })
})
