import { amount, createClient } from 'shroff'
import { createMockGateway, deliverWebhooks, forgeWebhook, pay } from 'shroff/mock'
import { acknowledge, createPayment, receiveWebhook, wechatpay } from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { beforeEach, expect, test } from 'vitest'

let mock, account

beforeEach(async () => {
  mock = await createMockGateway({ providers: [mockWechatpay()] })
  account = wechatpay(mock.credentials('wechatpay'))
  const client = createClient({ account, transport: mock.transport })
  await createPayment(client, {
    channel: 'qr',
    orderId: 'T-1001',
    amount: amount('25.00', 'CNY'),
    description: 'Oolong tea',
    notifyUrl: 'https://shop.example/notify',
  })
})

test('a webhook tells that the order is paid', async () => {
  await pay(mock, { provider: 'wechatpay', orderId: 'T-1001' })
  const events = []
  await deliverWebhooks(mock, {
    async to(request) {
      events.push(await receiveWebhook(account, request))
      return acknowledge(account, 'received')
    },
  })
  expect(events).toMatchObject([{ type: 'payment.paid', orderId: 'T-1001', amount: { currency: 'CNY', value: 2500 } }])
})

test('a forged webhook is refused', async () => {
  const forged = await forgeWebhook(mock, { provider: 'wechatpay', orderId: 'T-1001', forgery: 'tampered-body' })
  await expect(receiveWebhook(account, forged)).rejects.toMatchObject({ code: 'SIGNATURE_INVALID' })
})
