import express from 'express'
import { amount } from 'shroff'
import { acknowledge, createPayment, receiveWebhook } from 'shroff/wechatpay'
import { account, client } from './shop.js'

const app = express()

// Before express.json(): the signature covers the bytes as they came.
app.post('/notify', express.raw({ type: '*/*' }), async (req, res) => {
  let answer
  try {
    const event = await receiveWebhook(account, { headers: req.headers, body: req.body })
    console.log(event.type, event.orderId) // store it
    answer = await acknowledge(account, 'received')
  } catch (error) {
    console.error(error)
    answer = await acknowledge(account, 'again')
  }
  res
    .status(answer.status)
    .set(Object.fromEntries(answer.headers))
    .send(await answer.text())
})

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
