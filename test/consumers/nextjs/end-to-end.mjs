// Starts the mock gateway on a port, the shop beside it, and pays one order. Prints what the payer and WeChat Pay get.
import { spawn } from 'node:child_process'
import { createMockGateway, deliverWebhooks, forgeWebhook, pay } from 'shroff/mock'
import { listen } from 'shroff/mock/server'
import { mockWechatpay } from 'shroff/wechatpay/mock'

const mock = await createMockGateway({ providers: [mockWechatpay()], keys: 'fresh' })
const gateway = await listen(mock)
const { merchantId, appId, serial, privateKey, apiV3Key, platformKeys } = mock.credentials('wechatpay')
const [[publicKeyId, publicKey]] = Object.entries(platformKeys)

const shop = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1', '-p', '0'], {
  stdio: ['ignore', 'pipe', 'inherit'],
  env: {
    ...process.env,
    WECHATPAY_MERCHANT_ID: merchantId,
    WECHATPAY_APP_ID: appId,
    WECHATPAY_SERIAL: serial,
    WECHATPAY_PRIVATE_KEY: privateKey,
    WECHATPAY_API_V3_KEY: apiV3Key,
    WECHATPAY_PUBLIC_KEY_ID: publicKeyId,
    WECHATPAY_PUBLIC_KEY: publicKey,
    WECHATPAY_HOST: gateway.urls.wechatpay,
  },
})
try {
  const url = await new Promise((resolve, reject) => {
    let said = ''
    shop.on('exit', () => reject(new Error(`next start ended:\n${said}`)))
    shop.stdout.on('data', (chunk) => {
      said += chunk
      if (/ Ready /.test(said)) resolve(/http:\/\/[\w.]+:\d+/.exec(said)[0])
    })
  })
  const send = (path) => async (request) => {
    const response = await fetch(url + path, request)
    console.log(path, response.status)
    return response
  }
  const page = await (await fetch(url)).text()
  console.log('/', /src="data:image\/svg/.test(page) ? 'has a QR code' : page)
  const element = '<shroff-checkout endpoint="/pay" token="example"></shroff-checkout>'
  console.log('/', page.includes(element) ? 'has the checkout' : page)
  const { content } = await (await fetch(`${url}/checkout`, { method: 'POST' })).json()
  console.log('/checkout', content.replace(/pr=.*/, 'pr=…'))
  await pay(mock, { provider: 'wechatpay', orderId: 'T-1001' })
  for (const path of ['/notify', '/edge/notify']) {
    const forged = await forgeWebhook(mock, { provider: 'wechatpay', orderId: 'T-1001', forgery: 'tampered-body' })
    await send(path)(forged)
  }
  const both = async (request) => {
    await send('/edge/notify')(request.clone())
    return send('/notify')(request)
  }
  await deliverWebhooks(mock, { to: both })
} finally {
  shop.kill()
  await gateway.close()
}
