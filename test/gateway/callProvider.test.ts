import { type Account, type Client, createClient } from 'shroff'
import { alipay, callProvider as callAlipay } from 'shroff/alipay'
import { mockAlipay } from 'shroff/alipay/mock'
import { antom, callProvider as callAntom } from 'shroff/antom'
import { mockAntom } from 'shroff/antom/mock'
import { baidu, callProvider as callBaidu } from 'shroff/baidu'
import { mockBaidu } from 'shroff/baidu/mock'
import { callProvider as callCircle, circle } from 'shroff/circle'
import { mockCircle } from 'shroff/circle/mock'
import { callProvider as callLakala, lakala } from 'shroff/lakala'
import { mockLakala } from 'shroff/lakala/mock'
import { createMockGateway, failNext, type MockProvider } from 'shroff/mock'
import { callProvider as callQqpay, qqpay } from 'shroff/qqpay'
import { mockQqpay } from 'shroff/qqpay/mock'
import { callProvider as callRipple, ripplePayments } from 'shroff/ripple-payments'
import { mockRipplePayments } from 'shroff/ripple-payments/mock'
import { callProvider as callUnionpay, unionpay } from 'shroff/unionpay'
import { mockUnionpay } from 'shroff/unionpay/mock'
import { callProvider as callYeepay, yeepay } from 'shroff/yeepay'
import { mockYeepay } from 'shroff/yeepay/mock'
import { expect, it } from 'vitest'
import { failure } from '../support/failure.js'
import { noon } from '../support/noon.js'

const unknown = 'NOSUCHORDER1'
const repeatable = true
const fields = { txnType: '00', txnSubType: '00', bizType: '000000', orderId: unknown, txnTime: '20260303120000' }

/** A call about an order that there is not, which the shop says may be repeated. */
const calls: Record<
  string,
  [MockProvider, (credentials: never) => Account, (client: Client<never>) => Promise<unknown>]
> = {
  alipay: [
    mockAlipay(),
    alipay,
    (client) => callAlipay(client, { method: 'alipay.trade.query', content: { out_trade_no: unknown }, repeatable }),
  ],
  antom: [
    mockAntom(),
    antom,
    (client) =>
      callAntom(client, {
        path: '/ams/api/v1/payments/inquiryPayment',
        body: { paymentRequestId: unknown },
        repeatable,
      }),
  ],
  baidu: [
    mockBaidu(),
    baidu,
    (client) =>
      callBaidu(client, {
        path: '/rest/2.0/smartapp/pay/paymentservice/findByTpOrderId',
        query: { tpOrderId: unknown, pmAppKey: 'none' },
        repeatable,
      }),
  ],
  circle: [
    mockCircle(),
    circle,
    (client) => callCircle(client, { method: 'POST', path: '/v1/paymentIntents', body: {}, repeatable }),
  ],
  lakala: [
    mockLakala(),
    lakala,
    (client) =>
      callLakala(client, { path: '/api/v3/labs/query/tradequery', body: { out_trade_no: unknown }, repeatable }),
  ],
  qqpay: [
    mockQqpay(),
    qqpay,
    (client) =>
      callQqpay(client, { path: '/cgi-bin/pay/qpay_order_query.cgi', body: { out_trade_no: unknown }, repeatable }),
  ],
  'ripple-payments': [
    mockRipplePayments(),
    ripplePayments,
    (client) => callRipple(client, { method: 'POST', path: '/v2/payments/filter', body: {}, repeatable }),
  ],
  unionpay: [
    mockUnionpay(),
    unionpay,
    (client) => callUnionpay(client, { path: '/gateway/api/queryTrans.do', fields, repeatable }),
  ],
  yeepay: [
    mockYeepay(),
    yeepay,
    (client) =>
      callYeepay(client, {
        method: 'POST',
        path: '/rest/v1.0/trade/order/query',
        fields: { orderId: unknown },
        repeatable,
      }),
  ],
}

// The shop says that repeating does no harm, not that nothing moves: a transfer under a number of its own is repeated too.
it.each(Object.keys(calls))('%s: a clear refusal of the second attempt says nothing of the first', async (name) => {
  const [provider, make, call] = calls[name]!
  const mock = await createMockGateway({ providers: [provider], now: noon })
  const account = make(mock.credentials(name as never) as never)
  // Where a token is needed the account has it from here on.
  await call(createClient({ account, transport: mock.transport }) as Client<never>).catch(() => {})
  /** What comes of the call where the line breaks at first, and then the provider has too many calls. */
  const asked = (broken: number) => {
    let attempt = 0
    const client = createClient({
      account,
      retry: { attempts: broken + 1 },
      transport: async (request, options) => {
        attempt += 1
        if (attempt <= broken) throw new Error('reset')
        failNext(mock, { provider: name as never, fault: 'rate-limited' })
        return mock.transport(request, options)
      },
    })
    return failure(call(client as Client<never>))
  }
  // Elsewhere it is unknown anyway.
  if (name === 'alipay' || name === 'yeepay')
    expect(await asked(0)).toMatchObject({ code: 'RATE_LIMITED', outcome: 'rejected' })
  expect((await asked(1)).outcome).toBe('unknown')
})
