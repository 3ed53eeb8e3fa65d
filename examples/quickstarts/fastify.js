import fastify from 'fastify'
import { amount } from 'shroff'
import { webhookHandler } from 'shroff/webhook'
import { toFastify } from 'shroff/webhook/fastify'
import { createPayment } from 'shroff/wechatpay'
import { client, webhooks } from './shop.js'

const app = fastify()

app.register(toFastify(webhookHandler(webhooks)), { path: '/notify' })

app.post('/orders', async (request) => {
  const { nextAction } = await createPayment(client, {
    channel: 'qr',
    orderId: request.body.orderId,
    amount: amount('25.00', 'CNY'),
    description: 'Oolong tea',
    notifyUrl: 'https://shop.example/notify',
  })
  return nextAction
})

await app.listen({ port: Number(process.env.PORT) })
