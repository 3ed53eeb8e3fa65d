import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { amount } from 'shroff'
import { qrSvg } from 'shroff/qr'
import { webhookHandler } from 'shroff/webhook'
import { createPayment } from 'shroff/wechatpay'
import { client, webhooks } from '../shop.js'

const app = new Hono()
const paid = new Set() // your database

app.get('/orders/:orderId', async (c) => {
  const { orderId } = c.req.param()
  if (paid.has(orderId)) return c.html('<p role="status">Paid</p>')
  const { nextAction } = await createPayment(client, {
    channel: 'qr',
    orderId,
    amount: amount('25.00', 'CNY'),
    description: 'Oolong tea',
    notifyUrl: `${process.env.SHOP_URL}/notify`,
  })
  return c.html(qrSvg(nextAction.content, { title: 'Pay with WeChat' }))
})

const onEvent = (event) => event.type === 'payment.paid' && paid.add(event.orderId)
const handler = webhookHandler({ ...webhooks, onEvent })
app.post('/notify', (c) => handler(c.req.raw))

serve({ fetch: app.fetch, port: Number(new URL(process.env.SHOP_URL).port) })
