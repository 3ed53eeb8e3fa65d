import { constants, type KeyObject, privateDecrypt, publicEncrypt } from 'node:crypto'
import { notDecrypted } from '../aes.js'
import type { Crypto } from '../contract.js'
import { reveal } from '../opaque.js'
import { unpad } from '../pkcs1.js'
import { plain } from './bytes.js'

export const encryptRsaPkcs1: Crypto['encryptRsaPkcs1'] = async (key, plaintext) =>
  plain(publicEncrypt({ key: reveal<KeyObject>(key), padding: constants.RSA_PKCS1_PADDING }, plaintext))

export const decryptRsaPkcs1: Crypto['decryptRsaPkcs1'] = async (key, ciphertext) => {
  let block: Uint8Array
  try {
    // Of RSA_PKCS1_PADDING Node decrypts nothing since 18.19 (CVE-2023-46809).
    block = plain(privateDecrypt({ key: reveal<KeyObject>(key), padding: constants.RSA_NO_PADDING }, ciphertext))
  } catch {
    throw notDecrypted('RSAES-PKCS1-v1_5')
  }
  return unpad(block)
}
