import type { BridgeCall, BridgeOptions, MockCheckout, MockCheckoutOptions } from 'shroff/checkout/mock'
import { expect, it } from 'vitest'
import { returnAddress } from '../../../src/checkout/return-state.js'
import { agents } from '../agents.js'
import { browser, inChromium, type Opened, said } from './browser.js'

type InPage = {
  calls: readonly BridgeCall[]
  installBridge(wallet: string, options: BridgeOptions): { calls: BridgeCall[] }
}

/** Puts a bridge into the page, and gives the calls that it got. */
async function bridge({ page, checkout }: Opened, wallet: string, options: BridgeOptions = {}) {
  await page.evaluate(
    ({ wallet, options }) => {
      const inPage = window as unknown as InPage
      inPage.calls = inPage.installBridge(wallet, options).calls
    },
    { wallet, options: { publicKey: checkout.publicKey, ...options } },
  )
  return () => page.evaluate(() => (window as unknown as InPage).calls)
}

const jsapi = (provider: string): MockCheckoutOptions => ({ offers: [{ provider, channel: 'jsapi' }] })
const as = (agent: keyof typeof agents) => ({
  userAgent: agents[agent],
  viewport: { width: 375, height: 740 },
  hasTouch: true,
})
const claims = async ({ page }: Opened) =>
  (await said(page)).said.filter(([name]) => name === 'wallet').map(([, detail]) => detail)
const orders = (checkout: MockCheckout) => checkout.attempts.map(({ orderId }) => orderId)

inChromium('in WeChat', () => {
  const open = browser()
  const mock = jsapi('wechatpay')

  it('waits for the bridge, calls it once as it is signed, and never asks twice while it confirms', async () => {
    const opened = await open({ mock, context: as('wechatIos') })
    const { page, checkout } = opened
    const pay = page.getByRole('button', { name: 'Pay ¥25.00' })
    await pay.waitFor()
    const calls = await bridge(opened, 'wechat', { readyAfter: 800 })
    await pay.click()
    await page.getByText('Confirming your payment. Please do not pay again').waitFor()
    const [call, ...more] = await calls()
    expect(more).toEqual([])
    expect(call).not.toHaveProperty('fault')
    expect(Object.values(call!.parameters).map((value) => typeof value)).toEqual(Array(6).fill('string'))
    const asked = checkout.requests.length
    await expect.poll(() => checkout.requests.length, { timeout: 10_000 }).toBeGreaterThan(asked + 2)
    expect(await page.getByRole('button').count()).toBe(0)
    checkout.pay()
    await page.getByText('Payment successful').waitFor()
    expect(orders(checkout)).toEqual(['MOCK1'])
    expect(await claims(opened)).toEqual([{ says: 'done', detail: 'get_brand_wcpay_request:ok' }])
  })

  it('says what failed to the shop’s log, asks, and offers the same order again', async () => {
    const opened = await open({ mock, context: as('wechatIos') })
    await bridge(opened, 'wechat', { answer: { code: 'fail, 当前页面的URL未注册' } })
    const pay = opened.page.getByRole('button', { name: 'Pay ¥25.00' })
    await pay.click()
    await opened.page.getByText('No payment received yet').waitFor()
    await pay.waitFor()
    expect(await claims(opened)).toEqual([
      { says: 'failed', detail: 'get_brand_wcpay_request:fail, 当前页面的URL未注册' },
    ])
    expect(orders(opened.checkout)).toEqual(['MOCK1'])
  })

  it('believes no bridge that says that the payer left: the server says that he paid', async () => {
    const opened = await open({ mock, context: as('wechatX5') })
    await bridge(opened, 'wechat', { answer: 'cancel' })
    opened.page.getByRole('button', { name: 'Pay ¥25.00' })
    opened.checkout.pay()
    await opened.page.getByText('Payment successful').waitFor()
  })

  it('is refused where the parameters are not those that were signed', async () => {
    const opened = await open({ mock, context: as('wechatIos') })
    const other = await open({ mock, context: as('wechatIos') })
    const calls = await bridge(opened, 'wechat', { publicKey: other.checkout.publicKey })
    await opened.page.getByRole('button', { name: 'Pay ¥25.00' }).click()
    await opened.page.getByText('No payment received yet').waitFor()
    expect((await calls())[0]!.fault).toBe('支付验证签名失败')
  })

  it('says where there is no bridge that the app did not open', async () => {
    const { page, shop } = await open({ mock, context: as('wechatIos'), path: '' })
    await page.clock.install()
    await page.goto(shop.url)
    await page.getByRole('button', { name: 'Pay ¥25.00' }).click()
    await page.clock.runFor(6000)
    await page.getByRole('alert').locator('text=WeChat did not open?').waitFor()
  })

  it('hands over to the native page in a mini program, and shows nothing to pay with', async () => {
    const opened = await open({ mock: { offers: [] }, context: as('wechatMiniProgram') })
    const calls = await bridge(opened, 'wechat')
    await opened.page.getByText('Go back to the mini program to pay').waitFor()
    expect((await said(opened.page)).said.map(([name]) => name)).toEqual(['hand-over'])
    expect(await calls()).toEqual([])
    expect(await opened.page.getByRole('button').count()).toBe(0)
    expect(await opened.page.getByRole('img').count()).toBe(0)
  })

  it('says how to leave WeChat where nothing on offer can be paid in it', async () => {
    const { page } = await open({ mock: { offers: [] }, context: as('wechatIos') })
    await page.getByText('This does not work inside WeChat').waitFor()
  })
})

inChromium('in Alipay', () => {
  const open = browser()

  it.each([
    ['8000 as a number', 8000, 'pending'],
    ['6002', '6002', 'pending'],
    ['6004', '6004', 'pending'],
  ] as const)('takes %s for nothing: confirming, then paid', async (_, code, says) => {
    const opened = await open({ mock: jsapi('alipay'), context: as('alipayAndroid') })
    const calls = await bridge(opened, 'alipay', { answer: { code } })
    await opened.page.getByRole('button', { name: 'Pay ¥25.00' }).click()
    await opened.page.getByText('Confirming your payment').waitFor()
    expect(await opened.page.getByRole('button').count()).toBe(0)
    expect((await calls())[0]!.parameters).toEqual({ tradeNO: '2026112600000000000000000001' })
    opened.checkout.pay()
    await opened.page.getByText('Payment successful').waitFor()
    expect(await claims(opened)).toEqual([{ says, detail: String(code) }])
  })

  it.each(['6001', '99'])('checks the result after %s, and offers the same order again', async (code) => {
    const opened = await open({ mock: jsapi('alipay'), context: as('alipayAndroid') })
    await bridge(opened, 'alipay', { answer: { code } })
    const pay = opened.page.getByRole('button', { name: 'Pay ¥25.00' })
    await pay.click()
    await opened.page.getByText('No payment received yet').waitFor()
    await pay.waitFor()
    expect(orders(opened.checkout)).toEqual(['MOCK1'])
  })
})

inChromium('in 云闪付', () => {
  const open = browser()
  const mock: MockCheckoutOptions = { offers: [{ provider: 'unionpay', channel: 'app' }] }

  it('pays by the SDK that the page has loaded, touches no other bridge, and asks after a text of failure', async () => {
    const opened = await open({ mock, context: as('cloudPay') })
    const alipay = await bridge(opened, 'alipay')
    const calls = await bridge(opened, 'unionpay', { answer: 'cancel' })
    await opened.page.getByRole('button', { name: 'Pay ¥25.00' }).click()
    await opened.page.getByText('No payment received yet').waitFor()
    expect(await calls()).toHaveLength(1)
    expect(await alipay()).toHaveLength(1)
    expect((await calls())[0]!.parameters).toEqual({ tn: '202600000000000000001' })
    expect(await claims(opened)).toEqual([{ says: 'cancelled', detail: '用户取消支付' }])
  })

  it('says that it did not open where the page has not loaded the SDK', async () => {
    const opened = await open({ mock, context: as('cloudPay') })
    await opened.page.getByRole('button', { name: 'Pay ¥25.00' }).click()
    await opened.page.getByRole('alert').locator('text=UnionPay did not open?').waitFor()
    expect(await claims(opened)).toEqual([{ says: 'impossible', why: 'no-bridge' }])
  })
})

inChromium('in QQ', () => {
  const open = browser()

  it('pays by the token that its own bridge is given, and is found to be paid', async () => {
    const opened = await open({ mock: jsapi('qqpay'), context: as('qqIos') })
    const calls = await bridge(opened, 'qq', { readyAfter: 300 })
    await opened.page.getByRole('button', { name: 'Pay ¥25.00' }).click()
    await opened.page.getByText('Confirming your payment').waitFor()
    expect((await calls())[0]!.parameters).toMatchObject({ tokenId: expect.stringMatching(/^6V\d+$/) })
    opened.checkout.pay()
    await opened.page.getByText('Payment successful').waitFor()
    expect(await claims(opened)).toEqual([{ says: 'done', detail: '0' }])
  })

  it('offers the same order again where the payer left', async () => {
    const opened = await open({ mock: jsapi('qqpay'), context: as('qqAndroid') })
    await bridge(opened, 'qq', { answer: 'cancel' })
    const pay = opened.page.getByRole('button', { name: 'Pay ¥25.00' })
    await pay.click()
    await opened.page.getByText('No payment received yet').waitFor()
    await pay.waitFor()
    expect(orders(opened.checkout)).toEqual(['MOCK1'])
  })
})

inChromium('at an acquirer', () => {
  const open = browser()

  it('is told which wallets scan its code, and by one wallet’s bridge which wallet pays', async () => {
    const { page } = await open({ mock: { offers: [{ provider: 'yeepay', channel: 'qr' }] } })
    await page.getByText('Scan this code with WeChat or Alipay').waitFor()
    await page.getByRole('img', { name: 'WeChat or Alipay payment code for ¥25.00' }).waitFor()

    const offers = [
      { provider: 'lakala', channel: 'qr', wallet: 'alipay' },
      { provider: 'qqpay', channel: 'qr' },
      { provider: 'yeepay', channel: 'page' },
    ] as const
    const { page: choosing } = await open({ mock: { offers } })
    await choosing.getByText('Open Alipay, tap Scan, and scan this code').waitFor()
    for (const name of ['Alipay', 'QQ Wallet', 'WeChat or Alipay'])
      await choosing.getByRole('radio', { name, exact: true }).waitFor()

    const mock: MockCheckoutOptions = { offers: [{ provider: 'yeepay', channel: 'jsapi', wallet: 'wechatpay' }] }
    const opened = await open({ mock, context: as('wechatIos') })
    await bridge(opened, 'wechat')
    await opened.page.getByRole('button', { name: 'Pay ¥25.00' }).click()
    await opened.page.getByText('Confirming your payment').waitFor()
    expect(await claims(opened)).toEqual([{ says: 'done', detail: 'get_brand_wcpay_request:ok' }])
  })
})

inChromium('on a phone', () => {
  const open = browser()
  const wap: MockCheckoutOptions = { offers: [{ provider: 'wechatpay', channel: 'wap' }] }

  it('goes by a link that says where it comes from under no-referrer, and asks on return', async () => {
    const { page, checkout, shop, wallet } = await open({ mock: wap, context: as('safari') })
    await page.getByRole('link', { name: 'Open WeChat to pay' }).click()
    await page.waitForURL(/\/pay\?order=/)
    expect(wallet.arrivals).toEqual([{ url: '/pay?order=00000001', referer: `${shop.url}/` }])
    await page.goto(returnAddress(shop.url, checkout.returnCode()))
    await page.getByRole('dialog', { name: 'Have you paid?' }).waitFor()
    await page.getByRole('button', { name: 'I have paid' }).click()
    await page.getByText('No payment received yet').waitFor()
    expect(await page.getByRole('dialog').isVisible()).toBe(true)
    checkout.pay()
    await page.getByText('Payment successful').waitFor()
    expect(await page.getByRole('dialog').count()).toBe(0)
    expect(orders(checkout)).toEqual(['MOCK1'])
    expect(page.url()).not.toContain('shroff-return')
  })

  it('goes on under the same order where the payer has not paid', async () => {
    const { page, checkout, shop } = await open({ mock: wap, context: as('safari') })
    await page.getByRole('link').click()
    await page.waitForURL(/\/pay/)
    await page.goto(returnAddress(shop.url, checkout.returnCode()))
    await page.getByRole('button', { name: 'Not yet, continue' }).click()
    await page.getByRole('link', { name: 'Open WeChat to pay' }).click()
    await page.waitForURL(/\/pay\?order=00000001/)
    expect(orders(checkout)).toEqual(['MOCK1'])
  })

  it('returns into another browser by a code that is taken once', async () => {
    const { checkout, shop, another } = await open({ mock: wap, context: as('safari'), attributes: '' })
    const address = returnAddress(shop.url, checkout.returnCode())
    const { page, context } = await another()
    await page.goto(address)
    await page.getByRole('dialog', { name: 'Have you paid?' }).waitFor()
    expect(page.url()).not.toContain('shroff-return')
    // The code is used up: what it was exchanged for is kept, in this tab alone.
    await page.reload()
    await page.getByRole('link', { name: 'Open WeChat to pay' }).waitFor()
    const tab = await context.newPage()
    await tab.goto(shop.url)
    expect(await tab.locator('main').textContent()).not.toContain('¥25.00')
    checkout.pay()
    await page.getByText('Payment successful').waitFor()
    const { page: thief } = await another()
    await thief.goto(address)
    await thief.getByRole('alert').locator('text=This link is no longer valid').waitFor()
  })

  it('says that a code on this phone needs another one', async () => {
    const { page } = await open({
      mock: { offers: [{ provider: 'wechatpay', channel: 'qr' }] },
      context: { ...as('chromeAndroid'), colorScheme: 'dark', viewport: { width: 320, height: 640 } },
    })
    await page.getByText('Scan it with another phone’s camera'.replace('’', "'")).waitFor()
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(wide).toBeLessThanOrEqual(320)
  })
})

inChromium('what a page forbids', () => {
  const open = browser()

  it('is said of a form that its policy stops', async () => {
    const opened = await open({ mock: { offers: [{ provider: 'unionpay', channel: 'wap' }] }, context: as('safari') })
    await opened.page.getByRole('button', { name: 'Pay ¥25.00' }).waitFor()
    // Playwright waits for the end of a navigation that was stopped, so the page is asked by its own means.
    const shadow = <Result>(run: (root: ShadowRoot) => Result) =>
      opened.page.evaluate(`(${run})(document.querySelector('shroff-checkout').shadowRoot)`) as Promise<Result>
    await shadow((root) => root.querySelector('button')!.click())
    await expect
      .poll(() => claims(opened), { timeout: 10_000 })
      .toEqual([{ says: 'impossible', why: 'policy', detail: expect.stringContaining('http://localhost') }])
    expect(await shadow((root) => root.querySelector('[role=alert]')!.textContent)).toMatch(/did not open\?/)
  })

  it('is said of a frame that may not be left, in which a code works', async () => {
    const opened = await open({ path: '/sandbox' })
    await opened.page.frameLocator('iframe').getByRole('img').waitFor()
    opened.checkout.pay()
    await opened.page.frameLocator('iframe').getByText('Payment successful').waitFor()

    const { page, wallet } = await open({ mock: wapOf('alipay'), path: '/sandbox' })
    await page.frameLocator('iframe').getByRole('link').click()
    await page.frameLocator('iframe').getByRole('alert').locator('text=did not open').waitFor()
    expect(wallet.arrivals).toEqual([])
  })

  it('is nothing in a frame without a sandbox: the wallet’s page takes its place as a whole', async () => {
    const { page } = await open({ mock: wapOf('alipay'), path: '/frame' })
    await page.frameLocator('iframe').getByRole('link').click()
    await page.waitForURL(/\/pay\?order=/)
  })
})

const wapOf = (provider: string): MockCheckoutOptions => ({ offers: [{ provider, channel: 'wap' }] })
