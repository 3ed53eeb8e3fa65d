import { amount, createClient } from 'shroff'
import { baidu, createPayment } from 'shroff/baidu'
import { http } from 'shroff/http'

// From the smart program platform: 支付管理 → 支付设置, and 开发设置 for the last two.
const account = baidu({
  dealId: process.env.BAIDU_DEAL_ID!,
  appKey: process.env.BAIDU_APP_KEY!, // of the payment service, such as MMMabc
  platformKey: process.env.BAIDU_PLATFORM_KEY!, // 平台公钥
  privateKey: process.env.BAIDU_PRIVATE_KEY!, // the other half of 开发者公钥, RSA of 2048 bits
  clientId: process.env.BAIDU_CLIENT_ID!, // App Key of the smart program
  clientSecret: process.env.BAIDU_CLIENT_SECRET!, // App Secret of the smart program
  unsafeSha1: true, // Baidu signs with nothing else
})

const client = createClient({ account, transport: http() })

const payment = await createPayment(client, {
  channel: 'miniprogram',
  orderId: 'T_1001',
  amount: amount('25.00', 'CNY'),
  description: 'Oolong tea',
})
// For the smart program: swan.requestPolymerPayment({ ...parameters, success, fail })
console.log(JSON.stringify(payment.nextAction.parameters))
