// Both implementations of `#crypto`, by published samples.
import { rsaSha256 } from '../../../src/crypto/algorithms.js'
import { vectors } from '../../vectors/alipay.js'
import { aesGcm, aesGcmEmpty, oaep, rsa2048, rsa4096 } from '../../vectors/crypto.js'
import type { Library } from '../library.js'
import { equal, fromBase64, text, thrown, toBase64, toHex, utf8 } from './check.js'
import type { Test } from './run.js'

type Crypto = Omit<Library['webCrypto'], 'fromBase64'>

export function cryptoTests(name: string, of: (library: Library) => Crypto | undefined): Test[] {
  const test = (what: string, run: (crypto: Crypto) => Promise<void>): Test => ({
    name: `${name} crypto ${what}`,
    run: async ({ library }) => run(of(library)!),
  })
  return [
    test('signs as published, with keys of 2048 and 4096 bits', async (crypto) => {
      const samples = [
        { privateKey: rsa2048.privateKey, message: rsa2048.message, signature: rsa2048.signature },
        { privateKey: rsa4096.privateKeyPkcs1, message: rsa4096.message, signature: rsa4096.signature },
        ...vectors
          .filter(({ kind }) => kind === 'v3-request-sign' || kind === 'v2-request-sign')
          .map(({ privateKeyPem, expected }) => ({
            privateKey: privateKeyPem!,
            message: expected.canonicalString,
            signature: expected.sign,
          })),
      ]
      for (const { privateKey, message, signature } of samples) {
        const key = await crypto.importPrivateKey(privateKey, 'key', rsaSha256)
        equal(toBase64(await crypto.sign(rsaSha256, key, utf8(message))), signature)
      }
    }),
    test('signs alike when many signatures are made at once', async (crypto) => {
      const key = await crypto.importPrivateKey(rsa2048.privateKey, 'key', rsaSha256)
      const made = Array.from({ length: 20 }, () => crypto.sign(rsaSha256, key, utf8(rsa2048.message)))
      equal([...new Set((await Promise.all(made)).map(toBase64))], [rsa2048.signature])
    }),
    test('verifies as published, and nothing else', async (crypto) => {
      const [key, other] = await Promise.all(
        [rsa2048.certificate, rsa2048.otherPublicKey].map((pem) => crypto.importPublicKey(pem, 'key', rsaSha256)),
      )
      const [message, signature] = [utf8(rsa2048.message), fromBase64(rsa2048.signature)]
      equal(await crypto.verify(rsaSha256, key!, signature, message), true)
      equal(await crypto.verify(rsaSha256, other!, signature, message), false)
      equal(await crypto.verify(rsaSha256, key!, signature, utf8(`${rsa2048.message} `)), false)
      for (const length of [0, 1, 255, 257]) {
        equal(await crypto.verify(rsaSha256, key!, new Uint8Array(length), message), false)
      }
    }),
    test('takes keys as PEM, DER, JWK and CryptoKey', async (crypto) => {
      const der = fromBase64(rsa2048.privateKey.replace(/-----.*-----|\s/g, ''))
      const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
      const { subtle } = globalThis.crypto
      const [kept, shown] = await Promise.all(
        [false, true].map((extractable) => subtle.importKey('pkcs8', der, algorithm, extractable, ['sign'])),
      )
      const jwk = await subtle.exportKey('jwk', shown!)
      for (const input of [rsa2048.privateKey, der, jwk, shown!, kept!]) {
        const key = await crypto.importPrivateKey(input, 'key', rsaSha256)
        equal(toBase64(await crypto.sign(rsaSha256, key, utf8(rsa2048.message))), rsa2048.signature)
      }
    }),
    test('decrypts and encrypts RSA-OAEP', async (crypto) => {
      const privateKey = await crypto.importPrivateKey(rsa2048.privateKey, 'key', rsaSha256)
      const publicKey = await crypto.importPublicKey(rsa2048.certificate, 'key', rsaSha256)
      const ciphertext = fromBase64(oaep.ciphertext)
      equal(text(await crypto.decryptRsaOaep(privateKey, ciphertext)), oaep.plaintext)
      const own = await crypto.encryptRsaOaep(publicKey, utf8('张三'))
      equal(text(await crypto.decryptRsaOaep(privateKey, own)), '张三')
      ciphertext[9]! ^= 1
      equal((await thrown(crypto.decryptRsaOaep(privateKey, ciphertext))).message.slice(0, 8), 'RSA-OAEP')
    }),
    test('encrypts and decrypts AES-256-GCM as published', async (crypto) => {
      for (const sample of [aesGcm, aesGcmEmpty]) {
        const given = [utf8(sample.key), utf8(sample.nonce), utf8(sample.additionalData)] as const
        const ciphertext = fromBase64(sample.ciphertext)
        equal(toBase64(await crypto.encryptAesGcm(...given, utf8(sample.plaintext))), sample.ciphertext)
        equal(text(await crypto.decryptAesGcm(...given, ciphertext)), sample.plaintext)
        ciphertext[0]! ^= 1
        await thrown(crypto.decryptAesGcm(...given, ciphertext))
      }
    }),
    test('encrypts and decrypts AES-128-CBC as published', async (crypto) => {
      for (const { input, expected } of vectors.filter(({ kind }) => kind === 'aes-cbc-zero-iv')) {
        const key = fromBase64(input.aesKeyBase64)
        equal(toBase64(await crypto.encryptAesCbc(key, utf8(input.plainText))), expected.cipherTextBase64)
        equal(text(await crypto.decryptAesCbc(key, fromBase64(expected.cipherTextBase64))), input.plainText)
      }
    }),
    test('hashes as the standards say', async (crypto) => {
      // RFC 1321 A.5, FIPS 180-4 (NIST CSRC, SHA256.pdf), RFC 4231 test case 2
      equal(toHex(crypto.md5(utf8('abc'))), '900150983cd24fb0d6963f7d28e17f72')
      const sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
      equal(toHex(await crypto.sha256(utf8('abc'))), sha256)
      const hmac = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'
      equal(toHex(await crypto.hmacSha256(utf8('Jefe'), utf8('what do ya want for nothing?'))), hmac)
      const older = 'effcdf6ae5eb2fa2d27416d5f184df9c259a7c79'
      equal(toHex(await crypto.hmacSha1(utf8('Jefe'), utf8('what do ya want for nothing?'))), older)
    }),
    test('generates key pairs that belong together', async (crypto) => {
      const pair = await crypto.generateRsaKeyPair()
      const privateKey = await crypto.importPrivateKey(pair.privateKey, 'key', rsaSha256)
      const publicKey = await crypto.importPublicKey(pair.publicKey, 'key', rsaSha256)
      const signature = await crypto.sign(rsaSha256, privateKey, utf8('message'))
      equal(signature.length, 256)
      equal(await crypto.verify(rsaSha256, publicKey, signature, utf8('message')), true)
    }),
  ]
}
