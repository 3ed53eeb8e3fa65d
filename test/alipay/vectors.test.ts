import { createDecipheriv } from 'node:crypto'
import { ready, receiveNotice, receiveReturn, receiveWebhook } from 'shroff/alipay'
import { describe, expect, it } from 'vitest'
import {
  decryptAesCbc,
  encryptAesCbc,
  fromBase64,
  importPrivateKey,
  importPublicKey,
  md5,
  sign,
  toBase64,
  verify,
} from '#crypto'
import { notificationText, requestText, v3ReplyText, v3RequestText } from '../../src/alipay/canonical.js'
import { certificateSn, readCertificates, rootSn } from '../../src/alipay/certificates.js'
import { openV2Reply, openV3Reply } from '../../src/alipay/open.js'
import { rawMembers } from '../../src/alipay/raw-members.js'
import { seal } from '../../src/alipay/seal.js'
import { readForm } from '../../src/codec/form.js'
import { rsaSha256 } from '../../src/crypto/algorithms.js'
import { signatureOf, verifies } from '../oracle/alipay.js'
import { accountOf } from '../support/alipay.js'
import { codeOf, failure } from '../support/failure.js'
import { clockAt } from '../support/wechatpay.js'
import { type AlipayVector, vectors } from '../vectors/alipay.js'
import { type Checks, testSamples } from '../vectors/flip.js'

const utf8 = (text: string) => new Uint8Array(Buffer.from(text))
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString()
const signedHere = async (message: string, pem: string) =>
  toBase64(await sign(rsaSha256, await importPrivateKey(pem, 'the key', rsaSha256), utf8(message)))
const verified = async (message: string, signature: string, pem: string) =>
  verify(rsaSha256, await importPublicKey(pem, 'the key', rsaSha256), fromBase64(signature)!, utf8(message))
/** 1024 bits, of either half. */
const isShort = (pem: string | undefined) => pem !== undefined && pem.length < (pem.includes('PRIVATE') ? 1000 : 300)
const accountFor = ({ publicKeyPem, input }: AlipayVector, more: object = {}) =>
  accountOf({}, {
    alipayPublicKey: publicKeyPem!,
    sellerId: undefined,
    ...(input.aesKeyBase64 && { contentKey: input.aesKeyBase64 }),
    ...more,
  } as object)
/** The parameters that a canonical text leaves out, the empty ones apart. */
const leftOut = (canonical: string, parameters: Record<string, string>) =>
  Object.keys(parameters)
    .filter((name) => parameters[name] !== '' && !`&${canonical}`.includes(`&${name}=`))
    .sort()

/** What the library must refuse to sign with, signed by the oracle; else both must come to the same. */
async function signed(message: string, pem: string): Promise<string> {
  const byOracle = signatureOf(message, pem)
  if (isShort(pem)) await expect(importPrivateKey(pem, 'it', rsaSha256)).rejects.toThrow('1024-bit')
  else expect(await signedHere(message, pem)).toBe(byOracle)
  return byOracle
}

/** §4: the form as PHP's client writes it: charset in the address, all parameters as hidden inputs. */
const aopForm = (fields: Record<string, string>) =>
  `<form id='alipaysubmit' name='alipaysubmit' action='https://openapi.alipaydev.com/gateway.do?charset=${fields.charset}' method='POST'>${Object.entries(
    fields,
  )
    .map(([name, value]) => `<input type='hidden' name='${name}' value='${value.replaceAll("'", '&apos;')}'/>`)
    .join(
      '',
    )}<input type='submit' value='ok' style='display:none'></form><script>document.forms['alipaysubmit'].submit();</script>`

/** How a published sample of each kind is run. */
const checks: Checks<AlipayVector> = {
  async 'v2-request-sign'({ input, expected, privateKeyPem }) {
    expect(requestText(input.params)).toBe(expected.canonicalString)
    expect(await signed(requestText(input.params), privateKeyPem!)).toBe(expected.sign)
  },
  async 'v2-sdk-execute'({ input, expected, privateKeyPem }) {
    expect(requestText(input.params)).toBe(expected.canonicalString)
    // What the app gets, read again.
    expect(readForm(expected.orderString)).toEqual({ ...input.params, sign: expected.sign })
    expect(await signed(requestText(input.params), privateKeyPem!)).toBe(expected.sign)
  },
  async 'v2-page-execute-post'({ input, expected, privateKeyPem }) {
    expect(requestText(input.params)).toBe(expected.canonicalString)
    expect(await signed(requestText(input.params), privateKeyPem!)).toBe(expected.sign)
    expect(aopForm({ ...input.params, sign: expected.sign })).toBe(expected.html)
  },
  async 'v2-gateway-request'({ input, expected, privateKeyPem }) {
    const parameters = readForm(`${input.requestTarget.split('?')[1]}&${input.formBody}`)
    expect(requestText(parameters)).toBe(expected.canonicalString)
    expect(await signed(requestText(parameters), privateKeyPem!)).toBe(expected.sign)
    expect(parameters.sign).toBe(expected.sign)
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
    expect(await verified(expected.signedSlice, expected.sign, publicKeyPem!)).toBe(expected.valid)
    const method = input.responseKey.replace(/_response$/, '').replaceAll('_', '.')
    const open = (body: string) =>
      openV2Reply(accountFor(vector), { action: 'callProvider' }, method, {
        status: 200,
        headers: {},
        body: utf8(body),
      })
    const { code } = JSON.parse(expected.signedSlice)
    if (code === '10000') expect((await open(input.rawBody)).value).toEqual(JSON.parse(expected.signedSlice))
    else expect(await failure(open(input.rawBody))).toMatchObject({ authentic: true, code: 'REQUEST_REFUSED' })
    expect(await codeOf(open(input.rawBody.replace('"msg"', ' "msg"')))).toBe('SIGNATURE_INVALID')
  },
  async 'v2-app-sync-result'(vector) {
    const { input, expected, publicKeyPem } = vector
    expect(rawMembers(input.rawBody).get(input.responseKey)).toBe(expected.signedSlice)
    expect(await verified(expected.signedSlice, expected.sign, publicKeyPem!)).toBe(expected.valid)
    const reply = { status: 200, headers: {}, body: utf8(input.rawBody) }
    const { value } = await openV2Reply(
      accountFor(vector),
      { action: 'receiveAppResult' },
      'alipay.trade.app.pay',
      reply,
    )
    expect(value).toEqual(JSON.parse(expected.signedSlice))
  },
  async 'v2-return-url-verify'(vector) {
    const { input, expected, publicKeyPem } = vector
    const fields = readForm(input.url.split('?')[1])
    expect(notificationText(fields)).toBe(expected.canonicalString)
    expect(fields.sign).toBe(expected.sign)
    expect(await verified(expected.canonicalString, fields.sign!, publicKeyPem!)).toBe(expected.valid)
    const account = accountFor(vector, { appId: fields.app_id, sellerId: fields.seller_id })
    expect(await receiveReturn(account, input.url)).toMatchObject({ amount: { currency: 'CNY', value: 1 } })
    expect(await codeOf(receiveReturn(account, input.url.replace('0.01', '0.02')))).toBe('SIGNATURE_INVALID')
  },
  async 'v2-notify-verify'(vector) {
    const { input, expected, publicKeyPem } = vector
    const fields = readForm(input.formBody)
    expect(fields).toEqual(input.params)
    const account = accountFor(vector, { appId: fields.app_id })
    const keeps = expected.excluded?.includes('sign_type') === false
    const canonical = (keeps ? requestText : notificationText)(fields)
    if (expected.canonicalString) {
      expect(canonical).toBe(expected.canonicalString)
      expect(leftOut(expected.canonicalString, fields)).toEqual(expected.excluded)
    }
    const signType = fields.sign_type as 'RSA' | 'RSA2'
    expect(verifies(canonical, fields.sign!, publicKeyPem!, signType)).toBe(expected.valid)
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
  async 'v2-params-verify'({ input, expected, publicKeyPem, certificatePem }) {
    const { sign: signature, sign_type: signType } = input.params
    expect(requestText(input.params)).toBe(expected.canonicalString)
    expect(leftOut(expected.canonicalString, input.params)).toEqual(expected.excluded)
    expect(verifies(expected.canonicalString, signature, certificatePem!, signType)).toBe(expected.valid)
    // RSA is SHA-1, which the library never tries.
    expect(await verified(expected.canonicalString, signature, publicKeyPem!)).toBe(signType === 'RSA2')
  },
  async 'raw-sign'({ input, expected, privateKeyPem, publicKeyPem }) {
    // RSA is SHA-1, and the key is short: nothing for the library to do but refuse.
    expect(signatureOf(input.content, privateKeyPem!, 'RSA')).toBe(expected.sign)
    expect(verifies(input.content, expected.sign, publicKeyPem!, 'RSA')).toBe(true)
    await expect(importPrivateKey(privateKeyPem!, 'it', rsaSha256)).rejects.toThrow('1024-bit')
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
  async 'aes-v2-decrypt'({ input, expected }) {
    // A mode that is not offered: under the other one its first block is a random one more.
    const key = Buffer.from(input.aesKeyBase64, 'base64')
    const bytes = Buffer.from(input.cipherTextBase64, 'base64')
    const decipher = createDecipheriv('aes-128-cbc', key, bytes.subarray(0, 16))
    expect(text(Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]))).toBe(expected.plainText)
    expect((await decryptAesCbc(key, bytes)).subarray(16)).toEqual(utf8(expected.plainText))
  },
  async 'v3-request-sign'(vector) {
    const { input, expected, privateKeyPem } = vector
    const { authString, method: httpMethod, uri: path, body, appAuthToken, plainBody: content = body } = input
    const message = v3RequestText(authString, httpMethod, path, body, appAuthToken)
    expect(message).toBe(expected.canonicalString)
    expect(await signed(message, privateKeyPem!)).toBe(expected.sign)
    expect(`ALIPAY-SHA256withRSA ${authString},sign=${expected.sign}`).toBe(expected.authorization)
    // Our nonces are not written like those of the sample, so the rest of the call is compared beside its signature.
    const [, appId, time] = /^app_id=(\d+),.*timestamp=(\d+)$/.exec(authString)!
    const account = accountFor(vector, {
      api: 'v3',
      appId,
      privateKey: privateKeyPem,
      clock: clockAt(Number(time)),
      ...(appAuthToken && { appAuthToken, sellerId: '2088621955702781' }),
    })
    const host = 'https://openapi.alipay.com'
    const sent = await seal(account, { method: 'alipay.trade.query', httpMethod, path, content }, host)
    expect(sent).toMatchObject({ method: httpMethod, url: host + path, body: utf8(body) })
    const { 'alipay-request-id': _, 'alipay-encryption-algm': __, ...headers } = input.headers
    expect(sent.headers).toMatchObject(headers)
  },
  async 'v3-response-verify'(vector) {
    const { input, expected, publicKeyPem } = vector
    const { 'alipay-timestamp': timestamp, 'alipay-nonce': nonce, 'alipay-signature': signature } = input.headers
    expect(v3ReplyText(timestamp, nonce, input.rawBody)).toBe(expected.canonicalString)
    expect(await verified(expected.canonicalString, signature, publicKeyPem!)).toBe(expected.valid)
    const account = accountFor(vector, { clock: clockAt(Number(timestamp)) })
    const open = (body: string) =>
      openV3Reply(account, { action: 'callProvider' }, { status: 200, headers: input.headers, body: utf8(body) })
    const { value } = await open(input.rawBody)
    // Compared as it is written, since a member could be missing from both.
    if (expected.plainBody) expect(JSON.stringify(value)).toBe(expected.plainBody)
    expect(value).toEqual(JSON.parse(expected.plainBody ?? input.rawBody))
    expect(await codeOf(open(`${input.rawBody} `))).toBe('SIGNATURE_INVALID')
  },
}

describe('published samples', () => testSamples(vectors, checks))

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
