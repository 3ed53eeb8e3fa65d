import { existsSync, readFileSync } from 'node:fs'
import { ready, receiveNotice, receiveReturn, receiveWebhook } from 'shroff/alipay'
import { describe, expect, it } from 'vitest'
import {
  decryptAesCbc,
  encryptAesCbc,
  fromBase64,
  importPrivateKey,
  importPublicKey,
  md5,
  signRsaSha256,
  toBase64,
  verifyRsaSha256,
} from '#crypto'
import { notificationText, requestText, v3ReplyText, v3RequestText } from '../../src/alipay/canonical.js'
import { certificateSn, readCertificates, rootSn } from '../../src/alipay/certificates.js'
import { openV2Reply, openV3Reply } from '../../src/alipay/open.js'
import { rawMembers } from '../../src/alipay/raw-members.js'
import { readForm } from '../../src/codec/form.js'
import { accountOf } from '../support/alipay-platform.js'
import { codeOf, failure } from '../support/platform.js'
import { type AlipayVector, vectors } from '../vectors/alipay.js'

const utf8 = (text: string) => new Uint8Array(Buffer.from(text))
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString()
const sign = async (message: string, pem: string) =>
  toBase64(await signRsaSha256(await importPrivateKey(pem, 'the key'), utf8(message)))
const verify = async (message: string, signature: string, pem: string) =>
  verifyRsaSha256(await importPublicKey(pem, 'the key'), fromBase64(signature)!, utf8(message))
/** 1024 bits, of either half. */
const isShort = (pem: string | undefined) => pem !== undefined && pem.length < (pem.includes('PRIVATE') ? 1000 : 300)
const accountFor = ({ publicKeyPem, input }: AlipayVector, more: object = {}) =>
  accountOf({}, {
    alipayPublicKey: publicKeyPem!,
    sellerId: undefined,
    ...(input.aesKeyBase64 && { contentKey: input.aesKeyBase64 }),
    ...more,
  } as object)

/** How a published sample of each kind is run. */
const runs: Record<string, (vector: AlipayVector) => Promise<void>> = {
  async 'v2-request-sign'({ input, expected, privateKeyPem }) {
    expect(requestText(input.params)).toBe(expected.canonicalString)
    expect(await sign(requestText(input.params), privateKeyPem!)).toBe(expected.sign)
  },
  async 'v2-sdk-execute'({ input, expected, privateKeyPem }) {
    expect(requestText(input.params)).toBe(expected.canonicalString)
    // What the app gets, read again.
    expect(readForm(expected.orderString)).toEqual({ ...input.params, sign: expected.sign })
    if (isShort(privateKeyPem)) await expect(importPrivateKey(privateKeyPem!, 'it')).rejects.toThrow('1024-bit')
    else expect(await sign(requestText(input.params), privateKeyPem!)).toBe(expected.sign)
  },
  async 'v2-gateway-request'({ input, expected, privateKeyPem }) {
    const parameters = readForm(`${input.requestTarget.split('?')[1]}&${input.formBody}`)
    expect(requestText(parameters)).toBe(expected.canonicalString)
    expect(await sign(requestText(parameters), privateKeyPem!)).toBe(expected.sign)
    if (!input.aesKeyBase64) return
    const key = fromBase64(input.aesKeyBase64)!
    expect(text(await decryptAesCbc(key, fromBase64(parameters.biz_content!)!))).toBe(expected.plainBizContent)
    expect(toBase64(await encryptAesCbc(key, utf8(expected.plainBizContent)))).toBe(parameters.biz_content)
  },
  async 'v2-response-slice'({ input, expected }) {
    expect(rawMembers(input.rawBody).get(input.responseKey)).toBe(expected.signedSlice)
  },
  async 'v2-response-verify'(vector) {
    const { input, expected, publicKeyPem } = vector
    expect(rawMembers(input.rawBody).get(input.responseKey)).toBe(expected.signedSlice)
    expect(await verify(expected.signedSlice, expected.sign, publicKeyPem!)).toBe(expected.valid)
    const method = input.responseKey.replace(/_response$/, '').replaceAll('_', '.')
    const open = (body: string) =>
      openV2Reply(accountFor(vector), 'callProvider', method, { status: 200, headers: {}, body: utf8(body) })
    const { code } = JSON.parse(expected.signedSlice)
    if (code === '10000') expect((await open(input.rawBody)).value).toEqual(JSON.parse(expected.signedSlice))
    else expect(await failure(open(input.rawBody))).toMatchObject({ authentic: true, code: 'REQUEST_REFUSED' })
    expect(await codeOf(open(input.rawBody.replace('"msg"', ' "msg"')))).toBe('SIGNATURE_INVALID')
  },
  async 'v2-app-sync-result'({ input, expected, publicKeyPem }) {
    expect(rawMembers(input.rawBody).get(input.responseKey)).toBe(expected.signedSlice)
    expect(await verify(expected.signedSlice, expected.sign, publicKeyPem!)).toBe(expected.valid)
  },
  async 'v2-return-url-verify'(vector) {
    const { input, expected } = vector
    expect(notificationText(readForm(input.url.split('?')[1]))).toBe(expected.canonicalString)
    const { app_id, seller_id } = readForm(input.url.split('?')[1])
    const account = accountFor(vector, { appId: app_id, sellerId: seller_id })
    expect(await receiveReturn(account, input.url)).toMatchObject({ amount: { currency: 'CNY', value: 1 } })
    expect(await codeOf(receiveReturn(account, input.url.replace('0.01', '0.02')))).toBe('SIGNATURE_INVALID')
  },
  async 'v2-notify-verify'(vector) {
    const { input, expected, publicKeyPem } = vector
    const fields = readForm(input.formBody)
    const account = accountFor(vector, { appId: fields.app_id })
    const keeps = expected.excluded?.includes('sign_type') === false
    if (expected.canonicalString)
      expect((keeps ? requestText : notificationText)(fields)).toBe(expected.canonicalString)
    const incoming = { headers: {}, body: utf8(input.formBody) }
    if (isShort(publicKeyPem)) {
      await expect(ready(account)).rejects.toThrow('1024-bit')
      // SHA-1 as well: refused for its sign_type before any key is read.
      expect(await failure(receiveWebhook(account, incoming))).toMatchObject({
        code: 'SIGNATURE_INVALID',
        message: expect.stringContaining('sign_type RSA;'),
      })
      return
    }
    const [right, wrong] = keeps ? [receiveNotice, receiveWebhook] : [receiveWebhook, receiveNotice]
    expect(await codeOf(wrong(account, incoming))).toBe('SIGNATURE_INVALID')
    if (expected.valid) expect((await right(account, incoming)).raw).toEqual(fields)
    else expect(await codeOf(right(account, incoming))).toBe('SIGNATURE_INVALID')
  },
  async 'v2-params-verify'({ input, expected, publicKeyPem }) {
    expect(requestText(input.params)).toBe(expected.canonicalString)
    const valid = await verify(expected.canonicalString, input.params.sign, publicKeyPem!)
    // RSA is SHA-1, which is never tried.
    expect(valid).toBe(input.params.sign_type === 'RSA2')
  },
  async 'cert-sn'({ input, expected }) {
    expect(certificateSn(readCertificates(input.certificatePem, 'it')[0]!)).toBe(expected.certSn)
    expect(Buffer.from(md5(utf8(expected.hashInput))).toString('hex')).toBe(expected.certSn)
  },
  async 'root-cert-sn'({ input, expected }) {
    expect(rootSn(readCertificates(input.certificatesPem, 'it'))).toBe(expected.rootCertSn)
  },
  async 'aes-cbc-zero-iv'({ input, expected }) {
    const key = fromBase64(input.aesKeyBase64)!
    expect(toBase64(await encryptAesCbc(key, utf8(input.plainText)))).toBe(expected.cipherTextBase64)
    expect(text(await decryptAesCbc(key, fromBase64(expected.cipherTextBase64)!))).toBe(input.plainText)
  },
  async 'v3-request-sign'({ input, expected, privateKeyPem }) {
    const { authString, method, uri, body, appAuthToken } = input
    const message = v3RequestText(authString, method, uri, body, appAuthToken)
    expect(message).toBe(expected.canonicalString)
    expect(await sign(message, privateKeyPem!)).toBe(expected.sign)
    if (input.plainBody)
      expect(toBase64(await encryptAesCbc(fromBase64(input.aesKeyBase64)!, utf8(input.plainBody)))).toBe(body)
  },
  async 'v3-response-verify'(vector) {
    const { input, expected } = vector
    const { 'alipay-timestamp': timestamp, 'alipay-nonce': nonce } = input.headers
    expect(v3ReplyText(timestamp, nonce, input.rawBody)).toBe(expected.canonicalString)
    const open = (body: string) =>
      openV3Reply(accountFor(vector), 'callProvider', { status: 200, headers: input.headers, body: utf8(body) })
    expect((await open(input.rawBody)).value).toEqual(JSON.parse(expected.plainBody ?? input.rawBody))
    expect(await codeOf(open(`${input.rawBody} `))).toBe('SIGNATURE_INVALID')
  },
}

// Another form layout, SHA-1, and a cipher mode that is not offered.
const left = ['v2-page-execute-post', 'raw-sign', 'aes-v2-decrypt']
const shared = new URL('../../../shared/vectors/alipay.json', import.meta.url)
const published: AlipayVector[] = existsSync(shared) ? JSON.parse(readFileSync(shared, 'utf8')).vectors : []

describe('published samples', () => {
  it.each(vectors)('$kind: $name', (vector) => runs[vector.kind]!(vector))
  it.runIf(published.length > 0).each(published.filter(({ kind }) => kind in runs))('shared, $kind: $name', (vector) =>
    runs[vector.kind]!(vector),
  )
  it.runIf(published.length > 0)('of all kinds are run', () => {
    expect([...new Set(published.map(({ kind }) => kind).filter((kind) => !(kind in runs)))].sort()).toEqual(
      left.sort(),
    )
  })
})

describe('an account loosens no check to let a sample pass', () => {
  it('refuses 1024-bit keys on both sides', async () => {
    const weak = vectors.find(({ name }) => name === 'v2-sdk-execute-string-1024')!
    expect((await failure(ready(accountOf({}, { alipayPublicKey: weak.publicKeyPem! } as object)))).message).toContain(
      'a 1024-bit key',
    )
    expect((await failure(ready(accountOf({}, { privateKey: weak.privateKeyPem! })))).message).toContain(
      'a 1024-bit key',
    )
  })
})
