import { advanceClock, decline, deliverWebhooks, expire, pay } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import { findOrder } from '../../src/mock/book.js'
import { internalsOf } from '../../src/mock/running.js'
import { noon } from '../support/noon.js'
import { browserOf, inWechat, minute, type Name, openShop, phone, type Shop, second } from './shop.js'

const orderOf = ({ mock }: Shop, provider: Name, orderId: string) =>
  findOrder(internalsOf(mock).running.get(provider)!.book, orderId)
const numbers = (shop: Shop) => shop.made('createPayment').map(({ orderId }) => orderId)

async function opened() {
  const shop = await openShop()
  const { token } = await shop.open()
  return { shop, token, browser: shop.browser(token) }
}

describe('a sale', () => {
  it('is offered by what fits the device and the wallet, the best first', async () => {
    const { shop, token } = await opened()
    const offers = async (headers: Record<string, string>) =>
      (await shop.browser(token, headers).status()).body.offers.map(({ provider, channel }) => `${provider} ${channel}`)
    expect((await offers({}))[0]).toBe('wechatpay qr')
    expect(await offers({ 'user-agent': phone })).toContain('wechatpay wap')
    expect(await offers({ 'user-agent': inWechat })).not.toContain('wechatpay jsapi')
    expect((await offers({ 'user-agent': inWechat, 'x-wechatpay-id': 'openid1' }))[0]).toBe('wechatpay jsapi')
  })

  it('places nothing before the payer chooses, and says what a browser may know', async () => {
    const { shop, browser } = await opened()
    const { status, headers, body } = await browser.status()
    expect([status, headers.get('cache-control'), shop.calls]).toEqual([200, 'no-store', []])
    expect(body).toMatchObject({ status: 'open', merchant: 'Tea House', amount: { value: 2500 }, askAfter: 10 })
    expect(JSON.stringify(body)).not.toMatch(/notify|S0002001/)
  })

  it('has one order for the second tap, the second tab, the reload and the renewal', async () => {
    const { shop, browser } = await opened()
    const taps = await Promise.all(Array.from({ length: 5 }, () => browser.start('wechatpay', 'qr')))
    const again = await shop.browser((await shop.open()).token).start('wechatpay', 'qr')
    const codes = [...taps, again].map(({ body }) => JSON.stringify(body.attempt!.nextAction))
    expect(new Set(codes).size).toBe(1)
    expect(numbers(shop)).toEqual(['S0002001A1'])
    // An H5 link lives five minutes: the same request, to the letter, gives another.
    await browser.start('alipay', 'qr')
    const shopper = shop.browser((await shop.open({ saleId: 'S0002009' })).token, { 'user-agent': phone })
    const first = await shopper.start('wechatpay', 'wap')
    expect(first.body.attempt!.expiresAt).toBe(new Date(noon.getTime() + 5 * minute).toISOString())
    advanceClock(shop.mock, 6 * minute)
    const second = await shopper.start('wechatpay', 'wap')
    expect(second.body.attempt!.nextAction).not.toEqual(first.body.attempt!.nextAction)
    const [one, other, ...more] = shop.made('createPayment').filter(({ orderId }) => orderId === 'S0002009A1')
    expect([other!.given, more]).toEqual([one!.given, []])
  })

  it('stores the order before its provider hears of it, and asks again under its number where the answer was lost', async () => {
    const { shop, browser } = await opened()
    shop.line.after = (action) => {
      if (action === 'createPayment') throw new Error('the process died')
    }
    expect((await browser.start('wechatpay', 'qr')).status).toBe(503)
    shop.line.after = () => undefined
    expect((await browser.start('wechatpay', 'qr')).body.attempt!.nextAction.type).toBe('qr')
    expect(numbers(shop)).toEqual(['S0002001A1', 'S0002001A1'])
  })

  it('is paid by what its webhook says, without a question of the browser’s', async () => {
    const { shop, browser } = await opened()
    await browser.start('wechatpay', 'qr')
    await pay(shop.mock, { provider: 'wechatpay', orderId: 'S0002001A1' })
    const [gateway] = shop.gateways
    await deliverWebhooks(shop.mock, {
      async to(request) {
        await shop.resolve(await gateway!.receiveWebhook(request))
        return gateway!.acknowledge('received')
      },
    })
    const { length } = shop.calls
    expect((await browser.status()).body).toMatchObject({ status: 'paid', continueUrl: 'https://shop.example/thanks' })
    expect(shop.calls).toHaveLength(length)
    expect(shop.delivered).toMatchObject([{ provider: 'wechatpay', orderId: 'S0002001A1' }])
  })

  it.each(['alipay', 'unionpay', 'antom'] as const)('is paid on the page of %s, on a desktop', async (provider) => {
    const { shop, browser } = await opened()
    const { body } = await browser.start(provider, 'page')
    const { nextAction } = body.attempt!
    const { type } = nextAction
    expect([body.attempt!.channel, type]).toEqual(['page', provider === 'unionpay' ? 'form' : 'redirect'])
    expect(shop.calls[0]!.given).toMatchObject({
      returnUrl: expect.stringContaining('https://shop.example/checkout/return/'),
    })
    expect(shop.calls[0]!.given).not.toHaveProperty('payerClientIp')
    // Two of them hear of an order when the payer's browser comes.
    if (provider === 'alipay' && type === 'redirect') await shop.mock.fetch(new Request(nextAction.url))
    if (type === 'form')
      await shop.mock.fetch(
        new Request(nextAction.url, { method: 'POST', body: new URLSearchParams({ ...nextAction.fields }) }),
      )
    await pay(shop.mock, { provider, orderId: 'S0002001A1' })
    expect(await shop.resolve('S0002001')).toMatchObject({ isPaid: true })
    expect((await browser.status()).body.status).toBe('paid')
  })

  it('is found to be paid where the webhook is lost, by the next question that is due', async () => {
    const { shop, browser } = await opened()
    await browser.start('wechatpay', 'qr')
    await pay(shop.mock, { provider: 'wechatpay', orderId: 'S0002001A1' })
    expect((await browser.status()).body.status).toBe('open')
    advanceClock(shop.mock, 6 * second)
    expect((await browser.status()).body.status).toBe('paid')
    expect(shop.delivered).toHaveLength(1)
  })

  it('that two wallets have paid keeps one payment, closes the third and gives the second back', async () => {
    const { shop, browser } = await opened()
    for (const provider of ['wechatpay', 'alipay', 'antom'] as const) await browser.start(provider, 'qr')
    await pay(shop.mock, { provider: 'alipay', orderId: 'S0002001A2' })
    await pay(shop.mock, { provider: 'wechatpay', orderId: 'S0002001A1' })
    await shop.resolve({ type: 'payment.paid', orderId: 'S0002001A2' })
    expect(shop.delivered).toMatchObject([{ provider: 'alipay' }])
    expect(shop.made('refundPayment')).toMatchObject([{ provider: 'wechatpay', orderId: 'S0002001A1' }])
    expect((await browser.status()).body.status).toBe('paid')
  })
})

describe('an order that fits no longer', () => {
  it('is asked about, closed and asked about before another product gets its number', async () => {
    const { shop, browser } = await opened()
    await browser.start('wechatpay', 'qr')
    shop.calls.length = 0
    const { body } = await shop.browser((await shop.open()).token, { 'user-agent': phone }).start('wechatpay', 'wap')
    expect(body.attempt).toMatchObject({ channel: 'wap' })
    expect(shop.calls.map(({ action, orderId }) => `${action} ${orderId}`)).toEqual([
      'getPayment S0002001A1',
      'endPayment S0002001A1',
      'createPayment S0002001A2',
    ])
    expect(orderOf(shop, 'wechatpay', 'S0002001A1')!.status).toBe('closed')
  })

  it('is what the sale is paid by, where it was paid at that moment', async () => {
    const { shop, browser } = await opened()
    await browser.start('wechatpay', 'qr')
    shop.line.before = async (action) => {
      if (action !== 'endPayment') return
      shop.line.before = () => undefined
      await pay(shop.mock, { provider: 'wechatpay', orderId: 'S0002001A1' })
    }
    const { status, body } = await browser.start('wechatpay', 'wap')
    expect([status, body.error]).toEqual([409, 'ended'])
    expect((await browser.status()).body.status).toBe('paid')
    expect(numbers(shop)).toEqual(['S0002001A1'])
  })

  it('of another amount is void: closed, and never what the new amount is paid by', async () => {
    const { shop, browser } = await opened()
    await browser.start('wechatpay', 'qr')
    await browser.start('alipay', 'qr')
    const dear = shop.browser((await shop.open({ amount: { currency: 'CNY', value: 3000 } })).token)
    expect((await dear.status()).body).not.toHaveProperty('attempt')
    expect(orderOf(shop, 'wechatpay', 'S0002001A1')!.status).toBe('closed')
    // Nobody has scanned Alipay's, which cannot be closed before that.
    await pay(shop.mock, { provider: 'alipay', orderId: 'S0002001A2' })
    await shop.resolve({ type: 'payment.paid', orderId: 'S0002001A2' })
    expect((await dear.status()).body.status).toBe('open')
    expect([shop.delivered, shop.made('refundPayment')]).toMatchObject([[], [{ orderId: 'S0002001A2' }]])
    await dear.start('wechatpay', 'qr')
    expect(orderOf(shop, 'wechatpay', 'S0002001A3')!.amount.value).toBe(3000)
    await pay(shop.mock, { provider: 'wechatpay', orderId: 'S0002001A3' })
    await shop.resolve('S0002001')
    expect(shop.delivered).toMatchObject([{ orderId: 'S0002001A3', amount: { value: 3000 } }])
  })

  it('at Alipay is kept while it cannot be closed, and taken up again where the payer comes back to it', async () => {
    const { shop, browser } = await opened()
    const first = await browser.start('alipay', 'qr')
    await browser.start('alipay', 'wap')
    const again = await browser.start('alipay', 'qr')
    expect(again.body.attempt!.nextAction).toEqual(first.body.attempt!.nextAction)
    expect(numbers(shop)).toEqual(['S0002001A1', 'S0002001A2'])
    await pay(shop.mock, { provider: 'alipay', orderId: 'S0002001A1' })
    await shop.resolve({ type: 'payment.paid', orderId: 'S0002001A1' })
    expect((await browser.status()).body.status).toBe('paid')
  })

  it('has passed its time: another one takes its place in the same sale', async () => {
    const { shop } = await opened()
    const browser = shop.browser((await shop.open({ expiresAt: new Date(noon.getTime() + 60 * minute) })).token)
    await browser.start('wechatpay', 'qr')
    advanceClock(shop.mock, 15 * minute)
    const { body } = await browser.status()
    expect(body).toMatchObject({ status: 'open', token: expect.any(String) })
    expect(body).not.toHaveProperty('attempt')
    await shop.browser(body.token!).start('wechatpay', 'qr')
    expect(numbers(shop)).toEqual(['S0002001A1', 'S0002001A2'])
    expect(orderOf(shop, 'wechatpay', 'S0002001A1')!.status).toBe('closed')
  })

  it('that its provider has closed by itself makes room for another', async () => {
    const { shop, token } = await opened()
    const browser = shop.browser(token, { 'user-agent': phone })
    await browser.start('wechatpay', 'wap')
    await shop.gateways[0]!.endPayment({ orderId: 'S0002001A1' })
    advanceClock(shop.mock, 6 * minute)
    expect((await browser.start('wechatpay', 'wap')).body.attempt!.nextAction.type).toBe('redirect')
    expect(numbers(shop)).toEqual(['S0002001A1', 'S0002001A1', 'S0002001A2'])
  })

  it.each([
    ['antom', 'wap', 'failed'],
    ['unionpay', 'wap', 'failed'],
    ['alipay', 'wap', 'closed'],
  ] as const)(
    'of which %s says that it did not go through ends, and the sale goes on',
    async (provider, channel, says) => {
      const { shop, token } = await opened()
      const browser = shop.browser(token, { 'user-agent': phone })
      await browser.start(provider, channel)
      const gateway = shop.gateways.find((one) => one.provider === provider)!
      gateway.getPayment = async ({ orderId }) => ({ orderId, status: says })
      advanceClock(shop.mock, 6 * minute)
      const { body } = await browser.status()
      expect([body.status, body.attempt]).toEqual(['open', undefined])
      expect((await browser.start(provider, channel)).body.attempt).toMatchObject({ provider })
      expect(numbers(shop)).toEqual(['S0002001A1', 'S0002001A2'])
    },
  )

  it('of which its provider does not say anything stops the next one', async () => {
    const { shop, browser } = await opened()
    await browser.start('wechatpay', 'qr')
    shop.line.before = (action) => {
      if (action === 'getPayment') throw Object.assign(new Error('away'), {})
    }
    expect((await browser.start('wechatpay', 'wap')).status).toBe(503)
    expect(numbers(shop)).toEqual(['S0002001A1'])
  })
})

describe('an end', () => {
  it('comes when the payer gives up: what is open is closed', async () => {
    const { shop, browser } = await opened()
    await browser.start('wechatpay', 'qr')
    expect((await browser.close()).body).toMatchObject({ status: 'closed', offers: [] })
    expect(orderOf(shop, 'wechatpay', 'S0002001A1')!.status).toBe('closed')
    expect((await browser.status()).body).not.toHaveProperty('askAfter')
  })

  it('comes when its time is over, after its orders were asked about', async () => {
    const { shop, token } = await opened()
    await shop.browser(token).start('wechatpay', 'qr')
    await decline(shop.mock, { provider: 'wechatpay', orderId: 'S0002001A1' })
    advanceClock(shop.mock, 15 * minute)
    const { body } = await shop.browser(token).status()
    advanceClock(shop.mock, 15 * minute)
    shop.line.before = (action) => {
      if (action === 'getPayment') throw Object.assign(new Error('away'), {})
    }
    const browser = shop.browser(body.token!)
    expect((await browser.status()).body).toMatchObject({ status: 'open', offers: [] })
    shop.line.before = () => undefined
    advanceClock(shop.mock, minute)
    expect((await browser.status()).body.status).toBe('expired')
    expect((await browser.start('wechatpay', 'qr')).body.error).toBe('ended')
    await expire(shop.mock, { provider: 'wechatpay', orderId: 'S0002001A1' }).catch(() => {})
    expect((await shop.browser((await shop.open()).token).status()).body.status).toBe('open')
  })

  it('is told again where the shop could not deliver, and the payer sees that it is paid', async () => {
    const { shop, browser } = await opened()
    await browser.start('wechatpay', 'qr')
    await pay(shop.mock, { provider: 'wechatpay', orderId: 'S0002001A1' })
    const deliver = shop.checkout.onPaid
    shop.checkout.onPaid = () => {
      throw new Error('the database is away')
    }
    await expect(shop.resolve({ type: 'payment.paid', orderId: 'S0002001A1' })).rejects.toThrow('away')
    expect((await browser.status()).body.status).toBe('paid')
    shop.checkout.onPaid = deliver
    const over = await shop.resolve('S0002001')
    expect(over).toMatchObject({ saleId: 'S0002001', isPaid: true })
    expect(over).not.toHaveProperty('nextAt')
    expect(shop.delivered).toHaveLength(1)
  })
})

describe('the providers', () => {
  it('are asked on their rhythm, however often the browsers ask', async () => {
    const { shop, token } = await opened()
    await shop.browser(token).start('wechatpay', 'qr')
    let token2 = token
    for (let call = 0; call < 150; call += 1) {
      const browser = browserOf(shop.handle, token2)
      const [one] = await Promise.all([browser.status(), browser.status()])
      token2 = one.body.token ?? token2
      // Ten minutes in all.
      advanceClock(shop.mock, 4 * second)
    }
    const asked = shop.made('getPayment').length
    // 5 s, 30 s, 1, 3 and 5 minutes after one another: four of them end within ten.
    expect(asked).toBeGreaterThan(2)
    expect(asked).toBeLessThanOrEqual(5)
  })

  it('and a thousand questions at once reach them once', async () => {
    const { shop, browser } = await opened()
    await browser.start('wechatpay', 'qr')
    advanceClock(shop.mock, 6 * second)
    const answers = await Promise.all(Array.from({ length: 1000 }, () => browser.status()))
    expect(shop.made('getPayment')).toHaveLength(1)
    const statuses = answers.map(({ status }) => status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(119)
    expect(statuses.filter((status) => status === 429)).toHaveLength(881)
    expect(Number(answers.at(-1)!.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  it('are not asked by a payer who plays with the buttons', async () => {
    const { browser } = await opened()
    const statuses: number[] = []
    for (let tap = 0; tap < 25; tap += 1) statuses.push((await browser.start('wechatpay', 'qr')).status)
    expect(statuses.slice(20)).toEqual([429, 429, 429, 429, 429])
  })

  it('refuse what is not theirs, and the payer is offered another way', async () => {
    const { shop, browser } = await opened()
    expect(await browser.start('unionpay', 'jsapi')).toMatchObject({ status: 409, body: { error: 'not-offered' } })
    expect(await browser.start('paypal', 'qr')).toMatchObject({ status: 409, body: { error: 'not-offered' } })
    expect(await browser.start('wechatpay', 'jsapi')).toMatchObject({ status: 409, body: { error: 'not-offered' } })
    expect(await browser.post('start', { provider: 'wechatpay' })).toMatchObject({ status: 400 })
    expect(await browser.post('start', { provider: 'wechatpay', channel: 'qr', amount: 1 })).toMatchObject({
      status: 400,
    })
    expect(await browser.post('start')).toMatchObject({ status: 400, body: { error: 'invalid' } })
    expect(shop.calls).toEqual([])
  })
})
