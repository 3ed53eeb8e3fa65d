import { amount } from 'shroff'
import { createPayment } from 'shroff/wechatpay'

export async function POST(request) {
  // Not at the top: `next build` loads every route, mostly where there are no keys.
  const { client } = await import('../../../shop.js')
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
