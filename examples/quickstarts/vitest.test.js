import { amount, createClient } from 'shroff'
import { createMockGateway, deliverWebhooks, forgeWebhook, pay } from 'shroff/mock'
import { acknowledge, createPayment, receiveWebhook, wechatpay } from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { beforeEach, expect, test } from 'vitest'

let mock, account

beforeEach(async () => {
  mock = await createMockGateway({ providers: [mockWechatpay()] })
  account = wechatpay(mock.credentials('wechatpay'))
  await createPayment(createClient({ account, transport: mock.transport }), {
    channel: 'qr',
    orderId: 'T-1001',
    amount: amount('25.00', 'CNY'),
    description: 'Oolong tea',
    notifyUrl: 'https://shop.example/notify',
  })
})

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
