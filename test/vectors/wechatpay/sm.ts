import { sm2 } from '../crypto.js'

// Published samples of the SM variant (国密), transcribed as they are. The keys are published test keys.

export const sm2Signature = {
  name: 'SM2-with-SM3 signature verify (user id 1234567812345678, DER signature)',
  source:
    'wechatpay-apiv3/wechatpay-java:shangmi-testing/src/main/java/com/wechat/pay/java/shangmi/testing/BaseSM2Test.java',
  kind: 'sm2-sm3-verify',
  keys: {
    certificatePem: sm2.certificate,
    privateKeyPem: sm2.privateKey,
  },
  input: {
    message: 'message',
    signatureBase64: 'MEYCIQD35Rp3CKt7pLme/a0GaCVmwSeOl7X/12+ppRivcJuf6QIhAO5Vpy4tSk9SJUrgH5I5Qy0aYhFG9lN0aof1f5wJOI05',
  },
  expected: {
    valid: true,
    mustFailForMessage: 'false-message',
  },
  verification: 'SM3 from node:crypto, curve arithmetic in BigInt',
} as const

export const sm2Decryption = {
  name: 'SM2 decrypt (ASN.1 C1C3C2)',
  source:
    'wechatpay-apiv3/wechatpay-java:shangmi-testing/src/main/java/com/wechat/pay/java/shangmi/testing/BaseSM2Test.java',
  kind: 'sm2-decrypt',
  keys: {
    privateKeyPem: sm2.privateKey,
  },
  input: {
    ciphertextBase64:
      'MHECIAGn23Ew8nF0zRfu3qgdD6VATSmGM5wrVFvNqg1ToXneAiBgfOJLVi1NtpRVH2qanzooL4gOrDKKOloD7gS17g+iCQQgcTtJpGhytHZeV/HeTqYkg3YqOY+Vybx+OQx217Ktn0QECdMjiI7lpId5dg==',
  },
  expected: {
    plaintext: 'plaintext',
  },
  verification: 'SM3 from node:crypto, curve arithmetic in BigInt',
} as const

export const sm4Gcm = {
  name: 'SM4-GCM, key = first 16 bytes of SM3(APIv3 key)',
  source:
    'wechatpay-apiv3/wechatpay-java:shangmi-testing/src/main/java/com/wechat/pay/java/shangmi/testing/BaseAeadSM4Test.java, shangmi/src/main/java/com/wechat/pay/java/shangmi/AeadSM4Cipher.java',
  kind: 'aead-sm4-gcm',
  keys: {
    apiV3Key: 'a7cde1ZJB1kG2e7VfTs3jQzaWizur8Gb',
  },
  input: {
    associatedData: 'associatedData',
    nonce: 'uluk4a9R25RW',
    ciphertextBase64: '+lcLNfkZQQx+iQm20Apa3x9Mb/5L7PgZ7w==',
  },
  expected: {
    sm4KeyHex: 'fa2028801e86d45f5638cadafb5db2e9',
    plaintext: 'plaintext',
  },
  verification: 'SM3 and SM4-CTR/ECB from node:crypto, GHASH in BigInt',
} as const
