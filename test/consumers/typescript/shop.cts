// Alipay, as CommonJS.
import { amount, createClient, isShroffError } from 'shroff'
import { acknowledge, alipay, createPayment, receiveWebhook } from 'shroff/alipay'
import { mockAlipay } from 'shroff/alipay/mock'
import { createMockGateway, deliverWebhooks, forgeWebhook, pay } from 'shroff/mock'

async function main(): Promise<void> {
  const mock = await createMockGateway({ providers: [mockAlipay()] })
  const account = alipay(mock.credentials('alipay'))
  const client = createClient({ account, transport: mock.transport })
  const payment = await createPayment(client, {
    channel: 'qr',
    orderId: 'T_1001',
    amount: amount('25.00', 'CNY'),
    description: 'Oolong tea',
    notifyUrl: 'https://shop.example/notify',
  })
  const content: string = payment.nextAction.content
  if (!content.startsWith('https://')) throw new Error('no QR code')
  await pay(mock, { provider: 'alipay', orderId: 'T_1001' })
  await deliverWebhooks(mock, {
    async to(request) {
      const event = await receiveWebhook(account, request)
      if (event.type === 'payment.paid') console.log('alipay', event.type, event.amount.value)
      return acknowledge(account, 'received')
    },
  })
  const forged = await forgeWebhook(mock, { provider: 'alipay', orderId: 'T_1001', forgery: 'tampered-body' })
  const refusal: unknown = await receiveWebhook(account, forged).catch((error: unknown) => error)
  if (isShroffError(refusal)) console.log('alipay', refusal.code)
}

void main()
