import { amount, type CreateClientParameters, createClient } from 'shroff'
import { type AlipayAccount, alipay } from 'shroff/alipay'
import { type MockAlipayOptions, mockAlipay } from 'shroff/alipay/mock'
import { createMockGateway } from 'shroff/mock'
import { noon } from './noon.js'

/** A shop at a mock Alipay whose clock stands still at noon. */
export async function openAlipayShop(
  options: {
    mock?: MockAlipayOptions
    generation?: 'v2' | 'v3'
    client?: Partial<CreateClientParameters<AlipayAccount>>
  } = {},
) {
  const mock = await createMockGateway({ providers: [mockAlipay(options.mock)], now: noon })
  const credentials = mock.credentials('alipay')
  const account = alipay({ ...credentials, api: options.generation ?? 'v2' })
  const client = createClient({ account, transport: mock.transport, ...options.client })
  return { mock, credentials, account, client }
}

/** An order of tea for 25 yuan. */
export const alipayTea = {
  orderId: 'T_1001',
  amount: amount('25.00', 'CNY'),
  description: 'Oolong tea 乌龙茶',
  notifyUrl: 'https://shop.example/notify',
} as const
