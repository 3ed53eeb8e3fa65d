// The story that `npm start` tells: a payment from the QR code to a refund, offline, against a gateway in memory that
// checks and makes real signatures. `npm start -- alipay` tells it with Alipay, `-- antom` with Antom,
// `-- unionpay` with UnionPay, `-- qqpay` with QQ Wallet, `-- lakala` with Lakala, `-- yeepay` with YeePay.
import { readFile } from 'node:fs/promises'
import { amount, formatAmount, isShroffError } from 'shroff'
import type { GatewayEvent } from 'shroff/gateway'
import { deliverWebhooks, failNext, forgeWebhook, pay } from 'shroff/mock'
import { qrText } from 'shroff/qr'
import { shops } from './shops.js'
import { chapter, say, settleIfPending } from './tell.js'

const choice = process.argv[2] ?? 'wechatpay'
if (!Object.hasOwn(shops, choice)) {
  console.error(`There is no ${choice} yet. Choose one of: ${Object.keys(shops).join(', ')}.`)
  process.exit(1)
}
const { name, mock, gateway, example } = await shops[choice]!()
const { provider } = gateway
/** In whole seconds, and stored before the call: UnionPay finds orders and refunds by number and time together. */
const now = () => new Date(new Date().setMilliseconds(0))
const order = { orderId: 'T0001001', placedAt: now(), amount: amount('25.00', 'CNY') }

say(`
shroff takes payments, and tests what it takes.
This is a payment through ${name}. Nothing leaves this machine: the gateway is a mock in memory,
but the signatures are real, and it refuses what the real one would refuse.
Tell it with: ${Object.keys(shops)
  .concat('baidu', 'xrpl', 'circle', 'ripple-payments')
  .map((shop) => `npm start -- ${shop}`)
  .join(' | ')}
Or open a whole shop: npm start -- shop`)

chapter('The shop places an order', '下单')
const notifyUrl = 'https://shop.example/notify'
const payment = await gateway.createPayment({
  channel: 'qr',
  ...order,
  description: 'Oolong tea 乌龙茶',
  notifyUrl,
})
say(`createPayment signed the request; the gateway checked the signature and signed its answer; the answer was verified.
Order ${payment.orderId} over ${formatAmount(order.amount)} yuan is open. The shop shows this code (二维码):
`)
say(qrText(payment.nextAction.content))

chapter('The payer scans and pays', '用户支付')
await pay(mock, { provider, orderId: order.orderId })
say('The wallet says "paid". That proves nothing to the shop: it waits for the webhook.')

chapter('The webhook arrives', '支付回调')
const handled = new Map<string, GatewayEvent>()
async function notify(request: Request): Promise<Response> {
  const event = await gateway.receiveWebhook(request)
  handled.set(event.id, event) // deliveries repeat: the id is the key of the table
  return gateway.acknowledge('received')
}
await deliverWebhooks(mock, { to: notify })
const [paid] = handled.values()
if (paid?.type !== 'payment.paid') throw new Error(`expected payment.paid, received ${paid?.type}`)
if (paid.amount.value !== order.amount.value) throw new Error('the webhook does not match the order')
say(`Signature verified (验签), and checked to be about this shop: ${paid.type}.
The amount is ${formatAmount(paid.amount)} yuan, as ordered. The tea may go out.`)

chapter('A thief tries', '伪造与重放')
const tries = {
  'tampered-body': 'The webhook with one thing changed in it',
  replayed: 'The real webhook, sent again an hour later',
} as const
for (const forgery of ['tampered-body', 'replayed'] as const) {
  const request = await forgeWebhook(mock, { provider, orderId: order.orderId, forgery })
  const outcome = await gateway.receiveWebhook(request).catch((error: unknown) => error)
  if (isShroffError(outcome)) {
    say(`${tries[forgery]}: refused, ${outcome.code}.\n  ${outcome.message.split('\n')[0]}`)
  } else if (forgery === 'replayed' && handled.has((outcome as GatewayEvent).id)) {
    say(
      `${tries[forgery]}: signed rightly, since this provider signs no time; but its id is known, so nothing is done twice.`,
    )
  } else throw new Error(`a ${forgery} webhook was accepted`)
}

chapter('Part of the money goes back', '部分退款')
const refund = {
  orderId: order.orderId,
  orderPlacedAt: order.placedAt,
  refundId: 'T0001001R1',
  placedAt: now(),
  amount: amount('5.00', 'CNY'),
  orderAmount: order.amount,
  paymentId: paid.paymentId,
  notifyUrl,
}
const accepted = await gateway.refundPayment(refund)
await settleIfPending(mock, provider, accepted)
await deliverWebhooks(mock, { to: notify })
const settled = [...handled.values()].at(-1)
if (settled === paid) {
  const { status } = await gateway.getRefund(refund)
  say(
    `refundPayment: ${accepted.status}. No webhook tells of it here, so ask: ${status}, ${formatAmount(refund.amount)} yuan.`,
  )
} else if (settled?.type === 'refund.succeeded') {
  say(`refundPayment: ${accepted.status}. Then the webhook: ${settled.type}, ${formatAmount(refund.amount)} yuan.`)
} else throw new Error(`expected refund.succeeded, received ${settled?.type}`)

chapter('An answer gets lost', '应答丢失')
failNext(mock, { provider, fault: 'timeout-after' })
const second = { ...refund, refundId: 'T0001001R2', amount: amount('3.00', 'CNY') }
const lost = await gateway.refundPayment(second).catch((error: unknown) => error)
if (!isShroffError(lost) || lost.outcome !== 'unknown') throw new Error('the lost answer went unnoticed')
say(`The second refund reached the provider, but its answer did not come back. shroff does not guess, and does not repeat it:

${lost.message.replace(/^/gm, '  ')}
`)
const found = await gateway.getRefund(second)
say(
  `So ask: getRefund says ${found.status}, ${formatAmount(found.amount)} yuan. It had been accepted; repeating it was not needed.`,
)

chapter('Now yours', '接入')
say(`The same lines with your own keys (examples/${example}). Replace http() by mock.transport and it runs offline.
`)
say(await readFile(new URL(example, import.meta.url), 'utf8'))
