import { createClient, type TokenAmount, tokenAmount } from 'shroff'
import {
  type CheckoutSale,
  type CheckoutView,
  checkoutHandler,
  checkoutKeys,
  createCheckout,
  resolveCheckout,
} from 'shroff/checkout/session'
import { circle, circleGateway, circleWebhooks, fetchNotificationKey } from 'shroff/circle'
import { mockCircle, sendPayment } from 'shroff/circle/mock'
import type { PaidAttempt } from 'shroff/life'
import { advanceClock, createMockGateway, deliverWebhooks, failNext, pay } from 'shroff/mock'
import { memoryStore } from 'shroff/store'
import { webhookHandler } from 'shroff/webhook'
import { wechatpay, wechatpayGateway } from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { describe, expect, it } from 'vitest'
import { leaseClock } from '../support/lease-clock.js'
import { noon } from '../support/noon.js'
import { browserOf, endpoint, minute, price, sale, secret } from './shop.js'

const quotes = { circle: tokenAmount('3.49', 'USDC') }

/** A shop that takes WeChat Pay and USDC, at Circle's own mock, and is told by Circle's webhooks. */
async function openShop() {
  const mock = await createMockGateway({ providers: [mockWechatpay(), mockCircle()], now: noon })
  const { transport } = mock
  const clock = leaseClock(mock)
  const account = circle({
    ...mock.credentials('circle'),
    refreshNotificationKeys: fetchNotificationKey(transport),
  })
  const gateways = [
    wechatpayGateway(createClient({ account: wechatpay(mock.credentials('wechatpay')), transport })),
    circleGateway(createClient({ account, transport, retry: { attempts: 1 } }), { chain: 'BASE' }),
  ]
  const delivered: PaidAttempt[] = []
  const errors: unknown[] = []
  const found: (string | undefined)[] = []
  const checkout = {
    keys: checkoutKeys([{ kid: 'k1', secret }]),
    store: memoryStore({ clock }),
    endpoint,
    clock,
    onPaid: ({ paid }: { paid: PaidAttempt }) => void delivered.push(paid),
    onError: (error: unknown) => void errors.push(error),
  }
  const handle = checkoutHandler({ gateways, ...checkout, clientIp: () => '203.0.113.7' })
  const webhooks = webhookHandler({
    accounts: [circleWebhooks(account)],
    store: memoryStore({ clock }),
    onEvent: async (event) => {
      found.push((await resolveCheckout(gateways, event, checkout))?.saleId)
    },
  })
  return {
    mock,
    delivered,
    errors,
    found,
    send: (reference: string, value: string, asset: TokenAmount<'USDC' | 'EURC'>['asset'] = 'USDC') =>
      sendPayment(mock, { reference, amount: tokenAmount(value, asset) }),
    tell: () => deliverWebhooks(mock, { provider: 'circle', to: (request) => webhooks(request) }),
    resolve: (about: Parameters<typeof resolveCheckout>[1] = sale.saleId) => resolveCheckout(gateways, about, checkout),
    browser: async (changes: Partial<CheckoutSale> = { quotes }) =>
      browserOf(handle, (await createCheckout(gateways, { ...sale, ...changes }, checkout)).token),
    /** Of the intents, in the order in which they were made. */
    references: () =>
      mock.journal.flatMap((entry) => {
        if (entry.kind !== 'request' || !entry.request.url.endsWith('/v1/paymentIntents')) return []
        const text = new TextDecoder().decode(entry.reply?.body)
        return [JSON.parse(text).data?.id as string]
      }),
  }
}

const actionOf = ({ attempt }: CheckoutView) =>
  attempt?.nextAction as Extract<NonNullable<typeof attempt>['nextAction'], { type: 'transfer' }>

describe('a checkout that takes USDC through Circle', () => {
  it('shows Circle’s address, the same in each tab', async () => {
    const shop = await openShop()
    const browser = await shop.browser()
    const { body } = await browser.start('circle', 'transfer')
    expect(actionOf(body)).toMatchObject({ type: 'transfer', chain: 'BASE', amount: quotes.circle })
    expect(actionOf(body).address).toMatch(/^0x[0-9a-f]{40}$/)
    expect(actionOf((await (await shop.browser()).start('circle', 'transfer')).body)).toEqual(actionOf(body))
    expect(new Set(shop.references()).size).toBe(1)
  })

  it('is told by webhooks, which name no order of the shop’s but Circle’s reference', async () => {
    const shop = await openShop()
    const browser = await shop.browser()
    await browser.start('circle', 'transfer')
    const [reference] = shop.references()
    shop.send(reference!, '3')
    await shop.tell()
    expect((await browser.status()).body.attempt).toMatchObject({ missing: tokenAmount('0.49', 'USDC') })
    shop.send(reference!, '0.490001')
    await shop.tell()
    expect(new Set(shop.found)).toEqual(new Set([undefined, sale.saleId]))
    expect(shop.delivered).toMatchObject([
      { provider: 'circle', amount: price, received: tokenAmount('3.490001', 'USDC'), coverage: 'over' },
    ])
    expect((await browser.status()).body.status).toBe('paid')
    expect(shop.errors).toEqual([])
  })

  it('knows nothing of an order that somebody else has placed, nor of the same reference at another provider', async () => {
    const shop = await openShop()
    await (await shop.browser()).start('circle', 'transfer')
    const [reference] = shop.references() as [string]
    const about = { type: 'payment.paid', provider: 'circle', reference }
    expect(await shop.resolve(about)).toMatchObject({ saleId: sale.saleId, isPaid: false })
    for (const other of [
      { ...about, reference: '6e4d4047-db14-4c09-b238-1215aee50d03' },
      { ...about, provider: 'xrpl' },
      { type: 'payment.paid', reference },
      { type: 'payment.paid', provider: 'circle' },
    ])
      expect(await shop.resolve(other)).toBeUndefined()
  })

  it('is paid by the wallet instead: the intent is closed, and what comes all the same is a person’s', async () => {
    const shop = await openShop()
    const browser = await shop.browser()
    await browser.start('circle', 'transfer')
    await browser.start('wechatpay', 'qr')
    await pay(shop.mock, { provider: 'wechatpay', orderId: 'S0002001A2' })
    await shop.resolve()
    const [reference] = shop.references() as [string]
    shop.send(reference, '3.49')
    await shop.tell()
    const { attempts } = (await shop.resolve())!
    expect(attempts[0]).toMatchObject({ at: 'needs-action', received: quotes.circle })
    expect(shop.delivered).toMatchObject([{ provider: 'wechatpay' }])
  })

  it('whose answer was lost finds the same intent again, and its webhook the sale', async () => {
    const shop = await openShop()
    const browser = await shop.browser()
    failNext(shop.mock, { provider: 'circle', fault: 'timeout-after' })
    expect((await browser.start('circle', 'transfer')).body.error).toBe('unavailable')
    const { body } = await browser.start('circle', 'transfer')
    expect(actionOf(body).amount).toEqual(quotes.circle)
    const [first, again] = shop.references() as [string, string]
    expect(again).toBe(first)
    shop.send(first, '3.49')
    await shop.tell()
    expect(shop.delivered).toMatchObject([{ provider: 'circle', coverage: 'exact' }])
  })

  it('whose answer was lost for good comes to its end unpaid: nobody has seen an address', async () => {
    const shop = await openShop()
    const browser = await shop.browser()
    failNext(shop.mock, { provider: 'circle', fault: 'timeout-after' })
    await browser.start('circle', 'transfer')
    await advanceClock(shop.mock, 45 * minute)
    const end = (await shop.resolve())!
    expect(end).toEqual({ saleId: sale.saleId, isPaid: false, attempts: [] })
    // Nothing was asked that cannot be answered.
    expect(shop.errors).toMatchObject([{ code: 'TIMEOUT', outcome: 'unknown' }])
  })

  it('expires, and what is paid later is found by its webhook', async () => {
    const shop = await openShop()
    const browser = await shop.browser()
    await browser.start('circle', 'transfer')
    await advanceClock(shop.mock, 45 * minute)
    expect((await shop.resolve())?.isPaid).toBe(false)
    const [reference] = shop.references() as [string]
    shop.send(reference, '3.49')
    await shop.tell()
    expect(shop.delivered).toMatchObject([{ provider: 'circle', amount: price }])
  })
})
