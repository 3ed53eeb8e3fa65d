// The wallet of the tests: nothing leaves the process.
import { alipay } from 'shroff/alipay'
import { mockAlipay } from 'shroff/alipay/mock'
import { createMockGateway } from 'shroff/mock'
import { walletOf } from './wallet.js'

export const provider = 'alipay'

export async function mockWallet() {
  const mock = await createMockGateway({ providers: [mockAlipay()] })
  return { mock, wallet: walletOf(alipay(mock.credentials(provider)), mock.transport) }
}
