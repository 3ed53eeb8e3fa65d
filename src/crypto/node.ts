// `#crypto` on Node: its own key objects, which are faster than WebCrypto, since verification need not leave the thread.
export { constantTimeEqual, fromBase64, toBase64 } from './node/bytes.js'
export {
  decryptAesCbc,
  decryptAesEcb,
  decryptAesGcm,
  decryptRsaOaep,
  encryptAesCbc,
  encryptAesEcb,
  encryptAesGcm,
  encryptRsaOaep,
} from './node/cipher.js'
export { hmacSha1, hmacSha256, md5, sha1, sha256, sha512 } from './node/hash.js'
export { generateRsaKeyPair, importPrivateKey, importPublicKey } from './node/keys.js'
export { decryptRsaPkcs1, encryptRsaPkcs1, unwrapRsaPkcs1 } from './node/rsa-pkcs1.js'
export { sign, verify } from './node/sign.js'
export { nativeSm } from './node/sm.js'
