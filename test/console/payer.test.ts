import { request as send } from 'node:http'
import { expect, it } from 'vitest'
import type { BookOrder } from '../../src/mock/book.js'
import { internalsOf } from '../../src/mock/running.js'
import { violationsOf } from '../checkout/browser/axe.js'
import { inChromium } from '../checkout/browser/browser.js'
import { browser, type Desk, openDesk, serveAt } from './desk.js'
import { attack, hostile } from './hostile.js'
import { picture } from './pictures.js'

const providers = ['wechatpay', 'alipay', 'antom', 'unionpay', 'qqpay', 'lakala', 'yeepay', 'baidu'] as const
/** Where a try that failed ends the order. */
const final: readonly string[] = ['antom', 'lakala']
type Provider = (typeof providers)[number]

const bookOf = ({ mock }: Desk, provider: Provider) => internalsOf(mock).running.get(provider)!.book

function orderOf(desk: Desk, provider: Provider): BookOrder {
  const [order] = bookOf(desk, provider).orders.values()
  return order!
}

function pageOf(desk: Desk, provider: Provider): string {
  const path = internalsOf(desk.mock).running.get(provider)!.provider.payerPath!(orderOf(desk, provider))
  return desk.server.urls[provider] + path
}

const open = browser()

inChromium.each(providers)('the payer’s page of %s', (provider) => {
  it('fails, and then pays', async () => {
    const desk = await openDesk()
    const { page } = await open()
    await page.goto(pageOf(desk, provider))
    await page.getByText('25.00').waitFor()
    expect(await page.locator('b').count()).toBe(0)
    await page.getByRole('button', { name: 'Fail to pay' }).click()
    if (final.includes(provider)) await page.getByText('The order is closed').waitFor()
    else {
      await page.getByText('The last try did not go through').waitFor()
      expect(orderOf(desk, provider)).toMatchObject({ status: 'pending', declined: true })
      await page.getByRole('button', { name: 'Pay', exact: true }).click()
      await page.getByText('Payment successful').waitFor()
    }
    expect(orderOf(desk, provider).status).toBe(final.includes(provider) ? 'closed' : 'paid')
    await desk.close()
  })

  it('runs out of time', async () => {
    const desk = await openDesk()
    const { page } = await open()
    await page.goto(pageOf(desk, provider))
    await page.getByRole('button', { name: 'Let it time out' }).click()
    await page.getByText(/timed out|is closed/).waitFor()
    expect(orderOf(desk, provider).status).not.toBe('paid')
    await desk.close()
  })
})

inChromium('the payer’s page, which is the same everywhere', () => {
  it.each([
    { locale: 'zh-CN', colorScheme: 'light', viewport: { width: 375, height: 720 } },
    { locale: 'en', colorScheme: 'dark', viewport: { width: 375, height: 720 } },
  ])('breaks no rule of WCAG 2.2 AA in $locale, $colorScheme', async (look) => {
    const desk = await openDesk()
    const { page } = await open(look)
    await page.goto(pageOf(desk, 'alipay'))
    await page.getByText('25.00').waitFor()
    expect(await violationsOf(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375)
    await picture(page, `payer-${look.locale}-${look.colorScheme}`)
    await desk.close()
  })
})

inChromium('a page of another site, at the ports of the providers', () => {
  it('presses no button, by form, fetch, image or frame', async () => {
    const desk = await openDesk()
    const steps = providers.flatMap((provider) =>
      ['pay', 'refuse', 'timeout'].flatMap((step) => {
        const url = new URL(pageOf(desk, provider))
        const foreign = url.pathname.replace(/[^/]+$/, `${'0'.repeat(32)}/${step}`)
        return [url.origin + foreign, `${url.origin}${url.pathname.replace(/[^/]+$/, step)}`]
      }),
    )
    const pages = providers.map((provider) => pageOf(desk, provider))
    const evil = await serveAt('evil.test', hostile([...steps, ...pages]))
    const { page } = await open()
    const seen = await attack(page, evil.url)
    expect(seen).toEqual({ read: [] })
    for (const provider of providers) {
      const { status, declined, expiresAt } = orderOf(desk, provider)
      expect({ provider, status, declined, late: expiresAt < desk.mock.clock.now() }).toEqual({
        provider,
        status: 'pending',
        declined: undefined,
        late: false,
      })
    }
    await evil.close()
    // The same page, if it knew what it cannot know.
    const knowing = await serveAt('evil.test', hostile([`${pageOf(desk, 'alipay')}/pay`]))
    await attack(page, knowing.url)
    expect(orderOf(desk, 'alipay').status).toBe('paid')
    await knowing.close()
    await desk.close()
  })

  it.each(providers)('does nothing at %s under a name of its own that leads here', async (provider) => {
    const desk = await openDesk()
    const url = new URL(pageOf(desk, provider))
    const there = `http://evil.test:${url.port}${url.pathname}`
    const { page } = await open()
    await page.goto(there)
    await page.getByText('Open this page by the address of this machine').waitFor()
    expect(await page.locator('form').count()).toBe(0)
    // Even with the right address of the button.
    const posted = await new Promise<number>((resolve, reject) => {
      const headers = { host: `evil.test:${url.port}` }
      send(`${url.href}/pay`, { method: 'POST', headers }, ({ statusCode }) => resolve(statusCode ?? 0))
        .on('error', reject)
        .end()
    })
    expect(posted).toBe(403)
    expect(orderOf(desk, provider).status).toBe('pending')
    await desk.close()
  })
})
