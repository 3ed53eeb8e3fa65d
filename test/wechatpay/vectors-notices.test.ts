import { receiveWebhook } from 'shroff/wechatpay'
import { describe, expect, it } from 'vitest'
import { codeOf } from '../support/failure.js'
import { accountWith, clockAt, webhook } from '../support/wechatpay.js'
import { type Checks, testSamples } from '../vectors/flip.js'
import { sharedSamples } from '../vectors/shared.js'
import { madeNotices } from '../vectors/wechatpay/notices.js'
import { publishedNotices, wholeNotices } from '../vectors/wechatpay/notices-of-others.js'
import type { WechatpaySample } from '../vectors/wechatpay/samples.js'

const member = (value: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((inner, name) => (inner as Record<string, unknown>)[name], value)

const checks: Checks<WechatpaySample> = {
  async 'v3-resource'({ input, expected }) {
    const { account: owner, eventType, originalType, resourceText } = input
    const account = accountWith(owner)
    const incoming = webhook({ eventType, originalType, resource: JSON.parse(resourceText) })
    if (expected.refusal) return expect(await codeOf(receiveWebhook(account, incoming))).toBe(expected.refusal)
    const event = await receiveWebhook(account, incoming)
    expect(event.raw).toEqual(JSON.parse(resourceText))
    for (const [pointer, value] of Object.entries(expected.members ?? {}))
      expect(member(event.raw, pointer)).toBe(value)
    const isPayment = event.type === 'payment.paid'
    for (const name of ['isPayment', 'isPlainPayment', 'isPaid'])
      if (name in expected) expect(isPayment).toBe(expected[name])
    if (expected.money) expect(isPayment ? 'paid' : 'none').toBe(expected.money)
    if (expected.merchantId) await receiveWebhook(accountWith({ merchantId: expected.merchantId }), incoming)
  },
  async 'v3-notification'({ keys, input, expected }) {
    const { 'Wechatpay-Timestamp': timestamp, 'Wechatpay-Serial': serial } = input.headers
    const plaintext = JSON.parse(expected.plaintext)
    const account = accountWith({
      merchantId: plaintext.mchid ?? plaintext.mch_id,
      appId: plaintext.appid ?? 'wx0000000000000001',
      apiV3Key: keys.apiV3Key!,
      platformKeys: { [serial]: keys.platformPublicKeyPem! },
      clock: clockAt(Number(timestamp) * 1000),
    })
    const headers = Object.fromEntries(
      Object.entries<string>(input.headers).map(([name, value]) => [name.toLowerCase(), value]),
    )
    const receive = (body: string) => receiveWebhook(account, { headers, body: new TextEncoder().encode(body) })
    const event = await receive(input.body).catch(() => undefined)
    expect(event !== undefined).toBe(expected.valid)
    expect(event).toMatchObject({ type: 'other', name: JSON.parse(input.body).event_type, raw: plaintext })
    expect(await codeOf(receive(`${input.body} `))).toBe('SIGNATURE_INVALID')
  },
}

// Amounts in another currency are no amounts of WeChat Pay in China, and a QQ wallet's app is none of WeChat's.
const left = [
  'global: paid, payer in another currency',
  'published: global refund notice',
  'published: QQ wallet transfer finished',
]
const notices = [...madeNotices, ...publishedNotices, ...wholeNotices]

describe('notices of the product families', () => {
  testSamples(
    notices.filter(({ name }) => !left.includes(name)),
    checks,
  )

  it.each(left)('never told as another amount, or as ours: %s', async (name) => {
    const { input } = notices.find((notice) => notice.name === name)!
    const { account, eventType, originalType, resourceText } = input
    const incoming = webhook({ eventType, originalType, resource: JSON.parse(resourceText) })
    expect(await codeOf(receiveWebhook(accountWith(account), incoming))).toMatch(/^(BODY_INVALID|WEBHOOK_NOT_OURS)$/)
  })
})

const shared = sharedSamples<WechatpaySample>('wechatpay-families.json')

it.runIf(shared.length > 0)('they are transcribed without a change', () => {
  for (const { name, input, expected, keys } of notices) {
    const published = shared.find((sample) => sample.name === name)!
    expect(published.expected).toMatchObject(expected)
    expect(published.input).toMatchObject(input)
    expect(published.keys ?? {}).toEqual(keys)
  }
})
