// Each format's copy of the package is given what the other's has made. Prints what came out, one line each.
import { createRequire } from 'node:module'
import * as esmCore from 'shroff'
import * as esmMock from 'shroff/mock'
import * as esmWechatpay from 'shroff/wechatpay'
import * as esmProvider from 'shroff/wechatpay/mock'

const require = createRequire(import.meta.url)
const esm = { core: esmCore, mock: esmMock, wechatpay: esmWechatpay, provider: esmProvider }
const cjs = {
  core: require('shroff'),
  mock: require('shroff/mock'),
  wechatpay: require('shroff/wechatpay'),
  provider: require('shroff/wechatpay/mock'),
}
console.log(esm.core.ShroffError === cjs.core.ShroffError ? 'one copy' : 'two copies')

for (const [a, b] of [
  [esm, cjs],
  [cjs, esm],
]) {
  const mock = await a.mock.createMockGateway({ providers: [b.provider.mockWechatpay()] })
  const account = b.wechatpay.wechatpay(mock.credentials('wechatpay'))
  // First used by its own copy, then by the other: the imported keys are kept in the account.
  await b.wechatpay.ready(account)
  const client = a.core.createClient({ account, transport: mock.transport })
  const tea = { amount: { currency: 'CNY', value: 2500 }, description: 'tea', notifyUrl: 'https://shop.example/notify' }
  await a.wechatpay.createPayment(client, { channel: 'qr', orderId: 'T-1001', ...tea })
  await b.mock.pay(mock, { provider: 'wechatpay', orderId: 'T-1001' })
  console.log((await a.wechatpay.getPayment(client, { orderId: 'T-1001' })).status)
  const error = await a.wechatpay.getPayment(client, { orderId: 'T-9999' }).catch((error) => error)
  console.log(b.core.isShroffError(error, 'ORDER_NOT_FOUND'), error instanceof b.core.ShroffError)
}
