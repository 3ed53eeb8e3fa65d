import { describe, expect, it } from 'vitest'
import { detectWallet } from '../../src/checkout/detect-wallet.js'
import { fittingChannels, suggestChannel } from '../../src/checkout/suggest-channel.js'
import { agents, detected } from './agents.js'

type Agent = keyof typeof agents

describe('detectWallet', () => {
  it.each(Object.keys(agents) as Agent[])('knows %s', (name) => {
    expect(detectWallet(agents[name])).toEqual(detected[name])
  })

  it('tells an iPad from a Mac by its touch points', () => {
    expect(detectWallet(agents.safariMac, { maxTouchPoints: 5 }).device).toBe('phone')
    expect(detectWallet(agents.safariMac, { maxTouchPoints: 0 }).device).toBe('desktop')
    expect(detectWallet(agents.wechatMac, { maxTouchPoints: 5 }).device).toBe('desktop')
  })

  it('takes any text', () => {
    expect(detectWallet('')).toEqual({ device: 'desktop', miniProgram: false })
    expect(detectWallet('QQTheme')).toEqual({ device: 'desktop', miniProgram: false })
  })
})

/** A shop that has everything, in an order that must not decide. */
const offers = [
  ...['app', 'wap', 'qr', 'page'].map((channel) => ({ provider: 'unionpay', channel })),
  ...['wap', 'qr', 'jsapi', 'page', 'app'].map((channel) => ({ provider: 'alipay', channel })),
  ...['wap', 'qr', 'jsapi', 'app'].map((channel) => ({ provider: 'wechatpay', channel })),
]
const named = (list: readonly { provider: string; channel: string }[]) =>
  list.map(({ provider, channel }) => `${provider} ${channel}`).join(', ')

describe('fittingChannels', () => {
  it.each<[Agent, string]>([
    ['wechatIos', 'wechatpay jsapi, unionpay qr, alipay qr'],
    ['wechatX5', 'wechatpay jsapi, unionpay qr, alipay qr'],
    ['wechatMiniProgram', ''],
    ['wecom', 'unionpay qr, alipay qr, wechatpay qr'],
    ['wechatWindows', 'unionpay qr, alipay qr, wechatpay qr'],
    ['alipayAndroid', 'alipay jsapi, alipay wap, unionpay qr, wechatpay qr'],
    ['alipayMiniProgram', ''],
    ['cloudPay', 'unionpay app, unionpay wap, alipay qr, wechatpay qr'],
    ['cloudPayMiniProgram', 'unionpay app'],
    ['qqAndroid', 'unionpay wap, alipay wap, wechatpay wap'],
    ['baidu', 'unionpay wap, alipay wap, wechatpay wap'],
    ['safari', 'unionpay wap, alipay wap, wechatpay wap'],
    ['harmonyPhone', 'unionpay wap, alipay wap, wechatpay wap'],
    ['chromeWindows', 'unionpay qr, alipay qr, wechatpay qr, unionpay page, alipay page'],
  ])('in %s: %s', (agent, expected) => {
    expect(named(fittingChannels(offers, detectWallet(agents[agent])))).toBe(expected)
  })

  it('shows a phone a code only of a provider that has nothing better, and last', () => {
    const some = offers.filter(({ provider, channel }) => channel === 'qr' || `${provider} ${channel}` === 'alipay wap')
    expect(named(fittingChannels(some, detected.chromeAndroid))).toBe('alipay wap, unionpay qr, wechatpay qr')
  })

  it('shows the page for the other device where there is nothing better', () => {
    const pages = [{ provider: 'alipay', channel: 'page' }]
    expect(fittingChannels(pages, detected.safari)).toEqual(pages)
    const links = [{ provider: 'wechatpay', channel: 'wap' }]
    expect(fittingChannels(links, detected.chromeWindows)).toEqual(links)
  })

  it('pays by JSAPI in WeCom if the shop says so', () => {
    expect(named(fittingChannels(offers, detected.wecom, { jsapiInWecom: true }))).toBe(
      'wechatpay jsapi, unionpay qr, alipay qr',
    )
  })

  it.each<[Agent, string]>([
    ['qqIos', 'qqpay jsapi, yeepay wap, lakala qr'],
    ['wechatIos', 'yeepay jsapi, qqpay qr, lakala qr'],
    ['alipayAndroid', 'lakala jsapi, qqpay qr, yeepay qr'],
    ['safari', 'yeepay wap, qqpay qr, lakala qr'],
    ['chromeWindows', 'qqpay qr, lakala qr, yeepay qr'],
  ])('in %s by whose wallet an acquirer is paid: %s', (agent, expected) => {
    const acquired = [
      { provider: 'qqpay', channel: 'jsapi' },
      { provider: 'qqpay', channel: 'qr' },
      { provider: 'lakala', channel: 'jsapi', wallet: 'alipay' },
      { provider: 'lakala', channel: 'qr', wallet: 'alipay' },
      { provider: 'yeepay', channel: 'jsapi', wallet: 'wechatpay' },
      { provider: 'yeepay', channel: 'qr' },
      { provider: 'yeepay', channel: 'wap' },
    ]
    expect(named(fittingChannels(acquired, detectWallet(agents[agent])))).toBe(expected)
  })

  it('keeps whatever else an offer has', () => {
    const offer = { provider: 'wechatpay', channel: 'qr', label: 'mine' } as const
    expect(fittingChannels([offer], detected.chromeWindows)).toEqual([offer])
  })
})

describe('suggestChannel', () => {
  it('is the best of them, or nothing', () => {
    expect(suggestChannel(offers, detected.wechatIos)).toEqual({ provider: 'wechatpay', channel: 'jsapi' })
    expect(suggestChannel(offers, detected.wechatMiniProgram)).toBeUndefined()
  })
})
