import { amount } from 'shroff'
import { createPayment } from 'shroff/wechatpay'
import { getClient } from '../../shop.js'

export async function POST() {
  const payment = await createPayment(getClient(), {
    channel: 'qr',
    orderId: 'T-1001',
    amount: amount('25.00', 'CNY'),
    description: 'Oolong tea',
    notifyUrl: 'https://shop.example/notify',
  })
  return Response.json(payment.nextAction)
}
