import { createClient } from 'shroff'
import { closePayment, createPayment, fetchCertificates, wechatpay } from 'shroff/wechatpay'
import { describe, expect, it } from 'vitest'
import { sealAead, sealReply } from '../../oracle/wechatpay.js'
import { judgedTransport, openJudgedShop } from '../../support/judged.js'
import { failure, now } from '../../support/platform.js'
import { openShop, tea } from '../../support/shop.js'

const code = (wanted: string, more: object = {}) => expect.objectContaining({ code: wanted, ...more })
const openCertificateShop = () => openShop({ mock: { mode: 'certificate' } })

describe('fetchCertificates, unhappy', () => {
  it('explains that a merchant in public-key mode has none', async () => {
    const { transport, account } = await openJudgedShop()
    const error = await failure(fetchCertificates(transport)(account))
    expect(error).toEqual(code('NOT_PERMITTED', { outcome: 'rejected', providerCode: 'RESOURCE_NOT_EXISTS' }))
  })

  it('cannot decrypt with another APIv3 key', async () => {
    const { mock, account } = await openShop({
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
    const seal = { privateKey: (await openShop()).credentials.privateKey, serial: '5157', now, nonce: 'n' }
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
