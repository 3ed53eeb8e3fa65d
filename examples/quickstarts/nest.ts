import { Body, Controller, Inject, Module, Post, Req, Res } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import type express from 'express'
import { amount, type Client } from 'shroff'
import { type WebhookHandler, webhookHandler } from 'shroff/webhook'
import { toNode } from 'shroff/webhook/node'
import { createPayment, type WechatpayAccount } from 'shroff/wechatpay'
import { client, webhooks } from './shop.js'

@Controller()
class Shop {
  constructor(
    @Inject('client') private readonly client: Client<WechatpayAccount>,
    @Inject('webhooks') private readonly webhooks: WebhookHandler,
  ) {}

  @Post('notify')
  notify(@Req() request: express.Request, @Res() response: express.Response) {
    return toNode(this.webhooks)(request, response)
  }

  @Post('orders')
  async order(@Body() { orderId }: { orderId: string }) {
    const tea = { orderId, amount: amount('25.00', 'CNY'), description: 'Oolong tea' }
    const payment = { channel: 'qr', ...tea, notifyUrl: 'https://shop.example/notify' } as const
    return (await createPayment(this.client, payment)).nextAction
  }
}

const handler = { provide: 'webhooks', useFactory: () => webhookHandler(webhooks) }
@Module({ controllers: [Shop], providers: [{ provide: 'client', useValue: client }, handler] })
class App {}

// rawBody keeps the bytes as they came: the signature covers them.
const app = await NestFactory.create(App, { rawBody: true })
await app.listen(Number(process.env.PORT))
