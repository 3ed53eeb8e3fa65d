import { X509Certificate } from 'node:crypto'
import { describe, expect } from 'vitest'
import * as openssl from '../../support/openssl.js'
import { type Checks, testSamples } from '../../vectors/flip.js'
import { type UnionpayVector, vectors } from '../../vectors/unionpay/samples.js'
import { merchantCertificate, testMiddle, testRoot } from '../../vectors/unionpay.js'
import { formFields } from '../alipay/primitives.js'
import {
  answerFields,
  canonicalText,
  certificateId,
  examineCertificate,
  type Fields,
  openCardNumber,
  signatureOf,
  verifies,
} from '../unionpay.js'
import { ownerOf } from './certificates.js'

// The oracle and the command line openssl run the published samples, each by itself: what is judged by them is not ours alone.

const strictly = (violation: string) => {
  throw new Error(violation)
}
/** When the published answers were given; the certificate in them has ended since. */
const then = new Date('2024-01-05T08:00:00Z')

const chainHolds = (pem: string, { middle, root }: UnionpayVector['keys'], at = then) => {
  try {
    examineCertificate(pem, { middle: middle!, root: root!, now: at.getTime() }, strictly)
    return true
  } catch {
    return false
  }
}

/** A message of UnionPay's: its certificate, and its signature by both. */
function checkMessage(fields: Fields, { expected, keys }: UnionpayVector): void {
  const { signPubKeyCert: certificate = '', signature = '', accNo = '' } = fields
  expect(chainHolds(certificate, { middle: testMiddle, root: testRoot })).toBe(true)
  expect(openssl.chains(certificate, testMiddle, testRoot, then)).toBe(true)
  expect(verifies(fields, signature, certificate)).toBe(expected.expectValid)
  const hex = openssl.digest('sha256', canonicalText(fields))
  expect(openssl.verifiesUnder('sha256', hex, signature, certificate)).toBe(expected.expectValid)
  if (!expected.accNoDecrypted) return
  expect(openCardNumber(keys.decryptKey!, accNo)).toBe(expected.accNoDecrypted)
  expect(openssl.decryptWith(keys.decryptKey!, accNo)).toBe(expected.accNoDecrypted)
}

/** A merchant's message, by both: RSA PKCS #1 v1.5 gives the same signature every time. */
function checkRequest(fields: Fields, { expected, keys }: UnionpayVector): void {
  const text = canonicalText(fields)
  expect(text).toBe(expected.canonical)
  const hex = openssl.digest('sha256', text)
  if (expected.sha256Hex) expect(hex).toBe(expected.sha256Hex)
  expect(signatureOf(fields, keys.privateKey!)).toBe(expected.signature)
  expect(openssl.signWith('sha256', hex, keys.privateKey!)).toBe(expected.signature)
  expect(verifies(fields, expected.signature!, merchantCertificate)).toBe(true)
}

const checks: Checks<UnionpayVector> = {
  'request-sign': (vector) => checkRequest(vector.input.params!, vector),
  'request-form-body'(vector) {
    const { signature, ...fields } = formFields(vector.input.body!, strictly)
    expect(signature).toBe(vector.expected.signature)
    expect(fields).toEqual(vector.expected.params)
    checkRequest(fields, vector)
  },
  'response-verify'(vector) {
    const fields = answerFields(vector.input.rawBody!, strictly)
    expect(fields).toMatchObject(vector.expected.expectFields!)
    checkMessage(fields, vector)
  },
  'notification-verify'(vector) {
    const { params } = vector.input
    if (vector.expected.canonical) expect(canonicalText(params!)).toBe(vector.expected.canonical)
    checkMessage(params!, vector)
  },
  'app-result-verify'({ input: { data, sign }, expected, keys: { certificate } }) {
    const hex = openssl.digest('sha1', data!)
    expect(hex).toBe(expected.sha1Hex)
    expect(verifies(data!, sign!, certificate!, 'sha1')).toBe(expected.expectValid)
    expect(openssl.verifiesUnder('sha1', hex, sign!, certificate!)).toBe(expected.expectValid)
    expect(data).toContain(`cert_id=${certificateId(certificate!)}`)
  },
  'cert-id'({ input: { certPem }, expected }) {
    expect(certificateId(certPem!)).toBe(expected.certId)
    expect(openssl.serialOf(certPem!)).toBe(expected.serialHex)
    expect(BigInt(`0x${expected.serialHex}`).toString()).toBe(expected.certId)
  },
  'cert-chain'({ input: { leafPem }, expected, keys }) {
    expect(chainHolds(leafPem!, keys)).toBe(expected.expectChainValid)
    expect(openssl.chains(leafPem!, keys.middle!, keys.root!, then)).toBe(expected.expectChainValid)
    if (!expected.subjectCN) return
    const leaf = new X509Certificate(leafPem!)
    expect(ownerOf(leaf)).toEqual(expected.cnParts)
    expect(ownerOf(leaf).join('@')).toBe(expected.subjectCN)
    expect(expected.cnParts![2] === '中国银联股份有限公司').toBe(expected.expectCnCheck)
    expect([leaf.validFrom, leaf.validTo]).toEqual([expected.validFrom, expected.validTo])
    // A second before and after either end; of the last second itself openssl and Java think differently.
    const around = [leaf.validFrom, leaf.validTo].map((date) =>
      [-1000, 1000].map((by) => new Date(Date.parse(date) + by)),
    )
    const judged = (judge: (at: Date) => boolean) => around.map((moments) => moments.map(judge))
    const within = [
      [false, true],
      [true, false],
    ]
    expect(judged((at) => chainHolds(leafPem!, keys, at))).toEqual(within)
    expect(judged((at) => openssl.chains(leafPem!, keys.middle!, keys.root!, at))).toEqual(within)
  },
}

describe('published samples, by the oracle and by openssl', () => testSamples(vectors, checks))
