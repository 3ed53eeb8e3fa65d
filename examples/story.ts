// The story that `npm start` tells: a payment from the QR code to a refund, offline, against a gateway in memory that
// checks and makes real signatures.
import { readFile } from 'node:fs/promises'
import { amount, createClient, formatAmount, isShroffError } from 'shroff'
import { createMockGateway, deliverWebhooks, failNext, forgeWebhook, pay, settleRefund } from 'shroff/mock'
import { qrText } from 'shroff/qr'
import {
  acknowledge,
  createPayment,
  getRefund,
  receiveWebhook,
  refundPayment,
  type WechatpayEvent,
  wechatpay,
} from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { chapter, say } from './tell.js'

say(`
shroff takes payments, and tests what it takes.
This is a payment through WeChat Pay (微信支付). Nothing leaves this machine: the gateway is a mock in memory,
but the signatures are real, and it refuses what the real one would refuse.`)

const mock = await createMockGateway({ providers: [mockWechatpay()] })
const account = wechatpay(mock.credentials('wechatpay'))
const client = createClient({ account, transport: mock.transport })
const order = { orderId: 'T-1001', amount: amount('25.00', 'CNY') }

chapter('The shop places an order', '下单')
const payment = await createPayment(client, {
  channel: 'qr',
  ...order,
  description: 'Oolong tea 乌龙茶',
  notifyUrl: 'https://shop.example/notify',
})
say(`createPayment signed the request; the gateway checked the signature and signed its answer; the answer was verified.
Order ${payment.orderId} over ${formatAmount(order.amount)} yuan is ${payment.status}. The shop shows this code (二维码):
`)
say(qrText(payment.nextAction.content))

chapter('The payer scans and pays', '用户支付')
await pay(mock, { provider: 'wechatpay', orderId: order.orderId })
say('The wallet says "paid". That proves nothing to the shop: it waits for the webhook.')

chapter('The webhook arrives', '支付回调')
const events: WechatpayEvent[] = []
async function notify(request: Request): Promise<Response> {
  events.push(await receiveWebhook(account, request))
  return acknowledge(account, 'received')
}
await deliverWebhooks(mock, { to: notify })
const paid = events.at(-1)!
if (paid.type !== 'payment.paid') throw new Error(`expected payment.paid, received ${paid.type}`)
const asOrdered = paid.amount.value === order.amount.value
say(`Signature verified (验签), then decrypted, then checked to be about this shop: ${paid.type}.
The amount is ${formatAmount(paid.amount)} yuan, ${asOrdered ? 'as ordered' : 'NOT as ordered'}. The tea may go out.`)
if (!asOrdered) throw new Error('the webhook does not match the order')

chapter('A thief tries', '伪造与重放')
for (const forgery of ['tampered-body', 'replayed'] as const) {
  const request = await forgeWebhook(mock, { provider: 'wechatpay', orderId: order.orderId, forgery })
  const refusal = await receiveWebhook(account, request).catch((error: unknown) => error)
  if (!isShroffError(refusal)) throw new Error(`a ${forgery} webhook was accepted`)
  const name = {
    'tampered-body': 'One blank added to the body',
    replayed: 'The real webhook, sent again an hour later',
  }[forgery]
  say(`${name}: refused, ${refusal.code}.\n  ${refusal.message.split('\n')[0]}`)
}

chapter('Part of the money goes back', '部分退款')
const refund = {
  orderId: order.orderId,
  refundId: 'T-1001-R1',
  amount: amount('5.00', 'CNY'),
  orderAmount: order.amount,
}
const accepted = await refundPayment(client, refund)
await settleRefund(mock, { provider: 'wechatpay', refundId: refund.refundId })
await deliverWebhooks(mock, { to: notify })
const settled = events.at(-1)!
if (settled.type !== 'refund.succeeded') throw new Error(`expected refund.succeeded, received ${settled.type}`)
say(`refundPayment: ${accepted.status}. Then the webhook: ${settled.type}, ${formatAmount(settled.amount)} yuan.`)

chapter('An answer gets lost', '应答丢失')
failNext(mock, { provider: 'wechatpay', fault: 'timeout-after' })
const second = { ...refund, refundId: 'T-1001-R2', amount: amount('3.00', 'CNY') }
const lost = await refundPayment(client, second).catch((error: unknown) => error)
if (!isShroffError(lost)) throw new Error('the lost answer went unnoticed')
say(`The second refund reached WeChat Pay, but its answer did not come back. shroff does not guess, and does not repeat it:

${lost.message.replace(/^/gm, '  ')}
`)
const found = await getRefund(client, { refundId: second.refundId })
say(
  `So ask: getRefund says ${found.status}, ${formatAmount(found.amount)} yuan. It had been accepted; repeating it was not needed.`,
)

chapter('Now yours', '接入')
say(`The same lines with your own keys (examples/first-payment.ts). Replace http() by mock.transport and it runs offline.
`)
say(await readFile(new URL('first-payment.ts', import.meta.url), 'utf8'))
