import { receiveWebhook } from 'shroff/antom'
import { describe, expect, it } from 'vitest'
import { fromBase64, importPrivateKey, importPublicKey, sign, toBase64, verify } from '#crypto'
import { readSignature, signedText, writeSignature } from '../../src/antom/canonical.js'
import { openReply } from '../../src/antom/open.js'
import { seal } from '../../src/antom/seal.js'
import { rsaSha256 } from '../../src/crypto/algorithms.js'
import { canonicalBytes, signatureHeader, signatureIn, verifies } from '../oracle/antom/wire.js'
import { accountOf } from '../support/antom.js'
import { codeOf } from '../support/failure.js'
import { clockAt } from '../support/wechatpay.js'
import { type AntomVector, vectors } from '../vectors/antom.js'
import { type Checks, testSamples } from '../vectors/flip.js'
import { sharedSamples } from '../vectors/shared.js'

const utf8 = (text: string) => new Uint8Array(Buffer.from(text))
const textOf = ({ input }: AntomVector) => signedText(input.path!, input.clientId!, input.time!, input.body!).join('')
const accountFor = ({ publicKey, input }: AntomVector) => {
  const time = /^\d+$/.test(input.time!) ? Number(input.time) : Date.parse(input.time!)
  return accountOf({ clientId: input.clientId!, antomPublicKey: publicKey!, clock: clockAt(time) })
}
const fits = async (text: string, base64: string, publicKey: string) =>
  verify(rsaSha256, await importPublicKey(publicKey, 'the key', rsaSha256), fromBase64(base64)!, utf8(text))

/** How a published sample of each kind is run. */
const checks: Checks<AntomVector> = {
  'canonical-string'(vector) {
    const { input, expected } = vector
    expect(textOf(vector)).toBe(expected.contentToSign)
    expect(canonicalBytes(input.path!, input.clientId!, input.time!, input.body!).toString()).toBe(
      expected.contentToSign,
    )
  },
  'signature-header-parse'({ input, expected }) {
    const { signatureBase64: base64, signatureByteLength, algorithm, keyVersion } = expected
    expect(readSignature(input.header!)).toEqual({ algorithm, keyVersion, base64 })
    expect(signatureIn(input.header!)).toEqual({ algorithm, keyVersion, base64 })
    expect(fromBase64(base64!)).toHaveLength(signatureByteLength!)
  },
  async 'request-sign'(vector) {
    const { input, expected, privateKey, publicKey } = vector
    expect(textOf(vector)).toBe(expected.contentToSign)
    const key = await importPrivateKey(privateKey!, 'the key', rsaSha256)
    expect(toBase64(await sign(rsaSha256, key, utf8(textOf(vector))))).toBe(expected.signatureBase64)
    expect(writeSignature('1', expected.signatureBase64!)).toBe(expected.signatureHeader)
    const bytes = canonicalBytes(input.path!, input.clientId!, input.time!, input.body!)
    expect(signatureHeader(bytes, privateKey!)).toBe(expected.signatureHeader)
    expect(await fits(expected.contentToSign!, expected.signatureBase64!, publicKey!)).toBe(expected.valid)
    // The whole request.
    const sent = await seal(accountFor(vector), input.path!, input.body!, 'https://open-sea-global.alipay.com')
    expect(sent).toMatchObject({
      method: input.method,
      url: `https://open-sea-global.alipay.com${input.path}`,
      body: utf8(input.body!),
      headers: { 'client-id': input.clientId, 'request-time': input.time, signature: expected.signatureHeader },
    })
  },
  async 'response-verify'(vector) {
    const { input, expected, publicKey } = vector
    const { contentToSign = textOf(vector), signatureHeader: signature } = expected
    expect(textOf(vector)).toBe(contentToSign)
    const { base64 } = signatureIn(signature!)
    expect(expected.signatureBase64 ?? base64).toBe(base64)
    expect(writeSignature('1', base64)).toBe(signature)
    expect(await fits(contentToSign, base64, publicKey!)).toBe(expected.valid)
    const open = (body: string, path = input.path!) =>
      openReply(accountFor(vector), { action: 'getPayment' }, path, {
        status: 200,
        headers: { signature: signature!, 'response-time': input.time!, 'client-id': input.clientId! },
        body: utf8(body),
      })
    if (!expected.valid) {
      expect(await codeOf(open(input.body!))).toBe('SIGNATURE_INVALID')
      // What was changed in it is an amount: as it was, it verifies.
      expect((await open(input.body!.replace('"MOP","value":"101"', '"MOP","value":"100"'))).by).toBe('signature')
      return
    }
    expect((await open(input.body!)).value).toEqual(JSON.parse(input.body!))
    expect(await codeOf(open(`${input.body} `))).toBe('SIGNATURE_INVALID')
    expect(await codeOf(open(input.body!, '/ams/api/v1/payments/cancel'))).toBe('SIGNATURE_INVALID')
  },
  async 'webhook-verify'(vector) {
    const { input, expected, publicKey } = vector
    const signature =
      expected.signatureHeader ?? `algorithm=RSA256,keyVersion=1,signature=${expected.signatureUrlEncoded}`
    const { contentToSign = textOf(vector) } = expected
    const { base64 } = signatureIn(signature)
    expect(textOf(vector)).toBe(contentToSign)
    expect(expected.signatureBase64 ?? base64).toBe(base64)
    expect(writeSignature('1', base64)).toBe(signature)
    const bytes = canonicalBytes(input.path!, input.clientId!, input.time!, input.body!)
    expect(verifies(bytes, base64, publicKey!)).toBe(expected.valid)
    const receive = (path: string, body = input.body!) =>
      receiveWebhook(accountFor(vector), {
        url: `https://shop.example${path}`,
        headers: { 'Client-Id': input.clientId!, 'Request-Time': input.time!, Signature: signature },
        body: utf8(body),
      })
    const told = JSON.parse(input.body!)
    expect(await receive(input.path!)).toMatchObject({
      type: 'payment.paid',
      orderId: told.paymentRequestId,
      paymentId: told.paymentId,
      amount: { currency: told.paymentAmount.currency, value: Number(told.paymentAmount.value) },
      payerAmount: { currency: told.actualPaymentAmount.currency, value: Number(told.actualPaymentAmount.value) },
      paidAt: new Date(told.paymentTime),
      wallet: told.pspCustomerInfo.pspName,
    })
    expect(await codeOf(receive('/other'))).toBe('SIGNATURE_INVALID')
    expect(await codeOf(receive(input.path!, JSON.stringify(told, null, 1)))).toBe('SIGNATURE_INVALID')
  },
}

describe('published samples', () => testSamples(vectors, checks))

const shared = sharedSamples<AntomVector>('antom.json')

it.runIf(shared.length > 0)('all that are kept beside the clone are transcribed here', () => {
  for (const { name, input, expected } of shared)
    expect(vectors.find((one) => one.name === name)).toMatchObject({ input, expected })
})
