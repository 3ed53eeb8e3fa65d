import { amount, type CreateClientParameters, createClient } from 'shroff'
import { createMockGateway } from 'shroff/mock'
import { type WechatpayAccount, type WechatpayOptions, wechatpay } from 'shroff/wechatpay'
import { type MockWechatpayOptions, mockWechatpay } from 'shroff/wechatpay/mock'
import { noon } from './noon.js'

/** A shop at a mock WeChat Pay whose clock stands still at {@link noon}. */
export async function openWechatpayShop(
  options: {
    mock?: MockWechatpayOptions
    account?: Partial<WechatpayOptions>
    client?: Partial<CreateClientParameters<WechatpayAccount>>
  } = {},
) {
  const mock = await createMockGateway({ providers: [mockWechatpay(options.mock)], now: noon })
  const credentials = mock.credentials('wechatpay')
  const account = wechatpay({ ...credentials, ...options.account })
  const client = createClient({ account, transport: mock.transport, ...options.client })
  return { mock, credentials, account, client }
}

/** An order of tea for 25 yuan. */
export const tea = {
  orderId: 'T-1001',
  amount: amount('25.00', 'CNY'),
  description: 'Oolong tea 乌龙茶',
  notifyUrl: 'https://shop.example/notify',
} as const
