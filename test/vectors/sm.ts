import type { Sample } from './flip.js'
import { sm2Decryption, sm2Signature, sm4Gcm } from './wechatpay/sm.js'

/** Published samples of SM2, SM3 and SM4; each names its source. Bytes are hexadecimal unless a name says otherwise. */
export type SmSample = Sample & {
  readonly source: string
  readonly input: Readonly<Record<string, string>>
  readonly expected: Readonly<Record<string, string | boolean>>
}

const digests: SmSample[] = [
  {
    name: 'SM3 of abc',
    source: 'GB/T 32905-2016, A.1',
    kind: 'sm3',
    input: { text: 'abc' },
    expected: { digest: '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0' },
  },
  {
    name: 'SM3 of abcd sixteen times',
    source: 'GB/T 32905-2016, A.2',
    kind: 'sm3',
    input: { text: 'abcd'.repeat(16) },
    expected: { digest: 'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732' },
  },
  {
    name: 'SM3 of a refund',
    source:
      'Yeepay-Open-Platform/yeepay-skills:skills/yeepay-payment-integration/scripts/sm/tests/vectors/sign_sm_vectors.json',
    kind: 'sm3',
    input: {
      text: 'description=%E6%B5%8B%E8%AF%95%E9%80%80%E6%AC%BE&merchantNo=10086032562&orderId=TEST_ORDER_20260101_001&refundAmount=0.01&refundRequestId=REFUND_20260101_001',
    },
    expected: { digest: 'cbdec38b4b212159b5662b75daf5ad39822c4e64237b5622093ca773fe63ea24' },
  },
]

const key = '0123456789abcdeffedcba9876543210'

/** GB/T 32907-2016, A.2: the same block again and again, a million times. It takes a second. */
export const million = { key, plaintext: key, ciphertext: '595298c7c6fd271f0402f804c33d3f66' }

const ciphers: SmSample[] = [
  {
    name: 'SM4 of one block',
    source: 'GB/T 32907-2016, A.1',
    kind: 'sm4-block',
    input: { key, plaintext: key },
    expected: { ciphertext: '681edf34d206965e86b3e94f536e4246' },
  },
  {
    name: 'SM4-GCM',
    source: 'RFC 8998, A.1',
    kind: 'sm4-gcm',
    input: {
      key,
      nonce: '00001234567800000000abcd',
      additionalData: 'feedfacedeadbeeffeedfacedeadbeefabaddad2',
      plaintext: ['a', 'b', 'c', 'd', 'e', 'f', 'e', 'a'].map((digit) => digit.repeat(16)).join(''),
    },
    expected: {
      ciphertext:
        '17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d',
      tag: '83de3541e4c2b58177e065a9bf7b62ec',
    },
  },
  {
    name: 'SM4-GCM of an APIv3 key',
    source: sm4Gcm.source,
    kind: 'sm4-gcm-opens',
    input: { ...sm4Gcm.input, ...sm4Gcm.keys },
    expected: sm4Gcm.expected,
  },
]

const number = '3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8'
const x = '09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020'
const y = 'ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13'
const k = '59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21'

const signatures: SmSample[] = [
  {
    name: 'SM2 signature of the standard',
    source: 'GB/T 32918.5-2017, A.2',
    kind: 'sm2-signs',
    input: { number, k, userId: '1234567812345678', text: 'message digest' },
    expected: {
      x,
      y,
      r: 'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3',
      s: 'b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
    },
  },
  {
    name: 'SM2 encryption of the standard',
    source: 'GB/T 32918.5-2017, A.3',
    kind: 'sm2-encrypts',
    input: { number, k, text: 'encryption standard' },
    expected: {
      c1:
        '04ebfc718e8d1798620432268e77feb6415e2ede0e073c0f4f640ecd2e149a73' +
        'e858f9d81e5430a57b36daab8f950a3c64e6ee6a63094d99283aff767e124df0',
      c3: '59983c18f809e262923c53aec295d30383b54e39d609d160afcb1908d0bd8766',
      c2: '21886ca989ca9c7d58087307ca93092d651efa',
    },
  },
  {
    name: sm2Signature.name,
    source: sm2Signature.source,
    kind: 'sm2-verifies',
    input: {
      key: sm2Signature.keys.certificatePem,
      form: 'der',
      text: sm2Signature.input.message,
      signatureBase64: sm2Signature.input.signatureBase64,
    },
    expected: { valid: sm2Signature.expected.valid },
  },
  {
    name: 'SM2 signature of a request, raw',
    source:
      'Yeepay-Open-Platform/yeepay-skills:skills/yeepay-payment-integration/scripts/sm/tests/vectors/sign_sm_vectors.json',
    kind: 'sm2-verifies',
    input: {
      key: '04100a8e35af24249e2f7bb420555912bcb898aefb1fae913609fc3e4f73d3a23742276146e7cf1beeb2c7e1ec6950c6ce10f33e53c1184942cac05cc28ebe2155',
      form: 'raw',
      text: 'yop-auth-v3/app_10086032562/2026-01-01T00:00:00Z/1800\nPOST\n/rest/v1.0/trade/refund\n\nx-yop-appkey:app_10086032562\nx-yop-content-sm3:cbdec38b4b212159b5662b75daf5ad39822c4e64237b5622093ca773fe63ea24\nx-yop-request-id:00000000-0000-4000-8000-000000000001',
      signatureBase64: 'x6KaE/Zhr4buCs/rtHpytRD6QNUCMwV7F7zYV7yCIiAeEiv/cjHtLRlQmqoeRtXAZkELVOuxl0Vue3Mat66tPg==',
    },
    expected: { valid: true },
  },
  {
    name: 'SM2 signature of Chinese text, raw',
    source: 'yop-platform/yop-java-sdk:yop-java-sdk-test/src/test/java/com/yeepay/yop/sdk/utils/YopSignUtilsTest.java',
    kind: 'sm2-verifies',
    input: {
      key: 'MFkwEwYHKoZIzj0CAQYIKoEcz1UBgi0DQgAESUkMtofAfGIkj6BD1K20YcFR24zqmrub7IaVJoHsfx3loCTZvKexXPpWnYY/Zb+mPr3wieuLCHbKB0HoimTTCw==',
      form: 'raw',
      text: '这是待签名原文a=123',
      signatureBase64: 'OdU3vPOIddmzxBZs4m3IguT/X4aIgVN6cPvzQQjW1hgu/oA8oEa/2gdAb/zZIIE7qyTTgtXELqJm0P+TCPOxEA==',
    },
    expected: { valid: true },
  },
  {
    name: sm2Decryption.name,
    source: sm2Decryption.source,
    kind: 'sm2-decrypts',
    input: { key: sm2Decryption.keys.privateKeyPem, ...sm2Decryption.input },
    expected: sm2Decryption.expected,
  },
]

export const samples: readonly SmSample[] = [...digests, ...ciphers, ...signatures]
