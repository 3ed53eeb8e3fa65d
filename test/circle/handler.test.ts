import { tokenAmount } from 'shroff'
import { circleNotices, circleWebhooks } from 'shroff/circle'
import { sendPayment } from 'shroff/circle/mock'
import { deliverWebhooks, forgeWebhook } from 'shroff/mock'
import { memoryStore } from 'shroff/store'
import { webhookHandler } from 'shroff/webhook'
import { describe, expect, it } from 'vitest'
import { openTea, tea } from '../support/circle.js'

/** A shop that writes down what it is told, at one address for each kind. */
async function openShop(version: 1 | 2, signatureVersion: 1 | 2 = 2) {
  const shop = await openTea({ version, signatureVersion })
  const events: { type: string; id: string }[] = []
  const ends: unknown[] = []
  const source = version === 2 ? circleWebhooks : circleNotices
  const handler = webhookHandler({
    accounts: [source(shop.account, { path: '/notify' })],
    store: memoryStore(),
    clock: shop.mock.clock,
    observe: (end) => ends.push(end),
    onEvent: (event) => events.push(event),
  })
  return { ...shop, handler, events, ends }
}

describe.each([
  [2, 2, 'payment.paid'],
  [1, 2, 'payment.paid'],
  [1, 1, 'hint'],
] as const)('a handler of version %i, signed with version %i', (version, signatureVersion, last) => {
  it('works on each step once, whoever repeats it', async () => {
    const { mock, handler, events, reference } = await openShop(version, signatureVersion)
    sendPayment(mock, { reference, amount: tea.amount })
    const reports = await deliverWebhooks(mock, { to: handler, times: 3 })
    expect(reports.every(({ status }) => status === 200)).toBe(true)
    expect([events.length, events.at(-1)?.type]).toEqual([5, last])
  })

  it('says that it is there to who looks, and nothing more to who forges', async () => {
    const { mock, handler, events, reference } = await openShop(version, signatureVersion)
    const url = 'https://shop.example/notify'
    const looked = await handler(new Request(url, { method: 'HEAD' }))
    expect([looked.status, await looked.text()]).toEqual([200, ''])
    expect((await handler({ method: 'HEAD', url: '/notify', headers: {}, body: new Uint8Array() })).status).toBe(200)
    expect((await handler(new Request(url, { method: 'POST' }))).status).toBe(500)
    const forged = await forgeWebhook(mock, { provider: 'circle', reference, forgery: 'foreign-merchant' })
    expect((await handler(forged)).status).toBe(500)
    expect(events).toEqual([])
  })
})

it('a notice at the address of webhooks, and the other way round, is nobody’s', async () => {
  const [one, other] = [await openShop(2), await openShop(1)]
  sendPayment(other.mock, { reference: other.reference, amount: tokenAmount('1', 'USDC') })
  const statuses = [
    await deliverWebhooks(one.mock, { to: other.handler }),
    await deliverWebhooks(other.mock, { to: one.handler }),
  ].flatMap((reports) => reports.map(({ status }) => status))
  expect(new Set(statuses)).toEqual(new Set([500]))
  expect([...one.events, ...other.events]).toEqual([])
})
