import { qrDataUrl, qrPng, qrSvg, qrText } from 'shroff/qr'
import { describe, expect, it } from 'vitest'

// biome-ignore lint/suspicious/noExplicitAny: what callers without types, or with a parsed request, pass
type Anything = any
type Draw = (text: Anything, options?: Anything) => unknown

const drawings: [string, Draw][] = [
  ['qrSvg', qrSvg],
  ['qrPng', qrPng],
  ['qrDataUrl', qrDataUrl],
  ['qrText', qrText],
]

function refusal(draw: Draw, text: Anything, options?: Anything) {
  try {
    draw(text, options)
  } catch (error) {
    return error as { code: string; outcome: string; message: string; fields: { path: string; problem: string }[] }
  }
  throw new Error('was drawn')
}

describe.each(drawings)('%s', (_, draw) => {
  it.each([[''], [undefined], [null], [7], [{}], [['a']], [new String('a')], [new Uint8Array(3)]])(
    'refuses %o as text',
    (text) => {
      expect(refusal(draw, text)).toMatchObject({
        code: 'PARAMETERS_INVALID',
        outcome: 'not-sent',
        fields: [{ path: 'text', problem: 'must be a string, not empty' }],
      })
    },
  )

  it.each(['\ud83c', 'tea \udf75', '\udf75\ud83c'])('refuses half a character: %j', (text) => {
    expect(refusal(draw, text).fields[0]!.problem).toContain('half of a surrogate pair')
  })

  it('refuses a very long text before it takes long', () => {
    expect(refusal(draw, 'a'.repeat(1_000_000)).message).toContain('is 1000000 bytes of UTF-8; 2331 fit at level M')
  })

  it('keeps the text out of the error', () => {
    const { message, ...rest } = refusal(draw, 'weixin-secret'.repeat(400))
    expect(message + JSON.stringify(rest)).not.toContain('secret')
  })

  it.each([[null], [7], ['M'], [[]]])('refuses %o as options', (options) => {
    expect(refusal(draw, 'a', options).fields[0]!.path).toBe('options')
  })

  it.each([
    ['level', 'm'],
    ['level', 'toString'],
    ['level', ['L']],
    ['level', null],
    ['margin', -1],
    ['margin', 41],
    ['margin', 1.5],
    ['margin', Number.NaN],
    ['margin', '4'],
  ])('refuses %s: %o', (path, value) => {
    expect(refusal(draw, 'a', { [path]: value }).fields).toMatchObject([{ path }])
  })

  it.each(['errorCorrection', 'toString', '__proto__', 'constructor'])('refuses the unknown option %s', (path) => {
    const options = JSON.parse(`{"${path}": 1}`)
    expect(refusal(draw, 'a', options).fields).toMatchObject([
      { path, problem: expect.stringContaining('level, margin') },
    ])
  })

  it('names every wrong option at once', () => {
    const { fields } = refusal(draw, 'a', { level: 'X', margin: -1, colour: 'red' })
    expect(fields.map(({ path }) => path)).toEqual(['level', 'margin', 'colour'])
  })

  it('takes undefined as left out', () => {
    expect(draw('a', { level: undefined, margin: undefined })).toEqual(draw('a'))
  })
})

it.each([0, 41, 2.5, '8', Number.POSITIVE_INFINITY])('refuses PNG scale %o', (scale) => {
  expect(refusal(qrPng, 'a', { scale }).fields).toMatchObject([{ path: 'scale' }])
})

it.each([0, 10_001, 1.5, '300', '300" onload="x'])('refuses SVG size %o', (size) => {
  expect(refusal(qrSvg, 'a', { size }).fields).toMatchObject([{ path: 'size' }])
})

it.each(['plain', 'invert'])('refuses a %s that is neither true nor false', (option) => {
  expect(refusal(qrText, 'a', { plain: true, [option]: 1 }).fields).toMatchObject([{ path: option }])
})

it('refuses invert without plain', () => {
  expect(refusal(qrText, 'a', { invert: true }).fields).toMatchObject([{ path: 'invert' }])
})
