import { createPrivateKey, createPublicKey } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { importPrivateKey, importPublicKey } from '../../src/core/keys.js'
import { rsaSha256 } from '../../src/crypto/algorithms.js'
import { rsa2048 } from '../vectors/crypto.js'
import { wantedPrivate, wantedPublic } from './forms.js'

const key = createPrivateKey(rsa2048.privateKey)
const pkcs8 = key.export({ format: 'der', type: 'pkcs8' })
const jwk = key.export({ format: 'jwk' }) as Required<JsonWebKey>
const number = (text: string) => BigInt(`0x${Buffer.from(text, 'base64url').toString('hex')}`)
const text = (value: bigint) => {
  const hex = value.toString(16)
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString('base64url')
}
const refused = async (importing: Promise<unknown>) =>
  expect(await importing.catch((error) => error)).toMatchObject({ code: 'CONFIG_INVALID', outcome: 'not-sent' })

describe('a private key is whole, or refused', () => {
  // Where the numbers begin: what stands before them names the algorithm.
  const start = pkcs8.indexOf(Buffer.from(jwk.n, 'base64url'))

  test('with any one bit of its numbers changed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: start, max: pkcs8.length - 1 }), fc.nat(7), async (at, bit) => {
        const damaged = Uint8Array.from(pkcs8)
        damaged[at]! ^= 1 << bit
        await refused(importPrivateKey(damaged, wantedPrivate, rsaSha256))
      }),
      { numRuns: 400 },
    )
  })

  const { n, e, d, p, q, dp, dq, qi } = jwk
  test.each<[string, object]>([
    ['another modulus', { n: text(number(n) + 2n) }],
    ['another exponent', { e: text(number(e) + 2n) }],
    ['an exponent of 1', { e: 'AQ' }],
    ['another private exponent', { d: text(number(d) + 2n) }],
    ['another prime', { p: text(number(p) + 2n) }],
    ['1 as a prime', { p: 'AQ', q: n }],
    ['its primes in each other’s place', { p: q, q: p }],
    ['another dp', { dp: text(number(dp) + 2n) }],
    ['dp and dq in each other’s place', { dp: dq, dq: dp }],
    ['another qi', { qi: text(number(qi) + 1n) }],
    ['a qi over p', { qi: text(number(qi) + number(p)) }],
  ])('as a JWK with %s', async (_name, more) =>
    refused(importPrivateKey({ ...jwk, ...more } as JsonWebKey, wantedPrivate, rsaSha256)),
  )

  test('and taken where it is whole', async () => {
    await importPrivateKey(pkcs8, wantedPrivate, rsaSha256)
    await importPrivateKey(jwk, wantedPrivate, rsaSha256)
    // The private exponent of RFC 8017 may be modulo (p-1)(q-1) or the least common multiple of both.
    const other = number(d) + (number(p) - 1n) * (number(q) - 1n)
    if (other < number(n)) await importPrivateKey({ ...jwk, d: text(other) } as JsonWebKey, wantedPrivate, rsaSha256)
  })
})

describe('a public key under which a signature means something, or refused', () => {
  const { kty, n } = jwk
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' })
  test.each<[string, object]>([
    ['the exponent 0', { e: 'AA' }],
    ['the exponent 1, under which every message verifies', { e: 'AQ' }],
    ['the exponent 2', { e: 'Ag' }],
    ['an even exponent', { e: 'AQAA' }],
    ['an exponent over the modulus', { e: text(number(n) + 2n) }],
    ['an even modulus', { n: text(number(n) + 1n) }],
  ])('with %s', async (_name, more) =>
    refused(importPublicKey({ kty, n, e: 'AQAB', ...more } as JsonWebKey, wantedPublic, rsaSha256)),
  )

  test('with the exponent 3, or the usual one', async () => {
    await importPublicKey({ kty, n, e: 'Aw' }, wantedPublic, rsaSha256)
    await importPublicKey(spki, wantedPublic, rsaSha256)
  })
})
