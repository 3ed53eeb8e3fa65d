import { ShroffError } from 'shroff'
import { type OpenOrder, sweep } from 'shroff/life'
import { advanceClock, limitCalls, pay, presentCode, settleRefund } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import { noon } from '../support/noon.js'
import { type Rail, railNames } from '../support/rails.js'
import { limited, lost } from './shop.js'
import { minute, openShop, price } from './sweeping.js'

/** Passes every so often, as a job of the shop makes them. */
async function passes(shop: Awaited<ReturnType<typeof openShop>>, until: number, every: number) {
  while (shop.at() < until) {
    advanceClock(shop.mock, every)
    await shop.sweep()
  }
}

describe.each(railNames)('without a webhook, at %s', (provider) => {
  it('what is paid is told once, and its webhook finds it done', async () => {
    const shop = await openShop()
    const { placedAt } = await shop.place(provider, 'T0001001')
    await pay(shop.mock, { provider, orderId: 'T0001001' })
    advanceClock(shop.mock, 5 * minute)
    expect(await shop.sweep()).toEqual({ asked: 1, told: 1, limited: [], unresolved: [] })
    expect(shop.told).toMatchObject([
      { type: 'payment.paid', provider, orderId: 'T0001001', amount: price, placedAt, paymentId: expect.any(String) },
    ])
    await shop.deliver()
    expect(shop.told).toHaveLength(1)
    expect(shop.seen.map(({ action, end }) => [action, end])).toEqual([
      ['sweep', 'received'],
      ['webhookHandler', 'repeated'],
    ])
    expect(shop.seen[0]!.eventId).toContain('payment.paid')
  })

  it('what a webhook has told is not told again', async () => {
    const shop = await openShop()
    const order = await shop.place(provider, 'T0001001')
    await pay(shop.mock, { provider, orderId: 'T0001001' })
    await shop.deliver()
    advanceClock(shop.mock, 5 * minute)
    // As a list that was read before.
    const orders: OpenOrder[] = [{ provider, ...order }]
    expect(await shop.sweep({ orders })).toMatchObject({ asked: 1, told: 0, unresolved: [] })
    expect(shop.told).toHaveLength(1)
    // And it is left alone from then on.
    advanceClock(shop.mock, 60 * minute)
    expect(await shop.sweep({ orders })).toMatchObject({
      asked: 0,
      unresolved: [{ provider, orderId: 'T0001001', kind: 'payment', why: 'told', since: order.placedAt }],
    })
  })

  it.each([
    ['a pass', 'the webhook'],
    ['the webhook', 'a pass'],
  ])('a refund is told once, by %s before %s', async (first) => {
    const shop = await openShop()
    const order = await shop.place(provider, 'T0001001', { listed: false })
    await pay(shop.mock, { provider, orderId: 'T0001001' })
    await shop.deliver()
    const refund = await shop.refund(provider, order)
    await settleRefund(shop.mock, { provider, refundId: 'T0001001R1' }).catch(({ message }) =>
      expect(message).toMatch(/succeeded/),
    )
    const orders: OpenOrder[] = [{ provider, ...refund }]
    advanceClock(shop.mock, 6 * minute)
    if (first === 'a pass') expect(await shop.sweep({ orders })).toMatchObject({ asked: 1, told: 1 })
    await shop.deliver()
    // No webhook of QQ Wallet's tells a refund, and of Lakala's nobody knows what it says.
    const isSilent = provider === 'qqpay' || provider === 'lakala'
    if (first !== 'a pass') expect(await shop.sweep({ orders })).toMatchObject({ asked: 1, told: Number(isSilent) })
    expect(shop.told.map(({ type }) => type)).toEqual(['payment.paid', 'refund.succeeded'])
    expect(shop.told[1]).toMatchObject({ refundId: 'T0001001R1' })
  })

  it('what nobody pays is told to be closed, once its time is over, and never asked about again', async () => {
    const shop = await openShop()
    await shop.place(provider, 'T0001001')
    await passes(shop, 9 * minute, minute)
    expect(shop.told).toEqual([])
    await passes(shop, 22 * minute, minute)
    expect(shop.told).toMatchObject([
      { type: expect.stringMatching(/^payment\.(closed|failed)$/), orderId: 'T0001001' },
    ])
    const { length } = shop.made
    await passes(shop, 120 * minute, minute)
    expect(shop.made).toHaveLength(length)
    await expect(pay(shop.mock, { provider, orderId: 'T0001001' })).rejects.toThrow()
  })
})

it.each(railNames)(
  'what never came to be at %s is told to be closed once its time is over, and listed no more',
  async (provider) => {
    const shop = await openShop()
    const expiresAt = new Date(noon.getTime() + 10 * minute)
    shop.orders.push({ provider, orderId: 'T0001001', placedAt: noon, expiresAt })
    await passes(shop, 60 * minute, minute)
    expect(shop.told).toMatchObject([{ type: 'payment.closed', provider, orderId: 'T0001001' }])
    expect(await shop.sweep()).toMatchObject({ unresolved: [] })
  },
)

describe('it asks', () => {
  // The rhythms that the providers recommend, from the order on.
  it.each([
    ['wechatpay', [5, 35, 95, 275, 575, 1175]],
    ['antom', [2, 5, 8, 13, 18, 23, 28, 33, 38, 98, 196, 392, 784]],
    ['unionpay', [300, 900]],
    ['qqpay', [5, 15, 25, 35, 95, 190, 380, 760]],
    ['lakala', [3, 6, 9, 14, 19, 24, 29, 34, 39, 44, 49, 54, 59, 119, 238, 476, 952]],
    ['yeepay', [2, 5, 10, 15, 20, 25, 30, 35, 95, 190, 380, 760]],
  ] as [Rail, number[]][])('%s no sooner than on its rhythm', async (provider, seconds) => {
    const shop = await openShop()
    await shop.place(provider, 'T0001001')
    await passes(shop, 20 * minute - 1000, 1000)
    expect(shop.made.map(({ at }) => at / 1000)).toEqual(seconds)
  })

  it('once in a minute where a pass is made every minute, and nobody else has asked', async () => {
    const shop = await openShop()
    await shop.place('alipay', 'T0001001')
    for (let passed = 0; passed < 10; passed += 1) {
      advanceClock(shop.mock, minute)
      await Promise.all([shop.sweep(), shop.sweep(), shop.sweep()])
    }
    expect(shop.made.map(({ at }) => Math.floor(at / minute))).toEqual([1, 2, 4, 8])
  })

  it('though a process has asked whose clock is a day ahead', async () => {
    const shop = await openShop()
    const { orderId } = await shop.place('wechatpay', 'T0001001')
    advanceClock(shop.mock, 5 * minute)
    const ahead = { now: () => shop.mock.clock.now() + 1440 * minute, sleep: shop.clock.sleep }
    const orders = shop.orders.map((order) => ({ ...order, expiresAt: new Date(noon.getTime() + 2880 * minute) }))
    expect((await shop.sweep({ orders, clock: ahead })).asked).toBe(1)
    await pay(shop.mock, { provider: 'wechatpay', orderId })
    expect(await shop.sweep({ orders })).toMatchObject({ asked: 1, told: 1 })
  })

  it('one provider after the other has failed', async () => {
    const shop = await openShop()
    for (const provider of railNames) await shop.place(provider, `T000100${railNames.indexOf(provider)}`)
    shop.line.before = (_, orderId) => {
      if (orderId === 'T0001000') throw lost()
    }
    advanceClock(shop.mock, 5 * minute)
    const { asked, unresolved } = await shop.sweep()
    expect(asked).toBe(railNames.length)
    expect(unresolved).toMatchObject([
      { kind: 'payment', provider: 'wechatpay', orderId: 'T0001000', why: 'unclear', code: 'TIMEOUT' },
    ])
    // It stands in the list until it is asked about again.
    advanceClock(shop.mock, minute)
    shop.line.before = () => undefined
    expect((await shop.sweep()).unresolved).toEqual(unresolved)
    advanceClock(shop.mock, 10 * minute)
    expect((await shop.sweep()).unresolved).toEqual([])
  })
})

describe('too many calls', () => {
  it('once said, end the pass at that provider, in other processes too, and at no other', async () => {
    const shop = await openShop()
    for (const orderId of ['T0001001', 'T0001002']) await shop.place('wechatpay', orderId)
    await shop.place('alipay', 'T0001003')
    shop.line.before = (_, orderId) => {
      if (orderId === 'T0001001') throw limited()
    }
    advanceClock(shop.mock, minute)
    expect(await shop.sweep()).toMatchObject({ asked: 2, limited: ['wechatpay'], unresolved: [] })
    expect(shop.made.map(({ orderId }) => orderId).sort()).toEqual(['T0001001', 'T0001003'])
    // Another process, a moment later.
    expect(await shop.sweep()).toMatchObject({ asked: 0, limited: ['wechatpay'] })
    expect(shop.made).toHaveLength(2)
    shop.line.before = () => undefined
    advanceClock(shop.mock, minute)
    expect(await shop.sweep()).toMatchObject({ limited: [], asked: 3 })
  })

  it('are never made of an action whose rate is published, by any number of passes', async () => {
    const shop = await openShop()
    const orders: OpenOrder[] = []
    for (let number = 0; number < 1000; number += 1)
      orders.push({ provider: 'wechatpay', orderId: `T${10_000_000 + number}`, refundId: `R${number}`, placedAt: noon })
    const times: number[] = []
    const gateways = shop.gateways.map((gateway) => ({
      ...gateway,
      getRefund: async () => {
        times.push(shop.at())
        throw new ShroffError('REFUND_NOT_FOUND', { problem: 'None.', outcome: 'rejected' })
      },
    })) as never
    advanceClock(shop.mock, minute)
    const halves = [orders.slice(0, 500), orders.slice(500)]
    await Promise.all(halves.map((half) => shop.sweep({ orders: half, gateways })))
    expect(times).toHaveLength(1000)
    // WeChat Pay's 300 a second: 900 fit into the first three seconds.
    for (let second = times[0]!; second <= times.at(-1)!; second += 100)
      expect(times.filter((at) => at >= second && at < second + 1000).length).toBeLessThanOrEqual(300)
    expect(times.at(-1)! - times[0]!).toBeLessThan(4000)
  })
})

describe('all webhooks lost', () => {
  it('every order is final within the rhythm, at a call rate that the provider takes', async () => {
    const shop = await openShop()
    // How Lakala would say that there were too many is known to nobody.
    const limited = railNames.filter((name) => name !== 'lakala')
    for (const provider of limited) limitCalls(shop.mock, { provider, perSecond: 10 })
    const paidAt = new Map<string, number>()
    for (let number = 0; number < 70; number += 1) {
      const provider = railNames[number % railNames.length]!
      const orderId = `T${10_000_000 + number}`
      await shop.place(provider, orderId)
      // A third is never paid.
      if (number % 3 === 0) continue
      paidAt.set(orderId, (number * 14_000) % (9 * minute))
      advanceClock(shop.mock, 200)
    }
    const toldAt = new Map<string, number>()
    const onEvent = async (event: { orderId: string; type: string }) => {
      expect(toldAt.has(event.orderId)).toBe(false)
      toldAt.set(event.orderId, shop.at())
      expect([event.orderId, event.type === 'payment.paid']).toEqual([event.orderId, paidAt.has(event.orderId)])
      shop.orders.splice(
        shop.orders.findIndex(({ orderId }) => orderId === event.orderId),
        1,
      )
    }
    const begun = shop.orders.map((order) => ({ ...order }) as { orderId: string; provider: Rail; placedAt: Date })
    const due = new Map(paidAt)
    while (shop.at() < 25 * minute) {
      advanceClock(shop.mock, 5000)
      for (const [orderId, at] of due) {
        if (at > shop.at()) continue
        await pay(shop.mock, { provider: begun.find((one) => one.orderId === orderId)!.provider, orderId })
        due.delete(orderId)
      }
      expect(await shop.sweep({ onEvent: onEvent as never })).toMatchObject({ limited: [] })
    }
    expect(shop.orders).toEqual([])
    for (const { orderId, provider, placedAt } of begun) {
      const paid = paidAt.get(orderId)
      const since = placedAt.getTime() - noon.getTime()
      // The next query that the rhythm has after it was paid, or the one after its end; and a pass is made every 5 s.
      const end = since + 20 * minute
      const { rhythm } = shop.plainOf(provider)
      let next = since
      for (const seconds of rhythm) if (next < (paid ?? end)) next += seconds * 1000
      while (next < (paid ?? end)) next += Math.min(Math.max(next - since, minute), 30 * minute)
      expect([orderId, toldAt.get(orderId)! <= Math.min(next, end) + 10_000]).toEqual([orderId, true])
    }
  })
})

describe('an order that Lakala calls missing while nobody has paid', () => {
  // Our end is over, and the wallet's is not.
  const expiresAt = new Date(noon.getTime() - 11 * minute)
  async function openMissing() {
    const shop = await openShop({ lakala: { unconfirmed: { unpaidState: 'missing' } } })
    const order = await shop.place('lakala', 'T0001001', { listed: false })
    shop.orders.push({ provider: 'lakala', ...order, expiresAt })
    advanceClock(shop.mock, minute)
    return shop
  }

  it('is closed before it is told to be', async () => {
    const shop = await openMissing()
    expect(await shop.sweep()).toMatchObject({ told: 1, unresolved: [] })
    expect(shop.told).toMatchObject([{ type: 'payment.closed', orderId: 'T0001001' }])
    await expect(pay(shop.mock, { provider: 'lakala', orderId: 'T0001001' })).rejects.toThrow()
  })

  it('is told to be nothing while nobody knows whether it was closed', async () => {
    const shop = await openMissing()
    shop.line.before = (action) => {
      if (action === 'endPayment') throw lost()
    }
    expect(await shop.sweep()).toMatchObject({ told: 0, unresolved: [{ why: 'unclear', code: 'TIMEOUT' }] })
    shop.line.before = () => undefined
    await pay(shop.mock, { provider: 'lakala', orderId: 'T0001001' })
    advanceClock(shop.mock, minute)
    expect(await shop.sweep()).toMatchObject({ told: 1 })
    expect(shop.told).toMatchObject([{ type: 'payment.paid', orderId: 'T0001001' }])
  })
})

describe('a list for the close of a shift', () => {
  it('has a refund that the provider does not know, with what to do', async () => {
    const shop = await openShop()
    const order = await shop.place('wechatpay', 'T0001001', { listed: false })
    const orders = [
      { provider: 'wechatpay', orderId: order.orderId, refundId: 'R1', placedAt: noon, orderPlacedAt: null },
    ]
    advanceClock(shop.mock, minute)
    expect((await shop.sweep({ orders: orders as never })).unresolved).toEqual([
      {
        kind: 'refund',
        provider: 'wechatpay',
        orderId: 'T0001001',
        refundId: 'R1',
        since: noon,
        why: 'missing',
        code: 'REFUND_NOT_FOUND',
        next: 'Call refundPayment again, with the same refundId.',
      },
    ])
  })

  it('has a refund that waits for a person, told once, and its end', async () => {
    const shop = await openShop()
    const order = await shop.place('wechatpay', 'T0001001', { listed: false })
    await pay(shop.mock, { provider: 'wechatpay', orderId: 'T0001001' })
    const refund = await shop.refund('wechatpay', order)
    await settleRefund(shop.mock, { provider: 'wechatpay', refundId: refund.refundId, status: 'needs-action' })
    for (let pass = 0; pass < 3; pass += 1) {
      advanceClock(shop.mock, 30 * minute)
      expect((await shop.sweep()).unresolved).toMatchObject([{ refundId: refund.refundId, why: 'needs-action' }])
    }
    await settleRefund(shop.mock, { provider: 'wechatpay', refundId: refund.refundId })
    advanceClock(shop.mock, 30 * minute)
    expect((await shop.sweep()).unresolved).toEqual([])
    expect(shop.told.map(({ type }) => type)).toEqual(['refund.needs-action', 'refund.succeeded'])
  })

  it('has a refund that takes more than three days, and a payment that its provider keeps open', async () => {
    const shop = await openShop()
    const order = await shop.place('wechatpay', 'T0001001', { listed: false })
    await pay(shop.mock, { provider: 'wechatpay', orderId: 'T0001001' })
    await shop.refund('wechatpay', order)
    await shop.place('wechatpay', 'T0001002')
    shop.line.before = (action) => {
      if (action === 'endPayment') throw new ShroffError('REQUEST_REFUSED', { problem: 'No.', outcome: 'rejected' })
    }
    advanceClock(shop.mock, 60 * minute)
    expect((await shop.sweep()).unresolved).toMatchObject([{ orderId: 'T0001002', why: 'late' }])
    advanceClock(shop.mock, 4 * 24 * 60 * minute)
    expect((await shop.sweep()).unresolved).toMatchObject([
      { orderId: 'T0001001', kind: 'refund', why: 'late' },
      { orderId: 'T0001002', kind: 'payment', why: 'late' },
    ])
  })

  it('has what onEvent threw for, and the next pass tells it', async () => {
    const shop = await openShop()
    await shop.place('wechatpay', 'T0001001')
    await pay(shop.mock, { provider: 'wechatpay', orderId: 'T0001001' })
    advanceClock(shop.mock, minute)
    const onEvent = () => Promise.reject(new Error('the database is away'))
    expect(await shop.sweep({ onEvent })).toMatchObject({ told: 0, unresolved: [{ why: 'not-told' }] })
    expect(shop.seen).toMatchObject([{ end: 'failed', error: new Error('the database is away') }])
    expect(await shop.sweep()).toMatchObject({ told: 1, unresolved: [] })
    expect(shop.told).toHaveLength(1)
  })

  it.each([
    ['another provider', { provider: 'paypal' }, 'no gateway is of its provider'],
    ['no number', { orderId: '' }, 'orderId must be a text'],
    ['a time of JSON', { placedAt: noon.toJSON() }, 'placedAt must be a Date'],
    ['no time', { placedAt: null }, 'placedAt must be a Date'],
    [
      'a refund with the time of a charge alone',
      { placedAt: null, chargedAt: noon, refundId: 'R1' },
      'placedAt must be a Date',
    ],
    ['nothing', undefined, 'no gateway is of its provider'],
  ])('has what cannot be right, and the rest is asked: %s', async (_, change, problem) => {
    const shop = await openShop()
    const order = await shop.place('wechatpay', 'T0001001')
    const wrong = change && { provider: 'wechatpay', ...order, ...change }
    advanceClock(shop.mock, minute)
    const { asked, unresolved } = await shop.sweep({ orders: [wrong as never, ...shop.orders] })
    expect(asked).toBe(1)
    expect(unresolved).toMatchObject([{ why: 'invalid', next: `Correct it: ${problem}.` }])
  })
})

describe('a late charge of a payer’s code', () => {
  const chargedAt = noon

  it.each(railNames)('at %s that was paid is told, and kept', async (provider) => {
    const shop = await openShop()
    const payerCode = presentCode(shop.mock, { provider })
    const sale = { orderId: 'T0001001', placedAt: noon, payerCode, amount: price, description: 'Oolong tea' }
    await shop.plainOf(provider).settlePayment!({ ...sale, payerClientIp: '10.0.0.1' })
    shop.orders.push({ provider, orderId: 'T0001001', placedAt: noon, chargedAt })
    advanceClock(shop.mock, 10 * minute)
    expect(await shop.sweep()).toMatchObject({ asked: 1, told: 1, unresolved: [] })
    expect(shop.told).toMatchObject([{ type: 'payment.paid', orderId: 'T0001001', amount: price }])
    expect(shop.orders).toEqual([])
  })

  it('that the payer never confirmed is undone', async () => {
    const shop = await openShop()
    const payerCode = presentCode(shop.mock, { provider: 'alipay', payer: 'types-password' })
    const charge = {
      orderId: 'T0001001',
      payerCode,
      amount: price,
      description: 'Oolong tea',
      payerClientIp: '10.0.0.1',
    }
    // The till goes away while it waits.
    const till = new AbortController()
    const onProgress = () => till.abort()
    await shop.plainOf('alipay').settlePayment!({ ...charge, onProgress }, { signal: till.signal })
    shop.orders.push({ provider: 'alipay', orderId: 'T0001001', chargedAt })
    advanceClock(shop.mock, 15 * minute)
    expect(await shop.sweep()).toMatchObject({ told: 1, unresolved: [] })
    expect(shop.told).toMatchObject([{ type: 'payment.closed', orderId: 'T0001001' }])
    await expect(pay(shop.mock, { provider: 'alipay', orderId: 'T0001001' })).rejects.toThrow()
  })

  it('is for a gateway that has settlePayment', async () => {
    const shop = await openShop()
    const gateways = shop.gateways.map(({ settlePayment: _, ...gateway }) => gateway) as never
    advanceClock(shop.mock, minute)
    const orders = [{ provider: 'alipay', orderId: 'T0001001', chargedAt }]
    expect((await shop.sweep({ gateways, orders })).unresolved).toMatchObject([
      { kind: 'charge', why: 'unclear', code: 'CONFIG_INVALID', next: expect.stringContaining('settlePayment') },
    ])
  })
})

it('a store that does not answer ends the pass before anything is asked', async () => {
  const shop = await openShop()
  await shop.place('wechatpay', 'T0001001')
  advanceClock(shop.mock, minute)
  const store = { ...shop.store, claim: () => Promise.reject(new Error('away')) }
  await expect(shop.sweep({ store })).rejects.toMatchObject({ code: 'JOURNAL_FAILED', action: 'sweep' })
  expect(shop.made).toEqual([])
})

it('a gateway that throws what no provider says is listed, and the rest is asked', async () => {
  const shop = await openShop()
  await shop.place('wechatpay', 'T0001001')
  await shop.place('wechatpay', 'T0001002')
  advanceClock(shop.mock, minute)
  const gateways = shop.gateways.map((gateway) => ({
    ...gateway,
    getPayment(given: { orderId: string }) {
      if (given.orderId === 'T0001001') throw new TypeError('x is not a function')
      return gateway.getPayment(given)
    },
  }))
  expect(await shop.sweep({ gateways: gateways as never })).toMatchObject({
    asked: 2,
    unresolved: [{ orderId: 'T0001001', why: 'unclear', next: expect.stringContaining('x is not a function') }],
  })
})

it('what the list throws is thrown, and a query may give one order after the other', async () => {
  const shop = await openShop()
  await shop.place('wechatpay', 'T0001001')
  advanceClock(shop.mock, minute)
  const [order] = shop.orders
  async function* rows(fails: boolean) {
    yield order!
    if (fails) throw new Error('the database is away')
  }
  await expect(shop.sweep({ orders: rows(true) })).rejects.toThrow('the database is away')
  expect(await shop.sweep({ orders: rows(false) })).toMatchObject({ asked: 1 })
})

it.each([
  ['no gateways', { gateways: undefined }, 'gateways'],
  ['what is no gateway', { gateways: [{}] }, 'gateways'],
  ['a gateway that numbers nothing', { gateways: [{ provider: 'own', endPayment() {} }] }, 'own, lacks identity'],
  ['no list', { orders: 5 }, 'orders'],
  ['no store', { store: {} }, 'store'],
  ['nobody to tell', { onEvent: undefined }, 'onEvent'],
])('refuses %s', async (_, more, name) => {
  const shop = await openShop()
  const refused = { code: 'CONFIG_INVALID', message: expect.stringContaining(name) }
  await expect(shop.sweep(more as never)).rejects.toMatchObject(refused)
  await expect(sweep(undefined as never)).rejects.toMatchObject({ code: 'CONFIG_INVALID' })
})
