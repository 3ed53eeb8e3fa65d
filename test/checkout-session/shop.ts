import { amount, createClient } from 'shroff'
import { alipay, alipayGateway } from 'shroff/alipay'
import { mockAlipay } from 'shroff/alipay/mock'
import { antom, antomGateway } from 'shroff/antom'
import { mockAntom } from 'shroff/antom/mock'
import {
  type CheckoutHandler,
  type CheckoutSale,
  type CheckoutView,
  checkoutHandler,
  checkoutKeys,
  createCheckout,
  resolveCheckout,
} from 'shroff/checkout/session'
import type { Gateway } from 'shroff/gateway'
import type { PaidAttempt } from 'shroff/life'
import { createMockGateway, type MockGateway } from 'shroff/mock'
import { memoryStore } from 'shroff/store'
import { unionpay, unionpayGateway } from 'shroff/unionpay'
import { mockUnionpay } from 'shroff/unionpay/mock'
import { wechatpay, wechatpayGateway } from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { leaseClock } from '../support/lease-clock.js'
import { noon } from '../support/noon.js'

export const second = 1000
export const minute = 60 * second
export const price = amount('25.00', 'CNY')
export const secret = 'kV0m3gq8qJ5Yw2cT9rXbL1nZ4uH7sD6fPaEoGiKjMxQ='
export const endpoint = 'https://shop.example/checkout'
export type Name = 'wechatpay' | 'alipay' | 'antom' | 'unionpay' | 'qqpay' | 'lakala' | 'yeepay'
type Action = 'createPayment' | 'getPayment' | 'endPayment' | 'refundPayment' | 'getRefund'

export const desktop = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/132.0.0.0 Safari/537.36'
export const phone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1'
export const inWechat = `${phone} MicroMessenger/8.0.76(0x18004c24) NetType/WIFI Language/zh_CN`

export const sale: CheckoutSale = {
  saleId: 'S0002001',
  amount: price,
  description: 'Oolong tea',
  merchant: 'Tea House',
  notifyUrl: 'https://shop.example/notify',
  pageUrl: 'https://shop.example/pay/S0002001',
  continueUrl: 'https://shop.example/thanks',
}

/** The four that most tests sell by. */
async function openFour(): Promise<{ mock: MockGateway; plain: Gateway[] }> {
  const mock = await createMockGateway({
    providers: [mockWechatpay(), mockAlipay(), mockAntom(), mockUnionpay()],
    now: noon,
  })
  const { transport } = mock
  const plain = [
    wechatpayGateway(createClient({ account: wechatpay(mock.credentials('wechatpay')), transport })),
    alipayGateway(createClient({ account: alipay(mock.credentials('alipay')), transport })),
    antomGateway(createClient({ account: antom(mock.credentials('antom')), transport }), { wallet: 'ALIPAY_CN' }),
    unionpayGateway(createClient({ account: unionpay(mock.credentials('unionpay')), transport })),
  ]
  return { mock: mock as unknown as MockGateway, plain }
}

/** A shop at its mocks, with a clock that stands at noon, and a browser to ask its checkout. */
export async function openShop(openGateways = openFour) {
  const { mock, plain } = await openGateways()
  const calls: { action: Action; provider: string; orderId: string; given: unknown }[] = []
  /** What happens around each call; what it throws is what the caller gets. */
  const line = {
    before: (_: Action, _orderId: string): unknown => undefined,
    after: (_: Action, _orderId: string): unknown => undefined,
  }
  const actions: readonly Action[] = ['createPayment', 'getPayment', 'endPayment', 'refundPayment', 'getRefund']
  const gateways = plain.map((gateway) => {
    const wrap = (action: Action) => async (given: { orderId: string }, options?: object) => {
      calls.push({ action, provider: gateway.provider, orderId: given.orderId, given: structuredClone(given) })
      await line.before(action, given.orderId)
      const result = await (gateway[action] as (given: object, options?: object) => Promise<unknown>)(given, options)
      await line.after(action, given.orderId)
      return result
    }
    return { ...gateway, ...Object.fromEntries(actions.map((action) => [action, wrap(action)])) } as Gateway
  })
  const clock = leaseClock(mock)
  const delivered: PaidAttempt[] = []
  const errors: unknown[] = []
  const checkout = {
    keys: checkoutKeys([{ kid: 'k1', secret }]),
    store: memoryStore({ clock }),
    endpoint,
    onPaid: ({ paid }: { paid: PaidAttempt }) => void delivered.push(paid),
    onError: (error: unknown) => void errors.push(error),
    clock,
  }
  const handle = checkoutHandler({
    gateways,
    ...checkout,
    clientIp: () => '203.0.113.7',
    payerId: (request, provider) => request.headers.get(`x-${provider}-id`) ?? undefined,
  })
  const open = (changes: Partial<CheckoutSale> = {}) => createCheckout(gateways, { ...sale, ...changes }, checkout)
  return {
    mock,
    gateways,
    checkout,
    calls,
    line,
    delivered,
    errors,
    handle,
    open,
    resolve: (about: Parameters<typeof resolveCheckout>[1]) => resolveCheckout(gateways, about, checkout),
    made: (action: Action, provider?: Name) =>
      calls.filter((call) => call.action === action && (!provider || call.provider === provider)),
    browser: (token: string, headers: Record<string, string> = {}) => browserOf(handle, token, headers),
  }
}

export type Shop = Awaited<ReturnType<typeof openShop>>
export type Answer = {
  readonly status: number
  readonly headers: Headers
  readonly body: CheckoutView & { error?: string }
}

/** Asks as the element does. */
export function browserOf(handle: CheckoutHandler, token: string, headers: Record<string, string> = {}) {
  const all = { 'user-agent': desktop, authorization: `Bearer ${token}`, ...headers }
  const ask = async (path: string, init: RequestInit): Promise<Answer> => {
    const answer = await handle(new Request(`${endpoint}/${path}`, init))
    return { status: answer.status, headers: answer.headers, body: await answer.json() }
  }
  const post = (path: string, body?: object) =>
    ask(path, {
      method: 'POST',
      headers: { ...all, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    })
  return {
    status: () => ask('status', { headers: all }),
    start: (provider: string, channel: string) => post('start', { provider, channel }),
    close: () => post('close'),
    post,
  }
}
