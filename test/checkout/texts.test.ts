import { amount, type Currency, formatAmount } from 'shroff'
import { expect, it } from 'vitest'
import { clockText, readableAmount } from '../../src/checkout/format.js'
import { languageOf, nameOf, tell } from '../../src/checkout/texts.js'

it.each([
  ['zh', 'zh-CN'],
  ['zh-SG', 'zh-CN'],
  ['zh-Hans-HK', 'zh-CN'],
  ['zh-HK', 'zh-HK'],
  ['zh-TW', 'zh-HK'],
  ['zh-Hant-MO', 'zh-HK'],
  ['en-GB', 'en'],
  ['fr', 'en'],
  ['', 'en'],
])('speaks to %o in %s', (tag, language) => {
  expect(languageOf(tag)).toBe(language)
})

it('leaves no blank between Chinese characters, and one beside others', () => {
  expect(tell('zh-CN', 'paidDetail', { merchant: '茶铺', amount: '¥25.00' })).toBe('已向茶铺支付 ¥25.00')
  expect(tell('zh-CN', 'paidDetail', { merchant: 'Tea', amount: '¥25.00' })).toBe('已向 Tea 支付 ¥25.00')
  expect(tell('en', 'payTo', { merchant: '茶铺' })).toBe('Pay 茶铺')
  expect(tell('zh-CN', 'open', { wallet: nameOf({ provider: 'wechatpay' }, 'zh-CN', true) })).toBe('打开微信支付')
  expect(nameOf({ provider: 'other' }, 'en', true)).toBe('other')
  expect(tell('zh-CN', 'scan', { wallet: nameOf({ provider: 'qqpay' }, 'zh-CN', true) })).toMatch(/^请打开QQ「扫一扫」/)
})

it('of an acquirer the wallets are named that pay, and the one where it is one', () => {
  const scan = (offer: { provider: string; wallet?: string }, language: 'zh-CN' | 'zh-HK' | 'en') =>
    tell(language, 'scanAny', { wallet: nameOf(offer, language, true) })
  expect(scan({ provider: 'yeepay' }, 'zh-CN')).toBe('请用微信或支付宝扫码支付')
  expect(scan({ provider: 'yeepay' }, 'zh-HK')).toBe('請用微信或支付寶掃描二維碼付款')
  expect(scan({ provider: 'lakala' }, 'en')).toBe('Scan this code with WeChat, Alipay or UnionPay')
  expect(scan({ provider: 'lakala', wallet: 'alipay' }, 'zh-CN')).toBe('请用支付宝扫码支付')
  expect(nameOf({ provider: 'yeepay', wallet: 'wechatpay' }, 'en', false)).toBe('WeChat Pay')
})

// Each with the decimals that core has for it.
it.each(['CNY', 'HKD', 'USD', 'JPY', 'KRW', 'VND', 'CLP', 'KWD', 'LAK', 'MMK', 'IDR', 'TWD', 'PKR'] as Currency[])(
  'shows all decimals of %s',
  (currency) => {
    const given = { currency, value: 123456 }
    expect(readableAmount(given, 'en').replace(/[^\d.]/g, '')).toBe(formatAmount(given))
  },
)

it('has the signs that payers know', () => {
  expect(readableAmount(amount('25.00', 'CNY'), 'zh-CN')).toBe('¥25.00')
  expect(readableAmount(amount('25.00', 'CNY'), 'en')).toBe('¥25.00')
  expect(readableAmount(amount('25.00', 'HKD'), 'zh-HK')).toBe('HK$25.00')
  expect(readableAmount(amount('25.00', 'HKD'), 'en')).toBe('HK$25.00')
})

it.each([
  [0, '00:00'],
  [0.2, '00:01'],
  [59.1, '01:00'],
  [7199, '119:59'],
  [-3, '00:00'],
])('reads %d seconds as %s', (seconds, text) => {
  expect(clockText(seconds)).toBe(text)
})
