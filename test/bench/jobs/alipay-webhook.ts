import { createPublicKey, verify } from 'node:crypto'
import { alipay, receiveWebhook } from 'shroff/alipay'
import { mustJudge } from '../check.js'
import * as floor from '../floors/alipay.js'
import { type Case, microseconds, takeTurns, times } from '../measure.js'
import * as sdk from '../peers/alipay-sdk.js'
import { report } from '../result.js'
import { alipayNotifications, alipayOptions, type Delivery, inTurn, platformPem, tampered } from '../shop.js'

const { privateKey: _, ...receiving } = alipayOptions
const account = alipay(receiving)
const deliveries = alipayNotifications()

const receivers: Record<string, (delivery: Delivery) => unknown> = {
  shroff: (delivery) => receiveWebhook(account, delivery),
  'by hand': floor.receiveNotification,
  'alipay-sdk': sdk.receiveNotification,
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

// The primitive alone, over as many bytes as one message has.
const key = createPublicKey(platformPem)
const fields = new URLSearchParams(Buffer.from(deliveries[0]!.body).toString())
const signature = Buffer.from(fields.get('sign')!, 'base64')
for (const name of ['sign', 'sign_type']) fields.delete(name)
const message = Buffer.from(
  [...fields]
    .map((pair) => pair.join('='))
    .sort()
    .join('&'),
)
const primitive = () => verify('sha256', message, key, signature)
if (!primitive()) throw new Error('the primitive must pass')
cases.push({ name: 'verify(KeyObject) alone', run: primitive })

const measured = await takeTurns(cases)
const [handwritten, peer] = [measured.speed('shroff', 'by hand'), measured.speed('shroff', 'alipay-sdk')]
report({
  title: 'One Alipay notification',
  text:
    'From the bytes of the form to a typed event: fields decoded once, canonical text, signature, application and seller, ' +
    'amount and time. 64 different messages by turns.',
  tables: [
    {
      columns: ['', 'µs', 'middle half', 'by hand = 1'],
      rows: cases.map(({ name }) => [
        name,
        microseconds(measured.wall(name)),
        measured.spread(name),
        times(measured.speed(name, 'by hand')),
      ]),
    },
  ],
  goals: [
    {
      job: 'verify one Alipay notification from its bytes',
      goal: '≥ 0.85 of the same by hand',
      figure: times(handwritten),
      met: handwritten >= 0.85,
    },
    {
      job: 'the same, beside alipay-sdk',
      goal: '≥ 7 ×',
      figure: `${times(peer)} ×`,
      met: peer >= 7,
      bound: { goal: '≥ 6 ×', met: peer >= 6, reason: 'It moves about the goal with the processor.' },
    },
  ],
})
