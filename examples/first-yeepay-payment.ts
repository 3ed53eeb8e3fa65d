import { amount, createClient } from 'shroff'
import { http } from 'shroff/http'
import { qrText } from 'shroff/qr'
import { createPayment, yeepay } from 'shroff/yeepay'

// From YeePay's open platform (易宝开放平台), 应用管理.
const account = yeepay({
  appKey: process.env.YEEPAY_APP_KEY!, // app_…
  merchantId: process.env.YEEPAY_MERCHANT_ID!, // 商户编号
  privateKey: process.env.YEEPAY_PRIVATE_KEY!, // 应用私钥, whose other half you gave the platform
  yeepayPublicKey: process.env.YEEPAY_PUBLIC_KEY!, // 易宝公钥, which the platform gives you
})

const client = createClient({ account, transport: http() })

const payment = await createPayment(client, {
  channel: 'qr', // one code for WeChat Pay and Alipay
  orderId: 'T_1001',
  amount: amount('25.00', 'CNY'),
  description: 'Oolong tea',
  payerClientIp: '203.0.113.7',
  notifyUrl: 'https://shop.example/notify',
})
console.log(qrText(payment.nextAction.content))
