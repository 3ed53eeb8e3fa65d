import { createHash, createPublicKey } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type Checks, testSamples } from '../../vectors/flip.js'
import { sharedSamples } from '../../vectors/shared.js'
import { families } from '../../vectors/wechatpay/families.js'
import type { WechatpaySample } from '../../vectors/wechatpay/samples.js'
import {
  judgeRequest,
  openSensitive,
  replyMessage,
  requestMessage,
  sealRequest,
  signatureOf,
  verifies,
} from '../wechatpay.js'
import { bytes } from './samples.js'
import { metaOf } from './upload.js'
import { v2Signature, v2Text } from './v2-primitives.js'

const noComplaint = (complaint: string) => {
  throw new Error(complaint)
}
const decrypted = (body: string, names: string[], privateKey: string) => {
  const fields = JSON.parse(body)
  return Object.fromEntries(names.map((name) => [name, openSensitive(privateKey, fields[name.slice(1)])]))
}

const checks: Checks<WechatpaySample> = {
  'v3-encrypted-call': ({ keys, input, expected }) => {
    const names = Object.keys(expected.plain)
    expect(decrypted(input.requestBody, names, keys.receiverPrivateKeyPem!)).toEqual(expected.plain)
  },
  'v3-encrypted-answer': ({ keys, input, expected }) => {
    const names = Object.keys(expected.plain)
    expect(decrypted(input.responseBody, names, keys.merchantPrivateKeyPem!)).toEqual(expected.plain)
  },
  'v3-multipart-sign': ({ keys, input, expected }) => {
    const { method, path, timestamp, nonce, contentType, account } = input
    const body = Buffer.from(input.bodyBase64, 'base64')
    const meta = Buffer.from(metaOf(contentType, body, noComplaint))
    expect(meta.toString()).toBe(expected.meta)
    expect(createHash('sha256').update(input.fileBase64, 'base64').digest('hex')).toBe(expected.sha256)
    const message = requestMessage(method, path, timestamp, nonce, meta)
    expect(message.toString()).toBe(expected.canonicalMessage)
    const privateKey = keys.merchantPrivateKeyPem!
    expect(signatureOf(message, privateKey)).toBe(expected.signature)
    const merchant = { merchantId: account.merchantId, serial: account.serial, now: Number(timestamp) * 1000 }
    const headers = { 'Content-Type': contentType }
    const url = `https://api.mch.weixin.qq.com${path}`
    const judge = (signed: string, sent = body) => {
      const request = sealRequest({ method, url, body: sent, signed, headers, nonce, privateKey, ...merchant })
      return judgeRequest(request, { ...merchant, publicKey: createPublicKey(privateKey), knownRoute: false })
    }
    expect(judge(expected.meta).body).toEqual({ filename: input.filename, sha256: expected.sha256 })
    expect(() => judge(body.toString('latin1'))).toThrow('does not verify')
    const other = Buffer.from(body.toString('latin1').replace('\x89PNG', '\x88PNG'), 'latin1')
    expect(() => judge(expected.meta, other)).toThrow('meta names the hash')
  },
  'v2-sign': ({ keys, input, expected }) => {
    expect(v2Text(input.params, keys.apiV2Key!)).toBe(expected.stringToSign)
    expect(v2Signature(input.params, keys.apiV2Key!, input.signType)).toBe(expected.sign)
  },
  'v3-statement-verify': ({ keys, input, expected }) => {
    const { headers, bodyText } = input
    const digest = headers['Wechatpay-Statement-Sha1']
    expect(createHash('sha1').update(bodyText).digest('hex') === digest).toBe(expected.digestOk)
    const signed = bytes(`{"sha1":"${digest}"}`)
    const message = replyMessage(headers['Wechatpay-Timestamp'], headers['Wechatpay-Nonce'], signed)
    expect(message.toString()).toBe(expected.canonicalMessage)
    expect(verifies(message, headers['Wechatpay-Signature'], keys.platformPublicKeyPem!)).toBe(expected.valid)
  },
}

describe('samples of the product families', () => {
  testSamples(families, checks)
})

const shared = sharedSamples<WechatpaySample>('wechatpay-families.json')

it.runIf(shared.length > 0)('they are transcribed without a change', () => {
  for (const { name, input, expected, keys } of families) {
    const published = shared.find((sample) => sample.name === name)!
    expect(published).toMatchObject({ input, expected, keys })
  }
})
