import { execFileSync } from 'node:child_process'
import { createPrivateKey, createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { importPrivateKey } from '#crypto'
import { rsaSha256 } from '../../src/crypto/algorithms.js'
import { toPem } from '../../src/crypto/pem.js'
import { type CertificateOptions, writeCertificate } from '../../src/crypto/x509-write.js'
import { rsa2048 } from '../vectors/crypto.js'

const openssl = (options: string[], input?: Uint8Array | string) =>
  execFileSync('openssl', options, { input, stdio: ['pipe', 'pipe', 'pipe'] }).toString()

const rootKey = createPublicKey(rsa2048.privateKey).export({ format: 'der', type: 'spki' })
const leafKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'der', type: 'spki' })
const root = [
  { type: 'C', value: 'CN' },
  { type: 'O', value: 'Mock Root CA' },
]
const leaf = [
  { type: 'CN', value: '1900000001' },
  { type: 'O', value: '微信商户系统' },
  { type: 'OU', value: 'Müller & Söhne' },
  { type: 'L', value: 'Shenzhen' },
  { type: 'ST', value: 'Guangdong' },
  { type: '2.5.4.5', value: '42' },
  { type: '2.25.329800735698586629295641978511506172918', value: 'a type made from a UUID' },
]
const dates = { notBefore: new Date('2024-02-29T12:34:56.789Z'), notAfter: new Date('2049-12-31T23:59:59Z') }
const common = { subject: leaf, issuer: root, ...dates, subjectPublicKey: leafKey }
const write = async (more: Partial<CertificateOptions> & { serial: string }) =>
  writeCertificate({ ...common, signer: await importPrivateKey(rsa2048.privateKey, 'key', rsaSha256), ...more })

test('a certificate that Node reads and verifies', async () => {
  const serial = '5F1C72E2A8931B72A2E13AF8DEE92471EB397115'
  const certificate = new X509Certificate(await write({ serial }))
  expect(certificate.serialNumber).toBe(serial)
  expect(certificate.issuer).toBe('C=CN\nO=Mock Root CA')
  expect(certificate.subject).toContain(
    'O=微信商户系统\nOU=Müller & Söhne\nL=Shenzhen\nST=Guangdong\nserialNumber=42\n',
  )
  expect(certificate.subject).toContain('2.25.329800735698586629295641978511506172918=')
  expect(new Date(certificate.validFrom)).toEqual(new Date('2024-02-29T12:34:56Z'))
  expect(new Date(certificate.validTo)).toEqual(dates.notAfter)
  expect(certificate.publicKey.export({ format: 'der', type: 'spki' })).toEqual(leafKey)
  expect(certificate.verify(createPublicKey(createPrivateKey(rsa2048.privateKey)))).toBe(true)
  expect(certificate.ca).toBe(false)
})

test.each([
  ['01', '01'],
  ['0a1b', '0A1B'],
  ['00ff', 'FF'],
  ['FF', 'FF'],
  ['8000000000000000000000000000000000000001', '8000000000000000000000000000000000000001'],
  ['7fffffffffffffffffffffffffffffffffffffff', '7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF'],
])('serial %s', async (serial, expected) => {
  const der = await write({ serial })
  expect(openssl(['x509', '-inform', 'der', '-noout', '-serial'], der)).toBe(`serial=${expected}\n`)
})

test.each(['', '1', '0x01', '-1', 'zz', '00'.repeat(21)])('the serial "%s" is refused', async (serial) => {
  await expect(write({ serial })).rejects.toThrow('1 to 20 whole bytes in hexadecimal')
})

test.each([
  ['1950-01-01T00:00:00Z', 'UTCTIME           :500101000000Z'],
  ['1949-12-31T23:59:59Z', 'GENERALIZEDTIME   :19491231235959Z'],
  ['2049-12-31T23:59:59Z', 'UTCTIME           :491231235959Z'],
  ['2050-01-01T00:00:00Z', 'GENERALIZEDTIME   :20500101000000Z'],
])('%s is written as RFC 5280 says', async (time, expected) => {
  const der = await write({ serial: '01', notAfter: new Date(time) })
  expect(openssl(['asn1parse', '-inform', 'der'], der)).toContain(expected)
})

test('a country is a PrintableString, everything else UTF-8', async () => {
  const parsed = openssl(['asn1parse', '-inform', 'der'], await write({ serial: '01' }))
  expect(parsed).toMatch(/PRINTABLESTRING\s+:CN\n/)
  expect(parsed).toMatch(/UTF8STRING\s+:Mock Root CA\n/)
  expect(parsed.match(/PRINTABLESTRING/g)).toHaveLength(1)
})

test('openssl prints it as version 3 with SHA-256', async () => {
  const text = openssl(['x509', '-inform', 'der', '-noout', '-text'], await write({ serial: '01' }))
  expect(text).toContain('Version: 3 (0x2)')
  expect(text.match(/sha256WithRSAEncryption/g)).toHaveLength(2)
  expect(text).toContain('X509v3 Basic Constraints: critical\n                CA:FALSE')
})

describe('openssl verify', () => {
  let folder: string
  const file = (name: string) => join(folder, name)
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'shroff-'))
    const authority = { subject: root, subjectPublicKey: rootKey }
    const save = (name: string, der: Uint8Array) => writeFileSync(file(name), toPem('CERTIFICATE', der))
    save('root.pem', await write({ ...authority, serial: '01', authority: true }))
    save('end.pem', await write({ ...authority, serial: '01' }))
    save('leaf.pem', await write({ serial: '02' }))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  test('accepts the chain', () => {
    expect(openssl(['verify', '-CAfile', file('root.pem'), file('leaf.pem')])).toBe(`${file('leaf.pem')}: OK\n`)
  })

  test('accepts a certificate signed by itself', () => {
    expect(openssl(['verify', '-CAfile', file('end.pem'), file('end.pem')])).toBe(`${file('end.pem')}: OK\n`)
  })

  test('refuses an issuer that is no authority', () => {
    expect(() => openssl(['verify', '-CAfile', file('end.pem'), file('leaf.pem')])).toThrow(/invalid CA certificate/)
  })
})

test('PEM as Node writes it', async () => {
  const { raw } = new X509Certificate(rsa2048.certificate)
  expect(toPem('CERTIFICATE', raw)).toBe(new X509Certificate(raw).toString())
  const pkcs8 = createPrivateKey(rsa2048.privateKey)
  expect(toPem('PRIVATE KEY', pkcs8.export({ format: 'der', type: 'pkcs8' }))).toBe(
    pkcs8.export({ format: 'pem', type: 'pkcs8' }),
  )
  // 48 bytes are exactly one line.
  expect(toPem('X', new Uint8Array(48))).toBe(`-----BEGIN X-----\n${'A'.repeat(64)}\n-----END X-----\n`)
  expect(toPem('X', new Uint8Array(49))).toBe(`-----BEGIN X-----\n${'A'.repeat(64)}\nAA==\n-----END X-----\n`)
})
