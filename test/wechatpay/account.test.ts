import { createClient, type ErrorCode } from 'shroff'
import {
  createPayment,
  encryptFields,
  forSubMerchant,
  ready,
  receiveWebhook,
  type WechatpayOptions,
  wechatpay,
} from 'shroff/wechatpay'
import { describe, expect, it } from 'vitest'
import { preferredSerial } from '../../src/wechatpay/account.js'
import { openSensitive } from '../oracle/wechatpay.js'
import { accountOf as alipayAccount } from '../support/alipay.js'
import { codeOf, failure } from '../support/failure.js'
import { badHosts, goodHosts } from '../support/hosts.js'
import { accountWith, clockAt, options, platformKey, platformPem, publicKeyId, webhook } from '../support/wechatpay.js'
import { tea } from '../support/wechatpay-shop.js'
import {
  certificateWithPublicKey,
  platformCertificate,
  rsa2048,
  rsa4096,
  shortSerialCertificate,
} from '../vectors/crypto.js'

const refusal = (work: () => unknown): { code: ErrorCode; message: string } => {
  try {
    work()
  } catch (error) {
    return error as { code: ErrorCode; message: string }
  }
  throw new Error('accepted')
}

describe('wechatpay({...}) refuses', () => {
  const cases: [string, Record<string, unknown>, string][] = [
    ['no merchant number', { merchantId: undefined }, 'merchantId must be'],
    ['a merchant number that is a number', { merchantId: 1900007291 }, 'merchantId must be'],
    ['a merchant number with a line feed', { merchantId: '1900007291\n' }, 'merchantId must be'],
    ['a merchant number with a letter before it', { merchantId: 'x1900007291' }, 'merchantId must be'],
    ['a merchant number of 33 digits', { merchantId: '1'.repeat(33) }, 'merchantId must be'],
    ['a merchant number with quotes', { merchantId: '1"' }, 'merchantId must be'],
    ['no app', { appId: '' }, 'appId must be'],
    ['an app with blanks', { appId: 'wx 1' }, 'appId must be'],
    ['another app with blanks', { otherAppIds: ['wx1', 'wx 2'] }, 'otherAppIds must be'],
    ['no APIv3 key', { apiV3Key: undefined }, 'it is not set'],
    ['an APIv3 key of 31', { apiV3Key: 'a'.repeat(31) }, 'this one has 31 characters'],
    ['an APIv3 key of 33', { apiV3Key: 'a'.repeat(33) }, 'this one has 33 characters'],
    [
      'an APIv3 key with its line end',
      { apiV3Key: `${'a'.repeat(32)}\n` },
      'this one has 33 characters, blanks or a line end around them',
    ],
    [
      'an APIv3 key of 31 and a line end',
      { apiV3Key: `${'a'.repeat(31)}\n` },
      '32 characters, blanks or a line end around them',
    ],
    [
      'an APIv3 key of 32 characters that is not ASCII',
      { apiV3Key: 'é'.repeat(32) },
      '32 characters, others than ASCII among them',
    ],
    ['an APIv3 key as bytes', { apiV3Key: new Uint8Array(32) }, 'it is of the type object'],
    ['no host', { hosts: [] }, 'hosts must be a list of one or more'],
    ['a second host that is none', { hosts: ['https://a.example', 5] }, 'hosts must be'],
    ['a sub-merchant that is no number', { subMerchantId: 'x' }, 'subMerchantId must be'],
    ['a sub-merchant with a letter before it', { subMerchantId: 'x1' }, 'subMerchantId must be'],
    ['a sub-merchant with a line feed', { subMerchantId: '1\n' }, 'subMerchantId must be'],
    ['a sub-merchant’s app that is empty', { subAppId: '' }, 'subAppId must be'],
    ['a sub-merchant’s app with a blank', { subAppId: 'wx 1' }, 'subAppId must be'],
    ['a sub-merchant’s app of 33 letters', { subAppId: 'w'.repeat(33) }, 'subAppId must be'],
    ['no serial', { serial: undefined }, 'neither certificate nor serial is set'],
    ['a serial that is a key id', { serial: publicKeyId }, 'serial must be'],
    ['a serial with colons', { serial: '40:8B' }, 'serial must be'],
    ['a serial without a key', { privateKey: undefined }, 'serial was given, but privateKey is not set'],
    ['no platform key', { platformKeys: {} }, 'platformKeys is empty'],
    ['a platform key under no name', { platformKeys: { '': platformPem } }, 'platformKeys must be named'],
    ['a platform key under a name with a blank', { platformKeys: { ' PUB_KEY_ID_1': platformPem } }, 'must be named'],
    ['a platform key under 65 letters', { platformKeys: { ['A'.repeat(65)]: platformPem } }, 'must be named'],
    [
      'the merchant’s certificate for WeChat Pay’s, by its content',
      { serial: rsa2048.serial, platformKeys: { [rsa2048.serial]: rsa2048.certificate } },
      "is the merchant's own certificate",
    ],
    [
      'the merchant’s certificate under a key id',
      { serial: rsa2048.serial.toLowerCase(), platformKeys: { [publicKeyId]: rsa2048.certificate } },
      "is the merchant's own certificate",
    ],
    [
      'a key under the merchant’s serial, written otherwise',
      { platformKeys: { [`00${options.serial.toLowerCase()}`]: platformPem } },
      "is named by the serial of the merchant's own certificate",
    ],
    [
      'a certificate under another serial',
      { platformKeys: { [rsa4096.serial]: platformCertificate.certificate } },
      `has the serial ${platformCertificate.serial}`,
    ],
    [
      'a certificate under a key id',
      { platformKeys: { [publicKeyId]: platformCertificate.certificate } },
      `has the serial ${platformCertificate.serial}`,
    ],
    [
      'a damaged certificate',
      { platformKeys: { [platformCertificate.serial]: damaged(platformCertificate.certificate) } },
      `platformKeys["${platformCertificate.serial}"] is damaged`,
    ],
  ]
  it.each(cases)('%s', (_name, more, words) => {
    const error = refusal(() => wechatpay({ ...options, ...more } as WechatpayOptions))
    expect(error.code).toBe('CONFIG_INVALID')
    expect(error.message).toContain(words)
  })

  it.each(badHosts)('a host with %s', (_name, host) => {
    const error = refusal(() => wechatpay({ ...options, hosts: ['https://a.example', host as string] }))
    expect(error.code).toBe('CONFIG_INVALID')
    expect(error.message).toContain('hosts must be')
  })

  it('no options', () => expect(refusal(() => wechatpay(undefined as never)).code).toBe('CONFIG_INVALID'))
})

/** The certificate with the first time in it (notBefore) made 99 99 99, so that its outer form stays right. */
function damaged(pem: string): string {
  const der = Buffer.from(pem.replace(/-----.*-----|\s/g, ''), 'base64')
  const at = der.indexOf(Buffer.from([0x17, 0x0d]))
  der.write('999999999999', at + 2)
  return `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----`
}

describe('something that is no account', () => {
  const transport = async () => ({ status: 200, headers: {}, body: new Uint8Array() })
  it.each([{}, { ...accountWith() }, JSON.parse(JSON.stringify(accountWith()))])('is refused', async (account) => {
    expect(await codeOf(receiveWebhook(account, webhook()))).toBe('CONFIG_INVALID')
    expect(await codeOf(ready(account))).toBe('CONFIG_INVALID')
    expect(refusal(() => createClient({ account, transport })).code).toBe('CONFIG_INVALID')
  })

  it('nor is an account at another provider', async () => {
    const other = alipayAccount() as never
    expect(await codeOf(receiveWebhook(other, webhook()))).toBe('CONFIG_INVALID')
    expect(await codeOf(ready(other))).toBe('CONFIG_INVALID')
  })

  it('nor is an account without a private key one to send with', () => {
    const { privateKey, serial, ...receiving } = options
    const account = wechatpay(receiving) as unknown as ReturnType<typeof accountWith>
    expect(refusal(() => createClient({ account, transport })).message).toContain(
      'it lacks privateKey and certificate or serial',
    )
  })
})

describe('an account', () => {
  it('is plain, frozen data', () => {
    const account = accountWith({ otherAppIds: ['wx2'] })
    expect(Object.isFrozen(account) && Object.isFrozen(account.appIds) && Object.isFrozen(account.hosts)).toBe(true)
    expect(JSON.parse(JSON.stringify(account))).toMatchObject({
      provider: 'wechatpay',
      merchantId: '1900007291',
      appIds: ['wxd678efh567hg6787', 'wx2'],
      hosts: ['https://api.mch.weixin.qq.com', 'https://api2.mch.weixin.qq.com'],
      partner: false,
    })
  })

  it('has what was given, and no more', () => {
    expect(accountWith()).toMatchObject({ appIds: ['wxd678efh567hg6787'], partner: false, language: undefined })
    expect(accountWith({ hosts: goodHosts as [string] }).hosts).toEqual(goodHosts)
    expect(accountWith({ partner: true, subMerchantId: '1900000109', subAppId: 'wx_sub-1' })).toMatchObject({
      partner: true,
      subMerchantId: '1900000109',
      subAppId: 'wx_sub-1',
    })
  })

  it('does not change with the options it was made from', async () => {
    const platformKeys: Record<string, string> = { [publicKeyId]: platformPem }
    const otherAppIds = ['wx2']
    const account = accountWith({ platformKeys, otherAppIds })
    delete platformKeys[publicKeyId]
    otherAppIds.push('wx3')
    expect(account.appIds).toEqual(['wxd678efh567hg6787', 'wx2'])
    expect(await receiveWebhook(account, webhook())).toMatchObject({ type: 'payment.paid' })
  })

  it('of a partner calls for a sub-merchant only', async () => {
    const transport = async () => ({ status: 200, headers: {}, body: new Uint8Array() })
    const partner = accountWith({ partner: true })
    const client = createClient({ account: partner, transport })
    expect(await codeOf(createPayment(client, { channel: 'qr', ...tea }))).toBe('CONFIG_INVALID')
    expect(refusal(() => forSubMerchant(accountWith(), { subMerchantId: '1' })).message).toContain('partner: true')
    for (const subMerchantId of ['', 'x', 'x1', '1\n', 5 as unknown as string])
      expect(refusal(() => forSubMerchant(partner, { subMerchantId })).message).toContain('digits')
    expect(refusal(() => forSubMerchant(partner, undefined as never)).message).toContain('digits')
    for (const subAppId of ['', 'wx 1', 'wx1\n', 5 as unknown as string])
      expect(refusal(() => forSubMerchant(partner, { subMerchantId: '1', subAppId })).message).toContain(
        'subAppId must be an app id',
      )
    expect(forSubMerchant(partner, { subMerchantId: '1', subAppId: 'wx1' })).toMatchObject({
      subMerchantId: '1',
      subAppId: 'wx1',
    })
  })
})

describe('fields are encrypted', () => {
  const at = (time: string) => clockAt(Date.parse(time))
  const both = {
    [platformCertificate.serial]: platformCertificate.certificate,
    [certificateWithPublicKey.serial]: certificateWithPublicKey.certificate,
    [shortSerialCertificate.serial]: shortSerialCertificate.certificate,
  }

  it('for the public key, if there is one', async () => {
    const account = accountWith({ platformKeys: { ...both, [publicKeyId]: platformPem } })
    const { body, encryptedFor } = await encryptFields(account, { name: '张三', card: '6222' }, ['name', 'card'])
    expect(encryptedFor).toBe(publicKeyId)
    expect(openSensitive(platformKey, body.name)).toBe('张三')
    expect(openSensitive(platformKey, body.card)).toBe('6222')
  })

  it.each([
    ['2024-06-01T00:00:00Z', platformCertificate.serial],
    // Before its first second a certificate is not used, however new.
    ['2023-01-01T00:00:00Z', certificateWithPublicKey.serial],
    ['2022-01-01T00:00:00Z', shortSerialCertificate.serial],
    [platformCertificate.notBefore, platformCertificate.serial],
  ])('at %s for the certificate that came into effect last: %s', (time, serial) => {
    const reversed = Object.fromEntries(Object.entries(both).reverse())
    for (const platformKeys of [both, reversed])
      expect(preferredSerial(accountWith({ platformKeys, clock: at(time) }))).toBe(serial)
  })

  it('under the serial of the certificate, however it was written: WeChat Pay compares its letters', async () => {
    const { serial, certificate } = shortSerialCertificate
    const clock = at('2022-01-01T00:00:00Z')
    for (const name of [serial.toLowerCase(), `00${serial}`]) {
      const account = accountWith({ platformKeys: { [name]: certificate }, clock })
      expect((await encryptFields(account, { name: 'x' }, ['name'])).encryptedFor).toBe(serial)
    }
  })

  it('for nobody while there is no key', async () => {
    const account = accountWith({ platformKeys: {}, refreshPlatformKeys: async () => ({}) })
    expect((await failure(encryptFields(account, { name: 'x' }, ['name']))).message).toContain(
      'There is no platform key',
    )
  })
})
