import { amount, createClient } from 'shroff'
import { http } from 'shroff/http'
import { createPayment, qqpay } from 'shroff/qqpay'
import { qrText } from 'shroff/qr'

// From QQ Wallet's merchant console.
const account = qqpay({
  merchantId: process.env.QQPAY_MERCHANT_ID!, // ten digits
  apiKey: process.env.QQPAY_API_KEY!, // API密钥: both sides hold it
})

const client = createClient({ account, transport: http() })

const payment = await createPayment(client, {
  channel: 'qr',
  orderId: 'T_1001',
  amount: amount('25.00', 'CNY'),
  description: 'Oolong tea',
  payerClientIp: '203.0.113.7',
  notifyUrl: 'https://shop.example/notify',
})
console.log(qrText(payment.nextAction.content))
