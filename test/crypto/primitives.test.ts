import * as native from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  constantTimeEqual,
  decryptAesCbc,
  decryptAesEcb,
  decryptAesGcm,
  decryptRsaOaep,
  encryptAesCbc,
  encryptAesEcb,
  encryptAesGcm,
  encryptRsaOaep,
  fromBase64,
  generateRsaKeyPair,
  hmacSha1,
  hmacSha256,
  importPrivateKey,
  importPublicKey,
  md5,
  sha256,
  sha512,
  sign,
  verify,
} from '#crypto'
import { rsaSha1, rsaSha256 } from '../../src/crypto/algorithms.js'
import { fromUtf8, toHex, utf8 } from '../../src/crypto/bytes.js'
import { isKeyProblem } from '../../src/crypto/refused.js'
import { aesGcm, aesGcmEmpty, oaep, rsa2048 } from '../vectors/crypto.js'

const base64 = (text: string) => new Uint8Array(Buffer.from(text, 'base64'))

describe('signatures', () => {
  const signature = base64(rsa2048.signature)
  const message = utf8(rsa2048.message)

  test.each([0, 1, 255, 257, 512, 100_000])('a signature of %i bytes is false', async (length) => {
    const key = await importPublicKey(rsa2048.certificate, 'key', rsaSha256)
    expect(await verify(rsaSha256, key, new Uint8Array(length), message)).toBe(false)
    expect(await verify(rsaSha256, key, new Uint8Array(length).fill(255), message)).toBe(false)
  })

  test('one flipped bit, a leading zero or a missing byte is false', async () => {
    const key = await importPublicKey(rsa2048.certificate, 'key', rsaSha256)
    for (const index of [0, 128, 255]) {
      const flipped = replaced(signature, index, signature[index]! ^ 1)
      expect(await verify(rsaSha256, key, flipped, message)).toBe(false)
    }
    expect(await verify(rsaSha256, key, Uint8Array.of(0, ...signature), message)).toBe(false)
    expect(await verify(rsaSha256, key, signature.subarray(1), message)).toBe(false)
  })

  test('a message may be text, and in parts, but must be all of it', async () => {
    const key = await importPublicKey(rsa2048.certificate, 'key', rsaSha256)
    const [head, tail] = [rsa2048.message.slice(0, 5), rsa2048.message.slice(5)]
    expect(await verify(rsaSha256, key, signature, rsa2048.message)).toBe(true)
    expect(await verify(rsaSha256, key, signature, head, utf8(tail))).toBe(true)
    expect(await verify(rsaSha256, key, signature, utf8(head), tail, '')).toBe(true)
    expect(await verify(rsaSha256, key, signature, tail, head)).toBe(false)
    expect(await verify(rsaSha256, key, signature, head)).toBe(false)
    expect(await verify(rsaSha256, key, signature)).toBe(false)
  })

  test('another key is false', async () => {
    const key = await importPublicKey(rsa2048.otherPublicKey, 'key', rsaSha256)
    expect(await verify(rsaSha256, key, signature, message)).toBe(false)
  })

  test('SHA-1 and PSS signatures of the right key are false', async () => {
    const key = await importPublicKey(rsa2048.certificate, 'key', rsaSha256)
    const sha1 = native.sign('sha1', message, rsa2048.privateKey)
    const padding = native.constants.RSA_PKCS1_PSS_PADDING
    const pss = native.sign('sha256', message, { key: rsa2048.privateKey, padding })
    expect(await verify(rsaSha256, key, sha1, message)).toBe(false)
    expect(await verify(rsaSha256, key, pss, message)).toBe(false)
  })
})

describe('RSA-SHA1, for what others still sign with it', () => {
  const sha1 = native.sign('sha1', utf8(rsa2048.message), rsa2048.privateKey)

  test('verifies by a key that was imported for it', async () => {
    const key = await importPublicKey(rsa2048.certificate, 'key', rsaSha1)
    expect(await verify(rsaSha1, key, sha1, rsa2048.message)).toBe(true)
    expect(await verify(rsaSha1, key, sha1, `${rsa2048.message} `)).toBe(false)
    expect(await verify(rsaSha1, key, base64(rsa2048.signature), rsa2048.message)).toBe(false)
  })

  test.each([
    ['PEM', () => rsa2048.privateKey],
    ['CryptoKey', () => cryptoKey('private', true)],
  ])('signs nothing: no private key is imported for it, whatever the types were told (%s)', async (_, given) => {
    const untyped = rsaSha1 as unknown as typeof rsaSha256
    const error = await importPrivateKey(await given(), 'privateKey', untyped).catch((caught) => caught)
    expect(isKeyProblem(error) && error.message).toBe(
      'privateKey is wanted to sign with RSA-SHA1, which is only verified here.',
    )
    // And a key for the other serves it neither.
    const key = await importPrivateKey(rsa2048.privateKey, 'privateKey', rsaSha256)
    await expect(sign(untyped, key, utf8(rsa2048.message))).rejects.toThrow(
      'This key was imported for RSA-SHA256, not for RSA-SHA1.',
    )
  })

  test('a key for one algorithm serves no other', async () => {
    const key = await importPublicKey(rsa2048.certificate, 'key', rsaSha256)
    await expect(verify(rsaSha1, key, sha1, rsa2048.message)).rejects.toThrow(
      'This key was imported for RSA-SHA256, not for RSA-SHA1.',
    )
  })
})

describe('RSA-OAEP', () => {
  const forms = [
    ['PEM', () => rsa2048.privateKey, () => rsa2048.certificate],
    ['extractable CryptoKey', () => cryptoKey('private', true), () => cryptoKey('public', true)],
  ] as const

  test.each(forms)('decrypts the published ciphertext with a key from %s', async (_form, privateKey) => {
    const key = await importPrivateKey(await privateKey(), 'key', rsaSha256)
    const plaintexts = [decryptRsaOaep(key, base64(oaep.ciphertext)), decryptRsaOaep(key, base64(oaep.ciphertext))]
    expect((await Promise.all(plaintexts)).map(fromUtf8)).toEqual([oaep.plaintext, oaep.plaintext])
    expect(Buffer.from(await sign(rsaSha256, key, utf8(rsa2048.message))).toString('base64')).toBe(rsa2048.signature)
  })

  test.each(forms)('Node decrypts what is encrypted with a key from %s', async (_form, _privateKey, publicKey) => {
    const key = await importPublicKey(await publicKey(), 'key', rsaSha256)
    for (const text of ['', '张三', 'x'.repeat(214)]) {
      const ciphertext = await encryptRsaOaep(key, utf8(text))
      const padding = native.constants.RSA_PKCS1_OAEP_PADDING
      const options = { key: rsa2048.privateKey, padding, oaepHash: 'sha1' }
      expect(native.privateDecrypt(options, ciphertext).toString()).toBe(text)
    }
  })

  test('215 bytes are too many for 2048 bits', async () => {
    const key = await importPublicKey(rsa2048.certificate, 'key', rsaSha256)
    await expect(encryptRsaOaep(key, new Uint8Array(215))).rejects.toThrow()
  })

  test('a damaged ciphertext, SHA-256 padding and any other length are refused alike', async () => {
    const key = await importPrivateKey(rsa2048.privateKey, 'key', rsaSha256)
    const good = base64(oaep.ciphertext)
    const padding = native.constants.RSA_PKCS1_OAEP_PADDING
    const other = native.publicEncrypt({ key: rsa2048.certificate, padding, oaepHash: 'sha256' }, utf8('x'))
    for (const bad of [
      replaced(good, 9, good[9]! ^ 1),
      good.subarray(1),
      new Uint8Array(),
      new Uint8Array(257),
      other,
    ]) {
      await expect(decryptRsaOaep(key, bad)).rejects.toThrow('RSA-OAEP: the ciphertext is damaged')
    }
  })

  test('a CryptoKey that cannot leave WebCrypto either encrypts or says why not', async () => {
    const key = await importPublicKey(await cryptoKey('public', false), 'key', rsaSha256)
    const result = await encryptRsaOaep(key, utf8('x')).catch((error) => error)
    // Node turns it into a key object; WebCrypto has bound it to signatures.
    if (result instanceof Uint8Array) expect(result).toHaveLength(256)
    else expect(isKeyProblem(result) && result.message).toMatch(/RSA-OAEP is needed/)
  })
})

describe('AES-256-GCM', () => {
  const bytes = (vector: typeof aesGcm) => [utf8(vector.key), utf8(vector.nonce), utf8(vector.additionalData)] as const
  const sealed = base64(aesGcm.ciphertext)
  const [key, nonce, additionalData] = bytes(aesGcm)

  test.each([aesGcm, aesGcmEmpty])('published: "$plaintext"', async (vector) => {
    const ciphertext = base64(vector.ciphertext)
    expect(await encryptAesGcm(...bytes(vector), utf8(vector.plaintext))).toEqual(ciphertext)
    expect(fromUtf8(await decryptAesGcm(...bytes(vector), ciphertext))).toBe(vector.plaintext)
    // Nonce and additional data as the texts that they are on the wire.
    const asText = decryptAesGcm(utf8(vector.key), vector.nonce, vector.additionalData, ciphertext)
    expect(fromUtf8(await asText)).toBe(vector.plaintext)
  })

  test('any flipped bit, in text or tag, is refused', async () => {
    for (let index = 0; index < sealed.length; index++) {
      const flipped = replaced(sealed, index, sealed[index]! ^ 0x80)
      await expect(decryptAesGcm(key, nonce, additionalData, flipped)).rejects.toThrow(/^AES-256-GCM: the ciphertext/)
    }
  })

  test('the refusal is an error that says no more', async () => {
    // Not by toThrow, which lets `throw undefined` pass.
    const error = await decryptAesGcm(key, nonce, additionalData, sealed.subarray(1)).catch((caught) => caught)
    expect(error).toEqual(new Error('AES-256-GCM: the ciphertext is damaged, or it was made for another key'))
    expect(error.cause).toBeUndefined()
  })

  test('other additional data, nonce or key are refused', async () => {
    await expect(decryptAesGcm(key, nonce, utf8('bad-associatedData'), sealed)).rejects.toThrow('AES-256-GCM')
    await expect(decryptAesGcm(key, utf8('uluk4a9R25RX'), additionalData, sealed)).rejects.toThrow('AES-256-GCM')
    await expect(decryptAesGcm(key, new Uint8Array(), additionalData, sealed)).rejects.toThrow('AES-256-GCM')
    await expect(decryptAesGcm(replaced(key, 0, 0), nonce, additionalData, sealed)).rejects.toThrow('AES-256-GCM')
  })

  test.each([0, 1, 12, 15])('%i bytes, shorter than a tag, are refused', async (length) => {
    await expect(decryptAesGcm(key, nonce, additionalData, sealed.subarray(0, length))).rejects.toThrow('AES-256-GCM')
    // A truncated tag must not count as a short one.
    await expect(decryptAesGcm(key, nonce, additionalData, sealed.subarray(0, 7 + length))).rejects.toThrow()
  })

  // NIST SP 800-38D allows them; one of 4 bytes is guessed within hours.
  test.each([
    [4, 8],
    [8, 0],
  ])('a genuine tag of %i bytes behind a text of %i is refused', async (authTagLength, length) => {
    const cipher = native.createCipheriv('aes-256-gcm', key, nonce, { authTagLength }).setAAD(additionalData)
    const sealed = Buffer.concat([cipher.update(new Uint8Array(length)), cipher.final(), cipher.getAuthTag()])
    await expect(decryptAesGcm(key, nonce, additionalData, sealed)).rejects.toThrow('AES-256-GCM')
  })

  test.each([0, 16, 24, 31, 33])('a key of %i bytes is a mistake in the configuration', async (length) => {
    const short = new Uint8Array(length)
    const message = `An AES-256-GCM key has 32 bytes; this one has ${length}.`
    await expect(encryptAesGcm(short, nonce, additionalData, key)).rejects.toThrow(message)
    await expect(decryptAesGcm(short, nonce, additionalData, sealed)).rejects.toThrow(message)
  })
})

describe('AES-128-CBC', () => {
  const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'))
  const key = bytes('2b7e151628aed2a6abf7158809cf4f3c')
  const plaintext = bytes('3243f6a8885a308d313198a2e0370734')

  test('begins with the block of FIPS 197, appendix B, since the initial vector is zero', async () => {
    const ciphertext = await encryptAesCbc(key, plaintext)
    expect(toHex(ciphertext.subarray(0, 16))).toBe('3925841D02DC09FBDC118597196A0B32')
    // Whole blocks get a block of padding.
    expect(ciphertext).toHaveLength(32)
    expect(await decryptAesCbc(key, ciphertext)).toEqual(plaintext)
  })

  test.each([0, 1, 15, 17, 31])('%i bytes are not a ciphertext', async (length) => {
    await expect(decryptAesCbc(key, new Uint8Array(length))).rejects.toThrow(/^AES-128-CBC: the ciphertext/)
  })

  test('a last block without its padding is refused', async () => {
    const ciphertext = await encryptAesCbc(key, plaintext)
    await expect(decryptAesCbc(key, ciphertext.subarray(0, 16))).rejects.toThrow(/^AES-128-CBC: the ciphertext/)
  })

  test.each([0, 15, 17, 24, 32])('a key of %i bytes is a mistake in the configuration', async (length) => {
    for (const wrong of [encryptAesCbc, decryptAesCbc]) {
      const error = await wrong(new Uint8Array(length), new Uint8Array(16)).catch((caught) => caught)
      expect(isKeyProblem(error) && error.message).toContain(`16 bytes; this one has ${length}`)
    }
  })
})

describe('AES-128-ECB', () => {
  const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'))
  // NIST SP 800-38A, F.1.1
  const key = bytes('2b7e151628aed2a6abf7158809cf4f3c')
  const plaintext = bytes('6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51')

  test('is the blocks of SP 800-38A, with a block of padding after whole ones', () => {
    const ciphertext = encryptAesEcb(key, plaintext)
    expect(toHex(ciphertext.subarray(0, 32))).toBe('3AD77BB40D7A3660A89ECAF32466EF97F5D3D58503B9699DE785895A96FDBAAF')
    expect(ciphertext).toHaveLength(48)
    expect(decryptAesEcb(key, ciphertext)).toEqual(plaintext)
    expect(fromUtf8(decryptAesEcb(key, encryptAesEcb(key, utf8('易宝'))))).toBe('易宝')
  })

  test.each([0, 1, 15, 16, 17, 32])('%i bytes of something else are not a ciphertext', (length) => {
    expect(() => decryptAesEcb(key, encryptAesEcb(key, plaintext).subarray(0, length))).toThrow(
      new Error('AES-128-ECB: the ciphertext is damaged, or it was made for another key'),
    )
  })

  test.each([0, 15, 17, 24, 32])('a key of %i bytes is a mistake in the configuration', (length) => {
    for (const wrong of [encryptAesEcb, decryptAesEcb])
      expect(() => wrong(new Uint8Array(length), new Uint8Array(16))).toThrow(`16 bytes; this one has ${length}`)
  })
})

test.each([
  // FIPS 180-4 examples, NIST CSRC: SHA256.pdf; and the empty message, NIST CAVP SHA256ShortMsg.rsp
  ['', 'E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855'],
  ['abc', 'BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD'],
  [
    'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
    '248D6A61D20638B8E5C026930C3E6039A33CE45964FF2167F6ECEDD419DB06C1',
  ],
])('SHA-256 of "%s"', async (text, digest) => {
  expect(toHex(await sha256(utf8(text)))).toBe(digest)
})

test('SHA-512 of "abc"', async () => {
  // FIPS 180-4 examples, NIST CSRC: SHA512.pdf
  const digest =
    'DDAF35A193617ABACC417349AE20413112E6FA4E89A97EA20A9EEEE64B55D39A2192992A274FC1A836BA3C23A3FEEBBD454D4423643CE80E2A9AC94FA54CA49F'
  expect(toHex(await sha512(utf8('abc')))).toBe(digest)
})

test('a generated pair belongs together and has 2048 bits', async () => {
  const pair = await generateRsaKeyPair()
  const publicKey = native.createPublicKey({ key: Buffer.from(pair.publicKey), format: 'der', type: 'spki' })
  expect(publicKey.asymmetricKeyDetails).toMatchObject({ modulusLength: 2048, publicExponent: 65537n })
  const signature = await sign(rsaSha256, await importPrivateKey(pair.privateKey, 'key', rsaSha256), utf8('message'))
  expect(native.verify('sha256', utf8('message'), publicKey, signature)).toBe(true)
})

test('results are plain Uint8Arrays', async () => {
  const key = await importPrivateKey(rsa2048.privateKey, 'key', rsaSha256)
  const results = [
    await sign(rsaSha256, key, utf8('x')),
    await sha256(utf8('x')),
    await sha512(utf8('x')),
    await hmacSha1(utf8('k'), utf8('x')),
    await hmacSha256(utf8('k'), utf8('x')),
    md5(utf8('x')),
    await encryptRsaOaep(await importPublicKey(rsa2048.certificate, 'key', rsaSha256), utf8('x')),
    await decryptRsaOaep(key, base64(oaep.ciphertext)),
    await encryptAesGcm(new Uint8Array(32), new Uint8Array(12), new Uint8Array(), utf8('x')),
    await encryptAesCbc(new Uint8Array(16), utf8('x')),
    encryptAesEcb(new Uint8Array(16), utf8('x')),
    decryptAesEcb(new Uint8Array(16), encryptAesEcb(new Uint8Array(16), utf8('x'))),
    fromBase64('Zg=='),
    ...Object.values(await generateRsaKeyPair()),
  ]
  for (const result of results) expect(Object.getPrototypeOf(result)).toBe(Uint8Array.prototype)
})

// RFC 2202, test cases 2 and 6: a short key, and one that is longer than a block.
test.each([
  [utf8('Jefe'), 'what do ya want for nothing?', 'EFFCDF6AE5EB2FA2D27416D5F184DF9C259A7C79'],
  [
    new Uint8Array(80).fill(0xaa),
    'Test Using Larger Than Block-Size Key - Hash Key First',
    'AA4AE5E15272D00E95705637CE8A3B55ED402112',
  ],
])('hmacSha1', async (key, text, digest) => {
  expect(toHex(await hmacSha1(key, utf8(text)))).toBe(digest)
})

test('constantTimeEqual', () => {
  expect(constantTimeEqual(utf8('abc'), utf8('abc'))).toBe(true)
  expect(constantTimeEqual(utf8(''), utf8(''))).toBe(true)
  expect(constantTimeEqual(utf8('abc'), utf8('abd'))).toBe(false)
  expect(constantTimeEqual(utf8('abc'), utf8('Abc'))).toBe(false)
  expect(constantTimeEqual(utf8('abc'), utf8('ab'))).toBe(false)
  expect(constantTimeEqual(utf8('ab'), utf8('abc'))).toBe(false)
  expect(constantTimeEqual(Uint8Array.of(1, 0), Uint8Array.of(1))).toBe(false)
  expect(constantTimeEqual(Uint8Array.of(), Uint8Array.of(0))).toBe(false)
})

function replaced(bytes: Uint8Array, index: number, value: number): Uint8Array {
  const copy = Uint8Array.from(bytes)
  copy[index] = value
  return copy
}

function cryptoKey(type: 'private' | 'public', extractable: boolean): Promise<CryptoKey> {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  const key = native.createPrivateKey(rsa2048.privateKey)
  return type === 'private'
    ? crypto.subtle.importKey('pkcs8', key.export({ format: 'der', type: 'pkcs8' }), algorithm, extractable, ['sign'])
    : crypto.subtle.importKey(
        'spki',
        native.createPublicKey(key).export({ format: 'der', type: 'spki' }),
        algorithm,
        extractable,
        ['verify'],
      )
}
