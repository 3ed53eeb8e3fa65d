import { Body, Controller, Headers, Module, Post, RawBody, Res } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import type express from 'express'
import { amount } from 'shroff'
import { acknowledge, createPayment, receiveWebhook } from 'shroff/wechatpay'
import { account, client } from './shop.js'

@Controller()
class Shop {
  @Post('notify')
  async notify(@Headers() headers: Record<string, string>, @RawBody() body: Buffer, @Res() response: express.Response) {
    let answer: Response
    try {
      const event = await receiveWebhook(account, { headers, body })
      if (event.type === 'payment.paid') console.log(event.type, event.orderId) // store it
      answer = await acknowledge(account, 'received')
    } catch (error) {
      console.error(error)
      answer = await acknowledge(account, 'again')
    }
    response
      .status(answer.status)
      .set(Object.fromEntries(answer.headers))
      .send(await answer.text())
  }

  @Post('orders')
  async order(@Body() { orderId }: { orderId: string }) {
    const tea = { orderId, amount: amount('25.00', 'CNY'), description: 'Oolong tea' }
    const payment = { channel: 'qr', ...tea, notifyUrl: 'https://shop.example/notify' } as const
    return (await createPayment(client, payment)).nextAction
  }
}

@Module({ controllers: [Shop] })
class App {}

// rawBody keeps the bytes as they came: the signature covers them.
const app = await NestFactory.create(App, { rawBody: true })
await app.listen(Number(process.env.PORT))
