import { describe, expect, it } from 'vitest'
import { parseJson } from '../../src/codec/json.js'

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
