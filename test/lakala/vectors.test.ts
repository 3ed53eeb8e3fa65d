import { createClient } from 'shroff'
import { lakala, receiveWebhook } from 'shroff/lakala'
import { decryptSm4Ecb, encryptSm4Ecb, sm } from 'shroff/sm'
import { describe, expect, it } from 'vitest'
import { cipherOf } from '../../src/lakala/body.js'
import { noticeText, readAuthorization, signedText, writeAuthorization } from '../../src/lakala/canonical.js'
import { openReply } from '../../src/lakala/open.js'
import { seal } from '../../src/lakala/seal.js'
import { authorization, fiveLines, signed, sm4, threeLines, unSm4, verifies } from '../oracle/lakala/wire.js'
import { codeOf } from '../support/failure.js'
import { accountOf, options } from '../support/lakala.js'
import { clockAt } from '../support/wechatpay.js'
import { type Checks, testSamples } from '../vectors/flip.js'
import { demo, type LakalaVector, sitCertificate, sitSerial, vectors } from '../vectors/lakala.js'
import { sharedSamples } from '../vectors/shared.js'

const utf8 = (text: string) => new Uint8Array(Buffer.from(text))
const fromHex = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'))
const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

/** How a published sample of each kind is run. */
const checks: Checks<LakalaVector> = {
  async 'notify-verify'({ input, expected }) {
    const { timestamp = '', nonce = '', body = '' } = input
    const text = noticeText(timestamp, nonce, body).join('')
    expect(threeLines(timestamp, nonce, body).toString()).toBe(text)
    expect(expected.canonical ?? text).toBe(text)
    expect(verifies(utf8(text), expected.signature!, sitCertificate)).toBe(expected.signatureValid)
    const { merchantNo, merchantOrderNo, lklOrderNo, amount } = JSON.parse(body)
    const account = lakala({
      appId: demo.appId,
      merchantId: merchantNo,
      platformCertificate: sitCertificate,
      clock: clockAt(Number(timestamp) * 1000),
    })
    const members = { timestamp, nonce_str: nonce, signature: expected.signature! }
    const receive = (between: string, text = body) =>
      receiveWebhook(account, {
        headers: { authorization: writeAuthorization(members).replaceAll('",', `",${between}`) },
        body: utf8(text),
      })
    if (!expected.signatureValid) {
      expect(await codeOf(receive(''))).toBe('SIGNATURE_INVALID')
      // What was changed in it is an amount: as it was, it verifies.
      const event = await receive('', body.replace('"amount":2', '"amount":1'))
      return expect(event).toMatchObject({ type: 'payment.paid', amount: { value: 1 } })
    }
    for (const between of ['', ' ', '\n', '\r\n  '])
      expect(await receive(between)).toMatchObject({
        type: 'payment.paid',
        orderId: merchantOrderNo,
        paymentId: lklOrderNo,
        amount: { currency: 'CNY', value: amount },
        // `tradeTime` is China's; the other times of this form are in UTC.
        paidAt: new Date('2021-09-06T13:19:43+08:00'),
        payerId: '2088702852632582',
        providerOrderId: '21090611012001970631000463034',
      })
    expect(await codeOf(receive('', JSON.stringify(JSON.parse(body), null, 1)))).toBe('SIGNATURE_INVALID')
  },
  async 'request-sign'({ input, expected }) {
    const { appid = '', serialNo = '', timestamp = '', nonce = '', body = '' } = input
    const text = signedText(appid, serialNo, timestamp, nonce, body).join('')
    expect([text, fiveLines(appid, serialNo, timestamp, nonce, body).toString()]).toEqual([
      expected.canonical,
      expected.canonical,
    ])
    expect(signed(utf8(text), demo.privateKey)).toBe(expected.signature)
    const account = accountOf({
      clock: clockAt(Number(timestamp) * 1000),
      randomBytes: () => fromHex(nonce),
    })
    const sent = await seal(account, '/api/v3/labs/trans/preorder', body, 'https://s2.lakala.com')
    expect(sent).toMatchObject({
      method: 'POST',
      url: 'https://s2.lakala.com/api/v3/labs/trans/preorder',
      headers: { authorization: expected.authorization },
      body: utf8(body),
    })
    const members = { appid, nonce_str: nonce, timestamp, serial_no: serialNo, signature: expected.signature }
    expect([readAuthorization(expected.authorization!), authorization(expected.authorization!)]).toEqual([
      members,
      members,
    ])
  },
  async 'response-verify'({ input, expected }) {
    const { headers = {}, body = '' } = input
    const by = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
    const of = (name: string) => by[`lklapi-${name}`]!
    const lines = [of('appid'), of('serial'), of('timestamp'), of('nonce')] as const
    expect(signedText(...lines, body).join('')).toBe(expected.canonical)
    expect(fiveLines(...lines, body).toString()).toBe(expected.canonical)
    expect(verifies(utf8(expected.canonical!), expected.signature!, demo.certificate)).toBe(expected.signatureValid)
    const account = accountOf({ clock: clockAt(Number(of('timestamp')) * 1000) })
    const open = (text: string, more: object = {}) =>
      openReply(
        account,
        { action: 'createPayment' },
        {
          status: 200,
          headers: { ...by, 'lklapi-signature': expected.signature!, ...more },
          body: utf8(text),
        },
      )
    expect((await open(body)).value.data).toEqual(JSON.parse(body).resp_data)
    expect(await codeOf(open(`${body} `))).toBe('SIGNATURE_INVALID')
    // Its serial, with and without zeros before it, in either case; and it is part of what is signed.
    expect(await codeOf(open(body, { 'lklapi-serial': 'DFBA8194C41B84CF' }))).toBe('SIGNATURE_INVALID')
  },
  'sm4-ecb-nopad'({ input, expected }) {
    const key = fromHex(input.keyHex!)
    const sealed = encryptSm4Ecb(key, fromHex(input.plaintextHex!))
    expect(hexOf(sealed.subarray(0, 16))).toBe(expected.ciphertextHex)
    expect(hexOf(decryptSm4Ecb(key, sealed))).toBe(input.plaintextHex)
  },
  'sm4-ecb-pkcs5-base64'({ input, expected }) {
    const cipher = cipherOf(sm, input.keyBase64!)
    expect([cipher.encrypt(input.plaintext!), sm4(input.plaintext!, input.keyBase64!)]).toEqual([
      expected.ciphertextBase64,
      expected.ciphertextBase64,
    ])
    expect([cipher.decrypt(expected.ciphertextBase64!), unSm4(expected.ciphertextBase64!, input.keyBase64!)]).toEqual([
      input.plaintext,
      input.plaintext,
    ])
  },
}

describe('published samples', () => testSamples(vectors, checks))

type Shared = { id: string; inputs: Record<string, string>; expected: Record<string, unknown> }
const shared = sharedSamples<Shared>('lakala.json')

it.runIf(shared.length > 0)('all that are kept beside the clone are transcribed here', () => {
  for (const { id, inputs, expected } of shared) {
    const { input, expected: here } = vectors.find(({ name }) => name === id)!
    const { certRef: _, privateKeyRef: _key, ...given } = inputs
    expect({ ...input, ...input.headers, headers: undefined }).toEqual(given)
    const { 'Lklapi-Signature': signature = expected.signature, ...more } = expected
    expect(here).toEqual({ ...more, ...(signature !== undefined && { signature }) })
  }
})

it('the certificate of the test environment is known by its serial, which an answer names', async () => {
  const account = lakala({ ...options, platformCertificate: sitCertificate, clock: clockAt(1_720_678_635_000) })
  const transport = async () => ({
    status: 200,
    headers: {
      'lklapi-appid': demo.appId,
      'lklapi-serial': 'DFBA8194C41B84CF',
      'lklapi-timestamp': '1720678635',
      'lklapi-nonce': 'x',
      'lklapi-signature': 'AAAA',
    },
    body: utf8('{}'),
  })
  const error = await openReply(account, { action: 'check' }, await transport()).catch((thrown: Error) => thrown)
  expect(error).toMatchObject({ code: 'KEY_UNKNOWN', message: expect.stringContaining(sitSerial) })
  expect(createClient({ account, transport }).account.appId).toBe(demo.appId)
})
