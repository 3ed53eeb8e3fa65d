import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type MockCheckout, type MockCheckoutOptions, mockCheckout } from 'shroff/checkout/mock'
import { afterAll, afterEach, beforeAll, describe, inject } from 'vitest'
import type { Driver, DriverContext, DriverPage } from './driver.js'
import { bundled, openShop, openWallet } from './shop.js'

const tools = inject('tools')
const require = createRequire(join(tools, 'package.json'))

/** With no Chromium all is skipped, and the set-up has said why. */
export const inChromium = describe.skipIf(!inject('chromium'))

export type Opening = {
  /** Instead of the mocked server. */
  readonly server?: Parameters<typeof openShop>[0]

  readonly mock?: MockCheckoutOptions
  readonly lang?: string
  readonly dir?: 'rtl'
  readonly attributes?: string
  /** Put into the page before its scripts. */
  readonly script?: string
  readonly context?: object
  readonly path?: string
  /** Another page: its body by the token, its scripts by their addresses, and which of them it loads. */
  readonly body?: (token: string) => string
  readonly scripts?: ReadonlyMap<string, string>
  readonly entry?: string
}

export type Opened = Awaited<ReturnType<ReturnType<typeof browser>>>

/** A browser for the tests of a file. */
export function browser() {
  let driver: Driver
  let bridges: string
  const open: { close(): Promise<void> }[] = []
  beforeAll(async () => {
    const { chromium } = require('playwright-core') as { chromium: { launch(options: object): Promise<Driver> } }
    driver = await chromium.launch({ executablePath: inject('chromium'), args: ['--no-sandbox'] })
    bridges = await bundled('bridges.ts', 'iife')
  })
  afterEach(async () => {
    for (const thing of open.splice(0)) await thing.close()
  })
  afterAll(() => driver?.close())

  return async (opening: Opening = {}) => {
    const server = { ahead: 0 }
    const now = () => new Date(Date.now() + server.ahead)
    const wallet = await openWallet()
    const mock = { now, askAfter: 1, walletUrl: wallet.url, ...opening.mock }
    const checkout: MockCheckout = await mockCheckout(mock)
    const answering = opening.server ?? checkout
    const shop = await openShop(answering, opening)
    open.push(wallet, shop)

    async function another(options: object = {}): Promise<{ page: DriverPage; context: DriverContext }> {
      const context = await driver.newContext({
        locale: 'en',
        viewport: { width: 900, height: 900 },
        ...opening.context,
        ...options,
      })
      open.push(context)
      context.setDefaultTimeout(15_000)
      await context.addInitScript({ content: `${bridges}\n${opening.script ?? ''}` })
      return { context, page: await context.newPage() }
    }
    const { context, page } = await another()
    const strangers: string[] = []
    page.on('request', (request) => {
      if (!request.url().startsWith(shop.url) && !request.url().startsWith(wallet.url)) strangers.push(request.url())
    })
    if (opening.path !== '') await page.goto(shop.url + (opening.path ?? '/'))
    return { page, context, checkout, shop, wallet, strangers, another, server }
  }
}

/** What the page's element and scripts were told. */
export const said = (page: DriverPage) =>
  page.evaluate(() => (window as unknown as { shroff: { said: [string, unknown][]; violated: string[] } }).shroff)
