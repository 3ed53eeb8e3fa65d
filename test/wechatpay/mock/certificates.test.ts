import { X509Certificate } from 'node:crypto'
import { createClient } from 'shroff'
import { advanceClock, createMockGateway, deliverWebhooks, pay, rotateCertificate } from 'shroff/mock'
import { createPayment, fetchCertificates, getPayment, wechatpay } from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { describe, expect, it } from 'vitest'
import { judgeWebhook, openAead } from '../../oracle/wechatpay.js'
import { noon } from '../../support/noon.js'
import { native, openGateway } from '../../support/wechatpay-gateway.js'
import { tea } from '../../support/wechatpay-shop.js'

type Listed = {
  serial_no: string
  effective_time: string
  expire_time: string
  encrypt_certificate: { nonce: string; associated_data: string; ciphertext: string }
}
type Gateway = Awaited<ReturnType<typeof openGateway>>

async function list({ ask, credentials }: Gateway) {
  const { body, headers } = await ask('GET', '/v3/certificates')
  const certificates = (body.data as Listed[]).map(({ serial_no, encrypt_certificate, ...times }) => {
    const { nonce, associated_data, ciphertext } = encrypt_certificate
    const pem = openAead(credentials.apiV3Key, nonce, associated_data, ciphertext).toString()
    return { serial: serial_no, certificate: new X509Certificate(pem), ...times }
  })
  return { certificates, signedBy: headers['wechatpay-serial'] }
}

describe('certificate mode', () => {
  it('lists two certificates that node:crypto decrypts and reads, and signs with the newest', async () => {
    const { certificates, signedBy } = await list(await openGateway({ mode: 'certificate' }))
    expect(certificates).toHaveLength(2)
    for (const { serial, certificate, effective_time, expire_time } of certificates) {
      expect(serial).toMatch(/^[1-9A-F][0-9A-F]{39}$/)
      expect(certificate.serialNumber).toBe(serial)
      expect(new Date(certificate.validFrom)).toEqual(new Date(effective_time))
      expect(new Date(certificate.validTo)).toEqual(new Date(expire_time))
      expect(Date.parse(expire_time)).toBeGreaterThan(noon.getTime())
    }
    const newest = certificates.sort((a, b) => (a.effective_time < b.effective_time ? 1 : -1))[0]!
    expect(signedBy).toBe(newest.serial)
  })

  it('rotates: the new one signs answers and webhooks, the old ones stay listed', async () => {
    const gateway = await openGateway({ mode: 'certificate' })
    const { mock, ask, order, credentials } = gateway
    const before = await list(gateway)
    advanceClock(mock, 60_000)
    await rotateCertificate(mock, { provider: 'wechatpay' })
    const after = await list(gateway)
    expect(after.certificates.slice(1).map(({ serial }) => serial)).toEqual(
      before.certificates.map(({ serial }) => serial),
    )
    const added = after.certificates[0]!
    expect(added.effective_time).toBe('2026-03-04T12:01:00+08:00')
    expect(after.signedBy).toBe(added.serial)
    expect(before.certificates.map(({ serial }) => serial)).not.toContain(added.serial)
    expect(mock.journal).toContainEqual(expect.objectContaining({ control: 'rotateCertificate', about: added.serial }))
    // What was given out before does not know it, what is given out now does.
    expect(credentials.platformKeys).not.toHaveProperty(added.serial)
    expect(mock.credentials('wechatpay').platformKeys).toHaveProperty(added.serial)

    await ask('POST', native, order)
    await pay(mock, { provider: 'wechatpay', orderId: 'T-1001' })
    const signers: unknown[] = []
    await deliverWebhooks(mock, {
      to: (request) => {
        signers.push(request.headers.get('wechatpay-serial'))
        return new Response(null, { status: 204 })
      },
    })
    expect(signers).toEqual([added.serial])
  })

  it('a client that may fetch follows the rotation, one that may not says which key it lacks', async () => {
    const mock = await createMockGateway({ providers: [mockWechatpay({ mode: 'certificate' })], now: noon })
    const { transport } = mock
    const credentials = mock.credentials('wechatpay')
    const fetching = wechatpay({ ...credentials, refreshPlatformKeys: fetchCertificates(transport) })
    const client = createClient({ account: fetching, transport })
    const fixed = createClient({ account: wechatpay(credentials), transport })
    await rotateCertificate(mock, { provider: 'wechatpay' })
    await createPayment(client, { channel: 'qr', ...tea })
    expect(await getPayment(client, { orderId: tea.orderId })).toMatchObject({ status: 'pending' })
    await expect(getPayment(fixed, { orderId: tea.orderId })).rejects.toMatchObject({
      code: 'KEY_UNKNOWN',
      outcome: 'unknown',
    })
  })

  it('rotates again and again', async () => {
    const gateway = await openGateway({ mode: 'certificate' })
    for (const _ of [1, 2, 3]) await rotateCertificate(gateway.mock, { provider: 'wechatpay' })
    const { certificates } = await list(gateway)
    expect(new Set(certificates.map(({ serial }) => serial)).size).toBe(5)
  })
})

describe('public-key mode', () => {
  it('has no certificates to list, and none to rotate', async () => {
    const { ask, mock } = await openGateway()
    const { status, body } = await ask('GET', '/v3/certificates')
    expect([status, body]).toEqual([
      404,
      { code: 'RESOURCE_NOT_EXISTS', message: '无可用的平台证书，请在商户平台-API安全申请使用微信支付公钥。' },
    ])
    await expect(rotateCertificate(mock, { provider: 'wechatpay' })).rejects.toThrow('has no platform certificates')
  })

  it('signs by the public key whether or not the request asks for it', async () => {
    const { ask, order } = await openGateway()
    const [id] = [/^PUB_KEY_ID_\d{34}$/]
    expect((await ask('POST', native, order)).headers['wechatpay-serial']).toMatch(id)
  })
})

describe('the migration', () => {
  it('signs answers as the request asks', async () => {
    const gateway = await openGateway({ mode: 'migration' })
    const { ask, order, credentials } = gateway
    const serials = Object.keys(credentials.platformKeys)
    const id = serials.find((serial) => serial.startsWith('PUB_KEY_ID_'))!
    const { certificates } = await list(gateway)
    const newest = certificates[0]!.serial
    expect(serials).toHaveLength(3)
    const signedFor = async (headers: Record<string, string>) =>
      (await ask('POST', native, order, { headers })).headers['wechatpay-serial']
    expect(await signedFor({})).toBe(newest)
    expect(await signedFor({ 'Wechatpay-Serial': newest })).toBe(newest)
    expect(await signedFor({ 'Wechatpay-Serial': id })).toBe(id)
    expect(await signedFor({ 'wechatpay-serial': id })).toBe(id)
  })

  it('signs webhooks by every key in turn, each one rightly', async () => {
    const { ask, order, mock, credentials } = await openGateway({ mode: 'migration' })
    await ask('POST', native, order)
    await pay(mock, { provider: 'wechatpay', orderId: 'T-1001' })
    const signers = new Set<string | null>()
    await deliverWebhooks(mock, {
      times: 3,
      to: async (request) => {
        const { apiV3Key, platformKeys: keys } = credentials
        const body = new Uint8Array(await request.arrayBuffer())
        judgeWebhook({ headers: Object.fromEntries(request.headers), body }, { keys, apiV3Key, now: noon.getTime() })
        signers.add(request.headers.get('wechatpay-serial'))
        return new Response(null, { status: 204 })
      },
    })
    expect([...signers].sort()).toEqual(Object.keys(credentials.platformKeys).sort())
  })
})
