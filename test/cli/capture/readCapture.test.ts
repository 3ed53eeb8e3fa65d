import { once } from 'node:events'
import { request as send } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { createClient, recordTransport } from 'shroff'
import { createMockGateway } from 'shroff/mock'
import { getPayment, wechatpay } from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { describe, expect, it } from 'vitest'
import type { Captured } from '../../../src/cli/capture/captured.js'
import { readCapture } from '../../../src/cli/capture/readCapture.js'

const read = (input: string | Uint8Array) => readCapture(Buffer.from(input as string))
const first = (input: string | Uint8Array): Captured => read(input).exchanges[0]!
const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString()

/** The very bytes that Node’s own client writes. */
async function onTheWire(headers: Record<string, string>, body: string | Buffer, chunked = false): Promise<Buffer> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const length: Record<string, string> = chunked
    ? { 'transfer-encoding': 'chunked' }
    : { 'content-length': String(Buffer.byteLength(body)) }
  const outgoing = send({
    port,
    host: '127.0.0.1',
    method: 'POST',
    path: '/notify?a=%2F',
    headers: { ...headers, ...length },
  })
  outgoing.on('error', () => {}).end(body)
  const [socket] = await once(server, 'connection')
  const chunks: Buffer[] = []
  for await (const chunk of socket) {
    chunks.push(chunk)
    if (
      Buffer.concat(chunks)
        .toString('latin1')
        .endsWith(chunked ? '0\r\n\r\n' : Buffer.from(body).toString('latin1'))
    )
      break
  }
  outgoing.destroy()
  server.close()
  return Buffer.concat(chunks)
}

describe('raw HTTP', () => {
  const body = '{"summary":"支付成功","a":"\\/"}'
  it('as a client writes it', async () => {
    const wire = await onTheWire({ 'Wechatpay-Nonce': 'n', host: 'shop.example' }, body)
    const { request, reply } = first(wire)
    expect(request).toMatchObject({
      method: 'POST',
      url: 'https://shop.example/notify?a=%2F',
      headers: { 'wechatpay-nonce': 'n' },
    })
    expect(text(request?.body)).toBe(body)
    expect(reply).toBeUndefined()
  })

  it('chunked, and compressed', async () => {
    expect(text(first(await onTheWire({}, body, true)).request?.body)).toBe(body)
    expect(text(first(await onTheWire({ 'content-encoding': 'gzip' }, gzipSync(body))).request?.body)).toBe(body)
    const br = await onTheWire({ 'content-encoding': 'br' }, brotliCompressSync(body), true)
    expect(text(first(br).request?.body)).toBe(body)
    // Decompressed by the tool, and the header left as it was.
    expect(text(first(await onTheWire({ 'content-encoding': 'gzip' }, body)).request?.body)).toBe(body)
  })

  it('with an editor’s line ends, and the answer behind it', () => {
    const both = `\nPOST /v3/x HTTP/1.1\nHost: api.mch.weixin.qq.com\n\n${body}\n\nHTTP/1.1 200 OK\nWechatpay-Serial: 1F\n\n{"b":2}`
    const { request, reply } = first(both)
    expect([text(request?.body), reply?.status, reply?.headers['wechatpay-serial'], text(reply?.body)]).toEqual([
      body,
      200,
      '1F',
      '{"b":2}',
    ])
    expect(first('HTTP/2 401\r\nRequest-ID: 1\r\n\r\n{"code":"SIGN_ERROR"}').reply).toMatchObject({ status: 401 })
  })

  it('of bytes that are no UTF-8', () => {
    const gbk = Buffer.concat([
      Buffer.from('POST / HTTP/1.1\r\nContent-Length: 4\r\n\r\n'),
      Buffer.from([0xd6, 0xa7, 0xb8, 0xb6, 10]),
    ])
    expect([...first(gbk).request!.body!]).toEqual([0xd6, 0xa7, 0xb8, 0xb6])
  })
})

describe('what recordTransport kept', () => {
  it('as JSON.stringify writes it', async () => {
    const mock = await createMockGateway({ providers: [mockWechatpay()] })
    const { transport, exchanges } = recordTransport(mock.transport)
    const client = createClient({ account: wechatpay(mock.credentials('wechatpay')), transport })
    await getPayment(client, { orderId: 'T-1001' }).catch(() => {})
    for (const written of [exchanges, exchanges[0], { exchanges }, mock.journal]) {
      const { request, reply } = first(JSON.stringify(written))
      expect(request?.url).toBe(exchanges[0]!.request.url)
      expect(Buffer.from(reply!.body)).toEqual(Buffer.from(exchanges[0]!.reply!.body))
      expect(reply?.headers['request-id']).toBe(exchanges[0]!.reply!.headers['request-id'])
    }
  })

  it('with bodies as Buffers and as text', () => {
    const message = (body: unknown) =>
      JSON.stringify([{ request: { method: 'POST', url: 'https://a.example/', headers: {}, body } }])
    expect(text(first(message(Buffer.from('ü'))).request?.body)).toBe('ü')
    expect(text(first(message('ü')).request?.body)).toBe('ü')
  })
})

describe('HAR', () => {
  const har = (entry: object) => JSON.stringify({ log: { version: '1.2', creator: {}, entries: [entry] } })
  // As Chromium’s and Firefox’s network panels write them.
  const entry = {
    startedDateTime: '2026-01-31T04:00:00.123Z',
    request: {
      method: 'POST',
      url: 'https://openapi.alipay.com/gateway.do?charset=utf-8',
      httpVersion: 'HTTP/1.1',
      headers: [{ name: 'Content-Type', value: 'application/x-www-form-urlencoded' }],
      postData: { mimeType: 'application/x-www-form-urlencoded', text: 'a=%2B', params: [{ name: 'a', value: '+' }] },
    },
    response: {
      status: 200,
      headers: [{ name: 'Date', value: 'x' }],
      content: { size: 2, mimeType: 'text/html', text: 'e30=', encoding: 'base64' },
    },
  }
  it('of a browser', () => {
    const { request, reply, at } = first(har(entry))
    expect([request?.method, text(request?.body), text(reply?.body), at]).toEqual([
      'POST',
      'a=%2B',
      '{}',
      Date.UTC(2026, 0, 31, 4, 0, 0, 123),
    ])
  })
  it('with fields only, and a call that was cancelled', () => {
    const params = [{ name: 'a', value: '+ü' }]
    const { request, reply } = first(
      har({ ...entry, request: { ...entry.request, postData: { params } }, response: { status: 0, headers: [] } }),
    )
    expect([text(request?.body), reply]).toEqual(['a=%2B%C3%BC', undefined])
  })
})

describe('a body that is signed within', () => {
  it('is a form, or an answer of Alipay’s', () => {
    expect(read('gmt_create=2026-01-31+12%3A00%3A00&sign=a%2Bb%3D&sign_type=RSA2\n').form).toBe('form')
    expect(read('\ufeff{"alipay_trade_query_response":{"code":"10000"},"sign":"x=="}').form).toBe('json')
  })
})

it.each<[string, string | Uint8Array, RegExp]>([
  ['nothing', ' \n', /^it is empty$/],
  ['a picture', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), /^it is a binary file$/],
  ['over the limit', Buffer.alloc(10_000_001, 32), /^it is over 10 MB$/],
  ['other bytes', Buffer.from([0x61, 0xff]), /^it is not UTF-8 text$/],
  ['prose', 'Hello there', /^it is neither HAR/],
  ['a page', '<html></html>', /^it is XML or HTML/],
  ['JSON that was cut off', '{"log":', /^it begins as JSON, and is none/],
  ['a body alone', '{"id":"EV-1","resource":{}}', /a body alone has no signature$/],
  ['an error', '{"code":"SIGNATURE_INVALID","outcome":"not-sent"}', /shroff explain reads it$/],
  ['too deep', `{"log":${'['.repeat(200)}${']'.repeat(200)}}`, /deeper than 128 levels$/],
  ['an empty HAR', '{"log":{"entries":[]}}', /nothing was captured$/],
  ['a HAR without requests', '{"log":{"entries":[{}]}}', /^its log.entries\[0\] has no request$/],
  ['a header without a colon', 'GET / HTTP/1.1\nnonsense\n\n', /has no colon$/],
  ['two requests', 'GET / HTTP/1.1\nContent-Length: 0\n\nGET / HTTP/1.1\n\n', /two requests/],
  ['a chunk cut off', 'POST / HTTP/1.1\nTransfer-Encoding: chunked\n\nff\nabc', /chunk is cut off$/],
  [
    'a body of nonsense',
    '{"request":{"url":"https://a.example","headers":{},"body":{"a":1}}}',
    /neither text nor bytes$/,
  ],
])('%s is refused in one line', (_, input, reason) => {
  expect(() => read(input)).toThrow(reason)
})
