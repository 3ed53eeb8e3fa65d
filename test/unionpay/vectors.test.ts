import { receiveWebhook } from 'shroff/unionpay'
import { describe, expect } from 'vitest'
import { fromBase64, importPublicKey, verify } from '#crypto'
import { rsaSha1 } from '../../src/crypto/algorithms.js'
import { hexDigest } from '../../src/crypto/keyed-digest.js'
import { parseReply, signedText } from '../../src/unionpay/canonical.js'
import { judge, readFirst, trustOf } from '../../src/unionpay/certificates.js'
import { openForm, openReply } from '../../src/unionpay/open.js'
import { seal, sealFields } from '../../src/unionpay/seal.js'
import { codeOf } from '../support/failure.js'
import { accountOf, merchantId } from '../support/unionpay.js'
import { clockAt } from '../support/wechatpay.js'
import { type Checks, testSamples } from '../vectors/flip.js'
import { type UnionpayVector, vectors } from '../vectors/unionpay/samples.js'
import { answerCertificate, testMiddle, testRoot } from '../vectors/unionpay.js'

// The published samples over our own code; test/oracle/unionpay/samples.test.ts runs them by the oracle and by openssl.

type Fields = Readonly<Record<string, string>>
const utf8 = (text: string) => new Uint8Array(Buffer.from(text))
const form = (fields: Fields) => utf8(new URLSearchParams(fields).toString())

/** The published merchant at UnionPay's test environment, when the answers were given; their certificate has ended since. */
const accountThen = (more = {}) =>
  accountOf({
    rootCertificate: testRoot,
    middleCertificate: testMiddle,
    unsafeSha1Chain: true,
    clock: clockAt(Date.parse('2024-01-05T08:00:00Z')),
    ...more,
  })
const account = accountThen()
const pinned = (certificate: string) =>
  accountThen({
    rootCertificate: undefined,
    middleCertificate: undefined,
    unsafeSha1Chain: undefined,
    pinnedCertificates: certificate,
  })
/** Whom a published message must not convince. */
const doubters = [
  [accountThen({ clock: clockAt(Date.parse('2025-07-31T01:19:17Z')) }), 'SIGNATURE_INVALID'],
  [accountThen({ clock: clockAt(Date.parse('2020-07-31T01:19:15Z')) }), 'SIGNATURE_INVALID'],
  [pinned(testMiddle), 'SIGNATURE_INVALID'],
  // Without a word on SHA-1 the account itself is refused, and says so.
  [accountThen({ unsafeSha1Chain: false }), 'CONFIG_INVALID'],
] as const
/** What is signed is given in full, and in another order. */
async function checkRequest(fields: Fields, { expected }: UnionpayVector): Promise<void> {
  const { certId, merId, ...given } = fields
  expect(signedText(fields)).toBe(expected.canonical)
  if (expected.sha256Hex) expect(await hexDigest(signedText(fields))).toBe(expected.sha256Hex)
  expect(merId).toBe(merchantId)
  const turned = Object.fromEntries(Object.entries(given).reverse())
  const sealed = await sealFields(account, { ...turned, frontUrl: given.frontUrl, reqReserved: '', queryId: undefined })
  expect(sealed).toEqual({ ...fields, certId, signature: expected.signature })
}

const checks: Checks<UnionpayVector> = {
  'request-sign': (vector) => checkRequest(vector.input.params!, vector),
  async 'request-form-body'(vector) {
    const { input, expected } = vector
    const { signature, ...fields } = Object.fromEntries(new URLSearchParams(input.body))
    expect(signature).toBe(expected.signature)
    expect(fields).toEqual(expected.params)
    await checkRequest(fields, vector)
    const { body } = await seal(account, '/gateway/api/backTransReq.do', fields, 'https://gateway.test.95516.com')
    expect(Buffer.from(body!).toString().split('&').sort()).toEqual(input.body!.split('&').sort())
  },
  async 'response-verify'({ input: { rawBody }, expected: { expectFields, expectValid } }) {
    const fields = parseReply(rawBody!)
    expect(fields).toMatchObject(expectFields!)
    const open = (body: string, by = account) =>
      openReply(by, { action: 'getPayment', refusals: [] }, { status: 200, headers: {}, body: utf8(body) })
    const opened = await open(rawBody!)
    expect([opened.by, opened.value]).toEqual(['signature', fields])
    expect(opened.by === 'signature').toBe(expectValid)
    expect((await open(rawBody!, pinned(answerCertificate))).value).toEqual(fields)
    for (const [doubter, code] of doubters) expect(await codeOf(open(rawBody!, doubter))).toBe(code)
    for (const changed of [rawBody!.replace('txnAmt=1&', 'txnAmt=2&'), rawBody!.replaceAll('\r\n', '\n')])
      expect(await codeOf(open(changed))).toBe('SIGNATURE_INVALID')
  },
  async 'notification-verify'({ input, expected }) {
    const params = input.params!
    if (expected.canonical) expect(signedText(params)).toBe(expected.canonical)
    const at = accountThen({ clock: clockAt(Date.parse('2022-09-08T05:22:06Z')) })
    if (!expected.expectValid) {
      expect(await codeOf(openForm(at, form(params)))).toBe('SIGNATURE_INVALID')
      // What was changed in it is the amount: as it was, it verifies.
      expect((await openForm(at, form({ ...params, txnAmt: '1' }))).by).toBe('signature')
      return
    }
    expect((await openForm(at, form(params))).value).toEqual(params)
    expect(await receiveWebhook(at, { headers: {}, body: form(params) })).toMatchObject({
      type: 'payment.paid',
      orderId: params.orderId,
      paymentId: params.queryId,
      amount: { currency: 'CNY', value: Number(params.txnAmt) },
      placedAt: new Date('2022-09-08T05:22:06Z'),
    })
  },
  async 'app-result-verify'({ input: { data, sign }, expected: { sha1Hex, expectValid }, keys }) {
    const key = await importPublicKey(keys.certificate!, 'the key', rsaSha1)
    expect(await verify(rsaSha1, key, fromBase64(sign!)!, sha1Hex!)).toBe(expectValid)
    expect(data).toContain(`cert_id=${readFirst(keys.certificate!, 'certificate').serialDecimal}`)
  },
  'cert-id'({ input, expected }) {
    const { serial, serialDecimal } = readFirst(input.certPem!, 'certificate')
    expect([serial, serialDecimal]).toEqual([expected.serialHex, expected.certId])
  },
  async 'cert-chain'({ input: { leafPem }, expected, keys: { middle, root } }) {
    const trust = await trustOf({ root, middle, pinned: undefined, allowSha1: true })
    const judged = judge(trust, leafPem!, account.clock.now())
    if (!expected.expectChainValid) {
      expect(await codeOf(judged)).toBe('SIGNATURE_INVALID')
      return
    }
    const { subject, notBefore, notAfter } = (await judged).certificate
    const name = subject.find(({ type }) => type === 'CN')?.value
    expect(name).toBe(expected.subjectCN)
    expect(name!.split('@')).toEqual(expected.cnParts)
    expect(expected.expectCnCheck).toBe(true)
    const dates = [notBefore, notAfter]
    expect(dates).toEqual([expected.validFrom, expected.validTo].map((date) => new Date(date!)))
    for (const [index, outside] of dates.map((date, index) => date.getTime() + (index ? 1000 : -1000)).entries()) {
      expect(await codeOf(judge(trust, leafPem!, outside))).toBe('SIGNATURE_INVALID')
      await judge(trust, leafPem!, dates[index]!.getTime())
    }
  },
}

const why = 'a message is opened without the card number in it; card.test.ts decrypts this one'
describe('published samples', () =>
  testSamples(vectors, checks, [
    { sample: 'acp510-response-query-00', leaf: '/accNoDecrypted', why },
    { sample: 'acp510-back-notify-consume', leaf: '/accNoDecrypted', why },
  ]))
