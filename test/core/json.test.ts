import { describe, expect, it } from 'vitest'
import { jsonProblem, parseJson } from '../../src/codec/json.js'

const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`

describe('parseJson refuses', () => {
  it.each([
    ['', 'not JSON'],
    ['{', 'not JSON'],
    ['{"a":1}x', 'not JSON'],
    ['{a:1}', 'not JSON'],
    ['\uFEFF{}', 'not JSON'],
    ['NaN', 'not JSON'],
    ['{"__proto__":{"paid":true}}', '__proto__'],
    ['{"a":[{"__proto__":1}]}', '__proto__'],
    [String.raw`{"\u005f_proto__":1}`, '__proto__'],
    [nested(33), '32 levels'],
    [nested(500_000), '32 levels'],
    [JSON.stringify(Array(10_001).fill(0)), '10000 members'],
    [JSON.stringify(Array(101).fill(Array(100).fill(0))), '10000 members'],
  ])('%.40s', (text, problem) => {
    expect(() => parseJson(text)).toThrow(problem)
  })

  it('without repeating the text, which may hold a secret', () => {
    expect(() => parseJson('{"key":"hunter2"')).toThrow(/^not JSON$/)
  })
})

describe('parseJson takes', () => {
  it.each([
    ['null', null],
    ['5', 5],
    ['{"constructor":1}', { constructor: 1 }],
    ['{"a":1,"a":2}', { a: 2 }],
  ])('%s', (text, value) => {
    expect(parseJson(text)).toEqual(value)
  })

  it('32 levels', () => expect(parseJson(nested(32))).toHaveLength(1))
  it('10 000 members', () => expect(parseJson(JSON.stringify(Array(10_000).fill(0)))).toHaveLength(10_000))
})

describe('an integer that a number would change comes as text', () => {
  it.each([
    ['{"id":9007199254740993}', { id: '9007199254740993' }],
    ['[-12345678901234567890 , 1]', ['-12345678901234567890', 1]],
    ['9007199254740993', '9007199254740993'],
    ['{"a":{"b":[1234567890123456]}}', { a: { b: [1234567890123456] } }],
    // Not what only looks like one: in a text, in a fraction, in an exponent.
    [
      String.raw`{"id":"9007199254740993","q":"\"a\":9007199254740993"}`,
      { id: '9007199254740993', q: '"a":9007199254740993' },
    ],
    ['{"f":0.500000000000000000000,"g":1234567890123456.5}', { f: 0.5, g: 1234567890123456.5 }],
    ['{"e":1000000000000000000e2}', { e: 1e20 }],
  ])('%s', (text, value) => expect(parseJson(text)).toEqual(value))

  it('in a long message as fast as without', () => {
    const text = JSON.stringify({ text: '\\"'.repeat(200_000), list: Array(1000).fill('1'.repeat(20)) })
    expect(parseJson(text.replace('{', '{"id":9007199254740993,'))).toHaveProperty('id', '9007199254740993')
  })
})

describe('what JSON cannot hold is found, with its place', () => {
  class Decimal {
    toJSON = () => '25.00'
  }
  const cycle: { self?: unknown } = {}
  cycle.self = cycle
  it.each([
    [{ a: new FormData() }, 'a', /upload/],
    [{ a: [new Blob(['x'])] }, 'a.0', /upload/],
    [{ a: new URLSearchParams('a=1') }, 'a', /URLSearchParams/],
    [{ a: new Map([['a', 1]]) }, 'a', /Map/],
    [{ a: new Set([1]) }, 'a', /Set/],
    [{ a: Buffer.from('a') }, 'a', /bytes/],
    [{ a: new Uint8Array(2) }, 'a', /bytes/],
    [{ a: new ArrayBuffer(2) }, 'a', /bytes/],
    [{ a: new Date(0) }, 'a', /Date/],
    [{ a: new Decimal() }, 'a', /toJSON/],
    [{ a: Promise.resolve() }, 'a', /Promise/],
    [{ a: Number.NaN }, 'a', /NaN/],
    [{ a: { b: -Infinity } }, 'a.b', /Infinity/],
    [{ a: 2 ** 53 }, 'a', /2\^53/],
    [{ a: 1n }, 'a', /bigint/],
    [{ a: () => 1 }, 'a', /function/],
    [{ a: [undefined] }, 'a.0', /undefined/],
    [{ a: '\ud83c' }, 'a', /half/],
    [cycle, expect.stringContaining('self'), /contains itself/],
  ])('%#', (value, path, problem) => {
    expect(jsonProblem(value)).toEqual({ path, problem: expect.stringMatching(problem) })
  })

  it.each([
    [{ a: undefined, b: null, c: [1, -0, 0.5, 1.5e-7, true, 'x'], d: { e: {} } }],
    [Object.assign(Object.create(null), { a: 1 })],
    [
      new (class Body {
        amount = 1
      })(),
    ],
    [{ max: Number.MAX_SAFE_INTEGER }],
  ])('and nothing else: %#', (value) => expect(jsonProblem(value)).toBeUndefined())
})
