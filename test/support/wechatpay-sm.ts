import { amount, createClient, type Transport, type WireRequest } from 'shroff'
import { createMockGateway } from 'shroff/mock'
import { sm } from 'shroff/sm'
import { wechatpay } from 'shroff/wechatpay'
import { type MockWechatpayOptions, mockWechatpay } from 'shroff/wechatpay/mock'
import { noon } from './noon.js'

/** A merchant of 国密 and his mock, and what he has sent. */
export async function openSmShop(options: MockWechatpayOptions = {}) {
  const mock = await createMockGateway({ providers: [mockWechatpay({ sm, ...options })], now: noon })
  const credentials = mock.credentials('wechatpay')
  const account = wechatpay(credentials)
  const sent: WireRequest[] = []
  const transport: Transport = (request, context) => {
    sent.push(request)
    return mock.transport(request, context)
  }
  return { mock, credentials, account, sent, client: createClient({ account, transport }) }
}

export const tea = {
  channel: 'qr',
  orderId: 'T-1001',
  amount: amount('25.00', 'CNY'),
  description: '乌龙茶',
  notifyUrl: 'https://shop.example/notify',
} as const
