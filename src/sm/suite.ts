import type { SmAlgorithms } from '../crypto/contract.js'
import { decryptSm2, encryptSm2 } from './sm2-encryption.js'
import { generateSm2KeyPair, publicHalf } from './sm2-keys.js'
import { sm2Sm3 } from './sm2-signature.js'
import { createSm3, sm3 } from './sm3.js'
import { decryptSm4Cbc, decryptSm4Ecb, encryptSm4Cbc, encryptSm4Ecb } from './sm4.js'
import { decryptSm4Gcm, encryptSm4Gcm } from './sm4-gcm.js'

/**
 * The SM algorithms (国密) for an account whose keys are of SM2: with them it signs, verifies and decrypts by them. Nothing else of the
 * package brings them along.
 *
 * @example
 * const account = wechatpay({ merchantId, appId, apiV3Key, privateKey, certificate, platformKeys, sm })
 */
export const sm: SmAlgorithms = {
  signature: sm2Sm3,
  sm3,
  createSm3,
  encryptSm4Gcm,
  decryptSm4Gcm,
  encryptSm4Ecb,
  decryptSm4Ecb,
  encryptSm4Cbc,
  decryptSm4Cbc,
  encryptSm2,
  decryptSm2,
  publicHalf,
  generateSm2KeyPair,
}
