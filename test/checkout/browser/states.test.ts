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
  readonly sees: Readonly<Record<'zh-CN' | 'en', string> & { 'zh-HK'?: string }>
}

const sale = { continueUrl: '/shop' }
const one = (provider: string, channel: 'qr' | 'wap' | 'jsapi' | 'transfer'): MockCheckoutOptions => ({
  offers: [{ provider, channel }],
})

/** Every state that a payer may see. */
const states: Record<string, State> = {
  code: { sees: { en: 'Open WeChat, tap Scan', 'zh-CN': '请打开微信「扫一扫」', 'zh-HK': '請開啟微信「掃一掃」' } },
  'code-on-phone': {
    mock: one('wechatpay', 'qr'),
    agent: 'chromeAndroid',
    sees: { en: "Scan it with another phone's camera", 'zh-CN': '请用另一台手机直接扫描' },
  },
  'code-expired': {
    mock: { attemptSeconds: 0 },
    sees: { en: 'The code has expired', 'zh-CN': '二维码已失效', 'zh-HK': '二維碼已失效' },
  },
  link: {
    mock: one('alipay', 'wap'),
    agent: 'safari',
    sees: { en: 'Open Alipay to pay', 'zh-CN': '打开支付宝支付', 'zh-HK': '開啟支付寶付款' },
  },
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
    sees: { en: 'Have you paid?', 'zh-CN': '支付完成了吗？', 'zh-HK': '付款完成了嗎？' },
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
  transfer: {
    mock: one('xrpl', 'transfer'),
    sees: {
      en: 'Send 3.49 RLUSD on XRP Ledger',
      'zh-CN': '请用 XRP Ledger 转 3.49 RLUSD',
      'zh-HK': '請用 XRP Ledger 轉 3.49 RLUSD',
    },
  },
  'transfer-under': {
    mock: one('xrpl', 'transfer'),
    first: async ({ page }, checkout) => {
      await page.getByRole('img').waitFor()
      checkout.receive({ received: { asset: 'RLUSD', value: '3' }, missing: { asset: 'RLUSD', value: '0.49' } })
    },
    sees: { en: '3 RLUSD received, 0.49 RLUSD missing', 'zh-CN': '已收到 3 RLUSD，还差 0.49 RLUSD' },
  },
  paid: {
    first: (_, checkout) => checkout.pay(),
    sees: { en: 'Payment successful', 'zh-CN': '支付成功', 'zh-HK': '付款成功' },
  },
  expired: {
    first: (_, checkout) => checkout.end('expired'),
    sees: { en: 'This order has timed out', 'zh-CN': '订单已超时' },
  },
  failed: {
    first: async ({ page }, checkout) => {
      await page.getByRole('img').waitFor()
      checkout.fail()
    },
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

type Look = {
  readonly lang: 'zh-CN' | 'zh-HK' | 'en'
  readonly colorScheme: 'light' | 'dark'
  readonly viewport: { readonly width: number; readonly height: number }
  /** Of the page around it; and colours that the payer has chosen for all pages. */
  readonly dir?: 'rtl'
  readonly forcedColors?: 'active'
}
const looks: readonly Look[] = [
  { lang: 'zh-CN', colorScheme: 'light', viewport: { width: 375, height: 720 } },
  { lang: 'en', colorScheme: 'dark', viewport: { width: 900, height: 720 } },
  { lang: 'zh-HK', colorScheme: 'dark', viewport: { width: 375, height: 720 }, forcedColors: 'active' },
  { lang: 'en', colorScheme: 'light', viewport: { width: 320, height: 720 }, dir: 'rtl' },
  ...(process.env.CHECKOUT_LOOKS === 'all'
    ? ([
        { lang: 'en', colorScheme: 'light', viewport: { width: 320, height: 720 } },
        { lang: 'zh-CN', colorScheme: 'dark', viewport: { width: 900, height: 720 } },
      ] as const)
    : []),
]
/** Those that look alike but for their colours and sides are seen in a few states. */
const statesOf = ({ dir, forcedColors }: Look) =>
  Object.entries(states).filter(([, { sees }]) => sees['zh-HK'] || !(dir || forcedColors))

// The pictures of docs/images/checkout, by CHECKOUT_PICTURES=1.
const pictures = process.env.CHECKOUT_PICTURES && join(import.meta.dirname, '../../../docs/images/checkout')

inChromium.each(looks)('the states in $lang, $colorScheme, $viewport.width wide $dir $forcedColors', (look) => {
  const { lang, viewport, dir, colorScheme, forcedColors = 'none' } = look
  const open = browser()

  it.each(statesOf(look))('%s breaks no rule of WCAG 2.2 AA', async (name, state) => {
    const { agent, attributes, mock } = state
    const userAgent = agent && agents[agent]
    const context = { colorScheme, forcedColors, viewport, reducedMotion: 'reduce', ...(userAgent && { userAgent }) }
    const opened = await open({
      lang,
      ...(dir && { dir }),
      mock: { sale, ...mock },
      context,
      ...(attributes && { attributes }),
    })
    const { page, checkout } = opened
    await state.first?.(opened, checkout)
    const seen = page.locator(`text=${state.sees[lang]!}`).first()
    await seen.waitFor()
    if (pictures) {
      const [kind = colorScheme] = [dir, forcedColors === 'active' ? 'forced' : undefined].filter(Boolean)
      const picture = { path: join(pictures, `${name}-${lang}-${kind}.png`), animations: 'disabled' }
      // A dialog stands on the page and not in its place.
      await (name === 'question' ? page : page.locator('main')).screenshot(picture)
    }
    const violations = await violationsOf(page)
    expect(violations).toEqual([])
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(wide).toBeLessThanOrEqual(viewport.width)
  })
})
