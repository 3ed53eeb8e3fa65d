import { amount } from 'shroff'
import { acknowledge, createPayment, receiveWebhook } from 'shroff/wechatpay'
import { account, client } from '../shop.js'

async function notify(request) {
  try {
    const event = await receiveWebhook(account, request)
    console.log(event.type, event.orderId) // store it
    return await acknowledge(account, 'received')
  } catch (error) {
    console.error(error)
    return acknowledge(account, 'again')
  }
}

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

const routes = { '/notify': notify, '/orders': order }

export default {
  fetch(request) {
    const route = routes[new URL(request.url).pathname]
    return route ? route(request) : new Response(null, { status: 404 })
  },
}
