import { inflateSync } from 'node:zlib'
import { PNG } from 'pngjs'
import { qrPng } from 'shroff/qr'
import { expect, it } from 'vitest'
import { crc32 } from '../../src/codec/crc32.js'
import { adler32 } from '../../src/qr/adler32.js'
import { readPng } from './decode.js'

const url = 'weixin://wxpay/bizpayurl?pr=JyC91EIz1'

function chunks(file: Uint8Array) {
  const view = new DataView(file.buffer, file.byteOffset)
  const found: { type: string; data: Uint8Array; typed: Uint8Array; crc: number }[] = []
  for (let at = 8; at < file.length; ) {
    const length = view.getUint32(at)
    const typed = file.subarray(at + 4, at + 8 + length)
    const type = String.fromCharCode(...typed.subarray(0, 4))
    found.push({ type, data: typed.subarray(4), typed, crc: view.getUint32(at + 8 + length) })
    at += 12 + length
  }
  return found
}

// The check values of both algorithms: CRC catalogue (CRC-32/ISO-HDLC), RFC 1950's algorithm over "Wikipedia".
it('computes the published checksums', () => {
  const bytes = (text: string) => new TextEncoder().encode(text)
  expect(crc32(bytes('123456789'))).toBe(0xcbf43926)
  expect(crc32(bytes('6789'), crc32(bytes('12345')))).toBe(0xcbf43926)
  expect(crc32(bytes('IEND'))).toBe(0xae426082)
  expect(adler32(bytes('Wikipedia'))).toBe(0x11e60398)
  expect(adler32(bytes(''))).toBe(1)
  expect(adler32(new Uint8Array(100_000).fill(255))).toBe(0x149a302c)
})

it('is a one-bit grayscale PNG of three chunks with true checksums', () => {
  const file = qrPng(url)
  expect([...file.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const parts = chunks(file)
  expect(parts.map(({ type }) => type)).toEqual(['IHDR', 'IDAT', 'IEND'])
  // 37 modules of 8 pixels: 296 = 0x128
  expect([...parts[0]!.data]).toEqual([0, 0, 1, 0x28, 0, 0, 1, 0x28, 1, 0, 0, 0, 0])
  for (const { typed, crc } of parts) expect(crc).toBe(crcBitwise(typed))
  // Node's zlib checks the Adler-32 and the lengths of the stored blocks.
  expect(inflateSync(parts[1]!.data)).toHaveLength(296 * (1 + 37))
})

it.each([
  { scale: 1, margin: 4 },
  { scale: 3, margin: 5 },
  { scale: 40, margin: 0 },
  { scale: 8, margin: 40 },
])('has the pixels it should at scale $scale, margin $margin', ({ scale, margin }) => {
  const { width, height, data } = PNG.sync.read(Buffer.from(qrPng(url, { scale, margin })) as Uint8Array)
  const pixel = (x: number, y: number) => data[(y * width + x) * 4]
  expect([width, height]).toEqual([(29 + 2 * margin) * scale, (29 + 2 * margin) * scale])
  const [left, right] = [margin * scale, (margin + 7) * scale]
  // The corner of the finder pattern: seven modules dark, the border before and the separator after it light.
  const across = [left, right - 1, right]
  expect(across.map((x) => pixel(x, left))).toEqual([0, 0, 255])
  expect(across.map((y) => pixel(left, y))).toEqual([0, 0, 255])
  if (margin > 0) expect([pixel(left - 1, left), pixel(left, left - 1)]).toEqual([255, 255])
})

it('reads back across the 65 535 bytes of one stored block, and without a border of its own', () => {
  const long = 'https://shop.example/'.padEnd(1200, 'pay')
  expect(qrPng(long, { scale: 6 }).length).toBeGreaterThan(65_535)
  expect(readPng(qrPng(long, { scale: 6 }))).toBe(long)
  expect(qrPng(url, { scale: 1, margin: 0 }).length).toBeLessThan(250)
})

/** CRC-32 by its definition, one bit at a time (PNG specification, annex D), without a table. */
function crcBitwise(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return ~crc >>> 0
}
