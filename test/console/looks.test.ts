import { pay } from 'shroff/mock'
import { expect, it } from 'vitest'
import { violationsOf } from '../checkout/browser/axe.js'
import { inChromium } from '../checkout/browser/browser.js'
import type { DriverPage } from '../checkout/browser/driver.js'
import { browser, type Desk, openDesk } from './desk.js'
import { picture } from './pictures.js'

/** A day at a shop: paid, refunded, paid out, told, refused. */
async function busy({ mock, refund, payOut }: Desk, page: DriverPage): Promise<void> {
  await pay(mock, { provider: 'wechatpay', orderId: 'T1000001' })
  await refund()
  await payOut()
  await pay(mock, { provider: 'alipay', orderId: 'A1000001' })
  const entry = mock.journal.find(({ kind }) => kind === 'request') as {
    request: { url: string; headers: object; body: Uint8Array }
  }
  const { url, headers, body } = entry.request
  const again = JSON.stringify(JSON.parse(new TextDecoder().decode(body)), null, 2)
  await mock.fetch(new Request(url, { method: 'POST', headers: headers as Record<string, string>, body: again }))
  const send = page.locator('button:visible').first()
  await page.evaluate(() => {
    location.hash = '#deliveries'
  })
  await send.waitFor()
  await page.locator('[data-focus="deliver"]:visible').first().click()
  await page.locator('summary:visible').first().waitFor()
}

const looks = [
  { locale: 'en', colorScheme: 'light', viewport: { width: 1100, height: 760 } },
  { locale: 'zh-CN', colorScheme: 'light', viewport: { width: 375, height: 720 } },
  { locale: 'zh-CN', colorScheme: 'dark', viewport: { width: 1100, height: 760 } },
  { locale: 'en', colorScheme: 'dark', viewport: { width: 375, height: 720 } },
] as const

const open = browser()

inChromium.each(looks)('the console in $locale, $colorScheme, $viewport.width wide', (look) => {
  const name = `${look.locale}-${look.colorScheme}-${look.viewport.width}`

  async function passes(page: DriverPage, view: string): Promise<void> {
    expect(await violationsOf(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(look.viewport.width)
    await picture(page, `${view}-${name}`)
  }

  it('breaks no rule of WCAG 2.2 AA in any view', async () => {
    const desk = await openDesk()
    const { page } = await open(look)
    await page.goto(desk.link)
    await busy(desk, page)
    for (const view of ['deliveries', 'journal', 'orders', 'tools']) {
      await page.evaluate((hash) => {
        location.hash = hash
      }, view)
      if (view !== 'tools') await page.locator('summary:visible').first().click()
      if (view === 'journal') {
        await page.locator('[data-focus="explain"]:visible').click()
        await page.locator('mark:visible').first().waitFor()
      }
      if (view === 'orders') await page.locator('details:has(.chip.refund) summary').click()
      await passes(page, view)
    }
    await desk.close()
  })

  it('nor where there is nothing yet', async () => {
    const desk = await openDesk({ empty: true })
    const { page } = await open(look)
    await page.goto(desk.link)
    for (const view of ['orders', 'journal', 'deliveries']) {
      await page.evaluate((hash) => {
        location.hash = hash
      }, view)
      await page.locator('h2:visible').first().waitFor()
      await passes(page, `empty-${view}`)
    }
    await desk.close()
  })
})
