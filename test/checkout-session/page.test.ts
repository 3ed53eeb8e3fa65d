import { advanceClock, pay } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import { minute, openShop, phone } from './shop.js'

/** A browser without JavaScript, at the page of a sale. */
async function openPage(more: Record<string, string> = {}) {
  const shop = await openShop()
  const { cookie, noScriptUrl: pageUrl } = await shop.open()
  const pair = cookie.split(';')[0]!
  const ask = (init: RequestInit = {}, headers: Record<string, string> = {}, url = pageUrl) => {
    const all = { cookie: pair, 'accept-language': 'en', ...more, ...headers }
    return shop.handle(new Request(url, { ...init, headers: { ...(init.headers as object), ...all } }))
  }
  const post = (
    fields: Record<string, string>,
    headers: Record<string, string> = { 'sec-fetch-site': 'same-origin' },
  ) => ask({ method: 'POST', body: new URLSearchParams(fields) }, headers)
  return { shop, cookie, pageUrl, ask, post }
}

describe('the page without JavaScript', () => {
  it('has a cookie of this one sale, which no script and no other site gets', async () => {
    const { cookie } = await openPage()
    expect(cookie).toMatch(/^__Secure-shroff-[0-9a-f]{32}=[\w.-]+; Path=\/checkout; HttpOnly; Secure; SameSite=Lax$/)
  })

  it('offers, shows the code, says that nothing has come, and then that it is paid', async () => {
    const { shop, ask, post } = await openPage()
    const first = await (await ask()).text()
    expect(first).toMatch(/^<!doctype html>\n<html lang="en">/)
    expect(first).toContain('¥25.00')
    expect(first).not.toMatch(/<script|http-equiv|style="|user-scalable/)
    const started = await post({ do: 'start', provider: 'wechatpay', channel: 'qr' })
    expect([started.status, started.headers.get('location')]).toEqual([303, expect.stringMatching(/\/page\?sale=\w+$/)])
    const second = await (await ask()).text()
    expect(second).toContain('<svg')
    expect(second).toContain('Check result')
    const checked = await post({ do: 'check' })
    const third = await (await ask({}, {}, checked.headers.get('location')!)).text()
    expect(third).toContain('No payment received yet')
    await pay(shop.mock, { provider: 'wechatpay', orderId: 'S0002001A1' })
    await shop.resolve({ type: 'payment.paid', orderId: 'S0002001A1' })
    const last = await (await ask()).text()
    expect(last).toContain('Payment successful')
    expect(last).toContain('https://shop.example/thanks')
    expect(shop.made('createPayment')).toHaveLength(1)
  })

  it('has a strict policy, which lets its own style, its forms and the wallet’s through', async () => {
    const { ask, post } = await openPage({ 'user-agent': phone })
    const { headers } = await ask()
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/=]+'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'$/,
    )
    expect(headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin')
    expect(headers.get('cache-control')).toBe('no-store')
    await post({ do: 'start', provider: 'unionpay', channel: 'wap' })
    const answer = await ask()
    expect(answer.headers.get('content-security-policy')).toContain("form-action 'self' https://gateway.95516.com")
    expect(await answer.text()).toMatch(/<form method="post" action="https:&#|<form method="post" action="https:\/\//)
  })

  it('sends the payer to WeChat Pay by a link that says where it comes from', async () => {
    const { ask, post } = await openPage({ 'user-agent': phone })
    await post({ do: 'start', provider: 'wechatpay', channel: 'wap' })
    expect(await (await ask()).text()).toContain('<a class="go" referrerpolicy="origin" href="https://')
  })

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://shop.example' }],
    ['a neighbour of this site', { 'sec-fetch-site': 'same-site' }],
    ['another origin, in an old browser', { origin: 'https://evil.example' }],
    ['nobody, in an old browser', {}],
    ['a sandbox, in an old browser', { origin: 'null' }],
  ])('takes no form from %s', async (_which, headers) => {
    const { shop, ask, post } = await openPage()
    expect((await post({ do: 'close' }, headers as Record<string, string>)).status).toBe(403)
    await post({ do: 'start', provider: 'wechatpay', channel: 'qr' }, headers as Record<string, string>)
    expect(shop.calls).toEqual([])
    expect(await (await ask()).text()).toContain('Choose how to pay')
  })

  it.each([
    ['by its own word, also where the site sends no referrer', { 'sec-fetch-site': 'same-origin', origin: 'null' }],
    ['by its origin, in an old browser', { origin: 'https://shop.example' }],
  ])('takes its own forms: %s', async (_which, headers) => {
    const { post } = await openPage()
    const { status } = await post({ do: 'start', provider: 'wechatpay', channel: 'qr' }, headers)
    expect(status).toBe(303)
  })

  it('opens by no other sale’s cookie, nor by none', async () => {
    const { shop, ask, pageUrl } = await openPage()
    const other = await shop.open({ saleId: 'S0002002' })
    const [, value] = other.cookie.split(';')[0]!.split('=') as [string, string]
    const name = pageUrl.split('sale=')[1]!
    for (const cookie of ['', other.cookie, `__Secure-shroff-${name}=${value}`, `__Secure-shroff-${name}=x`]) {
      const answer = await ask({}, { cookie })
      expect([answer.status, await answer.text()]).toEqual([401, expect.stringContaining('no longer valid')])
    }
    expect((await ask({}, {}, pageUrl.split('?')[0])).status).toBe(401)
  })

  it('renews its cookie while the sale is open, and is closed by its payer', async () => {
    const { shop, ask, post } = await openPage()
    expect((await ask()).headers.get('set-cookie')).toBe(null)
    advanceClock(shop.mock, 11 * minute)
    expect((await ask()).headers.get('set-cookie')).toMatch(/^__Secure-shroff-/)
    await post({ do: 'close' })
    expect(await (await ask()).text()).toContain('This order is closed')
  })

  it.each([
    ['zh-CN,zh;q=0.9', 'zh-CN', '收银台'],
    ['zh-TW', 'zh-HK', '付款'],
    ['fr,zh-HK', 'zh-HK', '選擇付款方式'],
    ['fr', 'en', 'Choose how to pay'],
  ])('speaks the browser’s language: %s', async (wanted, lang, words) => {
    const { ask } = await openPage()
    const html = await (await ask({}, { 'accept-language': wanted })).text()
    expect(html).toContain(`<html lang="${lang}">`)
    expect(html).toContain(words)
  })
})

describe('the way back from a wallet', () => {
  async function left() {
    const shop = await openShop()
    const { token } = await shop.open()
    const browser = shop.browser(token, { 'user-agent': phone })
    await browser.start('unionpay', 'wap')
    const { returnUrl } = shop.made('createPayment')[0]!.given as { returnUrl: string }
    return { shop, browser, returnUrl, code: returnUrl.split('/').at(-1)! }
  }

  it('leads to the shop’s page, also where the wallet posts a form or adds a query', async () => {
    const { shop, returnUrl, code } = await left()
    expect(returnUrl.length).toBeLessThanOrEqual(256)
    for (const request of [
      new Request(returnUrl),
      new Request(returnUrl, { method: 'POST', body: new URLSearchParams({ respCode: '00' }) }),
      new Request(`${returnUrl}?out_trade_no=1&sign=x`),
    ]) {
      const { status, headers } = await shop.handle(request)
      expect([status, headers.get('location')]).toEqual([
        303,
        `https://shop.example/pay/S0002001#shroff-return=${code}`,
      ])
    }
  })

  it('in another browser gives a token, once, and to nobody who guesses', async () => {
    const { shop, browser, code } = await left()
    const elsewhere = shop.browser('')
    const made = [code.replace(/.$/, (last) => (last === '0' ? '1' : '0')), '0'.repeat(96)]
    for (const wrong of made) expect((await elsewhere.post('exchange', { code: wrong })).status).toBe(401)
    expect((await elsewhere.post('exchange', { code: 'short' })).status).toBe(400)
    const answers = await Promise.all([1, 2, 3].map(() => elsewhere.post('exchange', { code })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401])
    const { token } = answers.find(({ status }) => status === 200)!.body
    expect((await shop.browser(token!).status()).body.attempt).toEqual((await browser.status()).body.attempt)
  })

  it('is over half an hour after the order', async () => {
    const { shop, code } = await left()
    advanceClock(shop.mock, 46 * minute)
    expect((await shop.browser('').post('exchange', { code })).status).toBe(401)
  })
})

describe('the handler', () => {
  it('knows its ways, and no others', async () => {
    const shop = await openShop()
    const ask = (path: string, method: string) =>
      shop.handle(new Request(`https://shop.example/checkout/${path}`, { method }))
    expect((await ask('other', 'GET')).status).toBe(404)
    expect((await ask('status', 'POST')).headers.get('allow')).toBe('GET')
    expect((await ask('start', 'GET')).status).toBe(405)
    expect((await ask('page', 'DELETE')).status).toBe(405)
  })

  it('never rejects: what goes wrong is told to the shop, and the payer may try again', async () => {
    const shop = await openShop()
    const { token } = await shop.open()
    const claim = shop.checkout.store.claim
    shop.checkout.store.claim = () => Promise.reject(new Error('the database is away'))
    const answer = await shop.browser(token).status()
    expect([answer.status, answer.body, answer.headers.get('retry-after')]).toEqual([
      503,
      { error: 'unavailable' },
      '5',
    ])
    expect(shop.errors).toMatchObject([{ message: 'the database is away' }])
    shop.checkout.store.claim = claim
    expect((await shop.browser(token).status()).status).toBe(200)
  })
})
