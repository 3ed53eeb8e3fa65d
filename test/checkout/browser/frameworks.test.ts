import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browser, inChromium } from './browser.js'
import type { DriverPage } from './driver.js'
import { application, builtByVite, next } from './frameworks.js'

/** What the browser has to complain of, and what the page's policy has stopped. */
function complaints(page: DriverPage): string[] {
  const heard: string[] = []
  page.on('console', (message) => {
    if (/warning|error/.test(message.type())) heard.push(message.text())
  })
  page.on('pageerror', (error) => heard.push(error.message))
  return heard
}

const watched = `document.addEventListener('securitypolicyviolation', (event) =>
  console.error('policy: ' + event.effectiveDirective + ' ' + event.blockedURI))`

inChromium('in an application of Vite', () => {
  const open = browser()
  let scripts: Map<string, string>
  beforeAll(async () => {
    const { folder, remove } = await application('.')
    scripts = await builtByVite(folder).finally(remove)
  })

  it.each(['react', 'vue', 'svelte'])('is paid under the strict policy, of %s', async (name) => {
    const body = (token: string) => `<div id="app" data-token="${token}"></div>`
    const opened = await open({ script: watched, scripts, entry: `/${name}.js`, body, path: '' })
    const { page, checkout, shop, strangers } = opened
    const heard = complaints(page)
    await page.goto(shop.url)
    await page.getByRole('img', { name: 'WeChat payment code for ¥25.00' }).waitFor()
    checkout.pay()
    await page.getByText('Payment successful').waitFor()
    await page.getByText('event: shroff-paid').waitFor()
    if (name !== 'svelte') await page.getByText('hook: paid').waitFor()
    expect(heard).toEqual([])
    expect(strangers).toEqual([])
    expect(checkout.attempts).toHaveLength(1)
  })
})

// A build, and a compilation for development: half a minute of both cores.
const inNext = process.env.CHECKOUT_NEXT ? inChromium : describe.skip

inNext('in Next, by npm run full:checkout', () => {
  const open = browser()
  let app: Awaited<ReturnType<typeof application>>
  beforeAll(async () => {
    app = await application('next')
  })
  afterAll(() => app?.remove())

  async function paid(url: string) {
    const { page } = await open({ script: watched, path: '' })
    const heard = complaints(page)
    await page.goto(url)
    await page.getByRole('img', { name: 'WeChat payment code for ¥25.00' }).waitFor()
    await page.evaluate(() => fetch('/pay', { method: 'POST' }).then(() => {}))
    await page.getByText('Payment successful').waitFor()
    await page.getByText('hook: paid').waitFor()
    await page.getByText('event: shroff-paid').waitFor()
    expect(heard).toEqual([])
  }

  it('is sent by the server as it stands, and paid under the strict policy with a nonce', async () => {
    const build = await next(app.folder, 'build')
    expect(await build.ended, build.said()).toBe(0)
    const server = await next(app.folder, 'start', '-p', '0')
    try {
      const sent = await (await fetch(server.url!)).text()
      expect(sent).toMatch(/<shroff-checkout endpoint="\/checkout" token="mock\.[\w-]+"><\/shroff-checkout>/)
      await paid(server.url!)
      expect(server.said()).not.toMatch(/error|warn|⨯|⚠/i)
    } finally {
      await server.stop()
    }
  }, 240_000)

  it('is hydrated without a warning of React’s development build', async () => {
    const server = await next(app.folder, 'dev', '-p', '0')
    try {
      // Compiled by the first request.
      await fetch(server.url!)
      await paid(server.url!)
      expect(server.said()).not.toMatch(/error|warn|⨯|⚠/i)
    } finally {
      await server.stop()
    }
  }, 240_000)
})
