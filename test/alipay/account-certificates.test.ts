import { createPrivateKey, createPublicKey } from 'node:crypto'
import fc from 'fast-check'
import { type AlipayOptions, alipay, ready } from 'shroff/alipay'
import { describe, expect, it } from 'vitest'
import { importPrivateKey } from '#crypto'
import { rsaSha256 } from '../../src/crypto/algorithms.js'
import { toPem } from '../../src/crypto/pem.js'
import { writeCertificate } from '../../src/crypto/x509-write.js'
import { alipayPem, merchantPem, now, optionsOf } from '../support/alipay.js'
import { certificateFiles, ecRoot } from '../support/alipay-certificates.js'
import { failure, thrown } from '../support/failure.js'
import { rsa2048, rsa4096 } from '../vectors/crypto.js'

const day = 24 * 3_600_000
const spki = (pem: string) => createPublicKey(pem).export({ format: 'der', type: 'spki' })
const keys = {
  root: rsa4096.privateKeyPkcs1,
  // Any key will do for an authority in between, as long as it is another.
  between: createPrivateKey(rsa4096.privateKeyPkcs1).export({ format: 'pem', type: 'pkcs8' }) as string,
  alipay: rsa2048.privateKey,
  merchant: merchantPem,
}
type Role = keyof typeof keys

/** A certificate of `role`, issued by `issuer`; both names are theirs. Node and openssl judge these in x509-write.test.ts. */
const issue = async (
  role: Role,
  issuer: Role,
  more: { authority?: boolean; from?: number; until?: number; by?: string } = {},
) =>
  toPem(
    'CERTIFICATE',
    await writeCertificate({
      serial: '0A',
      subject: [{ type: 'CN', value: role }],
      issuer: [{ type: 'CN', value: issuer }],
      notBefore: new Date(more.from ?? now - day),
      notAfter: new Date(more.until ?? now + day),
      subjectPublicKey: spki(role === 'alipay' || role === 'merchant' ? keys[role] : keys.root),
      signer: await importPrivateKey(more.by ?? keys[issuer], 'a key', rsaSha256),
      authority: more.authority ?? role === 'root',
    }),
  )

const root = await issue('root', 'root')
const app = await issue('merchant', 'root')
const alipayCertificate = await issue('alipay', 'root')
const accountWith = (files: object, more: object = {}) =>
  alipay({
    ...optionsOf(),
    ...more,
    alipayPublicKey: undefined,
    certificates: { app, alipay: alipayCertificate, root, ...files },
  } as AlipayOptions)

describe('ready proves that Alipay’s certificate is of the root', () => {
  it.each<[string, () => Promise<object>]>([
    ['issued by it', async () => ({})],
    ['issued by it, among others', async () => ({ root: ecRoot + certificateFiles.root + root })],
    [
      'issued by an authority that it issued',
      async () => ({
        alipay: (await issue('alipay', 'between')) + (await issue('between', 'root', { authority: true })),
      }),
    ],
    ['with the root in the same file', async () => ({ alipay: alipayCertificate + root })],
    ['in its last second', async () => ({ alipay: await issue('alipay', 'root', { until: now }) })],
  ])('%s', async (_name, files) =>
    expect((await ready(accountWith(await files()))).proven).toEqual(['certificates', 'privateKey']),
  )

  it.each<[string, () => Promise<object>, string]>([
    ['of another root', async () => ({ root: certificateFiles.root }), 'does not lead to certificates.root'],
    [
      'signed by another key under the root’s name',
      async () => ({ alipay: await issue('alipay', 'root', { by: rsa2048.privateKey }) }),
      'does not lead to certificates.root: no certificate there has issued “alipay”',
    ],
    ['that issued itself', async () => ({ alipay: await issue('alipay', 'alipay') }), 'does not lead'],
    [
      'without the authority between',
      async () => ({ alipay: await issue('alipay', 'between') }),
      'no certificate there has issued “alipay”',
    ],
    [
      'under a certificate that is no authority',
      async () => ({ alipay: (await issue('alipay', 'between')) + (await issue('between', 'root')) }),
      '“alipay” is issued by “between”, which is no authority (CA:FALSE)',
    ],
    [
      'under an expired authority',
      async () => ({
        alipay:
          (await issue('alipay', 'between')) + (await issue('between', 'root', { authority: true, until: now - 1000 })),
      }),
      '“between” expired on 2026-03-04',
    ],
    ['expired', async () => ({ alipay: await issue('alipay', 'root', { until: now - 1000 }) }), '“alipay” expired on'],
    ['not valid yet', async () => ({ alipay: await issue('alipay', 'root', { from: now + 1000 }) }), 'valid only from'],
    [
      'whose root expired',
      async () => ({ root: await issue('root', 'root', { until: now - 1000 }) }),
      '“root” expired',
    ],
    [
      'beside an expired one of the application',
      async () => ({ app: await issue('merchant', 'root', { until: now - 1000 }) }),
      'certificates.app: “merchant” expired',
    ],
  ])('and refuses one %s', async (_name, files, words) => {
    const error = await failure(ready(accountWith(await files())))
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', outcome: 'not-sent' })
    expect(error.message).toContain(words)
  })

  it('and at no time where the clock tells none', async () => {
    const clock = { now: () => Number.NaN, sleep: async () => {} }
    expect((await failure(ready(accountWith({}, { clock })))).code).toBe('CONFIG_INVALID')
  })

  it('of a receiving account too', async () => {
    const { privateKey: _, ...receiving } = optionsOf()
    const certificates = { app, alipay: alipayCertificate, root: certificateFiles.root }
    const account = alipay({ ...receiving, alipayPublicKey: undefined, certificates } as never)
    expect((await failure(ready(account))).message).toContain('does not lead to certificates.root')
  })
})

describe('a damaged file is CONFIG_INVALID naming the option, never a bare error', () => {
  it.each([
    ['app', 'certificates.app'],
    ['alipay', 'certificates.alipay'],
    ['root', 'certificates.root'],
  ] as const)('certificates.%s', async (name, words) => {
    const file = { app, alipay: alipayCertificate, root }[name]
    const der = Buffer.from(file.replace(/-----.*?-----|\s/g, ''), 'base64')
    await fc.assert(
      fc.asyncProperty(fc.nat(der.length - 1), fc.integer({ min: 1, max: 255 }), async (at, bits) => {
        const damaged = Uint8Array.from(der)
        damaged[at]! ^= bits
        const work = async () => {
          const account = accountWith({ [name]: toPem('CERTIFICATE', damaged) })
          await ready(account)
        }
        const error = await work().then(
          () => undefined,
          (caught) => caught,
        )
        // A bit of a name, a date or the root's own signature may change and leave a file that is still right.
        if (error) expect(error).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining(words) })
      }),
      { numRuns: 150 },
    )
  })

  it('alipayPublicKey and privateKey', async () => {
    for (const name of ['alipayPublicKey', 'privateKey'] as const) {
      const pem = { alipayPublicKey: alipayPem, privateKey: merchantPem }[name]
      const damaged = pem.replace(/(\n.{20})(....)/, '$1AAAA')
      const account = alipay({ ...optionsOf(), [name]: damaged } as AlipayOptions)
      const error = await ready(account).catch((caught) => caught)
      // A public key with other digits is still one: only the answers tell.
      if (error.code) expect(error).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining(name) })
      else expect(name).toBe('alipayPublicKey')
    }
  })

  it('at once where the form shows it', () => {
    const cut = `${app.slice(0, 200)}\n-----END CERTIFICATE-----`
    expect(thrown(() => accountWith({ app: cut })).message).toContain('certificates.app')
    const later = { tag: Buffer.from(app.replace(/-----.*?-----|\s/g, ''), 'base64') }
    later.tag.write('99', later.tag.indexOf(Buffer.from([0x17, 0x0d])) + 4)
    expect(thrown(() => accountWith({ app: toPem('CERTIFICATE', later.tag) })).message).toContain(
      'alipay: certificates.app is damaged.',
    )
  })
})
