import { checkoutHandler } from 'shroff/checkout/session'
import { deliverWebhooks, pay } from 'shroff/mock'
import { webhookHandler } from 'shroff/webhook'
import { wechatpay, wechatpayWebhooks } from 'shroff/wechatpay'
import { describe, expect, it } from 'vitest'
import { endpoint, minute, openShop } from './shop.js'

const comment = ':\n\n'
const open = 'data: {"status":"open"}\n\n'
const paid = 'data: {"status":"paid"}\n\n'

/** A shop, a page of it that listens, and a clock that moves when it is told to. */
async function opened(options: { events?: number } = {}) {
  const shop = await openShop()
  const waiting = new Set<() => void>()
  let ahead = 0
  const clock = {
    now: () => shop.checkout.clock.now() + ahead,
    sleep: (milliseconds: number, signal?: AbortSignal) =>
      milliseconds < 1000
        ? shop.checkout.clock.sleep(milliseconds, signal)
        : new Promise<void>((resolve, reject) => {
            waiting.add(resolve)
            signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
          }),
  }
  const { gateways, checkout } = shop
  const handle = checkoutHandler({ gateways, ...checkout, ...options, clock, clientIp: () => '203.0.113.7' })
  const { token } = await shop.open()
  async function listen(bearer = token, signal?: AbortSignal) {
    const headers = { authorization: `Bearer ${bearer}` }
    const answer = await handle(new Request(`${endpoint}/events`, { headers, ...(signal && { signal }) }))
    const reader = answer.ok ? answer.body?.pipeThrough(new TextDecoderStream()).getReader() : undefined
    const next = async () => (await reader!.read()).value
    const news = async () => {
      for (let line = await next(); ; line = await next()) if (line !== comment) return line
    }
    return { answer, next, news, leave: () => reader!.cancel() }
  }
  const pass = (milliseconds: number) => {
    ahead += milliseconds
    for (const wake of waiting) wake()
    waiting.clear()
  }
  return { shop, token, handle, listen, pass, browser: shop.browser(token) }
}

describe('events', () => {
  it('tell of what a webhook says at once, and end with the sale', async () => {
    const { shop, listen, browser } = await opened()
    const { answer, next, news } = await listen()
    expect(answer.headers.get('content-type')).toBe('text/event-stream')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(await next()).toBe(open)
    const changed = news()
    await browser.start('wechatpay', 'qr')
    expect(await changed).toBe(open)
    const { mock, checkout } = shop
    const webhooks = webhookHandler({
      accounts: [wechatpayWebhooks(wechatpay(mock.credentials('wechatpay')))],
      store: checkout.store,
      onEvent: (event) => shop.resolve(event),
    })
    await pay(mock, { provider: 'wechatpay', orderId: 'S0002001A1' })
    const told = news()
    await deliverWebhooks(mock, { to: webhooks })
    expect(await told).toBe(paid)
    expect(await next()).toBeUndefined()
    expect((await listen()).answer.status).toBe(204)
  })

  it('say in between that the line stands, and end after five minutes', async () => {
    const { listen, pass } = await opened()
    const { next } = await listen()
    expect(await next()).toBe(open)
    for (let time = 0; time < 5 * minute; time += minute) {
      const line = next()
      await new Promise((resolve) => setImmediate(resolve))
      pass(minute)
      expect(await line).toBe(comment)
    }
    expect(await next()).toBeUndefined()
  })

  it('are one stream for each token, at most so many, and none where the shop wants none', async () => {
    const { shop, listen, token } = await opened({ events: 1 })
    const first = await listen()
    await first.next()
    // While it is open there is no other, of another token; of the same one it takes the place.
    const { token: other } = await shop.open()
    expect((await listen(other)).answer.status).toBe(503)
    await first.leave()
    const second = await listen(other)
    expect(await second.next()).toBe(open)
    expect((await listen(token)).answer.status).toBe(503)
    await second.leave()

    const { listen: again } = await opened({ events: 2 })
    const older = await again()
    await older.next()
    const ends = older.next()
    const newer = await again()
    expect(await newer.next()).toBe(open)
    expect(await ends).toBeUndefined()
    const none = await opened({ events: 0 })
    expect((await none.listen()).answer.status).toBe(503)
  })

  it('end with the page, and give its place away', async () => {
    const { listen } = await opened({ events: 1 })
    const left = new AbortController()
    const gone = await listen(undefined, left.signal)
    await gone.next()
    left.abort()
    await new Promise((resolve) => setImmediate(resolve))
    expect((await listen()).answer.status).toBe(200)
  })

  it('spare the page its questions', async () => {
    const { handle, listen, browser, token } = await opened()
    await browser.start('wechatpay', 'qr')
    const headers = { authorization: `Bearer ${token}` }
    const asked = async () => (await (await handle(new Request(`${endpoint}/status`, { headers }))).json()).askAfter
    expect(await asked()).toBe(2)
    const { next, leave } = await listen()
    await next()
    expect(await asked()).toBe(10)
    await leave()
    expect(await asked()).toBe(2)
  })

  it('are nobody else’s', async () => {
    const { listen } = await opened()
    const { answer } = await listen('eyJhbGciOiJub25lIn0.e30.')
    expect([answer.status, await answer.json()]).toEqual([401, { error: 'unknown' }])
  })
})
