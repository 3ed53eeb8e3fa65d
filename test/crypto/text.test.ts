import { describe, expect, test } from 'vitest'
import { fromBase64, toBase64 } from '#crypto'
import { fromAnyBase64 } from '../../src/crypto/base64.js'
import { concat, fromHex, fromUtf8, toHex, utf8 } from '../../src/crypto/bytes.js'

describe('base64', () => {
  // RFC 4648, section 10
  const published = [
    ['', ''],
    ['f', 'Zg=='],
    ['fo', 'Zm8='],
    ['foo', 'Zm9v'],
    ['foob', 'Zm9vYg=='],
    ['fooba', 'Zm9vYmE='],
    ['foobar', 'Zm9vYmFy'],
  ] as const
  test.each(published)('RFC 4648: "%s"', (text, encoded) => {
    expect(toBase64(utf8(text))).toBe(encoded)
    expect(fromBase64(encoded)).toEqual(utf8(text))
  })

  test.each([
    ['blank in front', ' Zg=='],
    ['blank behind', 'Zg== '],
    ['line end', 'Zm9v\nYg=='],
    ['URL alphabet', '-_-_'],
    ['missing padding', 'Zg'],
    ['half the padding', 'Zg='],
    ['too much padding', 'Zm9v===='],
    ['padding inside', 'Zg==Zg=='],
    ['padding alone', '===='],
    ['stray bits, one byte', 'Zh=='],
    ['stray bits, two bytes', 'Zm9='],
    ['one character', 'Z'],
    ['junk', 'Zm9v!'],
    ['junk inside', 'Zm\u00009v'],
    ['beyond ASCII', 'Zm9v中'],
    ['beyond ASCII, low byte a letter', 'Zm9\u0176'],
  ])('%s is undefined', (_name, text) => {
    expect(fromBase64(text)).toBeUndefined()
  })

  test('1 MiB in and out, and 1 MiB of junk', () => {
    const bytes = new Uint8Array(1_048_576).fill(0xa5)
    expect(Buffer.from(fromBase64(toBase64(bytes))!).equals(bytes)).toBe(true)
    for (const junk of ['=', ' ', '!', 'A', '-']) {
      expect(fromBase64(`${junk.repeat(1_048_576)}!`)).toBeUndefined()
    }
  })

  test('as people copy it', () => {
    for (const text of ['Zg==', 'Zg', 'Zg=', '"Zg=="', " 'Z\ng' ", 'Zg== \n', 'Zg==='])
      expect(fromAnyBase64(text), text).toEqual(utf8('f'))
    expect(fromAnyBase64('-_-_')).toEqual(fromBase64('+/+/'))
    for (const text of ['Z', 'Zg==Zg', 'Z=g', 'Zh', 'Zg!']) expect(fromAnyBase64(text), text).toBeUndefined()
  })

  // By a pattern that begins anew at each of them it would take a quarter of an hour.
  test('1 MiB of padding that is none', () => {
    for (const junk of ['=', '= ', '"', " '"]) expect(fromAnyBase64(`${junk.repeat(1_048_576)}!`)).toBeUndefined()
  })

  test('a view on a larger buffer', () => {
    expect(toBase64(utf8('xfoobarx').subarray(1, 7))).toBe('Zm9vYmFy')
  })
})

describe('bytes', () => {
  test('UTF-8 both ways, byte order mark kept', () => {
    expect(toHex(utf8('¥中😀'))).toBe('C2A5E4B8ADF09F9880')
    expect(fromUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x41))).toBe('\uFEFFA')
  })

  test.each([[[0xff]], [[0xc0, 0x80]], [[0xe4, 0xb8]], [[0xed, 0xa0, 0x80]]])('%j is not UTF-8', (bytes) => {
    expect(() => fromUtf8(Uint8Array.from(bytes))).toThrow(TypeError)
  })

  test.each([[[0xff]], [[0x41, 0xc3]], [[0xef, 0xbb]]])('%j leaves nothing behind for the next text', (bytes) => {
    expect(() => fromUtf8(Uint8Array.from(bytes))).toThrow(TypeError)
    expect(() => fromUtf8(Uint8Array.of(0xbf))).toThrow(TypeError)
    expect(fromUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x41))).toBe('\uFEFFA')
  })

  test('concat and hexadecimal', () => {
    expect(toHex(concat(utf8('a'), new Uint8Array(), Uint8Array.of(0, 255)))).toBe('6100FF')
    expect(concat()).toEqual(new Uint8Array())
    expect(fromHex('00fFa0')).toEqual(Uint8Array.of(0, 255, 160))
    for (const text of ['0', '0g', '0x10', ' 10', '-1']) expect(fromHex(text)).toBeUndefined()
  })
})
