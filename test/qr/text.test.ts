import { qrText } from 'shroff/qr'
import { expect, it } from 'vitest'
import { inkGrid, readGrid } from './decode.js'

const url = 'weixin://wxpay/bizpayurl?pr=JyC91EIz1'

it('sets near-black on white on each line and takes it back at its end', () => {
  const lines = qrText(url).split('\n')
  expect(lines).toHaveLength(19) // 37 rows of modules, two to a line
  for (const line of lines) {
    expect(line.startsWith('\u001b[38;5;232;48;5;231m')).toBe(true)
    expect(line.slice(20, -4)).toMatch(/^[ ▀▄█]{37}$/)
    expect(line.endsWith('\u001b[0m')).toBe(true)
  }
})

it('has no colour codes when plain', () => {
  const plain = qrText(url, { plain: true })
  expect(plain).toMatch(/^([ ▀▄█]{37}\n){18}[ ▀▄█]{37}$/)
  expect(readGrid(inkGrid(plain))).toBe(url)
})

it('draws the light modules when inverted, and nothing below the last row', () => {
  const grid = inkGrid(qrText(url, { plain: true, invert: true }))
  expect(grid[0]!.every(Boolean)).toBe(true)
  expect(grid[36]!.every(Boolean)).toBe(true)
  expect(grid[37]!.some(Boolean)).toBe(false)
})

it('starts with the code itself without a margin', () => {
  expect(qrText(url, { plain: true, margin: 0 })).toMatch(/^█▀▀▀▀▀█/)
})
