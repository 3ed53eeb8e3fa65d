import { execFileSync } from 'node:child_process'
import { createPublicKey, generateKeyPairSync, verify, X509Certificate } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { importPrivateKey } from '#crypto'
import { rsaSha256 } from '../../src/crypto/algorithms.js'
import { isKeyProblem } from '../../src/crypto/refused.js'
import { isIssuedBy, readCertificate } from '../../src/crypto/x509.js'
import { writeCertificate } from '../../src/crypto/x509-write.js'
import { certificateFiles } from '../support/alipay-certificates.js'
import {
  certificateWithPublicKey,
  platformCertificate,
  rsa2048,
  rsa4096,
  shortSerialCertificate,
  sm2,
} from '../vectors/crypto.js'

const read = (pem: string) => readCertificate(new X509Certificate(pem).raw)

test('a WeChat Pay platform certificate', () => {
  const certificate = read(platformCertificate.certificate)
  expect(certificate.serial).toBe(platformCertificate.serial)
  expect(certificate.serialDecimal).toBe('536155991300821743968330004984161582633422432236')
  expect(certificate.issuer).toEqual([
    { type: 'C', value: 'CN' },
    { type: 'O', value: 'Tenpay.com' },
    { type: 'OU', value: 'Tenpay.com CA Center' },
    { type: 'CN', value: 'Tenpay.com Root CA' },
  ])
  expect(certificate.subject).toEqual([
    { type: 'CN', value: 'Tenpay.com sign' },
    { type: 'O', value: 'Tenpay.com' },
    { type: 'OU', value: 'Tenpay.com CA Center' },
    { type: 'C', value: 'CN' },
    { type: 'L', value: 'ShenZhen' },
  ])
  expect(certificate.notBefore).toEqual(new Date(platformCertificate.notBefore))
  expect(certificate.notAfter).toEqual(new Date(platformCertificate.notAfter))
  expect(certificate.signatureAlgorithm).toBe('1.2.840.113549.1.1.11')
})

test('a version 1 certificate, which has no version', () => {
  const theirs = new X509Certificate(certificateFiles.app)
  const ours = readCertificate(theirs.raw)
  expect(ours.serial).toBe(theirs.serialNumber)
  expect(ours.notAfter).toEqual(new Date(theirs.validTo))
  expect(Buffer.from(ours.spki)).toEqual(theirs.publicKey.export({ format: 'der', type: 'spki' }))
})

test('a serial whose first bit is set loses its sign byte only', () => {
  const certificate = read(shortSerialCertificate.certificate)
  expect(certificate.serial).toBe(shortSerialCertificate.serial)
  expect(certificate.serialDecimal).toBe('15550465321652639489')
})

test('Chinese names, and an algorithm that is not RSA', () => {
  const certificate = read(sm2.certificate)
  expect(certificate.subject).toEqual([
    { type: 'C', value: 'CN' },
    { type: 'O', value: '微信商户系统' },
    { type: 'OU', value: '深圳市伟荣科技有限公司' },
    { type: 'CN', value: '2483281761' },
  ])
  // SM2 with SM3, GM/T 0006
  expect(certificate.signatureAlgorithm).toBe('1.2.156.10197.1.501')
})

test.each([rsa2048, rsa4096, certificateWithPublicKey])('serial $serial', ({ certificate, serial }) => {
  expect(read(certificate).serial).toBe(serial)
})

test.each([rsa2048, rsa4096, platformCertificate, sm2])(
  'the raw parts, as Node sees them (%#)',
  ({ certificate: pem }) => {
    const theirs = new X509Certificate(pem)
    const ours = readCertificate(theirs.raw)
    expect(Buffer.from(ours.spki)).toEqual(createPublicKey(pem).export({ format: 'der', type: 'spki' }))
    expect(ours.notBefore).toEqual(new Date(theirs.validFrom))
    expect(ours.notAfter).toEqual(new Date(theirs.validTo))
  },
)

test('the signature is over the TBS', () => {
  const { tbs, signature } = read(rsa2048.certificate)
  expect(verify('sha256', tbs, rsa2048.certificate, signature)).toBe(true)
})

describe('certificates made by openssl', () => {
  const make = (...extra: string[]) => {
    const options = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', '/dev/null', ...extra]
    return execFileSync('openssl', options, { stdio: ['ignore', 'pipe', 'ignore'] }).toString()
  }

  test('leading zero digits of the serial, and dates beyond 2049', () => {
    const pem = make('-subj', '/CN=x', '-set_serial', '0x0A1B', '-days', '20000')
    const certificate = read(pem)
    expect(certificate.serial).toBe('0A1B')
    expect(certificate.serialDecimal).toBe('2587')
    expect(certificate.notAfter.getUTCFullYear()).toBeGreaterThan(2049)
    expect(certificate.notAfter).toEqual(new Date(new X509Certificate(pem).validTo))
  })

  test('several attributes in one part, other types, any order', () => {
    const subject = '/emailAddress=a@b.example/CN=x+serialNumber=42/ST=Shanghai/UID=u'
    const name = read(make('-subj', subject, '-multivalue-rdn')).subject
    expect(name.sort((a, b) => (a.type < b.type ? -1 : 1))).toEqual([
      { type: '0.9.2342.19200300.100.1.1', value: 'u' },
      { type: '1.2.840.113549.1.9.1', value: 'a@b.example' },
      { type: '2.5.4.5', value: '42' },
      { type: 'CN', value: 'x' },
      { type: 'ST', value: 'Shanghai' },
    ])
  })

  test('BMPString and T61String', () => {
    const certificate = new X509Certificate(rsa2048.certificate).raw
    // "test", UTF8String, becomes 微信 and then "tést": the same length, so nothing else has to change.
    const at = certificate.indexOf('0c0474657374', 'hex')
    const changed = (value: string) =>
      readCertificate(
        Buffer.concat([certificate.subarray(0, at), Buffer.from(value, 'hex'), certificate.subarray(at + 6)]),
      )
    expect(changed('1e045fae4fe1').issuer.at(-1)).toEqual({ type: 'CN', value: '微信' })
    expect(changed('140474e97374').issuer.at(-1)).toEqual({ type: 'CN', value: 'tést' })
    expect(changed('030400747374').issuer.at(-1)).toEqual({ type: 'CN', value: '#030400747374' })
    expect(() => changed('0c0474e97374')).toThrow('damaged DER')
    expect(() => changed('1f0474657374')).toThrow('damaged DER')
    expect(() => changed('0c0574657374')).toThrow('damaged DER')
  })
})

describe('damaged', () => {
  const raw = new X509Certificate(rsa2048.certificate).raw
  const changed = (from: string, to: string) => {
    expect(from).toHaveLength(to.length)
    const at = raw.indexOf(from, 'hex')
    expect(at).toBeGreaterThan(0)
    return Buffer.concat([raw.subarray(0, at), Buffer.from(to, 'hex'), raw.subarray(at + to.length / 2)])
  }
  const time = (text: string) => `170d${Buffer.from(text).toString('hex')}`

  test.each(['220230015710Z', '221310015710Z', '220510245710Z', '2205100157100', '22051001571 Z', 'aa0510015710Z'])(
    'the date %s',
    (text) => {
      expect(() => readCertificate(changed(time('220510015710Z'), time(text)))).toThrow('damaged DER')
    },
  )

  test('1950 to 2049 is what two digits mean', () => {
    expect(readCertificate(changed(time('220510015710Z'), time('500510015710Z'))).notBefore.getUTCFullYear()).toBe(1950)
    expect(readCertificate(changed(time('220510015710Z'), time('490510015710Z'))).notBefore.getUTCFullYear()).toBe(2049)
  })

  test.each([
    ['a negative serial', '02145f1c', '0214df1c'],
    ['a serial that is not minimal', '02145f1c', '0214001c'],
    ['two different algorithms', '06092a864886f70d01010b0500305', '06092a864886f70d01010c0500305'],
  ])('%s', (_name, from, to) => {
    const even = (hex: string) => hex.slice(0, hex.length - (hex.length % 2))
    expect(() => readCertificate(changed(even(from), even(to)))).toThrow('damaged DER')
  })

  test('a date of another type', () => {
    const from = time('220510015710Z')
    expect(() => readCertificate(changed(from, from.replace(/^17/, '16')))).toThrow('damaged DER')
    expect(() => readCertificate(changed(from, from.replace(/^17/, '18')))).toThrow('damaged DER')
  })

  test('trailing bytes, truncation at every byte, and other things', () => {
    expect(() => readCertificate(Buffer.concat([raw, Buffer.alloc(1)]))).toThrow('damaged DER')
    for (let length = 0; length < raw.length; length++) {
      expect(() => readCertificate(raw.subarray(0, length))).toThrow('damaged DER')
    }
    const spki = createPublicKey(rsa2048.certificate).export({ format: 'der', type: 'spki' })
    expect(() => readCertificate(spki)).toThrow('damaged DER')
  })
})

describe('isIssuedBy', () => {
  const own = () => read(rsa2048.certificate)
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const spki = other.publicKey.export({ format: 'der', type: 'spki' })
  const write = async (key: Parameters<typeof importPrivateKey>[0]) => {
    const { subject } = own()
    const dates = { notBefore: new Date(0), notAfter: new Date(1e12) }
    const signer = await importPrivateKey(key, 'key', rsaSha256)
    const named = { serial: '01', issuer: subject, subject, ...dates }
    return readCertificate(await writeCertificate({ ...named, subjectPublicKey: spki, signer }))
  }

  test('certificates signed by themselves', async () => {
    expect(await isIssuedBy(own(), own())).toBe(true)
    const larger = read(rsa4096.certificate)
    expect(await isIssuedBy(larger, larger)).toBe(true)
  })

  test('another name', async () => {
    expect(await isIssuedBy(read(platformCertificate.certificate), own())).toBe(false)
    // The key that signed it is there, but its owner is called otherwise.
    const { subjectBytes } = read(platformCertificate.certificate)
    expect(await isIssuedBy(own(), { ...own(), subjectBytes })).toBe(false)
  })

  test('another algorithm', async () => {
    expect(await isIssuedBy({ ...own(), signatureAlgorithm: '1.2.840.113549.1.1.5' }, own())).toBe(false)
  })

  test('the same name, but another key', async () => {
    const impostor = await write(rsa2048.privateKey)
    const victim = await write(other.privateKey)
    expect(impostor.subjectBytes).toEqual(victim.issuerBytes)
    expect(await isIssuedBy(impostor, victim)).toBe(false)
    expect(await isIssuedBy(victim, impostor)).toBe(true)
  })

  test('one changed bit of what was signed', async () => {
    const tbs = Uint8Array.from(own().tbs)
    tbs[tbs.length - 1]! ^= 1
    expect(await isIssuedBy({ ...own(), tbs }, own())).toBe(false)
  })

  test('an SM2 signature is not ours to judge', async () => {
    const certificate = read(sm2.certificate)
    expect(await isIssuedBy(certificate, certificate)).toBe(false)
  })

  test('an issuer with a weak key is a mistake in the configuration', async () => {
    const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'der', type: 'spki' })
    const issuer = { ...own(), spki: weak }
    const error = await isIssuedBy(own(), issuer).catch((caught) => caught)
    expect(isKeyProblem(error) && error.message).toMatch(/^the key of the issuing certificate.* a 1024-bit key/)
  })
})
