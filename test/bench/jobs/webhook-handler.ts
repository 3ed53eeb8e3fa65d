import assert from 'node:assert/strict'
import { memoryStore } from 'shroff/store'
import { webhookHandler } from 'shroff/webhook'
import { receiveWebhook, wechatpay, wechatpayWebhooks } from 'shroff/wechatpay'
import { type Case, microseconds, takeTurns, times } from '../measure.js'
import { report } from '../result.js'
import { type Delivery, inTurn, wechatpayWebhooks as sealWebhooks, tampered, wechatpayOptions } from '../shop.js'

const { serial: _, privateKey: __, ...receiving } = wechatpayOptions
const account = wechatpay(receiving)
const accounts = [wechatpayWebhooks(account)]
const url = 'https://shop.example/notify'

const events = sealWebhooks(3334)
const deliveries = shuffled([...events, ...events, ...events].slice(0, 10_000))

let handed = 0
const open = () => webhookHandler({ accounts, store: memoryStore(), onEvent: () => void handed++ })

// Before anything is timed: each event once, all acknowledged, and a forged one to nobody.
const judged = open()
for (const delivery of deliveries) assert.equal((await judged({ ...delivery, url })).status, 200)
assert.equal(handed, events.length)

const forgeries: Record<string, (delivery: Delivery) => Delivery> = {
  'forged: a byte changed': tampered,
  'forged: an unknown key': ({ headers, body }) => ({
    headers: { ...headers, 'wechatpay-serial': 'PUB_KEY_ID_0000000000000000000000000000000001' },
    body,
  }),
  'forged: unsigned': ({ headers, body }) => {
    const { 'wechatpay-signature': ___, ...rest } = headers
    return { headers: rest, body }
  },
}

/** The list again and again, each time with a store that knows nothing yet. */
function inPasses(run: (delivery: Delivery) => unknown, begin = () => {}) {
  let place = deliveries.length
  return () => {
    if (place === deliveries.length) {
      begin()
      place = 0
    }
    return run(deliveries[place++]!)
  }
}

let handler = open()
const cases: Case[] = [
  { name: 'receiveWebhook alone', run: inPasses((delivery) => receiveWebhook(account, { ...delivery, url })) },
  {
    name: 'webhookHandler with memoryStore',
    run: inPasses(
      (delivery) => handler({ ...delivery, url }),
      () => {
        handler = open()
      },
    ),
  },
]
const forged = Object.entries(forgeries).map(([name, forge]) => {
  const wrong = events.slice(0, 64).map(forge)
  const next = inTurn(wrong)
  return { name, first: wrong[0]!, run: () => judged({ ...next(), url }) }
})
for (const { name, first } of forged) {
  assert.equal((await judged({ ...first, url })).status, 500, name)
  assert.equal(handed, events.length, name)
}

const measured = await takeTurns([...cases, ...forged])
const [alone, handled] = cases.map(({ name }) => name) as [string, string]
const rate = measured.speed(handled, alone)
const [dearest] = forged.map(({ name }) => measured.speed(name, handled)).sort((a, b) => a - b) as [number]

report({
  title: 'The handler of webhooks',
  text:
    'Ten thousand WeChat Pay webhooks from `{ headers, body }`, each of 3 334 events about three times in random order: ' +
    '`webhookHandler` with `memoryStore` gives each event to `onEvent` once and answers, beside `receiveWebhook` alone, which does ' +
    'neither. Then one that a forger sent, beside a good one.',
  tables: [
    {
      columns: ['', 'µs', 'middle half', `${alone} = 1`],
      rows: [...cases, ...forged].map(({ name }) => [
        name,
        microseconds(measured.wall(name)),
        measured.spread(name),
        times(measured.speed(name, alone)),
      ]),
    },
  ],
  goals: [
    {
      job: '10 000 deliveries with duplicates through `webhookHandler` and `memoryStore`',
      goal: '≥ 0.8 of verifying alone',
      figure: times(rate),
      met: rate >= 0.8,
    },
    {
      job: 'the dearest forged one, beside a good one',
      goal: 'never dearer',
      figure: `${times(dearest)} × as fast`,
      met: dearest >= 1,
    },
  ],
})

/** In an order that is the same in each run. */
function shuffled<T>(items: T[]): T[] {
  let seed = 1
  for (let place = items.length - 1; place > 0; place -= 1) {
    seed = (seed * 48271) % 2147483647
    const other = seed % (place + 1)
    const held = items[place]!
    items[place] = items[other]!
    items[other] = held
  }
  return items
}
