import { waitUntil } from 'cloudflare:workers'
import { amount } from 'shroff'
import { webhookHandler } from 'shroff/webhook'
import { createPayment } from 'shroff/wechatpay'
import { client, webhooks } from '../shop.js'

async function order(request) {
  const { orderId } = await request.json()
  const payment = await createPayment(client, {
    channel: 'qr',
    orderId,
    amount: amount('25.00', 'CNY'),
    description: 'Oolong tea',
    notifyUrl: 'https://shop.example/notify',
  })
  return Response.json(payment.nextAction)
}

// waitUntil keeps the Worker alive where the work outlives the answer.
const routes = { '/notify': webhookHandler({ ...webhooks, waitUntil }), '/orders': order }

export default {
  fetch(request) {
    const route = routes[new URL(request.url).pathname]
    return route ? route(request) : new Response(null, { status: 404 })
  },
}
