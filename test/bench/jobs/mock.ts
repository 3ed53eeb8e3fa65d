import assert from 'node:assert/strict'
import { sign, verify } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import { amount, createClient } from 'shroff'
import { createMockGateway, deliverWebhooks, forgeWebhook, pay } from 'shroff/mock'
import { acknowledge, createPayment, receiveWebhook, wechatpay } from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { type Case, microseconds, takeTurns, times } from '../measure.js'
import { report } from '../result.js'
import { merchant } from '../shop.js'

const mock = await createMockGateway({ providers: [mockWechatpay()] })
const account = wechatpay(mock.credentials('wechatpay'))
const client = createClient({ account, transport: mock.transport })

let count = 0
async function round(): Promise<string> {
  count += 1
  const orderId = `T-${count}-order`
  await createPayment(client, {
    channel: 'qr',
    orderId,
    amount: amount('25.00', 'CNY'),
    description: 'Oolong tea',
    notifyUrl: 'https://shop.example/notify',
  })
  await pay(mock, { provider: 'wechatpay', orderId })
  let paid = ''
  await deliverWebhooks(mock, {
    async to(request) {
      const event = await receiveWebhook(account, request)
      if (event.type === 'payment.paid') paid = event.orderId
      return acknowledge(account, 'received')
    },
  })
  assert.equal(paid, orderId)
  return orderId
}

const orderId = await round()
const forged = await forgeWebhook(mock, { provider: 'wechatpay', orderId, forgery: 'tampered-body' })
await assert.rejects(receiveWebhook(account, forged), { code: 'SIGNATURE_INVALID' })

// Request, answer and webhook are each signed once and verified once.
const { privateKey, publicKey } = merchant
const message = Buffer.alloc(600, 'x')
function rsaAlone() {
  for (let time = 0; time < 3; time += 1)
    if (!verify('sha256', message, publicKey, sign('sha256', message, privateKey))) throw new Error('wrong')
}

/** In a turn of the event loop of its own, as tests are. */
const alone = (run: () => unknown) => async () => {
  await turn()
  await run()
}
const cases: Case[] = [
  { name: 'shroff', run: alone(round) },
  { name: '3 × sign and verify alone', run: alone(rsaAlone) },
]
const measured = await takeTurns(cases, { rounds: 200, milliseconds: 8 })
const speed = measured.speed('shroff', '3 × sign and verify alone')
report({
  title: 'A payment on the mock',
  text:
    'Create, pay, deliver the webhook, verify it, in one process: the mock checks the request and signs answer and webhook, ' +
    'the client signs and verifies as it does against the real gateway.',
  tables: [
    {
      columns: ['', 'µs', 'middle half'],
      rows: cases.map(({ name }) => [name, microseconds(measured.wall(name)), measured.spread(name)]),
    },
  ],
  goals: [
    {
      job: 'create, pay, webhook, verify, in process on the mock',
      goal: '≥ 0.55 of what its RSA operations alone would allow',
      bound: {
        goal: '≥ 0.35',
        met: speed >= 0.35,
        reason:
          'Above the RSA stand the checks of every field on both sides, the book, and a Request and a Response for the webhook; and of two signatures in one turn of the event loop the second goes to the thread pool and back. Tried and kept: keys imported once.',
      },
      figure: times(speed),
      met: speed >= 0.55,
    },
  ],
})
