import { describe, expect, it } from 'vitest'
import { codeOf, failure } from '../support/failure.js'
import { now, refund, reply, webhook } from '../support/wechatpay.js'
import { answered, bytes, change, flip, notified, openAnswer, openNotice, text } from '../support/wechatpay-tampered.js'

const directions = [
  ['an answer', answered, openAnswer],
  ['a notification', notified, openNotice],
] as const

const swapCase = (value: string) =>
  value.replace(/[a-z]/gi, (letter) => (letter < 'a' ? letter.toLowerCase() : letter.toUpperCase()))

const malformed = 'SIGNATURE_MISSING'
const edits: [string, (value: string) => string, Record<'timestamp' | 'nonce' | 'signature' | 'serial', string>][] = [
  [
    'its third last character changed',
    (value) => flip(value, value.length - 3),
    { ...codes('SIGNATURE_INVALID', 'KEY_UNKNOWN'), timestamp: 'TIMESTAMP_OUT_OF_WINDOW' },
  ],
  [
    'its first character changed',
    (value) => flip(value, 0),
    { ...codes('SIGNATURE_INVALID', 'KEY_UNKNOWN'), timestamp: 'TIMESTAMP_OUT_OF_WINDOW' },
  ],
  ['nothing left', () => '', codes(malformed, malformed)],
  ['itself repeated', (value) => value + value, { ...codes('SIGNATURE_INVALID', malformed), timestamp: malformed }],
  ['itself twice, as two headers', (value) => `${value}, ${value}`, codes(malformed, malformed)],
  ['itself twice, without the blank', (value) => `${value},${value}`, codes(malformed, malformed)],
  ['a blank before it', (value) => ` ${value}`, codes(malformed, malformed)],
  ['a blank after it', (value) => `${value} `, codes(malformed, malformed)],
  ['a tab in it', (value) => `${value.slice(0, 4)}\t${value.slice(4)}`, codes(malformed, malformed)],
  ['a line feed after it', (value) => `${value}\n`, codes(malformed, malformed)],
  ['a line feed in it', (value) => `${value.slice(0, 4)}\n${value.slice(4)}`, codes(malformed, malformed)],
  ['a NUL after it', (value) => `${value}\0`, codes(malformed, malformed)],
  ['a letter beyond ASCII', (value) => `${value}é`, codes(malformed, malformed)],
  [
    'its last character cut off',
    (value) => value.slice(0, -1),
    { ...codes('SIGNATURE_INVALID', 'KEY_UNKNOWN'), timestamp: 'TIMESTAMP_OUT_OF_WINDOW' },
  ],
  [
    'a zero more',
    (value) => `${value}0`,
    { ...codes('SIGNATURE_INVALID', 'KEY_UNKNOWN'), timestamp: 'TIMESTAMP_OUT_OF_WINDOW' },
  ],
  ['a zero in front', (value) => `0${value}`, { ...codes('SIGNATURE_INVALID', 'KEY_UNKNOWN'), timestamp: malformed }],
]

function codes(signed: string, serial: string) {
  return { timestamp: signed, nonce: signed, signature: signed, serial }
}

describe.each(directions)('%s is refused', (_name, signed, open) => {
  it('unless it is as it was signed', async () => {
    expect(await open(signed)).toMatchObject({ orderId: 'T-1001' })
  })

  for (const [name, edit, expected] of edits) {
    it.each(Object.entries(expected))(`when a header has ${name}: %s`, async (header, code) => {
      expect(await codeOf(open(change(signed, `wechatpay-${header}`, edit)))).toBe(code)
    })
  }

  it.each(['timestamp', 'nonce', 'signature', 'serial'])('without the header %s', async (header) => {
    const { [`wechatpay-${header}`]: _, ...headers } = signed.headers
    expect(await codeOf(open({ ...signed, headers }))).toBe('SIGNATURE_MISSING')
  })

  it.each([
    ['nonce', 'SIGNATURE_INVALID'],
    ['signature', 'SIGNATURE_INVALID'],
    ['serial', 'KEY_UNKNOWN'],
  ])('when the case of %s is changed', async (header, code) => {
    expect(await codeOf(open(change(signed, `wechatpay-${header}`, swapCase)))).toBe(code)
  })

  it.each([
    ['fifteen digits', '177260400000000', 'SIGNATURE_MISSING'],
    ['a thousand digits', '9'.repeat(1000), 'SIGNATURE_MISSING'],
    ['twelve digits', '999999999999', 'TIMESTAMP_OUT_OF_WINDOW'],
    ['milliseconds', String(now), 'SIGNATURE_MISSING'],
    ['an exponent', '1e10', 'SIGNATURE_MISSING'],
    ['hexadecimal', '0x69a7b0c0', 'SIGNATURE_MISSING'],
    ['a sign', `-${now / 1000}`, 'SIGNATURE_MISSING'],
    ['a plus', `+${now / 1000}`, 'SIGNATURE_MISSING'],
    ['a fraction', `${now / 1000}.0`, 'SIGNATURE_MISSING'],
    ['zero', '0', 'SIGNATURE_MISSING'],
    ['NaN', 'NaN', 'SIGNATURE_MISSING'],
    ['digits of another script', '１７７２６０４０００', 'SIGNATURE_MISSING'],
    ['a second later', String(now / 1000 + 1), 'SIGNATURE_INVALID'],
  ])('when its time is %s', async (_time, value, code) => {
    expect(await codeOf(open(change(signed, 'wechatpay-timestamp', () => value)))).toBe(code)
  })

  it.each([
    ['65 characters', 'A'.repeat(65), 'SIGNATURE_MISSING'],
    ['64 characters', 'A'.repeat(64), 'KEY_UNKNOWN'],
    ['a path', '../../etc/passwd', 'SIGNATURE_MISSING'],
    ['a name of every object', '__proto__', 'KEY_UNKNOWN'],
    ['another one', 'constructor', 'KEY_UNKNOWN'],
  ])('when its serial is %s', async (_serial, value, code) => {
    expect(await codeOf(open(change(signed, 'wechatpay-serial', () => value)))).toBe(code)
  })

  // 256 bytes are 342 characters and two of padding: the last one before the padding has four bits that mean nothing.
  const strayBits = (value: string) => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
    return `${value.slice(0, -3)}${alphabet[alphabet.indexOf(value.at(-3)!) | 1]}==`
  }
  it.each<[string, (value: string) => string, string]>([
    ['in the URL alphabet', (value) => `-${value.slice(1)}`, 'SIGNATURE_INVALID'],
    ['as base64url', (value) => Buffer.from(value, 'base64').toString('base64url'), 'SIGNATURE_INVALID'],
    ['without padding', (value) => value.replace(/=+$/, ''), 'SIGNATURE_INVALID'],
    ['with more padding', (value) => `${value}=`, 'SIGNATURE_INVALID'],
    ['with stray bits at the end', strayBits, 'SIGNATURE_INVALID'],
    ['in lines', (value) => value.replace(/.{64}/g, '$&\r\n'), 'SIGNATURE_MISSING'],
    ['in hexadecimal', (value) => Buffer.from(value, 'base64').toString('hex'), 'SIGNATURE_INVALID'],
    ['of no bytes', () => '=', 'SIGNATURE_INVALID'],
    ['of zeros', () => Buffer.alloc(256).toString('base64'), 'SIGNATURE_INVALID'],
    ['of 255 bytes', (value) => Buffer.from(value, 'base64').subarray(1).toString('base64'), 'SIGNATURE_INVALID'],
    ['of 4096 characters', () => 'A'.repeat(4096), 'SIGNATURE_MISSING'],
    ['that is a probe', (value) => `WECHATPAY/SIGNTEST/${value.slice(19)}`, 'SIGNATURE_PROBE'],
    ['that is half a probe', (value) => `WECHATPAY/SIGNTES${value.slice(17)}`, 'SIGNATURE_INVALID'],
  ])('with a signature %s', async (_form, edit, code) => {
    const changed = change(signed, 'wechatpay-signature', edit)
    expect(changed.headers).not.toEqual(signed.headers)
    expect(await codeOf(open(changed))).toBe(code)
  })

  it.each([
    ['SM', 'WECHATPAY2-SM2-WITH-SM3'],
    ['nothing', ''],
    ['lower case', 'wechatpay2-sha256-rsa2048'],
    ['two', 'WECHATPAY2-SHA256-RSA2048, WECHATPAY2-SHA256-RSA2048'],
    ['none', 'none'],
  ])('of a signature type that is not ours: %s', async (_type, value) => {
    const headers = { ...signed.headers, 'wechatpay-signature-type': value }
    expect(await codeOf(open({ ...signed, headers }))).toBe('SIGNATURE_INVALID')
  })

  it('with a line feed that moves the border between nonce and body', async () => {
    const { 'wechatpay-nonce': nonce = '', ...others } = signed.headers
    const whole = text(signed.body)
    // The signed text is the same, so only the grammar of the header tells.
    const moved = { headers: { ...others, 'wechatpay-nonce': `${nonce}\n{` }, body: bytes(whole.slice(1)) }
    expect(await codeOf(open(moved))).toBe('SIGNATURE_MISSING')
    const back = { headers: { ...others, 'wechatpay-nonce': nonce.slice(0, 8) }, body: bytes(nonce.slice(8) + whole) }
    expect(await codeOf(open(back))).toBe('SIGNATURE_INVALID')
  })

  it.each<[string, (body: string) => string]>([
    ['a blank after a colon', (body) => body.replace(':', ': ')],
    ['a blank at the end', (body) => `${body} `],
    ['a line feed at the end', (body) => `${body}\n`],
    ['a line feed in front', (body) => `\n${body}`],
    ['a byte order mark', (body) => `\uFEFF${body}`],
    ['a NUL at the end', (body) => `${body}\0`],
    [
      'its members in another order',
      (body) => JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(body)).reverse())),
    ],
    ['itself pretty-printed', (body) => JSON.stringify(JSON.parse(body), null, 2)],
    ['an escape for a character', (body) => body.replace('"T', '"\\u0054').replace('"EV', '"\\u0045V')],
    ['a member more', (body) => body.replace('{', '{"more":1,')],
    ['a member twice', (body) => body.replace('}', ',"out_trade_no":"T-1002"}')],
    ['its last byte cut off', (body) => body.slice(0, -1)],
    ['nothing in it', () => ''],
    ['only an object', () => '{}'],
  ])('when the body has %s', async (_change, edit) => {
    const body = bytes(edit(text(signed.body)))
    expect(text(body)).not.toBe(text(signed.body))
    const error = await failure(open({ ...signed, body }))
    expect(error).toMatchObject({ code: 'SIGNATURE_INVALID', authentic: false })
  })

  it.each([
    ['a stray byte', Uint8Array.of(0xff)],
    ['an overlong slash', Uint8Array.of(0xc0, 0xaf)],
    ['half a character', Uint8Array.of(0xe4, 0xb8)],
    ['a surrogate', Uint8Array.of(0xed, 0xa0, 0x80)],
  ])('when the body is not UTF-8: %s', async (_name, stray) => {
    const body = new Uint8Array([...signed.body, ...stray])
    expect(await failure(open({ ...signed, body }))).toMatchObject({ code: 'BODY_INVALID', authentic: false })
  })

  it('when the body of another message stands under its headers', async () => {
    const other = open === openNotice ? webhook({ resource: refund }) : reply(JSON.stringify(refund))
    expect(await codeOf(open({ headers: signed.headers, body: other.body }))).toBe('SIGNATURE_INVALID')
  })
})
