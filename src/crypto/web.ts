// WebCrypto only: browsers, Workers, and every other runtime that is not Node. The contract is that of node.ts.
import { md5 as hashMd5 } from '@noble/hashes/legacy.js'
import { configError } from '../core/errors.js'
import { blockLength, notDecrypted, requireAesCbcKey, requireAesKey, tagLength } from './aes.js'
import { type Bytes, concat, utf8 } from './bytes.js'
import type { BinaryLike, KeyInput, PrivateKey, PublicKey } from './contract.js'
import { importing, readKey } from './key.js'
import { conceal, reveal } from './opaque.js'
import { toPkcs8 } from './private-key.js'
import { toSpki } from './public-key.js'
import { requireCryptoKey } from './rsa.js'

export { fromBase64, toBase64 } from './base64.js'

/** A WebCrypto key is bound to one algorithm; `der` is kept to import a second one when encryption is first asked for. */
type Material = { signing: CryptoKey; der?: Bytes; oaep?: Promise<CryptoKey> }

const rsaSha256 = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
const rsaOaep = { name: 'RSA-OAEP', hash: 'SHA-1' }

/** Imports a private RSA key of at least 2048 bits. `wanted` names it in the `ConfigError` that refuses any other. */
export async function importPrivateKey(input: KeyInput, wanted: string): Promise<PrivateKey> {
  return importing(wanted, async () => {
    const reading = readKey(input, 'PRIVATE KEY')
    if (reading.form === 'cryptoKey') {
      requireCryptoKey(reading.key, 'private', wanted)
      return conceal('private', { signing: reading.key } satisfies Material)
    }
    const der = toPkcs8(reading, wanted)
    const signing = await subtle().importKey('pkcs8', der, rsaSha256, false, ['sign'])
    return conceal('private', { signing, der } satisfies Material)
  })
}

/** Imports a public RSA key of at least 2048 bits; of a certificate, its key. `wanted` as in {@link importPrivateKey}. */
export async function importPublicKey(input: KeyInput, wanted: string): Promise<PublicKey> {
  return importing(wanted, async () => {
    const reading = readKey(input)
    if (reading.form === 'cryptoKey') {
      requireCryptoKey(reading.key, 'public', wanted)
      return conceal('public', { signing: reading.key } satisfies Material)
    }
    const der = toSpki(reading, wanted)
    const signing = await subtle().importKey('spki', der, rsaSha256, false, ['verify'])
    return conceal('public', { signing, der } satisfies Material)
  })
}

/** RSASSA-PKCS1-v1_5 with SHA-256. */
export async function signRsaSha256(key: PrivateKey, message: Uint8Array): Promise<Uint8Array> {
  const { signing } = reveal<Material>(key)
  return new Uint8Array(await subtle().sign(rsaSha256, signing, message as Bytes))
}

/** RSASSA-PKCS1-v1_5 with SHA-256 over the parts of a message. A malformed signature is `false`, never an error. */
export async function verifyRsaSha256(
  key: PublicKey,
  signature: Uint8Array,
  ...message: readonly BinaryLike[]
): Promise<boolean> {
  const { signing } = reveal<Material>(key)
  return subtle().verify(rsaSha256, signing, signature as Bytes, concat(...message.map(binary)))
}

/** RSAES-OAEP with SHA-1 and MGF1-SHA-1: at most 214 bytes for a 2048-bit key. */
export async function encryptRsaOaep(key: PublicKey, plaintext: Uint8Array): Promise<Uint8Array> {
  const material = reveal<Material>(key)
  material.oaep ??= importOaep(material, 'spki', 'encrypt')
  return new Uint8Array(await subtle().encrypt(rsaOaep, await material.oaep, plaintext as Bytes))
}

/** The opposite of {@link encryptRsaOaep}. Throws an `Error` if it does not decrypt. */
export async function decryptRsaOaep(key: PrivateKey, ciphertext: Uint8Array): Promise<Uint8Array> {
  const material = reveal<Material>(key)
  material.oaep ??= importOaep(material, 'pkcs8', 'decrypt')
  const oaep = await material.oaep
  try {
    return new Uint8Array(await subtle().decrypt(rsaOaep, oaep, ciphertext as Bytes))
  } catch {
    throw notDecrypted('RSA-OAEP')
  }
}

async function importOaep(material: Material, format: 'spki' | 'pkcs8', usage: KeyUsage): Promise<CryptoKey> {
  const { signing } = material
  if (!material.der && !signing.extractable) {
    throw configError(
      'This CryptoKey can only sign or verify, and here RSA-OAEP is needed too.',
      'Give the key as PEM text, or as an extractable CryptoKey.',
    )
  }
  const der = material.der ?? (await subtle().exportKey(format, signing))
  const oaep = await subtle().importKey(format, der, rsaOaep, false, [usage])
  delete material.der
  return oaep
}

/** AES-256-GCM; the result is ciphertext and 16-byte tag. */
export async function encryptAesGcm(
  key: Uint8Array,
  nonce: BinaryLike,
  additionalData: BinaryLike,
  plaintext: Uint8Array,
): Promise<Uint8Array> {
  const aes = await importAes(key, 'encrypt')
  return new Uint8Array(await subtle().encrypt(aesGcm(nonce, additionalData), aes, plaintext as Bytes))
}

/** The opposite of {@link encryptAesGcm}. Throws an `Error` if the tag does not match. */
export async function decryptAesGcm(
  key: Uint8Array,
  nonce: BinaryLike,
  additionalData: BinaryLike,
  ciphertext: Uint8Array,
): Promise<Uint8Array> {
  const aes = await importAes(key, 'decrypt')
  try {
    return new Uint8Array(await subtle().decrypt(aesGcm(nonce, additionalData), aes, ciphertext as Bytes))
  } catch {
    throw notDecrypted('AES-256-GCM')
  }
}

function importAes(key: Uint8Array, usage: KeyUsage): Promise<CryptoKey> {
  requireAesKey(key)
  return subtle().importKey('raw', key as Bytes, 'AES-GCM', false, [usage])
}

function aesGcm(nonce: BinaryLike, additionalData: BinaryLike): AesGcmParams {
  return { name: 'AES-GCM', iv: binary(nonce), additionalData: binary(additionalData), tagLength: tagLength * 8 }
}

function binary(content: BinaryLike): Bytes {
  return typeof content === 'string' ? utf8(content) : (content as Bytes)
}

/** AES-128-CBC with PKCS#7 padding and an initial vector of zeros, as Alipay encrypts content. */
export async function encryptAesCbc(key: Uint8Array, plaintext: Uint8Array): Promise<Uint8Array> {
  const aes = await importAesCbc(key, 'encrypt')
  return new Uint8Array(await subtle().encrypt(aesCbc(), aes, plaintext as Bytes))
}

/** The opposite of {@link encryptAesCbc}. Throws an `Error` if it does not decrypt. */
export async function decryptAesCbc(key: Uint8Array, ciphertext: Uint8Array): Promise<Uint8Array> {
  const aes = await importAesCbc(key, 'decrypt')
  try {
    return new Uint8Array(await subtle().decrypt(aesCbc(), aes, ciphertext as Bytes))
  } catch {
    throw notDecrypted('AES-128-CBC')
  }
}

function importAesCbc(key: Uint8Array, usage: KeyUsage): Promise<CryptoKey> {
  requireAesCbcKey(key)
  return subtle().importKey('raw', key as Bytes, 'AES-CBC', false, [usage])
}

const aesCbc = () => ({ name: 'AES-CBC', iv: new Uint8Array(blockLength) })

/** For names that a protocol derives by MD5; nothing is protected by it. WebCrypto has no MD5. */
export function md5(bytes: Uint8Array): Uint8Array {
  return hashMd5(bytes)
}

export async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await subtle().digest('SHA-256', bytes as Bytes))
}

/** HMAC with SHA-256; the key may have any length but zero. */
export async function hmacSha256(key: Uint8Array, bytes: Uint8Array): Promise<Uint8Array> {
  const imported = await subtle().importKey('raw', key as Bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  return new Uint8Array(await subtle().sign('HMAC', imported, bytes as Bytes))
}

/** A fresh 2048-bit pair: PKCS#8 and SPKI, DER. */
export async function generateRsaKeyPair(): Promise<{ privateKey: Uint8Array; publicKey: Uint8Array }> {
  const algorithm = { ...rsaSha256, modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) }
  const pair = await subtle().generateKey(algorithm, true, ['sign', 'verify'])
  return {
    privateKey: new Uint8Array(await subtle().exportKey('pkcs8', pair.privateKey)),
    publicKey: new Uint8Array(await subtle().exportKey('spki', pair.publicKey)),
  }
}

/** Whether two byte strings are equal, in a time that depends on their length only. */
export function constantTimeEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  let difference = 0
  for (let index = 0; index < a.length; index++) difference |= a[index]! ^ b[index]!
  return difference === 0
}

function subtle(): SubtleCrypto {
  const found = globalThis.crypto?.subtle
  if (found) return found
  throw configError('This page has no WebCrypto (crypto.subtle).', 'Browsers offer it on https and on localhost only.')
}
