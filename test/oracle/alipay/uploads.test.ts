import { describe, expect } from 'vitest'
import type { AlipayVector } from '../../vectors/alipay/sample.js'
import { uploads } from '../../vectors/alipay/uploads.js'
import { type Checks, testSamples } from '../../vectors/flip.js'
import { canonicalText, judgeGatewayRequest, judgeRestRequest, signatureOf } from '../alipay.js'
import type { UploadedFile } from './multipart.js'
import { restRequestMessage } from './primitives.js'

const fileOf = (files: readonly UploadedFile[] | undefined) =>
  files!.map(({ name, filename, bytes }) => ({ field: name, filename, hex: bytes.toString('hex') }))
const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'))
/** The file may change on its way unnoticed, a text may not. */
const changed = (base64: string, from: string, to: string) =>
  new Uint8Array(Buffer.from(Buffer.from(base64, 'base64').toString('latin1').replace(from, to), 'latin1'))

const checks: Checks<AlipayVector> = {
  'v2-multipart-request': ({ input, expected, privateKeyPem, publicKeyPem }) => {
    const facts = {
      appId: '2021000000000402',
      publicKey: publicKeyPem!,
      now: Date.UTC(2026, 10, 25, 15, 39, 26),
      knownMethod: false as const,
    }
    const judged = (body: Uint8Array) =>
      judgeGatewayRequest(
        {
          method: input.method,
          url: `https://openapi.alipay.com${input.requestTarget}`,
          headers: { 'content-type': input.contentType },
          body,
        },
        facts,
      )
    const { parameters, files } = judged(bytesOf(input.bodyBase64))
    expect(canonicalText(parameters, 'sign')).toBe(expected.canonicalString)
    expect(parameters.sign).toBe(expected.sign)
    expect(signatureOf(expected.canonicalString, privateKeyPem!)).toBe(expected.sign)
    expect(parameters).toMatchObject(expected.textFields)
    expect(fileOf(files)).toEqual([expected.file])
    expect(fileOf(judged(changed(input.bodyBase64, 'PNG', 'GIF')).files)).not.toEqual([expected.file])
    expect(() => judged(changed(input.bodyBase64, '\r\n\r\npng\r\n', '\r\n\r\ngif\r\n'))).toThrow('does not verify')
  },
  'v3-multipart-request': ({ input, expected, privateKeyPem, publicKeyPem }) => {
    const [, text, now] = /^ALIPAY-SHA256withRSA (.*timestamp=(\d+)),sign=/.exec(input.headers.authorization)!
    const facts = {
      appId: '2021000000000402',
      publicKey: publicKeyPem!,
      now: Number(now),
      knownMethod: false as const,
    }
    const judged = (body: Uint8Array) =>
      judgeRestRequest(
        {
          method: input.method,
          url: `https://openapi.alipay.com${input.uri}`,
          headers: { ...input.headers, 'alipay-request-id': '1' },
          body,
        },
        facts,
      )
    const { content, files } = judged(bytesOf(input.bodyBase64))
    expect(JSON.stringify(content)).toBe(expected.data)
    expect(restRequestMessage(text!, input.method, input.uri, expected.data)).toBe(expected.canonicalString)
    expect(signatureOf(expected.canonicalString, privateKeyPem!)).toBe(expected.sign)
    expect(input.headers.authorization.endsWith(`,sign=${expected.sign}`)).toBe(true)
    expect(fileOf(files)).toEqual([expected.file])
    expect(fileOf(judged(changed(input.bodyBase64, 'PNG', 'GIF')).files)).not.toEqual([expected.file])
    expect(() => judged(changed(input.bodyBase64, 'content_creation', 'content_erasure.'))).toThrow('does not verify')
  },
}

describe('uploads of the official client', () => testSamples(uploads, checks))
