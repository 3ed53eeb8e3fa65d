import { amount, createClient, type Transport } from 'shroff'
import { createMockGateway, deliverWebhooks, forgeWebhook, pay } from 'shroff/mock'
import { generateSm2KeyPair, importSm2PrivateKey, importSm2PublicKey, signSm2, sm } from 'shroff/sm'
import {
  acknowledge,
  check,
  createPayment,
  fetchCertificates,
  getPayment,
  ready,
  receiveWebhook,
  refundPayment,
  type YeepayOptions,
  yeepay,
  yeepayWebhooks,
} from 'shroff/yeepay'
import { mockYeepay } from 'shroff/yeepay/mock'
import { describe, expect, it } from 'vitest'
import { toUrlBase64 } from '../../src/crypto/base64.js'
import { headerText, requestText, writeAuthorization } from '../../src/yeepay/canonical.js'
import { openSmNotice } from '../oracle/yeepay/sm.js'
import { codeOf, failure } from '../support/failure.js'
import { noon } from '../support/noon.js'
import { clockAt } from '../support/wechatpay.js'
import { tea } from '../support/yeepay.js'
import { smJudgeOf } from '../support/yeepay-sm.js'

const day = 86_400_000

async function openShop(more: Partial<YeepayOptions> = {}, now = noon) {
  const mock = await createMockGateway({ providers: [mockYeepay({ sm })], now })
  const credentials = mock.credentials('yeepay')
  const asked: string[] = []
  const certificates = { ...credentials.platformKeys }
  const judge = smJudgeOf(credentials.privateKey, certificates)
  const transport: Transport = async (request, settings) => {
    const reply = await mock.transport(request, settings)
    asked.push(new URL(request.url).pathname)
    judge(request, reply)
    return reply
  }
  const account = yeepay({ ...credentials, ...more } as YeepayOptions)
  return { mock, credentials, account, certificates, asked, client: createClient({ account, transport }) }
}

/** Of scripts/sm/tests/vectors in yeepay-skills; its certificate has no serial. */
const published = {
  merchant: '1c075848056aa7179849ee477d4d3efb2a75d3d739450aa0ae5d064206023706',
  merchantPublic:
    '04100a8e35af24249e2f7bb420555912bcb898aefb1fae913609fc3e4f73d3a23742276146e7cf1beeb2c7e1ec6950c6ce10f33e53c1184942cac05cc28ebe2155',
  platform:
    'MFkwEwYHKoZIzj0CAQYIKoEcz1UBgi0DQgAEPJHFmARn2UdxdDc8UCm4Ey5+L4YpxjxEDePLmqfwGlNtEi7fx9dqjP2o/XOD7Fufiyf2ggAg+IRsgQi4ExBT8A==',
  notice: {
    headers: {
      Authorization:
        'YOP-SM2-SM3 yop-auth-v3/app_10086032562/2026-01-01T00:00:00Z/1800/content-length;content-type;x-yop-content-sm3;x-yop-encrypt;x-yop-request-id/FSBcJGMbnRbYjHZiXxtCsF-q-J6azHUHRM29C2ejpCVxXnSKPaBPqilswx0wDuWUZRW01d_AcrL5i9u8eZ5AKg$SM3',
      'Content-Type': 'application/json',
      'Content-Length': '171',
      'x-yop-appkey': 'app_10086032562',
      'x-yop-content-sm3': '2a5fa37cf14d116d981cab531b98cce5538bb695ecc07fab7ab90769f42c668c',
      'x-yop-encrypt':
        'yop-encrypt-v1//SM4_CBC_PKCS5Padding/J1clP1c152U7BDxY6Ri39jyHp_JhBOyRk3DCH7z7shADK5RqkfY4BG2g1GiGPg_ml6fh0vpRPox8Yh13li0bIB86HDEBsRDvll015qu-yaOqCQ2HTfAquJdULoY7qS7HqT6TjV9fUKEEZ-6RPrFHvQ/AQIDBAUGBwgJCgsMDQ4PEA;/stream//JA',
      'x-yop-request-id': '00000000-0000-4000-8000-000000000002',
    },
    body: '7IeD99SDga-DteYk0CnTfo2UWQn6OA90y6-Ss6z_kgp0hRrUVajz7YxQREqU0NwH0hrlKft-qWcOzTJ_J4I48gKRebHm34OTTA09OzbFI4DZ7S4_OW9zrZMsLw36e3cbtUj4nm0HB7quj4IkN1TwvgQJQzmArJew6esT1yfZpmg',
    url: '/notify/sm-vector',
    encoding: 'utf8',
  },
  answer: {
    body: '{\n  "state": "SUCCESS",\n  "result": {"orderId": "TEST_ORDER_20260101_001"}\n}',
    sign: 'uf9e-wIeD_58QhdzFkiHhNMw-ZLS5uyF1yU0wdQraLW0h16qXMsStxrse9KSCG80NPMzh9Rk_jkvqahr6T8NEw$SM3',
  },
} as const
const merchantKey = Buffer.from(
  `308187020100301306072a8648ce3d020106082a811ccf5501822d046d306b0201010420${published.merchant}a144034200${published.merchantPublic}`,
  'hex',
)
const ofSamples = (more: Partial<YeepayOptions> = {}) =>
  yeepay({
    appKey: 'app_10086032562',
    merchantId: '10086032562',
    privateKey: merchantKey,
    sm,
    platformKeys: { 1: published.platform },
    clock: clockAt(Date.parse('2026-01-01T00:10:00Z')),
    ...more,
  } as YeepayOptions)

describe('published samples of the SM algorithms', () => {
  it('has a notification that opens', async () => {
    const event = await failure(receiveWebhook(ofSamples(), published.notice))
    // It names no merchant, so the shape of a payment refuses it; what it was opened to is told.
    expect(event).toMatchObject({ code: 'BODY_INVALID', authentic: true })
    expect(event.message).toContain('merchantNo')
  })
  it('has an answer that verifies', async () => {
    const { body, sign } = published.answer
    const transport: Transport = async () => ({
      status: 200,
      headers: { 'x-yop-sign': sign },
      body: new TextEncoder().encode(body),
    })
    const client = createClient({ account: ofSamples(), transport, retry: { attempts: 1 } })
    expect(await failure(getPayment(client, { orderId: 'TEST_ORDER_20260101_001' }))).toMatchObject({
      code: 'BODY_INVALID',
      authentic: true,
    })
    const other = { account: ofSamples({ platformKeys: { 1: (await generateSm2KeyPair()).publicKey } }), transport }
    expect(await codeOf(getPayment(createClient(other), { orderId: 'T1' }))).toBe('SIGNATURE_INVALID')
  })
  it.each<[string, Partial<Record<string, string>>, string]>([
    ['no signature', { Authorization: '' }, 'SIGNATURE_MISSING'],
    ['another hash', { 'x-yop-content-sm3': '0'.repeat(64) }, 'SIGNATURE_INVALID'],
    [
      'another way of opening',
      { 'x-yop-encrypt': published.notice.headers['x-yop-encrypt'].replace('J1c', 'J1d') },
      'SIGNATURE_INVALID',
    ],
    [
      'a signature not over how it opens',
      { Authorization: published.notice.headers.Authorization.replace('x-yop-encrypt;', '') },
      'SIGNATURE_INVALID',
    ],
    [
      'a signature not over the body',
      { Authorization: published.notice.headers.Authorization.replace('x-yop-content-sm3;', '') },
      'SIGNATURE_INVALID',
    ],
    [
      'another time',
      { Authorization: published.notice.headers.Authorization.replace('/1800/', '/9999/') },
      'SIGNATURE_INVALID',
    ],
    ['a serial that nobody knows', { 'x-yop-sign-serial-no': '2' }, 'KEY_UNKNOWN'],
  ])('is refused with %s', async (_, headers, code) => {
    const sent = { ...published.notice, headers: { ...published.notice.headers, ...headers } as Record<string, string> }
    expect(await failure(receiveWebhook(ofSamples(), sent))).toMatchObject({ code, authentic: false })
  })
  it('is refused with another body, at another path, too late and too early', async () => {
    const { notice } = published
    expect(await codeOf(receiveWebhook(ofSamples(), { ...notice, body: `${notice.body}A` }))).toBe('SIGNATURE_INVALID')
    expect(await codeOf(receiveWebhook(ofSamples(), { ...notice, url: '/notify/other' }))).toBe('SIGNATURE_INVALID')
    expect(await codeOf(receiveWebhook(ofSamples(), { ...notice, url: '' }))).toBe('CONFIG_INVALID')
    for (const at of ['2026-01-01T00:30:01Z', '2025-12-31T23:54:59Z'])
      expect(await codeOf(receiveWebhook(ofSamples({ clock: clockAt(Date.parse(at)) }), notice))).toBe(
        'TIMESTAMP_OUT_OF_WINDOW',
      )
    expect(await codeOf(receiveWebhook(ofSamples({ clock: clockAt(Number.NaN) }), notice))).toBe(
      'TIMESTAMP_OUT_OF_WINDOW',
    )
    expect(await codeOf(receiveWebhook(ofSamples({ appKey: 'app_other' }), notice))).toBe('WEBHOOK_NOT_OURS')
    const rewritten = ofSamples({ notifyPath: '/notify/sm-vector' })
    expect(await codeOf(receiveWebhook(rewritten, { ...notice, url: '/' }))).toBe('BODY_INVALID')
    const stranger = ofSamples({ privateKey: (await generateSm2KeyPair()).privateKey })
    expect(await failure(receiveWebhook(stranger, notice))).toMatchObject({
      code: 'DECRYPTION_FAILED',
      authentic: true,
    })
  })
})

/** A notification by a key of our own, so that it is rightly signed whatever is wrong with it. */
async function sealed(
  how: { without?: string; quoted?: boolean; bare?: boolean; algorithm?: string; json?: string } = {},
) {
  const pair = await generateSm2KeyPair()
  const [own, merchant] = await Promise.all([
    importSm2PrivateKey(pair.privateKey),
    importSm2PublicKey(published.merchantPublic),
  ])
  const key = new Uint8Array(16).fill(7)
  const json = how.json ?? JSON.stringify({ merchantNo: '10086032562', status: 'SOMETHING' })
  const text = toUrlBase64(sm.encryptSm4Cbc(key, key, new TextEncoder().encode(json)))
  const body = how.quoted ? `"${text}"` : text
  const wrapped = toUrlBase64(await sm.encryptSm2(merchant, key, { form: how.bare ? 'bare' : 'raw' }))
  const headers: Record<string, string> = {
    'content-length': String(body.length),
    'content-type': 'application/json',
    'x-yop-content-sm3': Buffer.from(sm.sm3(Buffer.from(body))).toString('hex'),
    'x-yop-encrypt': `yop-encrypt-v1//${how.algorithm ?? 'SM4_CBC_PKCS5Padding'}/${wrapped}/${toUrlBase64(key)};/stream//JA`,
    'x-yop-request-id': 'r1',
  }
  const names = Object.keys(headers).filter((name) => name !== how.without)
  const auth = { appKey: 'app_10086032562', time: '2026-01-01T00:00:00Z', seconds: '43200' }
  const signed = requestText({ auth, method: 'POST', path: '/n', query: '', headers: headerText(headers, names) })
  const signature = toUrlBase64(await signSm2(own, new TextEncoder().encode(signed), { form: 'raw' }))
  const authorization = writeAuthorization('YOP-SM2-SM3', {
    ...auth,
    signedHeaders: names,
    signature: `${signature}$SM3$SM2$1`,
  })
  const { 'content-length': _, ...sent } = headers
  const account = ofSamples({ platformKeys: { 1: pair.publicKey } })
  return receiveWebhook(account, { headers: { ...sent, authorization }, body, url: '/n?shop=1', encoding: 'utf8' })
}

describe('a notification that is rightly signed', () => {
  it.each([
    ['as it is', {}],
    ['in quotes', { quoted: true }],
    ['its key without the mark of a point', { bare: true }],
  ])('opens %s, though its length did not arrive', async (_, how) => {
    expect(await sealed(how)).toMatchObject({ type: 'other', name: 'SOMETHING' })
  })
  it.each([
    ['over everything but its body', { without: 'x-yop-content-sm3' }, 'SIGNATURE_INVALID'],
    ['over everything but how it opens', { without: 'x-yop-encrypt' }, 'SIGNATURE_INVALID'],
    ['and encrypted another way', { algorithm: 'AES_ECB_PKCS5Padding' }, 'DECRYPTION_FAILED'],
    ['and no JSON', { json: 'no JSON' }, 'BODY_INVALID'],
  ])('is refused %s', async (_, how, code) => {
    expect(await codeOf(sealed(how))).toBe(code)
  })
})

describe('a shop of the SM algorithms', () => {
  it('places, is told, asks and refunds, and the oracle agrees to every message', async () => {
    const { mock, credentials, account, client, certificates } = await openShop()
    await ready(account)
    expect((await check(client)).proven).toEqual(['appKey', 'privateKey', 'platformKeys'])
    await createPayment(client, { channel: 'qr', ...tea })
    await pay(mock, { provider: 'yeepay', orderId: tea.orderId })
    const told: unknown[] = []
    await deliverWebhooks(mock, {
      async to(request) {
        const body = new Uint8Array(await request.clone().arrayBuffer())
        const headers = Object.fromEntries(request.headers)
        told.push(openSmNotice({ method: 'POST', url: request.url, headers, body }, { ...credentials, certificates }))
        const message = { headers, body, url: request.url }
        expect(yeepayWebhooks(account).claims(message)).toBe(true)
        // As some have it, in quotes, the hash would cover them too.
        const event = await receiveWebhook(account, request)
        expect(event).toMatchObject({ type: 'payment.paid', orderId: tea.orderId, amount: tea.amount })
        return acknowledge(account, 'received')
      },
    })
    expect(told).toMatchObject([{ orderId: tea.orderId, status: 'SUCCESS' }])
    expect(await getPayment(client, { orderId: tea.orderId })).toMatchObject({ status: 'paid' })
    const refund = await refundPayment(client, { orderId: tea.orderId, refundId: 'R1', amount: amount('1.00', 'CNY') })
    expect(refund.refundId).toBe('R1')
    expect(await (await acknowledge(account, 'received')).json()).toEqual({ result: 'SUCCESS' })
    expect((await acknowledge(account, 'again')).status).toBe(500)
  })

  it.each([
    ['tampered-body', 'SIGNATURE_INVALID'],
    ['wrong-key', 'SIGNATURE_INVALID'],
    ['unsigned', 'SIGNATURE_MISSING'],
    ['replayed', 'TIMESTAMP_OUT_OF_WINDOW'],
    ['foreign-merchant', 'WEBHOOK_NOT_OURS'],
    ['wrong-secret', 'DECRYPTION_FAILED'],
  ] as const)('refuses a webhook that is %s', async (forgery, code) => {
    const { mock, account, client } = await openShop()
    await createPayment(client, { channel: 'qr', ...tea })
    await pay(mock, { provider: 'yeepay', orderId: tea.orderId })
    const forged = await forgeWebhook(mock, { provider: 'yeepay', orderId: tea.orderId, forgery })
    expect(await codeOf(receiveWebhook(account, forged))).toBe(code)
  })

  it('learns the next certificate from the list, and without it knows no key', async () => {
    const transport: Transport = (request, settings) => mock.transport(request, settings)
    const { mock, account, asked, client } = await openShop({
      refreshPlatformKeys: fetchCertificates(transport),
    } as never)
    const alone = (await openShop()).credentials
    await createPayment(client, { channel: 'qr', ...tea })
    mock.clock.advance(362 * day)
    expect(await codeOf(getPayment(client, { orderId: 'T404' }))).toBe('ORDER_NOT_FOUND')
    expect(asked.filter((path) => path.endsWith('/certs'))).toEqual([])
    // The old one has expired by now.
    mock.clock.advance(30 * day)
    expect(await codeOf(getPayment(client, { orderId: 'T404' }))).toBe('ORDER_NOT_FOUND')
    const without = yeepay({ ...alone, clock: account.clock } as YeepayOptions)
    expect(
      await codeOf(
        getPayment(createClient({ account: without, transport, retry: { attempts: 1 } }), { orderId: 'T404' }),
      ),
    ).toBe('KEY_UNKNOWN')
    // What lists them is not believed by a key that it lists.
    const late = yeepay({
      ...alone,
      clock: account.clock,
      refreshPlatformKeys: fetchCertificates(transport),
    } as YeepayOptions)
    expect(
      await codeOf(getPayment(createClient({ account: late, transport, retry: { attempts: 1 } }), { orderId: 'T404' })),
    ).toBe('KEY_UNKNOWN')
  })

  it('is refused by name with what does not belong together', async () => {
    const { credentials } = await openShop()
    const made = (more: object) => () => yeepay({ ...credentials, ...more } as YeepayOptions)
    expect(made({ platformKeys: {} })).toThrow('platformKeys is empty')
    expect(made({ yeepayPublicKey: published.platform })).toThrow('with sm')
    // The one option that is forgotten, not the key of the other scheme.
    expect(made({ sm: undefined })).toThrow('platformKeys is of the SM algorithms (国密), and sm is not set')
    expect(made({ sm: undefined, platformKeys: undefined })).toThrow('yeepayPublicKey is missing')
    expect(made({ sm: undefined, yeepayPublicKey: published.platform })).toThrow('sm is not set')
    expect(await codeOf(ready(yeepay({ ...credentials, mock: false } as YeepayOptions)))).toBe('CONFIG_INVALID')
    const own = { 1: sm.publicHalf(credentials.privateKey)! }
    expect(await codeOf(ready(yeepay({ ...credentials, platformKeys: own } as YeepayOptions)))).toBe('CONFIG_INVALID')
  })
})
