import * as native from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { importPrivateKey, importPublicKey, sign, verify } from '#crypto'
import { rsaSha1, rsaSha1Short, rsaSha1Signing, rsaSha256 } from '../../src/crypto/algorithms.js'
import { toHex, utf8 } from '../../src/crypto/bytes.js'
import { isKeyProblem } from '../../src/crypto/refused.js'
import { rsa2048 } from '../vectors/crypto.js'

// What one gateway has nothing else than: SHA-1 to sign with, and keys too short to verify by. Each is an algorithm of its own, so
// that who does not name it does not have it.

const problemOf = async (work: Promise<unknown>) => {
  const error = await work.catch((caught: unknown) => caught)
  return isKeyProblem(error) ? error.message : `no KeyProblem: ${String(error)}`
}
const pairOf = (modulusLength: number) => native.generateKeyPairSync('rsa', { modulusLength })
const spki = (key: native.KeyObject) => key.export({ format: 'der', type: 'spki' })

describe('RSA-SHA1, to sign with', () => {
  test('signs as Node does, and serves no other algorithm', async () => {
    const key = await importPrivateKey(rsa2048.privateKey, 'key', rsaSha1Signing)
    const message = utf8(rsa2048.message)
    expect(toHex(await sign(rsaSha1Signing, key, message))).toBe(
      toHex(native.sign('sha1', message, rsa2048.privateKey)),
    )
    await expect(sign(rsaSha256, key, message)).rejects.toThrow('imported for RSA-SHA1, not for RSA-SHA256')
  })

  test('wants 2048 bits', async () => {
    const weak = pairOf(1024).privateKey.export({ format: 'pem', type: 'pkcs8' }) as string
    expect(await problemOf(importPrivateKey(weak, 'key', rsaSha1Signing))).toContain('a 1024-bit key was given')
  })
})

describe('RSA-SHA1, by a short key', () => {
  test.each([1024, 1536, 2048])('of %d bits', async (bits) => {
    const { privateKey, publicKey } = pairOf(bits)
    const key = await importPublicKey(spki(publicKey), 'key', rsaSha1Short)
    const signature = native.sign('sha1', utf8('text'), privateKey)
    expect(await verify(rsaSha1, key, signature, 'text')).toBe(true)
    expect(await verify(rsaSha1, key, signature, 'text ')).toBe(false)
  })

  test('of 1023 bits is refused, and of 1024 by any other name', async () => {
    const { publicKey } = pairOf(1024)
    const { n = '' } = publicKey.export({ format: 'jwk' })
    const half = Buffer.from(n, 'base64url').map((byte, place) => (place === 0 ? byte & 0x7f : byte))
    const shorter = { kty: 'RSA', e: 'AQAB', n: Buffer.from(half).toString('base64url') }
    expect(await problemOf(importPublicKey(shorter, 'key', rsaSha1Short))).toMatch(/a 10(2[0-3]|1\d)-bit key was given/)
    for (const algorithm of [rsaSha1, rsaSha256])
      expect(await problemOf(importPublicKey(spki(publicKey), 'key', algorithm))).toContain('a 1024-bit key was given')
  })

  test('in any form that a key has', async () => {
    const { publicKey } = pairOf(1024)
    const scheme = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-1' }
    for (const form of [
      publicKey.export({ format: 'pem', type: 'spki' }) as string,
      publicKey.export({ format: 'pem', type: 'pkcs1' }) as string,
      spki(publicKey).toString('base64'),
      publicKey.export({ format: 'jwk' }) as native.JsonWebKey & { kty: string },
      publicKey,
      await crypto.subtle.importKey('spki', new Uint8Array(spki(publicKey)), scheme, true, ['verify']),
    ])
      expect((await importPublicKey(form as string, 'key', rsaSha1Short)).algorithm).toBe('RSA-SHA1')
  })
})
