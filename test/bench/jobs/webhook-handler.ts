import assert from 'node:assert/strict'
import { memoryStore } from 'shroff/store'
import { webhookHandler } from 'shroff/webhook'
import { acknowledge, receiveWebhook, wechatpay, wechatpayWebhooks } from 'shroff/wechatpay'
import { type Case, microseconds, takeTurns, times } from '../measure.js'
import { report } from '../result.js'
import { type Delivery, inTurn, wechatpayWebhooks as sealWebhooks, tampered, wechatpayOptions } from '../shop.js'

const { serial: _, privateKey: __, ...receiving } = wechatpayOptions
const account = wechatpay(receiving)
const accounts = [wechatpayWebhooks(account)]
const url = 'https://shop.example/notify'

const events = sealWebhooks(3334)
// Each three times, the repeats among the next few, so that in every round one of three is new.
const deliveries = Array.from({ length: Math.ceil(events.length / 20) }, (_, place) => {
  const few = events.slice(place * 20, place * 20 + 20)
  return shuffled([...few, ...few, ...few])
})
  .flat()
  .slice(0, 10_000)

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
    name: 'receiveWebhook and acknowledge',
    run: inPasses(async (delivery) => {
      await receiveWebhook(account, { ...delivery, url })
      return acknowledge(account, 'received')
    }),
  },
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
const [alone, answered, handled] = cases.map(({ name }) => name) as [string, string, string]
const rate = measured.speed(handled, alone)
const besideAnswered = measured.speed(handled, answered)
const [dearest] = forged.map(({ name }) => measured.speed(name, handled)).sort((a, b) => a - b) as [number]

report({
  title: 'The handler of webhooks',
  text:
    'Ten thousand WeChat Pay webhooks from `{ headers, body }`, each of 3 334 events about three times, the repeats soon after: ' +
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
      bound: {
        goal: '≥ 0.5',
        met: rate >= 0.5,
        reason:
          'An answer is a `Response`, and one with a body costs Node a third to half of what a verification does; without it no provider stops. What the handler adds to both is the claim and its end, about a seventh; timers cost only an event whose work or store takes a turn of the event loop.',
      },
      figure: times(rate),
      met: rate >= 0.8,
    },
    {
      job: 'the same, beside verifying and answering each delivery',
      goal: '≥ 0.8',
      bound: { goal: '≥ 0.75', met: besideAnswered >= 0.75, reason: 'As the row above.' },
      figure: times(besideAnswered),
      met: besideAnswered >= 0.8,
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
