import { constantTimeEqual } from '#crypto'
import { tagLength } from '../crypto/aes.js'
import { concat, utf8 } from '../crypto/bytes.js'
import type { BinaryLike } from '../crypto/contract.js'
import { mustHaveLength, notDecrypted } from './checks.js'
import { ghash } from './ghash.js'
import { blockLength } from './sm4-block.js'
import { ctr, ecb, xor } from './sm4-modes.js'

/** What its counter leaves room for; GCM's other way, to hash a nonce, is asked for by no gateway. */
const nonceLength = 12

/**
 * SM4-GCM; the result is ciphertext and 16-byte tag. The same nonce twice under one key gives the key of the tag away.
 *
 * @param key 16 bytes.
 * @param nonce 12 bytes; a text for its UTF-8 bytes.
 * @throws `PARAMETERS_INVALID` for a key or a nonce of another length.
 * @see https://www.rfc-editor.org/rfc/rfc8998#section-2 AEAD_SM4_GCM
 * @example
 * const sealed = encryptSm4Gcm(key, crypto.getRandomValues(new Uint8Array(12)), 'certificate', plaintext)
 */
export function encryptSm4Gcm(
  key: Uint8Array,
  nonce: BinaryLike,
  additionalData: BinaryLike,
  plaintext: Uint8Array,
): Uint8Array {
  mustHaveLength('encryptSm4Gcm', 'key', key, blockLength)
  const iv = binary(nonce)
  mustHaveLength('encryptSm4Gcm', 'nonce', iv, nonceLength)
  const ciphertext = ctr(key, counter(iv, 2), plaintext)
  return concat(ciphertext, tagOf(key, iv, binary(additionalData), ciphertext))
}

/**
 * The opposite of {@link encryptSm4Gcm}. The tag is checked before anything is decrypted.
 *
 * @throws `DECRYPTION_FAILED`, the same for whatever does not decrypt; `PARAMETERS_INVALID` for a key that has not 16 bytes.
 * @example
 * const plaintext = decryptSm4Gcm(key, nonce, 'certificate', sealed)
 */
export function decryptSm4Gcm(
  key: Uint8Array,
  nonce: BinaryLike,
  additionalData: BinaryLike,
  sealed: Uint8Array,
): Uint8Array {
  mustHaveLength('decryptSm4Gcm', 'key', key, blockLength)
  const iv = binary(nonce)
  if (iv.length !== nonceLength || sealed.length < tagLength) throw notDecrypted('decryptSm4Gcm')
  const ciphertext = sealed.subarray(0, -tagLength)
  const tag = tagOf(key, iv, binary(additionalData), ciphertext)
  if (!constantTimeEqual(tag, sealed.subarray(-tagLength))) throw notDecrypted('decryptSm4Gcm')
  return ctr(key, counter(iv, 2), ciphertext)
}

function tagOf(key: Uint8Array, iv: Uint8Array, additionalData: Uint8Array, ciphertext: Uint8Array): Uint8Array {
  const h = ecb(key, true, new Uint8Array(blockLength))
  return xor(ghash(h, additionalData, ciphertext), ecb(key, true, counter(iv, 1)))
}

/** The first one masks the tag, those that follow the text (NIST SP 800-38D, section 7.1). */
const counter = (iv: Uint8Array, number: number) => concat(iv, Uint8Array.of(0, 0, 0, number))

const binary = (content: BinaryLike): Uint8Array => (typeof content === 'string' ? utf8(content) : content)
