import { describe, expect, test } from 'vitest'
import {
  bitString,
  damagedDer,
  readElement,
  readElements,
  readSequence,
  unsigned,
  writeElement,
  writeUnsigned,
} from '../../src/crypto/der.js'
import { oidBytes, oidText } from '../../src/crypto/oid.js'
import { readCertificate } from '../../src/crypto/x509.js'

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'))

describe('DER', () => {
  test.each([
    ['an indefinite length', '3080020100 0000'],
    ['an indefinite length, and bytes enough for a short one', `3080${'00'.repeat(128)}`],
    ['a length past the end', '3004020100'],
    ['a long length past the end', '30820100020100'],
    ['four gigabytes', '3084ffffffff'],
    ['a length of five bytes', '30850000000003020100'],
    ['a length of 127 bytes', '30ff'],
    ['a length of 127 bytes that are there', `30ff${'ff'.repeat(300)}`],
    ['a length of 127 bytes, most of them zero', `30ff${'00'.repeat(126)}03020100`],
    ['a short length in long form', '308103020100'],
    ['a long length with a leading zero', `30820080${'00'.repeat(128)}`],
    ['a tag of several bytes', '1f8101020100'],
    ['a tag alone', '30'],
    ['an end within the length', '308201'],
    ['a second element cut off', '0201000201'],
  ])('refuses %s', (_name, hex) => {
    expect(() => readElements(bytes(hex.replaceAll(' ', '')))).toThrow('damaged DER')
  })

  test('damage has one text', () => {
    // Not by toThrow, which lets `throw undefined` pass.
    expect(damagedDer()).toEqual(new Error('damaged DER'))
  })

  test('reads X.690 lengths, short and long', () => {
    expect(readElements(bytes('0500'))).toMatchObject([{ tag: 5, content: new Uint8Array() }])
    expect(readElements(bytes(`0481 80 ${'00'.repeat(128)}`.replaceAll(' ', '')))[0]!.content).toHaveLength(128)
    expect(readElements(bytes(`04820100${'00'.repeat(256)}`))[0]!.content).toHaveLength(256)
    expect(readElements(new Uint8Array())).toEqual([])
  })

  test('refuses trailing bytes and other types where one element is wanted', () => {
    expect(() => readElement(bytes('020100020100'), 2)).toThrow('damaged DER')
    expect(() => readElement(bytes('040100'), 2)).toThrow('damaged DER')
    expect(() => readSequence(bytes('020100'))).toThrow('damaged DER')
    expect(() => readElement(new Uint8Array(), 2)).toThrow('damaged DER')
  })

  test.each(['0200', '0201ff', '020180', '02020001', '0202007f', '020200', '040100'])(
    'integer %s is refused',
    (hex) => {
      expect(() => unsigned(readElements(bytes(hex))[0])).toThrow('damaged DER')
    },
  )

  test.each([
    ['020100', '00'],
    ['02017f', '7f'],
    ['02020080', '80'],
    ['02020100', '0100'],
  ])('integer %s is %s', (hex, value) => {
    expect(Buffer.from(unsigned(readElements(bytes(hex))[0])).toString('hex')).toBe(value)
  })

  test.each([
    [0, '0400'],
    [1, '0401'],
    [127, '047f'],
    [128, '048180'],
    [255, '0481ff'],
    [256, '04820100'],
    [65_536, '0483010000'],
  ])('the length %i is written as X.690, section 8.1.3, says', (length, hex) => {
    const written = writeElement(4, new Uint8Array(length))
    expect(Buffer.from(written).toString('hex')).toBe(hex + '00'.repeat(length))
    expect(readElement(written, 4).content).toHaveLength(length)
  })

  test.each([
    ['', '020100'],
    ['00', '020100'],
    ['000001', '020101'],
    ['7f', '02017f'],
    ['80', '02020080'],
    ['000080', '02020080'],
    ['0100', '02020100'],
  ])('the number %s is written as %s', (number, hex) => {
    expect(Buffer.from(writeUnsigned(bytes(number))).toString('hex')).toBe(hex)
  })

  test.each(['0300', '03020180', '040100'])('bit string %s is refused', (hex) => {
    expect(() => bitString(readElements(bytes(hex))[0])).toThrow('damaged DER')
  })

  test.each([
    // X.690, section 8.19.5; RFC 3279; X.667 for the arc made from a UUID
    ['813403', '2.100.3'],
    ['2a864886f70d010101', '1.2.840.113549.1.1.1'],
    ['55 04 03', '2.5.4.3'],
    ['00', '0.0'],
    ['27', '0.39'],
    ['28', '1.0'],
    ['4f', '1.39'],
    ['50', '2.0'],
    ['2a818001', '1.2.16385'],
    ['2a7f', '1.2.127'],
    ['2a8100', '1.2.128'],
    [`2a${'01'.repeat(63)}`, `1.2${'.1'.repeat(63)}`],
    ['69 83 f8 9e 92 d5 c6 f2 84 97 8d da ca 92 cb 9b ff cd d6 a2 76', undefined],
  ])('object identifier %s', (hex, text) => {
    const read = () => oidText(bytes(hex.replaceAll(' ', '')))
    if (text) {
      expect(read()).toBe(text)
      expect(Buffer.from(oidBytes(text)).toString('hex')).toBe(hex.replaceAll(' ', ''))
    } else expect(read()).toMatch(/^2\.25\.\d{30,}$/)
  })

  test.each([
    '',
    '80',
    'ff',
    '2a80',
    '2a81',
    '2a8180',
    '2a8001',
    `2a${'01'.repeat(64)}`,
    `2a${'ff'.repeat(1_000_000)}01`,
  ])('a damaged object identifier (%#)', (hex) => {
    expect(() => oidText(bytes(hex))).toThrow('damaged DER')
  })

  test.each(['', '1', 'CN', '1.x', '1.-2', '1..2', '1.2.', '3.1', '31.2', 'x1.2', '1.2\n'])(
    '"%s" is no object identifier',
    (text) => {
      expect(() => oidBytes(text)).toThrow()
    },
  )

  test('a million nested or empty elements cost no stack and no hang', () => {
    const nested = new Uint8Array(1_000_000).fill(0x30)
    expect(() => readCertificate(nested)).toThrow('damaged DER')
    const wrongLength = Buffer.concat([bytes('3084000f4240'), Buffer.alloc(1_000_000)])
    expect(() => readCertificate(wrongLength)).toThrow('damaged DER')
    const flat = Buffer.concat([bytes('30830f4240'), Buffer.alloc(1_000_000)])
    expect(() => readCertificate(flat)).toThrow('damaged DER')
  })
})
