import { createPublicKey, sign } from 'node:crypto'
import fc from 'fast-check'
import { createClient } from 'shroff'
import { getPayment, ready, type WechatpayOptions, wechatpay } from 'shroff/wechatpay'
import { describe, expect, it } from 'vitest'
import { importPrivateKey } from '#crypto'
import { rsaSha256 } from '../../src/crypto/algorithms.js'
import { toPem } from '../../src/crypto/pem.js'
import { writeCertificate } from '../../src/crypto/x509-write.js'
import { judgeRequest } from '../oracle/wechatpay.js'
import { failure, thrown } from '../support/failure.js'
import { merchantPem, now, options, platformPem, publicKeyId, reply } from '../support/wechatpay.js'
import { platformCertificate, rsa2048, rsa4096 } from '../vectors/crypto.js'

const day = 24 * 3_600_000
const serial = '408B07E79B8269FEC3D5D3E6AB8ED163A6A380DB'
const publicKey = createPublicKey(merchantPem)

/** `apiclient_cert.pem`: the issuer is Tenpay's, which the merchant has no certificate of. */
const issue = async (more: { key?: string; until?: number } = {}) =>
  writeCertificate({
    serial,
    subject: [{ type: 'CN', value: '1900007291' }],
    issuer: [{ type: 'CN', value: 'Tenpay.com Root CA' }],
    notBefore: new Date(now - day),
    notAfter: new Date(more.until ?? now + day),
    subjectPublicKey: createPublicKey(more.key ?? merchantPem).export({ format: 'der', type: 'spki' }),
    signer: await importPrivateKey(rsa2048.privateKey, 'a key', rsaSha256),
  })
const der = await issue()
const certificate = toPem('CERTIFICATE', der)
const { serial: _, ...withoutSerial } = options
const made = (more: object) => wechatpay({ ...withoutSerial, ...more } as unknown as WechatpayOptions)

describe('apiclient_cert.pem in place of serial', () => {
  it.each<[string, object]>([
    ['PEM', { certificate }],
    ['bytes', { certificate: der }],
    ['the serial beside it, in small letters and with a zero', { certificate, serial: `0${serial.toLowerCase()}` }],
  ])('%s', async (_form, more) => {
    const account = made(more)
    expect(account.serial?.toUpperCase()).toMatch(new RegExp(`^0?${serial}$`))
    expect(await ready(account)).toMatchObject({ proven: ['privateKey', 'certificate'] })
  })

  it('signs under its serial', async () => {
    const transport = async (request: Parameters<typeof judgeRequest>[0]) => {
      judgeRequest(request, { merchantId: options.merchantId, serial, publicKey, now })
      return reply()
    }
    const client = createClient({ account: made({ certificate }), transport })
    expect(await getPayment(client, { orderId: 'T-1001' })).toMatchObject({ status: 'paid' })
  })

  // The documentation: hexadecimal, capitals, leading zeros kept.
  it.each(['00ab12cd', '00AB12CD', '00Ab12cD'])(
    'a serial given as %s goes out in capitals, its zeros kept',
    async (given) => {
      const seen: string[] = []
      const transport = async ({ headers }: Parameters<typeof judgeRequest>[0]) => {
        seen.push(/serial_no="([^"]*)"/.exec(headers.authorization!)![1]!)
        return reply()
      }
      const client = createClient({ account: made({ serial: given }), transport })
      await getPayment(client, { orderId: 'T-1001' })
      expect(seen).toEqual(['00AB12CD'])
    },
  )

  it('is proven against an HSM too', async () => {
    const hsm = (pem: string) => ({ sign: async (message: Uint8Array) => sign('sha256', message, pem) })
    await ready(made({ certificate, privateKey: hsm(merchantPem) }))
    const error = await failure(ready(made({ certificate, privateKey: hsm(rsa4096.privateKeyPkcs1) })))
    expect(error.message).toContain('certificate was not issued for this privateKey')
  })

  it.each<[string, object, string]>([
    [
      'a key',
      { certificate: platformPem },
      'must be the merchant API certificate (apiclient_cert.pem), but a public key',
    ],
    [
      'a file that begins with the key',
      { certificate: merchantPem + certificate },
      'but a private key (PKCS#8) was given',
    ],
    ['a private key', { certificate: merchantPem }, 'but a private key (PKCS#8) was given'],
    ['a file name', { certificate: 'apiclient_cert.pem' }, 'but a file name instead of what the file holds was given'],
    ['another serial', { certificate, serial: '0A' }, `certificate has the serial ${serial}`],
    ['a serial that is none', { certificate, serial: '40:8B' }, 'serial must be'],
    ['no private key', { certificate, privateKey: undefined }, 'certificate was given, but privateKey is not set'],
    [
      'itself as WeChat Pay’s',
      { certificate, platformKeys: { [serial]: certificate } },
      "is the merchant's own certificate, not WeChat Pay's",
    ],
    [
      'its serial as a key’s name',
      { certificate, platformKeys: { [serial]: platformPem } },
      'is named by the serial of',
    ],
    ['neither', {}, 'privateKey was given, but neither certificate nor serial is set'],
  ])('not with %s', (_name, more, words) => {
    const error = thrown(() => made(more))
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', outcome: 'not-sent' })
    expect(error.message).toContain(words)
  })

  it('is found to be of another key, or expired, by ready', async () => {
    const other = toPem('CERTIFICATE', await issue({ key: rsa2048.privateKey }))
    expect((await failure(ready(made({ certificate: other })))).message).toContain('was not issued for this privateKey')
    const old = toPem('CERTIFICATE', await issue({ until: now - 1000 }))
    const error = await failure(ready(made({ certificate: old })))
    expect(error.message).toContain('wechatpay: certificate expired on 2026-03-04')
    expect(error.next).toContain('Apply for a new merchant API certificate')
  })
})

it('ready says what it cannot prove', async () => {
  const { proven, unproven } = await ready(wechatpay({ ...options, apiV2Key: 'k'.repeat(32) }))
  expect(proven).toEqual([])
  expect(unproven.map(({ option }) => option)).toEqual([
    'privateKey',
    `platformKeys["${publicKeyId}"]`,
    'apiV3Key',
    'apiV2Key',
  ])
  for (const { why } of unproven) expect(why).not.toContain('kkk')
})

describe('a damaged file is CONFIG_INVALID naming the option, never a bare error', () => {
  const damage = (bytes: Uint8Array, make: (damaged: Uint8Array) => Promise<unknown>, words: string) =>
    fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, bits) => {
        const damaged = Uint8Array.from(bytes)
        damaged[at]! ^= bits
        const error = await make(damaged).then(
          () => undefined,
          (caught) => caught,
        )
        // A bit of a name or of the issuer's signature may change and leave a file that is still right.
        if (error) expect(error).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining(words) })
      }),
      { numRuns: 200 },
    )

  it('certificate', () => damage(der, async (file) => ready(made({ certificate: file })), 'certificate'))

  it('a platform certificate', async () => {
    const bytes = Buffer.from(platformCertificate.certificate.replace(/-----.*?-----|\s/g, ''), 'base64')
    const clock = { now: () => Date.parse('2024-06-01T00:00:00Z'), sleep: async () => {} }
    const platformKeys = (file: Uint8Array) => ({ [platformCertificate.serial]: file })
    await damage(
      bytes,
      async (file) => ready(wechatpay({ ...options, clock, platformKeys: platformKeys(file) })),
      'platform',
    )
  })

  it('a platform public key', () => {
    const bytes = createPublicKey(platformPem).export({ format: 'der', type: 'spki' })
    return damage(
      bytes,
      async (file) => ready(wechatpay({ ...options, platformKeys: { [publicKeyId]: file } })),
      'platformKeys',
    )
  })

  it('a KeyObject that cannot be exported', async () => {
    const broken = {
      type: 'public',
      export: () => {
        throw new Error('no')
      },
    } // as a hardware token's
    const error = thrown(() => made({ certificate: broken }))
    expect(error.message).toContain('a KeyObject that cannot be exported')
    expect((await failure(ready(wechatpay({ ...options, platformKeys: { [publicKeyId]: broken } })))).code).toBe(
      'CONFIG_INVALID',
    )
  })
})
