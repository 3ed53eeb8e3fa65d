import { inspect } from 'node:util'
import { type AlipayOptions, alipay } from 'shroff/alipay'
import { antom } from 'shroff/antom'
import { type CircleOptions, circle } from 'shroff/circle'
import { inspectAccount } from 'shroff/doctor'
import { createMockGateway } from 'shroff/mock'
import { type UnionpayOptions, unionpay } from 'shroff/unionpay'
import { type WechatpayOptions, wechatpay } from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { type XrplOptions, xrpl } from 'shroff/xrpl'
import { describe, expect, it } from 'vitest'
import { certificateFiles } from '../support/alipay-certificates.js'
import { noon } from '../support/noon.js'
import { certificateOf, leaf, leafKey, middle, middleKey, accountOf as unionpayOf } from '../support/unionpay.js'
import { accountWith, clockAt, platformPem, publicKeyId } from '../support/wechatpay.js'
import { merchantCertificate } from '../vectors/unionpay.js'
import { keys, publicPem } from './planted/hand.js'

const clock = clockAt(noon.getTime())
const wechat = (more: Partial<WechatpayOptions> = {}) => accountWith(more)
const ali = (more: object = {}) =>
  alipay({
    appId: '2021000122672388',
    privateKey: keys.merchant,
    alipayPublicKey: publicPem(keys.provider),
    clock,
    ...more,
  } as AlipayOptions)
const union = (more: object = {}) => unionpayOf(more as Partial<UnionpayOptions>)
const ledger = (more: Partial<XrplOptions> = {}) =>
  xrpl({ address: 'r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59', confirmWith: 2, clock, ...more })
const stablecoins = (more: object = {}) =>
  circle({
    apiKey: 'SAND_API_KEY:0011:2233',
    sandbox: true,
    subscriptionIds: ['00000000-0000-4000-8000-00000000c1c1'],
    clock,
    ...more,
  } as CircleOptions)
const other = (serial: string) => ({ [publicKeyId]: platformPem, [serial]: platformPem })
const day = 86_400_000
const endsIn = (days: number) =>
  certificateOf('A MERCHANT', keys.stranger, 'A MIDDLE', middleKey, { notAfter: new Date(noon.getTime() + days * day) })

describe('a configuration is looked at as it stands', () => {
  it.each([
    ['a good one', () => wechat(), []],
    [
      'the own public key as the provider’s',
      () => ali({ alipayPublicKey: publicPem(keys.merchant) }),
      ['wrong alipayPublicKey'],
    ],
    ['a private key as the provider’s', () => ali({ alipayPublicKey: keys.provider }), ['wrong alipayPublicKey']],
    ['a public key as the private one', () => ali({ privateKey: publicPem(keys.merchant) }), ['wrong privateKey']],
    ['a key that is cut', () => ali({ privateKey: keys.merchant.slice(0, 900) }), ['wrong privateKey']],
    [
      'a certificate of another key',
      () =>
        ali({
          privateKey: keys.sibling,
          alipayPublicKey: undefined,
          certificates: certificateFiles,
          clock: clockAt(Date.UTC(2027, 0, 1)),
        }),
      ['wrong certificates.app'],
    ],
    [
      'two names for one key',
      () => wechat({ platformKeys: other('PUB_KEY_ID_0114000000000000000000000000000009') }),
      ['doubtful platformKeys["PUB_KEY_ID_0114000000000000000000000000000009"]'],
    ],
    ['a good one of the ledger', () => ledger(), []],
    ['one server that is believed alone', () => ledger({ confirmWith: 1 }), ['doubtful confirmWith']],
    [
      'two servers of one operator',
      () => ledger({ hosts: ['https://s1.ripple.com:51234', 'https://s2.ripple.com:51234'] }),
      ['doubtful hosts'],
    ],
    [
      'a server of another network',
      () => ledger({ confirmWith: 1, network: 'devnet', hosts: ['https://s.altnet.rippletest.net:51234'] }),
      ['wrong hosts'],
    ],
    ['Circle, as it should be', () => stablecoins(), []],
    ['Circle, webhooks for anybody', () => stablecoins({ subscriptionIds: undefined }), ['doubtful subscriptionIds']],
    ['Circle, the other host', () => stablecoins({ hosts: ['https://api.circle.com'] }), ['wrong hosts']],
    [
      'Circle, both hosts',
      () => stablecoins({ hosts: ['https://api-sandbox.circle.com', 'https://api.circle.com'] }),
      ['wrong hosts', 'wrong hosts'],
    ],
    [
      'Circle, a topic of production',
      () => stablecoins({ topics: ['arn:aws:sns:us-east-1:908968368384:prod_platform-notifications-topic'] }),
      ['wrong topics'],
    ],
    ['Circle, a key of production', () => stablecoins({ apiKey: 'LIVE_API_KEY:1:2' }), ['doubtful apiKey']],
    ['Circle, a key of the sandbox in production', () => stablecoins({ sandbox: false }), ['doubtful apiKey']],
    ['a clock that stands', () => wechat({ clock: clockAt(0) }), ['wrong clock']],
    [
      'production and sandbox in one list',
      () => ali({ hosts: ['https://openapi.alipay.com', 'https://openapi-sandbox.dl.alipaydev.com'] }),
      ['wrong hosts'],
    ],
    ['a host of nobody’s', () => ali({ hosts: ['https://openapi.alipay.com.example'] }), ['doubtful hosts']],
    ['a test number in production', () => union({ sandbox: false }), ['wrong certificate', 'wrong hosts']],
    [
      'a certificate that has expired',
      async () => union({ sandbox: true, certificate: await endsIn(-1) }),
      ['wrong certificate'],
    ],
    [
      'a certificate that soon expires',
      async () => union({ sandbox: true, certificate: await endsIn(10) }),
      ['doubtful certificate'],
    ],
    ['another certificate than the key’s', () => union({ sandbox: true, certificate: leaf }), ['wrong certificate']],
  ] as const)('%s', async (_, make, wanted) => {
    const { findings } = await inspectAccount(await make())
    expect(findings.map(({ severity, option }) => `${severity} ${option}`)).toEqual(wanted)
  })

  it('tells how far the clock is off', async () => {
    const of = async (seconds: number) =>
      (await inspectAccount(wechat(), { trueTime: noon.getTime() - seconds * 1000 })).findings
    expect(await of(30)).toEqual([])
    expect(await of(120)).toMatchObject([{ severity: 'doubtful', problem: 'The clock is 120 s fast.' }])
    expect(await of(-400)).toMatchObject([{ severity: 'wrong', problem: 'The clock is 400 s slow.' }])
  })

  it('has the facts of each key, and none of a secret', async () => {
    const inspection = await inspectAccount(union({ sandbox: true, certificate: merchantCertificate }))
    const [key, certificate] = inspection.keys
    expect(key).toMatchObject({ option: 'privateKey', whose: 'merchant', bits: 2048 })
    expect(certificate!.fingerprint).toBe(key!.fingerprint)
    expect(certificate!.certificate!.serialDecimal).toMatch(/^\d+$/)
    const shown = inspect(inspection, { depth: 9, showHidden: true }) + JSON.stringify(inspection)
    for (const line of keys.stranger.split('\n').filter((text) => text.length > 40)) expect(shown).not.toContain(line)
  })

  it('knows the mock gateway’s keys, where the account is not the mock’s', async () => {
    const mock = await createMockGateway({ providers: [mockWechatpay()], now: noon })
    const credentials = mock.credentials('wechatpay')
    const { mock: _, ...copied } = credentials
    const { findings } = await inspectAccount(wechatpay(copied as WechatpayOptions))
    expect(findings.filter(({ severity }) => severity === 'wrong').map(({ option }) => option)).toContain('privateKey')
    const own = await inspectAccount(wechatpay(credentials))
    expect(own.findings.map(({ severity }) => severity)).not.toContain('wrong')
  })

  it('looks at an account that only receives, and at a signer', async () => {
    const { findings, keys: facts } = await inspectAccount(
      antom({
        clientId: 'C',
        antomPublicKey: publicPem(keys.provider),
        privateKey: { sign: async (bytes) => bytes },
        clock,
      }),
    )
    expect(findings).toEqual([])
    expect(facts.map(({ form }) => form)).toEqual(['a public key (SPKI)', 'a Signer'])
    const receiving = unionpay({ merchantId: '898000000000000', pinnedCertificates: middle, clock })
    expect((await inspectAccount(receiving)).findings).toEqual([])
    await expect(inspectAccount({} as never)).rejects.toMatchObject({ code: 'CONFIG_INVALID' })
    expect(leafKey).toBe(keys.provider)
  })
})
