import { amount, createClient } from 'shroff'
import { http } from 'shroff/http'
import { createPayment, lakala } from 'shroff/lakala'
import { qrText } from 'shroff/qr'

// From Lakala's open platform (拉卡拉开放平台).
const account = lakala({
  appId: process.env.LAKALA_APP_ID!, // OP…
  merchantId: process.env.LAKALA_MERCHANT_ID!, // 商户号
  terminalId: process.env.LAKALA_TERMINAL_ID!, // 终端号
  requestIp: process.env.LAKALA_REQUEST_IP!, // the address that this server calls from
  serial: process.env.LAKALA_SERIAL!, // serial of the merchant's certificate
  privateKey: process.env.LAKALA_PRIVATE_KEY!, // api_private_key.pem, beside that certificate
  platformCertificate: process.env.LAKALA_PLATFORM_CERTIFICATE!, // Lakala's, which verifies what it answers
})

const client = createClient({ account, transport: http() })

const payment = await createPayment(client, {
  channel: 'qr',
  wallet: 'alipay',
  orderId: 'T1001',
  amount: amount('25.00', 'CNY'),
  description: 'Oolong tea',
  notifyUrl: 'https://shop.example/notify',
})
console.log(qrText(payment.nextAction.content))
