import { fromBase64, toBase64 } from '#crypto'
import { ShroffError } from '../core/errors.js'
import { fromUtf8, utf8 } from '../crypto/bytes.js'
import type { SmAlgorithms } from '../crypto/contract.js'

/**
 * SM4-ECB over whole bodies (zkmio/lakala-sdk: utils/SM4Util). It does not tell whether somebody has changed them: the signature does,
 * which is over the ciphertext. So a body is decrypted only once it is verified.
 */
export type BodyCipher = {
  /** The Base64 text that is sent. */
  encrypt(text: string): string
  /** @throws `DECRYPTION_FAILED`, the same for whatever does not decrypt. */
  decrypt(body: string): string
}

export function cipherOf(sm: SmAlgorithms, bodyKey: string): BodyCipher {
  const key = fromBase64(bodyKey)!
  return {
    encrypt: (text) => toBase64(sm.encryptSm4Ecb(key, utf8(text))),
    decrypt(body) {
      try {
        return fromUtf8(sm.decryptSm4Ecb(key, fromBase64(body.trim())!))
      } catch {
        throw new ShroffError('DECRYPTION_FAILED', {
          problem: 'The body is signed by Lakala, but is not encrypted by this account’s bodyKey.',
          next: 'Compare bodyKey with the SM4 key of the open platform.',
        })
      }
    },
  }
}
