// A payment on the mock gateway with CommonJS.
const { createClient } = require('shroff')
const { createMockGateway, pay } = require('shroff/mock')
const { createPayment, getPayment, wechatpay } = require('shroff/wechatpay')
const { mockWechatpay } = require('shroff/wechatpay/mock')

async function main() {
  const mock = await createMockGateway({ providers: [mockWechatpay()] })
  const account = wechatpay(mock.credentials('wechatpay'))
  const client = createClient({ account, transport: mock.transport })
  const amount = { currency: 'CNY', value: 2500 }
  const notifyUrl = 'https://shop.example/notify'
  await createPayment(client, { channel: 'qr', orderId: 'T-1001', amount, description: 'tea', notifyUrl })
  await pay(mock, { provider: 'wechatpay', orderId: 'T-1001' })
  const { status } = await getPayment(client, { orderId: 'T-1001' })
  console.log(status)
}
main()
