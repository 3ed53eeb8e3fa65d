import fastify from 'fastify'
import { amount } from 'shroff'
import { acknowledge, createPayment, receiveWebhook } from 'shroff/wechatpay'
import { account, client } from './shop.js'

const app = fastify()

// A plugin of its own, so that only this route takes the bytes as they came: the signature covers them.
app.register(async (webhooks) => {
  webhooks.removeAllContentTypeParsers()
  webhooks.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body))
  webhooks.post('/notify', async (request, reply) => {
    let answer
    try {
      const event = await receiveWebhook(account, { headers: request.headers, body: request.body })
      console.log(event.type, event.orderId) // store it
      answer = await acknowledge(account, 'received')
    } catch (error) {
      console.error(error)
      answer = await acknowledge(account, 'again')
    }
    return reply
      .code(answer.status)
      .headers(Object.fromEntries(answer.headers))
      .send(await answer.text())
  })
})

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
