import { amount, type Client, createClient, recordTransport, type Transport } from 'shroff'
import * as alipay from 'shroff/alipay'
import { mockAlipay } from 'shroff/alipay/mock'
import * as baidu from 'shroff/baidu'
import { mockBaidu } from 'shroff/baidu/mock'
import { advanceClock, createMockGateway, createOrder, type MockGateway, type MockProvider, pay } from 'shroff/mock'
import * as qqpay from 'shroff/qqpay'
import { mockQqpay } from 'shroff/qqpay/mock'
import type { StatementRow } from 'shroff/statement'
import * as unionpay from 'shroff/unionpay'
import { mockUnionpay } from 'shroff/unionpay/mock'
import * as wechatpay from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import * as yeepay from 'shroff/yeepay'
import { mockYeepay } from 'shroff/yeepay/mock'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { noon } from '../support/noon.js'

type Provider = {
  mock: MockProvider
  account: (credentials: never) => object
  downloadStatement: (client: never, parameters: { date: string }) => AsyncIterable<StatementRow>
}
const providers: Provider[] = [
  { mock: mockAlipay(), account: alipay.alipay, downloadStatement: alipay.downloadStatement },
  { mock: mockBaidu(), account: baidu.baidu, downloadStatement: baidu.downloadStatement },
  { mock: mockQqpay(), account: qqpay.qqpay, downloadStatement: qqpay.downloadStatement },
  { mock: mockUnionpay(), account: unionpay.unionpay, downloadStatement: unionpay.downloadStatement },
  { mock: mockWechatpay(), account: wechatpay.wechatpay, downloadStatement: wechatpay.downloadStatement },
  { mock: mockYeepay(), account: yeepay.yeepay, downloadStatement: yeepay.downloadStatement },
]

afterEach(() => vi.unstubAllGlobals())

describe.each(providers)('a statement of $mock.name', ({ mock: { name, start }, account, downloadStatement }) => {
  it.each([
    ['mock.transport', (transport: Transport) => transport],
    ['one that records', (transport: Transport) => recordTransport(transport).transport],
  ])('is fetched from the mock by %s, and nothing leaves the process', async (_, way) => {
    const leaves = vi.fn()
    vi.stubGlobal('fetch', leaves)
    const mock: MockGateway = await createMockGateway({ providers: [{ name, start }], now: noon })
    const order = { provider: name, orderId: 'T10000001' }
    await createOrder(mock, { ...order, amount: amount('25.00', 'CNY') })
    await pay(mock, order)
    advanceClock(mock, 34 * 3_600_000)

    const made = account(mock.credentials(name) as never) as Client['account']
    const client = createClient({ account: made, transport: way(mock.transport) })
    const rows: string[] = []
    for await (const { orderId } of downloadStatement(client as never, { date: '2026-03-04' })) rows.push(orderId)
    expect(rows).toEqual(['T10000001'])
    expect(leaves).not.toHaveBeenCalled()
  })
})
