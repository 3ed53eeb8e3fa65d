import fc from 'fast-check'
import { getPayment } from 'shroff/alipay'
import { describe, expect, it } from 'vitest'
import { type GatewaySeal, type OracleReply, sealGatewayReply, sealRestReply } from '../oracle/alipay.js'
import { alipayKey, contentKey, type Mode, merchantPem, now, openAlipay } from '../support/alipay.js'
import { serials } from '../support/alipay-certificates.js'
import { codeOf, failure } from '../support/failure.js'

const method = 'alipay.trade.query'
const content = {
  code: '10000',
  msg: 'Success',
  out_trade_no: 'T_1001',
  trade_no: '2026030422001400000000000001',
  trade_status: 'WAIT_BUYER_PAY',
  total_amount: '25.00',
  subject: '乌龙茶 "of spring" https://shop.example/{tea}',
}
const seal = (more: Partial<GatewaySeal> = {}) => sealGatewayReply({ method, privateKey: alipayKey, content, ...more })
const textOf = ({ body }: OracleReply) => Buffer.from(body).toString()
const bytes = (text: string) => new Uint8Array(Buffer.from(text))
const ask = (answer: OracleReply, mode: Mode = {}) =>
  getPayment(openAlipay(() => answer, mode).client, { orderId: 'T_1001' })
const edited = (edit: (text: string) => string, more?: Partial<GatewaySeal>) => {
  const answer = seal(more)
  const changed = edit(textOf(answer))
  if (changed === textOf(answer)) throw new Error('the edit changed nothing')
  return { ...answer, body: bytes(changed) }
}
const paid = JSON.stringify({ ...content, trade_status: 'TRADE_SUCCESS' })
const escaped = JSON.stringify(content).replaceAll('/', '\\/')
const spaced = JSON.stringify(content, null, 2)

describe('V2, taken', () => {
  it.each([
    ['as it is', seal()],
    ['with escaped slashes', seal({ text: escaped })],
    ['with blanks and line feeds inside what is signed', seal({ text: spaced })],
    [
      'with blanks outside of it',
      edited((text) => text.replace('_response":', '_response" :\r\n\t').replace(',"sign":', ' ,\n "sign" : ')),
    ],
    ['with sign before the response', edited((text) => text.replace(/^\{(.*),("sign":"[^"]*")\}$/s, '{$2,$1}'))],
    [
      'with members that nobody knows',
      edited((text) => text.replace(/\}$/, ',"x":{"a":[1,{"sign":"}"}]},"y":null,"z":-1.5e3}')),
    ],
    [
      'with its name inside a text',
      seal({ content: { ...content, body: '"alipay_trade_query_response":{},"sign":"' } }),
    ],
    ['with an unpaired bracket inside a text', seal({ content: { ...content, body: '}]{"\\' } })],
  ])('%s', async (_name, answer) => expect((await ask(answer)).status).toBe('pending'))
})

describe('V2, refused', () => {
  it.each([
    [
      'a response that says paid',
      'SIGNATURE_INVALID',
      edited((text) => text.replace('WAIT_BUYER_PAY', 'TRADE_SUCCESS')),
    ],
    ['another amount', 'SIGNATURE_INVALID', edited((text) => text.replace('25.00', '25.01'))],
    ['a blank more', 'SIGNATURE_INVALID', edited((text) => text.replace('"code":', '"code": '))],
    ['a slash that was escaped', 'SIGNATURE_INVALID', seal({ signed: escaped })],
    ['a slash that was not', 'SIGNATURE_INVALID', seal({ text: escaped, signed: JSON.stringify(content) })],
    [
      'members in another order',
      'SIGNATURE_INVALID',
      edited((text) => text.replace('"code":"10000","msg":"Success"', '"msg":"Success","code":"10000"')),
    ],
    ['the signature of another text', 'SIGNATURE_INVALID', seal({ signed: paid })],
    [
      'the signature of the whole body',
      'SIGNATURE_INVALID',
      seal({ signed: `{"alipay_trade_query_response":${JSON.stringify(content)}}` }),
    ],
    ['the merchant’s own signature', 'SIGNATURE_INVALID', seal({ privateKey: merchantPem })],
    ['no signature', 'SIGNATURE_MISSING', seal({ unsigned: true })],
    [
      'a signature that is no text',
      'SIGNATURE_MISSING',
      edited((text) => text.replace(/"sign":"[^"]*"/, '"sign":true')),
    ],
    ['an empty signature', 'SIGNATURE_INVALID', edited((text) => text.replace(/"sign":"[^"]*"/, '"sign":""'))],
    ['a signature with a bad escape', 'BODY_INVALID', edited((text) => text.replace(/"sign":"./, '"sign":"\\x'))],
    [
      'a signature with a blank in it',
      'SIGNATURE_INVALID',
      edited((text) => text.replace(/"sign":"(.{9})/, '"sign":"$1 ')),
    ],
    [
      'two responses of one name, the false one first',
      'BODY_INVALID',
      edited((text) => text.replace('{"alipay', `{"alipay_trade_query_response":${paid},"alipay`)),
    ],
    [
      'two responses of one name, the false one last',
      'BODY_INVALID',
      edited((text) => text.replace(/\}$/, `,"alipay_trade_query_response":${paid}}`)),
    ],
    [
      'a second name that is escaped',
      'BODY_INVALID',
      edited((text) => text.replace(/\}$/, `,"alipay_trade_query_respons\\u0065":${paid}}`)),
    ],
    ['a comma after the last member', 'BODY_INVALID', edited((text) => text.replace(/\}$/, ',}'))],
    [
      'two responses of two names',
      'BODY_INVALID',
      edited((text) => text.replace(/\}$/, `,"error_response":{"code":"40004"}}`)),
    ],
    ['two signatures', 'BODY_INVALID', edited((text) => text.replace(/\}$/, ',"sign":"AAAA"}'))],
    ['no response at all', 'BODY_INVALID', edited((text) => text.replace('_response"', '_reply"'))],
    ['the answer to another method', 'REPLY_MISMATCH', seal({ node: 'alipay_trade_close_response' })],
    ['a byte order mark', 'BODY_INVALID', edited((text) => `\ufeff${text}`)],
    ['something after it', 'BODY_INVALID', edited((text) => `${text}{}`)],
    ['a list around it', 'BODY_INVALID', edited((text) => `[${text}]`)],
    ['a member without a value', 'BODY_INVALID', edited((text) => text.replace(/\}$/, ',"x"}'))],
    ['a null', 'PROVIDER_ERROR', seal({ text: 'null' })],
    ['a number', 'PROVIDER_ERROR', seal({ text: '10000' })],
    ['signed text that is no JSON', 'BODY_INVALID', seal({ text: '{"code":"10000",}' })],
    ['signed depth', 'BODY_INVALID', seal({ text: `{"code":"10000","x":${'['.repeat(40)}${']'.repeat(40)}}` })],
    [
      'a signed prototype',
      'BODY_INVALID',
      seal({ text: '{"code":"10000","__proto__":{"trade_status":"TRADE_SUCCESS"}}' }),
    ],
    ['more than a megabyte', 'BODY_INVALID', seal({ content: { ...content, body: 'x'.repeat(1_048_576) } })],
    [
      '100 000 open brackets',
      'BODY_INVALID',
      { ...seal(), body: bytes(`{"alipay_trade_query_response":${'['.repeat(100_000)}`) },
    ],
    [
      'bytes that are not UTF-8',
      'BODY_INVALID',
      { ...seal(), body: new Uint8Array(Buffer.from(textOf(seal()), 'latin1')).fill(0xff, 60, 62) },
    ],
    ['nothing', 'BODY_INVALID', { ...seal(), body: new Uint8Array() }],
    ['an encrypted answer without a contentKey', 'DECRYPTION_FAILED', seal({ aesKey: contentKey })],
  ] as [string, string, OracleReply][])('%s: %s', async (_name, code, answer) => {
    expect(await failure(ask(answer))).toMatchObject({ code, outcome: 'unknown' })
  })

  it('cut anywhere', async () => {
    const { body } = seal()
    for (let length = 0; length < body.length; length += 1)
      expect(await codeOf(ask({ ...seal(), body: body.slice(0, length) }))).toBe('BODY_INVALID')
  })

  it('an answer under another certificate, and one whose certificate was changed', async () => {
    const certificate = { certificate: true }
    expect(await failure(ask(seal({ serial: 'f'.repeat(32) }), certificate))).toMatchObject({
      code: 'KEY_UNKNOWN',
      outcome: 'unknown',
      authentic: false,
    })
    expect((await ask(seal({ serial: serials.alipay }), certificate)).status).toBe('pending')
  })

  it.each([
    ['another AES key', seal({ aesKey: 'aa4BtZ4tspm2wnXLb1ThQA==' }), 'DECRYPTION_FAILED'],
    ['no Base64', seal({ text: '"not base64!"' }), 'DECRYPTION_FAILED'],
    ['a cut block', seal({ text: '"AAAA"' }), 'DECRYPTION_FAILED'],
    [
      'a ciphertext changed after signing',
      edited(
        (text) =>
          text.replace(/_response":"./, (found) =>
            found.endsWith('A') ? `${found.slice(0, -1)}B` : `${found.slice(0, -1)}A`,
          ),
        { aesKey: contentKey },
      ),
      'SIGNATURE_INVALID',
    ],
    ['a signature over the text without its quotes', seal({ text: '"AAAA"', signed: 'AAAA' }), 'SIGNATURE_INVALID'],
    ['something other than JSON inside', seal({ aesKey: contentKey, text: 'tea' }), 'BODY_INVALID'],
  ])('encrypted, with %s', async (_name, answer, code) =>
    expect(await failure(ask(answer, { encrypted: true }))).toMatchObject({ code, outcome: 'unknown' }),
  )
})

describe('V3', () => {
  const { code: _code, msg: _msg, ...trade } = content
  const rest = (more: object = {}) => sealRestReply({ privateKey: alipayKey, now, content: trade, ...more })
  const v3 = { generation: 'v3' } as const
  const header = (name: string, value: string) => ({ ...rest(), headers: { ...rest().headers, [name]: value } })

  it('taken as it is, and with blanks', async () => {
    expect((await ask(rest(), v3)).status).toBe('pending')
    expect((await ask(rest({ text: JSON.stringify(trade, null, 1) }), v3)).status).toBe('pending')
  })

  it.each([
    ['another time', 'SIGNATURE_INVALID', header('alipay-timestamp', String(now + 1))],
    ['another nonce', 'SIGNATURE_INVALID', header('alipay-nonce', 'x')],
    [
      'another signature',
      'SIGNATURE_INVALID',
      header('alipay-signature', rest({ content: {} }).headers['alipay-signature']!),
    ],
    ['no time', 'SIGNATURE_MISSING', header('alipay-timestamp', '')],
    ['no nonce', 'SIGNATURE_MISSING', header('alipay-nonce', '')],
    ['no signature', 'SIGNATURE_MISSING', rest({ unsigned: true })],
    ['the merchant’s own signature', 'SIGNATURE_INVALID', rest({ privateKey: merchantPem })],
    ['a byte more', 'SIGNATURE_INVALID', { ...rest(), body: bytes(`${textOf(rest())}\n`) }],
    ['a byte order mark', 'SIGNATURE_INVALID', { ...rest(), body: bytes(`\ufeff${textOf(rest())}`) }],
    ['a signed text that is no JSON', 'BODY_INVALID', rest({ text: '{' })],
    ['signed depth', 'BODY_INVALID', rest({ text: `${'['.repeat(40)}${']'.repeat(40)}` })],
    ['bytes that are not UTF-8', 'BODY_INVALID', { ...rest(), body: Uint8Array.of(0xff) }],
    ['more than a megabyte', 'BODY_INVALID', rest({ text: ' '.repeat(1_048_577) })],
    ['nothing', 'BODY_INVALID', rest({ text: '' })],
  ])('refuses %s: %s', async (_name, code, answer) =>
    expect(await failure(ask(answer, v3))).toMatchObject({ code, outcome: 'unknown' }),
  )

  it('another certificate, another AES key', async () => {
    expect(await codeOf(ask(rest({ serial: 'f'.repeat(32) }), { ...v3, certificate: true }))).toBe('KEY_UNKNOWN')
    expect(await codeOf(ask(rest({ aesKey: 'aa4BtZ4tspm2wnXLb1ThQA==' }), { ...v3, encrypted: true }))).toBe(
      'DECRYPTION_FAILED',
    )
  })
})

describe('one byte changed anywhere', () => {
  it.each([
    ['v2', seal(), {}],
    ['v2, encrypted', seal({ aesKey: contentKey }), { encrypted: true }],
  ] as [string, OracleReply, Mode][])('%s: refused, or the same answer', async (_name, answer, mode) => {
    const raw = (await ask(answer, mode)).raw
    await fc.assert(
      fc.asyncProperty(fc.nat(answer.body.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const body = Uint8Array.from(answer.body, (byte, index) => (index === at ? byte ^ change : byte))
        const told = await ask({ ...answer, body }, mode).then(
          (payment) => payment.raw,
          (error) => error,
        )
        // Base64's last character before the padding has bits that mean nothing.
        if (told instanceof Error) expect(told).toMatchObject({ outcome: 'unknown' })
        else expect(told).toEqual(raw)
      }),
      { numRuns: 400 },
    )
  })
})
