// The story that `npm start -- baidu` tells: a payment in a smart program, where the order is signed at home, and an answer moves money.
import { readFile } from 'node:fs/promises'
import { amount, createClient, formatAmount, isShroffError } from 'shroff'
import {
  acknowledge,
  answerRefundAudit,
  type BaiduEvent,
  baidu,
  createPayment,
  getPayment,
  getRefund,
  receiveWebhook,
  refundPayment,
} from 'shroff/baidu'
import { mockBaidu, openCashier } from 'shroff/baidu/mock'
import { createMockGateway, deliverWebhooks, failNext, forgeWebhook, pay, settleRefund } from 'shroff/mock'
import { chapter, say } from './tell.js'

const mock = await createMockGateway({ providers: [mockBaidu()] })
const account = baidu(mock.credentials('baidu'))
const client = createClient({ account, transport: mock.transport, retry: { attempts: 1 } })
const order = { orderId: 'T0001001', amount: amount('25.00', 'CNY') }
const asked = { orderId: order.orderId }

say(`
shroff takes payments, and tests what it takes.
This is a payment through Baidu's cashier (百度收银台). Nothing leaves this machine: the cashier is a mock in memory,
but the signatures are real, and it refuses what the real one would refuse.`)

chapter('The shop signs an order', '签名')
const { nextAction } = await createPayment(client, {
  channel: 'miniprogram',
  ...order,
  description: 'Oolong tea 乌龙茶',
})
const { orderInfo } = nextAction.parameters
say(`Nothing was sent. The smart program is given this, and calls swan.requestPolymerPayment with it:

  ${Object.entries(orderInfo)
    .map(([name, value]) => `${name.padEnd(16)} ${String(value).slice(0, 60)}`)
    .join('\n  ')}
`)
const cheaper = { ...orderInfo, totalAmount: '1' }
const refused = await openCashier(mock, { orderInfo: cheaper }).catch((error: Error) => error.message)
say(`A payer who writes 0.01 yuan into it is told: ${String(refused).slice(0, 60)}…`)

chapter('The payer opens the cashier, and pays', '用户支付')
const before = await getPayment(client, asked).catch((error: unknown) => error)
if (!isShroffError(before)) throw new Error('an order was found that nobody had opened')
await openCashier(mock, nextAction.parameters)
await pay(mock, { provider: 'baidu', ...asked })
say(`Before: ${before.code}. From the moment the cashier opens the order is there.`)

chapter('Baidu tells, and waits for an answer that moves money', '通知')
const events: BaiduEvent[] = []
const endpoint = async (request: Request) => {
  const event = await receiveWebhook(account, request)
  events.push(event)
  if (event.type === 'refund.audit') return answerRefundAudit(account, event, { decision: 'agree' })
  return acknowledge(account, 'received', event)
}
await deliverWebhooks(mock, { to: endpoint })
const [paid] = events
if (paid?.type !== 'payment.paid') throw new Error(`expected payment.paid, received ${paid?.type}`)
const answer = await acknowledge(account, 'received', paid)
say(`${paid.type} of ${paid.orderId} over ${formatAmount(paid.amount)} yuan. The answer: ${await answer.text()}
Without isConsumed in it Baidu would give the money back.`)
for (const forgery of ['tampered-body', 'wrong-key', 'foreign-merchant'] as const) {
  const forged = await forgeWebhook(mock, { provider: 'baidu', ...asked, forgery })
  const error = await receiveWebhook(account, forged).catch((thrown: unknown) => thrown)
  if (!isShroffError(error)) throw new Error(`a forgery was taken: ${forgery}`)
  say(`  ${forgery.padEnd(16)} ${error.code}`)
}

chapter('A refund, whose answer is lost', '退款，应答丢失')
const { paymentId, payerId = '' } = await getPayment(client, asked)
const refund = { ...asked, paymentId, payerId, refundId: 'T0001001R1', amount: amount('5.00', 'CNY') }
failNext(mock, { provider: 'baidu', fault: 'timeout-after' })
const lost = await refundPayment(client, refund).catch((error: unknown) => error)
if (!isShroffError(lost) || lost.outcome !== 'unknown') throw new Error('the lost answer went unnoticed')
const { refundId } = refund
const found = await getRefund(client, { ...asked, payerId, refundId })
say(`${lost.message.replace(/^/gm, '  ')}

So ask: getRefund says ${found.status}. It had been accepted, and repeating it was not needed.`)
await settleRefund(mock, { provider: 'baidu', refundId })

chapter('And one that Baidu asks about first', '退款审核')
await refundPayment(client, { ...refund, refundId: 'T0001001R2', amount: amount('3.00', 'CNY'), skipAudit: false })
await deliverWebhooks(mock, { to: endpoint, untilSettled: true })
for (const event of events.slice(1)) say(`  ${event.type}`)
if (events.at(-1)?.type !== 'refund.succeeded') throw new Error('the refund did not end')

chapter('Now yours', '接入')
say(`The same lines with your own keys (examples/first-baidu-payment.ts). Replace http() by mock.transport and it runs offline.
`)
say(await readFile(new URL('first-baidu-payment.ts', import.meta.url), 'utf8'))
