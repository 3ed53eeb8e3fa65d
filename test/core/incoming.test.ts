import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { Readable } from 'node:stream'
import { runInNewContext } from 'node:vm'
import { receiveWebhook } from 'shroff/wechatpay'
import { describe, expect, it, vi } from 'vitest'
import { readLimited } from '../../src/codec/body.js'
import { type Incoming, readIncoming } from '../../src/core/incoming.js'
import { sealWebhook, signatureOf } from '../oracle/wechatpay.js'
import { codeOf, failure } from '../support/failure.js'
import { accountWith, platformKey, seal, transaction, webhook } from '../support/wechatpay.js'

const { headers, body } = webhook()
const url = 'https://shop.example/notify'
const request = (init: RequestInit = {}) => new Request(url, { method: 'POST', headers, body: body.slice(), ...init })
const receive = (incoming: unknown) => receiveWebhook(accountWith(), incoming as Incoming)
const streamed = (stream: ReadableStream) => request({ body: stream, duplex: 'half' } as RequestInit)

/** A notification whose body is this text, rightly signed. */
function signed(text: string | Uint8Array) {
  const bytes = new Uint8Array(Buffer.from(text))
  const { nonce } = seal
  const message = Buffer.concat([
    Buffer.from(`${headers['wechatpay-timestamp']}\n${nonce}\n`),
    bytes,
    Buffer.from('\n'),
  ])
  return { headers: { ...headers, 'wechatpay-signature': signatureOf(message, platformKey) }, body: bytes }
}

describe('a body that something has touched before', () => {
  it.each([
    ['a text', Buffer.from(body).toString(), 'a text, and nothing says how to make bytes of it'],
    ['a parsed object', JSON.parse(Buffer.from(body).toString()), 'already parsed'],
    ['an empty object, as a body parser leaves it', {}, 'already parsed'],
    ['a list of numbers', [...body], 'already parsed'],
    ['nothing', undefined, 'missing'],
    ['null', null, 'missing'],
    ['an ArrayBuffer', body.buffer, 'already parsed'],
    ['words of 16 bits', new Uint16Array(4), 'already parsed'],
  ])('is refused: %s', async (_name, given, found) => {
    const error = await failure(receive({ headers, body: given }))
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', outcome: 'not-sent' })
    expect(error.message).toContain(`The webhook body is ${found}`)
    for (const framework of ['Express', 'Fastify', 'Koa', 'Nest', 'Next.js']) expect(error.next).toContain(framework)
    // Without it Fastify's own parser takes every application/json, as WeChat Pay's webhooks are, before that for "*".
    expect(error.next).toContain('removeAllContentTypeParsers')
  })

  it.each(['utf-8', 'latin1', '', 5])('is refused: a text of the encoding %j', async (encoding) => {
    const error = await failure(receive({ headers, body: Buffer.from(body).toString(), encoding }))
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', outcome: 'not-sent' })
    for (const word of ['encoding: "utf8"', 'Buffer.from', 'isBase64Encoded', 'egg']) expect(error.next).toContain(word)
  })

  it('is refused: Base64 as bytes, as a text, and what only claims to be', async () => {
    const base64 = Buffer.from(body).toString('base64')
    for (const given of [{ body: new Uint8Array(Buffer.from(base64)) }, { body: base64, encoding: 'utf8' }]) {
      const error = await failure(receive({ headers, ...given }))
      // Anybody may have sent it, so it is no fault of the configuration; the words say what it looks like.
      expect(error).toMatchObject({ code: 'SIGNATURE_INVALID', authentic: false })
      expect(error.message).toContain('looks like base64')
      expect(error.next).toContain("encoding: 'base64'")
    }
    const text = { headers, body: Buffer.from(body).toString(), encoding: 'base64' }
    expect((await failure(receive(text))).message).toContain('is not Base64')
  })

  it('is refused: a parsed form, which says how it can be written again', async () => {
    const error = await failure(receive({ headers, body: { trade_status: 'TRADE_SUCCESS' } }))
    expect(error.next).toContain('new URLSearchParams(fields)')
  })

  it.each([
    ['utf8', Buffer.from(body).toString()],
    ['base64', Buffer.from(body).toString('base64')],
  ] as const)('is taken as a text by its encoding: %s', async (encoding, text) => {
    expect(await receiveWebhook(accountWith(), { headers, body: text, encoding })).toMatchObject({
      type: 'payment.paid',
    })
  })

  it('is refused: a Request read before', async () => {
    const used = request()
    await used.json()
    expect((await failure(receive(used))).message).toContain('was read before')
  })

  it('is refused: a Request whose stream somebody else holds', async () => {
    const locked = request()
    locked.body!.getReader()
    expect(await codeOf(receive(locked))).toBe('BODY_INVALID')
  })

  it('is refused: empty, though sent with a length', async () => {
    const error = await failure(receive({ headers: { ...headers, 'Content-Length': '812' }, body: new Uint8Array() }))
    expect(error).toMatchObject({ code: 'CONFIG_INVALID' })
    expect(error.message).toContain('something read it before')
  })

  it('leaves an empty body without a length to the signature', async () => {
    expect(await codeOf(receive({ headers, body: new Uint8Array() }))).toBe('SIGNATURE_INVALID')
    expect(await codeOf(receive({ headers: { ...headers, 'content-length': '0' }, body: new Uint8Array() }))).toBe(
      'SIGNATURE_INVALID',
    )
  })
})

describe('something that is no webhook', () => {
  it.each([undefined, null, 5, 'text', {}, [], { body }, { headers: null, body }])('%j', async (incoming) => {
    expect(await codeOf(receive(incoming))).toBe('CONFIG_INVALID')
  })

  it('a request of Node itself, unread', async () => {
    const message = new IncomingMessage(new Socket())
    Object.assign(message.headers, headers)
    expect((await failure(receive(message))).message).toContain('The webhook body is missing')
  })

  it.each([5, {}, [{}], ['a', 5], true, Object.create(null)])('headers that are no texts: %j', async (value) => {
    const error = await failure(receive({ headers: { ...headers, 'wechatpay-nonce': value }, body }))
    expect(error).toMatchObject({ code: 'CONFIG_INVALID' })
    expect(error.message).toContain('wechatpay-nonce')
  })
})

describe('a body that is too much', () => {
  it('is not read past 1 MiB, though it never ends', async () => {
    const chunk = new Uint8Array(65_536)
    const pull = vi.fn((controller: ReadableStreamDefaultController) => controller.enqueue(chunk))
    const cancel = vi.fn()
    const error = await failure(receive(streamed(new ReadableStream({ pull, cancel }))))
    expect(error).toMatchObject({ code: 'BODY_INVALID', outcome: 'not-sent' })
    expect(error.message).toContain('1048576 bytes')
    // 16 chunks fill it, one goes over, one may be waiting.
    expect(pull.mock.calls.length).toBeLessThanOrEqual(18)
    expect(cancel).toHaveBeenCalledOnce()
  })

  it('is refused even if its stream refuses to be cancelled', async () => {
    const stream = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(2_000_000)),
      cancel: () => new Promise(() => {}),
    })
    expect(await codeOf(receive(streamed(stream)))).toBe('BODY_INVALID')
  })

  it('is refused as bytes', async () => {
    expect(await codeOf(receive({ headers, body: new Uint8Array(1_048_577) }))).toBe('BODY_INVALID')
    // At the limit it is a matter of the signature.
    expect(await codeOf(receive({ headers, body: new Uint8Array(1_048_576) }))).toBe('SIGNATURE_INVALID')
  })

  it('stops a stream of Node too, and closes it', async () => {
    const source = Readable.from(
      (function* () {
        for (;;) yield Buffer.alloc(1000)
      })(),
    )
    await expect(readLimited(source, 5000)).rejects.toThrow(RangeError)
    expect(source.destroyed).toBe(true)
  })

  it('breaks off with its stream', async () => {
    const stream = new ReadableStream({ pull: (controller) => controller.error(new Error('socket hang up')) })
    const error = await failure(receive(streamed(stream)))
    expect(error).toMatchObject({ code: 'BODY_INVALID', cause: { message: 'socket hang up' } })
    expect(error.message).toContain('could not be read to its end')
  })
})

describe('a body that is signed and still hostile', () => {
  const envelope = JSON.parse(Buffer.from(body).toString())
  it.each([
    ['truncated', Buffer.from(body).toString().slice(0, 100), 'not JSON'],
    ['not JSON', '<xml/>', 'not JSON'],
    ['empty', '', 'not JSON'],
    ['a BOM before it', `\uFEFF${Buffer.from(body)}`, 'not JSON'],
    ['nested 100 000 deep', '['.repeat(100_000) + ']'.repeat(100_000), 'nested deeper than'],
    ['nested 33 deep', JSON.stringify({ ...envelope, deep: JSON.parse('['.repeat(32) + ']'.repeat(32)) }), 'deeper'],
    ['100 000 members', JSON.stringify({ ...envelope, more: Array.from({ length: 100_000 }, () => 0) }), 'members'],
    ['__proto__', `{"__proto__":${Buffer.from(body)}}`, '__proto__'],
    [
      '__proto__ inside',
      Buffer.from(body)
        .toString()
        .replace(/"resource": ?{/, '"resource":{"__proto__":{},'),
      '__proto__',
    ],
    ['a list', '[]', 'not an object'],
    ['null', 'null', 'not an object'],
    ['a text', '"{}"', 'not an object'],
    ['an empty object', '{}', '/id: missing'],
    ['an id that is a number', JSON.stringify({ ...envelope, id: 1 }), '/id: not a string'],
    ['no resource', JSON.stringify({ ...envelope, resource: undefined }), '/resource: missing'],
    ['a resource that is a text', JSON.stringify({ ...envelope, resource: 'x' }), '/resource: not an object'],
    ['a list for a resource', JSON.stringify({ ...envelope, resource: [] }), '/resource: not an object'],
  ])('%s', async (_name, text, words) => {
    const error = await failure(receive(signed(text)))
    expect(error).toMatchObject({ code: 'BODY_INVALID', authentic: true, outcome: 'not-sent' })
    expect(error.message).toContain(words)
  })

  it.each([
    ['another algorithm', { algorithm: 'AEAD_SM4_GCM' }],
    ['no algorithm', { algorithm: '' }],
    ['a ciphertext that is no base64', { ciphertext: '!!!' }],
    ['no ciphertext', { ciphertext: '' }],
    ['a ciphertext shorter than its tag', { ciphertext: 'AAAA' }],
    [
      'a cut tag',
      { ciphertext: Buffer.from(envelope.resource.ciphertext, 'base64').subarray(0, -1).toString('base64') },
    ],
    ['another nonce', { nonce: '61f9c719728b' }],
    ['no nonce', { nonce: '' }],
    ['a huge nonce', { nonce: 'n'.repeat(100_000) }],
    ['other associated data', { associated_data: 'refund' }],
    ['no associated data', { associated_data: undefined }],
    ['null for associated data', { associated_data: null }],
  ])('sealed with %s', async (_name, more) => {
    const changed = JSON.stringify({ ...envelope, resource: { ...envelope.resource, ...more } })
    expect(await codeOf(receive(signed(changed)))).toBe('DECRYPTION_FAILED')
  })

  it.each([
    ['nested', { ...transaction, deep: JSON.parse('['.repeat(40) + ']'.repeat(40)) }],
    ['__proto__', JSON.parse(`{"__proto__":{"paid":true},${JSON.stringify(transaction).slice(1)}`)],
  ])('hostile inside: %s', async (_name, resource) => {
    const notice = {
      ...seal,
      apiV3Key: accountKey,
      id: '1',
      eventType: 'TRANSACTION.SUCCESS',
      originalType: 'transaction',
    }
    expect(await codeOf(receive(sealWebhook({ ...notice, resource })))).toBe('BODY_INVALID')
    expect(({} as { paid?: boolean }).paid).toBeUndefined()
  })
})

const accountKey = 'a7cde1ZJB1kG2e7VfTs3jQzaWizur8Gb'

describe('headers', () => {
  const mixed = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.replace(/(^|-)\w/g, (letter) => letter.toUpperCase()), value]),
  )
  it.each<[string, () => unknown]>([
    ['a Request', () => request()],
    ['a Request that streams', () => streamed(new Blob([body.slice()]).stream())],
    ['a clone of a Request', () => request().clone()],
    ['lower case', () => ({ headers, body })],
    ['the case of the wire', () => ({ headers: mixed, body })],
    [
      'upper case',
      () => ({ headers: Object.fromEntries(Object.entries(headers).map(([k, v]) => [k.toUpperCase(), v])), body }),
    ],
    ['a Headers instance', () => ({ headers: new Headers(headers), body })],
    [
      'lists of one, as some gateways have them',
      () => ({ headers: Object.fromEntries(Object.entries(headers).map(([k, v]) => [k, [v]])), body }),
    ],
    [
      'those of Node, with lists and gaps',
      () => ({ headers: { ...headers, 'set-cookie': ['a', 'b'], via: undefined }, body }),
    ],
    ['null for one that is absent', () => ({ headers: { ...headers, via: null }, body })],
    ['no prototype', () => ({ headers: Object.assign(Object.create(null), headers), body })],
    ['a Buffer', () => ({ headers, body: Buffer.from(body) })],
    ['a Buffer inside a larger one', () => ({ headers, body: Buffer.from([1, ...body, 2]).subarray(1, -1) })],
    [
      'bytes of another realm, as test runners have them',
      () => ({ headers, body: runInNewContext('Uint8Array.from(given)', { given: [...body] }) }),
    ],
    ['another content type', () => ({ headers: { ...headers, 'content-type': 'text/plain' }, body })],
    ['no signature type', () => ({ headers: { ...headers, 'wechatpay-signature-type': undefined }, body })],
  ])('may come as %s', async (_name, incoming) => {
    expect(await receive(incoming())).toMatchObject({ type: 'payment.paid', orderId: 'T-1001' })
  })

  it.each(['timestamp', 'nonce', 'signature', 'serial'])('may not come twice: %s', async (part) => {
    const name = `wechatpay-${part}`
    const value = headers[name]!
    const twice = new Headers(headers)
    twice.append(name, value)
    for (const given of [
      twice,
      { ...headers, [name]: [value, value] },
      { ...headers, [name.toUpperCase()]: value },
      { ...headers, [name]: [] },
    ]) {
      expect(await codeOf(receive({ headers: given, body }))).toBe('SIGNATURE_MISSING')
    }
  })

  it('named like what every object has do no harm', async () => {
    const given = JSON.parse(`{"__proto__":"x","constructor":"y","hasOwnProperty":"z"}`)
    const read = await readIncoming({ headers: { ...headers, ...given }, body })
    expect(Object.keys(read.headers)).toEqual(expect.arrayContaining(['constructor', 'hasownproperty']))
    expect(Object.getPrototypeOf(read.headers)).toBe(Object.prototype)
  })

  it('and body are handed on as they are', async () => {
    const read = await readIncoming({ headers: { 'X-One': 'a', 'x-two': ['b', 'c'], 'X-ONE': 'd' }, body })
    expect(read.headers).toEqual({ 'x-one': 'a, d', 'x-two': 'b, c' })
    expect(read.body).toBe(body)
  })
})
