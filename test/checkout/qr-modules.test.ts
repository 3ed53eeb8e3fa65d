import jsqr from 'jsqr'
import encodeQR from 'qr'
import { expect, it } from 'vitest'
import { qrModules } from '../../src/checkout/qr-modules.js'

const text = (length: number) => 'weixin://wxpay/bizpayurl?pr=Zk3/%é'.repeat(9).slice(0, length)
const bytes = (content: string) => new TextEncoder().encode(content).length

/** Somebody else's code for the same text, cut to its modules. */
function theirs(content: string, mask: number) {
  const rows = encodeQR(content, 'raw', { ecc: 'medium', border: 1, mask })
  return rows.slice(1, -1).map((row) => row.slice(1, -1))
}

// From each version some, the fullest and the emptiest among them.
const lengths = [1, 14, 15, 25, 26, 40, 41, 59, 60, 80, 81, 100, 102, 117, 118, 145, 148, 171, 172, 203]

it.each(lengths)('draws %i characters as the package qr does', (length) => {
  const modules = qrModules(text(length))
  // Which of eight masks reads best is a matter of taste between encoders; each is a right code.
  expect([0, 1, 2, 3, 4, 5, 6, 7].map((mask) => theirs(text(length), mask))).toContainEqual(modules)
})

it.each(['A', text(60), '中文付款码', text(200)])('is read by jsqr: %s', (content) => {
  const modules = qrModules(content)
  const width = (modules.length + 8) * 4
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255)
  for (let y = 0; y < width; y++)
    for (let x = 0; x < width; x++)
      if (modules[(y >> 2) - 4]?.[(x >> 2) - 4]) pixels.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3)
  expect(jsqr(pixels, width, width)?.data).toBe(content)
})

it('holds 213 bytes and says what it was given', () => {
  expect(qrModules('a'.repeat(213))).toHaveLength(57)
  expect(() => qrModules('a'.repeat(214))).toThrow(/1 to 213 bytes; this text has 214/)
  expect(() => qrModules('')).toThrow(/has 0/)
  expect(bytes(text(203))).toBeLessThanOrEqual(213)
})
