import * as native from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  decryptRsaOaep,
  decryptRsaPkcs1,
  encryptRsaPkcs1,
  importPrivateKey,
  importPublicKey,
  sha1,
  unwrapRsaPkcs1,
} from '#crypto'
import { rsaSha256 } from '../../src/crypto/algorithms.js'
import { fromUtf8, toHex, utf8 } from '../../src/crypto/bytes.js'
import { unwrapRsaPkcs1 as ofNode } from '../../src/crypto/node/rsa-pkcs1.js'
import { isKeyProblem } from '../../src/crypto/refused.js'
import { decryptWith, encryptWith } from '../support/openssl.js'
import { oaep, rsa2048 } from '../vectors/crypto.js'
import { vectors } from '../vectors/unionpay/samples.js'

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'))
const padding = native.constants.RSA_PKCS1_PADDING
const privateKey = (input: Parameters<typeof importPrivateKey>[0] = rsa2048.privateKey) =>
  importPrivateKey(input, 'key', rsaSha256)
const publicKey = () => importPublicKey(rsa2048.certificate, 'key', rsaSha256)
/** This file runs with both cryptos. */
const onNode = unwrapRsaPkcs1 === ofNode
const refusal = new Error('RSAES-PKCS1-v1_5: the ciphertext is damaged, or it was made for another key')
const cryptoKey = (extractable: boolean) =>
  crypto.subtle.importKey(
    'pkcs8',
    native.createPrivateKey(rsa2048.privateKey).export({ format: 'der', type: 'pkcs8' }),
    { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
    extractable,
    ['sign'],
  )

/** What this block is under the public key, whatever stands in it. */
const sealed = (block: Uint8Array) =>
  new Uint8Array(native.publicEncrypt({ key: rsa2048.certificate, padding: native.constants.RSA_NO_PADDING }, block))
const blockOf = (start: number[], ...behind: number[]) => {
  const block = new Uint8Array(256).fill(7)
  block.set(start)
  if (behind.length) block.set(behind, 256 - behind.length)
  return block
}

describe('RSAES-PKCS1-v1_5', () => {
  const published = vectors.flatMap(({ name, input, expected, keys }) => {
    const accNo = input.params?.accNo ?? /accNo=([^&]+)/.exec(input.rawBody ?? '')?.[1]
    return expected.accNoDecrypted && accNo
      ? [{ name, accNo, key: keys.decryptKey!, plaintext: expected.accNoDecrypted }]
      : []
  })

  test('the samples hold two encrypted card numbers', () => expect(published).toHaveLength(2))

  test.each(published)('decrypts the published card number of $name', async ({ accNo, key, plaintext }) => {
    expect(fromUtf8(await decryptRsaPkcs1(await privateKey(key), bytes(accNo)))).toBe(plaintext)
  })

  test.each([0, 1, 19, 244, 245])('%i bytes go there and back, by Node and by openssl', async (length) => {
    const plaintext = new Uint8Array(length).map((_, index) => index % 251)
    const own = await encryptRsaPkcs1(await publicKey(), plaintext)
    expect(
      Buffer.from(decryptWith(rsa2048.privateKey, Buffer.from(own).toString('base64'), 'binary'), 'binary'),
    ).toEqual(Buffer.from(plaintext))
    const key = await privateKey()
    const theirs = [
      native.publicEncrypt({ key: rsa2048.certificate, padding }, plaintext),
      encryptWith(rsa2048.certificate, plaintext),
    ]
    for (const ciphertext of [own, ...theirs]) expect(await decryptRsaPkcs1(key, ciphertext)).toEqual(plaintext)
  })

  test('246 bytes are too many for 2048 bits', async () => {
    await expect(encryptRsaPkcs1(await publicKey(), new Uint8Array(246))).rejects.toThrow()
  })

  test('no two ciphertexts are the same, and no padding has a zero in it', async () => {
    const [one, other] = [
      await encryptRsaPkcs1(await publicKey(), utf8('x')),
      await encryptRsaPkcs1(await publicKey(), utf8('x')),
    ]
    expect(one).not.toEqual(other)
    for (const ciphertext of [one, other]) {
      const options = { key: rsa2048.privateKey, padding: native.constants.RSA_NO_PADDING }
      const block = native.privateDecrypt(options, ciphertext)
      expect([...block.subarray(0, 2), ...block.subarray(-2)]).toEqual([0, 2, 0, 0x78])
      expect(block.subarray(2, -2)).not.toContain(0)
    }
  })

  test('eight bytes of padding are enough, and a plaintext may have zeros', async () => {
    const key = await privateKey()
    const least = blockOf([0, 2, 7, 7, 7, 7, 7, 7, 7, 7, 0, 0])
    expect(await decryptRsaPkcs1(key, sealed(least))).toEqual(least.slice(11))
  })

  const damaged = bytes(published[0]!.accNo)
  const wrong: [string, Uint8Array][] = [
    ['another first byte', sealed(blockOf([1, 2], 0, 5))],
    ['a block of a signature', sealed(blockOf([0, 1], 0, 5))],
    ['a padding of seven bytes', sealed(blockOf([0, 2, 7, 7, 7, 7, 7, 7, 7, 0]))],
    ['no padding', sealed(blockOf([0, 2, 0]))],
    ['no end of the padding', sealed(blockOf([0, 2]))],
    ['nothing but zeros', sealed(new Uint8Array(256))],
    ['what was made for another key', damaged],
    ['a number over the modulus', new Uint8Array(256).fill(255)],
    ['a byte too few', damaged.subarray(1)],
    ['a byte too many', Uint8Array.of(0, ...damaged)],
    ['nothing', new Uint8Array()],
    ['OAEP', bytes(oaep.ciphertext)],
  ]
  test.each(wrong)('one error that says no more: %s', async (_, ciphertext) => {
    const error = await decryptRsaPkcs1(await privateKey(), ciphertext).catch((caught) => caught)
    expect(error).toEqual(refusal)
    expect(error.cause).toBeUndefined()
  })

  describe.runIf(onNode)('unwraps a key', () => {
    const wrapped = Uint8Array.from({ length: 16 }, (_, at) => at * 16)

    test('that Node and openssl have wrapped', async () => {
      for (const ciphertext of [
        native.publicEncrypt({ key: rsa2048.certificate, padding }, wrapped),
        encryptWith(rsa2048.certificate, wrapped),
        await encryptRsaPkcs1(await publicKey(), wrapped),
      ])
        expect(await unwrapRsaPkcs1(await privateKey(), ciphertext, 16)).toEqual(wrapped)
    })

    const start = (...at: [number, number][]) => {
      const block = blockOf([0, 2], 0, ...wrapped)
      for (const [index, byte] of at) block[index] = byte
      return sealed(block)
    }
    test('in the one block that is right, and in none beside it', async () => {
      const key = await privateKey()
      expect(await unwrapRsaPkcs1(key, start(), 16)).toEqual(wrapped)
      expect(await unwrapRsaPkcs1(key, start([2, 1], [238, 255]), 16)).toEqual(wrapped)
      const beside = [start([0, 1]), start([1, 0]), start([1, 3]), start([1, 130]), start([239, 1]), start([239, 128])]
      const zeros = Array.from({ length: 237 }, (_, at) => start([at + 2, 0]))
      for (const ciphertext of [...beside, ...zeros])
        expect(await unwrapRsaPkcs1(key, ciphertext, 16)).not.toEqual(wrapped)
    })

    test.each([
      ...wrong,
      ['a key of fifteen bytes', sealed(blockOf([0, 2], 0, ...wrapped.subarray(1)))],
      ['a key of seventeen bytes', sealed(blockOf([0, 2], 0, 5, ...wrapped))],
    ] as [string, Uint8Array][])('that nobody wrapped, without a word: %s', async (_, ciphertext) => {
      const key = await unwrapRsaPkcs1(await privateKey(), ciphertext, 16)
      expect(key).toHaveLength(16)
      // A text that may be asked for twice must not tell by two answers.
      expect(await unwrapRsaPkcs1(await privateKey(), ciphertext, 16)).toEqual(key)
      const pkcs8 = native.createPrivateKey(rsa2048.privateKey).export({ format: 'der', type: 'pkcs8' })
      const digest = native.createHmac('sha256', pkcs8).update(ciphertext).digest()
      expect(toHex(key)).toBe(toHex(digest.subarray(0, 16)))
    })
  })

  test.skipIf(onNode)('unwraps no key by BigInts', async () => {
    const refused = await unwrapRsaPkcs1(await privateKey(), damaged, 16).catch((error) => error)
    expect(isKeyProblem(refused) && refused.message).toMatch(/WebCrypto has no RSAES-PKCS1-v1_5/)
  })

  test('after OAEP, and with an extractable CryptoKey', async () => {
    const ciphertext = native.publicEncrypt({ key: rsa2048.certificate, padding }, utf8('x'))
    const key = await privateKey()
    expect(fromUtf8(await decryptRsaOaep(key, bytes(oaep.ciphertext)))).toBe(oaep.plaintext)
    expect(await decryptRsaPkcs1(key, ciphertext)).toEqual(utf8('x'))
    expect(await decryptRsaPkcs1(await privateKey(await cryptoKey(true)), ciphertext)).toEqual(utf8('x'))
  })

  test('a CryptoKey that cannot leave WebCrypto either decrypts or says why not', async () => {
    const ciphertext = native.publicEncrypt({ key: rsa2048.certificate, padding }, utf8('x'))
    const result = await decryptRsaPkcs1(await privateKey(await cryptoKey(false)), ciphertext).catch((error) => error)
    if (result instanceof Uint8Array) expect(result).toEqual(utf8('x'))
    else expect(isKeyProblem(result) && result.message).toMatch(/RSAES-PKCS1-v1_5 is needed/)
  })

  test('results are plain Uint8Arrays', async () => {
    const ciphertext = await encryptRsaPkcs1(await publicKey(), utf8('x'))
    for (const result of [ciphertext, await decryptRsaPkcs1(await privateKey(), ciphertext), await sha1(utf8('x'))])
      expect(Object.getPrototypeOf(result)).toBe(Uint8Array.prototype)
  })
})

test.each([
  // FIPS 180-4 examples, NIST CSRC: SHA1.pdf; and the empty message, NIST CAVP SHA1ShortMsg.rsp
  ['', 'DA39A3EE5E6B4B0D3255BFEF95601890AFD80709'],
  ['abc', 'A9993E364706816ABA3E25717850C26C9CD0D89D'],
  ['abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq', '84983E441C3BD26EBAAE4AA1F95129E5E54670F1'],
])('SHA-1 of "%s"', async (text, digest) => {
  expect(toHex(await sha1(utf8(text)))).toBe(digest)
})
