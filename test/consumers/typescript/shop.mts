// WeChat Pay, as an ES module: each transport, over HTTP.
import { amount, createClient, fetchTransport, isShroffError, type Transport } from 'shroff'
import { http } from 'shroff/http'
import { createMockGateway, deliverWebhooks, forgeWebhook, type MockGateway, pay } from 'shroff/mock'
import { listen } from 'shroff/mock/server'
import { nodeTransport } from 'shroff/node'
import { openTelemetry } from 'shroff/otel'
import { qrPng } from 'shroff/qr'
import { acknowledge, createPayment, receiveWebhook, wechatpay } from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'

const mock = await createMockGateway({ providers: [mockWechatpay()] })
const anyMock: MockGateway = mock
const { urls, close } = await listen(mock)
const account = wechatpay({ ...mock.credentials('wechatpay'), hosts: [urls.wechatpay] })

const transports: Record<string, Transport> = { fetch: fetchTransport(), http: http(), node: nodeTransport() }
for (const [name, transport] of Object.entries(transports)) {
  const orderId = `order-${name}`
  const payment = await createPayment(createClient({ account, transport, observe: openTelemetry() }), {
    channel: 'qr',
    orderId,
    amount: amount('25.00', 'CNY'),
    description: 'Oolong tea',
    notifyUrl: 'https://shop.example/notify',
  })
  const picture = new Response(qrPng(payment.nextAction.content))
  if ((await picture.arrayBuffer()).byteLength < 100) throw new Error('no picture')

  await pay(mock, { provider: 'wechatpay', orderId })
  await deliverWebhooks(anyMock, { to: receive })
  try {
    await receive(await forgeWebhook(mock, { provider: 'wechatpay', orderId, forgery: 'wrong-key' }))
  } catch (error) {
    if (isShroffError(error)) console.log(name, error.code)
  }

  async function receive(request: Request): Promise<Response> {
    const event = await receiveWebhook(account, request)
    if (event.type === 'payment.paid') {
      const value: number = event.amount.value
      console.log(name, event.type, value)
    }
    return acknowledge(account, 'received')
  }
}
await close()

// @ts-expect-error: this mock has no such provider
export const alipay = () => mock.credentials('alipay')
