import { mockAlipay } from 'shroff/alipay/mock'
import {
  clearFaults,
  createMockGateway,
  decline,
  deliverWebhooks,
  expire,
  failNext,
  faults,
  forgeWebhook,
  notify,
  pay,
  presentCode,
  rotateCertificate,
  settleRefund,
} from 'shroff/mock'
import { type MockWechatpayCredentials, mockWechatpay } from 'shroff/wechatpay/mock'
import { describe, expectTypeOf, it } from 'vitest'

const mock = await createMockGateway({ providers: [mockWechatpay()] })
const both = await createMockGateway({ providers: [mockWechatpay(), mockAlipay()] })
const orderId = 'T-1'
const refundId = 'R-1'

describe('a provider that the gateway was not started with does not compile', () => {
  it('in any control', () => {
    // @ts-expect-error misspelt
    pay(mock, { provider: 'wechatpya', orderId })
    // @ts-expect-error misspelt
    decline(mock, { provider: 'wechatpya', orderId })
    // @ts-expect-error misspelt
    expire(mock, { provider: 'wechatpya', orderId })
    // @ts-expect-error misspelt
    presentCode(mock, { provider: 'wechatpya' })
    // @ts-expect-error misspelt
    settleRefund(mock, { provider: 'wechatpya', refundId })
    // @ts-expect-error misspelt
    rotateCertificate(mock, { provider: 'wechatpya' })
    // @ts-expect-error misspelt
    notify(mock, { provider: 'wechatpya', eventType: 'COMPLAINT.CREATE', resource: {} })
    // @ts-expect-error misspelt
    failNext(mock, { provider: 'wechatpya', fault: 'timeout-after' })
    // @ts-expect-error misspelt
    faults(mock, { provider: 'wechatpya' })
    // @ts-expect-error misspelt
    clearFaults(mock, { provider: 'wechatpya' })
    // @ts-expect-error misspelt
    forgeWebhook(mock, { provider: 'wechatpya', orderId, forgery: 'unsigned' })
    // @ts-expect-error misspelt
    deliverWebhooks(mock, { to: { wechatpya: async () => new Response() } })
    // @ts-expect-error misspelt
    mock.credentials('wechatpya')
  })

  it('nor one of another gateway', () => {
    // @ts-expect-error started with WeChat Pay alone
    pay(mock, { provider: 'alipay', orderId })
    // @ts-expect-error likewise
    mock.credentials('alipay')
    pay(both, { provider: 'alipay', orderId })
  })

  it('and what compiles is exact', () => {
    pay(mock, { provider: 'wechatpay', orderId })
    expectTypeOf(mock.credentials('wechatpay')).toEqualTypeOf<MockWechatpayCredentials>()
    expectTypeOf<Parameters<typeof both.credentials>[0]>().toEqualTypeOf<'wechatpay' | 'alipay'>()
  })
})
