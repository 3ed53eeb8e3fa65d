import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { amount } from 'shroff'
import { webhookHandler } from 'shroff/webhook'
import { createPayment } from 'shroff/wechatpay'
import { client, webhooks } from './shop.js'

const app = new Hono()
const handler = webhookHandler(webhooks)

app.post('/notify', (c) => handler(c.req.raw))

app.post('/orders', async (c) => {
  const { orderId } = await c.req.json()
  const payment = await createPayment(client, {
    channel: 'qr',
    orderId,
    amount: amount('25.00', 'CNY'),
    description: 'Oolong tea',
    notifyUrl: 'https://shop.example/notify',
  })
  return c.json(payment.nextAction)
})

serve({ fetch: app.fetch, port: Number(process.env.PORT) })
