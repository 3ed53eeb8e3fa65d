import { amount, createClient, type Transport } from 'shroff'
import * as alipay from 'shroff/alipay'
import { type Fault, failNext, type MockGateway, pay, presentCode } from 'shroff/mock'
import { openTelemetry } from 'shroff/otel'
import * as wechatpay from 'shroff/wechatpay'
import { beforeAll, describe, expect, it } from 'vitest'
import { contentKey, openAlipay } from '../support/alipay.js'
import { alipayTea, openAlipayShop } from '../support/alipay-shop.js'
import { failure } from '../support/failure.js'
import { registerSdk } from '../support/telemetry.js'
import { openWechatpayShop, tea } from '../support/wechatpay-shop.js'
import { makeKeys, providers, shops } from './shops.js'
import { exportedBy, leaksOf, piecesOf, tap } from './tap.js'

beforeAll(makeKeys, 60_000)

/** A payer at WeChat Pay, and one at Alipay. */
const openId = 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o'
const buyerId = '2088102534368455'
const appAuthToken = '202212BB_D64b2be8afd4b6c8468cf585bd05E50'
const cent = amount('0.01', 'CNY')
const reason = 'the customer changed her mind'
const faults: Fault[] = [
  'timeout-after',
  'reset-before',
  'proxy-page',
  'system-error-after',
  'rate-limited',
  'unsigned',
  'wrong-signature',
  'probe',
  { status: 401, code: 'SIGN_ERROR', message: `not so: ${appAuthToken}` },
]

async function openWechatpay() {
  const { mock, account, credentials } = await openWechatpayShop()
  const { tapped, ...wire } = tap(mock.transport)
  const client = createClient({ account, transport: tapped, observe: openTelemetry() })
  const { amount, description } = tea
  const payerCode = presentCode(mock, { provider: 'wechatpay' })
  const sale = { amount, description, payerCode, payerClientIp: '203.0.113.7' }
  return {
    provider: 'wechatpay',
    mock,
    ...wire,
    planted: [...piecesOf(credentials), openId, payerCode, reason],
    byPayer: () => wechatpay.createPayment(client, { channel: 'jsapi', ...tea, openId }),
    byCode: () => wechatpay.createPayment(client, { channel: 'barcode', orderId: 'T_1002', ...sale }),
    byQr: (orderId: string) => wechatpay.createPayment(client, { channel: 'qr', ...tea, orderId }),
    query: (orderId: string) => wechatpay.getPayment(client, { orderId }),
    refund: (orderId: string, refundId: string) =>
      wechatpay.refundPayment(client, { orderId, refundId, amount: cent, orderAmount: amount, reason }),
  }
}

async function openAlipayOf(generation: 'v2' | 'v3') {
  const { mock, account, credentials } = await openAlipayShop({ generation })
  const { tapped, ...wire } = tap(mock.transport)
  const client = createClient({ account, transport: tapped, observe: openTelemetry() })
  const payerCode = presentCode(mock, { provider: 'alipay' })
  return {
    provider: 'alipay',
    mock,
    ...wire,
    planted: [...piecesOf(credentials), buyerId, payerCode, reason],
    byPayer: () => alipay.createPayment(client, { channel: 'jsapi', ...alipayTea, buyerId }),
    byCode: () => alipay.createPayment(client, { channel: 'barcode', ...alipayTea, orderId: 'T_1002', payerCode }),
    byQr: (orderId: string) => alipay.createPayment(client, { channel: 'qr', ...alipayTea, orderId }),
    query: (orderId: string) => alipay.getPayment(client, { orderId }),
    refund: (orderId: string, refundId: string) =>
      alipay.refundPayment(client, { orderId, refundId, amount: cent, reason }),
  }
}

describe('of what goes over the wire, spans and metrics hold method, address, status and trace id only:', () => {
  it.each([
    ['WeChat Pay', openWechatpay],
    ['Alipay V2', () => openAlipayOf('v2')],
    ['Alipay V3', () => openAlipayOf('v3')],
  ])('%s', async (_, open) => {
    const sdk = registerSdk()
    const { provider, mock, heard, addresses, planted, byPayer, byCode, byQr, query, refund } = await open()
    await byPayer()
    await byCode()
    await byQr('T_1003')
    await pay(mock as MockGateway, { provider, orderId: 'T_1003' })
    await query('T_1003')
    // A probe is asked again, and so succeeds; only WeChat Pay has them.
    const met = faults.filter((fault) => fault !== 'probe' || provider === 'wechatpay')
    for (const [index, fault] of met.entries()) {
      failNext(mock as MockGateway, { provider, fault })
      await refund('T_1003', `R_${index}`).catch(() => {})
    }

    const { exported, searched, told, found } = await leaksOf(sdk, [...heard, ...planted], addresses)
    expect(searched.length).toBeGreaterThan(100)
    expect(new Set(exported.match(/(?<='error.type': ')\w+/g)).size).toBeGreaterThan(5)
    expect(exported).toContain(told.find((id) => id !== undefined))
    expect(found).toEqual([])
  })

  it.each(providers)('%s, its order by QR code', async (provider) => {
    const sdk = registerSdk()
    const ears: ReturnType<typeof tap>[] = []
    const through = (transport: Transport) => {
      ears.push(tap(transport))
      return ears[0]!.tapped
    }
    const shop = await shops[provider](openTelemetry(), through)
    const { orderId, createPayment, getPayment, refundPayment, credentials } = shop
    const mock: MockGateway = shop.mock as never
    await createPayment()
    await pay(mock, { provider, orderId })
    await getPayment(orderId)
    for (const fault of faults) {
      try {
        failNext(mock, { provider, fault })
      } catch {
        // Not every wire has each.
        continue
      }
      await refundPayment().catch(() => {})
    }
    const [{ heard, addresses }] = ears as [ReturnType<typeof tap>]
    const { exported, searched, found } = await leaksOf(sdk, [...heard, ...piecesOf(credentials)], addresses)
    expect(searched.length).toBeGreaterThan(50)
    expect(new Set(exported.match(/(?<='error.type': ')\w+/g)).size).toBeGreaterThan(4)
    expect(found).toEqual([])
  })
})

it('nothing that Alipay echoes of a request whose signature it refuses', async () => {
  const sdk = registerSdk()
  const payerCode = '281234567890123456'
  const echo = `验签出错，网关生成的验签字符串为：app_auth_token=${appAuthToken}&biz_content={"auth_code":"${payerCode}"}`
  const { client } = openAlipay(
    { refused: ['40002', 'isv.invalid-signature', echo] },
    { encrypted: true, certificate: true },
    { account: { appAuthToken }, facts: { appAuthToken, knownMethod: false }, client: { observe: openTelemetry() } },
  )
  const error = await failure(alipay.createPayment(client, { ...alipayTea, channel: 'barcode', payerCode }))
  expect(error).toMatchObject({ code: 'SIGNATURE_REFUSED' })
  const exported = await exportedBy(sdk)
  expect(exported).toContain('SIGNATURE_REFUSED')
  expect([appAuthToken, contentKey, payerCode, '验签'].filter((text) => exported.includes(text))).toEqual([])
})
