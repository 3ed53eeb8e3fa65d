const { setupServer } = require('msw/node')
const { amount, createClient } = require('shroff')
const { http } = require('shroff/http')
const { createMockGateway, deliverWebhooks, forgeWebhook, pay } = require('shroff/mock')
const { mswHandlers } = require('shroff/mock/msw')
const { acknowledge, createPayment, receiveWebhook, wechatpay } = require('shroff/wechatpay')
const { mockWechatpay } = require('shroff/wechatpay/mock')

let mock, server, account

beforeAll(async () => {
  mock = await createMockGateway({ providers: [mockWechatpay()] })
  server = setupServer(...mswHandlers(mock))
  server.listen({ onUnhandledRequest: 'error' })
  account = wechatpay(mock.credentials('wechatpay'))
  // What your application does, at the providers' own addresses.
  await createPayment(createClient({ account, transport: http() }), {
    channel: 'qr',
    orderId: 'T-1001',
    amount: amount('25.00', 'CNY'),
    description: 'Oolong tea',
    notifyUrl: 'https://shop.example/notify',
  })
})
afterAll(() => server.close())

test('an order is paid, and the webhook says so', async () => {
  await pay(mock, { provider: 'wechatpay', orderId: 'T-1001' })
  const to = async (request) => {
    expect(await receiveWebhook(account, request)).toMatchObject({ type: 'payment.paid', orderId: 'T-1001' })
    return acknowledge(account, 'received')
  }
  expect(await deliverWebhooks(mock, { to })).toMatchObject([{ status: 200 }])
})

test('a tampered webhook is refused', async () => {
  const forged = await forgeWebhook(mock, { provider: 'wechatpay', orderId: 'T-1001', forgery: 'tampered-body' })
  await expect(receiveWebhook(account, forged)).rejects.toMatchObject({ code: 'SIGNATURE_INVALID' })
})
