import { amount, createClient } from 'shroff'
import { http } from 'shroff/http'
import { qrText } from 'shroff/qr'
import { createPayment, wechatpay } from 'shroff/wechatpay'

// All from the merchant console (微信支付商户平台).
const account = wechatpay({
  merchantId: process.env.WECHATPAY_MERCHANT_ID!, // 商户号: 账户中心 → 商户信息
  appId: process.env.WECHATPAY_APP_ID!, // 产品中心 → AppID账号管理
  serial: process.env.WECHATPAY_SERIAL!, // 商户API证书序列号: 账户中心 → API安全
  privateKey: process.env.WECHATPAY_PRIVATE_KEY!, // apiclient_key.pem, beside that certificate
  apiV3Key: process.env.WECHATPAY_API_V3_KEY!, // APIv3密钥: 账户中心 → API安全
  platformKeys: { [process.env.WECHATPAY_PUBLIC_KEY_ID!]: process.env.WECHATPAY_PUBLIC_KEY! }, // 微信支付公钥: the same page
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
