import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import jsQR from 'jsqr'
import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { emvcoBuildOutput, emvcoParseOutput } from '../../src/cli/qr/emvco.js'
import { qrOutput } from '../../src/cli/qr/qr.js'
import { folder } from './folder.js'
import { run } from './run.js'

const content = 'weixin://wxpay/bizpayurl?pr=JyC91EIz1'

const colours = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*m`, 'g')

/** What a camera sees: `isDark` for each module, drawn large, read by a decoder of another author. */
function scan(width: number, height: number, isDark: (x: number, y: number) => boolean): string | undefined {
  const scale = 4
  const pixels = new Uint8ClampedArray(width * height * scale * scale * 4)
  for (let y = 0; y < height * scale; y += 1)
    for (let x = 0; x < width * scale; x += 1) {
      const value = isDark(Math.floor(x / scale), Math.floor(y / scale)) ? 0 : 255
      pixels.set([value, value, value, 255], (y * width * scale + x) * 4)
    }
  return jsQR(pixels, width * scale, height * scale)?.data
}

describe('shroff qr', () => {
  it('draws in the terminal what a scanner reads', async () => {
    const { exit, out } = await run(['qr', content])
    const lines = out.trimEnd().replaceAll(colours, '').split('\n')
    const ink = (x: number, y: number) => (y % 2 === 0 ? '█▀' : '█▄').includes(lines[y >> 1]![x]!)
    expect([exit, scan(lines[0]!.length, lines.length * 2, ink)]).toEqual([0, content])
  })

  it('writes files, and its modules as JSON', async () => {
    const cwd = folder()
    const { out } = await run(['qr', '-', '--png', 'a.png', '--svg', 'a.svg', '--json'], {
      cwd,
      stdin: `${content}\n`,
    })
    const { modules, files } = qrOutput.parse(JSON.parse(out))
    expect(files).toEqual(['a.svg', 'a.png'])
    const size = modules.length + 8
    expect(scan(size, size, (x, y) => modules[y - 4]?.[x - 4] === '1')).toBe(content)
    const png = PNG.sync.read(readFileSync(join(cwd, 'a.png')))
    expect(jsQR(new Uint8ClampedArray(png.data), png.width, png.height)?.data).toBe(content)
    expect(readFileSync(join(cwd, 'a.svg'), 'utf8')).toMatch(/^<svg /)
  })

  it('builds and reads EMVCo codes', async () => {
    const parameters = {
      initiation: 'dynamic',
      accounts: [{ scheme: 'fps', fpsId: '1660695' }],
      categoryCode: '5812',
      amount: { currency: 'HKD', value: 8880 },
      country: 'HK',
      name: 'TEA HOUSE',
      city: 'HK',
    }
    const built = await run(['qr', 'emvco', 'build', '-', '--json'], { stdin: JSON.stringify(parameters) })
    const text = emvcoBuildOutput.parse(JSON.parse(built.out)).content
    expect((await run(['qr', 'emvco', 'build', '-'], { stdin: JSON.stringify(parameters) })).out).toBe(`${text}\n`)
    const parsed = await run(['qr', 'emvco', 'parse', text, '--json'])
    expect(emvcoParseOutput.parse(JSON.parse(parsed.out))).toMatchObject({
      presented: 'merchant',
      intact: true,
      code: { name: 'TEA HOUSE', amount: { currency: 'HKD', value: 8880 } },
    })
    const damaged = await run(['qr', 'emvco', 'parse', `${text.slice(0, -1)}x`, '--json'])
    expect(damaged.exit).toBe(1)
    expect(emvcoParseOutput.parse(JSON.parse(damaged.out)).intact).toBe(false)
  })
})
