import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromBase64, toBase64 } from '#crypto'
import { isShroffError } from '../../src/core/errors.js'
import { importPrivateKey, importPublicKey } from '../../src/core/keys.js'
import { rsaSha256 } from '../../src/crypto/algorithms.js'
import * as portable from '../../src/crypto/base64.js'
import { readCertificate } from '../../src/crypto/x509.js'
import { rsa2048, sm2 } from '../vectors/crypto.js'

describe('whatever the damage, a typed error or a key', () => {
  const key = createPrivateKey(rsa2048.privateKey)
  const originals = [
    new X509Certificate(rsa2048.certificate).raw,
    new X509Certificate(sm2.certificate).raw,
    key.export({ format: 'der', type: 'pkcs8' }),
    key.export({ format: 'der', type: 'pkcs1' }),
    createPublicKey(key).export({ format: 'der', type: 'spki' }),
    createPublicKey(key).export({ format: 'der', type: 'pkcs1' }),
  ].map((der) => Uint8Array.from(der))

  // The first bytes hold most of the structure, so half of the changes go there.
  const position = fc.oneof(fc.nat(60), fc.nat(1300))
  const damagedKey = fc
    .tuple(
      fc.constantFrom(...originals),
      fc.array(fc.tuple(position, fc.nat(255)), { maxLength: 4 }),
      fc.option(position),
    )
    .map(([original, changes, end]) => {
      const copy = Uint8Array.from(original)
      for (const [index, value] of changes) if (index < copy.length) copy[index] = value
      return end === null ? copy : copy.slice(0, end)
    })
  const input = fc.oneof(damagedKey, fc.uint8Array({ maxLength: 80 }), fc.string({ maxLength: 80 }))

  test('importing', async () => {
    await fc.assert(
      fc.asyncProperty(input, async (given) => {
        const imports = await Promise.allSettled([
          importPrivateKey(given, 'a', rsaSha256),
          importPublicKey(given, 'b', rsaSha256),
        ])
        for (const result of imports) {
          expect(result.status === 'fulfilled' || isShroffError(result.reason, 'CONFIG_INVALID')).toBe(true)
        }
      }),
      { numRuns: 500 },
    )
  })

  test('reading certificates', () => {
    fc.assert(
      fc.property(fc.oneof(damagedKey, fc.uint8Array()), (given) => {
        try {
          expect(readCertificate(given).notAfter.getTime()).not.toBeNaN()
        } catch (error) {
          expect((error as Error).message).toBe('damaged DER')
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('PEM text with a megabyte of markers is refused at once', async () => {
    for (const part of ['-----BEGIN ', '-----BEGIN A-----', '-', '\\n', '\\', '=', '\u200b', ' ', 'A']) {
      const error = await importPublicKey(part.repeat(1_000_000 / part.length), 'key', rsaSha256).catch(
        (caught) => caught,
      )
      expect(isShroffError(error, 'CONFIG_INVALID')).toBe(true)
    }
  })
})

test('base64 agrees with Buffer, and what it reads it would write', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const encoded = Buffer.from(bytes).toString('base64')
      expect(toBase64(bytes)).toBe(encoded)
      expect(fromBase64(encoded)).toEqual(Uint8Array.from(bytes))
      expect(portable.fromBase64(encoded)).toEqual(Uint8Array.from(bytes))
    }),
  )
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'AZaz09+/=-_ \n!中') }), (text) => {
      const bytes = fromBase64(text)
      expect(bytes === undefined || Buffer.from(bytes).toString('base64') === text).toBe(true)
    }),
  )
})
