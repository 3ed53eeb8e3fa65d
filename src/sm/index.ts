/**
 * SM2, SM3 and SM4 (国密), for accounts that are given them and for wires of your own.
 *
 * @module shroff/sm
 */
export type { BinaryLike, KeyInput, OwnAlgorithm, PrivateKey, PublicKey, SmAlgorithms } from '../crypto/contract.js'
export type { Sm2Form } from './sm2-ciphertext.js'
export { decryptSm2, encryptSm2, type Sm2EncryptionOptions } from './sm2-encryption.js'
export { generateSm2KeyPair, importSm2PrivateKey, importSm2PublicKey } from './sm2-keys.js'
export { type Sm2SignatureOptions, signSm2, verifySm2 } from './sm2-signature.js'
export { createSm3, type Sm3, sm3 } from './sm3.js'
export { decryptSm4Cbc, decryptSm4Ecb, encryptSm4Cbc, encryptSm4Ecb } from './sm4.js'
export { decryptSm4Gcm, encryptSm4Gcm } from './sm4-gcm.js'
export { sm } from './suite.js'
