// The wallet of the tests: nothing leaves the process.
import { createMockGateway } from 'shroff/mock'
import { wechatpay } from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { walletOf } from './wallet.js'

export const provider = 'wechatpay'

export async function mockWallet() {
  const mock = await createMockGateway({ providers: [mockWechatpay()] })
  return { mock, wallet: walletOf(wechatpay(mock.credentials(provider)), mock.transport) }
}
