import { createClient } from 'shroff'
import { lakala, lakalaGateway } from 'shroff/lakala'
import { mockLakala } from 'shroff/lakala/mock'
import { createMockGateway, deliverWebhooks, type MockGateway, pay } from 'shroff/mock'
import { qqpay, qqpayGateway } from 'shroff/qqpay'
import { mockQqpay } from 'shroff/qqpay/mock'
import { yeepay, yeepayGateway } from 'shroff/yeepay'
import { mockYeepay } from 'shroff/yeepay/mock'
import { describe, expect, it } from 'vitest'
import { noon } from '../support/noon.js'
import { desktop, inWechat, type Name, openShop, phone } from './shop.js'

const payerClientIp = '203.0.113.7'
const inQq = `${phone} QQ/9.0.15.614 V1_IPH_SQ_9.0.15_1_APP_A`
const inAlipay = `${phone} Nebula AliApp(AP/10.5.26) AlipayClient/10.5.26 Language/zh-Hans`

type Wallets = { ofLakala?: 'alipay'; ofYeepay?: 'wechatpay' }

/** A shop with one more wallet, and with two acquirers: of one wallet each, or of all that they have. */
const open = ({ ofLakala, ofYeepay }: Wallets = {}) =>
  openShop(async () => {
    const mock = await createMockGateway({ providers: [mockQqpay(), mockLakala(), mockYeepay()], now: noon })
    const { transport } = mock
    const ofOne = { wallet: ofYeepay!, appId: 'wxd678efh567hg6787' }
    const plain = [
      qqpayGateway(createClient({ account: qqpay(mock.credentials('qqpay')), transport }), { payerClientIp }),
      lakalaGateway(
        createClient({ account: lakala(mock.credentials('lakala')), transport }),
        ofLakala && { wallet: ofLakala },
      ),
      yeepayGateway(createClient({ account: yeepay(mock.credentials('yeepay')), transport }), {
        payerClientIp,
        ...(ofYeepay && ofOne),
      }),
    ]
    return { mock: mock as unknown as MockGateway, plain: plain as never }
  })

async function opened(wallets?: Wallets) {
  const shop = await open(wallets)
  const { token, cookie, noScriptUrl } = await shop.open()
  const offers = async (agent: string, headers: Record<string, string> = {}) => {
    const { body } = await shop.browser(token, { 'user-agent': agent, ...headers }).status()
    return body.offers.map(({ provider, channel, wallet }) => [provider, channel, wallet].filter(Boolean).join(' '))
  }
  const page = async (language: string, agent = desktop) => {
    const headers = { cookie: cookie.split(';')[0]!, 'accept-language': language, 'user-agent': agent }
    return (await shop.handle(new Request(noScriptUrl, { headers }))).text()
  }
  return { shop, token, offers, page, browser: shop.browser(token) }
}

describe('what a payer is offered', () => {
  it('names whose wallet pays, where it is one wallet’s', async () => {
    const { offers } = await opened({ ofLakala: 'alipay', ofYeepay: 'wechatpay' })
    expect(await offers(desktop)).toEqual(['qqpay qr', 'lakala qr alipay', 'yeepay qr wechatpay', 'yeepay page'])
    const without = await opened()
    expect(await without.offers(desktop)).toEqual(['qqpay qr', 'yeepay qr', 'lakala page', 'yeepay page'])
  })

  it('by a bridge is what the wallet can pay that shows the page', async () => {
    const { offers } = await opened({ ofLakala: 'alipay', ofYeepay: 'wechatpay' })
    const known = { 'x-yeepay-id': 'openid1', 'x-lakala-id': '2088' }
    expect((await offers(inWechat, known))[0]).toBe('yeepay jsapi wechatpay')
    expect(await offers(inWechat)).not.toContain('yeepay jsapi wechatpay')
    expect((await offers(inAlipay, known)).slice(0, 2)).toEqual(['lakala jsapi alipay', 'lakala wap alipay'])
    expect(await offers(inWechat, known)).not.toContain('lakala jsapi alipay')
    // QQ finds out itself who opens its page.
    expect((await offers(inQq))[0]).toBe('qqpay jsapi')
    expect(await offers(phone)).not.toContain('qqpay jsapi')
  })

  it.each<[Name, string, string, string]>([
    ['yeepay', inWechat, 'wechatpay', 'paySign'],
    ['lakala', inAlipay, 'alipay', 'tradeNO'],
    ['qqpay', inQq, '', 'tokenId'],
  ])('at %s is handed to the bridge by what that bridge takes', async (provider, agent, wallet, member) => {
    const { shop, token } = await opened({ ofLakala: 'alipay', ofYeepay: 'wechatpay' })
    const payer = { 'user-agent': agent, 'x-yeepay-id': 'openid1', 'x-lakala-id': '2088702852632582' }
    const { body } = await shop.browser(token, payer).start(provider, 'jsapi')
    const { nextAction } = body.attempt!
    expect(body.attempt).toMatchObject({ provider, channel: 'jsapi', ...(wallet && { wallet }) })
    expect('parameters' in nextAction && nextAction.parameters).toHaveProperty(member, expect.stringMatching(/\S/))
  })

  it('is said in the words of the wallets, for nobody pays by an acquirer’s app', async () => {
    const { page } = await opened({ ofLakala: 'alipay' })
    const chinese = await page('zh-CN')
    for (const words of ['QQ：扫码支付', '支付宝：扫码支付', '微信或支付宝：扫码支付']) expect(chinese).toContain(words)
    const english = await page('en')
    for (const words of ['QQ: scan a code', 'Alipay: scan a code', 'WeChat or Alipay: scan a code'])
      expect(english).toContain(words)
    const counter = await (await opened()).page('zh-HK')
    expect(counter).toContain('微信、支付宝或云闪付：在網頁上付款')
    expect(chinese + english + counter).not.toMatch(/>[^<]*(lakala|yeepay|qqpay)/)
  })
})

describe.each<[Name, 'qr' | 'page', Wallets]>([
  ['qqpay', 'qr', {}],
  ['lakala', 'qr', { ofLakala: 'alipay' }],
  ['lakala', 'page', {}],
  ['yeepay', 'qr', {}],
  ['yeepay', 'qr', { ofYeepay: 'wechatpay' }],
  ['yeepay', 'page', {}],
])('a sale at %s, by %s, %j', (provider, channel, wallets) => {
  it('is paid, by what its webhook says, and by asking where that is lost', async () => {
    for (const isTold of [true, false]) {
      const { shop, browser } = await opened(wallets)
      const { body } = await browser.start(provider, channel)
      const wallet = channel === 'qr' ? (provider === 'lakala' ? wallets.ofLakala : wallets.ofYeepay) : undefined
      expect(body.attempt).toMatchObject({ provider, channel, ...(wallet && { wallet }) })
      const { nextAction } = body.attempt!
      expect(nextAction.type).toBe(channel === 'qr' ? 'qr' : 'redirect')
      await pay(shop.mock, { provider, orderId: 'S0002001A1' })
      const gateway = shop.gateways.find((one) => one.provider === provider)!
      if (isTold)
        await deliverWebhooks(shop.mock, {
          async to(request) {
            await shop.resolve(await gateway.receiveWebhook(request))
            return gateway.acknowledge('received')
          },
        })
      else await shop.resolve('S0002001')
      expect((await browser.status()).body).toMatchObject({ status: 'paid' })
      expect(shop.delivered).toMatchObject([{ provider, orderId: 'S0002001A1', amount: { value: 2500 } }])
    }
  })

  it('that the payer leaves for another way is closed first', async () => {
    const { shop, browser } = await opened(wallets)
    await browser.start(provider, channel)
    const other = provider === 'qqpay' ? 'yeepay' : 'qqpay'
    await browser.start(other, 'qr')
    await pay(shop.mock, { provider: other, orderId: 'S0002001A2' })
    await shop.resolve({ type: 'payment.paid', orderId: 'S0002001A2' })
    expect((await browser.status()).body.status).toBe('paid')
    const gateway = shop.gateways.find((one) => one.provider === provider)!
    const left = await gateway.getPayment({ orderId: 'S0002001A1', placedAt: noon }).catch((error: Error) => error)
    expect(left).toMatchObject(left instanceof Error ? { code: 'ORDER_NOT_FOUND' } : { status: 'closed' })
    expect(shop.delivered).toMatchObject([{ provider: other }])
  })
})
