import fc from 'fast-check'
import { qrDataUrl, qrPng, qrSvg, qrText } from 'shroff/qr'
import { describe, expect, it } from 'vitest'
import { inkGrid, readGrid, readPng, svgGrid } from './decode.js'

const levels = ['L', 'M', 'Q', 'H'] as const

// The first is the code_url of WeChat Pay's own Native payment example.
const texts = {
  'an ASCII URL': 'weixin://wxpay/bizpayurl?pr=JyC91EIz1',
  Chinese: '微信支付：铁观音二两，二十五元整。',
  emoji: '🍵🧧👨‍👩‍👧‍👦🇨🇳 tea',
  'one byte': 'a',
  'one digit': '7',
  digits: '134567890123456789',
  'capitals and digits': 'HTTPS://QR.EXAMPLE.COM/T-1001',
  'Latin-1 letters': 'café Größe £5',
  Japanese: 'お茶をください',
  'control characters': 'a\u0000b\tc\r\nd',
  'a leading byte order mark': '\uFEFFtea',
}

const withoutColours = (text: string) => text.replaceAll('\u001b[38;5;232;48;5;231m', '').replaceAll('\u001b[0m', '')

describe.each(Object.entries(texts))('%s', (_, text) => {
  it.each(levels)('reads back from every drawing at level %s', (level) => {
    expect(readPng(qrPng(text, { level }))).toBe(text)
    expect(readGrid(svgGrid(qrSvg(text, { level })))).toBe(text)
    expect(readGrid(inkGrid(withoutColours(qrText(text, { level }))))).toBe(text)
    const negative = inkGrid(qrText(text, { level, plain: true, invert: true }))
    // The missing half row under the code is no part of it.
    expect(readGrid(negative.slice(0, -1).map((row) => row.map((ink) => !ink)))).toBe(text)
  })
})

// ISO/IEC 18004, table 7, version 40.
const capacities = [
  { level: 'L', bytes: 2953, capitals: 4296, digits: 7089 },
  { level: 'M', bytes: 2331, capitals: 3391, digits: 5596 },
  { level: 'Q', bytes: 1663, capitals: 2420, digits: 3993 },
  { level: 'H', bytes: 1273, capitals: 1852, digits: 3057 },
] as const

describe.each(capacities)('the longest text at level $level', ({ level, bytes, capitals, digits }) => {
  const chinese = '茶'.repeat(Math.floor(bytes / 3)) + 'x'.repeat(bytes % 3)

  it('reads back', { timeout: 30_000 }, () => {
    for (const text of [chinese, 'T'.repeat(capitals), '7'.repeat(digits)]) {
      expect(readPng(qrPng(text, { level, scale: 4 }))).toBe(text)
    }
  })

  it('is refused with one byte more', () => {
    const refused = { code: 'PARAMETERS_INVALID', outcome: 'not-sent' }
    expect(() => qrSvg(`${chinese}x`, { level })).toThrow(expect.objectContaining(refused))
    expect(() => qrSvg(`${chinese}x`, { level })).toThrow(
      `is ${bytes + 1} bytes of UTF-8; ${bytes} fit at level ${level}`,
    )
    expect(() => qrPng('T'.repeat(capitals + 1), { level })).toThrow(`is ${capitals + 1} bytes`)
    expect(() => qrText('7'.repeat(digits + 1), { level })).toThrow(`is ${digits + 1} bytes`)
  })
})

it('draws any text so that it reads back', { timeout: 60_000 }, () => {
  const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 })
  fc.assert(
    fc.property(text, fc.constantFrom(...levels), (text, level) => {
      expect(readPng(qrPng(text, { level, scale: 4 }))).toBe(text)
    }),
    { numRuns: 100 },
  )
})

it('draws the same modules as SVG, PNG and text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), fc.nat(40), (text, margin) => {
      const grid = svgGrid(qrSvg(text, { margin }))
      const bordered = [...grid, grid[0]!.map(() => false)]
      expect(inkGrid(qrText(text, { margin, plain: true })).slice(0, grid.length)).toEqual(grid)
      expect(inkGrid(withoutColours(qrText(text, { margin }))).slice(0, grid.length)).toEqual(
        bordered.slice(0, grid.length),
      )
    }),
  )
})

it('gives the PNG as a data URL', () => {
  for (const scale of [1, 8, 21, 40]) {
    const [head, base64] = qrDataUrl('茶', { scale }).split(',')
    expect(head).toBe('data:image/png;base64')
    expect([...Buffer.from(base64!, 'base64')]).toEqual([...qrPng('茶', { scale })])
  }
})
