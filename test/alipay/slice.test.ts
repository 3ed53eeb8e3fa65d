import { describe, expect, it } from 'vitest'
import { rawMembers } from '../../src/alipay/raw-members.js'

describe('the members of an answer, as they stand in it', () => {
  it.each<[string, Record<string, string>]>([
    ['{}', {}],
    [' \t\r\n{ \t\r\n} \t\r\n', {}],
    ['{"a":1}', { a: '1' }],
    ['{ "a" : 1 , "b" : -2.5e3 }', { a: '1', b: '-2.5e3' }],
    ['{"a":null,"b":true\n}', { a: 'null', b: 'true' }],
    ['{"a":{ "b" : [ 1, {"c":2} ] } , "d":[]}', { a: '{ "b" : [ 1, {"c":2} ] }', d: '[]' }],
    ['{"a":[[1],[2]],"b":{"c":{}}}', { a: '[[1],[2]]', b: '{"c":{}}' }],
    ['{"a":"x, }]{[ y" ,"b":""}', { a: '"x, }]{[ y"', b: '""' }],
    ['{"a":{"b":"}"},"c":"\\\\","d":"\\"}"}', { a: '{"b":"}"}', c: '"\\\\"', d: '"\\"}"' }],
    ['{"\\u0061":"\\u0062"}', { a: '"\\u0062"' }],
  ])('%j', (text, members) => {
    expect(Object.fromEntries(rawMembers(text))).toEqual(members)
  })

  it.each([
    ['', 'not a JSON object'],
    ['tea', 'not a JSON object'],
    ['"a":1}', 'not a JSON object'],
    ['["a":1}', 'not a JSON object'],
    ['[{"a":1}]', 'not a JSON object'],
    ['\ufeff{}', 'not a JSON object'],
    ['\u00a0{}', 'not a JSON object'],
    ['{', 'a string is expected'],
    ['{a":1}', 'a string is expected'],
    ["{'a':1}", 'a string is expected'],
    ['{,}', 'a string is expected'],
    ['{"a":1,}', 'a comma without a member'],
    ['{"a":1 , }', 'a comma without a member'],
    ['{"a":1,,"b":2}', 'a string is expected'],
    ['{"a', 'a string without an end'],
    ['{"a\\"', 'a string without an end'],
    ['{"a":"b', 'a string without an end'],
    ['{"a":{"b}', 'a string without an end'],
    ['{"a"', 'a member without a value'],
    ['{"a"}', 'a member without a value'],
    ['{"a" 1}', 'a member without a value'],
    ['{"a"=1}', 'a member without a value'],
    ['{"a":', 'a value without an end'],
    ['{"a":1', 'a value without an end'],
    ['{"a":{}', 'not a JSON object'],
    ['{"a":[1}', 'not a JSON object'],
    ['{"a":1 "b":2}', 'not a JSON object'],
    ['{"a":"b"c}', 'not a JSON object'],
    ['{"a":"b""c"}', 'not a JSON object'],
    ['{"a":{}{}}', 'not a JSON object'],
    ['{"a":[] 1}', 'not a JSON object'],
    ['{"a":1;"b":2 x}', 'not a JSON object'],
    ['{"a":1]', 'not a JSON object'],
    ['{} {}', 'something follows'],
    ['{}}', 'something follows'],
    ['{"a":1}\0', 'something follows'],
    ['{"a":1,"a":1}', 'the member a occurs twice'],
    ['{"a":1,"\\u0061":2}', 'the member a occurs twice'],
  ])('%j is none: %s', (text, words) => {
    expect(() => rawMembers(text)).toThrow(SyntaxError)
    expect(() => rawMembers(text)).toThrow(words)
  })
})
