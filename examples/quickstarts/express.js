import express from 'express'
import { amount } from 'shroff'
import { webhookHandler } from 'shroff/webhook'
import { toNode } from 'shroff/webhook/node'
import { createPayment } from 'shroff/wechatpay'
import { client, webhooks } from './shop.js'

const app = express()

// Before express.json(): the signature covers the bytes as they came.
app.post('/notify', toNode(webhookHandler(webhooks)))

app.use(express.json())

app.post('/orders', async (req, res) => {
  const payment = await createPayment(client, {
    channel: 'qr',
    orderId: req.body.orderId,
    amount: amount('25.00', 'CNY'),
    description: 'Oolong tea',
    notifyUrl: 'https://shop.example/notify',
  })
  res.json(payment.nextAction)
})

export const server = app.listen(Number(process.env.PORT))
