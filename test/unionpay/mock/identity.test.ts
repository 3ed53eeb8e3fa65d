import { createHash, X509Certificate } from 'node:crypto'
import { createClient } from 'shroff'
import { createMockGateway, pay } from 'shroff/mock'
import { check, ready, unionpay } from 'shroff/unionpay'
import { mockUnionpay } from 'shroff/unionpay/mock'
import { describe, expect, it } from 'vitest'
import { mockFingerprints } from '../../../src/mock/keys/fingerprints.js'
import { certificateId, openCardNumber } from '../../oracle/unionpay.js'
import { codeOf } from '../../support/failure.js'
import { noon } from '../../support/noon.js'
import { kinds, openMock, provider, tea } from './shop.js'

const at = { provider, orderId: tea.orderId } as const

describe('the certificates', () => {
  it('are a chain of the real shape, with numbers that every client can hold', async () => {
    const { credentials, ask } = await openMock()
    const { signPubKeyCert = '' } = await ask({ ...kinds.qr, ...tea })
    const { certificate = '', encryptionCertificate = '', middleCertificate = '', rootCertificate = '' } = credentials
    const root = new X509Certificate(rootCertificate)
    const middle = new X509Certificate(middleCertificate)
    expect([root.ca, root.verify(root.publicKey), middle.ca, middle.verify(root.publicKey)]).toEqual(
      Array(4).fill(true),
    )
    for (const pem of [certificate, encryptionCertificate, signPubKeyCert]) {
      const leaf = new X509Certificate(pem)
      expect([leaf.checkIssued(middle), leaf.verify(middle.publicKey), leaf.ca]).toEqual([true, true, false])
      expect(Number(certificateId(pem))).toBeLessThan(2 ** 53)
      expect(Date.parse(leaf.validTo)).toBeGreaterThan(noon.getTime())
    }
    const { subject } = new X509Certificate(signPubKeyCert)
    expect(subject).toContain('CN=041@8310000000083040@中国银联股份有限公司@00016495')
    expect(signPubKeyCert).toMatch(/^-----BEGIN CERTIFICATE-----\r\n(.{1,64}\r\n)+-----END CERTIFICATE-----$/)
  })

  it('are taken by an account, which proves them by use and by a call', async () => {
    const { mock, credentials } = await openMock()
    const account = unionpay(credentials)
    expect((await ready(account)).unproven).toContainEqual({ option: 'encryptionCertificate', why: expect.any(String) })
    expect(await check(createClient({ account, transport: mock.transport }))).toMatchObject({ clockAheadSeconds: 0 })
    const { mock: _, ...unmarked } = credentials
    expect(await codeOf(ready(unionpay(unmarked as never)))).toBe('CONFIG_INVALID')
  })

  it('include the one that sensitive fields are encrypted for, which is also asked for', async () => {
    const { credentials, ask } = await openMock()
    const told = await ask({ ...kinds.encryption, orderId: 'E1000001', txnTime: tea.txnTime, certType: '01' })
    expect(told).toMatchObject({ respCode: '00', certType: '01' })
    expect(told.encryptPubKeyCert).toBe(credentials.encryptionCertificate!.trimEnd().replaceAll('\n', '\r\n'))
  })

  it('are others in a fresh mock, and none of those that everybody has', async () => {
    const { credentials, ask } = await openMock({}, 'fresh')
    const print = (pem: string) => {
      const spki = new X509Certificate(pem).publicKey.export({ format: 'der', type: 'spki' })
      return createHash('sha256').update(spki).digest('hex').slice(0, 16)
    }
    const { certificate = '', encryptionCertificate = '', middleCertificate = '', rootCertificate = '' } = credentials
    for (const pem of [certificate, encryptionCertificate, middleCertificate, rootCertificate])
      expect(mockFingerprints).not.toContain(print(pem))
    expect((await ask({ ...kinds.qr, ...tea })).respCode).toBe('00')
    const { secureKey = '' } = (await openMock({ signMethod: '11' }, 'fresh')).credentials
    expect(mockFingerprints).not.toContain(createHash('sha256').update(secureKey).digest('hex').slice(0, 16))
    await ready(unionpay({ merchantId: credentials.merchantId, secureKey }))
  })
})

describe('a merchant with a key that both sides hold', () => {
  it('is answered and told by it, without a certificate', async () => {
    const { mock, ask, notices, credentials } = await openMock({ signMethod: '11' })
    expect(Object.keys(credentials).sort()).toEqual(['clock', 'merchantId', 'mock', 'secureKey'])
    const told = await ask({ ...kinds.qr, ...tea })
    expect(told).toMatchObject({ respCode: '00', signMethod: '11', signature: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(told).not.toHaveProperty('signPubKeyCert')
    await pay(mock, at)
    expect(await notices()).toHaveLength(1)
    const client = createClient({ account: unionpay(credentials), transport: mock.transport })
    expect(await check(client)).toMatchObject({ clockAheadSeconds: 0 })
  })

  it('is not known by another one', async () => {
    const { ask, mock } = await openMock({ signMethod: '11' })
    const other = unionpay({ merchantId: '777290058110048', secureKey: 'x'.repeat(32), clock: mock.clock })
    expect(await codeOf(check(createClient({ account: other, transport: mock.transport })))).toBe('SIGNATURE_INVALID')
    expect((await ask({ ...kinds.qr, ...tea })).respCode).toBe('00')
  })
})

it('the payer’s card is masked, or encrypted to the merchant’s signing key', async () => {
  const { mock, ask, query, credentials } = await openMock({ accNo: 'encrypted' })
  await ask({ ...kinds.qr, ...tea })
  await pay(mock, at)
  const { accNo = '' } = await query()
  expect(openCardNumber(credentials.privateKey!, accNo)).toBe('621626*********0018')
})

it('both environments’ hosts are its, and nobody else’s', async () => {
  const { sign, post } = await openMock()
  const order = sign({ ...kinds.qr, ...tea })
  for (const host of ['https://gateway.test.95516.com', 'http://127.0.0.1:8080'])
    expect((await post(`${host}/gateway/api/backTransReq.do`, order)).status).toBe(200)
  await expect(post('https://qra.95516.com/pay/gateway', order)).rejects.toThrow('has no provider')
})

it.each([
  [{ colour: 'red' }, 'colour'],
  [{ signMethod: '12' }, 'signMethod'],
  [{ accNo: 'plain' }, 'accNo'],
  [{ methods: { '77/00': 1 } }, 'methods'],
  [{ unconfirmed: { refuses: true } }, 'refuses'],
  [{ unconfirmed: true }, 'unconfirmed'],
])('an option that there is not is refused: %j', (options, name) => {
  expect(() => mockUnionpay(options as never)).toThrow(name)
})

it('starts in no time with the keys that it ships with', async () => {
  const mock = await createMockGateway({ providers: [mockUnionpay()] })
  expect(mock.credentials('unionpay')).toMatchObject({ merchantId: '777290058110048', mock: true })
})
