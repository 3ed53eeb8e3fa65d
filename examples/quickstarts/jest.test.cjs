const { amount, createClient } = require('shroff')
const { createMockGateway, deliverWebhooks, pay } = require('shroff/mock')
const { acknowledge, createPayment, receiveWebhook, wechatpay } = require('shroff/wechatpay')
const { mockWechatpay } = require('shroff/wechatpay/mock')

let mock, account

beforeAll(async () => {
  mock = await createMockGateway({ providers: [mockWechatpay()] })
  account = wechatpay(mock.credentials('wechatpay'))
})

test('an order is paid, and the webhook says so', async () => {
  const client = createClient({ account, transport: mock.transport })
  await createPayment(client, {
    channel: 'qr',
    orderId: 'T-1001',
    amount: amount('25.00', 'CNY'),
    description: 'Oolong tea',
    notifyUrl: 'https://shop.example/notify',
  })
  await pay(mock, { provider: 'wechatpay', orderId: 'T-1001' })
  const to = async (request) => {
    expect(await receiveWebhook(account, request)).toMatchObject({ type: 'payment.paid', orderId: 'T-1001' })
    return acknowledge(account, 'received')
  }
  expect(await deliverWebhooks(mock, { to })).toMatchObject([{ status: 200 }])
})
