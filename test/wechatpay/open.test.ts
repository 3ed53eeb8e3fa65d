import { createClient, type Transport, type WireReply } from 'shroff'
import { callProvider, closePayment, getPayment, receiveWebhook } from 'shroff/wechatpay'
import { describe, expect, it } from 'vitest'
import { openBytes, openReply } from '../../src/wechatpay/open.js'
import { sealAead, sealReply, signatureOf } from '../oracle/wechatpay.js'
import { codeOf, failure } from '../support/failure.js'
import {
  accountWith,
  apiV3Key,
  platformKey,
  platformPem,
  reply,
  seal,
  transaction,
  webhook,
} from '../support/wechatpay.js'

/** No UTF-8. */
const latin = Buffer.from('"caf\u00e9"', 'latin1')
const bytes = (text: string) => new Uint8Array(Buffer.from(text))
const account = accountWith()
const clientFor = (answer: unknown) =>
  createClient({ account, transport: (async () => answer) as Transport, retry: { attempts: 1 } })
const ask = (answer: unknown) => getPayment(clientFor(answer), { orderId: 'T-1001' })

/** Rightly signed, whatever the body and the status are. */
function signed(body: Uint8Array, status = 200): WireReply {
  const { headers } = reply()
  const message = Buffer.concat([
    Buffer.from(`${headers['wechatpay-timestamp']}\n${seal.nonce}\n`),
    body,
    Buffer.from('\n'),
  ])
  return { status, headers: { ...headers, 'wechatpay-signature': signatureOf(message, platformKey) }, body }
}

describe('an answer that is signed and still hostile', () => {
  it.each([
    ['not JSON', '<html>', 'not JSON'],
    ['truncated', JSON.stringify(transaction).slice(0, -1), 'not JSON'],
    ['two values', '{}{}', 'not JSON'],
    ['a BOM before it', `\uFEFF${JSON.stringify(transaction)}`, 'not JSON'],
    ['nested 100 000 deep', '['.repeat(100_000) + ']'.repeat(100_000), 'nested deeper'],
    ['100 000 members', JSON.stringify({ ...transaction, more: Array(100_000).fill(0) }), 'members'],
    ['__proto__', `{"__proto__":{"polluted":1},${JSON.stringify(transaction).slice(1)}`, '__proto__'],
    ['a list', '[]', 'not an object'],
    ['null', 'null', 'not an object'],
    ['nothing', '', '/out_trade_no: missing'],
    ['a number for a text', JSON.stringify({ ...transaction, out_trade_no: 1 }), '/out_trade_no: not a string'],
    ['an amount that is a text', JSON.stringify({ ...transaction, amount: { total: '1' } }), '/amount/total'],
    ['an amount beyond exact numbers', JSON.stringify({ ...transaction, amount: { total: 2 ** 53 } }), '/amount/total'],
  ])('%s', async (_name, body, words) => {
    const error = await failure(ask(signed(bytes(body))))
    expect(error).toMatchObject({ code: 'BODY_INVALID', outcome: 'unknown', authentic: true })
    expect(error.message).toContain(words)
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })

  it('over 1 MiB', async () => {
    const error = await failure(ask(signed(bytes(`"${'x'.repeat(1_048_576)}"`))))
    expect(error).toMatchObject({ code: 'BODY_INVALID', outcome: 'unknown' })
    expect(error.message).toContain('1048576 bytes')
  })

  it('not UTF-8', async () => {
    expect(await codeOf(ask(signed(Uint8Array.of(0x22, 0xff, 0x22))))).toBe('BODY_INVALID')
  })

  it('of another content type, which is not signed', async () => {
    const { status, headers, body } = reply()
    expect((await ask({ status, headers: { ...headers, 'content-type': 'text/html' }, body })).status).toBe('paid')
  })
})

/** Rightly signed and encrypted, then changed and signed again. */
const resealed = (change: Record<string, unknown>) => {
  const event = JSON.parse(Buffer.from(webhook().body).toString())
  return JSON.stringify({ ...event, resource: { ...event.resource, ...change } })
}

describe('a notification that is signed and still hostile', () => {
  const receive = (body: string) => receiveWebhook(account, reply(body))
  const sealed = (plaintext: string, associated = 'transaction') =>
    sealAead(apiV3Key, '61f9c719728a', associated, plaintext)

  it.each([
    ['not JSON', '<html>', 'BODY_INVALID'],
    ['without a resource', '{"id":"1"}', 'BODY_INVALID'],
    ['without its ciphertext', resealed({ ciphertext: undefined }), 'BODY_INVALID'],
    ['with something other than JSON inside', resealed({ ciphertext: sealed('tea') }), 'BODY_INVALID'],
  ])('%s', async (_name, body, code) => {
    expect(await failure(receive(body))).toMatchObject({ code, outcome: 'not-sent', authentic: true })
  })

  it.each([
    // What it says of its own encryption decides nothing, and least of all that another one is tried.
    ['that names another algorithm', resealed({ algorithm: 'AEAD_SM4_GCM' })],
    ['that names no algorithm', resealed({ algorithm: '' })],
    ['whose ciphertext is not Base64', resealed({ ciphertext: 'not base64!' })],
    ['whose ciphertext is empty', resealed({ ciphertext: '' })],
    ['whose associated data is missing', resealed({ associated_data: undefined })],
    ['whose associated data is another', resealed({ associated_data: 'refund' })],
    [
      'whose plaintext is not UTF-8',
      resealed({ ciphertext: sealAead(apiV3Key, '61f9c719728a', 'transaction', latin) }),
    ],
  ])('%s', async (_name, body) => {
    expect(await failure(receive(body))).toMatchObject({
      code: 'DECRYPTION_FAILED',
      outcome: 'not-sent',
      docs: expect.stringMatching(/^docs\/runbook\.md#[a-z_]+$/),
    })
  })

  it('which is told from a wrong key', async () => {
    const error = await failure(receive(resealed({ ciphertext: 'not base64!' })))
    expect(error.message).toContain('not Base64')
  })

  it('and one that was encrypted without associated data is read', async () => {
    const body = resealed({ ciphertext: sealed(JSON.stringify(transaction), ''), associated_data: undefined })
    expect(await receive(body)).toMatchObject({ type: 'payment.paid' })
  })

  it('or not signed rightly: nothing was sent', async () => {
    const { headers, body } = webhook()
    expect(await failure(receiveWebhook(account, { headers, body: bytes(' ') }))).toMatchObject({
      code: 'SIGNATURE_INVALID',
      outcome: 'not-sent',
      docs: expect.stringMatching(/^docs\/runbook\.md#[a-z_]+$/),
    })
    expect(await codeOf(receiveWebhook(account, { headers: {}, body }))).toBe('SIGNATURE_MISSING')
  })
})

describe('what somebody else wrote is quoted, but not at any length', () => {
  it.each([
    ['a signature type', { ...webhook().headers, 'wechatpay-signature-type': 'x'.repeat(500) }, webhook().body],
    [
      'an algorithm',
      reply(resealed({ algorithm: 'x'.repeat(500) })).headers,
      reply(resealed({ algorithm: 'x'.repeat(500) })).body,
    ],
  ])('%s', async (_name, headers, body) => {
    const error = await failure(receiveWebhook(account, { headers, body }))
    expect(/x+/.exec(error.message)?.[0]).toHaveLength(40)
  })
})

describe('the size of a message', () => {
  const opened = ({ headers, body }: WireReply) => openBytes(account, headers, body)
  it('is at most 1 MiB, signed or not', async () => {
    const body = new Uint8Array(1_048_576).fill(0x20)
    expect((await opened(signed(body))).value).toHaveLength(1_048_576)
    expect(await failure(opened(signed(new Uint8Array(1_048_577).fill(0x20))))).toMatchObject({ code: 'BODY_INVALID' })
  })
})

describe('an unknown serial', () => {
  const asked = (platformKeys: Record<string, string>, more: object = {}) =>
    failure(receiveWebhook(accountWith({ platformKeys, ...more }), webhook({ serial: 'PUB_KEY_ID_9' })))

  it('is told beside those that are known', async () => {
    const error = await asked({ PUB_KEY_ID_1: platformPem, PUB_KEY_ID_2: platformPem })
    expect(error).toMatchObject({ code: 'KEY_UNKNOWN', outcome: 'not-sent' })
    expect(error.message).toMatch(/PUB_KEY_ID_9.*PUB_KEY_ID_1, PUB_KEY_ID_2\.$/m)
    expect((await asked({}, { refreshPlatformKeys: async () => ({}) })).message).toMatch(/PUB_KEY_ID_9.*none\.$/m)
  })
})

describe('something that is no answer', () => {
  const { headers, body } = reply()
  it.each<[string, unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['a text', 'OK'],
    ['a fetch Response', Response.json(transaction)],
    ['no headers', { status: 200, body }],
    ['no body', { status: 200, headers }],
    ['a text for a body', { status: 200, headers, body: Buffer.from(body).toString() }],
    ['a parsed body', { status: 200, headers, body: transaction }],
    ['headers in lists', { status: 200, headers: { ...headers, 'wechatpay-nonce': ['a', 'b'] }, body }],
    ['a signature in a list', { status: 200, headers: { ...headers, 'wechatpay-signature': ['a'] }, body }],
    ['a status that is a text', { status: 'two hundred', headers, body }],
    ['no status', { headers, body }],
  ])('%s is refused, and the money is unknown', async (_name, answer) => {
    const error = await failure(callProvider(clientFor(answer), { method: 'POST', path: '/v3/x', body: {} }))
    expect(error.outcome).toBe('unknown')
    expect(['BODY_INVALID', 'SIGNATURE_MISSING', 'SIGNATURE_INVALID', 'PROVIDER_ERROR']).toContain(error.code)
  })

  it('nor is one whose header names are not in lower case', async () => {
    const upper = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]))
    expect(await codeOf(ask({ status: 200, headers: upper, body }))).toBe('SIGNATURE_MISSING')
  })
})

describe('the status', () => {
  it.each([200, 201, 204, 299])('%i must be signed', async (status) => {
    const { headers, body } = reply()
    const { 'wechatpay-signature': _, ...unsigned } = headers
    expect(await codeOf(ask({ status, headers: unsigned, body }))).toBe('SIGNATURE_MISSING')
    expect((await ask(signed(body, status))).status).toBe('paid')
  })

  it('204 without a body is signed over nothing', async () => {
    const closing = (answer: WireReply) => closePayment(clientFor(answer), { orderId: 'T-1001' })
    await closing(sealReply({ ...seal, status: 204 }))
    expect(await codeOf(closing({ ...reply(), status: 204, body: new Uint8Array() }))).toBe('SIGNATURE_INVALID')
    expect(await codeOf(closing({ status: 204, headers: {}, body: new Uint8Array() }))).toBe('SIGNATURE_MISSING')
  })

  it('202 means still at work, and must be signed to mean it', async () => {
    const body = bytes('{"code":"SYSTEM_ERROR","message":"later"}')
    expect(await failure(ask(signed(body, 202)))).toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      authentic: true,
      outcome: 'unknown',
    })
    expect(await codeOf(ask({ status: 202, headers: {}, body }))).toBe('SIGNATURE_MISSING')
  })

  it.each([100, 199, 300, 302, 304, 418, 0, -1, Number.NaN])('%d is no success, signed or not', async (status) => {
    const { headers, body } = reply()
    const error = await failure(ask({ status, headers, body }))
    expect(error).toMatchObject({ outcome: 'unknown', authentic: false })
    expect(error.code).toBe('PROVIDER_ERROR')
  })

  it('of a refusal is nobody’s word, though a signature stands on it', async () => {
    const body = bytes('{"code":"ORDER_NOT_EXIST","message":"x"}')
    expect(await failure(ask(signed(body, 404)))).toMatchObject({ code: 'ORDER_NOT_FOUND', authentic: false })
  })
})

it('a verified answer holds what was signed', async () => {
  const opened = await openReply(account, { action: 'getPayment' }, reply())
  expect(opened.value).toEqual(transaction)
})

it('a probe is asked for again, and nothing else of what does not verify', async () => {
  const { headers, body } = reply()
  const counting = async (signature: string) => {
    let calls = 0
    const transport: Transport = async () => {
      calls += 1
      return calls === 1 ? { status: 200, headers: { ...headers, 'wechatpay-signature': signature }, body } : reply()
    }
    const client = createClient({ account, transport, retry: { attempts: 3 } })
    const end = await getPayment(client, { orderId: 'T-1001' }).then(
      ({ status }) => status,
      ({ code }) => code,
    )
    return [end, calls]
  }
  expect(await counting(`WECHATPAY/SIGNTEST/${'A'.repeat(325)}`)).toEqual(['paid', 2])
  expect(await counting('A'.repeat(342).concat('=='))).toEqual(['SIGNATURE_INVALID', 1])
})
