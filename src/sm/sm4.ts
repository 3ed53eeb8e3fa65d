import { concat } from '../crypto/bytes.js'
import { mustHaveLength, notDecrypted } from './checks.js'
import { blockLength } from './sm4-block.js'
import { cbc, ecb } from './sm4-modes.js'

// Neither mode tells whether somebody has changed the ciphertext: use them only inside what is signed, as the gateways do.

/**
 * SM4 in ECB mode (国密 SM4), with PKCS#7 padding. Equal blocks stay equal: for a wire that asks for it.
 *
 * @param key 16 bytes.
 * @throws `PARAMETERS_INVALID` for a key of another length.
 * @see https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=7803DE42D3BC5E80B0C3E5D8E873D56A GB/T 32907-2016
 * @example
 * const ciphertext = encryptSm4Ecb(key, new TextEncoder().encode(JSON.stringify(body)))
 */
export function encryptSm4Ecb(key: Uint8Array, plaintext: Uint8Array): Uint8Array {
  mustHaveLength('encryptSm4Ecb', 'key', key, blockLength)
  return ecb(key, true, padded(plaintext))
}

/**
 * The opposite of {@link encryptSm4Ecb}.
 *
 * @throws `DECRYPTION_FAILED`, the same for whatever does not decrypt; `PARAMETERS_INVALID` for a key that has not 16 bytes.
 * @example
 * const body = JSON.parse(new TextDecoder().decode(decryptSm4Ecb(key, ciphertext)))
 */
export function decryptSm4Ecb(key: Uint8Array, ciphertext: Uint8Array): Uint8Array {
  mustHaveLength('decryptSm4Ecb', 'key', key, blockLength)
  requireBlocks(ciphertext, 'decryptSm4Ecb')
  return unpadded(ecb(key, false, ciphertext), 'decryptSm4Ecb')
}

/**
 * SM4 in CBC mode, with PKCS#7 padding.
 *
 * @param key 16 bytes.
 * @param iv 16 bytes, random and never used twice.
 * @throws `PARAMETERS_INVALID` for a key or an `iv` of another length.
 * @see https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=7803DE42D3BC5E80B0C3E5D8E873D56A GB/T 32907-2016
 * @example
 * const iv = crypto.getRandomValues(new Uint8Array(16))
 * const ciphertext = encryptSm4Cbc(key, iv, plaintext)
 */
export function encryptSm4Cbc(key: Uint8Array, iv: Uint8Array, plaintext: Uint8Array): Uint8Array {
  mustHaveLength('encryptSm4Cbc', 'key', key, blockLength)
  mustHaveLength('encryptSm4Cbc', 'iv', iv, blockLength)
  return cbc(key, true, iv, padded(plaintext))
}

/**
 * The opposite of {@link encryptSm4Cbc}.
 *
 * @throws `DECRYPTION_FAILED`, the same for whatever does not decrypt; `PARAMETERS_INVALID` as there.
 * @example
 * const plaintext = decryptSm4Cbc(key, iv, ciphertext)
 */
export function decryptSm4Cbc(key: Uint8Array, iv: Uint8Array, ciphertext: Uint8Array): Uint8Array {
  mustHaveLength('decryptSm4Cbc', 'key', key, blockLength)
  mustHaveLength('decryptSm4Cbc', 'iv', iv, blockLength)
  requireBlocks(ciphertext, 'decryptSm4Cbc')
  return unpadded(cbc(key, false, iv, ciphertext), 'decryptSm4Cbc')
}

function requireBlocks({ length }: Uint8Array, action: string): void {
  if (length === 0 || length % blockLength) throw notDecrypted(action)
}

/** PKCS#7: as many bytes as are missing, each of which says how many. */
function padded(bytes: Uint8Array): Uint8Array {
  const missing = blockLength - (bytes.length % blockLength)
  return concat(bytes, new Uint8Array(missing).fill(missing))
}

function unpadded(bytes: Uint8Array, action: string): Uint8Array {
  const count = bytes.at(-1)!
  const isPadding = count > 0 && count <= blockLength && bytes.subarray(-count).every((byte) => byte === count)
  if (!isPadding) throw notDecrypted(action)
  return bytes.slice(0, -count)
}
