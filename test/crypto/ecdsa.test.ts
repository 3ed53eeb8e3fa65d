import { execFileSync } from 'node:child_process'
import { createPublicKey, generateKeyPairSync, type KeyObject, sign as signHere, webcrypto } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importPrivateKey, importPublicKey, verify } from '#crypto'
import { ecdsaP256, rsaSha256 } from '../../src/crypto/algorithms.js'
import type { KeyInput } from '../../src/crypto/contract.js'
import { isKeyProblem } from '../../src/crypto/refused.js'
import { ecdsa, rsa2048 } from '../vectors/crypto.js'

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const spki = (key: KeyObject) => new Uint8Array(key.export({ format: 'der', type: 'spki' }))
const der = (message: string, key = pair.privateKey) => new Uint8Array(signHere('sha256', Buffer.from(message), key))
const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'))
const replaced = (given: Uint8Array, at: number, byte: number) => given.map((old, place) => (place === at ? byte : old))
const imported = (input: unknown) => importPublicKey(input as KeyInput, 'key', ecdsaP256)

describe('ECDSA on P-256', () => {
  it('verifies the published message of Circle’s, and none with one letter changed', async () => {
    const key = await imported(ecdsa.publicKey)
    expect(await verify(ecdsaP256, key, bytes(ecdsa.signature), ecdsa.message)).toBe(true)
    expect(await verify(ecdsaP256, key, bytes(ecdsa.signature), ecdsa.message.replace('world', 'World'))).toBe(false)
  })

  it('verifies what node:crypto signs, in parts too, and nothing else', async () => {
    const key = await imported(spki(pair.publicKey))
    // Numbers are shorter than 32 bytes in one of 128: enough of them are met.
    for (let count = 0; count < 300; count++) {
      const signature = der(`message ${count}`)
      expect(await verify(ecdsaP256, key, signature, 'message ', String(count))).toBe(true)
      expect(await verify(ecdsaP256, key, signature, `message ${count + 1}`)).toBe(false)
    }
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
    expect(await verify(ecdsaP256, key, der('m', other), 'm')).toBe(false)
    expect(await verify(ecdsaP256, key, new Uint8Array(signHere('sha1', Buffer.from('m'), pair.privateKey)), 'm')).toBe(
      false,
    )
  })

  it('verifies what openssl signs', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ecdsa'))
    const at = (name: string) => join(folder, name)
    try {
      const openssl = (...given: string[]) => execFileSync('openssl', given, { stdio: 'pipe' })
      openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', at('key.pem'))
      openssl('ec', '-in', at('key.pem'), '-pubout', '-out', at('public.pem'))
      writeFileSync(at('message'), 'told')
      openssl('dgst', '-sha256', '-sign', at('key.pem'), '-out', at('signature'), at('message'))
      const key = await imported(readFileSync(at('public.pem'), 'utf8'))
      expect(await verify(ecdsaP256, key, new Uint8Array(readFileSync(at('signature'))), 'told')).toBe(true)
      expect(await verify(ecdsaP256, key, new Uint8Array(readFileSync(at('signature'))), 'Told')).toBe(false)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

describe('a signature that is not DER to the last byte', () => {
  const integer = (number: Uint8Array) => {
    const digits = number[0]! >= 0x80 ? [0, ...number] : [...number]
    return [2, digits.length, ...digits]
  }
  const sequence = (...parts: number[][]) => Uint8Array.from([0x30, parts.flat().length, ...parts.flat()])
  const raw = new Uint8Array(signHere('sha256', Buffer.from('m'), { key: pair.privateKey, dsaEncoding: 'ieee-p1363' }))
  // Leading zeros are not written.
  const trimmed = (number: Uint8Array) => number.subarray(number.findIndex((byte) => byte > 0))
  const [r, s] = [trimmed(raw.subarray(0, 32)), trimmed(raw.subarray(32))]
  const good = sequence(integer(r), integer(s))

  it('has a right one beside it', async () => {
    expect(await verify(ecdsaP256, await imported(spki(pair.publicKey)), good, 'm')).toBe(true)
  })

  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['the bare numbers', raw],
    ['one byte less', good.subarray(0, -1)],
    ['one byte more', Uint8Array.of(...good, 0)],
    ['a number more', sequence(integer(r), integer(s), [2, 1, 0])],
    ['one number', sequence(integer(r))],
    ['a zero in front of a number', sequence([2, r.length + 2, 0, 0, ...r], integer(s))],
    ['a negative number', sequence([2, 32, ...replaced(raw.subarray(0, 32), 0, 0x80 | raw[0]!)], integer(s))],
    ['a number of 33 bytes', sequence([2, 33, 1, ...raw.subarray(0, 32)], integer(s))],
    ['a length in its long form', Uint8Array.of(0x30, 0x81, good[1]!, ...good.subarray(2))],
    ['another tag', replaced(good, 0, 0x31)],
    ['noughts', sequence([2, 1, 0], [2, 1, 0])],
    ['r of nought', sequence([2, 1, 0], integer(s))],
  ])('%s', async (_, signature) => {
    expect(await verify(ecdsaP256, await imported(spki(pair.publicKey)), signature, 'm')).toBe(false)
  })

  it('does not fit an RSA key', async () => {
    const key = await importPublicKey(rsa2048.certificate, 'key', rsaSha256)
    await expect(verify(ecdsaP256, key, good, 'm')).rejects.toThrow('This key was imported for RSA-SHA256')
  })
})

describe('its key', () => {
  const jwk = pair.publicKey.export({ format: 'jwk' })
  it.each<[string, () => unknown]>([
    ['bare base64', () => Buffer.from(spki(pair.publicKey)).toString('base64')],
    ['PEM', () => pair.publicKey.export({ format: 'pem', type: 'spki' })],
    ['DER', () => spki(pair.publicKey)],
    ['a JWK', () => jwk],
    ['a KeyObject', () => pair.publicKey],
    ['a CryptoKey', () => cryptoKey('P-256')],
  ])('is taken as %s', async (_, input) => {
    expect(await verify(ecdsaP256, await imported(await input()), der('m'), 'm')).toBe(true)
  })

  const other = generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey
  const koblitz = generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey
  it.each<[string, () => unknown, string]>([
    ['P-384', () => spki(other), 'a public key of another algorithm, curve or form'],
    ['secp256k1', () => spki(koblitz), 'a public key of another algorithm, curve or form'],
    ['RSA', () => createPublicKey(rsa2048.certificate), 'a public key of another algorithm, curve or form'],
    ['a certificate', () => rsa2048.certificate, 'a certificate'],
    ['a JWK of P-384', () => other.export({ format: 'jwk' }), 'a JWK that is not of P-256'],
    ['a private JWK', () => pair.privateKey.export({ format: 'jwk' }), 'a private JWK'],
    ['a JWK whose x is short', () => ({ ...jwk, x: jwk.x!.slice(4) }), 'a damaged key'],
    ['a point off the curve', () => replaced(spki(pair.publicKey), 90, spki(pair.publicKey)[90]! ^ 1), 'a damaged key'],
    ['a private key', () => pair.privateKey, 'a private key (PKCS#8)'],
    ['a CryptoKey of P-384', () => cryptoKey('P-384'), 'a public CryptoKey (ECDSA, curve: P-384, usages: verify)'],
    ['a text', () => 'hello', 'a text that is neither PEM nor base64 of a key'],
  ])('is refused as %s', async (_, input, given) => {
    const error = await imported(await input()).catch((caught) => caught)
    expect(isKeyProblem(error) && error.message).toBe(`key is wanted, but ${given} was given.`)
  })

  it('of its own is none that signs', async () => {
    const untyped = ecdsaP256 as unknown as typeof rsaSha256
    const error = await importPrivateKey(pair.privateKey, 'key', untyped).catch((caught) => caught)
    expect(isKeyProblem(error) && error.message).toBe(
      'key is wanted to sign with ECDSA-P256, which is only verified here.',
    )
  })

  const cryptoKey = (namedCurve: string) => {
    const key = namedCurve === 'P-256' ? pair.publicKey : other
    return webcrypto.subtle.importKey('spki', spki(key), { name: 'ECDSA', namedCurve }, true, ['verify'])
  }
})
