import { type AlipayAccount, type AlipayOptions, alipay } from 'shroff/alipay'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { accountOf, alipayPem, optionsOf } from '../support/alipay.js'
import { certificateFiles } from '../support/alipay-certificates.js'
import { thrown } from '../support/failure.js'

const refusal = (more: object) => thrown(() => alipay({ ...optionsOf(), ...more } as AlipayOptions))
const files = (more: object) => ({ alipayPublicKey: undefined, certificates: { ...certificateFiles, ...more } })

describe('an option that is unknown is refused by name, with the nearest right one', () => {
  it.each([
    ['host', 'Did you mean hosts?'],
    ['gateway', 'Did you mean hosts?'],
    ['gatewayUrl', 'Did you mean hosts?'],
    ['sandBox', 'Did you mean sandbox?'],
    ['app_id', 'Did you mean appId?'],
    ['pid', 'Did you mean sellerId?'],
    ['encryptKey', 'Did you mean contentKey?'],
    ['alipay_public_key', 'Did you mean alipayPublicKey?'],
    ['alipayCert', 'There are appId'],
    ['alipayRootCertPath', 'Did you mean certificates?'],
    ['generation', 'Did you mean api?'],
    ['signType', 'always RSA2'],
    ['notifyUrl', 'belongs to the call'],
    ['timeout', 'createClient'],
  ])('%s', (name, next) => {
    const error = refusal({ [name]: 'x' })
    expect(error.code).toBe('CONFIG_INVALID')
    expect(error.message).toContain(`alipay has no option ${name}.`)
    expect(error.next).toContain(next)
  })

  it('of the certificates too', () => {
    const error = refusal(files({ rot: certificateFiles.root }))
    expect(error.message).toContain('alipay: certificates has no option rot.')
    expect(error.next).toBe('Did you mean root?')
  })
})

describe('an option of another kind is refused, not taken for something', () => {
  it.each<[string, unknown]>([
    ['appId', null],
    ['sellerId', 2088621955702781],
    ['sellerId', ''],
    ['contentKey', 5],
    ['contentKey', null],
    ['appAuthToken', 5],
    ['appAuthToken', ''],
    ['appAuthToken', 'a\nb'],
    ['sandbox', 'false'],
    ['sandbox', 1],
    ['mock', 'true'],
    ['hosts', 'https://openapi.alipay.com'],
    ['alipayPublicKey', ''],
    ['alipayPublicKey', null],
    ['alipayPublicKey', 5],
    ['certificates', 'app.crt'],
    ['certificates', null],
    ['privateKey', 'undefined'],
    ['privateKey', null],
    ['clock', Date],
    ['randomBytes', 'x'],
  ])('%s: %j', (name, value) => {
    const error = refusal({ [name]: value })
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', outcome: 'not-sent' })
    expect(error.message).toMatch(new RegExp(`^alipay: ${name} must be `))
  })

  it.each([
    [{ app: undefined }, 'alipay: certificates: app must be the file appCertPublicKey_….crt; it is not set.'],
    [{ root: '' }, 'alipay: certificates: root must be the file alipayRootCert.crt; it is empty.'],
    [
      { alipay: 5 },
      'alipay: certificates: alipay must be the file alipayCertPublicKey_RSA2.crt; it is of the type number.',
    ],
  ])('certificates with %j', (more, words) => expect(refusal(files(more)).message).toContain(words))
})

it('a variable that is not set is named as such', () => {
  expect(refusal({ appId: undefined }).next).toContain('probably not set in this environment')
  expect(refusal({ alipayPublicKey: undefined }).message).toContain('neither alipayPublicKey')
  expect(refusal({ certificates: certificateFiles }).message).toContain('are both set')
  const { privateKey: _, ...receiving } = optionsOf()
  expect(alipay({ ...receiving, privateKey: undefined })).toMatchObject({ lacks: 'privateKey (given, but not set)' })
  expect(alipay(receiving)).toMatchObject({ lacks: 'privateKey' })
})

it('what alipay returns is the account that sends, and says whether it is a mock’s', () => {
  expectTypeOf<ReturnType<typeof alipay>>().toEqualTypeOf<AlipayAccount>()
  expect(accountOf()).not.toHaveProperty('mock')
  expect(accountOf({}, { mock: true })).toMatchObject({ mock: true })
})

it('does not change with the options it was made from', () => {
  const certificates: { app: string; alipay: string; root: string } = { ...certificateFiles }
  const account = alipay({ ...optionsOf({ certificate: true }), certificates } as AlipayOptions)
  certificates.alipay = alipayPem
  expect(account.certificateSns).toEqual(accountOf({ certificate: true }).certificateSns)
})
