import { createPublicKey, X509Certificate } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { readKey, readKeys } from '../../src/crypto/key.js'
import { element, sequence } from '../support/der.js'
import { rsa2048, rsa4096 } from '../vectors/crypto.js'

describe('the form of a key is told by what stands in its outermost SEQUENCE', () => {
  const der = (shape: string) =>
    sequence(...Array.from(shape.matchAll(/../g), ([tag]) => element(Number.parseInt(tag, 16))))
  const integers = (count: number) => '02'.repeat(count)

  test.each([
    // RFC 5208 and 5958, RFC 8017 A.1, RFC 5280 4.1, RFC 5915, RFC 7292
    ['023004', 'pkcs8'],
    ['023004a0', 'pkcs8'],
    ['023004a081', 'pkcs8'],
    [integers(9), 'pkcs1'],
    ['3003', 'spki'],
    ['0202', 'pkcs1-public'],
    ['303003', 'certificate'],
    ['3004', 'encrypted'],
    ['0204', 'sec1'],
    ['0204a0a1', 'sec1'],
    ['0230', 'unreadable'],
    ['023030', 'pkcs12'],
    ['02303030', 'pkcs12'],
    ['', 'unreadable'],
    ['02', 'unreadable'],
    [integers(3), 'unreadable'],
    [integers(8), 'unreadable'],
    [integers(10), 'unreadable'],
    [integers(18), 'unreadable'],
    ['300303', 'unreadable'],
    ['023003', 'unreadable'],
    ['30300304', 'unreadable'],
    ['30303003', 'unreadable'],
    ['300404', 'unreadable'],
    ['30023004', 'unreadable'],
    ['300204', 'unreadable'],
    ['30023030', 'unreadable'],
  ])('%s: %s', (shape, form) => {
    expect(readKey(der(shape)).form).toBe(form)
  })
})

test('what a key was given as is said for a person', async () => {
  const jwk = createPublicKey(rsa2048.certificate).export({ format: 'jwk' })
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  const cryptoKey = await crypto.subtle.importKey('jwk', jwk as JsonWebKey, algorithm, false, ['verify'])
  expect(readKey(jwk)).toMatchObject({ form: 'jwk', given: 'a JWK' })
  expect(readKey(cryptoKey)).toMatchObject({ form: 'cryptoKey', given: 'a CryptoKey' })
  expect(readKey(rsa2048.certificate)).toMatchObject({ form: 'certificate', given: 'a certificate' })
})

describe('a text with several keys', () => {
  const raw = (pem: string) => new Uint8Array(new X509Certificate(pem).raw)
  const certificates = [raw(rsa2048.certificate), raw(rsa4096.certificate)]
  const found = (input: Parameters<typeof readKeys>[0]) => readKeys(input).map((key) => ('der' in key ? key.der : key))
  const bundle = `Root R1\n=======\n${rsa2048.certificate}\nRoot R2\n${rsa4096.certificate}`

  test.each([
    ['as it is', bundle],
    ['in the lines of Windows', bundle.replaceAll('\n', '\r\n')],
    ['as the bytes of a file', new TextEncoder().encode(bundle)],
    ['from an environment variable', bundle.replaceAll('\n', '\\n')],
    ['with nothing between them', rsa2048.certificate.trim() + rsa4096.certificate.trim()],
  ])('is read key by key: %s', (_name, text) => {
    expect(found(text)).toEqual(certificates)
  })

  test('is told from a text with one, and from bytes', () => {
    expect(found(rsa2048.certificate)).toEqual([certificates[0]])
    expect(found(rsa2048.certificate.replaceAll('\n', '\\n'))).toEqual([certificates[0]])
    expect(found(certificates[1]!)).toEqual([certificates[1]])
    expect(found(createPublicKey(rsa2048.certificate))).toHaveLength(1)
    expect(found('tea')).toMatchObject([{ form: 'unreadable' }])
  })

  test('is damaged where one of them is, and where it was cut off', () => {
    const formsOf = (text: string) => readKeys(text).map(({ form }) => form)
    expect(formsOf(bundle.replace('MII', 'MIJ'))).toEqual(['unreadable', 'certificate'])
    expect(formsOf(bundle.trim().slice(0, -1))).toEqual(['certificate', 'unreadable'])
    expect(formsOf(bundle.slice(0, -200))).toEqual(['certificate', 'unreadable'])
    expect(formsOf(bundle.replace('-----END CERTIFICATE-----', ''))).toEqual(['unreadable', 'certificate'])
  })

  test('yields the first whose label ends as wanted, else the first', () => {
    const both = rsa2048.certificate + rsa2048.privateKey
    expect(readKey(both, 'PRIVATE KEY').form).toBe('pkcs8')
    expect(readKey(both).form).toBe('certificate')
    expect(readKey(both, 'PUBLIC KEY').form).toBe('certificate')
    expect(readKey(both.replaceAll('PRIVATE KEY', 'PRIVATE KEYS'), 'PRIVATE KEY').form).toBe('certificate')
  })
})
