import { createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { ready, receiveWebhook, type WechatpayOptions, wechatpay } from 'shroff/wechatpay'
import { describe, expect, it } from 'vitest'
import {
  decryptAesGcm,
  decryptRsaOaep,
  fromBase64,
  importPrivateKey,
  importPublicKey,
  signRsaSha256,
  toBase64,
  verifyRsaSha256,
} from '#crypto'
import { certificateParts } from '../../src/crypto/certificate.js'
import { invocationMessage, replyMessage, requestMessage } from '../../src/wechatpay/canonical.js'
import { openBytes, openResource } from '../../src/wechatpay/open.js'
import { certificateOf } from '../../src/wechatpay/platform-key.js'
import { clockAt, codeOf, failure, options } from '../support/platform.js'
import * as transcribed from '../vectors/wechatpay.js'

type Vector = {
  name: string
  kind: string
  keys: Record<string, string>
  // biome-ignore lint/suspicious/noExplicitAny: published samples differ in shape; each kind reads its own members.
  input: Record<string, any>
  // biome-ignore lint/suspicious/noExplicitAny: the same
  expected: Record<string, any>
}

const utf8 = (text: string) => new Uint8Array(Buffer.from(text))
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString()
const sign = async (message: string, pem: string) =>
  toBase64(await signRsaSha256(await importPrivateKey(pem, 'the key'), utf8(message)))
const verify = async (message: string, signature: string, pem: string) =>
  verifyRsaSha256(await importPublicKey(pem, 'the key'), fromBase64(signature)!, utf8(message))
const lowerCase = (headers: Record<string, string | null>) =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === null ? [] : [[name.toLowerCase(), value]])),
  )

/** An account at the moment of the sample, with the sample's platform key. */
const accountOf = ({ keys, input }: Vector, more: Partial<WechatpayOptions> = {}) =>
  wechatpay({
    ...options,
    clock: clockAt(Number(input.headers['Wechatpay-Timestamp']) * 1000),
    platformKeys: { [input.headers['Wechatpay-Serial'] ?? 'PUB_KEY_ID_1']: keys.platformPublicKeyPem! },
    ...more,
  })

async function decrypted(apiV3Key: string, sealed: Record<string, string>): Promise<string> {
  const ciphertext = fromBase64(sealed.ciphertext!)!
  return text(await decryptAesGcm(utf8(apiV3Key), utf8(sealed.nonce!), utf8(sealed.associated_data!), ciphertext))
}

/** How a published sample of each kind is run. The other kinds (APIv2, SM) are not APIv3's RSA. */
const runs: Record<string, (vector: Vector) => Promise<void>> = {
  async 'v3-request-sign'({ keys, input, expected }) {
    const message = requestMessage(input.method, input.url, input.timestamp, input.nonceStr, input.body)
    expect(message).toBe(expected.canonicalMessage)
    expect(await sign(message, keys.merchantPrivateKeyPem!)).toBe(expected.signatureBase64)
    expect(await verify(message, expected.signatureBase64, keys.merchantPublicKeyPem!)).toBe(true)
  },
  async 'v3-jsapi-paysign'({ keys, input, expected }) {
    const message = invocationMessage(input.appId, input.timeStamp, input.nonceStr, `prepay_id=${input.prepayId}`)
    expect(message).toBe(expected.canonicalMessage)
    expect(await sign(message, keys.merchantPrivateKeyPem!)).toBe(expected.signatureBase64)
  },
  async 'v3-response-verify'(vector) {
    const { input, expected } = vector
    const headers = { ...lowerCase(input.headers), 'wechatpay-serial': 'PUB_KEY_ID_1' }
    const { 'wechatpay-timestamp': timestamp = '', 'wechatpay-nonce': nonce = '' } = headers as Record<string, string>
    expect(replyMessage(timestamp, nonce, input.body).join('')).toBe(expected.canonicalMessage)
    const opened = await openBytes(accountOf(vector), headers, utf8(input.body), 'unknown')
    expect(opened.value).toBe(input.body)
    const longer = openBytes(accountOf(vector), headers, utf8(`${input.body}\n`), 'unknown')
    expect(await codeOf(longer)).toBe('SIGNATURE_INVALID')
  },
  async 'v3-notification'(vector) {
    const { keys, input, expected } = vector
    const headers = lowerCase(input.headers)
    if (keys.apiV3Key!.length !== 32) {
      expect(() => accountOf(vector, { apiV3Key: keys.apiV3Key! })).toThrow('this one has 16 bytes')
      const message = replyMessage(headers['wechatpay-timestamp']!, headers['wechatpay-nonce']!, input.body).join('')
      expect(await verify(message, headers['wechatpay-signature']!, keys.platformCertificatePem!)).toBe(true)
      return
    }
    const account = accountOf(vector, { apiV3Key: keys.apiV3Key! })
    const opened = await openBytes(account, headers, utf8(input.body), 'not-sent')
    expect(opened.value).toBe(input.body)
    const { resource } = JSON.parse(input.body)
    expect((await openResource(account, resource)).trim()).toBe(expected.plaintext.trim())
    // The sample leaves out the envelope and its plaintext is a certificate: verified, then refused for its shape.
    const error = await failure(receiveWebhook(account, { headers, body: utf8(input.body) }))
    expect(error).toMatchObject({ code: 'BODY_INVALID', authentic: true })
    // Neither a slash written otherwise nor a second later is forgiven.
    const rewritten = utf8(JSON.stringify(JSON.parse(input.body)))
    expect(await codeOf(receiveWebhook(account, { headers, body: rewritten }))).toBe('SIGNATURE_INVALID')
    const late = accountOf(vector, { apiV3Key: keys.apiV3Key!, clock: clockAt(account.clock.now() + 300_000) })
    expect(await codeOf(receiveWebhook(late, { headers, body: utf8(input.body) }))).toBe('TIMESTAMP_OUT_OF_WINDOW')
  },
  async 'v3-certificates-response'({ keys, input, expected }) {
    if (keys.apiV3Key!.length !== 32) {
      expect(() => wechatpay({ ...options, apiV3Key: keys.apiV3Key! })).toThrow('this one has 16 bytes')
      return
    }
    const pem = await decrypted(keys.apiV3Key!, JSON.parse(input.responseBody).data[0].encrypt_certificate)
    expect(pem.trim()).toBe(expected.certificatePem.trim())
    expect(certificateOf(pem)?.serial).toBe(expected.serialNo)
  },
  async 'certificate-serial'({ keys, expected }) {
    expect(certificateOf(keys.certificatePem!)?.serial).toBe(expected.serialNo)
    const spki = createPublicKey(keys.publicKeyPem!).export({ format: 'der', type: 'spki' })
    const own = certificateParts(new X509Certificate(keys.certificatePem!).raw).spki
    expect(Buffer.from(own).equals(spki)).toBe(expected.samePublicKey)
  },
  async 'aead-aes-256-gcm'({ keys, input, expected }) {
    const sealed = { nonce: input.nonce, associated_data: input.associatedData, ciphertext: expected.ciphertextBase64 }
    expect(await decrypted(keys.apiV3Key!, sealed)).toBe(input.plaintext)
    await expect(decrypted(keys.apiV3Key!, { ...sealed, associated_data: 'bad' })).rejects.toThrow('damaged')
  },
  async 'rsa-oaep-sha1'({ keys, input, expected }) {
    const key = await importPrivateKey(keys.privateKeyPem!, 'the key')
    expect(text(await decryptRsaOaep(key, fromBase64(input.ciphertextBase64)!))).toBe(expected.plaintext)
  },
  async 'rsa-sha256'({ keys, input, expected }) {
    expect(await sign(input.message, keys.privateKeyPem!)).toBe(expected.signatureBase64)
    expect(await verify(input.message, expected.signatureBase64, keys.certificatePem!)).toBe(true)
    if (keys.otherPublicKeyPem)
      expect(await verify(input.message, expected.signatureBase64, keys.otherPublicKeyPem)).toBe(false)
  },
}

const run = (vector: Vector) => runs[vector.kind]!(vector)
const shared = new URL('../../../shared/vectors/wechatpay.json', import.meta.url)
const published: Vector[] = existsSync(shared) ? JSON.parse(readFileSync(shared, 'utf8')).vectors : []

describe('published samples', () => {
  it.each(Object.values(transcribed) as unknown as Vector[])('$kind: $name', run)
  it.runIf(published.length > 0).each(published.filter(({ kind }) => kind in runs))('shared, $kind: $name', run)
  it.runIf(published.length > 0)('of all kinds that APIv3 with RSA has are run', () => {
    const left = new Set(published.map(({ kind }) => kind).filter((kind) => !(kind in runs)))
    expect([...left].filter((kind) => !/^(v2|md5|aes-256-ecb|sm2|aead-sm4)/.test(kind))).toEqual([])
  })
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
