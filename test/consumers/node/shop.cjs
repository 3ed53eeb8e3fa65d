const { amount, createClient } = require('shroff')
const { createMockGateway, deliverWebhooks, forgeWebhook, pay } = require('shroff/mock')
const { acknowledge, createPayment, receiveWebhook, wechatpay } = require('shroff/wechatpay')
const { mockWechatpay } = require('shroff/wechatpay/mock')

async function main() {
  const mock = await createMockGateway({ providers: [mockWechatpay()] })
  const account = wechatpay(mock.credentials('wechatpay'))
  const client = createClient({ account, transport: mock.transport })
  await createPayment(client, {
    channel: 'qr',
    orderId: 'T-1001',
    amount: amount('25.00', 'CNY'),
    description: 'Oolong tea',
    notifyUrl: 'https://shop.example/notify',
  })
  await pay(mock, { provider: 'wechatpay', orderId: 'T-1001' })
  await deliverWebhooks(mock, {
    async to(request) {
      const event = await receiveWebhook(account, request)
      console.log(event.type, event.amount.value)
      return acknowledge(account, 'received')
    },
  })
  const forged = await forgeWebhook(mock, { provider: 'wechatpay', orderId: 'T-1001', forgery: 'tampered-body' })
  await receiveWebhook(account, forged).catch((error) => console.log(error.code))
}
main()
