import { amount, createClient } from 'shroff'
import { createMockGateway } from 'shroff/mock'
import { createPayment, receiveWebhook, wechatpay } from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { report } from '../result.js'
import { inTurn, wechatpayOptions, wechatpayWebhooks } from '../shop.js'

const mebibyte = 2 ** 20

async function heap(): Promise<number> {
  // Twice with a turn between: what a promise still held at the first is gone at the second.
  for (let time = 0; time < 2; time += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20))
    gc!()
  }
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / mebibyte
}

async function growth(times: number, run: () => unknown): Promise<number> {
  for (let time = 0; time < 3000; time += 1) await run()
  const before = await heap()
  for (let time = 0; time < times; time += 1) await run()
  return (await heap()) - before
}

const account = wechatpay(wechatpayOptions)
const next = inTurn(wechatpayWebhooks())
const webhooks = await growth(100_000, () => receiveWebhook(account, next()))

const mock = await createMockGateway({ providers: [mockWechatpay()] })
const client = createClient({ account: wechatpay(mock.credentials('wechatpay')), transport: mock.transport })
let count = 0
const create = () => {
  count += 1
  return createPayment(client, {
    channel: 'qr',
    orderId: `T-${count}-order`,
    amount: amount('25.00', 'CNY'),
    description: 'Oolong tea',
    notifyUrl: 'https://shop.example/notify',
  })
}
// Eight at a time, so that the thread pool signs.
const orders = await growth(12_500, () => Promise.all(Array.from({ length: 8 }, create)))
if (mock.journal.length !== 1000) throw new Error('the journal must stay bounded')

report({
  title: 'Memory',
  text: 'What the heap and its buffers grew by, measured after a collection, 3 000 jobs having gone before.',
  tables: [
    {
      columns: ['', 'MiB'],
      rows: [
        ['100 000 verified webhooks', webhooks.toFixed(2)],
        ['100 000 orders in the mock, journal of 1 000 entries', orders.toFixed(1)],
      ],
    },
  ],
  goals: [
    {
      job: 'growth over 100 000 verified webhooks',
      goal: '≤ 2 MiB',
      figure: `${webhooks.toFixed(2)} MiB`,
      met: webhooks <= 2,
    },
    {
      job: '100 000 orders in the mock with its journal bounded',
      goal: '≤ 150 MiB',
      figure: `${orders.toFixed(0)} MiB`,
      met: orders <= 150,
    },
  ],
})
