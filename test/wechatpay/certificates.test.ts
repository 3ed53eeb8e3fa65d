import { X509Certificate } from 'node:crypto'
import { createClient, type Transport } from 'shroff'
import { advanceClock, createMockGateway, deliverWebhooks, failNext, pay } from 'shroff/mock'
import {
  acknowledge,
  createPayment,
  fetchCertificates,
  getPayment,
  ready,
  receiveWebhook,
  type WechatpayOptions,
  wechatpay,
} from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { describe, expect, it, vi } from 'vitest'
import { sealAead, sealReply } from '../oracle/wechatpay.js'
import { codeOf, failure } from '../support/failure.js'
import { noon } from '../support/noon.js'
import { accountWith, apiV3Key, clockAt, seal, webhook } from '../support/wechatpay.js'
import { openWechatpayShop, tea } from '../support/wechatpay-shop.js'
import { platformCertificate, rsa2048 } from '../vectors/crypto.js'

const create = (client: Parameters<typeof createPayment>[0], orderId = 'T-1001') =>
  createPayment(client, { channel: 'qr', ...tea, orderId })

/** A shop in certificate mode that has no platform key at the beginning; counts how often it fetches. */
async function bootstrap(
  more: Partial<WechatpayOptions> = {},
  change: (transport: Transport) => Transport = (same) => same,
) {
  const mock = await createMockGateway({ providers: [mockWechatpay({ mode: 'certificate' })], now: noon })
  const credentials = mock.credentials('wechatpay')
  const fetched = vi.fn(change(mock.transport))
  const refreshPlatformKeys = fetchCertificates(fetched)
  const account = wechatpay({ ...credentials, platformKeys: {}, refreshPlatformKeys, ...more })
  const client = createClient({ account, transport: mock.transport, retry: { attempts: 3 } })
  return { mock, credentials, account, client, fetched }
}

/** Changes the body of an answer after it was signed. */
const tampered =
  (edit: (body: string) => string) =>
  (transport: Transport): Transport =>
  async (request, settings) => {
    const reply = await transport(request, settings)
    return { ...reply, body: new Uint8Array(Buffer.from(edit(Buffer.from(reply.body).toString()))) }
  }

describe('fetching certificates fails', () => {
  // The payment was sent and may exist: whatever went wrong with the keys must not say otherwise.
  const cases: [string, Partial<WechatpayOptions>, (transport: Transport) => Transport, string][] = [
    ['with a wrong APIv3 key', { apiV3Key: '0'.repeat(32) }, (same) => same, 'DECRYPTION_FAILED'],
    ['when the answer is changed', {}, tampered((body) => `${body} `), 'SIGNATURE_INVALID'],
    [
      'when its ciphertext is changed',
      {},
      tampered((body) => body.replace('"ciphertext":"', '"ciphertext":"AAAA')),
      'DECRYPTION_FAILED',
    ],
    ['when it is no list', {}, tampered(() => '{"data":{}}'), 'BODY_INVALID'],
    ['when it is no JSON', {}, tampered(() => '<html>'), 'BODY_INVALID'],
    ['when it is empty', {}, tampered(() => '{"data":[]}'), 'KEY_UNKNOWN'],
    [
      'without a line',
      {},
      () => () => Promise.reject(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })),
      'TRANSPORT_FAILED',
    ],
    [
      'at a gateway that is down',
      {},
      () => async () => ({ status: 503, headers: {}, body: new Uint8Array() }),
      'PROVIDER_UNAVAILABLE',
    ],
    ['with something that is no answer', {}, () => async () => undefined as never, 'BODY_INVALID'],
  ]
  it.each(cases)('%s', async (_name, more, change, cause) => {
    const { client, account } = await bootstrap(more, change)
    const error = await failure(create(client))
    expect(error).toMatchObject({ code: 'KEY_UNKNOWN', outcome: 'unknown', action: 'createPayment' })
    expect(error.cause).toMatchObject({ code: cause, action: 'fetchCertificates' })
    expect(await codeOf(receiveWebhook(account, webhook({ serial: '7'.repeat(40) })))).toBe('KEY_UNKNOWN')
  })

  it('for a merchant that has the public key only', async () => {
    const { mock, credentials } = await openWechatpayShop()
    const refreshPlatformKeys = fetchCertificates(mock.transport)
    const account = wechatpay({ ...credentials, platformKeys: {}, refreshPlatformKeys })
    const error = await failure(create(createClient({ account, transport: mock.transport })))
    expect(error).toMatchObject({ code: 'KEY_UNKNOWN', outcome: 'unknown' })
    expect(error.cause).toMatchObject({ code: 'NOT_PERMITTED', status: 404, providerCode: 'RESOURCE_NOT_EXISTS' })
    expect((error.cause as { next?: string }).next).toContain('public key')
  })

  it('and the refusal of an unverified list is nobody’s word', async () => {
    const { account } = await bootstrap()
    const transport: Transport = async () => ({
      status: 200,
      headers: {},
      body: new Uint8Array(Buffer.from('{"data":1}')),
    })
    expect(await failure(fetchCertificates(transport)(account))).toMatchObject({
      code: 'BODY_INVALID',
      authentic: false,
    })
  })

  it('when its own answer has an unknown serial: once, without asking for the asked', async () => {
    const { mock, client, fetched } = await bootstrap()
    failNext(mock, { provider: 'wechatpay', fault: 'unknown-serial', times: 2 })
    const error = await failure(create(client))
    expect(error).toMatchObject({ code: 'KEY_UNKNOWN', cause: { code: 'KEY_UNKNOWN', action: 'fetchCertificates' } })
    expect(fetched).toHaveBeenCalledTimes(1)
  })

  it.each(['unsigned', 'wrong-signature', 'stale-timestamp'] as const)('when its own answer is %s', async (fault) => {
    const { mock, account } = await bootstrap()
    failNext(mock, { provider: 'wechatpay', fault })
    const codes = {
      unsigned: 'SIGNATURE_MISSING',
      'wrong-signature': 'SIGNATURE_INVALID',
      'stale-timestamp': 'TIMESTAMP_OUT_OF_WINDOW',
    }
    expect(await codeOf(fetchCertificates(mock.transport)(account))).toBe(codes[fault])
  })

  it('when certificates are for another key than signed', async () => {
    // Encrypted with the right APIv3 key, but a certificate of another authority's; the signature is the platform's.
    const clock = clockAt(Date.parse('2024-06-01T00:00:00Z'))
    const listed = (pem: string, serial: string) => {
      const sealed = { algorithm: 'AEAD_AES_256_GCM', nonce: '61f9c719728a', associated_data: 'certificate' }
      const ciphertext = sealAead(apiV3Key, '61f9c719728a', 'certificate', pem)
      const body = JSON.stringify({ data: [{ serial_no: serial, encrypt_certificate: { ...sealed, ciphertext } }] })
      return async () => sealReply({ ...seal, now: clock.now(), serial, body })
    }
    const account = accountWith({ clock, platformKeys: {}, refreshPlatformKeys: async () => ({}) })
    const other = listed(platformCertificate.certificate, platformCertificate.serial)
    expect(await codeOf(fetchCertificates(other)(account))).toBe('SIGNATURE_INVALID')
    // The name beside the certificate says nothing, its own serial does.
    const renamed = listed(platformCertificate.certificate, rsa2048.serial)
    expect(await codeOf(fetchCertificates(renamed)(account))).toBe('KEY_UNKNOWN')
    const written = listed(rsa2048.certificate, `00${rsa2048.serial.toLowerCase()}`)
    expect(await fetchCertificates(written)(account)).toEqual({ [rsa2048.serial]: rsa2048.certificate })
    const right = listed(rsa2048.certificate, rsa2048.serial)
    expect(await fetchCertificates(right)(account)).toEqual({ [rsa2048.serial]: rsa2048.certificate })
  })
})

describe('certificate mode', () => {
  it('begins without any key', async () => {
    const { client, account, fetched, mock } = await bootstrap()
    const payments = await Promise.all(['T-1001', 'T-1002', 'T-1003'].map((orderId) => create(client, orderId)))
    expect(payments).toHaveLength(3)
    expect(fetched).toHaveBeenCalledTimes(1)
    await ready(account)
    await pay(mock, { provider: 'wechatpay', orderId: 'T-1001' })
    const to = async (request: Request) => {
      expect(await receiveWebhook(account, request)).toMatchObject({ type: 'payment.paid', orderId: 'T-1001' })
      return acknowledge(account, 'received')
    }
    expect(await deliverWebhooks(mock, { to })).toMatchObject([{ status: 200 }])
  })

  it('begins with a webhook', async () => {
    const { client, mock, credentials, fetched } = await bootstrap()
    await create(client)
    await pay(mock, { provider: 'wechatpay', orderId: 'T-1001' })
    const refreshPlatformKeys = fetchCertificates(fetched)
    const fresh = wechatpay({ ...credentials, platformKeys: {}, refreshPlatformKeys })
    const to = async (request: Request) => {
      expect((await receiveWebhook(fresh, request)).type).toBe('payment.paid')
      return acknowledge(fresh, 'received')
    }
    expect(await deliverWebhooks(mock, { to })).toMatchObject([{ status: 200 }])
  })

  it('goes over to a certificate that was not known before', async () => {
    const { mock, credentials } = await openWechatpayShop({ mock: { mode: 'certificate' } })
    const since = ([, pem]: [string, string]) => Date.parse(new X509Certificate(pem).validFrom)
    const [previous] = Object.entries(credentials.platformKeys).sort((a, b) => since(a) - since(b))[0]!
    const fetched = vi.fn(mock.transport)
    const platformKeys = { [previous]: credentials.platformKeys[previous]! }
    const account = wechatpay({ ...credentials, platformKeys, refreshPlatformKeys: fetchCertificates(fetched) })
    const client = createClient({ account, transport: mock.transport })
    await create(client)
    await getPayment(client, { orderId: 'T-1001' })
    expect(fetched).toHaveBeenCalledTimes(1)
  })

  it('asks again after a minute, not before', async () => {
    let broken = true
    const { mock, client, fetched } = await bootstrap(
      {},
      (transport) => (request, settings) =>
        broken ? Promise.resolve({ status: 404, headers: {}, body: new Uint8Array() }) : transport(request, settings),
    )
    expect(await codeOf(create(client))).toBe('KEY_UNKNOWN')
    broken = false
    expect(await codeOf(getPayment(client, { orderId: 'T-1001' }))).toBe('KEY_UNKNOWN')
    advanceClock(mock, 60_000)
    expect((await getPayment(client, { orderId: 'T-1001' })).status).toBe('pending')
    expect(fetched).toHaveBeenCalledTimes(2)
  })

  it('does not know the public key mode’s header', async () => {
    const { client, mock } = await bootstrap()
    await create(client)
    await getPayment(client, { orderId: 'T-1001' })
    const sent = mock.journal.flatMap((entry) =>
      entry.kind === 'request' ? [entry.request.headers['wechatpay-serial']] : [],
    )
    expect(sent.slice(0, 2)).toEqual([undefined, undefined])
    expect(sent.at(-1)).toMatch(/^[0-9A-F]{40}$/)
  })
})

describe('migration mode', () => {
  it('verifies answers and webhooks by both kinds of keys', async () => {
    const { mock, credentials, client, account } = await openWechatpayShop({ mock: { mode: 'migration' } })
    const certificates = Object.fromEntries(
      Object.entries(credentials.platformKeys).filter(([name]) => !name.startsWith('PUB')),
    )
    const before = wechatpay({ ...credentials, platformKeys: certificates })
    await create(client)
    const serialOf = (at: number) => {
      const entry = mock.journal.filter(({ kind }) => kind === 'request').at(at)
      return entry?.kind === 'request' ? entry.reply?.headers['wechatpay-serial'] : undefined
    }
    expect(serialOf(-1)).toMatch(/^PUB_KEY_ID_/)
    await getPayment(createClient({ account: before, transport: mock.transport }), { orderId: 'T-1001' })
    expect(serialOf(-1)).toMatch(/^[0-9A-F]{40}$/)
    for (const orderId of ['T-1002', 'T-1003']) await create(client, orderId)
    for (const orderId of ['T-1001', 'T-1002', 'T-1003']) await pay(mock, { provider: 'wechatpay', orderId })
    const refused: string[] = []
    const to = async (request: Request) => {
      await receiveWebhook(before, request.clone()).catch(({ code }) => refused.push(code))
      expect((await receiveWebhook(account, request)).type).toBe('payment.paid')
      return acknowledge(account, 'received')
    }
    expect(await deliverWebhooks(mock, { to })).toHaveLength(3)
    // Who has the certificates only, misses what the public key signs.
    expect(refused).toEqual(['KEY_UNKNOWN'])
  })
})
