import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { inspect } from 'node:util'
import { createClient, type KeyInput } from 'shroff'
import * as alipay from 'shroff/alipay'
import { mockAlipay } from 'shroff/alipay/mock'
import { createMockGateway } from 'shroff/mock'
import * as wechatpay from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { describe, expect, it } from 'vitest'
import { failure } from '../support/failure.js'

// Everybody has the keys that ship with the mock. In production one of them is an open door, wherever the account sends to.

const own = generateKeyPairSync('rsa', { modulusLength: 2048 })
const theirs = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = {
  private: own.privateKey.export({ format: 'pem', type: 'pkcs8' }) as string,
  public: theirs.publicKey.export({ format: 'pem', type: 'spki' }) as string,
}
const hosts: [string, object][] = [
  ['real', {}],
  ['of a proxy', { hosts: ['https://pay.example'] }],
  ['on this machine', { hosts: ['http://127.0.0.1:8080'] }],
]
const nothingSent = async () => Promise.reject(new Error('sent'))
const isRefused = async (using: Promise<unknown>, name: string, secret: string) => {
  const error = await failure(using)
  expect(error).toMatchObject({ code: 'CONFIG_INVALID', outcome: 'not-sent' })
  expect(error.message).toContain(`${name} is a key of the mock gateway, which everybody has`)
  expect(inspect(error) + JSON.stringify(error)).not.toContain(secret.slice(0, 60).split('\n').at(-1))
}

const mock = await createMockGateway({
  providers: [mockWechatpay({ mode: 'migration' }), mockAlipay({ encrypted: true })],
})
const certified = await createMockGateway({ providers: [mockAlipay({ mode: 'certificate' })] })
describe('WeChat Pay', () => {
  const { mock: _mock, ...credentials } = mock.credentials('wechatpay')
  const good = {
    merchantId: '1900000001',
    appId: 'wxd678efh567hg6787',
    apiV3Key: 'k'.repeat(32),
    apiV2Key: 'v'.repeat(32),
    privateKey: pem.private,
    serial: '6C16391AD9023D772D36540320A4794B8697FA87',
    platformKeys: { PUB_KEY_ID_1: pem.public },
  }
  const [id, publicKey] = Object.entries(credentials.platformKeys).find(([name]) => name.startsWith('PUB'))!
  const [serial, certificate] = Object.entries(credentials.platformKeys).find(([name]) => !name.startsWith('PUB'))!
  const privateKey = credentials.privateKey as string
  const planted: [string, object, string][] = [
    ['private key', { privateKey }, 'privateKey'],
    ['private key as a KeyObject', { privateKey: createPrivateKey(privateKey) }, 'privateKey'],
    [
      'private key as PKCS#1',
      { privateKey: createPrivateKey(privateKey).export({ format: 'der', type: 'pkcs1' }) },
      'privateKey',
    ],
    ['private key as a JWK', { privateKey: createPrivateKey(privateKey).export({ format: 'jwk' }) }, 'privateKey'],
    ['public key', { platformKeys: { [id]: publicKey } }, `platformKeys["${id}"]`],
    [
      'public key under another name, beside the right one',
      { platformKeys: { ...good.platformKeys, PUB_KEY_ID_2: publicKey } },
      'platformKeys["PUB_KEY_ID_2"]',
    ],
    [
      'public key as a KeyObject',
      { platformKeys: { [id]: createPublicKey(publicKey as string) } },
      `platformKeys["${id}"]`,
    ],
    ['certificate', { platformKeys: { [serial]: certificate } }, `platformKeys["${serial}"]`],
    [
      'key of the certificate',
      { platformKeys: { PUB_KEY_ID_1: createPublicKey(certificate as string) } },
      'platformKeys["PUB_KEY_ID_1"]',
    ],
    ['APIv3 key', { apiV3Key: credentials.apiV3Key }, 'apiV3Key'],
    ['APIv3 key as the one before', { apiV3Key: [good.apiV3Key, credentials.apiV3Key] }, 'apiV3Key[1]'],
    ['APIv2 key', { apiV2Key: credentials.apiV2Key }, 'apiV2Key'],
  ]

  describe.each(hosts)('on hosts %s', (_hosts, at) => {
    it.each(planted)('refuses its %s', async (_name, more, name) => {
      const secret = String(Object.values(more).flat().at(-1))
      const account = wechatpay.wechatpay({ ...good, ...more, ...at } as wechatpay.WechatpayOptions)
      await isRefused(wechatpay.ready(account), name, secret)
      const sending = wechatpay.getPayment(createClient({ account, transport: nothingSent }), { orderId: 'T-1001' })
      await isRefused(sending, name, secret)
    })

    it.each(planted.filter(([, more]) => !('privateKey' in more)))(
      'refuses its %s where it only receives',
      async (_name, more, name) => {
        const { privateKey: _key, serial: _serial, ...receiving } = good
        const account = wechatpay.wechatpay({ ...receiving, ...more, ...at } as wechatpay.WechatpayReceivingOptions)
        const forged = await forgedFor(
          Object.keys(account ? { ...good.platformKeys, ...(more as typeof good).platformKeys } : {}).at(-1)!,
        )
        await isRefused(wechatpay.receiveWebhook(account, forged), name, String(Object.values(more).flat().at(-1)))
      },
    )
  })

  /** A message that names this key; whether its signature fits is not asked any more. */
  const forgedFor = async (name: string) => ({
    headers: {
      'wechatpay-timestamp': String(Math.floor(Date.now() / 1000)),
      'wechatpay-nonce': 'abc',
      'wechatpay-serial': name,
      'wechatpay-signature': Buffer.alloc(256).toString('base64'),
    },
    body: new TextEncoder().encode('{"id":"1"}'),
  })

  it('refuses a fetched one', async () => {
    const refreshPlatformKeys = async () => ({ [serial]: certificate as KeyInput })
    const account = wechatpay.wechatpay({ ...good, platformKeys: {}, refreshPlatformKeys })
    await isRefused(wechatpay.receiveWebhook(account, await forgedFor(serial)), `platformKeys["${serial}"]`, 'MII')
  })

  it('refuses the APIv2 key in a charge, which nothing else signs', async () => {
    const account = wechatpay.wechatpay({ ...good, apiV2Key: credentials.apiV2Key! })
    const client = createClient({ account, transport: nothingSent })
    const charge = wechatpay.cancelPayment(client, { orderId: 'T-1001' })
    await isRefused(charge, 'apiV2Key', credentials.apiV2Key!)
  })

  it('lets an account that says mock: true take them, and that shows', async () => {
    const account = wechatpay.wechatpay(mock.credentials('wechatpay'))
    await wechatpay.ready(account)
    expect(inspect(account)).toContain('mock: true')
    expect(JSON.parse(JSON.stringify(account))).toMatchObject({ mock: true })
  })

  it('and takes keys of one’s own', async () => {
    const account = wechatpay.wechatpay(good)
    expect(await wechatpay.ready(account)).toMatchObject({ unproven: expect.any(Array) })
    const fresh = await createMockGateway({ providers: [mockWechatpay()], keys: 'fresh' })
    const { mock: _, ...others } = fresh.credentials('wechatpay')
    await wechatpay.ready(wechatpay.wechatpay(others))
  })
})

describe('Alipay', () => {
  const { mock: _mock, ...credentials } = mock.credentials('alipay')
  const good = { appId: '2021000122672388', privateKey: pem.private, alipayPublicKey: pem.public }
  const { certificates } = certified.credentials('alipay') as {
    certificates: Record<'app' | 'alipay' | 'root', string>
  }
  const byFiles = { alipayPublicKey: undefined, certificates }
  const planted: [string, object, string][] = [
    ['private key', { privateKey: credentials.privateKey }, 'privateKey'],
    [
      'public key',
      { alipayPublicKey: (credentials as { alipayPublicKey: string }).alipayPublicKey },
      'alipayPublicKey',
    ],
    ['certificates', byFiles, 'certificates.app'],
    ['content key', { contentKey: credentials.contentKey }, 'contentKey'],
  ]
  describe.each([...hosts, ['of the sandbox', { sandbox: true }] as [string, object]])('on hosts %s', (_hosts, at) => {
    it.each(planted)('refuses its %s', async (_name, more, name) => {
      const secret = String(Object.values(more).at(-1))
      const account = alipay.alipay({ ...good, ...more, ...at } as alipay.AlipayOptions)
      await isRefused(alipay.ready(account), name, secret)
      const sending = alipay.getPayment(createClient({ account, transport: nothingSent }), { orderId: 'T_1001' })
      await isRefused(sending, name, secret)
    })

    it.each(planted.slice(1))('refuses its %s where it only receives', async (_name, more, name) => {
      const { privateKey: _key, ...receiving } = good
      const account = alipay.alipay({ ...receiving, ...more, ...at } as alipay.AlipayReceivingOptions)
      const body =
        'notify_id=1&notify_type=trade_status_sync&app_id=2021000122672388&charset=utf-8&sign_type=RSA2&sign=AAAA'
      const incoming = {
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new TextEncoder().encode(body),
      }
      await isRefused(alipay.receiveWebhook(account, incoming), name, String(Object.values(more).at(-1)))
    })
  })

  it('lets an account that says mock: true take them, and that shows', async () => {
    for (const given of [mock.credentials('alipay'), certified.credentials('alipay')]) {
      const account = alipay.alipay(given)
      await alipay.ready(account)
      expect(inspect(account)).toContain('mock: true')
      expect(JSON.parse(JSON.stringify(account))).toMatchObject({ mock: true })
    }
  })
})
