import fc from 'fast-check'
import { qrSvg } from 'shroff/qr'
import { describe, expect, it } from 'vitest'
import { readGrid, svgGrid } from './decode.js'

const url = 'weixin://wxpay/bizpayurl?pr=JyC91EIz1'

describe('colours', () => {
  it.each([
    'black',
    '#00',
    '#0000',
    '#00000g',
    '#000 ',
    ' #000',
    '#000\n',
    'url(#x)',
    '#000"/><script>alert(1)</script>',
    "#000' onload='alert(1)",
    '',
    0,
    null,
    ['#000'],
    { toString: () => '#000' },
  ])('refuses %j', (colour) => {
    for (const path of ['dark', 'light']) {
      const draw = () => qrSvg(url, { [path]: colour })
      expect(draw).toThrow(
        expect.objectContaining({ code: 'PARAMETERS_INVALID', fields: [expect.objectContaining({ path })] }),
      )
    }
  })

  it('reads an option once, so that a getter cannot change it after the check', () => {
    let reads = 0
    const options = {
      get dark() {
        return reads++ === 0 ? '#000' : '"/><script>'
      },
    }
    expect(qrSvg(url, options)).not.toContain('script')
  })

  it.each([
    ['#fff', '#000'],
    ['#777', '#000'],
    ['#ffe', '#00f'],
  ])('refuses the lighter %s on %s', (dark, light) => {
    expect(() => qrSvg(url, { dark, light })).toThrow('is lighter than light')
  })

  // Ratios as published contrast checkers give them: #949494 on white 3.03, #959595 2.99, #07c160 2.37.
  it.each([
    ['#fff', '#fff', '1.0 : 1'],
    ['#959595', '#ffffff', '3.0 : 1'],
    ['#07C160', '#FFF', '2.4 : 1'],
  ])('refuses %s on %s, which cameras miss', (dark, light, ratio) => {
    expect(() => qrSvg(url, { dark, light })).toThrow(`a contrast of only ${ratio}`)
  })

  it('takes colours of enough contrast', () => {
    expect(qrSvg(url, { dark: '#949494' })).toContain('stroke="#949494"')
    expect(qrSvg(url, { dark: '#1A2b3c', light: '#ffe' })).toMatch(/fill="#ffe".*stroke="#1A2b3c"/)
  })
})

describe('title', () => {
  it('is escaped', () => {
    const svg = qrSvg(url, { title: `</title><script>alert("1")</script>&'` })
    expect(svg).toContain('<title>&lt;/title&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;</title>')
    expect(svg).not.toContain('<script')
  })

  it('adds no markup, whatever it holds', () => {
    const shape = /^<svg [^<>]*><title>[^<>]+<\/title><path [^<>]*\/><path [^<>]*\/><\/svg>$/
    const title = fc.string().map((markup) => `tea ${markup}`) // printable ASCII
    fc.assert(
      fc.property(title, (title) => {
        expect(qrSvg('a', { title })).toMatch(shape)
      }),
    )
  })

  it.each(['', ' ', 'a\u0000', 'a\nb', '\u001b[31m', '\ufffe', '\ud83c', 7, null, ['a']])('refuses %j', (title) => {
    const draw = () => qrSvg(url, { title } as { title: string })
    expect(draw).toThrow(expect.objectContaining({ fields: [expect.objectContaining({ path: 'title' })] }))
  })
})

it('says what it is and fills its container', () => {
  const svg = qrSvg(url)
  // 37 bytes at level M are version 3: 29 modules, and a border of 4 on each side (ISO/IEC 18004).
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 37 37" role="img" /)
  expect(svg).toContain('shape-rendering="crispEdges"')
  expect(svg).toContain('<title>QR code</title><path fill="#fff" d="M0 0h37v37H0"/><path stroke="#000" d="M4 4.5h7')
})

it('takes a size and a margin', () => {
  expect(qrSvg(url, { size: 240 })).toContain(' width="240" height="240"')
  expect(qrSvg(url, { margin: 0 })).toContain('viewBox="0 0 29 29"')
  expect(readGrid(svgGrid(qrSvg(url, { margin: 40 })))).toBe(url)
})

it('stays under 2 kB for a URL of 60 characters', () => {
  const long = 'https://qr.example.com/bax08861xq9v2k5l7m3n1p0r4s6t8u2wyzzzz'
  expect(long).toHaveLength(60)
  expect(qrSvg(long, { size: 240 }).length).toBeLessThanOrEqual(2048)
})
