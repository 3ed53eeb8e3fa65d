import { expect, test } from '@playwright/test'
import { createMockGateway, deliverWebhooks, forgeWebhook, pay } from 'shroff/mock'
import { listen } from 'shroff/mock/server'
import { mockWechatpay } from 'shroff/wechatpay/mock'

const order = { provider: 'wechatpay', orderId: 'T-1001' }
let mock, server

// The shop runs as it stands; that its gateway is the mock, it knows from its environment alone.
test.beforeAll(async () => {
  mock = await createMockGateway({ providers: [mockWechatpay()], keys: 'fresh' })
  server = await listen(mock)
  const { merchantId, appId, serial, privateKey, apiV3Key, platformKeys } = mock.credentials('wechatpay')
  const [[keyId, key]] = Object.entries(platformKeys)
  Object.assign(process.env, {
    WECHATPAY_MERCHANT_ID: merchantId,
    WECHATPAY_APP_ID: appId,
    WECHATPAY_SERIAL: serial,
    WECHATPAY_PRIVATE_KEY: privateKey,
    WECHATPAY_API_V3_KEY: apiV3Key,
    WECHATPAY_PUBLIC_KEY_ID: keyId,
    WECHATPAY_PUBLIC_KEY: key,
    WECHATPAY_HOST: server.urls.wechatpay,
  })
  process.env.SHOP_URL ??= 'http://localhost:3000'
  await import('./page.js')
})
test.afterAll(() => server.close())

test('the page shows a QR code, and then that it is paid', async ({ page }) => {
  await page.goto(`${process.env.SHOP_URL}/orders/T-1001`)
  await expect(page.getByRole('img', { name: 'Pay with WeChat' })).toBeVisible()
  await pay(mock, order)
  expect(await fetch(await forgeWebhook(mock, { ...order, forgery: 'tampered-body' }))).toMatchObject({ status: 500 })
  expect(await deliverWebhooks(mock, { to: fetch })).toMatchObject([{ status: 200 }])
  await page.reload()
  await expect(page.getByRole('status')).toHaveText('Paid')
})
