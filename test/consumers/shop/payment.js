import { amount, createClient } from 'shroff'
import { alipay, alipayGateway } from 'shroff/alipay'
import { mockAlipay } from 'shroff/alipay/mock'
import { createMockGateway, deliverWebhooks, forgeWebhook, pay } from 'shroff/mock'
import { wechatpay, wechatpayGateway } from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'

const order = { orderId: 'T_1001', amount: amount('25.00', 'CNY'), description: 'Oolong tea' }

/** A payment at each provider, on the mock: ordered, paid, told by a webhook, and a forged webhook refused. */
export async function takePayments() {
  const mock = await createMockGateway({ providers: [mockWechatpay(), mockAlipay()] })
  const wechatpayAccount = wechatpay(mock.credentials('wechatpay'))
  const alipayAccount = alipay(mock.credentials('alipay'))
  const shops = [
    wechatpayGateway(createClient({ account: wechatpayAccount, transport: mock.transport })),
    alipayGateway(createClient({ account: alipayAccount, transport: mock.transport })),
  ]
  const lines = []
  for (const shop of shops) {
    const { provider } = shop
    await shop.createPayment({ channel: 'qr', ...order, notifyUrl: 'https://shop.example/notify' })
    await pay(mock, { provider, orderId: order.orderId })
    await deliverWebhooks(mock, {
      async to(request) {
        const event = await shop.receiveWebhook(request)
        lines.push(`${provider}: ${event.type} ${event.orderId} ${event.amount.value}`)
        return shop.acknowledge('received')
      },
    })
    const forged = await forgeWebhook(mock, { provider, orderId: order.orderId, forgery: 'tampered-body' })
    await shop.receiveWebhook(forged).catch((error) => lines.push(`${provider}: ${error.code}`))
  }
  return lines.join('\n')
}
