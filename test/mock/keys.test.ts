import { createHash, createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto'
import { alipay } from 'shroff/alipay'
import { mockAlipay } from 'shroff/alipay/mock'
import { createMockGateway } from 'shroff/mock'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { describe, expect, it } from 'vitest'
import * as alipayKeys from '../../src/alipay/mock/keys.js'
import * as antomKeys from '../../src/antom/mock/keys.js'
import * as baiduKeys from '../../src/baidu/mock/keys.js'
import * as circleKeys from '../../src/circle/mock/keys.js'
import * as lakalaKeys from '../../src/lakala/mock/keys.js'
import { mockFingerprints } from '../../src/mock/keys/fingerprints.js'
import { secrets as qqpaySecrets } from '../../src/qqpay/mock/keys.js'
import * as rippleKeys from '../../src/ripple-payments/mock/keys.js'
import * as unionpayKeys from '../../src/unionpay/mock/keys.js'
import * as wechatpayKeys from '../../src/wechatpay/mock/keys.js'
import * as yeepayKeys from '../../src/yeepay/mock/keys.js'
import { noon } from '../support/noon.js'

/** As far as a fingerprint goes. */
const hash = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex').slice(0, 8)
const spki = (pkcs8: string) =>
  createPublicKey(createPrivateKey({ key: Buffer.from(pkcs8, 'base64'), format: 'der', type: 'pkcs8' })).export({
    format: 'der',
    type: 'spki',
  })

describe('the keys that ship with the mocks', () => {
  it('are all known by their fingerprints, and nothing else is', () => {
    const pairs = [
      wechatpayKeys,
      alipayKeys,
      antomKeys,
      unionpayKeys,
      circleKeys,
      baiduKeys,
      lakalaKeys,
      yeepayKeys,
    ].flatMap(({ keys }) => Object.values<string>(keys))
    const secrets = [
      ...Object.values(wechatpayKeys.secrets),
      alipayKeys.contentKey,
      unionpayKeys.secureKey,
      circleKeys.apiKey,
      qqpaySecrets.apiKey,
      rippleKeys.clientSecret,
      lakalaKeys.bodyKey,
    ]
    pairs.push(...[wechatpayKeys, yeepayKeys].flatMap(({ sm2Keys }) => Object.values<string>(sm2Keys)))
    const found = [...pairs.map((pair) => hash(spki(pair))), ...secrets.map(hash)]
    expect([...mockFingerprints].sort()).toEqual(found.sort())
    expect(new Set(found).size).toBe(found.length)
  })

  const start = (keys: 'fixed' | 'fresh', mode: 'migration' | 'public-key' = 'migration') =>
    createMockGateway({
      providers: [mockWechatpay({ mode }), mockAlipay({ mode: 'certificate', encrypted: true })],
      now: noon,
      keys,
    })
  /** Whatever of the credentials is a key or a secret, by its fingerprint. */
  const fingerprintsOf = async (...given: Parameters<typeof start>) => {
    const mock = await start(...given)
    const [one, other] = [mock.credentials('wechatpay'), mock.credentials('alipay')]
    const pems = [one.privateKey, one.certificate, ...Object.values(one.platformKeys), other.privateKey]
    const certificates = Object.values(other.certificates!)
    return [
      ...[...pems, ...certificates].map((pem) => hash(createPublicKey(pem).export({ format: 'der', type: 'spki' }))),
      ...[one.apiV3Key, one.apiV2Key, other.contentKey!].map(hash),
    ]
  }

  it('are what a mock starts with, and none of a fresh one’s', async () => {
    const fixed = await fingerprintsOf('fixed')
    expect(fixed).toHaveLength(12)
    expect(fixed.filter((one) => !mockFingerprints.includes(one))).toEqual([])
    const fresh = await fingerprintsOf('fresh', 'public-key')
    expect(fresh.filter((one) => mockFingerprints.includes(one))).toEqual([])
    // Twice the merchant's pair and its certificate.
    expect(new Set(fresh).size).toBe(fresh.length - 2)
  }, 30_000)

  it('come with the mark without which an account does not take them', async () => {
    const mock = await start('fixed')
    expect([mock.credentials('wechatpay').mock, mock.credentials('alipay').mock]).toEqual([true, true])
    expect(alipay(mock.credentials('alipay')).provider).toBe('alipay')
  })

  it('include the certificate of the merchant, of the serial that is told', async () => {
    const { certificate, serial, privateKey } = (await start('fixed')).credentials('wechatpay')
    const read = new X509Certificate(certificate)
    expect(read.serialNumber).toBe(serial)
    expect(read.checkPrivateKey(createPrivateKey(privateKey))).toBe(true)
    expect(Date.parse(read.validFrom)).toBeLessThan(noon.getTime())
    expect(Date.parse(read.validTo)).toBeGreaterThan(noon.getTime())
  })
})
