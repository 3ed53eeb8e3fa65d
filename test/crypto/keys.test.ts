import { createPublicKey, verify as verifyNatively } from 'node:crypto'
import { inspect } from 'node:util'
import { describe, expect, test, vi } from 'vitest'
import { decryptRsaOaep, encryptAesCbc, encryptAesGcm, encryptRsaOaep, hmacSha256, sign, verify } from '#crypto'
import { importPrivateKey, importPublicKey } from '../../src/core/keys.js'
import { rsaSha256 } from '../../src/crypto/algorithms.js'
import { utf8 } from '../../src/crypto/bytes.js'
import { rsa2048, rsa4096 } from '../vectors/crypto.js'
import { privateForms, publicForms, wantedPrivate, wantedPublic } from './forms.js'

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

describe('every form of a private key signs the published signature', async () => {
  const forms = await privateForms(rsa2048.privateKey)
  test.each(Object.entries(forms))('%s', async (_form, input) => {
    const key = await importPrivateKey(input, wantedPrivate, rsaSha256)
    expect(base64(await sign(rsaSha256, key, utf8(rsa2048.message)))).toBe(rsa2048.signature)
  })

  test('RSA-4096, PKCS#1', async () => {
    const key = await importPrivateKey(rsa4096.privateKeyPkcs1, wantedPrivate, rsaSha256)
    expect(base64(await sign(rsaSha256, key, utf8(rsa4096.message)))).toBe(rsa4096.signature)
  })

  test('the key out of a file that holds the certificate first', async () => {
    const dump = `Bag Attributes\n    friendlyName: x\n${rsa2048.certificate}Bag Attributes\n${rsa2048.privateKey}`
    const key = await importPrivateKey(dump, wantedPrivate, rsaSha256)
    expect(base64(await sign(rsaSha256, key, utf8(rsa2048.message)))).toBe(rsa2048.signature)
  })
})

describe('every form of a public key verifies the published signature', async () => {
  const forms = await publicForms(rsa2048.certificate)
  test.each(Object.entries(forms))('%s', async (_form, input) => {
    const key = await importPublicKey(input, wantedPublic, rsaSha256)
    const signature = Buffer.from(rsa2048.signature, 'base64')
    expect(await verify(rsaSha256, key, signature, utf8(rsa2048.message))).toBe(true)
    expect(await verify(rsaSha256, key, signature, utf8('Message'))).toBe(false)
  })

  test('RSA-4096, certificate', async () => {
    const key = await importPublicKey(rsa4096.certificate, wantedPublic, rsaSha256)
    const signature = Buffer.from(rsa4096.signature, 'base64')
    expect(await verify(rsaSha256, key, signature, utf8(rsa4096.message))).toBe(true)
  })

  test('of a chain, the first certificate counts', async () => {
    const key = await importPublicKey(rsa2048.certificate + rsa4096.certificate, wantedPublic, rsaSha256)
    expect(await verify(rsaSha256, key, Buffer.from(rsa2048.signature, 'base64'), utf8(rsa2048.message))).toBe(true)
  })
})

test('a buffer may be reused after the import', async () => {
  const der = createPublicKey(rsa2048.certificate).export({ format: 'der', type: 'spki' })
  const pending = importPublicKey(der, wantedPublic, rsaSha256)
  der.fill(0)
  const signature = Buffer.from(rsa2048.signature, 'base64')
  expect(await verify(rsaSha256, await pending, signature, utf8(rsa2048.message))).toBe(true)
})

test('an import for signatures imports no key for encryption', async () => {
  const importKey = vi.spyOn(crypto.subtle, 'importKey')
  await importPublicKey(rsa2048.certificate, wantedPublic, rsaSha256)
  await importPrivateKey(rsa2048.privateKey, wantedPrivate, rsaSha256)
  const names = importKey.mock.calls.map(([, , algorithm]) => (algorithm as Algorithm).name)
  expect(names.filter((name) => name !== 'RSASSA-PKCS1-v1_5')).toEqual([])
})

test('WebCrypto gets no key that could be taken out again', async () => {
  const importKey = vi.spyOn(crypto.subtle, 'importKey')
  const publicKey = await importPublicKey(rsa2048.certificate, wantedPublic, rsaSha256)
  const privateKey = await importPrivateKey(rsa2048.privateKey, wantedPrivate, rsaSha256)
  await decryptRsaOaep(privateKey, await encryptRsaOaep(publicKey, utf8('x')))
  await encryptAesGcm(new Uint8Array(32), new Uint8Array(12), new Uint8Array(), utf8('x'))
  await encryptAesCbc(new Uint8Array(16), utf8('x'))
  await hmacSha256(utf8('k'), utf8('x'))
  // Node's key objects need none of it.
  expect(importKey.mock.calls.map(([, , , extractable]) => extractable)).not.toContain(true)
  expect([0, 7]).toContain(importKey.mock.calls.length)
})

test('an imported key prints its kind and its algorithm, and nothing else', async () => {
  const privateKey = await importPrivateKey(rsa2048.privateKey, wantedPrivate, rsaSha256)
  const publicKey = await importPublicKey(rsa2048.certificate, wantedPublic, rsaSha256)
  expect(JSON.stringify({ privateKey, publicKey })).toBe(
    '{"privateKey":{"kind":"private","algorithm":"RSA-SHA256"},"publicKey":{"kind":"public","algorithm":"RSA-SHA256"}}',
  )
  const printed = inspect(privateKey, { showHidden: true, depth: Number.POSITIVE_INFINITY, getters: true })
  expect(printed).toMatch(/kind: 'private'/)
  expect(printed).not.toMatch(/KeyObject|CryptoKey|Uint8Array|ArrayBuffer/)
  expect({ ...privateKey }).toEqual({ kind: 'private', algorithm: 'RSA-SHA256' })
  // By this name another copy of the package finds the material.
  expect(Object.getOwnPropertySymbols(privateKey)).toEqual([Symbol.for('shroff.key')])
})

test('a CryptoKey is of its kind', async () => {
  const { CryptoKey: signing } = await privateForms(rsa2048.privateKey)
  const { CryptoKey: verifying } = await publicForms(rsa2048.certificate)
  expect((await importPrivateKey(signing!, wantedPrivate, rsaSha256)).kind).toBe('private')
  expect((await importPublicKey(verifying!, wantedPublic, rsaSha256)).kind).toBe('public')
})

test('many signatures at once are all right', async () => {
  const key = await importPrivateKey(rsa2048.privateKey, wantedPrivate, rsaSha256)
  const messages = Array.from({ length: 16 }, (_, index) => utf8(`message ${index}`))
  const signatures = await Promise.all(messages.map((message) => sign(rsaSha256, key, message)))
  const judged = messages.map((message, index) =>
    verifyNatively('sha256', message, rsa2048.certificate, signatures[index]!),
  )
  expect(judged).toEqual(Array(16).fill(true))
})

test.each([{}, undefined])('a page without WebCrypto is told why, where it is needed: %j', async (crypto) => {
  vi.stubGlobal('crypto', crypto)
  const result = await importPublicKey(rsa2048.certificate, wantedPublic, rsaSha256).catch((error) => error)
  // Node's key objects do without it.
  if (result instanceof Error) expect(result.message).toMatch(/no WebCrypto.*\n.*\n.*on https and on localhost only/)
  else expect(result.kind).toBe('public')
})
