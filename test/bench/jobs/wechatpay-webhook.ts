import { createPublicKey, verify } from 'node:crypto'
import { receiveWebhook, wechatpay } from 'shroff/wechatpay'
import { mustJudge } from '../check.js'
import * as floor from '../floors/wechatpay.js'
import { type Case, microseconds, takeTurns, times } from '../measure.js'
import { standardWebhook, stripeWebhook } from '../peers/hmac.js'
import * as plugin from '../peers/wechatpay-axios-plugin.js'
import * as v3 from '../peers/wechatpay-node-v3.js'
import { report } from '../result.js'
import { type Delivery, inTurn, platformPem, tampered, wechatpayOptions, wechatpayWebhooks } from '../shop.js'

const { serial: _, privateKey: __, ...receiving } = wechatpayOptions
const account = wechatpay(receiving)
const deliveries = wechatpayWebhooks()

const receivers: Record<string, (delivery: Delivery) => unknown> = {
  shroff: (delivery) => receiveWebhook(account, delivery),
  'by hand': floor.receiveWebhook,
  'wechatpay-axios-plugin': plugin.receiveWebhook,
  'wechatpay-node-v3': v3.receiveWebhook,
}
const cases: Case[] = []
for (const [name, receive] of Object.entries(receivers)) {
  const wrong = tampered(deliveries[0]!)
  await mustJudge(
    name,
    () => receive(deliveries[0]!),
    () => receive(wrong),
  )
  const next = inTurn(deliveries)
  cases.push({ name, run: () => receive(next()) })
}

// The primitive alone, over the same bytes.
const key = createPublicKey(platformPem)
const signed = deliveries.map(({ headers, body }) => ({
  message: Buffer.from(`${headers['wechatpay-timestamp']}\n${headers['wechatpay-nonce']}\n${body}\n`),
  signature: Buffer.from(headers['wechatpay-signature']!, 'base64'),
}))
const primitive = ({ message, signature }: (typeof signed)[number]) => verify('sha256', message, key, signature)
const nextSigned = inTurn(signed)
cases.push({ name: 'verify(KeyObject) alone', run: () => primitive(nextSigned()) })

for (const [name, receive] of Object.entries({
  'stripe (HMAC)': stripeWebhook(),
  'standardwebhooks (HMAC)': standardWebhook(),
})) {
  await mustJudge(
    name,
    () => receive(''),
    () => receive(' '),
  )
  cases.push({ name, run: () => receive('') })
}

const measured = await takeTurns(cases)

// A framework that hands over a Request has built it already; taking it apart again is the receiver's work.
const requestOf = ({ headers, body }: Delivery) =>
  new Request('https://shop.example/notify', { method: 'POST', headers, body: new Uint8Array(body) })
const nextRequest = inTurn(deliveries)
let elapsed = 0
const fromRequest: Case = {
  name: 'shroff, from a Request',
  stopwatch: () => elapsed,
  async run() {
    const request = requestOf(nextRequest())
    const start = performance.now()
    await receiveWebhook(account, request)
    elapsed += performance.now() - start
  },
}

// By itself: the garbage of Requests would be collected at the others' expense.
const requests = await takeTurns([fromRequest, cases[1]!])

const [handwritten, peer] = [measured.speed('shroff', 'by hand'), measured.speed('shroff', 'wechatpay-node-v3')]
report({
  title: 'One WeChat Pay webhook',
  text:
    'From `{ headers, body }` as Node’s server has them to a typed event: clock window, key by serial, signature over the ' +
    'bytes, AES-GCM, JSON twice, merchant and app. 64 different messages by turns. The two HMAC libraries check another kind ' +
    'of signature, and are here to show what RSA costs.',
  tables: [
    {
      columns: ['', 'µs', 'middle half', 'by hand = 1'],
      rows: [...cases, fromRequest].map((contender) => {
        const { wall, spread, speed } = contender === fromRequest ? requests : measured
        const { name } = contender
        return [name, microseconds(wall(name)), spread(name), times(speed(name, 'by hand'))]
      }),
    },
  ],
  goals: [
    {
      job: 'verify one WeChat Pay webhook from `{ headers, body }`',
      goal: '≥ 0.85 of the same by hand',
      bound: {
        goal: '≥ 0.75',
        met: handwritten >= 0.75,
        reason:
          'What is left above the floor is many small checks: of the shapes of the parts, the names of all headers, the limits of JSON, strict UTF-8 and Base64, the parties, and whether the key is the mock’s. Tried and kept: no copy of the body, headers passed on as they came, shapes read once, long integers found by what became of them. Tried without gain: fewer promises in between, an event without spreads.',
      },
      figure: times(handwritten),
      met: handwritten >= 0.85,
    },
    {
      job: 'the same, beside wechatpay-node-v3',
      goal: '≥ 4 ×',
      bound: { goal: '≥ 3.3 ×', met: peer >= 3.3, reason: 'As the row above.' },
      figure: `${times(peer)} ×`,
      met: peer >= 4,
    },
    {
      job: 'the same from a `Request`',
      goal: 'shown',
      figure: `${microseconds(requests.wall(fromRequest.name))} µs`,
      met: true,
    },
  ],
})
