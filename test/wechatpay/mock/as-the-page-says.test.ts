import { createDecipheriv, createHash, publicEncrypt } from 'node:crypto'
import { createClient } from 'shroff'
import { advanceClock, createMockGateway, deliverWebhooks, notify, pay, presentCode, refuse } from 'shroff/mock'
import {
  callProvider,
  cancelPayment,
  createPayment,
  getPayment,
  getRefund,
  receiveWebhook,
  refundPayment,
  wechatpay,
} from 'shroff/wechatpay'
import { type MockWechatpayOptions, mockWechatpay, refundByHand } from 'shroff/wechatpay/mock'
import { describe, expect, it } from 'vitest'
import { noon } from '../../support/noon.js'
import { openWechatpayShop, tea } from '../../support/wechatpay-shop.js'

const at = { provider: 'wechatpay', orderId: tea.orderId } as const
const order = { orderId: tea.orderId }
const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes)

async function paidShop(options: MockWechatpayOptions = {}) {
  const shop = await openWechatpayShop({ mock: options })
  await createPayment(shop.client, { channel: 'qr', ...tea, attach: 'table 4' })
  await pay(shop.mock, at)
  return shop
}

it('no body survives being written again: answers, refusals and webhooks', async () => {
  const { mock, client } = await paidShop()
  await getPayment(client, order)
  await getPayment(client, { orderId: 'T-none-1' }).catch(() => {})
  const bodies = mock.journal.flatMap((entry) => (entry.kind === 'request' ? [text(entry.reply?.body)] : []))
  await deliverWebhooks(mock, {
    to: async (request) => {
      bodies.push(await request.text())
      return new Response()
    },
  })
  expect(bodies).toHaveLength(4)
  for (const body of bodies) expect(JSON.stringify(JSON.parse(body))).not.toBe(body)
})

describe('an order', () => {
  it('tells what the merchant attached once it is paid, and no amount once it is closed', async () => {
    const { client, mock } = await openWechatpayShop()
    await createPayment(client, { channel: 'qr', ...tea, attach: 'table 4' })
    expect((await getPayment(client, order)).raw).not.toHaveProperty('attach')
    advanceClock(mock, 8 * 24 * 3_600_000)
    const closed = await getPayment(client, order)
    expect([closed.status, closed.amount]).toEqual(['closed', undefined])
    const paid = await paidShop()
    expect((await getPayment(paid.client, order)).raw).toMatchObject({ attach: 'table 4' })
  })

  it('paid with a coupon says so, and its refund gives each his share', async () => {
    const { client, mock } = await openWechatpayShop()
    await createPayment(client, { channel: 'qr', ...tea })
    await expect(pay(mock, { ...at, coupon: 2500 })).rejects.toThrow('a coupon is less than the order')
    await pay(mock, { ...at, coupon: 500 })
    expect((await getPayment(client, order)).raw).toMatchObject({
      amount: { total: 2500, payer_total: 2000 },
      promotion_detail: [{ type: 'CASH', scope: 'GLOBAL', amount: 500 }],
    })
    const refund = {
      ...order,
      refundId: 'R-1',
      amount: { currency: 'CNY', value: 1000 },
      orderAmount: tea.amount,
    } as const
    expect((await refundPayment(client, refund)).raw).toMatchObject({
      amount: { refund: 1000, payer_refund: 800, discount_refund: 200 },
      promotion_detail: [{ type: 'COUPON', refund_amount: 200 }],
    })
  })

  it('is found by what its code says', async () => {
    const { client, mock } = await openWechatpayShop()
    const { nextAction } = await createPayment(client, { channel: 'qr', ...tea })
    const again = await createPayment(client, { channel: 'qr', ...tea })
    // A new code ends the one before.
    await expect(pay(mock, { provider: 'wechatpay', reference: nextAction.content })).rejects.toThrow('has no order')
    await pay(mock, { provider: 'wechatpay', reference: again.nextAction.content })
    expect((await getPayment(client, order)).status).toBe('paid')
  })

  it.each([
    ['openId', { openId: 'o-sp' }, { sp_openid: 'o-sp' }],
    ['subOpenId', { subOpenId: 'o-sub' }, { sub_openid: 'o-sub' }],
  ])('of a partner, placed by %s, knows its payer in both apps', async (_, payer, known) => {
    const options = { subMerchantIds: ['1900000109'] }
    const { client, mock } = await openWechatpayShop({
      mock: options,
      account: { subMerchantId: '1900000109', subAppId: 'wx0000000000000002' },
    })
    await createPayment(client, { channel: 'jsapi', ...tea, ...payer } as never)
    await pay(mock, at)
    const { raw } = await getPayment(client, order)
    expect(raw).toMatchObject({ payer: { ...known, sp_openid: expect.any(String), sub_openid: expect.any(String) } })
  })
})

describe('a code payment over APIv3', () => {
  const sale = {
    ...order,
    channel: 'barcode',
    amount: tea.amount,
    description: 'tea',
    payerClientIp: '203.0.113.7',
  } as const
  async function till(unconfirmed = {}) {
    const shop = await openWechatpayShop({ mock: { unconfirmed }, account: { codePay: 'v3' } })
    const charge = (payer: 'pays' | 'types-password') =>
      createPayment(shop.client, {
        ...sale,
        store: { outId: 'S-1' },
        payerCode: presentCode(shop.mock, { ...at, payer }),
      })
    return { ...shop, charge }
  }

  it.each([false, true])(
    'is 202 while its payer types, which is processing; answered by a code: %s',
    async (byCode) => {
      const { mock, client, charge } = await till({ answersBusyByCode: byCode })
      expect((await charge('types-password')).status).toBe('processing')
      expect(mock.journal.at(-1)).toMatchObject({ reply: { status: 202 } })
      await pay(mock, at)
      expect((await getPayment(client, order)).status).toBe('paid')
    },
  )

  it('wants the shop, by one of its two numbers', async () => {
    const { mock, charge } = await till()
    await charge('pays')
    const { request } = mock.journal.at(-1) as { request: { body: Uint8Array } }
    expect(JSON.parse(text(request.body)).scene_info).toMatchObject({ store_info: { out_id: 'S-1' } })
  })

  it('is reversed at any age, unless that is switched', async () => {
    for (const ends of [false, true]) {
      const { mock, client, charge } = await till({ endsV3Reversal: ends })
      await charge('pays')
      advanceClock(mock, 8 * 24 * 3_600_000)
      const end = cancelPayment(client, order).then(
        () => 'reversed',
        (error: { providerCode: string }) => error.providerCode,
      )
      expect(await end).toBe(ends ? 'REVERSE_EXPIRE' : 'reversed')
    }
  })
})

it('APIv2 reverses within seven days, and for good not later', async () => {
  const { mock, client } = await openWechatpayShop()
  const payerCode = presentCode(mock, at)
  const sale = {
    ...order,
    channel: 'barcode',
    amount: tea.amount,
    description: 'tea',
    payerClientIp: '203.0.113.7',
  } as const
  await createPayment(client, { ...sale, payerCode })
  advanceClock(mock, 7 * 24 * 3_600_000 + 1)
  await expect(cancelPayment(client, order)).rejects.toMatchObject({
    providerCode: 'REVERSE_EXPIRE',
    outcome: 'rejected',
  })
})

it('a refund by hand is told in APIv2’s XML, which only the APIv2 key opens', async () => {
  const { mock, client, credentials } = await paidShop()
  await deliverWebhooks(mock, { to: () => new Response() })
  const refundId = await refundByHand(mock, { ...order, value: 500 })
  expect(await getRefund(client, { refundId })).toMatchObject({ status: 'succeeded', amount: { value: 500 } })
  const told: string[] = []
  await deliverWebhooks(mock, {
    to: async (request) => {
      told.push(await request.text())
      return new Response()
    },
  })
  const [, sealed] = /<req_info>(?:<!\[CDATA\[)?([^<\]]+)/.exec(told[0]!)!
  const key = createHash('md5').update(credentials.apiV2Key).digest('hex')
  const decipher = createDecipheriv('aes-256-ecb', key, null)
  const opened = decipher.update(sealed!, 'base64', 'utf8') + decipher.final('utf8')
  expect(opened).toMatch(/^<root>[\s\S]*<\/root>$/)
  expect(opened).toContain(refundId)
  expect(told[0]).not.toContain('<sign>')
})

it('takes the serial in either case, and knows an account of another mock gateway', async () => {
  const { client, account, mock } = await openWechatpayShop()
  const sent = createClient({
    account,
    transport: (request, options) => {
      const headers = Object.entries(request.headers).map(([name, value]) => [
        name,
        name.toLowerCase() === 'authorization'
          ? value.replace(/serial_no="[^"]*"/, (serial) => serial.toLowerCase())
          : value,
      ])
      return mock.transport({ ...request, headers: Object.fromEntries(headers) }, options)
    },
  })
  await createPayment(sent, { channel: 'qr', ...tea })
  expect((await getPayment(client, order)).status).toBe('pending')
  const fresh = await createMockGateway({ providers: [mockWechatpay()], now: noon, keys: 'fresh' })
  const mixed = createClient({ account: wechatpay(fresh.credentials('wechatpay')), transport: mock.transport })
  await expect(getPayment(mixed, order)).rejects.toThrow('take account and transport from the same one')
  const later = await createMockGateway({ providers: [mockWechatpay()] })
  const wrongClock = createClient({ account, transport: later.transport })
  await expect(getPayment(wrongClock, order)).rejects.toThrow('whose clock stands elsewhere')
}, 30_000)

describe('endpoints of one’s own', () => {
  const routes: MockWechatpayOptions['routes'] = {
    'POST /v3/bills/{id}': ({ parts, query, body }) => ({ id: parts.id, day: query.get('day'), name: body.name }),
    'GET /v3/bills/{id}': () => {
      throw refuse(404, 'NOT_FOUND', '记录不存在')
    },
    'GET /v3/certificates': () => ({ mine: true }),
  }

  it('are asked what was verified, opened, and answer what is signed', async () => {
    const { client, mock, credentials } = await openWechatpayShop({ mock: { routes } })
    const [[serial, key]] = Object.entries(credentials.platformKeys) as [[string, string]]
    const name = publicEncrypt({ key, oaepHash: 'sha1' }, Buffer.from('张三')).toString('base64')
    const path = '/v3/bills/T%7C1?day=2026-03-04'
    const answer = await callProvider(client, { method: 'POST', path, body: { name }, encryptedFor: serial } as never)
    expect(answer).toMatchObject({ id: 'T|1', day: '2026-03-04' })
    await expect(callProvider(client, { method: 'GET', path: '/v3/bills/1' })).rejects.toMatchObject({
      providerCode: 'NOT_FOUND',
    })
    expect(await callProvider(client, { method: 'GET', path: '/v3/certificates' })).toMatchObject({ mine: true })
    const forged = createClient({
      account: client.account,
      transport: (request, options) =>
        mock.transport({ ...request, body: new TextEncoder().encode('{"a":1}') }, options),
    })
    await expect(callProvider(forged, { method: 'POST', path, body: { a: 2 } })).rejects.toMatchObject({
      code: 'SIGNATURE_REFUSED',
    })
  })

  it('that nobody plays are said to be missing from the mock', async () => {
    const { client } = await openWechatpayShop()
    const missing = callProvider(client, { method: 'POST', path: '/v3/bills/1', body: {} })
    await expect(missing).rejects.toThrow('The mock gateway does not play POST /v3/bills/1')
  })

  it('have webhooks, encrypted and signed', async () => {
    const { mock, account } = await openWechatpayShop()
    await notify(mock, { provider: 'wechatpay', eventType: 'COMPLAINT.CREATE', resource: { complaint_id: '2001' } })
    const events: unknown[] = []
    await deliverWebhooks(mock, {
      to: async (request) => {
        events.push(await receiveWebhook(account, request))
        return new Response()
      },
    })
    expect(events).toMatchObject([{ type: 'other', name: 'COMPLAINT.CREATE' }])
  })
})
