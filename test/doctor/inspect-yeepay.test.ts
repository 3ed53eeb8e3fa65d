import { inspect } from 'node:util'
import { alipay } from 'shroff/alipay'
import { inspectAccount } from 'shroff/doctor'
import { createMockGateway } from 'shroff/mock'
import { generateSm2KeyPair, sm } from 'shroff/sm'
import { type YeepayOptions, yeepay } from 'shroff/yeepay'
import { mockYeepay } from 'shroff/yeepay/mock'
import { describe, expect, it } from 'vitest'
import { noon } from '../support/noon.js'
import { clockAt } from '../support/wechatpay.js'
import { merchantKey, platformPublicKey } from '../vectors/yeepay.js'
import { keys, publicPem } from './planted/hand.js'

const [merchant, platform] = [await generateSm2KeyPair(), await generateSm2KeyPair()]
const clock = clockAt(noon.getTime())
const rsa = (more: object = {}) =>
  yeepay({
    appKey: 'app_10080009001',
    merchantId: '10080009001',
    privateKey: keys.merchant,
    yeepayPublicKey: publicPem(keys.provider),
    clock,
    ...more,
  } as YeepayOptions)
const bySm2 = (more: object = {}) =>
  rsa({
    sm,
    yeepayPublicKey: undefined,
    privateKey: merchant.privateKey,
    platformKeys: { 1: platform.publicKey },
    ...more,
  })
const sandboxHost = 'https://sandbox.yeepay.com'
/** Of YeePay's published key of its sandbox the begin is public knowledge; a modulus that begins so. */
const published = (begin: string) => `MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA${begin}${'A'.repeat(328)}EwIDAQAB`

const findingsOf = async (account: ReturnType<typeof yeepay>) =>
  (await inspectAccount(account)).findings.map(({ severity, option }) => `${severity} ${option}`)

describe('the configuration of YeePay:', () => {
  it.each([
    ['as it should be', () => rsa(), []],
    ['keys without their frame', () => rsa({ privateKey: keys.merchant.replace(/-----[^-]+-----|\s/g, '') }), []],
    [
      'the own public key as YeePay’s',
      () => rsa({ yeepayPublicKey: publicPem(keys.merchant) }),
      ['wrong yeepayPublicKey'],
    ],
    ['a private key as YeePay’s', () => rsa({ yeepayPublicKey: keys.provider }), ['wrong yeepayPublicKey']],
    ['a public key as the private one', () => rsa({ privateKey: publicPem(keys.merchant) }), ['wrong privateKey']],
    [
      'a key that is cut',
      () => rsa({ yeepayPublicKey: publicPem(keys.provider).slice(0, 200) }),
      ['wrong yeepayPublicKey'],
    ],
    [
      'the sandbox’s key in production',
      () => rsa({ yeepayPublicKey: published('4g7dPL+CBeuz') }),
      ['wrong yeepayPublicKey'],
    ],
    ['the sandbox’s key in the sandbox', () => rsa({ sandbox: true, yeepayPublicKey: published('4g7dPL+CBeuz') }), []],
    [
      'production’s key in the sandbox',
      () => rsa({ sandbox: true, yeepayPublicKey: published('6p0XWjscY+gs') }),
      ['wrong yeepayPublicKey'],
    ],
    [
      'keys of the published samples',
      () => rsa({ privateKey: merchantKey, yeepayPublicKey: platformPublicKey }),
      ['wrong yeepayPublicKey', 'wrong privateKey'],
    ],
    ['an application of the sandbox in production', () => rsa({ appKey: 'sandbox_rsa_10080041523' }), ['wrong hosts']],
    [
      'files from production, and the rest from the sandbox',
      () => rsa({ sandbox: true, fileHosts: ['https://yos.yeepay.com'] }),
      ['wrong hosts'],
    ],
    ['files from a host of nobody’s', () => rsa({ fileHosts: ['https://files.example'] }), ['doubtful fileHosts']],
    ['a host of nobody’s for all, told once', () => rsa({ hosts: ['https://pay.example'] }), ['doubtful hosts']],
    ['the host of the sandbox', () => rsa({ hosts: [sandboxHost] }), []],
    ['an SM2 key where RSA is spoken', () => rsa({ yeepayPublicKey: platform.publicKey }), ['wrong yeepayPublicKey']],
    ['an SM2 private key where RSA is spoken', () => rsa({ privateKey: merchant.privateKey }), ['wrong privateKey']],
    ['SM2 as it should be', () => bySm2(), []],
    [
      'RSA keys where SM2 is spoken',
      () => bySm2({ privateKey: keys.merchant, platformKeys: { 1: publicPem(keys.provider) } }),
      ['wrong platformKeys["1"]', 'wrong privateKey'],
    ],
    [
      'the own SM2 key as YeePay’s',
      () => bySm2({ platformKeys: { 1: merchant.publicKey } }),
      ['wrong platformKeys["1"]'],
    ],
    [
      'one SM2 key under two serials',
      () => bySm2({ platformKeys: { 1: platform.publicKey, 2: platform.publicKey } }),
      ['doubtful platformKeys["2"]'],
    ],
  ] as const)('%s', async (_, make, wanted) => {
    expect([...new Set(await findingsOf(make()))]).toEqual(wanted)
  })

  it('shows no key', async () => {
    const inspection = await inspectAccount(rsa())
    const shown = inspect(inspection, { depth: 9, showHidden: true }) + JSON.stringify(inspection)
    for (const line of keys.merchant.split('\n').filter((text) => text.length > 40)) expect(shown).not.toContain(line)
  })

  it.each([{}, { sm }])('knows the mock gateway’s keys, where the account is not the mock’s: %o', async (options) => {
    const mock = await createMockGateway({ providers: [mockYeepay(options)], now: noon })
    const { mock: _, ...copied } = mock.credentials('yeepay')
    const found = await findingsOf(yeepay(copied as YeepayOptions))
    expect(found.filter((one) => one.startsWith('wrong')).length).toBeGreaterThan(1)
  })
})

it('an SM2 key is told by its name at a provider that has none', async () => {
  const account = alipay({
    appId: '2021000122672388',
    alipayPublicKey: platform.publicKey,
    privateKey: keys.merchant,
    clock,
  })
  const { findings } = await inspectAccount(account)
  expect(findings).toMatchObject([{ option: 'alipayPublicKey', problem: expect.stringContaining('is an SM2 key') }])
})
