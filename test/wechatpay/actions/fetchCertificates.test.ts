import { createClient } from 'shroff'
import { closePayment, createPayment, fetchCertificates, wechatpay } from 'shroff/wechatpay'
import { describe, expect, it, vi } from 'vitest'
import { openCertificates } from '../../../src/wechatpay/open-certificates.js'
import { sealAead, sealReply } from '../../oracle/wechatpay.js'
import { failure } from '../../support/failure.js'
import { accountWith, apiV3Key, clockAt, now, platformPem, publicKeyId, seal } from '../../support/wechatpay.js'
import { judgedTransport, openJudgedShop } from '../../support/wechatpay-judged.js'
import { openWechatpayShop, tea } from '../../support/wechatpay-shop.js'
import { platformCertificate, rsa2048 } from '../../vectors/crypto.js'

const code = (wanted: string, more: object = {}) => expect.objectContaining({ code: wanted, ...more })
const openCertificateShop = () => openWechatpayShop({ mock: { mode: 'certificate' } })

describe('fetchCertificates, unhappy', () => {
  it('explains that a merchant in public-key mode has none', async () => {
    const { transport, account } = await openJudgedShop()
    const error = await failure(fetchCertificates(transport)(account))
    expect(error).toEqual(code('NOT_PERMITTED', { outcome: 'rejected', providerCode: 'RESOURCE_NOT_EXISTS' }))
  })

  it('cannot decrypt with another APIv3 key', async () => {
    const { mock, account } = await openWechatpayShop({
      mock: { mode: 'certificate' },
      account: { apiV3Key: '0123456789abcdef0123456789abcdef' },
    })
    expect(await failure(fetchCertificates(mock.transport)(account))).toEqual(code('DECRYPTION_FAILED'))
  })

  it.each([
    ['no list', '{}'],
    ['an entry without its certificate', '{"data":[{"serial_no":"5157"}]}'],
    ['broken JSON', '{"data":['],
  ])('refuses %s', async (_, body) => {
    const { account } = await openCertificateShop()
    const seal = { privateKey: (await openWechatpayShop()).credentials.privateKey, serial: '5157', now, nonce: 'n' }
    const fetching = fetchCertificates(async () => sealReply({ ...seal, body }))
    expect(await failure(fetching(account))).toEqual(code('BODY_INVALID'))
  })

  it('refuses an answer that is signed by none of the keys inside', async () => {
    const { account, credentials } = await openCertificateShop()
    const [serial, pem] = Object.entries(credentials.platformKeys)[0]!
    const ciphertext = sealAead(credentials.apiV3Key, 'nonce0123456', 'certificate', pem)
    const certificate = {
      algorithm: 'AEAD_AES_256_GCM',
      nonce: 'nonce0123456',
      associated_data: 'certificate',
      ciphertext,
    }
    const body = JSON.stringify({ data: [{ serial_no: serial, encrypt_certificate: certificate }] })
    // The merchant's own key in the place of the platform's.
    const seal = { privateKey: credentials.privateKey, serial, now, nonce: 'n' }
    const fetching = fetchCertificates(async () => sealReply({ ...seal, body }))
    expect(await failure(fetching(account))).toEqual(code('SIGNATURE_INVALID', { authentic: false }))
  })

  it('refuses a serial of none of the certificates', async () => {
    const { account, credentials } = await openCertificateShop()
    const seal = { privateKey: credentials.privateKey, serial: 'ABCDEF', now, nonce: 'n' }
    const fetching = fetchCertificates(async () => sealReply({ ...seal, body: '{"data":[]}' }))
    expect(await failure(fetching(account))).toEqual(code('KEY_UNKNOWN'))
  })
})

describe('a list of certificates', () => {
  const inItsTime = Date.parse('2024-06-01T00:00:00Z')
  const entry = (pem: string) => ({
    serial_no: 'of no account',
    encrypt_certificate: {
      algorithm: 'AEAD_AES_256_GCM',
      nonce: '61f9c719728a',
      associated_data: 'certificate',
      ciphertext: sealAead(apiV3Key, '61f9c719728a', 'certificate', pem),
    },
  })
  const list = (...pems: string[]) => JSON.stringify({ data: pems.map(entry) })
  const foreign = list('x').replace('"ciphertext":"', '"ciphertext":"AAAA')
  const open = (body: string, serial: string, more: Parameters<typeof accountWith>[0] = {}) =>
    openCertificates(
      accountWith({ clock: clockAt(inItsTime), ...more }),
      sealReply({ ...seal, now: inItsTime, serial, body }),
    )

  it('may hold other things, which are passed over', async () => {
    const { value } = await open(list('tea', platformPem, rsa2048.certificate), rsa2048.serial)
    expect(value).toEqual({ [rsa2048.serial]: rsa2048.certificate })
  })

  it('may be signed by a key that was known before', async () => {
    const { value } = await open(list(platformCertificate.certificate), publicKeyId)
    expect(value).toEqual({ [platformCertificate.serial]: platformCertificate.certificate })
  })

  it('asks nobody about the serial it is signed under', async () => {
    const refreshPlatformKeys = vi.fn(async () => ({ [publicKeyId]: platformPem }))
    const opening = open(list(platformCertificate.certificate), publicKeyId, { platformKeys: {}, refreshPlatformKeys })
    expect(await failure(opening)).toMatchObject({ code: 'KEY_UNKNOWN', outcome: 'unknown' })
    expect(refreshPlatformKeys).not.toHaveBeenCalled()
  })

  it.each([
    ['signed by another key', list(platformCertificate.certificate), platformCertificate.serial, 'SIGNATURE_INVALID'],
    ['encrypted with another key', foreign.padEnd(1_048_576), publicKeyId, 'DECRYPTION_FAILED'],
    ['no list', '{}', publicKeyId, 'BODY_INVALID'],
    // Not even decrypted, or it would be another error.
    ['over 1 MiB', foreign.padEnd(1_048_577), publicKeyId, 'BODY_INVALID'],
  ])('that is %s says nothing of what was asked before', async (_name, body, serial, code) => {
    expect(await failure(open(body, serial))).toMatchObject({ code, outcome: 'unknown' })
  })

  it('that is none tells what is wrong with it, and nothing of the money either', async () => {
    const { cause } = await failure(open('{}', publicKeyId))
    expect(cause).toMatchObject({ code: 'BODY_INVALID', outcome: 'unknown', message: expect.stringContaining('/data') })
  })

  it('of an expired certificate is not verified by it', async () => {
    const late = clockAt(Date.parse('2025-05-09T01:57:11Z'))
    const reply = sealReply({ ...seal, now: late.now(), serial: rsa2048.serial, body: list(rsa2048.certificate) })
    expect(await failure(fetchCertificates(async () => reply)(accountWith({ clock: late })))).toMatchObject({
      code: 'CONFIG_INVALID',
      outcome: 'unknown',
    })
  })
})

describe('fetchCertificates', () => {
  it('fetches all of them, judged by the oracle', async () => {
    const shop = await openCertificateShop()
    const { transport, judged } = judgedTransport(shop)
    const keys = await fetchCertificates(transport)(shop.account)
    expect(Object.keys(keys).sort()).toEqual(Object.keys(shop.credentials.platformKeys).sort())
    expect(judged[0]?.route).toBe('GET /v3/certificates')
  })

  it('lets an account begin without a single key', async () => {
    const shop = await openCertificateShop()
    const { transport, judged } = judgedTransport(shop)
    const account = wechatpay({
      ...shop.credentials,
      platformKeys: {},
      refreshPlatformKeys: fetchCertificates(transport),
    })
    const client = createClient({ account, transport })
    await createPayment(client, { ...tea, channel: 'qr' })
    expect(judged.map(({ route }) => route)).toEqual(['POST /v3/pay/transactions/native', 'GET /v3/certificates'])
  })

  it('fetches once for several calls', async () => {
    const shop = await openCertificateShop()
    const { transport, judged } = judgedTransport(shop)
    const account = wechatpay({
      ...shop.credentials,
      platformKeys: {},
      refreshPlatformKeys: fetchCertificates(transport),
    })
    const client = createClient({ account, transport })
    await createPayment(client, { ...tea, channel: 'qr' })
    await closePayment(client, { orderId: tea.orderId })
    expect(judged.filter(({ route }) => route === 'GET /v3/certificates')).toHaveLength(1)
  })
})
