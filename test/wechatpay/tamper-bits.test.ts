import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { failure } from '../support/failure.js'
import { answered, change, notified, openAnswer, openNotice, type Signed } from '../support/wechatpay-tampered.js'

const directions = [
  ['an answer', answered, openAnswer],
  ['a notification', notified, openNotice],
] as const

describe.each(directions)('%s is refused', (_name, signed, open) => {
  it('after any change of a single bit, anywhere', async () => {
    const names = ['wechatpay-timestamp', 'wechatpay-nonce', 'wechatpay-signature', 'wechatpay-serial'] as const
    const place = fc.oneof(
      fc.record({ body: fc.nat(signed.body.length - 1), bit: fc.nat(7) }),
      fc
        .constantFrom(...names)
        .chain((name) =>
          fc.record({ header: fc.constant(name), at: fc.nat(signed.headers[name]!.length - 1), bit: fc.nat(7) }),
        ),
    )
    const flipped = (where: { body: number; bit: number } | { header: string; at: number; bit: number }): Signed => {
      if ('body' in where) {
        const body = Uint8Array.from(signed.body)
        body[where.body]! ^= 1 << where.bit
        return { ...signed, body }
      }
      return change(signed, where.header, (value) => {
        const letter = String.fromCharCode(value.charCodeAt(where.at) ^ (1 << where.bit))
        return value.slice(0, where.at) + letter + value.slice(where.at + 1)
      })
    }
    const refusals = /^(SIGNATURE_(MISSING|INVALID)|TIMESTAMP_OUT_OF_WINDOW|KEY_UNKNOWN|BODY_INVALID)$/
    await fc.assert(
      fc.asyncProperty(place, async (where) => {
        const error = await failure(open(flipped(where)))
        expect(error.code).toMatch(refusals)
        expect(error.authentic).toBe(false)
      }),
      { numRuns: 500 },
    )
  })
})
