import { afterEach, expect, it, vi } from 'vitest'
import { chinaDateOf, chinaDigitsOf, dateOf } from '../../src/core/read.js'
import { timeOf } from '../../src/statement/row.js'

afterEach(() => vi.unstubAllEnvs())

const read = { dateOf, chinaDateOf, chinaDigitsOf, timeOf }

// Wherever the machine stands: one zone behind China, one ahead of it.
it.each(['America/Los_Angeles', 'Pacific/Auckland'])('a message’s time is the same in %s', (zone) => {
  vi.stubEnv('TZ', zone)
  expect(new Date(0).getTimezoneOffset()).not.toBe(0)
  for (const [by, text] of [
    ['dateOf', '2026-02-28T10:34:56+08:00'],
    ['dateOf', '2026-02-28T02:34:56.000Z'],
    ['dateOf', '2026-02-27T18:34:56.000-08:00'],
    ['dateOf', '2026-02-28T02:34:56.000000000Z'],
    ['chinaDateOf', '2026-02-28 10:34:56'],
    ['chinaDateOf', '2026-02-28 10:34:56.000'],
    ['chinaDigitsOf', '20260228103456'],
    ['timeOf', '2026-02-28 10:34:56'],
  ] as const) {
    expect([text, read[by](text)]).toEqual([text, new Date('2026-02-28T02:34:56Z')])
  }
})

it.each([
  ['dateOf', '2026-02-28T10:34:56'],
  ['dateOf', '2026-02-28'],
  ['dateOf', '2026-02-28 10:34:56+08:00'],
  ['dateOf', '1772246096'],
  ['dateOf', '20260228103456'],
  ['dateOf', ''],
  ['chinaDigitsOf', '2026-02-28T10:34:56'],
  ['chinaDigitsOf', '2026022810345'],
] as const)('%s refuses %s, which has no zone or is none of its form', (by, text) => {
  expect(() => read[by](text)).toThrow(expect.objectContaining({ code: 'BODY_INVALID' }))
})

it.each([
  ['dateOf', '2026-02-30T10:34:56+08:00'],
  ['dateOf', '2026-04-31T00:00:00Z'],
  ['dateOf', '2026-02-29T10:34:56Z'],
  ['dateOf', '2026-13-01T10:34:56Z'],
  ['dateOf', '2026-02-28T10:60:56Z'],
  ['chinaDateOf', '2026-02-30 10:34:56'],
  ['chinaDigitsOf', '20260230103456'],
  ['timeOf', '2026-02-30 10:34:56'],
] as const)('%s refuses %s, which is in no calendar', (by, text) => {
  expect(() => read[by](text)).toThrow(expect.objectContaining({ code: 'BODY_INVALID' }))
})
