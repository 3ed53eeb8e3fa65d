import { createPrivateKey, createPublicKey, sign as signNatively } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { decryptAesEcb, encryptAesEcb, sha256 } from '#crypto'
import { rsaSha256 } from '../../src/crypto/algorithms.js'
import { toUrlBase64 } from '../../src/crypto/base64.js'
import { fromHex, fromUtf8, toLowerHex, utf8 } from '../../src/crypto/bytes.js'
import { sm } from '../../src/sm/index.js'
import { importSm2PublicKey } from '../../src/sm/sm2-keys.js'
import {
  answerText,
  headerText,
  noticeParts,
  parameterText,
  readAuthorization,
  requestText,
  writeAuthorization,
} from '../../src/yeepay/canonical.js'
import { openReply } from '../../src/yeepay/open.js'
import { openNotice } from '../../src/yeepay/open-notice.js'
import { readSignature, rsaScheme, smScheme, writeSignature } from '../../src/yeepay/scheme.js'
import { seal } from '../../src/yeepay/seal.js'
import {
  canonicalRequest,
  cleaned,
  form,
  sha256 as hashOf,
  openNotice as openByOracle,
  scriptUrl,
  signText,
  verifies,
} from '../oracle/yeepay/wire.js'
import { codeOf } from '../support/failure.js'
import { clockAt } from '../support/wechatpay.js'
import { accountOf, merchantKey, platformPublicKey } from '../support/yeepay.js'
import { type Checks, testSamples } from '../vectors/flip.js'
import { sharedSamples } from '../vectors/shared.js'
import { vectors, type YeepayVector } from '../vectors/yeepay.js'

const pemOf = (base64: string, kind: 'PRIVATE' | 'PUBLIC') =>
  `-----BEGIN ${kind} KEY-----\n${base64.replace(/.{64}/g, '$&\n')}\n-----END ${kind} KEY-----\n`

const authOf = ({ appKey, timestamp, expireSeconds }: YeepayVector['input']) => ({
  appKey: appKey!,
  time: timestamp!,
  seconds: String(expireSeconds ?? 1800),
})

const paramsOf = ({ params }: YeepayVector['input']) => params ?? {}

/** The canonical request of a sample, by our steps and by the oracle's. */
function canonicalOf(input: YeepayVector['input'], signed: Record<string, string>, auth = authOf(input)) {
  const { method, uri } = input
  const query = method === 'GET' ? paramsOf(input) : {}
  const ours = requestText({
    auth,
    method: method!,
    path: uri!,
    query: parameterText(query),
    headers: headerText(signed, Object.keys(signed)),
  })
  const theirs = canonicalRequest({
    ...{ appKey: auth.appKey, timestamp: auth.time, expireSeconds: auth.seconds },
    ...{ method: method!, uri: uri!, query: form(query), headers: signed },
  })
  expect(ours).toBe(theirs)
  return ours
}

/** How a published sample of each kind is run. */
const checks: Checks<YeepayVector> = {
  async 'rsa-request-sign'({ input, expected }) {
    const { method, uri, jsonBody, requestId, appKey, timestamp } = input
    const content = jsonBody ?? (method === 'GET' ? '' : form(paramsOf(input)))
    const hash = hashOf(content)
    expect([hash, toLowerHex(await sha256(utf8(content)))]).toEqual([expected.contentSha256, expected.contentSha256])
    const signed = {
      ...(input.contentType && { 'content-type': input.contentType }),
      'x-yop-appkey': appKey!,
      'x-yop-content-sha256': hash,
      'x-yop-request-id': requestId!,
    }
    const text = canonicalOf(input, signed)
    expect(text).toBe(expected.canonicalRequest)
    const key = input.privateKeyPkcs8Base64 ?? merchantKey
    const signature = `${signText(text, key)}$SHA256`
    const privateKey = input.privateKeyPkcs8Base64 ? pemOf(input.privateKeyPkcs8Base64, 'PRIVATE') : merchantKey
    if (expected.signature !== undefined) {
      // The page's own example, which signs the content type too.
      expect([signature, parameterText(paramsOf(input)), form(paramsOf(input))]).toEqual([
        expected.signature,
        expected.canonicalForm,
        expected.canonicalForm,
      ])
      const bytes = signNatively('sha256', Buffer.from(text), createPrivateKey(privateKey))
      expect(writeSignature(rsaScheme(), bytes)).toBe(expected.signature)
      expect(Object.keys(signed).sort().join(';')).toBe(input.signedHeaders)
      return
    }
    const authorization = writeAuthorization(rsaScheme().wire.name, {
      ...authOf(input),
      signedHeaders: Object.keys(signed),
      signature,
    })
    expect(authorization).toBe(expected.authorization)
    expect(readAuthorization(authorization)).toMatchObject({
      ...authOf(input),
      scheme: rsaScheme().wire.name,
      signature,
    })
    // The whole request, as it leaves this house.
    const randomBytes = () => fromHex(requestId!.replaceAll('-', ''))!
    const account = accountOf({ appKey: appKey!, privateKey, randomBytes, clock: clockAt(Date.parse(timestamp!)) })
    const question = { method: method!, path: uri!, fields: paramsOf(input), ...(jsonBody && { json: jsonBody }) }
    const sent = await seal(account, question, 'https://openapi.yeepay.com')
    expect(sent.headers).toMatchObject({ ...signed, authorization: expected.authorization })
    expect(sent.url.split('?')[0]).toBe(expected.url!.split('?')[0]!.replace('yos.', 'openapi.'))
    // Address, body and type as YeePay's scripts have them: theirs encode a blank as a plus, ours by RFC 3986.
    const host = uri!.startsWith('/yos/') ? 'https://yos.yeepay.com' : 'https://openapi.yeepay.com'
    const url = method === 'GET' ? scriptUrl(host, uri!, paramsOf(input)) : `${host}/yop-center${uri}`
    const types = { GET: 'application/x-www-form-urlencoded;charset=UTF-8', POST: jsonBody ? 'application/json' : null }
    expect([expected.url, expected.body, expected.content_type]).toEqual([url, jsonBody ?? null, types[method!]])
    if (jsonBody) expect(Buffer.from(sent.body!).toString()).toBe(jsonBody)
  },
  async 'rsa-notify-decrypt'({ input, expected }) {
    const [wrapped, sealed] = input.response!.split('$')
    const body = (response: string) => new Uint8Array(Buffer.from(`response=${encodeURIComponent(response)}`))
    const opened = openByOracle(body(input.response!), { privateKey: merchantKey, yeepayPublicKey: platformPublicKey })
    expect(Buffer.from(opened.key).toString('hex')).toBe(expected.aesKeyHex)
    expect([opened.json, opened.signature]).toEqual([expected.plaintext, expected.signature])
    const plaintext = fromUtf8(decryptAesEcb(fromHex(expected.aesKeyHex!)!, Buffer.from(sealed!, 'base64')))
    expect(noticeParts(plaintext)).toEqual([expected.plaintext, expected.signature])
    expect(verifies(expected.plaintext!, expected.signature!, platformPublicKey)).toBe(expected.signatureValid)
    const { value, by } = await openNotice(accountOf(), body(input.response!))
    expect([value, by]).toEqual([JSON.parse(expected.plaintext!), 'signature'])
    // Base64 whose pluses were posted as they are.
    const unescaped = new Uint8Array(Buffer.from(`response=${input.response!}`))
    expect((await openNotice(accountOf(), unescaped)).value).toEqual(value)
    expect(await codeOf(openNotice(accountOf(), body(`${sealed}$${wrapped}$AES$SHA256`)))).toBe('SIGNATURE_INVALID')
  },
  async 'rsa-response-verify'({ input, expected }) {
    const { signedText = cleaned(input.body!), signatureValid } = expected
    expect([answerText(input.body!), cleaned(input.body!)]).toEqual([signedText, signedText])
    expect(verifies(signedText, input.xYopSign!, platformPublicKey)).toBe(signatureValid)
    const reply = {
      status: 200,
      headers: { 'x-yop-sign': input.xYopSign! },
      body: new Uint8Array(Buffer.from(input.body!)),
    }
    const end = await openReply(accountOf(), { action: 'getPayment' }, reply).then(
      ({ value }) => value,
      ({ code }) => code,
    )
    expect(end).toEqual(signatureValid ? JSON.parse(signedText).result : 'SIGNATURE_INVALID')
  },
  async 'rsa-sha256-raw'({ input, expected }) {
    const key = pemOf(input.platformPublicKeySpkiBase64!, 'PUBLIC')
    expect(signText(input.data!, input.privateKeyPkcs8Base64!)).toBe(expected.signatureBase64Url)
    expect(verifies(input.data!, expected.signatureBase64Url!, input.platformPublicKeySpkiBase64!)).toBe(
      expected.signatureValid,
    )
    expect(createPublicKey(createPrivateKey(pemOf(input.privateKeyPkcs8Base64!, 'PRIVATE')))).toEqual(
      createPublicKey(key),
    )
    // It is an answer's: its result failed, but has no code.
    const headers = { 'x-yop-sign': `${expected.signatureBase64Url}$SHA256` }
    const reply = { status: 200, headers, body: new Uint8Array(Buffer.from(input.data!)) }
    const account = accountOf({ yeepayPublicKey: key })
    expect((await openReply(account, { action: 'callProvider' }, reply)).value).toEqual(JSON.parse(input.data!).result)
  },
  'aes-128-ecb-pkcs5-base64url'({ input, expected }) {
    const key = Buffer.from(input.keyBase64Url!, 'base64url')
    const sealed = encryptAesEcb(key, utf8(input.plaintext!))
    expect(toUrlBase64(sealed)).toBe(expected.ciphertextBase64Url)
    expect(fromUtf8(decryptAesEcb(key, sealed))).toBe(input.plaintext)
  },
  async 'sm2-request-verify'({ input, expected }) {
    const hash = Buffer.from(sm.sm3(utf8(form(paramsOf(input))))).toString('hex')
    expect(hash).toBe(expected.contentSm3)
    const given = readAuthorization(expected.authorization!)!
    const signed = {
      'x-yop-appkey': given.appKey,
      'x-yop-content-sm3': hash,
      'x-yop-request-id': /request-id:(\S+)/.exec(expected.canonicalRequest!)![1]!,
    }
    const text = canonicalOf(input, signed, given)
    expect(text).toBe(expected.canonicalRequest)
    expect(writeAuthorization('YOP-SM2-SM3', given)).toBe(expected.authorization)
    expect([given.scheme, given.signedHeaders, given.signature.split('$')[1]]).toEqual([
      'YOP-SM2-SM3',
      Object.keys(signed),
      'SM3',
    ])
    const key = await importSm2PublicKey(input.merchantPublicKeyHex!)
    const fits = await sm.signature.own.verify(key, readSignature(smScheme(sm), given.signature)!, [utf8(text)])
    expect(fits).toBe(expected.signatureValid)
  },
  async 'sm2-sm3-raw'({ input, expected }) {
    const { publicKeySpkiBase64: spki, publicKeyHex: hex } = input
    for (const form of [hex!, pemOf(spki!, 'PUBLIC')]) {
      const key = await importSm2PublicKey(form)
      const der = readSignature(smScheme(sm), expected.signature!)!
      expect(await sm.signature.own.verify(key, der, [utf8(input.data!)])).toBe(expected.signatureValid)
      expect(await sm.signature.own.verify(key, der, [utf8(`${input.data} `)])).toBe(false)
    }
    expect(expected.signature!.endsWith('$SM3')).toBe(true)
  },
  async sha256({ input, expected }) {
    expect(toLowerHex(await sha256(utf8(input.data!)))).toBe(expected.hex)
    expect(await rsaScheme().digest(utf8(input.data!))).toBe(expected.hex)
    expect(rsaSha256.digest).toBe('sha256')
  },
}

describe('published samples', () => testSamples(vectors, checks))

type Shared = { id: string; inputs: object; expected: object }
const shared = sharedSamples<Shared>('yeepay.json')

it.runIf(shared.length > 0)('all that are kept beside the clone are transcribed here', () => {
  for (const { id, inputs, expected } of shared) {
    const found = vectors.find(({ name }) => name === id)!
    expect(found.expected).toEqual(expected)
    expect(inputs).toMatchObject(found.input)
  }
})
