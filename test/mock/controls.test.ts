import { amount } from 'shroff'
import {
  advanceClock,
  createMockGateway,
  decline,
  delay,
  deliverWebhooks,
  expire,
  failNext,
  type MockGateway,
  notify,
  pay,
  resend,
  rotateCertificate,
  settleRefund,
} from 'shroff/mock'
import { closePayment, createPayment, getPayment, getRefund, refundPayment } from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { describe, expect, it } from 'vitest'
import { internalsOf } from '../../src/mock/running.js'
import { noon } from '../support/noon.js'
import { openWechatpayShop, tea } from '../support/wechatpay-shop.js'

const order = { provider: 'wechatpay', orderId: tea.orderId } as const
const received = () => new Response(null, { status: 204 })

async function openOrder() {
  const shop = await openWechatpayShop()
  await createPayment(shop.client, { channel: 'qr', ...tea })
  return shop
}

describe('pay', () => {
  it('moves the book and queues one webhook', async () => {
    const { mock, client } = await openOrder()
    await pay(mock, order)
    expect(await getPayment(client, { orderId: tea.orderId })).toMatchObject({ status: 'paid', paidAt: noon })
    expect(await deliverWebhooks(mock, { to: received })).toHaveLength(1)
  })

  it.each(['paid', 'closed', 'expired'])('does nothing to an order that is %s', async (state) => {
    const { mock, client } = await openOrder()
    if (state === 'paid') await pay(mock, order)
    if (state === 'closed') await closePayment(client, { orderId: tea.orderId })
    if (state === 'expired') await expire(mock, order)
    const before = await getPayment(client, { orderId: tea.orderId })
    await expect(pay(mock, order)).rejects.toThrow(`order T-1001 ${state === 'expired' ? 'has' : 'is'} ${state}`)
    expect(await getPayment(client, { orderId: tea.orderId })).toEqual(before)
    expect(await deliverWebhooks(mock, { to: received })).toHaveLength(state === 'paid' ? 1 : 0)
  })

  it.each([pay, decline, expire])('%o says which order or provider it does not know', async (control) => {
    const { mock } = await openOrder()
    await expect(control(mock, { ...order, orderId: 'T-none' })).rejects.toThrow(
      'the mock gateway has no order T-none at wechatpay',
    )
    await expect(control(mock as MockGateway, { ...order, provider: 'alipay' })).rejects.toThrow(
      'The mock gateway has no provider alipay; it has wechatpay.',
    )
  })
})

describe('decline', () => {
  it('leaves the order open and tells nobody', async () => {
    const { mock, client } = await openOrder()
    await decline(mock, order)
    expect(await getPayment(client, { orderId: tea.orderId })).toMatchObject({ status: 'pending' })
    expect(await deliverWebhooks(mock, { to: received })).toEqual([])
    await pay(mock, order)
    await expect(decline(mock, order)).rejects.toThrow('order T-1001 is paid, no longer open')
  })
})

describe('expire', () => {
  it.each(['paid', 'closed'])('does nothing to an order that is %s', async (state) => {
    const { mock, client } = await openOrder()
    if (state === 'paid') await pay(mock, order)
    else await closePayment(client, { orderId: tea.orderId })
    await expect(expire(mock, order)).rejects.toThrow(`order T-1001 is ${state}, no longer open`)
    expect(await getPayment(client, { orderId: tea.orderId })).toMatchObject({ status: state })
  })
})

describe('settleRefund', () => {
  const refund = { orderId: tea.orderId, refundId: 'R-1', amount: amount('5.00', 'CNY'), orderAmount: tea.amount }
  const at = { provider: 'wechatpay', refundId: 'R-1' } as const

  it.each(['succeeded', 'closed'] as const)('%s is final', async (status) => {
    const { mock, client } = await openOrder()
    await pay(mock, order)
    await refundPayment(client, refund)
    await settleRefund(mock, { ...at, status })
    for (const other of ['succeeded', 'closed', 'needs-action'] as const) {
      await expect(settleRefund(mock, { ...at, status: other })).rejects.toThrow(`refund R-1 is ${status}`)
    }
    expect(await getRefund(client, { refundId: 'R-1' })).toMatchObject({ status })
    expect(await deliverWebhooks(mock, { to: received })).toHaveLength(2)
  })

  it('needs-action is not', async () => {
    const { mock, client } = await openOrder()
    await pay(mock, order)
    await refundPayment(client, refund)
    await settleRefund(mock, { ...at, status: 'needs-action' })
    expect(await getRefund(client, { refundId: 'R-1' })).toMatchObject({ status: 'needs-action' })
    await settleRefund(mock, at)
    expect(await getRefund(client, { refundId: 'R-1' })).toMatchObject({ status: 'succeeded', succeededAt: noon })
  })

  it('knows its refunds', async () => {
    const { mock } = await openOrder()
    await expect(settleRefund(mock, at)).rejects.toThrow('the mock gateway has no refund R-1 at wechatpay')
  })
})

describe('the clock', () => {
  it('stands still when it was given a moment, and only moves forward', async () => {
    const { mock, account } = await openOrder()
    expect(account.clock.now()).toBe(noon.getTime())
    advanceClock(mock, 1500)
    expect(account.clock.now()).toBe(noon.getTime() + 1500)
    for (const wrong of [-1, Number.NaN]) expect(() => advanceClock(mock, wrong)).toThrow('only moves forward')
    await mock.clock.sleep(60_000)
    expect(mock.clock.now()).toBe(noon.getTime() + 61_500)
    await expect(mock.clock.sleep(1, AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop')
  })

  it('is moved once by those who wait together, and wakes them in the order of their times', async () => {
    const { mock } = await openOrder()
    const woken: [string, number][] = []
    const wait = async (name: string, milliseconds: number) => {
      await mock.clock.sleep(milliseconds)
      woken.push([name, mock.clock.now() - noon.getTime()])
    }
    const stop = new AbortController()
    const stopped = mock.clock.sleep(500, stop.signal).catch((error: Error) => error.message)
    const all = Promise.all([wait('late', 5000), wait('early', 250), wait('late', 5000)])
    stop.abort(new Error('stop'))
    expect(await stopped).toBe('stop')
    await all
    expect(woken).toEqual([
      ['early', 250],
      ['late', 5000],
      ['late', 5000],
    ])
  })

  it('runs otherwise', async () => {
    const mock = await createMockGateway({ providers: [mockWechatpay()] })
    const before = Date.now()
    const at = mock.clock.now()
    expect(at).toBeGreaterThanOrEqual(before)
    expect(at).toBeLessThanOrEqual(Date.now())
    advanceClock(mock, 3_600_000)
    expect(mock.clock.now()).toBeGreaterThanOrEqual(before + 3_600_000)
  })
})

describe('the journal', () => {
  it('keeps what happened, in order', async () => {
    const { mock, client } = await openOrder()
    failNext(mock, { provider: 'wechatpay', fault: 'timeout-before' })
    await getPayment(client, { orderId: tea.orderId })
    await decline(mock, order)
    await pay(mock, order)
    await deliverWebhooks(mock, { to: received })
    expect(mock.journal.map((entry) => ('control' in entry ? entry.control : entry.kind))).toEqual([
      'request',
      'request',
      'request',
      'decline',
      'pay',
      'webhook',
    ])
    expect(mock.journal[0]).toMatchObject({ request: { method: 'POST' }, reply: { status: 200 } })
    expect(mock.journal[1]).toMatchObject({ fault: 'timeout-before' })
    expect(mock.journal[1]).not.toHaveProperty('reply')
    expect(mock.journal[4]).toMatchObject({ provider: 'wechatpay', about: 'T-1001', at: expect.any(Number) })
  })

  it.each([
    [undefined, 1000],
    [3, 3],
    [0, 0],
  ])('keeps the last of them, with a limit of %s', async (journalLimit, length) => {
    const mock = await createMockGateway({
      providers: [mockWechatpay()],
      now: noon,
      ...(journalLimit !== undefined && { journalLimit }),
    })
    const request = { method: 'GET', url: 'https://api.mch.weixin.qq.com/v3/certificates', headers: {} }
    const { signal } = new AbortController()
    for (let count = 0; count < 1005; count += 1) {
      await mock.transport({ ...request, headers: { count: String(count) } }, { signal })
    }
    expect(mock.journal).toHaveLength(length)
    if (length > 0) expect(mock.journal.at(-1)).toMatchObject({ request: { headers: { count: '1004' } } })
  })
})

it('a webhook can come again as long as it waits, and among the last thousand that do not', async () => {
  const { mock } = await openOrder()
  const event = { provider: 'wechatpay', eventType: 'X.Y', resource: {} } as const
  for (let count = 0; count < 1001; count += 1) await notify(mock, event)
  const { deliveries } = internalsOf(mock).running.get('wechatpay')!
  await delay(mock, { provider: 'wechatpay', id: '1', milliseconds: 1000 })
  expect(deliveries[0]).toMatchObject({ dueAt: noon.getTime() + 1000 })
  // As if all had been delivered.
  deliveries.length = 0
  await expect(resend(mock, { provider: 'wechatpay', id: '1' })).rejects.toThrow('so long ago that it forgot')
  await resend(mock, { provider: 'wechatpay', id: '2' })
  expect(deliveries).toHaveLength(1)
})

describe('a gateway', () => {
  it('takes each provider once, and answers at their addresses only', async () => {
    const twice = { providers: [mockWechatpay(), mockWechatpay()] }
    await expect(createMockGateway(twice)).rejects.toThrow('wechatpay is given twice')
    const { mock } = await openOrder()
    const { signal } = new AbortController()
    const elsewhere = mock.transport({ method: 'GET', url: 'https://shop.example/v3/x', headers: {} }, { signal })
    await expect(elsewhere).rejects.toThrow(
      'The mock gateway has no provider for https://shop.example/v3/x; it has wechatpay.',
    )
    expect(() => mock.credentials('alipay' as never)).toThrow('no provider alipay')
    await expect(rotateCertificate(mock as MockGateway, { provider: 'alipay' })).rejects.toThrow('no provider alipay')
  })
})
