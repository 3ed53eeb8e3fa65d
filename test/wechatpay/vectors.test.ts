import { createDecipheriv, createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto'
import {
  ready,
  receiveWebhook,
  type WechatpayOptions,
  type WechatpayReceivingAccount,
  wechatpay,
} from 'shroff/wechatpay'
import { describe, expect, it } from 'vitest'
import {
  decryptAesGcm,
  decryptRsaOaep,
  encryptAesGcm,
  fromBase64,
  importPrivateKey,
  importPublicKey,
  md5,
  sign,
  toBase64,
  verify,
} from '#crypto'
import { rsaSha256 } from '../../src/crypto/algorithms.js'
import { toHex } from '../../src/crypto/bytes.js'
import { certificateParts } from '../../src/crypto/certificate.js'

import { invocationMessage, replyMessage, requestMessage, v2Message } from '../../src/wechatpay/canonical.js'
import { certificateOf } from '../../src/wechatpay/certificates.js'
import { openBytes, openResource } from '../../src/wechatpay/open.js'
import { seal } from '../../src/wechatpay/seal.js'
import { signV2 } from '../../src/wechatpay/v2/sign.js'
import { signJsapi } from '../../src/wechatpay/wallet.js'
import { codeOf, failure } from '../support/failure.js'
import { accountWith, clockAt, options, webhook } from '../support/wechatpay.js'
import { type Checks, testSamples } from '../vectors/flip.js'
import { sharedSamples } from '../vectors/shared.js'
import { samples, type WechatpaySample } from '../vectors/wechatpay/samples.js'
import { aead } from '../vectors/wechatpay.js'

const utf8 = (text: string) => new Uint8Array(Buffer.from(text))
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString()
const signed = async (message: string, pem: string) =>
  toBase64(await sign(rsaSha256, await importPrivateKey(pem, 'the key', rsaSha256), utf8(message)))
const verified = async (message: string, signature: string, pem: string) =>
  verify(rsaSha256, await importPublicKey(pem, 'the key', rsaSha256), fromBase64(signature)!, utf8(message))
const randomBytes = (nonce: string) => () => new Uint8Array(Buffer.from(nonce, 'hex'))

/** An account at the moment of the sample, with the sample's platform key. */
const accountOf = ({ keys, input }: WechatpaySample, more: Partial<WechatpayOptions> = {}) =>
  wechatpay({
    ...options,
    clock: clockAt(Number(input.headers['Wechatpay-Timestamp']) * 1000),
    platformKeys: {
      [input.headers['Wechatpay-Serial'] ?? 'PUB_KEY_ID_1']: keys.platformPublicKeyPem ?? keys.platformCertificatePem!,
    },
    ...more,
  })

/** One sample does not give the serial of its key. */
const headersOf = ({ input }: WechatpaySample) =>
  Object.fromEntries(
    Object.entries<string | null>(input.headers).map(([name, value]) => [name.toLowerCase(), value ?? 'PUB_KEY_ID_1']),
  )

const opens = (account: WechatpayReceivingAccount, headers: Record<string, string>, body: string) =>
  openBytes(account, headers, utf8(body)).then(
    ({ value }) => value === body,
    (error) => {
      if (error.code !== 'SIGNATURE_INVALID') throw error
      return false
    },
  )

type Sealed = { nonce: string; associated_data: string; ciphertext: string }

async function decrypted(apiV3Key: string, { nonce, associated_data, ciphertext }: Sealed): Promise<string> {
  return text(await decryptAesGcm(utf8(apiV3Key), nonce, associated_data, fromBase64(ciphertext)!))
}

/** What a sample of 16 bytes is about, by Node: the library has no such cipher, and no account such a key. */
function decryptedByShortKey(apiV3Key: string, { nonce, associated_data, ciphertext }: Sealed): string {
  expect(() => wechatpay({ ...options, apiV3Key })).toThrow('this one has 16 characters')
  const bytes = Buffer.from(ciphertext, 'base64')
  const decipher = createDecipheriv('aes-128-gcm', apiV3Key, nonce, { authTagLength: 16 })
  decipher.setAAD(Buffer.from(associated_data)).setAuthTag(bytes.subarray(-16))
  return decipher.update(bytes.subarray(0, -16)).toString() + decipher.final().toString()
}

/** How a published sample of each kind is run. */
const checks: Checks<WechatpaySample> = {
  async 'v3-request-sign'({ keys, input, expected }) {
    const { method, url: path, timestamp, nonceStr, body, mchid: merchantId, serialNo: serial } = input
    const message = requestMessage(method, path, timestamp, nonceStr, body)
    expect(message).toBe(expected.canonicalMessage)
    expect(await signed(message, keys.merchantPrivateKeyPem!)).toBe(expected.signatureBase64)
    expect(await verified(message, expected.signatureBase64, keys.merchantPublicKeyPem!)).toBe(true)
    const merchant = { merchantId, serial, privateKey: keys.merchantPrivateKeyPem!, randomBytes: randomBytes(nonceStr) }
    const account = wechatpay({ ...options, ...merchant, clock: clockAt(Number(timestamp) * 1000) })
    const { headers } = await seal(account, { method, path, body }, 'https://api.mch.weixin.qq.com')
    const [scheme, fields = ''] = headers.authorization!.split(' ')
    const pairs = [...fields.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value])
    expect({ scheme, ...Object.fromEntries(pairs) }).toEqual(expected.authorizationFields)
  },
  async 'v3-jsapi-paysign'({ keys, input, expected }) {
    const { appId, timeStamp, nonceStr, prepayId } = input
    const message = invocationMessage(appId, timeStamp, nonceStr, `prepay_id=${prepayId}`)
    expect(message).toBe(expected.canonicalMessage)
    const merchant = { privateKey: keys.merchantPrivateKeyPem!, randomBytes: randomBytes(nonceStr) }
    const account = wechatpay({ ...options, ...merchant, clock: clockAt(Number(timeStamp) * 1000) })
    const { paySign } = await signJsapi(account, appId, prepayId)
    expect(paySign).toBe(expected.signatureBase64)
  },
  async 'v3-response-verify'(sample) {
    const { input, expected } = sample
    const headers = headersOf(sample)
    const message = replyMessage(headers['wechatpay-timestamp']!, headers['wechatpay-nonce']!, input.body)
    expect(message.join('')).toBe(expected.canonicalMessage)
    expect(await opens(accountOf(sample), headers, input.body)).toBe(expected.valid)
    expect(await opens(accountOf(sample), headers, `${input.body}\n`)).toBe(false)
  },
  async 'v3-notification'(sample) {
    const { keys, input, expected } = sample
    const headers = headersOf(sample)
    const envelope = JSON.parse(input.body)
    const isLegal = keys.apiV3Key!.length === 32
    const account = accountOf(sample, isLegal ? { apiV3Key: keys.apiV3Key! } : {})
    expect(await opens(account, headers, input.body)).toBe(expected.signatureValid)
    // Neither a slash written otherwise nor a second later is forgiven.
    const rewritten = utf8(`${JSON.stringify(envelope)} `)
    expect(await codeOf(receiveWebhook(account, { headers, body: rewritten }))).toBe('SIGNATURE_INVALID')
    const late = accountOf(sample, { clock: clockAt(account.clock.now() + 300_000) })
    expect(await codeOf(receiveWebhook(late, { headers, body: utf8(input.body) }))).toBe('TIMESTAMP_OUT_OF_WINDOW')
    if (isLegal) {
      expect(await openResource(account, envelope.resource)).toBe(expected.plaintext)
      // The sample leaves out the envelope and its plaintext is a certificate: verified, then refused for its shape.
      const error = await failure(receiveWebhook(account, { headers, body: utf8(input.body) }))
      return expect(error).toMatchObject({ code: 'BODY_INVALID', authentic: true })
    }
    const plaintext = decryptedByShortKey(keys.apiV3Key!, envelope.resource)
    expect(plaintext).toBe(expected.plaintext)
    const { id, event_type: eventType } = envelope
    const resource = JSON.parse(plaintext)
    const resealed = webhook({ id, eventType, originalType: envelope.resource.original_type, resource })
    const owner = accountWith({ merchantId: resource.mchid, appId: resource.appid })
    const told = { type: 'other', id: expected.id, name: expected.eventType, raw: JSON.parse(expected.plaintext) }
    expect(await receiveWebhook(owner, resealed)).toMatchObject(told)
  },
  async 'v3-certificates-response'({ keys, input, expected }) {
    const [{ encrypt_certificate: sealed }] = JSON.parse(input.responseBody).data
    const isLegal = keys.apiV3Key!.length === 32
    const open = isLegal ? decrypted : decryptedByShortKey
    const pem = await open(keys.apiV3Key!, sealed)
    expect(pem).toBe(expected.certificatePem)
    const { serial, notBefore, notAfter } = certificateOf(pem)!
    expect(serial).toBe(expected.serialNo)
    if (expected.validFrom)
      expect([notBefore, notAfter].map(openSslTime)).toEqual([expected.validFrom, expected.validTo])
  },
  'certificate-serial'({ keys, expected }) {
    expect(certificateOf(keys.certificatePem!)?.serial).toBe(expected.serialNo)
    const spki = createPublicKey(keys.publicKeyPem!).export({ format: 'der', type: 'spki' })
    const own = certificateParts(new X509Certificate(keys.certificatePem!).raw).spki
    expect(Buffer.from(own).equals(spki)).toBe(expected.samePublicKey)
  },
  async 'aead-aes-256-gcm'({ keys, input, expected }) {
    const key = utf8(keys.apiV3Key!)
    const ciphertext = await encryptAesGcm(key, input.nonce, input.associatedData, utf8(input.plaintext))
    expect(toBase64(ciphertext)).toBe(expected.ciphertextBase64)
    expect(text(await decryptAesGcm(key, input.nonce, input.associatedData, ciphertext))).toBe(input.plaintext)
    const other = expected.mustFailWith?.associatedData ?? 'bad'
    await expect(decryptAesGcm(key, input.nonce, other, ciphertext)).rejects.toThrow('damaged')
  },
  async 'rsa-oaep-sha1'({ keys, input, expected }) {
    const key = await importPrivateKey(keys.privateKeyPem!, 'the key', rsaSha256)
    expect(text(await decryptRsaOaep(key, fromBase64(input.ciphertextBase64)!))).toBe(expected.plaintext)
  },
  async 'rsa-sha256'({ keys, input, expected }) {
    for (const pem of [keys.privateKeyPem!, keys.privateKeyPkcs1Pem])
      if (pem) expect(await signed(input.message, pem)).toBe(expected.signatureBase64)
    expect(await verified(input.message, expected.signatureBase64, keys.certificatePem!)).toBe(true)
    expect(certificateOf(keys.certificatePem!)?.serial).toBe(expected.certificateSerialNo)
    if (!keys.otherPublicKeyPem) return
    const byOther = await verified(input.message, expected.signatureBase64, keys.otherPublicKeyPem)
    expect(byOther).toBe(expected.verifiesWithOtherPublicKey)
  },
  async 'v2-sign'({ keys, input, expected }) {
    const message = v2Message(input.params, keys.apiV2Key!)
    expect(message).toBe(expected.stringToSign)
    // The library signs by HMAC alone; that MD5 is over the same text is the sample's word.
    const signed = input.signType === 'MD5' ? toHex(md5(utf8(message))) : await signV2(input.params, keys.apiV2Key!)
    expect(signed).toBe(expected.sign)
  },
  md5({ input, expected }) {
    const hash = (value: string) => toHex(md5(utf8(value))).toLowerCase()
    expect(hash(input.text)).toBe(expected.md5Lower)
    expect(hash(v2Message({}, input.text).replace(/^/, '&'))).toBe(expected.md5OfEmptyWithKey)
  },
}

/** As OpenSSL prints it: `Sep 19 15:15:58 2023 GMT`. */
const openSslTime = (date: Date) => date.toUTCString().replace(/^\w+, (\d\d) (\w+) (\d+) (\S+) GMT$/, '$2 $1 $4 $3 GMT')

/** Of these this provider has no code: the oracle runs them, and test/sm those of 国密. */
const oracleAlone = ['v2-refund-req-info', 'aes-256-ecb', 'sm2-sm3-verify', 'sm2-decrypt', 'aead-sm4-gcm']
const runnable = (all: readonly WechatpaySample[]) => all.filter(({ kind }) => !oracleAlone.includes(kind))
const exceptions = [
  {
    sample: aead.name,
    leaf: '/mustFailWith/associatedData',
    why: 'every other text fails too',
    instead: aead.input.associatedData,
  },
]
const published = sharedSamples<WechatpaySample>('wechatpay.json')

describe('published samples', () => {
  testSamples(runnable(samples), checks, exceptions)
})

describe.runIf(published.length > 0)('published samples, in the shared folder', () => {
  testSamples(runnable(published), checks, exceptions)
})

describe('an account loosens no check to let a sample pass', () => {
  const weak = generateKeyPairSync('rsa', { modulusLength: 1024 })
  const weakPublic = weak.publicKey.export({ format: 'pem', type: 'spki' }) as string
  const weakPrivate = weak.privateKey.export({ format: 'pem', type: 'pkcs8' }) as string

  it.each(['testMchAPIv3Key0', 'mockAPIv3Key1234'])('refuses the 16-byte key of a published sample', (apiV3Key) => {
    expect(() => wechatpay({ ...options, apiV3Key })).toThrow('apiV3Key must be exactly 32 ASCII characters')
  })

  it('refuses 1024-bit keys on both sides', async () => {
    const platform = wechatpay({ ...options, platformKeys: { PUB_KEY_ID_1: weakPublic } })
    expect((await failure(ready(platform))).message).toContain('a 1024-bit key')
    const merchant = wechatpay({ ...options, privateKey: weakPrivate })
    expect((await failure(ready(merchant))).message).toContain('a 1024-bit key')
  })
})
