import { createClient, type Transport } from 'shroff'
import { createMockGateway } from 'shroff/mock'
import {
  acknowledge,
  getPayment,
  receiveWebhook,
  type WechatpayAccount,
  type WechatpayReceivingAccount,
  wechatpay,
} from 'shroff/wechatpay'
import { type MockWechatpayCredentials, mockWechatpay } from 'shroff/wechatpay/mock'
import { describe, expectTypeOf, it } from 'vitest'

declare const transport: Transport
const receiving = { merchantId: '1', appId: 'wx', apiV3Key: 'k', platformKeys: {} }
const sending = { ...receiving, privateKey: 'pem', serial: '5157' }
// A function that is never called: these tests are about types only.
const later = <T>(_: () => T) => {}

describe('an account', () => {
  it('without a private key receives', () => {
    later(() => {
      const account = wechatpay(receiving)
      expectTypeOf(account).toEqualTypeOf<WechatpayReceivingAccount>()
      receiveWebhook(account, new Request('https://shop.example'))
      return acknowledge(account, 'received')
    })
  })

  it('without a private key makes no client', () => {
    // @ts-expect-error it cannot sign
    later(() => createClient({ account: wechatpay(receiving), transport }))
  })

  it('with a private key makes one', () => {
    later(() => {
      const client = createClient({ account: wechatpay(sending), transport })
      expectTypeOf(client.account).toEqualTypeOf<WechatpayAccount>()
      return getPayment(client, { orderId: 'T-1001' })
    })
  })

  it('has a private key and its serial, or neither', () => {
    // @ts-expect-error a serial without a key
    later(() => wechatpay({ ...receiving, serial: '5157' }))
    // @ts-expect-error a key without a serial
    later(() => wechatpay({ ...receiving, privateKey: 'pem' }))
  })
})

describe('the mock', () => {
  it('types its credentials by the provider’s name', async () => {
    const mock = await createMockGateway({ providers: [mockWechatpay()] })
    expectTypeOf(mock.credentials('wechatpay')).toEqualTypeOf<MockWechatpayCredentials>()
    expectTypeOf(wechatpay(mock.credentials('wechatpay'))).toEqualTypeOf<WechatpayAccount>()
    // @ts-expect-error it was not started with this one
    later(() => mock.credentials('alipay'))
  })
})
