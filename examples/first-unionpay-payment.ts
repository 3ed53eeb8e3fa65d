import { readFileSync } from 'node:fs'
import { amount, createClient } from 'shroff'
import { http } from 'shroff/http'
import { qrText } from 'shroff/qr'
import { createPayment, unionpay } from 'shroff/unionpay'

// Key and certificate come out of the .pfx file, by the commands in docs/unionpay.md; the other two are in UnionPay's kit (开发包).
const account = unionpay({
  merchantId: process.env.UNIONPAY_MERCHANT_ID!, // 商户号, 777… in the test environment
  privateKey: readFileSync('merchant.key'),
  certificate: readFileSync('merchant.cer'),
  rootCertificate: readFileSync('acp_prod_root.cer'), // acp_test_… with sandbox: true
  middleCertificate: readFileSync('acp_prod_middle.cer'),
  unsafeSha1Chain: true, // UnionPay's own certificates are signed so
})

const client = createClient({ account, transport: http() })

const payment = await createPayment(client, {
  channel: 'qr',
  orderId: 'T1000001',
  placedAt: new Date(new Date().setMilliseconds(0)), // stored with the number before the call: UnionPay finds an order by both
  amount: amount('25.00', 'CNY'),
  description: 'Oolong tea',
  notifyUrl: 'https://shop.example/notify',
})
console.log(qrText(payment.nextAction.content))
