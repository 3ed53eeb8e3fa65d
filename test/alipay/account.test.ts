import { sign } from 'node:crypto'
import { createClient } from 'shroff'
import { type AlipayOptions, alipay, createPayment, ready, receiveWebhook } from 'shroff/alipay'
import { describe, expect, it } from 'vitest'
import { privateForms } from '../crypto/forms.js'
import {
  accountOf,
  alipayPem,
  appId,
  merchantPem,
  merchantPublicPem,
  notification,
  openAlipay,
  optionsOf,
} from '../support/alipay.js'
import { certificateFiles, ecRoot, serials } from '../support/alipay-certificates.js'
import { alipayTea as tea } from '../support/alipay-shop.js'
import { failure } from '../support/failure.js'
import { badHosts, goodHosts } from '../support/hosts.js'
import { accountWith as wechatpayAccount } from '../support/wechatpay.js'
import { rsa2048, rsa4096 } from '../vectors/crypto.js'

const forms = await privateForms(merchantPem)
const signer = { sign: async (message: Uint8Array) => sign('sha256', message, merchantPem) }
/** The certificates were made later than the messages. */
const inTheirTime = { clock: { now: () => Date.parse('2027-01-01T00:00:00Z'), sleep: async () => {} } }
const made = (more: object) => () => alipay({ ...optionsOf(), ...more } as AlipayOptions)

describe('alipay({...}) refuses', () => {
  it.each([
    ['appId', { appId: undefined }],
    ['appId', { appId: '' }],
    ['appId', { appId: 2021000122672388 }],
    ['appId', { appId: 'wx1' }],
    ['appId', { appId: '2'.repeat(33) }],
    ['sellerId', { sellerId: '2088' }],
    ['sellerId', { sellerId: 'tea@shop.example' }],
    ['sellerId', { sellerId: 'x2088621955702781' }],
    ['sellerId', { sellerId: '20886219557027810' }],
    ['appAuthToken needs sellerId', { appAuthToken: 't', sellerId: undefined }],
    ['alipayPublicKey', { alipayPublicKey: undefined }],
    ['alipayPublicKey', { certificates: certificateFiles }],
    ['api', { api: 'V3' }],
    ['contentKey', { contentKey: '' }],
    ['contentKey', { contentKey: 'aYA0GP8JEW+D7/UFaskCWA' }],
    ['contentKey', { contentKey: Buffer.alloc(32).toString('base64') }],
  ])('%s: %j', (name, more) => expect(made(more)).toThrow(name))

  it('no options', () => expect(() => alipay(undefined as never)).toThrow('no options'))

  it.each(badHosts)('a host with %s', (_name, host) => expect(made({ hosts: [host] })).toThrow('hosts must be'))

  const files = (more: object) => made({ alipayPublicKey: undefined, certificates: { ...certificateFiles, ...more } })
  it.each([
    ['certificates.app', { app: merchantPublicPem }],
    ['certificates.alipay', { alipay: alipayPem }],
    ['certificates.root', { root: 'x' }],
    ['certificates.root', { root: ecRoot }],
    ['certificates.root', { root: certificateFiles.root.trim().slice(0, -1) }],
    ['certificates.app', { app: certificateFiles.app.replace('MII', 'MIJ') }],
  ])('%s that is no such certificate', (name, more) => {
    expect(files({})).not.toThrow()
    expect(files(more)).toThrow(name)
  })
})

describe('alipay({...})', () => {
  it('computes the serials as Alipay does: the first certificate of a file, the RSA ones of a bundle', () =>
    expect(accountOf({ certificate: true }).certificateSns).toEqual(serials))

  it('takes the files as bytes, too: a bundle of roots has all of them', () => {
    const bytes = Object.fromEntries(Object.entries(certificateFiles).map(([name, text]) => [name, Buffer.from(text)]))
    expect(made({ alipayPublicKey: undefined, certificates: bytes })().certificateSns).toEqual(serials)
  })

  it('names the file whose key cannot be used', async () => {
    const account = made({ alipayPublicKey: undefined, certificates: { ...certificateFiles, alipay: ecRoot } })()
    expect((await failure(ready(account))).message).toContain('certificates.alipay')
  })

  it('speaks V2 unless told otherwise', () => {
    expect(accountOf({}, { api: undefined as never }).api).toBe('v2')
    expect(accountOf({ generation: 'v3' }).api).toBe('v3')
  })

  it('knows the hosts', async () => {
    for (const host of goodHosts) expect(accountOf({}, { hosts: [host] }).hosts[0]).toBe(host)
    expect(accountOf().hosts[0]).toBe('https://openapi.alipay.com')
    expect(accountOf({}, { sandbox: true }).hosts[0]).toBe('https://openapi-sandbox.dl.alipaydev.com')
    const shop = openAlipay(
      { content: { out_trade_no: 'T_1001', qr_code: 'https://qr.alipay.com/bax1' } },
      {},
      { account: { hosts: ['http://127.0.0.1:8080'], sandbox: true } },
    )
    await createPayment(shop.client, { ...tea, channel: 'qr' })
    expect(shop.requests[0]!.url).toMatch(/^http:\/\/127\.0\.0\.1:8080\/gateway\.do/)
  })

  it('receives without a private key, and then cannot be a client', async () => {
    const receiving = alipay({ appId, alipayPublicKey: alipayPem })
    await ready(receiving)
    expect((await receiveWebhook(receiving, notification())).type).toBe('payment.paid')
    const transport = async () => Promise.reject(new Error('sent'))
    // @ts-expect-error: an account without a private key sends nothing.
    expect(() => createClient({ account: receiving, transport })).toThrow()
  })

  it.each(Object.entries({ ...forms, Signer: signer }))('signs with a key given as %s', async (_form, privateKey) => {
    const shop = openAlipay(
      { content: { out_trade_no: 'T_1001', qr_code: 'https://qr.alipay.com/bax1' } },
      {},
      { account: { privateKey } },
    )
    await createPayment(shop.client, { ...tea, channel: 'qr' })
    await ready(shop.account)
  })
})

describe('ready', () => {
  it('passes in both modes', async () => {
    expect(await ready(accountOf())).toMatchObject({
      proven: [],
      unproven: [{ option: 'alipayPublicKey' }, { option: 'privateKey' }],
    })
    expect(await ready(accountOf({ certificate: true, encrypted: true }, inTheirTime))).toMatchObject({
      proven: ['certificates', 'privateKey'],
      unproven: [{ option: 'contentKey' }],
    })
  })

  it.each([
    [
      'the application’s own public key as Alipay’s',
      accountOf({}, { alipayPublicKey: merchantPublicPem } as object),
      '支付宝公钥',
    ],
    [
      'both certificates in each other’s place',
      accountOf({ certificate: true }, {
        certificates: { app: certificateFiles.alipay, alipay: certificateFiles.app, root: certificateFiles.root },
      } as object),
      '支付宝公钥',
    ],
    [
      'the certificate of another private key',
      accountOf({ certificate: true }, { privateKey: rsa2048.privateKey } as object),
      '支付宝公钥',
    ],
    ['a public key as the private one', accountOf({}, { privateKey: merchantPublicPem }), 'privateKey'],
    [
      'a private key as the public one',
      accountOf({}, { alipayPublicKey: rsa2048.privateKey } as object),
      'alipayPublicKey',
    ],
    ['no key at all', accountOf({}, { alipayPublicKey: 'tea' } as object), 'alipayPublicKey'],
  ])('finds %s', async (_name, account, named) =>
    expect(await failure(ready(account))).toMatchObject({
      code: 'CONFIG_INVALID',
      outcome: 'not-sent',
      message: expect.stringContaining(named),
    }),
  )

  it('finds an application certificate that belongs to another key', async () => {
    const other = { sign: async (message: Uint8Array) => sign('sha256', message, rsa4096.privateKeyPkcs1) }
    expect(
      (await failure(ready(accountOf({ certificate: true }, { privateKey: other, ...inTheirTime })))).message,
    ).toContain('certificates.app was not issued for this privateKey')
  })

  it('lets what an HSM throws through', async () => {
    const account = accountOf({}, { privateKey: { sign: () => Promise.reject(new Error('HSM is asleep')) } })
    await expect(ready(account)).rejects.toThrow('HSM is asleep')
  })
})

it.each([
  ['a copy', { ...accountOf() }],
  ['an account at another provider', wechatpayAccount() as never],
])('%s is no account', async (_name, account) => {
  expect(await failure(receiveWebhook(account, notification()))).toMatchObject({ code: 'CONFIG_INVALID' })
  expect(await failure(ready(account))).toMatchObject({ code: 'CONFIG_INVALID' })
})
