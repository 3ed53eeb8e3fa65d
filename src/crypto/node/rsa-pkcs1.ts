import { constants, createHmac, type KeyObject, privateDecrypt, publicEncrypt } from 'node:crypto'
import { notDecrypted } from '../aes.js'
import type { Crypto } from '../contract.js'
import { reveal } from '../opaque.js'
import { unpad, unpadKey } from '../pkcs1.js'
import { plain } from './bytes.js'

export const encryptRsaPkcs1: Crypto['encryptRsaPkcs1'] = async (key, plaintext) =>
  plain(publicEncrypt({ key: reveal<KeyObject>(key), padding: constants.RSA_PKCS1_PADDING }, plaintext))

export const decryptRsaPkcs1: Crypto['decryptRsaPkcs1'] = async (key, ciphertext) => {
  const block = decryptRaw(reveal(key), ciphertext)
  if (!block) throw notDecrypted('RSAES-PKCS1-v1_5')
  return unpad(block)
}

export const unwrapRsaPkcs1: Crypto['unwrapRsaPkcs1'] = async (key, ciphertext, length) => {
  const material = reveal<KeyObject>(key)
  const secret = material.export({ format: 'der', type: 'pkcs8' })
  const otherwise = createHmac('sha256', secret).update(ciphertext).digest().subarray(0, length)
  // What is no number below the modulus is told by its bytes alone: that it is refused at once says nothing of the key.
  const block = decryptRaw(material, ciphertext) ?? new Uint8Array(material.asymmetricKeyDetails!.modulusLength! / 8)
  return unpadKey(block, length, plain(otherwise))
}

/** The block of a ciphertext, whatever stands in it; undefined for what is no number below the modulus. */
function decryptRaw(key: KeyObject, ciphertext: Uint8Array): Uint8Array | undefined {
  try {
    // Of RSA_PKCS1_PADDING Node decrypts nothing since 18.19 (CVE-2023-46809).
    return plain(privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, ciphertext))
  } catch {
    return undefined
  }
}
