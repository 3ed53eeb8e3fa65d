import { createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { createClient, type KeyInput, type Signer } from 'shroff'
import { createPayment, ready, receiveWebhook, type WechatpayOptions } from 'shroff/wechatpay'
import { describe, expect, it } from 'vitest'
import { privateForms, publicForms } from '../crypto/forms.js'
import { judgeRequest, sealReply } from '../oracle/wechatpay.js'
import { codeOf, failure } from '../support/failure.js'
import {
  accountWith,
  clockAt,
  merchantPem,
  now,
  options,
  platformPem,
  publicKeyId,
  seal,
  webhook,
} from '../support/wechatpay.js'
import { openWechatpayShop, tea } from '../support/wechatpay-shop.js'
import { rsa2048, rsa4096 } from '../vectors/crypto.js'

const merchantPublic = createPublicKey(merchantPem)
const merchantForms = await privateForms(merchantPem)
const platformForms = await publicForms(rsa2048.certificate)
const hsm: Signer = { sign: async (message) => sign('sha256', message, merchantPem) }

/** An account that creates a payment: its request judged by the oracle, the answer sealed by the oracle. */
async function trade(more: Partial<WechatpayOptions>, time = now) {
  const account = accountWith({ clock: clockAt(time), ...more })
  const { merchantId, serial } = options
  const transport = async (request: Parameters<typeof judgeRequest>[0]) => {
    judgeRequest(request, { merchantId, serial, publicKey: merchantPublic, now: time })
    const name = Object.keys(more.platformKeys ?? options.platformKeys)[0]!
    return sealReply({ ...seal, now: time, serial: name, body: '{"code_url":"weixin://wxpay/bizpayurl?pr=1"}' })
  }
  const client = createClient({ account, transport, retry: { attempts: 1 } })
  const payment = await createPayment(client, { channel: 'qr', ...tea })
  return payment.nextAction.content
}

describe('the merchant’s private key signs in every form', () => {
  it.each(Object.entries({ ...merchantForms, Signer: hsm }))('%s', async (_form, privateKey) => {
    await ready(accountWith({ privateKey }))
    expect(await trade({ privateKey })).toBe('weixin://wxpay/bizpayurl?pr=1')
  })
})

describe('WeChat Pay’s key verifies in every form', () => {
  // The sample certificate is valid from May 2022 to May 2025.
  const inItsTime = Date.parse('2024-06-01T00:00:00Z')
  it.each(Object.entries(platformForms))('%s', async (form, key) => {
    const name = form.startsWith('certificate') ? rsa2048.serial : publicKeyId
    const more = { platformKeys: { [name]: key }, clock: clockAt(inItsTime) }
    await ready(accountWith(more))
    expect(await trade(more, inItsTime)).toBe('weixin://wxpay/bizpayurl?pr=1')
    const sealed = webhook({ serial: name, now: inItsTime })
    expect(await receiveWebhook(accountWith(more), sealed)).toMatchObject({ type: 'payment.paid' })
  })
})

describe('ready() finds the merchant’s own public key in WeChat Pay’s place', () => {
  const spki = merchantPublic.export({ format: 'pem', type: 'spki' }) as string
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  const der = merchantPublic.export({ format: 'der', type: 'spki' })
  const wrong: [string, () => KeyInput | Promise<KeyInput>][] = [
    ['PEM', () => spki],
    ['JWK', () => merchantPublic.export({ format: 'jwk' }) as JsonWebKey],
    ['CryptoKey', () => crypto.subtle.importKey('spki', der, algorithm, false, ['verify'])],
    ['KeyObject', () => merchantPublic],
  ]
  const signers: [string, () => KeyInput | Signer][] = [
    ['PEM', () => merchantPem],
    ['KeyObject', () => createPrivateKey(merchantPem)],
    ['a Signer', () => hsm],
  ]
  for (const [signerForm, signer] of signers) {
    it.each(wrong)(`given as %s; signed by ${signerForm}`, async (_form, own) => {
      const platformKeys = { [publicKeyId]: platformPem, PUB_KEY_ID_2: await own() }
      const error = await failure(ready(accountWith({ privateKey: signer(), platformKeys })))
      expect(error.code).toBe('CONFIG_INVALID')
      expect(error.message).toContain('platformKeys["PUB_KEY_ID_2"] is your own public key')
    })
  }

  it('and not where the keys are right', async () => {
    for (const [, signer] of signers) await ready(accountWith({ privateKey: signer() }))
    const { credentials, account } = await openWechatpayShop({ mock: { mode: 'migration' } })
    expect(Object.keys(credentials.platformKeys)).toHaveLength(3)
    await ready(account)
  })

  it('and passes on what an HSM says', async () => {
    const broken: Signer = { sign: () => Promise.reject(new Error('slot 3 is empty')) }
    await expect(ready(accountWith({ privateKey: broken }))).rejects.toThrow('slot 3 is empty')
  })
})

describe('ready() names the key that is wrong', () => {
  it.each<[string, Partial<WechatpayOptions>, string]>([
    ['a private key for WeChat Pay’s', { platformKeys: { A1: merchantPem } }, 'platformKeys["A1"]'],
    ['a public key for the merchant’s', { privateKey: platformPem }, 'privateKey: the merchant API private key'],
    ['a certificate for the merchant’s', { privateKey: rsa2048.certificate }, 'a certificate was given'],
    ['a file name', { privateKey: './apiclient_key.pem' }, 'a file name'],
    ['half a key', { privateKey: merchantPem.slice(0, 800) }, 'truncated'],
    ['an expired certificate', { platformKeys: { [rsa2048.serial]: rsa2048.certificate } }, 'expired on 2025-05-09'],
  ])('%s', async (_name, more, words) => {
    const error = await failure(ready(accountWith(more)))
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', outcome: 'not-sent' })
    expect(error.message).toContain(words)
  })
})

describe('a certificate outside its time', () => {
  const platformKeys = { [rsa2048.serial]: rsa2048.certificate }
  const times: [string, number, 'opens' | string][] = [
    ['a second before it is valid', Date.parse('2022-05-10T01:57:09Z'), 'valid only from 2022-05-10T01:57:10.000Z'],
    ['in its first second', Date.parse('2022-05-10T01:57:10Z'), 'opens'],
    ['in its last second', Date.parse('2025-05-09T01:57:10Z'), 'opens'],
    ['a second after', Date.parse('2025-05-09T01:57:11Z'), 'expired on 2025-05-09T01:57:10.000Z'],
  ]
  it.each(times)('%s', async (_name, time, end) => {
    const account = accountWith({ platformKeys, clock: clockAt(time) })
    const receiving = receiveWebhook(account, webhook({ serial: rsa2048.serial, now: time }))
    if (end === 'opens') expect(await receiving).toMatchObject({ type: 'payment.paid' })
    else expect((await failure(receiving)).message).toContain(end)
  })

  it('leaves the money of an answer unknown: the request was sent', async () => {
    const error = await failure(trade({ platformKeys }))
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', outcome: 'unknown', action: 'createPayment' })
    expect(error.message).toContain('expired')
  })

  it('is accepted once its time has come', async () => {
    let time = Date.parse('2022-05-10T01:57:09Z')
    const account = accountWith({ platformKeys, clock: { now: () => time, sleep: async () => {} } })
    const receive = () => receiveWebhook(account, webhook({ serial: rsa2048.serial, now: time }))
    expect(await codeOf(receive())).toBe('CONFIG_INVALID')
    time += 1000
    expect(await receive()).toMatchObject({ type: 'payment.paid' })
  })
})

describe('several keys', () => {
  it('each verify what is signed under their own serial, and nothing else', async () => {
    const stranger = createPublicKey(rsa4096.privateKeyPkcs1).export({ format: 'pem', type: 'spki' }) as string
    const platformKeys = { [publicKeyId]: platformPem, PUB_KEY_ID_2: stranger }
    const account = accountWith({ platformKeys })
    const by = (serial: string, privateKey: string) => receiveWebhook(account, webhook({ serial, privateKey }))
    expect(await by(publicKeyId, rsa2048.privateKey)).toMatchObject({ type: 'payment.paid' })
    expect(await by('PUB_KEY_ID_2', rsa4096.privateKeyPkcs1)).toMatchObject({ type: 'payment.paid' })
    expect(await codeOf(by(publicKeyId, rsa4096.privateKeyPkcs1))).toBe('SIGNATURE_INVALID')
    expect(await codeOf(by('PUB_KEY_ID_2', rsa2048.privateKey))).toBe('SIGNATURE_INVALID')
    expect(await codeOf(by('PUB_KEY_ID_3', rsa2048.privateKey))).toBe('KEY_UNKNOWN')
    expect(await codeOf(by('PUB_KEY_ID_2', merchantPem))).toBe('SIGNATURE_INVALID')
  })

  it('are known by serials that lost their zeros or their case', async () => {
    const time = Date.parse('2024-06-01T00:00:00Z')
    const platformKeys = { [`00${rsa2048.serial.toLowerCase()}`]: rsa2048.certificate }
    const account = accountWith({ platformKeys, clock: clockAt(time) })
    const receiving = receiveWebhook(account, webhook({ serial: rsa2048.serial, now: time }))
    expect(await receiving).toMatchObject({ type: 'payment.paid' })
  })
})
