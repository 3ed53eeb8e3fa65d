import { amount, createClient } from 'shroff'
import { http } from 'shroff/http'
import { qrText } from 'shroff/qr'
import { createPayment, wechatpay } from 'shroff/wechatpay'

// From the merchant console (商户平台), 账户中心 → API安全.
const account = wechatpay({
  merchantId: process.env.WECHATPAY_MERCHANT_ID!, // 商户号
  appId: process.env.WECHATPAY_APP_ID!,
  serial: process.env.WECHATPAY_SERIAL!, // 商户API证书序列号
  privateKey: process.env.WECHATPAY_PRIVATE_KEY!, // apiclient_key.pem
  apiV3Key: process.env.WECHATPAY_API_V3_KEY!, // APIv3密钥
  platformKeys: { [process.env.WECHATPAY_PUBLIC_KEY_ID!]: process.env.WECHATPAY_PUBLIC_KEY! }, // 微信支付公钥
})

const client = createClient({ account, transport: http() })

const payment = await createPayment(client, {
  channel: 'qr',
  orderId: 'T-1001',
  amount: amount('25.00', 'CNY'),
  description: 'Oolong tea',
  notifyUrl: 'https://shop.example/notify',
})
console.log(qrText(payment.nextAction.content))
