import { constants, createCipheriv, createDecipheriv, type KeyObject, privateDecrypt, publicEncrypt } from 'node:crypto'
import { blockLength, notDecrypted, requireAes128Key, requireAesKey, tagLength } from '../aes.js'
import { concat } from '../bytes.js'
import type { Crypto } from '../contract.js'
import { reveal } from '../opaque.js'
import { binary, plain } from './bytes.js'

const oaep = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' }

export const encryptRsaOaep: Crypto['encryptRsaOaep'] = async (key, plaintext) =>
  plain(publicEncrypt({ key: reveal<KeyObject>(key), ...oaep }, plaintext))

export const decryptRsaOaep: Crypto['decryptRsaOaep'] = async (key, ciphertext) => {
  try {
    return plain(privateDecrypt({ key: reveal<KeyObject>(key), ...oaep }, ciphertext))
  } catch {
    throw notDecrypted('RSA-OAEP')
  }
}

export const encryptAesGcm: Crypto['encryptAesGcm'] = async (key, nonce, additionalData, plaintext) => {
  requireAesKey(key)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(binary(additionalData))
  return concat(cipher.update(plaintext), cipher.final(), cipher.getAuthTag())
}

export const decryptAesGcm: Crypto['decryptAesGcm'] = async (key, nonce, additionalData, ciphertext) => {
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

export const encryptAesCbc: Crypto['encryptAesCbc'] = async (key, plaintext) => {
  requireAes128Key('CBC', key)
  const cipher = createCipheriv('aes-128-cbc', key, new Uint8Array(blockLength))
  return concat(cipher.update(plaintext), cipher.final())
}

export const decryptAesCbc: Crypto['decryptAesCbc'] = async (key, ciphertext) => {
  requireAes128Key('CBC', key)
  try {
    const decipher = createDecipheriv('aes-128-cbc', key, new Uint8Array(blockLength))
    return concat(decipher.update(ciphertext), decipher.final())
  } catch {
    throw notDecrypted('AES-128-CBC')
  }
}

export const encryptAesEcb: Crypto['encryptAesEcb'] = (key, plaintext) => {
  requireAes128Key('ECB', key)
  const cipher = createCipheriv('aes-128-ecb', key, null)
  return concat(cipher.update(plaintext), cipher.final())
}

export const decryptAesEcb: Crypto['decryptAesEcb'] = (key, ciphertext) => {
  requireAes128Key('ECB', key)
  try {
    const decipher = createDecipheriv('aes-128-ecb', key, null)
    return concat(decipher.update(ciphertext), decipher.final())
  } catch {
    throw notDecrypted('AES-128-ECB')
  }
}
