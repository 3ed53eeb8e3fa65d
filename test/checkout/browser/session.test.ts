import { amount, createClient } from 'shroff'
import { alipay, alipayGateway } from 'shroff/alipay'
import { mockAlipay } from 'shroff/alipay/mock'
import { type CheckoutOptions, checkoutHandler, checkoutKeys, createCheckout } from 'shroff/checkout/session'
import { createMockGateway, pay } from 'shroff/mock'
import { memoryStore } from 'shroff/store'
import { wechatpay, wechatpayGateway } from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { expect, it } from 'vitest'
import { browser, inChromium } from './browser.js'

/** The server's half as a shop has it, on the mock gateway. */
async function realServer() {
  const mock = await createMockGateway({ providers: [mockWechatpay(), mockAlipay()] })
  const { transport } = mock
  const gateways = [
    wechatpayGateway(createClient({ account: wechatpay(mock.credentials('wechatpay')), transport })),
    alipayGateway(createClient({ account: alipay(mock.credentials('alipay')), transport })),
  ]
  const delivered: string[] = []
  const options: CheckoutOptions = {
    keys: checkoutKeys([{ kid: 'test', secret: crypto.getRandomValues(new Uint8Array(32)) }]),
    store: memoryStore(),
    endpoint: 'https://shop.example/checkout',
    onPaid: ({ paid }) => void delivered.push(paid.orderId),
  }
  const sale = {
    saleId: 'S0002001',
    amount: amount('25.00', 'CNY'),
    description: 'Oolong tea',
    merchant: 'Tea House',
    notifyUrl: 'https://shop.example/notify',
    pageUrl: 'https://shop.example/pay/S0002001',
  }
  const { token } = await createCheckout(gateways, sale, options)
  const fetch = checkoutHandler({ gateways, ...options, clientIp: () => '203.0.113.7' })
  return { mock, gateways, delivered, server: { token, fetch } }
}

inChromium('on the real server', () => {
  const open = browser()

  it('goes from an empty cart to paid and refunded, through a reload, under one order', async () => {
    const { mock, gateways, delivered, server } = await realServer()
    const { page } = await open({ server })
    await page.getByRole('img', { name: 'WeChat payment code for ¥25.00' }).waitFor()
    await page.reload()
    await page.getByRole('img', { name: 'WeChat payment code for ¥25.00' }).waitFor()
    await pay(mock, { provider: 'wechatpay', orderId: 'S0002001A1' })
    await page.evaluate(() => window.dispatchEvent(new Event('focus')))
    await page.getByText('Payment successful').waitFor({ timeout: 40_000 })
    expect(delivered).toEqual(['S0002001A1'])
    const refund = { orderId: 'S0002001A1', refundId: 'R0002001', amount: amount('25.00', 'CNY') }
    expect(await gateways[0]!.refundPayment({ ...refund, orderAmount: amount('25.00', 'CNY') })).toMatchObject({
      status: expect.stringMatching(/pending|succeeded/),
    })
  })

  it('changes the wallet, and is paid there', async () => {
    const { mock, delivered, server } = await realServer()
    const { page } = await open({ server })
    await page.getByRole('img', { name: 'WeChat payment code for ¥25.00' }).waitFor()
    await page.getByText('Alipay').click()
    await page.getByRole('img', { name: 'Alipay payment code for ¥25.00' }).waitFor()
    await pay(mock, { provider: 'alipay', orderId: 'S0002001A2' })
    await page.getByText('Payment successful').waitFor({ timeout: 40_000 })
    expect(delivered).toEqual(['S0002001A2'])
  })

  it('says of another’s token that the link is no longer valid', async () => {
    const { server } = await realServer()
    const [head, body] = server.token.split('.')
    const forged = `${head}.${body}.${'A'.repeat(43)}`
    const { page } = await open({ server: { ...server, token: forged } })
    await page.getByText('This link is no longer valid').waitFor()
  })
})
