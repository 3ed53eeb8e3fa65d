// `#crypto` where Node’s is not: browsers, Workers. WebCrypto only.
export { fromBase64, toBase64 } from './base64.js'
export {
  decryptAesCbc,
  decryptAesEcb,
  decryptAesGcm,
  decryptRsaOaep,
  encryptAesCbc,
  encryptAesEcb,
  encryptAesGcm,
  encryptRsaOaep,
} from './web/cipher.js'
export { constantTimeEqual, hmacSha1, hmacSha256, md5, sha1, sha256, sha512 } from './web/hash.js'
export { generateRsaKeyPair, importPrivateKey, importPublicKey } from './web/keys.js'
export { decryptRsaPkcs1, encryptRsaPkcs1, unwrapRsaPkcs1 } from './web/rsa-pkcs1.js'
export { sign, verify } from './web/sign.js'
export { nativeSm } from './web/sm.js'
