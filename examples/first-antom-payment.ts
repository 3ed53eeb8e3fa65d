import { amount, createClient } from 'shroff'
import { antom, createPayment } from 'shroff/antom'
import { http } from 'shroff/http'
import { qrText } from 'shroff/qr'

// From the Antom dashboard, Developer → Quick start.
const account = antom({
  clientId: process.env.ANTOM_CLIENT_ID!, // SANDBOX_… in the sandbox
  privateKey: process.env.ANTOM_PRIVATE_KEY!, // the merchant's own
  antomPublicKey: process.env.ANTOM_PUBLIC_KEY!, // Antom's, not the merchant's own
})

const client = createClient({ account, transport: http() })

const payment = await createPayment(client, {
  channel: 'qr',
  orderId: 'T_1001',
  amount: amount('25.00', 'SGD'),
  description: 'Oolong tea',
  notifyUrl: 'https://shop.example/notify',
})
console.log(qrText(payment.nextAction.content))
