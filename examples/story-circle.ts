// The story that `npm start -- circle` tells: a payment in USDC, where the payer decides how much comes, and answers may get lost.
import { readFile } from 'node:fs/promises'
import { createClient, isShroffError, tokenAmount } from 'shroff'
import {
  acknowledge,
  type CircleEvent,
  circle,
  createPayment,
  fetchNotificationKey,
  getPayment,
  listPayments,
  receiveWebhook,
  refundPayment,
} from 'shroff/circle'
import { mockCircle, movePayment, sendPayment } from 'shroff/circle/mock'
import { createMockGateway, deliverWebhooks, failNext, forgeWebhook } from 'shroff/mock'
import { chapter, say } from './tell.js'

const mock = await createMockGateway({ providers: [mockCircle()] })
const account = circle({
  ...mock.credentials('circle'),
  refreshNotificationKeys: fetchNotificationKey(mock.transport),
})
const client = createClient({ account, transport: mock.transport, retry: { attempts: 1 } })
const usdc = (text: string) => tokenAmount(text, 'USDC')

say(`
shroff takes payments, and tests what it takes.
This is a payment in USDC through Circle. Nothing leaves this machine: Circle, its chains and its keys are a mock in memory.`)

chapter('The shop asks for an address, and the answer is lost', '下单，应答丢了')
const order = { channel: 'transfer', orderId: 'T-1001', amount: usdc('12.50'), chain: 'BASE' } as const
failNext(mock, { provider: 'circle', fault: 'timeout-after' })
const lost = await createPayment(client, order).catch((error: unknown) => error)
if (!isShroffError(lost)) throw new Error('an answer was lost and nobody said so')
say(`The shop has stored its number and knows nothing else:\n\n${lost.message.replace(/^/gm, '  ')}\n`)
const { reference, nextAction } = await createPayment(client, order)
if (!nextAction) throw new Error('no address came')
say(`It asks again with the same number, and gets the intent that the first call made. Circle assigns the address a moment later:

  reference  ${reference}
  address    ${nextAction.address} on ${nextAction.chain}
  amount     ${nextAction.amount.value} ${nextAction.amount.asset}, until ${nextAction.expiresAt?.toISOString()}`)

/** What the shop's endpoint does: verify, look at the type, answer. */
const events: CircleEvent[] = []
const endpoint = async (request: Request) => {
  const event = await receiveWebhook(account, request)
  events.push(event)
  return acknowledge(account, 'received')
}

chapter('The payer sends too little', '少付')
sendPayment(mock, { reference, amount: usdc('12.499999') })
const part = await getPayment(client, { reference })
if (part.status !== 'pending' || part.coverage !== 'under') throw new Error('a part was taken for the whole')
say(`${part.received.value} of 12.50 USDC: ${part.status}, ${part.coverage}. The tea stays here.`)

chapter('And then too much', '多付')
sendPayment(mock, { reference, amount: usdc('0.000002') })
const paid = await getPayment(client, { reference })
if (paid.status !== 'paid' || paid.coverage !== 'over') throw new Error(`expected paid, over: ${paid.coverage}`)
say(`${paid.received.value} USDC: ${paid.status}, ${paid.coverage} by a millionth, and read to the last digit.`)

chapter('Circle tells of each step, and a forger tries too', '回调，以假充真')
await deliverWebhooks(mock, { to: endpoint })
for (const event of events)
  say(
    `  ${event.type.padEnd(16)} ${'state' in event ? event.state : 'movement' in event ? event.movement?.status : ''}`,
  )
for (const forgery of ['tampered-body', 'wrong-key', 'unknown-serial'] as const) {
  const forged = await forgeWebhook(mock, { provider: 'circle', reference, forgery })
  const refused = await receiveWebhook(account, forged).catch((error: unknown) => error)
  if (!isShroffError(refused)) throw new Error(`a forgery was taken: ${forgery}`)
  say(`  ${forgery.padEnd(16)} ${refused.code}`)
}

chapter('What is too much goes back, once', '退款')
const refund = {
  reference,
  refundId: 'T-1001-R1',
  amount: usdc('0.000001'),
  // The payer says where to: the address that it came from may be an exchange's.
  destination: { chain: 'BASE', address: `0x${'ab'.repeat(20)}` },
}
failNext(mock, { provider: 'circle', fault: 'reset-after' })
const unclear = await refundPayment(client, refund).catch((error: unknown) => error)
if (!isShroffError(unclear) || unclear.outcome !== 'unknown') throw new Error('a lost answer was no lost answer')
const { providerRefundId } = await refundPayment(client, refund)
movePayment(mock, { paymentId: providerRefundId, status: 'paid' })
let refunds = 0
for await (const { type } of listPayments(client, { reference })) if (type === 'refund') refunds += 1
if (refunds !== 1) throw new Error(`the money moved ${refunds} times`)
const end = await getPayment(client, { reference })
say(`The first answer was lost (${unclear.code}, ${unclear.outcome}), the shop asked again, and the money moved ${refunds} time.
Of ${end.received.value} USDC, ${end.refunded.value} went back. The tea may go out.`)

chapter('Now yours', '接入')
say(`The same lines with your own key (examples/first-circle-payment.ts):
`)
say(await readFile(new URL('first-circle-payment.ts', import.meta.url), 'utf8'))
