import { notDecrypted } from '../aes.js'
import { type Bytes, concat } from '../bytes.js'
import type { Crypto, PrivateKey, PublicKey } from '../contract.js'
import { reveal } from '../opaque.js'
import { paddingLength, unpad } from '../pkcs1.js'
import { keyProblem } from '../refused.js'
import { decryptRaw, encryptRaw } from '../rsa-raw.js'
import type { Material } from './keys.js'
import { subtle } from './subtle.js'

export const encryptRsaPkcs1: Crypto['encryptRsaPkcs1'] = async (key, plaintext) =>
  encryptRaw(await derOf(key, 'spki'), (length) => {
    const missing = length - paddingLength - plaintext.length
    if (missing < 0) throw new RangeError(`RSAES-PKCS1-v1_5 takes at most ${length - paddingLength} bytes.`)
    return concat(Uint8Array.of(0, 2), withoutZeros(missing + 8), Uint8Array.of(0), plaintext)
  })

export const decryptRsaPkcs1: Crypto['decryptRsaPkcs1'] = async (key, ciphertext) => {
  const block = decryptRaw(await derOf(key, 'pkcs8'), ciphertext, random)
  if (!block) throw notDecrypted('RSAES-PKCS1-v1_5')
  return unpad(block)
}

export const unwrapRsaPkcs1: Crypto['unwrapRsaPkcs1'] = async () => {
  throw keyProblem(
    'WebCrypto has no RSAES-PKCS1-v1_5, and what else could be used here would tell by its time how the padding is.',
    'Receive on Node, Deno or Bun, or give the account a signer that decrypts.',
  )
}

const random = (length: number): Bytes => globalThis.crypto.getRandomValues(new Uint8Array(length))

function withoutZeros(length: number): Bytes {
  const bytes = random(length)
  for (let at = 0; at < length; at += 1) while (bytes[at] === 0) bytes[at] = random(1)[0]!
  return bytes
}

async function derOf(key: PrivateKey | PublicKey, format: 'spki' | 'pkcs8'): Promise<Uint8Array> {
  const { der, signing } = reveal<Material>(key)
  if (der) return der
  if (signing.extractable) return new Uint8Array(await subtle().exportKey(format, signing))
  throw keyProblem(
    'This CryptoKey can only sign or verify, and here RSAES-PKCS1-v1_5 is needed too.',
    'Give the key as PEM text, or as an extractable CryptoKey.',
  )
}
