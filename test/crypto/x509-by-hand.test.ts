import { describe, expect, test } from 'vitest'
import { same } from '../../src/crypto/certificate.js'
import { readName } from '../../src/crypto/name.js'
import { readCertificate } from '../../src/crypto/x509.js'
import { element, sequence } from '../support/der.js'

describe('certificates made by hand', () => {
  const hex = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'))
  const utcTime = (text: string) => element(0x17, Buffer.from(text))
  const generalizedTime = (text: string) => element(0x18, Buffer.from(text))
  const algorithm = hex('300d06092a864886f70d01010b0500')
  const notBefore = utcTime('220510015710Z')
  const notAfter = generalizedTime('20500510015710Z')
  const [version, serial, name, spki] = [hex('a003020102'), hex('020101'), sequence(), sequence()]
  const signature = hex('03020001')
  const validity = sequence(notBefore, notAfter)
  const whole = [version, serial, algorithm, name, validity, name, spki]
  const certificate = (fields: Uint8Array[], ...trailing: Uint8Array[]) =>
    sequence(sequence(...fields), algorithm, signature, ...trailing)

  test('are read', () => {
    expect(readCertificate(certificate(whole))).toMatchObject({
      serial: '01',
      issuer: [],
      notBefore: new Date('2022-05-10T01:57:10Z'),
      notAfter: new Date('2050-05-10T01:57:10Z'),
      signatureAlgorithm: '1.2.840.113549.1.1.11',
      signature: hex('01'),
    })
    expect(readCertificate(certificate([version, hex(`0240${'7f'.repeat(64)}`), ...whole.slice(2)])).serial).toBe(
      '7F'.repeat(64),
    )
  })

  const valid = (...times: Uint8Array[]) => [...whole.slice(0, 4), sequence(...times), name, spki]
  test.each([
    ['a serial of 65 bytes', certificate([version, hex(`0241${'7f'.repeat(65)}`), ...whole.slice(2)])],
    ['something after the signature', certificate(whole, hex('0500'))],
    ['nothing inside', certificate([])],
    ['a version alone', certificate([version])],
    ['no end of its time', certificate(valid(notBefore))],
    ['no time', certificate(valid())],
    ['a time of a megabyte', certificate(valid(notBefore, utcTime('0'.repeat(1_000_000))))],
    ['a time without seconds', certificate(valid(notBefore, utcTime('2205100157Z')))],
    ['a time of another zone', certificate(valid(notBefore, utcTime('220510015710+0800')))],
    ['something before a time', certificate(valid(notBefore, generalizedTime('x20220510015710Z')))],
    ['something after a time', certificate(valid(notBefore, generalizedTime('20220510015710Zx')))],
    ['a time as JavaScript writes it', certificate(valid(notBefore, generalizedTime('2022-05-10T01:57:10.000Z')))],
    ['no algorithm inside', certificate([version, serial, name, validity, name, spki])],
    ['an empty algorithm', sequence(sequence(version, serial, name, name, validity, name, spki), name, signature)],
  ])('%s', (_name, der) => {
    expect(() => readCertificate(der)).toThrow('damaged DER')
  })
})

describe('names', () => {
  const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'))
  test.each([
    ['UTF8String', '300c 310a 3008 0603550403 0c0161', [{ type: 'CN', value: 'a' }]],
    ['NumericString', '300c 310a 3008 0603550406 120131', [{ type: 'C', value: '1' }]],
    ['PrintableString', '300c 310a 3008 0603550407 130161', [{ type: 'L', value: 'a' }]],
    ['TeletexString', '300c 310a 3008 0603550408 1401e9', [{ type: 'ST', value: 'é' }]],
    ['IA5String', '300c 310a 3008 060355040a 160140', [{ type: 'O', value: '@' }]],
    ['BMPString', '300f 310d 300b 060355040b 1e045fae4fe1', [{ type: 'OU', value: '微信' }]],
    ['half a BMPString', '300c 310a 3008 0603550403 1e015f', [{ type: 'CN', value: '#1E015F' }]],
    ['an INTEGER', '300c 310a 3008 0603550405 020101', [{ type: '2.5.4.5', value: '#020101' }]],
    ['nothing', '3000', []],
  ])('with %s', (_name, der, name) => {
    expect(readName(hex(der))).toEqual(name)
  })

  test.each([
    ['no value', '3009 3107 3005 0603550403'],
    ['two values', '300f 310d 300b 0603550403 0c0161 0c0162'],
    ['a type that is none', '300a 3108 3006 020101 0c0161'],
    ['a list in place of a set', '300c 300a 3008 0603550403 0c0161'],
    ['a set in place of a list', '300c 310a 3108 0603550403 0c0161'],
  ])('with %s are damaged', (_name, der) => {
    expect(() => readName(hex(der))).toThrow('damaged DER')
  })
})

test('bytes are the same only if all of them are', () => {
  const [one, other] = [Uint8Array.of(1, 2), Uint8Array.of(1, 3)]
  expect([same(one, Uint8Array.of(1, 2)), same(new Uint8Array(), new Uint8Array())]).toEqual([true, true])
  expect([same(one, other), same(one, one.subarray(1)), same(one.subarray(0, 1), one)]).toEqual([false, false, false])
})
