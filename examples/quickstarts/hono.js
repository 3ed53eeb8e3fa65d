import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { amount } from 'shroff'
import { acknowledge, createPayment, receiveWebhook } from 'shroff/wechatpay'
import { account, client } from './shop.js'

const app = new Hono()

app.post('/notify', async (c) => {
  try {
    const event = await receiveWebhook(account, c.req.raw)
    console.log(event.type, event.orderId) // store it
    return await acknowledge(account, 'received')
  } catch (error) {
    console.error(error)
    return acknowledge(account, 'again')
  }
})

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
