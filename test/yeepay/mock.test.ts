import { createClient, type WireRequest } from 'shroff'
import {
  advanceClock,
  createMockGateway,
  createOrder,
  deliverWebhooks,
  expire,
  failNext,
  pay,
  presentCode,
  refund,
  settleRefund,
} from 'shroff/mock'
import * as yeepay from 'shroff/yeepay'
import { type MockYeepayOptions, mockYeepay } from 'shroff/yeepay/mock'
import { describe, expect, it } from 'vitest'
import { canonicalRequest, enc, type Fields, form, sha256, signText } from '../oracle/yeepay/wire.js'
import { codeOf, failure, thrown } from '../support/failure.js'
import { noon } from '../support/noon.js'
import { openYeepay, openYeepayShop, paidTea, tea } from '../support/yeepay.js'

const hour = 3_600_000
const day = 24 * hour
const provider = 'yeepay'
const at = { provider, orderId: tea.orderId } as const
const by = { orderId: tea.orderId }
const five = { currency: 'CNY', value: 500 } as const
const { payerClientIp: _, ...bare } = tea

async function placed(options: MockYeepayOptions = {}) {
  const shop = await openYeepayShop(options)
  const order = await yeepay.createPayment(shop.client, { channel: 'qr', ...tea })
  return { ...shop, order }
}
async function paid(options: MockYeepayOptions = {}, coupon = 0) {
  const shop = await placed(options)
  await pay(shop.mock, { ...at, coupon })
  return shop
}
/** One attempt, without the oracle: what it refuses is meant. */
const roughly = ({ account, mock }: Awaited<ReturnType<typeof openYeepayShop>>) =>
  createClient({ account, transport: mock.transport, retry: { attempts: 1 } })

type Sent = {
  method: string
  uri: string
  fields: Fields
  /** What travels, of what is signed. */
  wire: string
  inAddress: boolean
  type: string
  hash: string
  key: string
  appKey: string
  time: string
  seconds: string
  names: string
  scheme: string
  query: string
  mark: string
}

/** A request written by hand, by the documentation and not by our client; what it is answered. */
async function send(change: (request: Sent) => void, options: MockYeepayOptions = {}) {
  const mock = await createMockGateway({ providers: [mockYeepay(options)], now: noon })
  const { merchantId, appKey, privateKey } = mock.credentials('yeepay')
  const fields = { parentMerchantNo: merchantId, merchantNo: merchantId, orderId: 'T 1', memo: '茶 & 100%' }
  const request: Sent = {
    ...{ method: 'POST', uri: '/rest/v1.0/aggpay/close-order', fields, wire: twice(fields), inAddress: false },
    ...{ type: 'application/x-www-form-urlencoded', hash: sha256(form(fields)), key: privateKey, appKey, query: '' },
    ...{ time: '2026-03-04T04:00:00Z', seconds: '1800', scheme: 'YOP-RSA2048-SHA256' },
    names: 'x-yop-appkey;x-yop-content-sha256;x-yop-request-id',
    mark: '$SHA256',
  }
  change(request)
  const { method, uri, wire, inAddress, hash, key, time, seconds, names, scheme, query, mark } = request
  const headers: Record<string, string> = {
    'x-yop-appkey': request.appKey,
    'x-yop-content-sha256': hash,
    'x-yop-request-id': '1',
    'content-type': request.type,
  }
  const signed = Object.fromEntries(names.split(';').map((name) => [name, headers[name] ?? '']))
  const text = canonicalRequest({
    appKey: request.appKey,
    timestamp: time,
    expireSeconds: seconds,
    method,
    uri,
    query,
    headers: signed,
  })
  const auth = `yop-auth-v3/${request.appKey}/${time}/${seconds}/${names}/${signText(text, key)}${mark}`
  const target = inAddress ? `${uri}?${wire}` : uri
  const sent: WireRequest = {
    method: method as 'POST',
    url: `https://openapi.yeepay.com/yop-center${target}`,
    headers: { ...headers, authorization: `${scheme} ${auth}` },
    ...(!inAddress && { body: new Uint8Array(Buffer.from(wire)) }),
  }
  const reply = await mock.transport(sent, { signal: new AbortController().signal })
  const { code, subCode, result } = JSON.parse(Buffer.from(reply.body).toString())
  return [reply.status, subCode ?? result?.code ?? code, 'x-yop-sign' in reply.headers]
}
const pairs = (fields: Fields, encode: (text: string) => string) =>
  Object.entries(fields)
    .map(([name, value]) => `${name}=${encode(value)}`)
    .join('&')
const once = (fields: Fields) => pairs(fields, enc)
const twice = (fields: Fields) => pairs(fields, (text) => enc(enc(text)))
const plus = (text: string) => enc(text).replaceAll('%20', '+')

describe('a request is checked', () => {
  const missing = 'MOCK-ORDER-NOT-FOUND'
  const get = (request: Sent, wire: (fields: Fields) => string) =>
    Object.assign(request, {
      ...{ method: 'GET', uri: '/rest/v1.0/trade/order/query', inAddress: true, query: form(request.fields) },
      ...{ wire: wire(request.fields), hash: sha256('') },
    })
  it.each<[string, number, string, Parameters<typeof send>[0]]>([
    ['as Java and Go send it, encoded twice', 200, missing, () => {}],
    ['as TypeScript sends it, encoded once', 200, missing, (r) => (r.wire = once(r.fields))],
    ['with blanks as pluses, once', 200, missing, (r) => (r.wire = pairs(r.fields, plus))],
    ['with blanks as pluses, twice', 200, missing, (r) => (r.wire = pairs(r.fields, (text) => enc(plus(text))))],
    ['in the address, as one client posts', 200, missing, (r) => (r.inAddress = true)],
    ['a query, encoded twice', 200, missing, (r) => get(r, twice)],
    ['a query, encoded once', 200, missing, (r) => get(r, once)],
    ['a query whose parameters are hashed', 200, missing, (r) => (get(r, twice).hash = sha256(form(r.fields)))],
    ['with more that is signed', 200, missing, (r) => (r.names = `content-type;${r.names}`)],
    ['that holds for a day', 200, missing, (r) => Object.assign(r, { seconds: '86400', time: '2026-03-03T05:00:00Z' })],
    ['another content', 500, 'isv.authentication.digest.integrity-checking-failure', (r) => (r.wire = `${r.wire}1`)],
    [
      'a content encoded three times',
      500,
      'isv.authentication.digest.integrity-checking-failure',
      (r) => (r.wire = pairs(r.fields, (text) => enc(enc(enc(text))))),
    ],
    ['another signature', 500, 'isv.authentication.digest.verify-failure', (r) => (r.query = 'x=1')],
    [
      'a hash that is not signed',
      500,
      'isv.authentication.digest.verify-failure',
      (r) => (r.names = 'x-yop-appkey;x-yop-request-id'),
    ],
    ['that has run out', 500, 'isv.authentication.digest.verify-failure', (r) => (r.time = '2026-03-04T03:29:59Z')],
    ['of the future', 500, 'isv.authentication.digest.verify-failure', (r) => (r.time = '2026-03-04T05:00:00Z')],
    ['of no time', 500, 'isv.authentication.digest.verify-failure', (r) => (r.time = 'noon')],
    ['of no zone', 500, 'isv.authentication.digest.verify-failure', (r) => (r.time = '2026-03-04T04:00:00')],
    ['of no length', 500, 'isv.authentication.digest.verify-failure', (r) => (r.seconds = 'Infinity')],
    ['without its mark', 500, 'isv.authentication.digest.verify-failure', (r) => (r.mark = '')],
    ['of nobody', 500, 'isv.app.not-exists', (r) => (r.appKey = 'app_1')],
    ['by another algorithm', 500, 'isv.authentication.incompatible', (r) => (r.scheme = 'YOP-SM2-SM3')],
    ['without a scheme', 500, 'isv.check.request-param.miss', (r) => (r.scheme = '')],
    ['by another verb', 500, 'sys.limit.http-method', (r) => (r.method = 'PUT')],
    ['of broken escapes', 500, 'isv.check.request-param.format', (r) => (r.wire = 'a=%E4')],
    [
      'of JSON that is none',
      500,
      'isv.check.request-param.format',
      (r) => Object.assign(r, { type: 'application/json', wire: 'x' }),
    ],
    ['to an endpoint that it does not play', 200, 'NOT-PLAYED-BY-MOCK', (r) => (r.uri = '/rest/v1.0/x')],
    ['for another merchant', 200, 'MOCK-MERCHANT-NOT-FOUND', (r) => other(r, { merchantNo: '1' })],
    ['without a field', 500, 'isv.check.request-param.miss', (r) => other(r, { orderId: '' })],
  ])('%s: %i %s', async (_, status, code, change) => {
    expect(await send(change)).toEqual([status, code, true])
  })
  const other = (request: Sent, change: Fields) => {
    const fields = { ...request.fields, ...change }
    Object.assign(request, { fields, wire: twice(fields), hash: sha256(form(fields)) })
  }

  it('and its refusals may be signed by nobody', async () => {
    const unsigned = { unconfirmed: { refusesUnsigned: true } }
    expect(await send((r) => (r.appKey = 'app_1'), unsigned)).toEqual([500, 'isv.app.not-exists', false])
    expect(await send(() => {}, unsigned)).toEqual([200, missing, true])
  })

  it('of many parts, without their files', async () => {
    const parts = (r: Sent) =>
      [
        ...Object.entries(r.fields).map(
          ([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${enc(value)}\r\n`,
        ),
        '--b\r\nContent-Disposition: form-data; name="f"; filename="a.txt"\r\n\r\nx\r\n',
        '--b--\r\n',
      ].join('')
    const type = 'multipart/form-data; boundary=b'
    expect(await send((r) => Object.assign(r, { type, wire: parts(r) }))).toEqual([200, missing, true])
  })

  it('field by field, where an order is placed', async () => {
    const shop = await openYeepayShop()
    const order = {
      orderId: 'T1',
      orderAmount: '1.00',
      goodsName: 'tea',
      userIp: '1.1.1.1',
      payWay: 'USER_SCAN',
      channel: 'WECHAT',
      scene: 'OFFLINE',
    }
    const place = (change: Fields, name = 'pre-pay') =>
      yeepay.callProvider(roughly(shop), {
        method: 'POST',
        path: `/rest/v1.0/aggpay/${name}`,
        fields: { ...order, ...change },
      })
    expect(await place({})).toMatchObject({ prePayTn: expect.stringMatching(/^https:\/\/qr\.yeepay\.com\/oc\//) })
    for (const [change, code, name] of [
      [{ orderAmount: '0' }, 'isv.check.request-param.format'],
      [{ orderAmount: '1.001' }, 'isv.check.request-param.format'],
      [{ orderId: 'T-1' }, 'isv.check.request-param.format'],
      [{ goodsName: '茶'.repeat(86) }, 'isv.check.request-param.format'],
      [{ payWay: 'H5_PAY' }, 'isv.check.request-param.format'],
      [{ notifyUrl: 'x' }, 'isv.check.request-param.format'],
      [{ expiredTime: '2026-03-04 11:59:59' }, 'isv.check.request-param.format'],
      [{ userIp: '' }, 'isv.check.request-param.miss'],
      [{ payWay: 'WECHAT_OFFIACCOUNT' }, 'isv.check.request-param.miss'],
      [{ payWay: 'ALIPAY_LIFE', channel: 'ALIPAY' }, 'isv.check.request-param.miss'],
      [{ orderId: 'T1', goodsName: 'coffee' }, 'MOCK-ORDER-REPEATED'],
      [{ scene: 'OFFLINE' }, 'isv.check.request-param.format', 'pay-link'],
      [{ payWay: 'H5_PAY' }, 'isv.check.request-param.format', 'pay-link'],
      [{ scene: 'ONLINE', payWay: 'MERCHANT_SCAN' }, 'isv.check.request-param.format', 'pay'],
      [{ payWay: 'MERCHANT_SCAN' }, 'isv.check.request-param.miss', 'pay'],
    ] as [Fields, string, string?][])
      expect([change, (await failure(place({ orderId: 'T2', ...change }, name))).providerCode]).toEqual([change, code])
  })
})

describe('an order', () => {
  it('is told open, paid, with what a coupon paid, and closed', async () => {
    const { client, mock } = await paid({}, 100)
    expect(await yeepay.getPayment(client, by)).toMatchObject({
      status: 'paid',
      refunds: 'none',
      amount: { value: 2500 },
      payerAmount: { value: 2400 },
      wallet: 'alipay',
    })
    await yeepay.createPayment(client, { channel: 'qr', ...tea, orderId: 'T2', attach: '备注' })
    expect(await yeepay.getPayment(client, { orderId: 'T2' })).toMatchObject({ status: 'pending', attach: '备注' })
    await yeepay.closePayment(client, { orderId: 'T2' })
    expect((await yeepay.getPayment(client, { orderId: 'T2' })).status).toBe('closed')
    await expect(pay(mock, { provider, orderId: 'T2' })).rejects.toThrow('closed')
  })

  it('by each channel is paid with what its wallet is called with', async () => {
    const { client } = await openYeepayShop()
    const payerId = 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o'
    let count = 0
    const place = (given: object) => {
      count += 1
      return yeepay.createPayment(client, { ...tea, orderId: `C${count}`, ...given } as never) as Promise<{
        nextAction: object
      }>
    }
    const signedCall = { appId: 'wx1', package: expect.stringMatching(/^prepay_id=wx/), signType: 'RSA' }
    const wechat = { wallet: 'wechatpay', appId: 'wx1', payerId }
    const { payerId: _, ...app } = wechat
    expect((await place({ channel: 'jsapi', ...wechat })).nextAction).toMatchObject({
      type: 'jsapi',
      parameters: signedCall,
    })
    expect((await place({ channel: 'miniprogram', ...wechat })).nextAction).toMatchObject({
      type: 'jsapi',
      parameters: signedCall,
    })
    expect((await place({ channel: 'app', ...app })).nextAction).toMatchObject({
      type: 'app',
      payload: { appid: 'wx1' },
    })
    expect((await place({ channel: 'jsapi', wallet: 'alipay', payerId })).nextAction).toMatchObject({
      parameters: { tradeNO: expect.stringMatching(/^\d{28}$/) },
    })
    expect((await place({ channel: 'jsapi', wallet: 'unionpay', payerId })).nextAction).toMatchObject({
      type: 'redirect',
    })
    expect((await place({ channel: 'app', wallet: 'unionpay' })).nextAction).toMatchObject({
      payload: { tn: expect.stringMatching(/^\d{21}$/) },
    })
    expect((await place({ channel: 'wap', wallet: 'unionpay' })).nextAction).toMatchObject({
      type: 'form',
      fields: { orderId: 'C7' },
    })
    for (const [wallet, host] of [
      ['wechatpay', 'qr.yeepay.com'],
      ['alipay', 'qr.alipay.com'],
      ['unionpay', 'qr.95516.com'],
    ])
      expect((await place({ channel: 'qr', wallet })).nextAction).toMatchObject({
        content: expect.stringContaining(`https://${host}/`),
      })
  })

  it('is answered in the older forms, and in numbers, where that is asked for', async () => {
    for (const unconfirmed of [
      { signsResultAlone: true },
      { hasOlderForm: true },
      { tellsNumbers: true },
      { wrapsInStandardBase64: true },
    ]) {
      const { client, notices, account, mock } = await paid({ unconfirmed })
      expect(await yeepay.getPayment(client, by)).toMatchObject({ status: 'paid', amount: { value: 2500 } })
      await deliverWebhooks(mock, {
        async to(request) {
          expect(await yeepay.receiveWebhook(account, request)).toMatchObject({
            type: 'payment.paid',
            amount: { value: 2500 },
          })
          return yeepay.acknowledge(account, 'again')
        },
      })
      advanceClock(mock, 300_000)
      expect(await notices()).toMatchObject([{ status: 'SUCCESS', orderAmount: '25.00' }])
    }
  })

  it('that has expired is closed, and closing it says so', async () => {
    const shop = await placed()
    await expire(shop.mock, at)
    expect(await failure(yeepay.closePayment(roughly(shop), by))).toMatchObject({
      code: 'ORDER_CLOSED',
      providerCode: 'OPR18017',
      outcome: 'rejected',
    })
    expect(await yeepay.getPayment(shop.client, by)).toMatchObject({ status: 'closed', raw: { status: 'TIME_OUT' } })
    expect(await codeOf(yeepay.createPayment(roughly(shop), { channel: 'qr', ...tea }))).toBe('ORDER_CLOSED')
    const cashier = await yeepay.createPayment(shop.client, { channel: 'page', ...bare, orderId: 'T2' })
    advanceClock(shop.mock, 2 * hour + 1000)
    expect([cashier.status, (await yeepay.getPayment(shop.client, { orderId: 'T2' })).status]).toEqual([
      'pending',
      'closed',
    ])
  })

  it('that is paid is not closed, nor placed again', async () => {
    const shop = await paid()
    expect(await failure(yeepay.closePayment(roughly(shop), by))).toMatchObject({
      code: 'ORDER_PAID',
      outcome: 'rejected',
    })
    expect(await codeOf(yeepay.createPayment(roughly(shop), { channel: 'qr', ...tea }))).toBe('ORDER_PAID')
  })

  it('of the cashier is closed by the other way, where the first does not take it', async () => {
    const { client, mock } = await openYeepayShop({ unconfirmed: { closesOwnKindAlone: true } })
    await yeepay.createPayment(client, { channel: 'page', ...bare })
    expect(await yeepay.closePayment(client, by)).toEqual({ orderId: 'T1001', status: 'closed' })
    const paths = mock.journal.flatMap((entry) =>
      entry.kind === 'request' ? [new URL(entry.request.url).pathname] : [],
    )
    expect(paths.slice(1)).toEqual([
      '/yop-center/rest/v1.0/aggpay/close-order',
      '/yop-center/rest/v1.0/trade/order/close',
    ])
    expect((await yeepay.getPayment(client, by)).status).toBe('closed')
    expect(await codeOf(yeepay.closePayment(client, { orderId: 'T9' }))).toBe('ORDER_NOT_FOUND')
  })

  it('has its page, where the payer pays and goes back', async () => {
    const { client, mock } = await openYeepayShop()
    const { nextAction } = await yeepay.createPayment(client, {
      channel: 'page',
      ...bare,
      returnUrl: 'https://shop.example/back',
    })
    const page = await (await mock.fetch(new Request(nextAction.url))).text()
    expect(page).toContain('Oolong tea')
    const action = /action="([^"]+pay)"/.exec(page)![1]!
    const back = await mock.fetch(new Request(`https://cash.yeepay.com${action}`, { method: 'POST' }))
    expect([back.status, back.headers.get('location')]).toEqual([302, 'https://shop.example/back'])
    expect((await yeepay.getPayment(client, by)).status).toBe('paid')
  })

  it('can be made and refunded without a client', async () => {
    const mock = await createMockGateway({ providers: [mockYeepay()], now: noon })
    const code = await createOrder(mock, { provider, orderId: 'D1', amount: tea.amount })
    expect(code).toMatch(/^https:\/\/qr\.yeepay\.com\/oc\//)
    await pay(mock, { provider, reference: code })
    await refund(mock, { provider, orderId: 'D1', refundId: 'R1' })
    await settleRefund(mock, { provider, refundId: 'R1' })
  })
})

describe('a payer’s code', () => {
  const charge = async (payer: 'pays' | 'types-password' | 'refuses', more: object = {}) => {
    const shop = await openYeepayShop()
    const payerCode = presentCode(shop.mock, { provider, payer })
    const given = { ...tea, payerCode, terminalId: 'till', ...more }
    return { ...shop, given, end: await yeepay.settlePayment(shop.client, given) }
  }
  it('is charged once, and its webhook says whose word counts', async () => {
    const { end, mock, account } = await charge('pays')
    expect(end).toMatchObject({ result: 'paid', payment: { status: 'paid' } })
    await deliverWebhooks(mock, {
      async to(request) {
        expect(await yeepay.receiveWebhook(account, request)).toMatchObject({
          type: 'payment.paid',
          channel: 'barcode',
        })
        return yeepay.acknowledge(account, 'received')
      },
    })
  })
  it('that is not confirmed is closed', async () => {
    const { end, client } = await charge('types-password')
    expect(end.result).toBe('reversed')
    expect((await yeepay.getPayment(client, by)).status).toBe('closed')
  })
  it('that was paid while it was being closed is refunded, though the close was taken', async () => {
    const { requests, client } = openYeepay(() => {
      const urls = requests.map(({ url }) => url)
      const isClosed = urls.some((url) => url.includes('close'))
      const whose = { code: 'OPR00000', merchantNo: paidTea.merchantNo, orderId: tea.orderId }
      if (urls.at(-1)!.includes('/trade/order/query'))
        return { result: { ...paidTea, payWay: 'MERCHANT_SCAN', status: isClosed ? 'SUCCESS' : 'PROCESSING' } }
      if (!urls.at(-1)!.includes('/trade/refund')) return { result: whose }
      return { result: { ...whose, refundRequestId: tea.orderId, status: 'PROCESSING', refundAmount: '25.00' } }
    })
    expect((await yeepay.settlePayment(client, { ...by, undoing: true })).result).toBe('reversed')
    expect(requests.filter(({ url }) => url.endsWith('/trade/refund')).length).toBe(1)
  })
  it('that cannot pay has failed', async () => {
    const { end } = await charge('refuses')
    expect(end).toMatchObject({ result: 'reversed', payment: { status: 'failed', providerCode: 'MOCK-PAYER-REFUSED' } })
  })
  it('that was paid and is to be undone is refunded, once', async () => {
    const { client, mock } = await charge('pays')
    for (let time = 0; time < 2; time += 1)
      expect((await yeepay.settlePayment(client, { ...by, undoing: true })).result).toBe('reversed')
    const back = await yeepay.getRefund(client, { ...by, refundId: tea.orderId })
    expect([back.status, back.amount]).toEqual(['pending', tea.amount])
    await settleRefund(mock, { provider, refundId: tea.orderId })
    expect(await yeepay.settlePayment(client, by)).toMatchObject({ result: 'reversed', payment: { refunds: 'all' } })
  })
  it('whose refund waits is due', async () => {
    const { client, mock } = await charge('pays')
    await yeepay.settlePayment(client, { ...by, undoing: true })
    await settleRefund(mock, { provider, refundId: tea.orderId, status: 'needs-action' })
    expect(await yeepay.settlePayment(client, { ...by, undoing: true })).toMatchObject({
      result: 'refund-due',
      error: { code: 'REFUND_REFUSED', outcome: 'rejected' },
    })
  })
  it('is of the wallet that it looks like, is in process until then, and not charged twice', async () => {
    const { client, mock } = await openYeepayShop()
    const one = { ...tea, channel: 'barcode', payerCode: '134567890123410003', terminalId: 'till' } as const
    expect((await yeepay.createPayment(client, one)).status).toBe('processing')
    expect((await yeepay.createPayment(client, one)).status).toBe('processing')
    expect(await yeepay.getPayment(client, by)).toMatchObject({ status: 'processing', wallet: 'wechatpay' })
    await pay(mock, at)
    expect((await yeepay.awaitPayment(client, by)).status).toBe('paid')
    const shown = { ...one, orderId: 'T2', payerCode: presentCode(mock, { provider, validFor: 1 }) }
    advanceClock(mock, 1000)
    await yeepay.createPayment(client, shown)
    expect(await yeepay.getPayment(client, { orderId: 'T2' })).toMatchObject({ status: 'failed' })
  })
})

describe('a refund', () => {
  it('is accepted, ends, and is told; what failed is tried again by the same number', async () => {
    const { client, mock, notices } = await paid()
    await notices()
    const asked = { ...by, refundId: 'R1', amount: five }
    expect((await yeepay.refundPayment(client, asked)).status).toBe('pending')
    await settleRefund(mock, { provider, refundId: 'R1', status: 'closed' })
    expect((await yeepay.getRefund(client, { ...by, refundId: 'R1' })).status).toBe('closed')
    expect((await yeepay.refundPayment(client, asked)).status).toBe('pending')
    await settleRefund(mock, { provider, refundId: 'R1' })
    expect(await yeepay.getRefund(client, { ...by, refundId: 'R1' })).toMatchObject({
      status: 'succeeded',
      succeededAt: noon,
      payerAmount: five,
    })
    expect(await notices()).toMatchObject([{ status: 'FAILED' }, { status: 'SUCCESS', refundAmount: '5.00' }])
    expect(await yeepay.getPayment(client, by)).toMatchObject({ status: 'paid', refunds: 'some' })
  })

  it('that waits goes on, or is ended, which is told', async () => {
    const { client, mock, notices } = await paid()
    await notices()
    for (const refundId of ['R1', 'R2']) {
      await yeepay.refundPayment(client, { ...by, refundId, amount: five })
      await settleRefund(mock, { provider, refundId, status: 'needs-action' })
      expect(await yeepay.getRefund(client, { ...by, refundId })).toMatchObject({
        status: 'needs-action',
        raw: { failReason: '待商户处理' },
      })
    }
    // What waits is told by nothing.
    expect(await notices()).toEqual([])
    await yeepay.resumeRefund(client, { ...by, refundId: 'R1' })
    expect((await yeepay.getRefund(client, { ...by, refundId: 'R1' })).status).toBe('pending')
    await yeepay.endRefund(client, { ...by, refundId: 'R2' })
    expect(await yeepay.getRefund(client, { ...by, refundId: 'R2' })).toMatchObject({
      status: 'closed',
      raw: { status: 'CANCEL' },
    })
    expect(await notices()).toMatchObject([{ status: 'CANCEL', refundRequestId: 'R2' }])
    const again = await failure(yeepay.endRefund(client, { ...by, refundId: 'R2' }))
    expect([again.code, again.outcome, again.providerMessage]).toEqual([
      'PROVIDER_ERROR',
      'unknown',
      '退款状态不允许该操作',
    ])
    expect(await codeOf(yeepay.resumeRefund(client, { ...by, refundId: 'R3' }))).toBe('REFUND_NOT_FOUND')
  })

  it('is refused of what is not paid, more than there is, of another amount, and after a year', async () => {
    const shop = await placed()
    const client = roughly(shop)
    const ask = (more: object = {}) =>
      failure(yeepay.refundPayment(client, { ...by, refundId: 'R1', amount: five, ...more }))
    expect(await ask()).toMatchObject({ code: 'PROVIDER_ERROR', providerMessage: '订单状态不允许退款' })
    await pay(shop.mock, at)
    expect(await ask({ amount: { currency: 'CNY', value: 2501 } })).toMatchObject({
      code: 'REFUND_REFUSED',
      outcome: 'rejected',
    })
    await yeepay.refundPayment(client, { ...by, refundId: 'R1', amount: five })
    expect(await ask({ amount: { currency: 'CNY', value: 501 } })).toMatchObject({
      code: 'REFUND_REFUSED',
      outcome: 'rejected',
    })
    expect(await ask({ orderId: 'T9' })).toMatchObject({ code: 'ORDER_NOT_FOUND' })
    advanceClock(shop.mock, 366 * day)
    expect(await ask({ refundId: 'R2' })).toMatchObject({ providerCode: 'MOCK-REFUND-LATE' })
  })
})

describe('the mock', () => {
  it('comes again three times in all, for anything but the word', async () => {
    const { mock } = await paid()
    const answers = ['success', 'SUCCESS ', '"SUCCESS"', '']
    const reports = await deliverWebhooks(mock, { untilSettled: true, to: () => new Response(answers.shift()) })
    expect(reports.map(({ at: time }) => time - reports[0]!.at)).toEqual([0, 300_000, 600_000])
  })

  it('has endpoints of the merchant’s own, whose fields come in the clear', async () => {
    const routes = { 'POST /rest/v1.0/divide/apply': ({ body }: { body: object }) => ({ code: 'OPR00000', got: body }) }
    const { client } = await openYeepayShop({ routes })
    const fields = { orderId: '茶 & 1', divideDetail: '[{"amount":"1.00"}]' }
    expect(
      await yeepay.callProvider(client, { method: 'POST', path: '/rest/v1.0/divide/apply', fields }),
      // Of what comes back the blanks are gone.
    ).toMatchObject({ got: { ...fields, orderId: '茶&1' } })
    expect(
      await yeepay.callProvider(client, { method: 'POST', path: '/rest/v1.0/divide/apply', json: { a: [1] } }),
    ).toMatchObject({ got: { a: [1] } })
  })

  it('refuses options that there are not', () => {
    expect(thrown(() => mockYeepay({ unconfirmed: { no: true } } as never)).code).toBe('CONFIG_INVALID')
    expect(thrown(() => mockYeepay({ sandbox: true } as never)).code).toBe('CONFIG_INVALID')
  })

  it('plays the sandbox too, and says what it was asked to refuse', async () => {
    const { mock } = await openYeepayShop()
    const account = yeepay.yeepay({ ...mock.credentials('yeepay'), sandbox: true })
    const client = createClient({ account, transport: mock.transport, retry: { attempts: 1 } })
    expect((await yeepay.createPayment(client, { channel: 'qr', ...tea })).status).toBe('pending')
    failNext(mock, { provider, fault: { status: 500, code: 'sys.limit.ip-white-list.app', message: 'IP' } })
    expect(await failure(yeepay.getPayment(client, by))).toMatchObject({ code: 'NOT_PERMITTED', outcome: 'rejected' })
  })
})
