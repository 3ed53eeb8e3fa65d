import { inspect } from 'node:util'
import { createClient, fetchTransport } from 'shroff'
import { check, getPayment, ready, receiveWebhook, type UnionpayOptions, unionpay } from 'shroff/unionpay'
import { describe, expect, it } from 'vitest'
import { codeOf, failure, thrown } from '../support/failure.js'
import { noon } from '../support/noon.js'
import {
  accountOf,
  certificateOf,
  keyedAccount,
  leaf,
  leafKey,
  merchantId,
  middle,
  middleKey,
  notice,
  openUnionpay,
  paidTea,
  root,
  rootKey,
  secureKey,
  tea,
  teaNotice,
} from '../support/unionpay.js'
import { merchantCertificate, merchantKey } from '../vectors/unionpay.js'

const good = {
  merchantId,
  privateKey: merchantKey,
  certificate: merchantCertificate,
  rootCertificate: root,
  middleCertificate: middle,
}
const made = (more: object) => unionpay({ ...good, ...more } as UnionpayOptions)

describe('an account', () => {
  it('calls the hosts of its environment', () => {
    expect(made({}).hosts).toEqual(['https://gateway.95516.com'])
    expect(made({ sandbox: true }).hosts).toEqual(['https://gateway.test.95516.com'])
    expect(made({ sandbox: true }).fileHosts).toEqual(['https://filedownload.test.95516.com'])
    expect(made({ hosts: ['http://127.0.0.1:8080'] }).hosts).toEqual(['http://127.0.0.1:8080'])
  })

  it.each([
    ['merchantId', { merchantId: undefined }],
    ['secureKey', { secureKey: '8888888' }],
    ['merchantId', { merchantId: '77729005816715' }],
    ['merchantId', { merchantId: 777290058167151 }],
    ['privateKey', { privateKey: '' }],
    ['certificate', { certificate: 'undefined' }],
    ['sandbox', { sandbox: 'yes' }],
    ['unsafeSha1Chain', { unsafeSha1Chain: 1 }],
    ['hosts', { hosts: ['https://gateway.95516.com/gateway'] }],
    ['fileHosts', { fileHosts: [] }],
  ])('says which option is wrong: %s %j', (name, change) => {
    const error = thrown(() => made(change))
    expect(error).toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining(`unionpay: ${name} must be`),
    })
  })

  it.each([
    ['a key without its certificate', { certificate: undefined }, /certificate is missing/],
    ['a certificate without its key', { privateKey: undefined }, /privateKey is missing/],
    ['half a chain', { rootCertificate: undefined }, /whom to trust is not clear/],
    ['no chain', { rootCertificate: undefined, middleCertificate: undefined }, /whom to trust/],
    ['a chain and a pin', { pinnedCertificates: leaf }, /whom to trust/],
    ['both ways of signing', { secureKey }, /secureKey and privateKey were both given/],
  ])('refuses %s', (_, change, words) => expect(thrown(() => made(change)).message).toMatch(words))

  it.each([
    ['merId', 'merchantId'],
    ['signMethod', 'secureKey'],
    ['pfx', 'openssl'],
    ['middleCert', 'middleCertificate'],
    ['backUrl', 'createPayment'],
    ['certId', 'certificate'],
  ])('knows what %s is called here', (name, next) => {
    expect(thrown(() => made({ [name]: 'x' }))).toMatchObject({ next: expect.stringContaining(next) })
  })

  it('takes the shared key of the test environment, which is short', () => {
    expect(unionpay({ merchantId, secureKey: '88888888', sandbox: true }).signMethod).toBe('11')
  })

  it('shows no secret', () => {
    for (const account of [accountOf(), keyedAccount()])
      expect(
        `${inspect(account, { depth: 9, showHidden: true })}${JSON.stringify(account)}${inspect({ ...account })}`,
      ).not.toMatch(/MII|shared-key/)
  })

  it('without a key receives, and makes no client', async () => {
    const receiving = unionpay({
      merchantId,
      rootCertificate: root,
      middleCertificate: middle,
      clock: accountOf().clock,
    })
    expect((await receiveWebhook(receiving, notice(teaNotice))).type).toBe('payment.paid')
    expect(thrown(() => createClient({ account: receiving as never, transport: fetchTransport() })).message).toContain(
      'it lacks privateKey',
    )
  })

  it('that is a copy, or another provider’s, is refused', async () => {
    const { client } = openUnionpay(paidTea)
    const copied = { ...client, account: { ...client.account } }
    expect(await codeOf(getPayment(copied, { orderId: tea.orderId, placedAt: tea.placedAt }))).toMatch(
      /CONFIG_INVALID|SIGNING_FAILED/,
    )
  })
})

describe('ready', () => {
  it('proves by use that key and certificate belong together', async () => {
    expect(await ready(accountOf())).toEqual({
      proven: ['middleCertificate', 'rootCertificate', 'privateKey', 'certificate'],
      unproven: [{ option: 'certificate', why: expect.stringContaining('check(client)') }],
    })
    expect((await ready(keyedAccount())).unproven).toMatchObject([{ option: 'secureKey' }])
  })

  it('claims of what it can only read that it can be read', async () => {
    const chain = { rootCertificate: undefined, middleCertificate: undefined }
    const given = { ...chain, pinnedCertificates: leaf, encryptionCertificate: leaf } as never
    const { proven, unproven } = await ready(accountOf(given))
    expect(proven).toEqual(['privateKey', 'certificate'])
    expect(unproven.map(({ option }) => option)).toEqual(['pinnedCertificates', 'encryptionCertificate', 'certificate'])
    const { client } = openUnionpay({ respCode: '34' }, accountOf(given))
    const checked = await check(client)
    expect(checked.proven).toContain('pinnedCertificates')
    expect(checked.unproven.map(({ option }) => option)).toContain('encryptionCertificate')
  })

  const later = new Date(noon.getTime() + 1000)
  const encryptingWith = (encryptionCertificate: string) => accountOf({ encryptionCertificate } as never)
  const expired = { notBefore: new Date('2020-01-01'), notAfter: new Date('2025-01-01') }
  it.each([
    ['another’s key', () => accountOf({ privateKey: leafKey }), /certificate is not the one of privateKey/],
    ['a public key for its own', () => accountOf({ privateKey: merchantCertificate }), /privateKey.* a certificate/],
    [
      'a key for the certificate',
      () => accountOf({ certificate: merchantKey }),
      /certificate must be a certificate, but a private key/,
    ],
    [
      'the .pfx in place of what is in it',
      () => accountOf({ certificate: Uint8Array.of(0x30, 7, 2, 1, 3, 0x30, 0, 0x30, 0) } as never),
      /certificate must be a certificate, but a PKCS#12 file.*\n.*\n.*-clcerts -nokeys/,
    ],
    [
      'a damaged certificate',
      () => accountOf({ certificate: merchantCertificate.replace('MIIE', 'MIID') }),
      /certificate/,
    ],
    [
      'a middle certificate of another root',
      async () =>
        accountOf({ middleCertificate: await certificateOf('M', middleKey, 'R', rootKey, { authority: true }) }),
      /was not issued by rootCertificate/,
    ],
    [
      'a middle certificate that may issue none',
      async () => accountOf({ middleCertificate: await certificateOf('A MIDDLE', middleKey, 'A ROOT', rootKey) }),
      /middleCertificate is no authority/,
    ],
    [
      'its own certificate pinned',
      () =>
        accountOf({
          rootCertificate: undefined,
          middleCertificate: undefined,
          pinnedCertificates: merchantCertificate,
        } as never),
      /holds your own certificate/,
    ],
    [
      'an expired certificate',
      async () => accountOf({ certificate: await certificateOf('me', merchantKey, 'A MIDDLE', middleKey, expired) }),
      /certificate expired on 2025/,
    ],
    [
      'a certificate that is not good so far',
      async () =>
        accountOf({ certificate: await certificateOf('me', merchantKey, 'A MIDDLE', middleKey, { notBefore: later }) }),
      /certificate is valid only from 2026-03-04T04:00:01/,
    ],
    [
      'a pinned one that has ended',
      async () =>
        accountOf({
          rootCertificate: undefined,
          middleCertificate: undefined,
          pinnedCertificates: await certificateOf('them', leafKey, 'A MIDDLE', middleKey, expired),
        } as never),
      /none of pinnedCertificates is in its time/,
    ],
    ['its own certificate to encrypt with', () => encryptingWith(merchantCertificate), /is your own certificate/],
    ['the middle certificate to encrypt with', () => encryptingWith(middle), /one of the chain/],
    [
      'an expired encryption certificate',
      async () =>
        accountOf({
          encryptionCertificate: await certificateOf('e', leafKey, 'A MIDDLE', middleKey, expired),
        } as never),
      /encryptionCertificate expired/,
    ],
  ])('fails with %s', async (_, account, words) => {
    const error = await failure(ready(await account()))
    expect(error.code).toBe('CONFIG_INVALID')
    expect(error.message).toMatch(words)
  })
})

describe('check', () => {
  it('proves merchant number and keys by a query that nobody can mind', async () => {
    const { client, sent } = openUnionpay({ respCode: '34' })
    expect((await check(client)).proven).toContain('merchantId')
    expect(sent).toHaveLength(1)
    expect(sent[0]).toMatchObject({ txnType: '00', orderId: expect.stringMatching(/^check[0-9A-F]{16}$/) })
  })

  it.each([
    ['11', 'SIGNATURE_REFUSED'],
    ['31', 'NOT_PERMITTED'],
    ['00', 'REPLY_MISMATCH'],
  ])('finds %s: %s', async (respCode, code) => {
    expect(await codeOf(check(openUnionpay({ respCode, origRespCode: '00' }).client))).toBe(code)
  })

  it('finds a certificate that is not UnionPay’s', async () => {
    const certificate = await certificateOf('another', leafKey, 'A MIDDLE', middleKey)
    const { client } = openUnionpay({ respCode: '34' }, accountOf(), { certificate, privateKey: leafKey })
    expect(await codeOf(check(client))).toBe('SIGNATURE_INVALID')
  })
})
