import { createPublicKey, X509Certificate } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as transcribed from '../vectors/wechatpay.js'
import { ask, bytes, gateway, order, place, query } from './wechatpay/samples.js'
import {
  invocationMessage,
  judgeInvocation,
  judgeReply,
  judgeRequest,
  type MessageParts,
  openAead,
  openSensitive,
  replyMessage,
  requestMessage,
  sealAead,
  sealRequest,
  signatureOf,
  verifies,
} from './wechatpay.js'

type Vector = {
  name: string
  source: string
  kind: string
  keys: Record<string, string>
  // biome-ignore lint/suspicious/noExplicitAny: published samples differ in shape; each kind reads its own members.
  input: Record<string, any>
  // biome-ignore lint/suspicious/noExplicitAny: the same
  expected: Record<string, any>
}

/** How a published sample of each kind is run. Other kinds (APIv2, SM) are not this oracle's. */
const runs: Record<string, (vector: Vector) => void> = {
  'v3-request-sign': ({ keys, input, expected }) => {
    const { mchid, serialNo: serial, method, url: path, timestamp, nonceStr: nonce, body } = input
    const message = requestMessage(method, path, timestamp, nonce, bytes(body))
    expect(message.toString()).toBe(expected.canonicalMessage)
    expect(signatureOf(message, keys.merchantPrivateKeyPem!)).toBe(expected.signatureBase64)
    const now = Number(timestamp) * 1000
    const url = `https://api.mch.weixin.qq.com${path}`
    const privateKey = keys.merchantPrivateKeyPem!
    const request = sealRequest({ method, url, body, merchantId: mchid, serial, privateKey, now, nonce })
    expect(request.headers.Authorization).toContain(`signature="${expected.signatureBase64}"`)
    const facts = { merchantId: mchid, serial, publicKey: keys.merchantPublicKeyPem!, now }
    expect(judgeRequest(request, facts)).toMatchObject({ route: `POST ${path}`, mchid, nonce })
  },
  'v3-jsapi-paysign': ({ keys, input, expected }) => {
    const { appId, timeStamp, nonceStr, prepayId } = input
    const message = invocationMessage(appId, timeStamp, nonceStr, `prepay_id=${prepayId}`)
    expect(message.toString()).toBe(expected.canonicalMessage)
    expect(signatureOf(message, keys.merchantPrivateKeyPem!)).toBe(expected.signatureBase64)
    const facts = { appId, publicKey: createPublicKey(keys.merchantPrivateKeyPem!), merchantId: '' }
    const parameters = { timeStamp, nonceStr, package: `prepay_id=${prepayId}`, signType: 'RSA' }
    const signed = { ...parameters, paySign: expected.signatureBase64 }
    expect(judgeInvocation('jsapi', { appId, ...signed }, facts)).toBe(prepayId)
    expect(judgeInvocation('miniprogram', signed, facts)).toBe(prepayId)
    const other = { ...signed, package: `prepay_id=${prepayId}0` }
    expect(() => judgeInvocation('miniprogram', other, facts)).toThrow('does not verify')
  },
  'v3-response-verify': ({ keys, input, expected }) => {
    const timestamp: string = input.headers['Wechatpay-Timestamp']
    const body: string = input.body
    const message = replyMessage(timestamp, input.headers['Wechatpay-Nonce'], bytes(body))
    expect(message.toString()).toBe(expected.canonicalMessage)
    const reply = replyWith(input.headers, 'PUB_KEY_ID_1', body)
    const facts = { keys: { PUB_KEY_ID_1: keys.platformPublicKeyPem! }, now: Number(timestamp) * 1000 }
    expect(judgeReply(reply, { ...facts, route: 'POST /v3/pay/transactions/native' })).toEqual(JSON.parse(body))
    const changed = { ...reply, body: bytes(body.replace('JyC91EIz1', 'JyC91EIz2')) }
    expect(() => judgeReply(changed, facts)).toThrow('does not verify')
    expect(() => judgeReply({ ...reply, body: bytes(`${body}\n`) }, facts)).toThrow('does not verify')
  },
  'v3-notification': ({ keys, input, expected }) => {
    const {
      'Wechatpay-Timestamp': timestamp,
      'Wechatpay-Nonce': nonce,
      'Wechatpay-Signature': signature,
    } = input.headers
    const key = keys.platformPublicKeyPem ?? keys.platformCertificatePem!
    expect(verifies(replyMessage(timestamp, nonce, bytes(input.body)), signature, key)).toBe(true)
    expect(verifies(replyMessage(timestamp, nonce, bytes(`${input.body} `)), signature, key)).toBe(false)
    expectPlaintext(keys.apiV3Key!, JSON.parse(input.body).resource, expected.plaintext)
  },
  'v3-certificates-response': ({ keys, input, expected }) => {
    const [entry] = JSON.parse(input.responseBody).data
    expect(entry.serial_no).toBe(expected.serialNo)
    expect(new X509Certificate(expected.certificatePem).serialNumber).toBe(expected.serialNo)
    expectPlaintext(keys.apiV3Key!, entry.encrypt_certificate, expected.certificatePem)
  },
  'certificate-serial': ({ keys, expected }) => {
    const certificate = new X509Certificate(keys.certificatePem!)
    expect(certificate.serialNumber).toBe(expected.serialNo)
    expect(certificate.publicKey.equals(createPublicKey(keys.publicKeyPem!))).toBe(expected.samePublicKey)
  },
  'aead-aes-256-gcm': ({ keys, input, expected }) => {
    const { nonce, associatedData, plaintext } = input
    const ciphertext: string = expected.ciphertextBase64
    expect(sealAead(keys.apiV3Key!, nonce, associatedData, plaintext)).toBe(ciphertext)
    expect(openAead(keys.apiV3Key!, nonce, associatedData, ciphertext).toString()).toBe(plaintext)
    expect(() => openAead(keys.apiV3Key!, nonce, `bad-${associatedData}`, ciphertext)).toThrow()
  },
  'rsa-oaep-sha1': ({ keys, input, expected }) => {
    expect(openSensitive(keys.privateKeyPem!, input.ciphertextBase64)).toBe(expected.plaintext)
  },
  'rsa-sha256': ({ keys, input, expected }) => {
    expect(signatureOf(bytes(input.message), keys.privateKeyPem!)).toBe(expected.signatureBase64)
    expect(verifies(bytes(input.message), expected.signatureBase64, keys.certificatePem!)).toBe(true)
  },
}

function replyWith(headers: Record<string, string>, serial: string, body: string) {
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  const unsigned = {
    'wechatpay-serial': serial,
    'wechatpay-signature-type': 'WECHATPAY2-SHA256-RSA2048',
    'request-id': '08-0',
  }
  return { status: 200, headers: { ...lower, ...unsigned, 'content-type': 'application/json' }, body: bytes(body) }
}

function expectPlaintext(apiV3Key: string, sealed: Record<string, string>, plaintext: string) {
  const open = () => openAead(apiV3Key, sealed.nonce!, sealed.associated_data!, sealed.ciphertext!).toString()
  // Two samples of the Go SDK have a key of 15 or 16 bytes: no legal APIv3 key, so the oracle must refuse it.
  if (Buffer.byteLength(apiV3Key) !== 32) return expect(open).toThrow('instead of 32')
  expect(open().trim()).toBe(plaintext.trim())
}

const run = (vector: Vector) => runs[vector.kind]!(vector)
const copies = Object.values(transcribed).map((vector) => vector as unknown as Vector)
const shared = new URL('../../../shared/vectors/wechatpay.json', import.meta.url)
const published: Vector[] = existsSync(shared) ? JSON.parse(readFileSync(shared, 'utf8')).vectors : []

describe('published samples', () => {
  it.each(copies)('$kind: $name', run)
  describe.runIf(published.length > 0)('in the shared folder', () => {
    it.each(published.filter(({ kind }) => kind in runs))('$kind: $name', run)
    it('are transcribed without a change', () => {
      for (const copy of copies) expect(copy).toEqual(published.find(({ name }) => name === copy.name))
    })
  })
})

describe('the eight wrong canonical messages', () => {
  const right = (parts: MessageParts) =>
    [parts.method, parts.target, parts.timestamp, parts.nonce, parts.body].map((line) => `${line}\n`).join('')
  // A space after a colon: the bytes that are sent are not what JSON.stringify makes of them.
  const spaced = JSON.stringify(order).replace(':', ': ')
  const send = (message: (parts: MessageParts) => string) => [
    ask(query, { message }),
    place(order, { body: spaced, message }),
  ]

  it('accepts the right message with and without a body', () => {
    for (const request of send(right)) expect(judgeRequest(request, gateway).mchid).toBe('1900000001')
  })

  const wrongBuilders: [string, (parts: MessageParts) => string, judged: 'both' | 'query' | 'body'][] = [
    ['no newline at the end', (parts) => right(parts).slice(0, -1), 'both'],
    ['CRLF', (parts) => right(parts).replaceAll('\n', '\r\n'), 'both'],
    ['method in lower case', (parts) => right({ ...parts, method: parts.method.toLowerCase() }), 'both'],
    ['URL without its query', (parts) => right({ ...parts, target: parts.target.split('?')[0]! }), 'query'],
    ['absolute URL instead of the path', (parts) => right({ ...parts, target: parts.url }), 'both'],
    [
      'timestamp and nonce swapped',
      (parts) => right({ ...parts, timestamp: parts.nonce, nonce: parts.timestamp }),
      'both',
    ],
    ['body missing', (parts) => right({ ...parts, body: '' }), 'body'],
    [
      'body re-serialised',
      (parts) => right({ ...parts, body: parts.body && JSON.stringify(JSON.parse(parts.body)) }),
      'body',
    ],
  ]
  it.each(wrongBuilders)('refuses a message with: %s', (_, message, judged) => {
    const [withQuery, withBody] = send(message)
    const requests = { query: [withQuery!], body: [withBody!], both: [withQuery!, withBody!] }[judged]
    for (const request of requests) expect(() => judgeRequest(request, gateway)).toThrow('signature does not verify')
  })
})

it('the oracle imports nothing but node:crypto and itself', () => {
  const folder = new URL('./wechatpay/', import.meta.url)
  const inner = readdirSync(folder).filter((name) => !/test|samples/.test(name))
  const files = [new URL('./wechatpay.ts', import.meta.url), ...inner.map((name) => new URL(name, folder))]
  const imports = files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/(?:from|import\() ?'([^']+)'/g)])
  expect(imports.length).toBeGreaterThan(20)
  for (const [, name] of imports) expect(name).toMatch(/^(node:crypto|\.\/(wechatpay\/)?[a-z]+\.js)$/)
})
