import { verify } from 'node:crypto'
import { amount } from 'shroff'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as all from '../../../src/mock/index.js'
import { controls } from '../../../src/mock/server/control/table.js'
import { openControl, openHandler } from './open.js'

let opened: Awaited<ReturnType<typeof openControl>>
let handler: Awaited<ReturnType<typeof openHandler>>
let answers = { status: 200, body: 'success' }
beforeAll(async () => {
  opened = await openControl()
  handler = await openHandler(() => answers)
})
afterAll(async () => {
  await opened.server.close()
  await handler.close()
})
beforeEach(async () => {
  answers = { status: 200, body: 'success' }
  handler.came.length = 0
  await opened.done('reset', {})
})

const orders = [
  { provider: 'wechatpay', orderId: 'T-1001', amount: amount('25.00', 'CNY') },
  { provider: 'alipay', orderId: 'T_1001', amount: amount('25.00', 'CNY') },
  { provider: 'antom', orderId: 'T-1001', amount: amount('25.00', 'HKD') },
  { provider: 'unionpay', orderId: 'T1001000', amount: amount('25.00', 'CNY') },
  { provider: 'qqpay', orderId: 'T1001', amount: amount('25.00', 'CNY') },
  { provider: 'lakala', orderId: 'T1001', amount: amount('25.00', 'CNY') },
  { provider: 'yeepay', orderId: 'T1001', amount: amount('25.00', 'CNY') },
]

const tellsOfNoRefund = ['qqpay', 'lakala']
const hasNoStatement = ['antom', 'lakala']

it('has a row for each function that acts on a mock gateway', () => {
  // `deliver` and `forge` of the table take webhooks to their own addresses, which these do not.
  const inProcess = { deliverWebhooks: 'deliver', forgeWebhook: 'forge', readStatement: 'statement' }
  const notControls = ['createMockGateway', 'refuse', 'withStatus']
  const named = Object.keys(all)
    .filter((name) => !notControls.includes(name))
    .map((name) => inProcess[name as keyof typeof inProcess] ?? name)
  expect(controls.map(({ name }) => name)).toEqual(expect.arrayContaining(named))
})

describe.each(orders)('at $provider', (order) => {
  const { provider, orderId } = order

  it('an order lives over HTTP alone', async () => {
    const { done } = opened
    const { qr } = await done('createOrder', { ...order, notifyUrl: handler.url })
    expect(qr).toMatch(/^(weixin|https):\/\//)
    expect((await done('state')).orders).toMatchObject([{ provider, orderId, status: 'pending', code: qr }])
    await done('pay', { provider, reference: qr })
    expect((await done('deliver', {})).deliveries).toMatchObject([{ provider, status: 200, attempt: 1 }])
    expect(handler.came).toHaveLength(1)

    await done('refund', { provider, orderId, refundId: 'R1001000', value: 1000 })
    const [{ refunds }] = (await done('state')).orders
    expect(refunds).toMatchObject([{ refundId: 'R1001000', value: 1000 }])
    if (refunds[0].status === 'pending') await done('settleRefund', { provider, refundId: 'R1001000' })
    expect((await done('state')).orders[0].refunds[0].status).toBe('succeeded')
    const told = tellsOfNoRefund.includes(provider) ? [] : [{ provider, status: 200 }]
    expect((await done('deliver', {})).deliveries).toMatchObject(told)
  })

  it('a refusal is told in the provider’s words', async () => {
    const { call } = opened
    const { status, body } = await call('createOrder', { ...order, orderId: 'x'.repeat(65) })
    expect(status).toBe(400)
    expect(body.error.message).toMatch(/out_trade_no|orderId|paymentRequestId/)
  })

  it.skipIf(provider === 'antom')('another currency is refused, and never taken for yuan', async () => {
    const { status, body } = await opened.call('createOrder', { ...order, amount: amount('25.00', 'USD') })
    expect([status, body.error.message]).toEqual([400, expect.stringMatching(/CNY|currency|货币/)])
    expect((await opened.done('state')).orders).toEqual([])
  })

  it.skipIf(hasNoStatement.includes(provider))('yesterday’s statement has what was seeded', async () => {
    const { done, mock } = opened
    const before = mock.clock.now()
    await done('seed', {
      orders: [{ ...order, status: 'paid', daysAgo: 1, refunds: [{ refundId: 'R1001000', value: 500 }] }],
    })
    expect(mock.clock.now()).toBeGreaterThanOrEqual(before)
    const [{ createdAt, status, refunds }] = (await done('state')).orders
    expect(createdAt).toBeLessThan(before - 86_000_000)
    expect({ status, refunds }).toMatchObject({ status: 'paid', refunds: [{ status: 'succeeded', value: 500 }] })
    const date = new Date(createdAt + 8 * 3_600_000).toISOString().slice(0, 10)
    const { text } = await done(`statement?provider=${provider}&date=${date}`)
    expect(text).toContain(orderId)
    expect((await done(`statement?provider=${provider}&date=2020-01-01`)).text).toBeNull()
    // Nobody is told of what only seems to have happened.
    expect((await done('state')).deliveries).toEqual([])
  })
})

/** https://opendocs.alipay.com/common/02mse7: all but `sign` and `sign_type`, by name. */
function isSigned(fields: URLSearchParams): boolean {
  const signed = [...fields].filter(([name]) => !/^sign(_type)?$/.test(name)).sort(([a], [b]) => (a < b ? -1 : 1))
  const text = signed.map(([name, value]) => `${name}=${value}`).join('&')
  const key = opened.mock.credentials('alipay').alipayPublicKey!
  return verify('sha256', Buffer.from(text), key, Buffer.from(fields.get('sign')!, 'base64'))
}

describe('webhooks', () => {
  const order = { ...orders[1]!, notifyUrl: '' }
  const paid = async () => {
    await opened.done('createOrder', { ...order, notifyUrl: handler.url })
    await opened.done('pay', { provider: 'alipay', orderId: order.orderId })
    const [{ id }] = (await opened.done('state')).deliveries
    return { provider: 'alipay', id }
  }

  it('come again on the schedule, later, broken, and whole', async () => {
    const { done } = opened
    answers = { status: 500, body: '' }
    const webhook = await paid()
    expect((await done('deliver', {})).deliveries).toMatchObject([{ status: 500, attempt: 1 }])
    expect((await done('deliver', {})).deliveries).toEqual([])
    await done('delay', { ...webhook, milliseconds: 60_000 })
    await done('advanceClock', { milliseconds: 4 * 60_000 })
    expect((await done('deliver', {})).deliveries).toEqual([])
    await done('advanceClock', { milliseconds: 60_000 })
    answers = { status: 200, body: 'success' }
    await done('corrupt', webhook)
    await done('deliver', {})
    await done('resend', webhook)
    await done('deliver', {})
    const [first, broken, whole] = handler.came.map(({ body }) => new URLSearchParams(body))
    expect([first, broken, whole].map((one) => one!.get('notify_id'))).toEqual(Array(3).fill(first!.get('notify_id')))
    expect([first, broken, whole].map((one) => isSigned(one!))).toEqual([true, false, true])
  })

  it('can be forged', async () => {
    const { provider } = await paid()
    const forged = await opened.done('forge', { provider, orderId: order.orderId, forgery: 'unsigned' })
    expect(forged).toEqual({ url: handler.url, status: 200 })
    expect(new URLSearchParams(handler.came[0]!.body).has('sign')).toBe(false)
  })

  it('wait where their host is not allowed', async () => {
    await opened.done('createOrder', { ...order, notifyUrl: 'http://shop.example/notify' })
    await opened.done('pay', { provider: 'alipay', orderId: order.orderId })
    expect((await opened.done('deliver', {})).deliveries).toEqual([])
    expect((await opened.done('state')).deliveries).toMatchObject([{ attempts: 0 }])
    const forged = await opened.call('forge', { provider: 'alipay', orderId: order.orderId, forgery: 'unsigned' })
    expect(forged).toMatchObject({ status: 400, body: { error: { message: 'webhooks do not go to shop.example' } } })
  })
})

it('faults are set, listed and cleared', async () => {
  const { done, call } = opened
  await done('failNext', { provider: 'antom', fault: 'timeout-after', times: 2 })
  await done('failNext', { provider: 'antom', fault: { status: 500, code: 'BUSY' } })
  const faults = ['timeout-after', 'timeout-after', { status: 500, code: 'BUSY' }]
  expect(await done('faults', { provider: 'antom' })).toEqual({ faults })
  await done('clearFaults', {})
  expect(await done('faults', { provider: 'antom' })).toEqual({ faults: [] })
  expect((await call('failNext', { provider: 'antom', fault: 'nonsense' })).body.error.message).toMatch(
    /it has timeout/,
  )
})

it('the journal is numbered, searched, and read on', async () => {
  const { done } = opened
  for (const order of orders.slice(0, 2)) await done('createOrder', order)
  const entries = await done('journal')
  expect(entries).toMatchObject([{ about: 'T-1001' }, { about: 'T_1001' }])
  expect(await done(`journal?after=${entries[0].number}`)).toEqual([entries[1]])
  expect(await done('journal?q=t-1001')).toEqual([entries[0]])
})

it('codes, calls, certificates and events have controls, too', async () => {
  const { done, call } = opened
  expect((await done('presentCode', { provider: 'wechatpay', payer: 'refuses' })).code).toMatch(/^13\d{16}$/)
  await done('limitCalls', { provider: 'wechatpay', perSecond: 5 })
  await done('rotateCertificate', { provider: 'unionpay' })
  expect((await call('rotateCertificate', { provider: 'wechatpay' })).status).toBe(400)
  await done('notify', { provider: 'wechatpay', eventType: 'X.Y', resource: { a: 1 }, url: handler.url })
  await done('deliver', {})
  expect(JSON.parse(handler.came[0]!.body)).toMatchObject({ event_type: 'X.Y' })
})
