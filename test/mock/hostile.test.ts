import { amount, createClient } from 'shroff'
import * as alipay from 'shroff/alipay'
import { mockAlipay } from 'shroff/alipay/mock'
import { mockAntom } from 'shroff/antom/mock'
import { mockBaidu } from 'shroff/baidu/mock'
import { mockCircle } from 'shroff/circle/mock'
import { mockLakala } from 'shroff/lakala/mock'
import {
  advanceClock,
  clearFaults,
  createMockGateway,
  failNext,
  faults,
  forgeWebhook,
  type JournalEntry,
  limitCalls,
  type MockGateway,
  pay,
  presentCode,
  settleRefund,
} from 'shroff/mock'
import { mockQqpay } from 'shroff/qqpay/mock'
import { mockRipplePayments } from 'shroff/ripple-payments/mock'
import { mockUnionpay } from 'shroff/unionpay/mock'
import * as wechatpay from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { mockXrpl } from 'shroff/xrpl/mock'
import { mockYeepay } from 'shroff/yeepay/mock'
import { describe, expect, it } from 'vitest'
import { placeOrder, placeRefund } from '../../src/mock/book.js'
import { faultsOfTheLine } from '../../src/mock/faults.js'
import { internalsOf } from '../../src/mock/running.js'
import { noon } from '../support/noon.js'
import { openWechatpayShop, tea } from '../support/wechatpay-shop.js'

const both = async () => {
  const mock = await createMockGateway({ providers: [mockWechatpay(), mockAlipay()], now: noon })
  const { transport } = mock
  const wechatClient = createClient({ account: wechatpay.wechatpay(mock.credentials('wechatpay')), transport })
  const alipayClient = (api: 'v2' | 'v3') =>
    createClient({ account: alipay.alipay({ ...mock.credentials('alipay'), api }), transport, retry: { attempts: 1 } })
  return { mock, wechatClient, alipayClient }
}

/** Where each is called; what is asked there is nothing that it knows. */
const addresses = {
  wechatpay: 'https://api.mch.weixin.qq.com/v3/nothing',
  alipay: 'https://openapi.alipay.com/gateway.do',
  antom: 'https://open-sea-global.alipay.com/ams/api/nothing',
  unionpay: 'https://gateway.95516.com/gateway/api/nothing.do',
  qqpay: 'https://qpay.qq.com/cgi-bin/nothing.cgi',
  circle: 'https://api.circle.com/v1/nothing',
  xrpl: 'https://xrplcluster.com/',
  lakala: 'https://s2.lakala.com/api/nothing',
  yeepay: 'https://openapi.yeepay.com/rest/v1.0/nothing',
  baidu: 'https://openapi.baidu.com/rest/2.0/nothing',
  'ripple-payments': 'https://api.ripple.com/v3/nothing',
} as const
const names = Object.keys(addresses) as (keyof typeof addresses)[]

const everyMock = () =>
  createMockGateway({
    providers: [
      ...([mockWechatpay(), mockAlipay(), mockAntom(), mockUnionpay(), mockQqpay(), mockCircle()] as const),
      ...([mockXrpl(), mockLakala(), mockYeepay(), mockBaidu(), mockRipplePayments()] as const),
    ],
    now: noon,
  })

describe('a fault that a provider lacks', () => {
  it('of the dialect that is spoken fails the call, and does not let it succeed', async () => {
    const { mock, alipayClient } = await both()
    const order = { channel: 'qr', orderId: 'T_1001', amount: tea.amount, description: 'tea' } as const
    failNext(mock, { provider: 'alipay', fault: 'stale-timestamp' })
    await expect(alipay.createPayment(alipayClient('v2'), order)).rejects.toMatchObject({
      cause: { message: expect.stringContaining('the mock of alipay at /gateway.do has no fault "stale-timestamp"') },
    })
    failNext(mock, { provider: 'alipay', fault: 'stale-timestamp' })
    await alipay.createPayment(alipayClient('v3'), order).catch((error: Error) => {
      expect(error.message).not.toContain('has no fault')
    })
    for (const fault of ['stale-timestamp', 'unknown-serial', 'nonce-refused', 'probe'] as const) {
      failNext(mock, { provider: 'wechatpay', fault })
      const request = { method: 'POST', url: 'https://api.mch.weixin.qq.com/pay/micropay', headers: {} }
      const answer = mock.transport(request, { signal: new AbortController().signal })
      await expect(answer).rejects.toThrow(`the mock of wechatpay at /pay/micropay has no fault "${fault}"`)
    }
  })
})

describe.each(names)('at %s', (provider) => {
  const asked = { method: 'POST', url: addresses[provider], headers: {}, body: new Uint8Array() }

  it('what happens to an answer on its way happens, once, and stands in the journal', async () => {
    const mock = await everyMock()
    const { exchange } = internalsOf(mock)
    const ends: unknown[] = []
    for (const fault of faultsOfTheLine) {
      failNext(mock, { provider, fault })
      ends.push(
        await exchange(asked, provider).then(
          ({ body }) => /Gateway Timeout/.test(new TextDecoder().decode(body)),
          ({ kind }) => kind,
        ),
      )
      const last = mock.journal.at(-1) as JournalEntry & { kind: 'request' }
      expect([fault, last.fault, last.reply !== undefined]).toEqual([fault, fault, !fault.endsWith('-before')])
    }
    expect(ends).toEqual(['timeout', 'timeout', 'reset', 'reset', true])
    expect(faults(mock, { provider })).toEqual([])
    const { body } = await exchange(asked, provider)
    expect(new TextDecoder().decode(body)).not.toMatch(/Gateway Timeout/)
    expect(() => failNext(mock, { provider, fault: 'nonsense' as never })).toThrow(
      `the mock of ${provider} has no fault "nonsense"; it has timeout-before`,
    )
  })

  it('a call too many in a second is one, and the next second takes another', async () => {
    const mock = await everyMock()
    const { exchange } = internalsOf(mock)
    // No public source has a code of Lakala's for it.
    if (provider === 'lakala')
      return expect(() => limitCalls(mock, { provider, perSecond: 1 })).toThrow('has no fault "rate-limited"')
    limitCalls(mock, { provider, perSecond: 1 })
    for (let call = 0; call < 2; call += 1) await exchange(asked, provider)
    mock.clock.advance(1000)
    await exchange(asked, provider)
    const limited = mock.journal.map((entry) => (entry as { fault?: unknown }).fault === 'rate-limited')
    expect(limited).toEqual([false, true, false])
  })

  it('an order that there is not, and a false webhook that there cannot be, are named', async () => {
    const mock = await everyMock()
    const order = { provider, orderId: 'nobody' } as const
    await expect(pay(mock, order)).rejects.toThrow(`no order nobody at ${provider}`)
    await expect(settleRefund(mock, { provider, refundId: 'R' })).rejects.toThrow(`no refund R at ${provider}`)
    const forgery = 'nonsense' as never
    await expect(forgeWebhook(mock, { ...order, forgery })).rejects.toThrow(`${provider} has no forgery "nonsense"`)
  })
})

it('the queue of faults can be seen, and emptied for one provider or for all', async () => {
  const { mock } = await both()
  failNext(mock, { provider: 'wechatpay', fault: 'timeout-after', times: 2 })
  failNext(mock, { provider: 'wechatpay', fault: { status: 403, code: 'NO_AUTH' } })
  failNext(mock, { provider: 'alipay', fault: 'unavailable' })
  const seen = faults(mock, { provider: 'wechatpay' })
  expect(seen).toEqual(['timeout-after', 'timeout-after', { status: 403, code: 'NO_AUTH' }])
  // What is shown is a copy.
  ;(seen as unknown[]).length = 0
  expect(faults(mock, { provider: 'wechatpay' })).toHaveLength(3)
  clearFaults(mock, { provider: 'wechatpay' })
  expect(faults(mock, { provider: 'wechatpay' })).toEqual([])
  expect(faults(mock, { provider: 'alipay' })).toEqual(['unavailable'])
  clearFaults(mock)
  expect(faults(mock, { provider: 'alipay' })).toEqual([])
  expect(() => faults(mock, { provider: 'unionpay' } as never)).toThrow('no provider unionpay')
})

it('more calls in a second than the provider takes are answered as too many, and none after it', async () => {
  const { mock, alipayClient } = await both()
  limitCalls(mock, { provider: 'alipay', perSecond: 2 })
  const client = alipayClient('v2')
  const ask = async () => (await alipay.getPayment(client, { orderId: 'T-1001' }).catch((error) => error)).code
  expect([await ask(), await ask(), await ask()]).toEqual(['ORDER_NOT_FOUND', 'ORDER_NOT_FOUND', 'RATE_LIMITED'])
  mock.clock.advance(999)
  expect(await ask()).toBe('RATE_LIMITED')
  mock.clock.advance(1)
  expect([await ask(), await ask(), await ask()]).toEqual(['ORDER_NOT_FOUND', 'ORDER_NOT_FOUND', 'RATE_LIMITED'])
  expect(() => limitCalls(mock, { provider: 'alipay', perSecond: 0 })).toThrow('perSecond must be an integer from 1')
})

describe('two orders with a refund of the same number', () => {
  function books(mock: MockGateway) {
    const { book } = internalsOf(mock).running.get('alipay')!
    for (const orderId of ['T_1', 'T_2']) {
      const order = placeOrder(book, {
        orderId,
        amount: amount('25.00', 'CNY'),
        createdAt: 0,
        expiresAt: Number.MAX_SAFE_INTEGER,
        opened: true,
        wire: { subject: 'tea', tradeNo: `no ${orderId}`, beside: { method: '', notifyUrl: 'https://shop.example/n' } },
      })
      Object.assign(order, { status: 'paid', paidAt: 1, paymentId: `no ${orderId}` })
      placeRefund(book, { refundId: 'R1', providerRefundId: orderId, order, value: 1, createdAt: 0, wire: {} })
    }
    return book.orders
  }
  const state = (orders: ReturnType<typeof books>) => ['T_1', 'T_2'].map((id) => orders.get(id)!.refunds[0]!.status)

  it('are each reached by the order’s number, and never both or the last', async () => {
    const { mock } = await both()
    const orders = books(mock)
    const at = { provider: 'alipay', refundId: 'R1' } as const
    await expect(settleRefund(mock, at)).rejects.toThrow('several orders have a refund R1: name one of T_1, T_2')
    await expect(settleRefund(mock, { ...at, orderId: 'T_3' })).rejects.toThrow('no refund R1 of order T_3 at alipay')
    await settleRefund(mock, { ...at, orderId: 'T_1', status: 'closed' })
    expect(state(orders)).toEqual(['closed', 'pending'])
    await settleRefund(mock, { ...at, orderId: 'T_2' })
    expect(state(orders)).toEqual(['closed', 'succeeded'])
    await expect(forgeWebhook(mock, { ...at, forgery: 'unsigned' })).rejects.toThrow('name one of T_1, T_2')
    const forged = await forgeWebhook(mock, { ...at, orderId: 'T_2', forgery: 'unsigned' })
    expect(new URLSearchParams(await forged.text()).get('out_trade_no')).toBe('T_2')
  })
})

describe('a payer’s code', () => {
  const sale = { amount: tea.amount, description: 'tea' }
  const ways: [string, 'wechatpay' | 'alipay', string][] = [
    ['WeChat Pay APIv2', 'wechatpay', 'v2'],
    ['WeChat Pay APIv3', 'wechatpay', 'v3'],
    ['Alipay V2', 'alipay', 'v2'],
    ['Alipay V3', 'alipay', 'v3'],
  ]
  it.each(ways)('is used up by one charge, and expires on the clock: %s', async (_, provider, api) => {
    const { mock, alipayClient } = await both()
    const account = wechatpay.wechatpay({ ...mock.credentials('wechatpay'), codePay: api as 'v2' })
    const client = createClient({ account, transport: mock.transport })
    const charge = async (orderId: string, payerCode: string) => {
      const more = { payerClientIp: '203.0.113.7', store: { outId: 'SH-1' } }
      const asked = { ...sale, channel: 'barcode', orderId, payerCode } as const
      const payment =
        provider === 'alipay'
          ? alipay.createPayment(alipayClient(api as 'v2'), asked)
          : wechatpay.createPayment(client, { ...asked, ...more })
      return payment.then(
        ({ status }) => status,
        (error: { providerCode?: string }) => error.providerCode,
      )
    }
    const used = provider === 'alipay' ? 'ACQ.PAYMENT_AUTH_CODE_INVALID' : 'AUTH_CODE_INVALID'
    const expired = provider === 'wechatpay' && api === 'v2' ? 'AUTHCODEEXPIRE' : used
    const code = presentCode(mock, { provider })
    expect(await charge('T_100001', code)).toBe('paid')
    expect(await charge('T_100002', code)).toBe(used)
    const refusing = presentCode(mock, { provider, payer: 'refuses' })
    expect(await charge('T_100003', refusing)).toMatch(/^(NOTENOUGH|NOT_ENOUGH|ACQ.BUYER_BALANCE_NOT_ENOUGH)$/)
    expect(await charge('T_100004', refusing)).toBe(used)
    const late = presentCode(mock, { provider })
    const short = presentCode(mock, { provider, validFor: 60_000 })
    advanceClock(mock, 60_001)
    expect(await charge('T_100005', short)).toBe(expired)
    advanceClock(mock, 240_000)
    expect(await charge('T_100006', late)).toBe(expired)
    // An order that is there is refused for what it is, and the code stays good.
    const good = presentCode(mock, { provider })
    expect(await charge('T_100001', good)).not.toBe(used)
    expect(await charge('T_100007', good)).toBe('paid')
  })
})

it('a webhook is forged about a refund, or else about its order', async () => {
  const { mock, client, account } = await openWechatpayShop()
  await wechatpay.createPayment(client, { channel: 'qr', ...tea })
  const at = { provider: 'wechatpay', orderId: tea.orderId } as const
  await pay(mock, at)
  const refund = { orderId: tea.orderId, refundId: 'R-1', amount: amount('5.00', 'CNY'), orderAmount: tea.amount }
  await wechatpay.refundPayment(client, refund)
  await settleRefund(mock, { ...at, refundId: 'R-1' })
  const forged = await forgeWebhook(mock, { ...at, refundId: 'R-1', forgery: 'replayed' })
  advanceClock(mock, 0)
  await expect(wechatpay.receiveWebhook(account, forged)).rejects.toMatchObject({ code: 'TIMESTAMP_OUT_OF_WINDOW' })
  expect(forged.headers.get('wechatpay-timestamp')).toBe(String(noon.getTime() / 1000 - 3600))
})
