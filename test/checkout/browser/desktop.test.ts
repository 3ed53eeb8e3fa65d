import jsqr from 'jsqr'
import { PNG } from 'pngjs'
import { expect, it } from 'vitest'
import { browser, inChromium, said } from './browser.js'
import type { DriverPage } from './driver.js'

/** The text of the code on a picture of the page, as a phone would read it. */
async function scanned(page: DriverPage): Promise<string | undefined> {
  const { data, width, height } = PNG.sync.read(await page.screenshot())
  return jsqr(new Uint8ClampedArray(data), width, height)?.data
}

const hide = (page: DriverPage, hidden: boolean) =>
  page.evaluate((now) => {
    Object.defineProperty(document, 'hidden', { configurable: true, value: now })
    document.dispatchEvent(new Event('visibilitychange'))
  }, hidden)

inChromium('on a desktop', () => {
  const open = browser()

  it('shows a code that can be read from the screen, and ends paid', async () => {
    const { page, checkout, strangers } = await open()
    await page.getByRole('img', { name: 'WeChat payment code for ¥25.00' }).waitFor()
    expect(await scanned(page)).toBe('weixin://wxpay/bizpayurl?pr=M00000001')
    await page.getByText('Open WeChat, tap Scan, and scan this code').waitFor()
    checkout.pay()
    await page.getByText('Payment successful').waitFor()
    await page.getByText('¥25.00 paid to Tea House').waitFor()
    expect(await page.getByRole('img').count()).toBe(0)
    const { said: events, violated } = await said(page)
    expect(events.map(([name]) => name)).toEqual(['paid'])
    // Under a policy that lets nothing through but the page's own files, and Trusted Types.
    expect(violated).toEqual([])
    expect(strangers).toEqual([])
    expect(checkout.attempts).toHaveLength(1)
  })

  it('shows a transfer to be copied and scanned, says what is missing, and ends paid', async () => {
    const offers = [
      { provider: 'wechatpay', channel: 'qr' },
      { provider: 'xrpl', channel: 'transfer' },
    ] as const
    const { page, context, checkout } = await open({ mock: { offers } })
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByRole('radio', { name: 'XRP Ledger' }).check()
    await page.getByRole('img', { name: 'Code for a wallet, 3.49 RLUSD' }).waitFor()
    expect(await scanned(page)).toBe(
      'https://xaman.app/detect/request:r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59?amount=3.49&dt=7002',
    )
    const copied: string[] = []
    for (const name of ['Amount', 'Address', 'Tag']) {
      await page.getByRole('button', { name: `Copy: ${name}` }).click()
      await page.getByText(`${name}: Copied`).waitFor({ state: 'attached' })
      copied.push(await page.evaluate(() => navigator.clipboard.readText()))
    }
    expect(copied).toEqual(['3.49', 'r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59', '7002'])
    checkout.receive({ received: { asset: 'RLUSD', value: '3' }, missing: { asset: 'RLUSD', value: '0.49' } })
    await page.getByText('3 RLUSD received, 0.49 RLUSD missing').waitFor()
    // A code would ask for all of it again.
    expect(await page.getByRole('img').count()).toBe(0)
    checkout.pay()
    await page.getByText('Payment successful').waitFor()
    expect((await said(page)).violated).toEqual([])
  })

  it('offers no transfer where the page was not given what draws it', async () => {
    const offers = [
      { provider: 'xrpl', channel: 'transfer' },
      { provider: 'wechatpay', channel: 'qr' },
    ] as const
    const { page, checkout } = await open({ mock: { offers }, path: '/?without-panel' })
    await page.getByRole('img', { name: 'WeChat payment code for ¥25.00' }).waitFor()
    expect(await page.getByRole('radio').count()).toBe(0)
    expect(checkout.attempts.map(({ provider }) => provider)).toEqual(['wechatpay'])
  })

  it('keeps one order through a reload, going back, and a second tab', async () => {
    const { page, context, checkout, shop, wallet } = await open()
    await page.getByRole('img').waitFor()
    await page.reload()
    await page.getByRole('img').waitFor()
    await page.goto(wallet.url)
    await page.goBack()
    await page.getByRole('img').waitFor()
    const second = await context.newPage()
    await second.goto(shop.url)
    await second.getByRole('img').waitFor()
    expect(checkout.attempts.map(({ orderId }) => orderId)).toEqual(['MOCK1'])
    checkout.pay()
    for (const tab of [page, second]) await tab.getByText('Payment successful').waitFor()
  })

  it('changes the wallet, with one order open at a time', async () => {
    const { page, checkout } = await open()
    await page.getByRole('radio', { name: 'Alipay' }).check()
    await page.getByRole('img', { name: 'Alipay payment code for ¥25.00' }).waitFor()
    expect(await scanned(page)).toBe('https://qr.alipay.com/bax000000000000000000002')
    expect(checkout.attempts.map(({ provider, open }) => [provider, open])).toEqual([
      ['wechatpay', false],
      ['alipay', true],
    ])
    expect(await page.getByRole('radio', { name: 'Alipay' }).isChecked()).toBe(true)
  })

  it('counts down by the server’s clock, says when a code ran out, and gets a new one for the same order', async () => {
    // Five minutes ahead of the browser's.
    const { page, checkout, server, shop } = await open({ mock: { attemptSeconds: 90 }, path: '' })
    server.ahead = 300_000
    await page.clock.install()
    await page.goto(shop.url)
    await page.getByRole('timer').waitFor()
    expect(await page.getByRole('timer').textContent()).toMatch(/^Time left to pay: 01:(30|29)$/)
    server.ahead += 40_000
    await page.clock.runFor(40_000)
    await page.getByText(/^The code expires in 00:(60|[45]\d)|01:00$/).waitFor({ state: 'attached' })
    server.ahead += 60_000
    await page.clock.runFor(60_000)
    await page.getByText('The code has expired').waitFor()
    await page.getByRole('button', { name: 'Get a new code' }).click()
    await page.clock.runFor(2000)
    await page.getByText('New code ready. It is for the same order').waitFor()
    expect(await scanned(page)).toBe('weixin://wxpay/bizpayurl?pr=M00000002')
    expect(checkout.attempts).toHaveLength(1)
  })

  it('says that the line is down, and goes on by itself', async () => {
    const { page, context, checkout } = await open()
    await page.getByRole('img').waitFor()
    await context.setOffline(true)
    await page.getByRole('alert').locator('text=Connection lost').waitFor()
    checkout.pay()
    await context.setOffline(false)
    await page.getByText('Payment successful').waitFor()
  })

  it('asks nothing in a hidden tab, and at once when the payer is back', async () => {
    const { page, checkout, shop } = await open({ path: '' })
    await page.clock.install()
    await page.goto(shop.url)
    await page.getByRole('img').waitFor()
    await hide(page, true)
    await page.clock.runFor(5000)
    const asked = checkout.requests.length
    await page.clock.runFor(600_000)
    expect(checkout.requests).toHaveLength(asked)
    checkout.pay()
    await hide(page, false)
    await page.getByText('Payment successful').waitFor()
    expect(checkout.requests).toHaveLength(asked + 1)
  })

  it('is told at once where the server tells of changes, and listens no longer than it is seen', async () => {
    const { page, checkout, strangers } = await open({ mock: { askAfter: 600 } })
    await page.getByRole('img').waitFor()
    await page.evaluate(() => {
      const { shroff } = window as unknown as { shroff: { listenToPayment(element: Element | null): void } }
      shroff.listenToPayment(document.querySelector('shroff-checkout'))
    })
    await expect.poll(() => checkout.listeners).toBe(1)
    await hide(page, true)
    await expect.poll(() => checkout.listeners).toBe(0)
    await hide(page, false)
    await expect.poll(() => checkout.listeners).toBe(1)
    checkout.pay()
    await page.getByText('Payment successful').waitFor()
    await expect.poll(() => checkout.listeners).toBe(0)
    expect([strangers, (await said(page)).violated]).toEqual([[], []])
  })

  it.each([
    ['expired', 'This order has timed out and no payment was received. Please order again'],
    ['closed', 'This order is closed and can no longer be paid'],
  ] as const)('ends %s', async (status, text) => {
    const { page, checkout } = await open({ mock: { sale: { continueUrl: '/shop' } } })
    await page.getByRole('img').waitFor()
    checkout.end(status)
    await page.getByRole('alert').locator(`text=${text}`).waitFor()
    expect(await page.getByRole('link', { name: 'Back to the shop' }).getAttribute('href')).toBe('/shop')
    expect((await said(page)).said.map(([name]) => name)).toEqual([status])
    const asked = checkout.requests.length
    await page.evaluate(() => window.dispatchEvent(new Event('focus')))
    expect(checkout.requests).toHaveLength(asked)
  })

  it('says that a payment did not go through, and offers to pay again under another order', async () => {
    const { page, checkout } = await open()
    await page.getByRole('img').waitFor()
    checkout.fail()
    await page.getByRole('alert').locator('text=The payment did not go through. Try again').waitFor()
    await page.getByRole('button', { name: 'Pay ¥25.00' }).click()
    await page.getByText('Open WeChat, tap Scan, and scan this code').waitFor()
    expect(checkout.attempts.map(({ open }) => open)).toEqual([false, true])
  })

  it('says of a token that is not known that the link is no longer valid', async () => {
    const { page, checkout } = await open({ attributes: 'token="forged"' })
    await page.getByRole('alert').locator('text=This link is no longer valid').waitFor()
    expect(checkout.requests).toEqual(['GET status'])
  })

  it('lets the payer try again where nothing could be started', async () => {
    const { page, checkout, shop } = await open({ path: '' })
    await page.goto(shop.url)
    await page.getByRole('img').waitFor()
    checkout.refuse('unavailable')
    await page.getByText('UnionPay').click()
    await page.getByRole('alert').locator('text=could not be started').waitFor()
  })

  it('can be defined late, twice, with properties that a framework set before', async () => {
    const { page, checkout } = await open({ attributes: '', path: '/?undefined' })
    await page.evaluate((token) => {
      const element = document.querySelector('shroff-checkout')!
      Object.assign(element, { token })
      const { shroff } = window as unknown as { shroff: { defineCheckout(): void } }
      shroff.defineCheckout()
      shroff.defineCheckout()
    }, checkout.token)
    await page.getByRole('img').waitFor()
    // Moved, as frameworks do.
    await page.evaluate(() => document.body.append(document.querySelector('shroff-checkout')!))
    await page.getByRole('img').waitFor()
    expect(checkout.attempts).toHaveLength(1)
  })

  it('needs no pointer', async () => {
    const { page } = await open()
    await page.getByRole('img').waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('ArrowDown')
    await page.getByRole('img', { name: 'Alipay payment code for ¥25.00' }).waitFor()
    expect(await page.getByRole('radio', { name: 'Alipay' }).isChecked()).toBe(true)
    const focused = () => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.localName)
    expect(await focused()).toBe('input')
  })

  it('is read by a screen reader in this order', async () => {
    const { page } = await open()
    await page.getByRole('img').waitFor()
    expect(await page.locator('main').ariaSnapshot()).toMatch(
      /paragraph: Pay Tea House[\s\S]*¥25\.00[\s\S]*Oolong tea[\s\S]*group "Choose how to pay"[\s\S]*radio "WeChat Pay" \[checked\][\s\S]*radio "Alipay"[\s\S]*status: Open WeChat, tap Scan, and scan this code[\s\S]*img "WeChat payment code for ¥25\.00"[\s\S]*timer: "?Time left to pay/,
    )
  })
})
