import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { importPublicKey, verify } from '#crypto'
import { rsaSha1, rsaSha256 } from '../../src/crypto/algorithms.js'
import { readKey } from '../../src/crypto/key.js'
import { type Certificate, isIssuedBy, readCertificate } from '../../src/crypto/x509.js'
import {
  answerCertificate,
  appResult,
  appResultCertificate,
  productionMiddle,
  productionRoot,
  testMiddle,
  testRoot,
} from '../vectors/unionpay.js'

// UnionPay's whole chain, production included, is signed with SHA-1: what wants it names it.

const read = (pem: string): Certificate => {
  const key = readKey(pem)
  if (key.form !== 'certificate') throw new Error(`${key.given} is no certificate`)
  return readCertificate(key.der)
}
const allowSha1 = { allowSha1: true }
const links = [
  ['an answer’s certificate', answerCertificate, testMiddle],
  ['the middle of the test chain', testMiddle, testRoot],
  ['the root of the test chain', testRoot, testRoot],
  ['the middle of production', productionMiddle, productionRoot],
  ['the root of production', productionRoot, productionRoot],
] as const

describe.each(links)('%s', (_, pem, issuer) => {
  test('is issued by the next, for whom takes SHA-1 by name', async () => {
    expect(await isIssuedBy(read(pem), read(issuer), allowSha1)).toBe(true)
  })

  test('is issued by nobody for anybody else', async () => {
    expect(await isIssuedBy(read(pem), read(issuer))).toBe(false)
  })

  test('is issued by nobody with one bit changed', async () => {
    const certificate = read(pem)
    const tbs = new Uint8Array(certificate.tbs)
    tbs[tbs.length >> 1]! ^= 1
    expect(await isIssuedBy({ ...certificate, tbs }, read(issuer), allowSha1)).toBe(false)
  })
})

test('a leaf of the test chain is not of the production chain', async () => {
  expect(await isIssuedBy(read(answerCertificate), read(productionMiddle), allowSha1)).toBe(false)
  expect(await isIssuedBy(read(testMiddle), read(productionRoot), allowSha1)).toBe(false)
})

test('a leaf does not issue itself', async () => {
  expect(await isIssuedBy(read(answerCertificate), read(answerCertificate), allowSha1)).toBe(false)
})

test('the published result of the app control verifies by RSA-SHA1, and by nothing else', async () => {
  const hex = createHash('sha1').update(appResult.data).digest('hex')
  expect(hex).toBe(appResult.sha1Hex)
  const signature = new Uint8Array(Buffer.from(appResult.sign, 'base64'))
  const sha1 = await importPublicKey(appResultCertificate, 'key', rsaSha1)
  expect(await verify(rsaSha1, sha1, signature, hex)).toBe(true)
  expect(await verify(rsaSha1, sha1, signature, appResult.data)).toBe(false)
  expect(await verify(rsaSha1, sha1, signature, hex.toUpperCase())).toBe(false)
  const sha256 = await importPublicKey(appResultCertificate, 'key', rsaSha256)
  expect(await verify(rsaSha256, sha256, signature, hex)).toBe(false)
})
