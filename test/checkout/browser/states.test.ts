import { join } from 'node:path'
import type { MockCheckout, MockCheckoutOptions } from 'shroff/checkout/mock'
import { expect, it } from 'vitest'
import { agents } from '../agents.js'
import { violationsOf } from './axe.js'
import { browser, inChromium, type Opened } from './browser.js'

type State = {
  readonly mock?: MockCheckoutOptions
  readonly agent?: keyof typeof agents
  readonly attributes?: string
  /** What happens before the picture is taken. */
  readonly first?: (opened: Opened, checkout: MockCheckout) => Promise<void> | void
  /** What has to be there. */
  readonly sees: Record<'zh-CN' | 'en', string>
}

const sale = { continueUrl: '/shop' }
const one = (provider: string, channel: 'qr' | 'wap' | 'jsapi'): MockCheckoutOptions => ({
  offers: [{ provider, channel }],
})

/** Every state that a payer may see. */
const states: Record<string, State> = {
  code: { sees: { en: 'Open WeChat, tap Scan', 'zh-CN': '请打开微信「扫一扫」' } },
  'code-on-phone': {
    mock: one('wechatpay', 'qr'),
    agent: 'chromeAndroid',
    sees: { en: "Scan it with another phone's camera", 'zh-CN': '请用另一台手机直接扫描' },
  },
  'code-expired': {
    mock: { attemptSeconds: 0 },
    sees: { en: 'The code has expired', 'zh-CN': '二维码已失效' },
  },
  link: { mock: one('alipay', 'wap'), agent: 'safari', sees: { en: 'Open Alipay to pay', 'zh-CN': '打开支付宝支付' } },
  bridge: { mock: one('wechatpay', 'jsapi'), agent: 'wechatIos', sees: { en: 'Pay ¥25.00', 'zh-CN': '支付 ¥25.00' } },
  confirming: {
    mock: one('wechatpay', 'jsapi'),
    agent: 'wechatIos',
    first: async ({ page }) => {
      await page.evaluate(() => {
        const { installBridge } = window as unknown as { installBridge(wallet: string): void }
        installBridge('wechat')
      })
      await page.getByRole('button').click()
    },
    sees: { en: 'Confirming your payment', 'zh-CN': '正在确认支付结果' },
  },
  question: {
    mock: one('wechatpay', 'wap'),
    agent: 'safari',
    first: async ({ page, shop, checkout }) => {
      await page.goto(`${shop.url}/?back#shroff-return=${checkout.returnCode()}`)
    },
    sees: { en: 'Have you paid?', 'zh-CN': '支付完成了吗？' },
  },
  offline: {
    first: async ({ context, page }) => {
      await page.getByRole('img').waitFor()
      await context.setOffline(true)
    },
    sees: { en: 'Connection lost', 'zh-CN': '网络已断开' },
  },
  'mini-program': {
    mock: { offers: [] },
    agent: 'wechatMiniProgram',
    sees: { en: 'Go back to the mini program to pay', 'zh-CN': '请返回小程序完成支付' },
  },
  'leave-wechat': {
    mock: { offers: [] },
    agent: 'wechatIos',
    sees: { en: 'This does not work inside WeChat', 'zh-CN': '微信内无法打开此支付方式' },
  },
  paid: { first: (_, checkout) => checkout.pay(), sees: { en: 'Payment successful', 'zh-CN': '支付成功' } },
  expired: {
    first: (_, checkout) => checkout.end('expired'),
    sees: { en: 'This order has timed out', 'zh-CN': '订单已超时' },
  },
  failed: {
    first: (_, checkout) => checkout.end('failed'),
    sees: { en: 'The payment did not go through', 'zh-CN': '支付未成功' },
  },
  closed: {
    first: (_, checkout) => checkout.end('closed'),
    sees: { en: 'This order is closed', 'zh-CN': '订单已关闭' },
  },
  invalid: {
    attributes: 'token="unknown"',
    sees: { en: 'This link is no longer valid', 'zh-CN': '链接已失效' },
  },
}

const looks = [
  { lang: 'zh-CN', colorScheme: 'light', viewport: { width: 375, height: 720 } },
  { lang: 'en', colorScheme: 'dark', viewport: { width: 900, height: 720 } },
  ...(process.env.CHECKOUT_LOOKS === 'all'
    ? ([
        { lang: 'en', colorScheme: 'light', viewport: { width: 320, height: 720 } },
        { lang: 'zh-CN', colorScheme: 'dark', viewport: { width: 900, height: 720 } },
      ] as const)
    : []),
] as const

// The pictures of docs/images/checkout, by CHECKOUT_PICTURES=1.
const pictures = process.env.CHECKOUT_PICTURES && join(import.meta.dirname, '../../../docs/images/checkout')

inChromium.each(looks)(
  'every state in $lang, $colorScheme, $viewport.width wide',
  ({ lang, colorScheme, viewport }) => {
    const open = browser()

    it.each(Object.entries(states))('%s breaks no rule of WCAG 2.2 AA', async (name, state) => {
      const { agent, attributes, mock } = state
      const context = { colorScheme, viewport, reducedMotion: 'reduce', ...(agent && { userAgent: agents[agent] }) }
      const opened = await open({ lang, mock: { sale, ...mock }, context, ...(attributes && { attributes }) })
      const { page, checkout } = opened
      await state.first?.(opened, checkout)
      const seen = page.locator(`text=${state.sees[lang]}`).first()
      await seen.waitFor()
      if (pictures)
        await page
          .locator('main')
          .screenshot({ path: join(pictures, `${name}-${lang}-${colorScheme}.png`), animations: 'disabled' })
      const violations = await violationsOf(page)
      expect(violations).toEqual([])
      const wide = await page.evaluate(() => document.documentElement.scrollWidth)
      expect(wide).toBeLessThanOrEqual(viewport.width)
    })
  },
)
