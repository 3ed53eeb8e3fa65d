import { inspect } from 'node:util'
import { createClient } from 'shroff'
import { receiveWebhook, type WechatpayAccount, type WechatpayOptions, wechatpay } from 'shroff/wechatpay'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { codeOf, failure, thrown } from '../support/failure.js'
import { accountWith, apiV3Key, options, platformPem, webhook } from '../support/wechatpay.js'
import { rsa2048 } from '../vectors/crypto.js'

const refusal = (more: object) => thrown(() => wechatpay({ ...options, ...more } as WechatpayOptions))

describe('an option that is unknown is refused by name, with the nearest right one', () => {
  it.each([
    ['host', 'Did you mean hosts?'],
    ['Hosts', 'Did you mean hosts?'],
    ['gateway', 'Did you mean hosts?'],
    ['mchId', 'Did you mean merchantId?'],
    ['mch_id', 'Did you mean merchantId?'],
    ['merchantID', 'Did you mean merchantId?'],
    ['merchanId', 'Did you mean merchantId?'],
    ['appid', 'Did you mean appId?'],
    ['apiv3Key', 'Did you mean apiV3Key?'],
    ['serial_no', 'Did you mean serial?'],
    ['publicKey', 'Did you mean platformKeys?'],
    ['platformKey', 'Did you mean platformKeys?'],
    ['sub_mchid', 'Did you mean subMerchantId?'],
    ['signType', 'Which keys are given says it'],
    ['sandbox', 'the mock gateway of shroff/wechatpay/mock'],
    ['notifyUrl', 'belongs to the call'],
    ['constructor', 'There are merchantId, appId'],
    ['tea', 'There are merchantId, appId'],
  ])('%s', (name, next) => {
    for (const value of ['x', undefined]) {
      const error = refusal({ [name]: value })
      expect(error.code).toBe('CONFIG_INVALID')
      expect(error.message).toContain(`wechatpay has no option ${name}.`)
      expect(error.next).toContain(next)
    }
  })

  it('but not by a name that could be a secret', () => {
    expect(refusal({ [apiV3Key]: 'x' }).message).toContain('wechatpay has no option of such a name.')
    expect(refusal({ 'a\nb': 'x' }).message).not.toContain('a\nb')
  })
})

describe('an option of another kind is refused, not taken for something', () => {
  it.each<[string, unknown]>([
    ['partner', 'true'],
    ['partner', 1],
    ['mock', 'yes'],
    ['language', 'fr'],
    ['codePay', 'V3'],
    ['codePay', null],
    ['otherAppIds', 'wx1'],
    ['otherAppIds', { 0: 'wx1' }],
    ['platformKeys', null],
    ['platformKeys', platformPem],
    ['platformKeys', [platformPem]],
    ['platformKeys', new Uint8Array(4)],
    ['clock', {}],
    ['clock', { now: Date.now }],
    ['clock', null],
    ['randomBytes', 5],
    ['refreshPlatformKeys', {}],
    ['hosts', 'https://api.mch.weixin.qq.com'],
    ['hosts', null],
    ['apiV2Key', 5],
    ['apiV2Key', ''],
    ['apiV3Key', []],
    ['apiV3Key', [apiV3Key]],
    ['apiV3Key', [apiV3Key, apiV3Key, apiV3Key]],
    ['apiV3Key', [apiV3Key, 'short']],
    ['apiV3Key', [apiV3Key, undefined]],
    ['privateKey', null],
    ['privateKey', ''],
    ['privateKey', 5],
    ['certificate', ''],
    ['serial', 5],
    ['subMerchantId', 1900000109],
    ['subAppId', null],
  ])('%s: %j', (name, value) => {
    const error = refusal({ [name]: value })
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', outcome: 'not-sent' })
    expect(error.message).toMatch(new RegExp(`^wechatpay: ${name} must be `))
  })

  it.each([5, 'x', true, [], null])('options: %j', (given) =>
    expect(thrown(() => wechatpay(given as never)).message).toContain('wechatpay was given no options'),
  )
})

describe('a variable that is not set is named as such', () => {
  const perhaps = 'The variable that it is read from is probably not set in this environment.'
  it.each<[string, object, string]>([
    ['merchantId', { merchantId: undefined }, 'it is not set'],
    ['merchantId', { merchantId: '' }, 'it is empty'],
    ['appId', { appId: 'undefined' }, 'it is the word undefined'],
    ['appId', { appId: null }, 'it is null'],
    ['apiV3Key', { apiV3Key: ' ' }, 'it is empty'],
    ['apiV2Key', { apiV2Key: 'null' }, 'it is the word null'],
    ['privateKey', { privateKey: '' }, 'it is empty'],
    ['privateKey', { privateKey: 'undefined' }, 'it is the word undefined'],
    ['certificate', { certificate: '\n' }, 'it is empty'],
  ])('%s %j', (name, more, words) => {
    const error = refusal(more)
    expect(error.message).toContain(`${name} must be`)
    expect(error.message).toContain(`; ${words}.`)
    expect(error.next).toBe(perhaps)
  })

  it('as privateKey beside its serial: nobody is told to leave it out', () => {
    for (const more of [
      { privateKey: undefined },
      { privateKey: undefined, serial: undefined, certificate: platformPem },
    ]) {
      const error = refusal(more)
      expect(error.message).toContain('was given, but privateKey is not set')
      expect(error.next).toBe(perhaps)
    }
    const { privateKey: _, ...without } = options
    expect(thrown(() => wechatpay(without as never)).next).toContain('Give privateKey beside it')
  })

  it.each(['undefined', '', 'null', ' '])('as a platform key’s name: %j', (name) => {
    const error = refusal({ platformKeys: { [name]: platformPem } })
    expect(error.message).toContain('platformKeys must be named by PUB_KEY_ID_… or a hexadecimal serial')
    expect(error.next).toBe(perhaps)
  })
})

describe('a platform key’s name keeps to PUB_KEY_ID_… and serials', () => {
  it.each([
    'PUB_KEY_ID_',
    'PUB_KEY_ID',
    'pub_key_id_1',
    'XYZ',
    'PUB_KEY_ID_1_2',
    'PUB_KEY_ID_1,',
    '40:8B',
    `PUB_KEY_ID_${'1'.repeat(54)}`,
  ])('%s is none', (name) =>
    expect(refusal({ platformKeys: { [name]: platformPem } }).message).toContain('must be named'),
  )

  it.each(['PUB_KEY_ID_0114232134912410000000000000', 'ab01', 'F'.repeat(64)])('%s is one', (name) =>
    expect(() => wechatpay({ ...options, platformKeys: { [name]: platformPem } })).not.toThrow(),
  )

  const hexKey = '0123456789abcdef0123456789ABCDEF'
  it.each<[string, object]>([
    ['the APIv3 key', { apiV3Key: hexKey, platformKeys: { [hexKey]: platformPem } }],
    ['the APIv3 key before it', { apiV3Key: [apiV3Key, hexKey], platformKeys: { [hexKey]: platformPem } }],
    ['the APIv2 key', { apiV2Key: hexKey, platformKeys: { [hexKey]: platformPem } }],
    ['what could be one', { platformKeys: { [hexKey]: platformPem } }],
    ['what could be one, over a certificate', { platformKeys: { [hexKey]: rsa2048.certificate } }],
    ['a key of other characters', { platformKeys: { [apiV3Key]: platformPem } }],
    ['the serial that is a key', { apiV3Key: hexKey, serial: hexKey }],
    ['the app that is a key', { appId: apiV3Key }],
    ['another app that is a key', { otherAppIds: ['wx1', apiV3Key] }],
    ['the merchant that is a key', { apiV2Key: '1'.repeat(32), merchantId: '1'.repeat(32) }],
  ])('and never repeats %s', (_name, more) => {
    const error = refusal(more)
    expect(error.code).toBe('CONFIG_INVALID')
    for (const told of [inspect(error), JSON.stringify(error)]) {
      expect(told.toLowerCase()).not.toContain(hexKey.toLowerCase())
      expect(told).not.toContain(apiV3Key)
    }
  })

  it('own or fetched', async () => {
    const refreshPlatformKeys = async () => ({ [apiV3Key]: platformPem })
    const account = accountWith({ platformKeys: {}, refreshPlatformKeys })
    const error = await failure(receiveWebhook(account, webhook()))
    expect(error.code).toBe('CONFIG_INVALID')
    expect(inspect(error)).not.toContain(apiV3Key)
  })
})

describe('two APIv3 keys during a change', () => {
  const old = 'z'.repeat(32)
  it('open what was encrypted under either, and nothing else', async () => {
    const account = accountWith({ apiV3Key: [apiV3Key, old] })
    const receive = (key: string) => receiveWebhook(account, webhook({ apiV3Key: key }))
    expect(await receive(apiV3Key)).toMatchObject({ type: 'payment.paid' })
    expect(await receive(old)).toMatchObject({ type: 'payment.paid' })
    expect(await codeOf(receive('y'.repeat(32)))).toBe('DECRYPTION_FAILED')
  })

  it('are not shown', () =>
    expect(inspect(accountWith({ apiV3Key: [apiV3Key, old] }), { depth: 9, showHidden: true })).not.toMatch(
      /zzz|a7cde/,
    ))
})

it('an account says what it is', () => {
  expect(accountWith()).not.toHaveProperty('mock')
  expect(accountWith()).not.toHaveProperty('lacks')
  expect(JSON.parse(JSON.stringify(accountWith({ mock: true })))).toMatchObject({ mock: true, sends: true })
  expect(accountWith({ mock: false })).not.toHaveProperty('mock')
  const { privateKey: _key, serial: _serial, ...receiving } = options
  expect(wechatpay(receiving)).toMatchObject({ lacks: 'privateKey and certificate or serial' })
  expect(wechatpay({ ...receiving, privateKey: undefined })).toMatchObject({
    lacks: expect.stringContaining('not set'),
  })
})

it('what wechatpay returns is the account that sends', () => {
  expectTypeOf<ReturnType<typeof wechatpay>>().toEqualTypeOf<WechatpayAccount>()
  // As a file of configuration gives it.
  const config = JSON.parse(JSON.stringify({ ...options, clock: undefined }))
  const client = createClient({ account: wechatpay(config), transport: async () => Promise.reject(new Error('x')) })
  expectTypeOf(client.account).toEqualTypeOf<WechatpayAccount>()
  expect(client.account.serial).toBe(options.serial)
})
