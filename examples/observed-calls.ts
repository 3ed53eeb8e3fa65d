// What the examples of observers watch: a payment and its webhook, which comes twice, a probe and a forged one; a query that is
// repeated, a refund whose answer gets lost. Offline.
import { amount, createClient, isShroffError, type Observe } from 'shroff'
import { createMockGateway, deliverWebhooks, failNext, forgeWebhook, pay } from 'shroff/mock'
import { memoryStore } from 'shroff/store'
import { webhookHandler } from 'shroff/webhook'
import { createPayment, getPayment, refundPayment, wechatpay, wechatpayWebhooks } from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'

export async function makeCalls(observe: Observe): Promise<void> {
  const provider = 'wechatpay'
  const mock = await createMockGateway({ providers: [mockWechatpay()] })
  const account = wechatpay(mock.credentials(provider))
  const client = createClient({ account, transport: mock.transport, observe })
  const order = { orderId: 'T-1001', amount: amount('25.00', 'CNY') }

  await createPayment(client, {
    channel: 'qr',
    ...order,
    description: 'Oolong tea',
    notifyUrl: 'https://shop.example/notify',
  })
  await pay(mock, { provider, orderId: order.orderId })

  const accounts = [wechatpayWebhooks(account)]
  const handler = webhookHandler({ accounts, store: memoryStore(), onEvent: () => {}, observe })
  await deliverWebhooks(mock, { to: handler, times: 2 })
  for (const forgery of ['probe', 'tampered-body'] as const)
    await handler(await forgeWebhook(mock, { provider, orderId: order.orderId, forgery }))

  failNext(mock, { provider, fault: 'reset-before' })
  await getPayment(client, { orderId: order.orderId })

  failNext(mock, { provider, fault: 'timeout-after' })
  await refundPayment(client, { ...order, refundId: 'R-1', orderAmount: order.amount }).catch((error: unknown) => {
    if (!isShroffError(error) || error.outcome !== 'unknown') throw error
  })
}
