// Node's key objects, which are faster than WebCrypto: verification need not leave the thread. The contract is that of web.ts.
import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  KeyObject,
  privateDecrypt,
  publicEncrypt,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto'
// Imported, because tests often fake the global one.
import { setImmediate } from 'node:timers'
import { promisify } from 'node:util'
import { blockLength, notDecrypted, requireAesCbcKey, requireAesKey, tagLength } from './aes.js'
import { concat } from './bytes.js'
import type { BinaryLike, KeyInput, PrivateKey, PublicKey } from './contract.js'
import { importing, readKey } from './key.js'
import { conceal, reveal } from './opaque.js'
import { toPkcs8 } from './private-key.js'
import { toSpki } from './public-key.js'
import { requireCryptoKey } from './rsa.js'

/** Imports a private RSA key of at least 2048 bits. `wanted` names it in the `ConfigError` that refuses any other. */
export async function importPrivateKey(input: KeyInput, wanted: string): Promise<PrivateKey> {
  return importing(wanted, () => {
    const reading = readKey(input, 'PRIVATE KEY')
    if (reading.form === 'cryptoKey') {
      requireCryptoKey(reading.key, 'private', wanted)
      return conceal('private', KeyObject.from(reading.key))
    }
    return conceal('private', createPrivateKey({ key: buffer(toPkcs8(reading, wanted)), format: 'der', type: 'pkcs8' }))
  })
}

/** Imports a public RSA key of at least 2048 bits; of a certificate, its key. `wanted` as in {@link importPrivateKey}. */
export async function importPublicKey(input: KeyInput, wanted: string): Promise<PublicKey> {
  return importing(wanted, () => {
    const reading = readKey(input)
    if (reading.form === 'cryptoKey') {
      requireCryptoKey(reading.key, 'public', wanted)
      return conceal('public', KeyObject.from(reading.key))
    }
    return conceal('public', createPublicKey({ key: buffer(toSpki(reading, wanted)), format: 'der', type: 'spki' }))
  })
}

const signOnThreadPool = promisify(sign)
let signaturesInFlight = 0

/**
 * RSASSA-PKCS1-v1_5 with SHA-256.
 *
 * Made in the calling thread if it is the only one in this turn of the event loop: the hop would cost more than it gains.
 * With others in flight it goes to the thread pool, or a busy server would stand still for half a millisecond each time.
 */
export async function signRsaSha256(key: PrivateKey, message: Uint8Array): Promise<Uint8Array> {
  const material = reveal<KeyObject>(key)
  if (signaturesInFlight++ === 0) {
    setImmediate(() => signaturesInFlight--)
    return plain(sign('sha256', message, material))
  }
  try {
    return plain(await signOnThreadPool('sha256', message, material))
  } finally {
    signaturesInFlight--
  }
}

/** RSASSA-PKCS1-v1_5 with SHA-256 over the parts of a message. A malformed signature is `false`, never an error. */
export async function verifyRsaSha256(
  key: PublicKey,
  signature: Uint8Array,
  ...message: readonly BinaryLike[]
): Promise<boolean> {
  return verify('sha256', Buffer.concat(message.map(binary)), reveal<KeyObject>(key), signature)
}

/** RSAES-OAEP with SHA-1 and MGF1-SHA-1: at most 214 bytes for a 2048-bit key. */
export async function encryptRsaOaep(key: PublicKey, plaintext: Uint8Array): Promise<Uint8Array> {
  return plain(publicEncrypt({ key: reveal<KeyObject>(key), ...oaep }, plaintext))
}

/** The opposite of {@link encryptRsaOaep}. Throws an `Error` if it does not decrypt. */
export async function decryptRsaOaep(key: PrivateKey, ciphertext: Uint8Array): Promise<Uint8Array> {
  try {
    return plain(privateDecrypt({ key: reveal<KeyObject>(key), ...oaep }, ciphertext))
  } catch {
    throw notDecrypted('RSA-OAEP')
  }
}

const oaep = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' }

/** AES-256-GCM; the result is ciphertext and 16-byte tag. */
export async function encryptAesGcm(
  key: Uint8Array,
  nonce: BinaryLike,
  additionalData: BinaryLike,
  plaintext: Uint8Array,
): Promise<Uint8Array> {
  requireAesKey(key)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(binary(additionalData))
  return concat(cipher.update(plaintext), cipher.final(), cipher.getAuthTag())
}

/** The opposite of {@link encryptAesGcm}. Throws an `Error` if the tag does not match. */
export async function decryptAesGcm(
  key: Uint8Array,
  nonce: BinaryLike,
  additionalData: BinaryLike,
  ciphertext: Uint8Array,
): Promise<Uint8Array> {
  requireAesKey(key)
  const end = ciphertext.length - tagLength
  try {
    // With its length given, a shorter tag is refused.
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength })
    decipher.setAAD(binary(additionalData)).setAuthTag(ciphertext.subarray(end))
    const plaintext = decipher.update(ciphertext.subarray(0, end))
    // Checks the tag; a stream cipher has no bytes left to give here.
    decipher.final()
    return plain(plaintext)
  } catch {
    throw notDecrypted('AES-256-GCM')
  }
}

/** AES-128-CBC with PKCS#7 padding and an initial vector of zeros, as Alipay encrypts content. */
export async function encryptAesCbc(key: Uint8Array, plaintext: Uint8Array): Promise<Uint8Array> {
  requireAesCbcKey(key)
  const cipher = createCipheriv('aes-128-cbc', key, new Uint8Array(blockLength))
  return concat(cipher.update(plaintext), cipher.final())
}

/** The opposite of {@link encryptAesCbc}. Throws an `Error` if it does not decrypt. */
export async function decryptAesCbc(key: Uint8Array, ciphertext: Uint8Array): Promise<Uint8Array> {
  requireAesCbcKey(key)
  try {
    const decipher = createDecipheriv('aes-128-cbc', key, new Uint8Array(blockLength))
    return concat(decipher.update(ciphertext), decipher.final())
  } catch {
    throw notDecrypted('AES-128-CBC')
  }
}

/** For names that a protocol derives by MD5; nothing is protected by it. */
export function md5(bytes: Uint8Array): Uint8Array {
  return plain(createHash('md5').update(bytes).digest())
}

export async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  return plain(createHash('sha256').update(bytes).digest())
}

/** HMAC with SHA-256; the key may have any length but zero. */
export async function hmacSha256(key: Uint8Array, bytes: Uint8Array): Promise<Uint8Array> {
  return plain(createHmac('sha256', key).update(bytes).digest())
}

/** Standard base64 with padding, in one line. */
export function toBase64(bytes: Uint8Array): string {
  return buffer(bytes).toString('base64')
}

/** Strict: `undefined` for blanks, the URL alphabet, missing padding, stray bits at the end, and any junk. */
export function fromBase64(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, 'base64')
  // Buffer skips what it does not know; only the one canonical text comes back the same.
  return bytes.toString('base64') === text ? plain(bytes) : undefined
}

/** A fresh 2048-bit pair: PKCS#8 and SPKI, DER. Generated on the thread pool. */
export async function generateRsaKeyPair(): Promise<{ privateKey: Uint8Array; publicKey: Uint8Array }> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { format: 'der', type: 'pkcs8' },
    publicKeyEncoding: { format: 'der', type: 'spki' },
  })
  return { privateKey: plain(privateKey), publicKey: plain(publicKey) }
}

/** Whether two byte strings are equal, in a time that depends on their length only. */
export function constantTimeEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}

function buffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
}

function binary(content: BinaryLike): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : content
}

/**
 * A Buffer differs from a Uint8Array in `slice`, in `toJSON` and in how it prints: hand out none. The memory stays: that
 * of a small Buffer is cut from a larger piece, which is several times cheaper than a piece of its own.
 */
function plain(bytes: Buffer): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
}
