import { createClient, type TokenAmount, tokenAmount } from 'shroff'
import {
  type CheckoutSale,
  type CheckoutView,
  checkoutHandler,
  checkoutKeys,
  createCheckout,
  resolveCheckout,
} from 'shroff/checkout/session'
import type { PaidAttempt } from 'shroff/life'
import { advanceClock, createMockGateway, pay } from 'shroff/mock'
import { memoryStore } from 'shroff/store'
import { wechatpay, wechatpayGateway } from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { xrpl, xrplGateway } from 'shroff/xrpl'
import { mockXrpl, sendTransfer } from 'shroff/xrpl/mock'
import { describe, expect, it } from 'vitest'
import { failure } from '../support/failure.js'
import { leaseClock } from '../support/lease-clock.js'
import { noon } from '../support/noon.js'
import { browserOf, endpoint, minute, price, sale, secret } from './shop.js'

const quotes = { xrpl: tokenAmount('3.49', 'RLUSD') }

/** A shop that takes WeChat Pay and RLUSD, and counts its tags up from 7001. */
async function openShop({ tags = true } = {}) {
  const mock = await createMockGateway({ providers: [mockWechatpay(), mockXrpl()], now: noon })
  const { transport } = mock
  const clock = leaseClock(mock)
  const gateways = [
    wechatpayGateway(createClient({ account: wechatpay(mock.credentials('wechatpay')), transport })),
    xrplGateway(createClient({ account: xrpl(mock.credentials('xrpl')), transport })),
  ]
  const delivered: PaidAttempt[] = []
  const errors: unknown[] = []
  const checkout = {
    keys: checkoutKeys([{ kid: 'k1', secret }]),
    store: memoryStore({ clock }),
    endpoint,
    clock,
    onPaid: ({ paid }: { paid: PaidAttempt }) => void delivered.push(paid),
    onError: (error: unknown) => void errors.push(error),
  }
  let last = 7000
  const tagFor = () => {
    last += 1
    return last
  }
  const handle = checkoutHandler({ gateways, ...checkout, clientIp: () => '203.0.113.7', ...(tags && { tagFor }) })
  const open = (changes: Partial<CheckoutSale> = { quotes }) =>
    createCheckout(gateways, { ...sale, ...changes }, checkout)
  return {
    mock,
    delivered,
    errors,
    open,
    handle,
    async send(value: string, tag = 7001, asset: TokenAmount<'RLUSD' | 'XRP'>['asset'] = 'RLUSD') {
      sendTransfer(mock, { tag, amount: tokenAmount(value, asset) })
      await advanceClock(mock, 4000)
    },
    resolve: () => resolveCheckout(gateways, sale.saleId, checkout),
    browser: async (changes?: Partial<CheckoutSale>) => browserOf(handle, (await open(changes)).token),
  }
}

const actionOf = ({ attempt }: CheckoutView) =>
  attempt?.nextAction as Extract<NonNullable<typeof attempt>['nextAction'], { type: 'transfer' }>

describe('a checkout that takes tokens', () => {
  it('offers them where they are quoted, after the wallets, and shows where to send them', async () => {
    const shop = await openShop()
    const browser = await shop.browser()
    const { body } = await browser.status()
    expect(body.offers).toEqual([
      { provider: 'wechatpay', channel: 'qr' },
      { provider: 'xrpl', channel: 'transfer' },
    ])
    const { body: view } = await browser.start('xrpl', 'transfer')
    expect(view.attempt).toMatchObject({ provider: 'xrpl', channel: 'transfer', expiresAt: expect.any(String) })
    expect(actionOf(view)).toMatchObject({ type: 'transfer', tag: '7001', amount: quotes.xrpl, chain: 'XRP Ledger' })
    expect(actionOf(view)).not.toHaveProperty('expiresAt')
    // The same again, in another tab as well: no tag is used up.
    expect(actionOf((await (await shop.browser()).start('xrpl', 'transfer')).body)).toEqual(actionOf(view))
  })

  it('is paid by a transfer: told once, in the price and in what has come', async () => {
    const shop = await openShop()
    const browser = await shop.browser()
    await browser.start('xrpl', 'transfer')
    await shop.send('3.5')
    const { body } = await browser.status()
    expect(body).toMatchObject({ status: 'paid', amount: price })
    await shop.resolve()
    expect(shop.delivered).toMatchObject([
      { provider: 'xrpl', amount: price, received: { asset: 'RLUSD', value: '3.5' }, coverage: 'over' },
    ])
    expect(shop.delivered).toHaveLength(1)
  })

  it('says what is missing of too little, and goes on by the rest', async () => {
    const shop = await openShop()
    const browser = await shop.browser()
    await browser.start('xrpl', 'transfer')
    await shop.send('3')
    const { attempt } = (await browser.status()).body
    expect([attempt?.received, attempt?.missing]).toEqual([tokenAmount('3', 'RLUSD'), tokenAmount('0.49', 'RLUSD')])
    expect(attempt?.nextAction).toMatchObject({ type: 'transfer', tag: '7001' })
    await shop.send('0.49')
    await advanceClock(shop.mock, 4000)
    expect((await browser.status()).body.status).toBe('paid')
  })

  it('with a new quote gives a new order, and what is paid by the old one counts', async () => {
    const shop = await openShop()
    const browser = await shop.browser()
    await browser.start('xrpl', 'transfer')
    const dearer = { quotes: { xrpl: tokenAmount('3.6', 'RLUSD') } }
    const again = await shop.browser(dearer)
    expect((await again.status()).body).not.toHaveProperty('attempt')
    const { body } = await again.start('xrpl', 'transfer')
    expect(actionOf(body)).toMatchObject({ tag: '7002', amount: dearer.quotes.xrpl })
    await shop.send('3.49', 7001)
    await shop.resolve()
    expect(shop.delivered).toMatchObject([{ provider: 'xrpl', amount: price, received: quotes.xrpl }])
  })

  it('is paid by the wallet instead: tokens that come besides are told to be a person’s', async () => {
    const shop = await openShop()
    const browser = await shop.browser()
    await browser.start('xrpl', 'transfer')
    const { body } = await browser.start('wechatpay', 'qr')
    expect(body.attempt?.provider).toBe('wechatpay')
    await pay(shop.mock, { provider: 'wechatpay', orderId: 'S0002001A2' })
    await shop.resolve()
    await shop.send('3.49')
    expect((await shop.resolve())?.attempts[0]).toMatchObject({ at: 'needs-action', received: quotes.xrpl })
    expect(shop.delivered).toMatchObject([{ provider: 'wechatpay' }])
  })

  it('expires by its own clock, and finds what comes later', async () => {
    const shop = await openShop()
    const browser = await shop.browser()
    await browser.start('xrpl', 'transfer')
    await advanceClock(shop.mock, 45 * minute)
    expect((await shop.resolve())?.isPaid).toBe(false)
    await shop.send('3.49')
    expect((await shop.resolve())?.isPaid).toBe(true)
    expect(shop.delivered).toHaveLength(1)
  })

  it('offers none without a quote, and none of its own without a tag', async () => {
    const shop = await openShop({ tags: false })
    const plain = await (await shop.browser({})).status()
    expect(plain.body.offers).toEqual([{ provider: 'wechatpay', channel: 'qr' }])
    const browser = await shop.browser({ saleId: 'S0002002', quotes })
    expect((await browser.start('xrpl', 'transfer')).body.error).toBe('not-offered')
    expect(shop.errors).toMatchObject([{ code: 'PARAMETERS_INVALID', fields: [{ path: 'tag' }] }])
  })

  it.each([
    [{ offers: [{ provider: 'xrpl', channel: 'transfer' }] }, 'quotes.xrpl'],
    [{ quotes: { xrpl: { asset: 'RLUSD', value: '3.50' } } }, 'quotes'],
    [{ quotes: { xrpl: { asset: 'RLUSD', value: '0' } } }, 'quotes'],
    [{ quotes: { xrpl: { currency: 'CNY', value: 1 } } }, 'quotes'],
  ])('refuses what cannot be right: %j', async (changes, path) => {
    const shop = await openShop()
    const error = await failure(shop.open(changes as never))
    expect(error).toMatchObject({ code: 'PARAMETERS_INVALID', outcome: 'not-sent' })
    expect(error.fields?.[0]?.path).toMatch(path)
  })

  it.each([
    ['zh-CN', '已收到 3 RLUSD，还差 0.49 RLUSD', '标签'],
    ['zh-HK', '已收到 3 RLUSD，尚欠 0.49 RLUSD', '標籤'],
    ['en', '3 RLUSD received, 0.49 RLUSD missing', 'Tag'],
  ])('has a page without scripts that can be copied from, in %s', async (language, rest, tag) => {
    const shop = await openShop()
    const { cookie, noScriptUrl } = await shop.open()
    const headers = { cookie: cookie.split(';')[0]!, 'accept-language': language, 'user-agent': 'Lynx' }
    const read = async () => (await shop.handle(new Request(new URL(noScriptUrl, endpoint), { headers }))).text()
    const browser = await shop.browser()
    await browser.start('xrpl', 'transfer')
    expect(await read()).toContain('<svg')
    await shop.send('3')
    const html = await read()
    expect(html).toContain(rest)
    expect(html).toContain(`<dt>${tag}</dt><dd>7001</dd>`)
    expect(html).toMatch(/<dd>r[1-9A-HJ-NP-Za-km-z]{24,34}<\/dd>/)
    // A code would ask for all of it again.
    expect(html).not.toContain('<svg')
  })
})
