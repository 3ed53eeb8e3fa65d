import { amount, createClient } from 'shroff'
import { alipay, createPayment } from 'shroff/alipay'
import { http } from 'shroff/http'
import { qrText } from 'shroff/qr'

// From the console (支付宝开放平台控制台), 开发设置.
const account = alipay({
  appId: process.env.ALIPAY_APP_ID!,
  privateKey: process.env.ALIPAY_PRIVATE_KEY!, // 应用私钥
  alipayPublicKey: process.env.ALIPAY_PUBLIC_KEY!, // 支付宝公钥, not 应用公钥
})

const client = createClient({ account, transport: http() })

const payment = await createPayment(client, {
  channel: 'qr',
  orderId: 'T_1001',
  amount: amount('25.00', 'CNY'),
  description: 'Oolong tea',
  notifyUrl: 'https://shop.example/notify',
})
console.log(qrText(payment.nextAction.content))
