import { mockAlipay } from 'shroff/alipay/mock'
import { createMockGateway } from 'shroff/mock'
import { listen } from 'shroff/mock/server'
import { mockWechatpay } from 'shroff/wechatpay/mock'

/** The gateway on ports, with keys that a production account takes, and the environment of a shop that finds it. */
export async function startMock(wallet: 'wechatpay' | 'alipay') {
  const gateway = await createMockGateway({ providers: [mockWechatpay(), mockAlipay()], keys: 'fresh' })
  const server = await listen(gateway)
  const wechat = gateway.credentials('wechatpay')
  const [[id, key]] = Object.entries(wechat.platformKeys) as [[string, string]]
  const { appId, privateKey, alipayPublicKey } = gateway.credentials('alipay')
  const environments = {
    wechatpay: {
      WECHATPAY_MERCHANT_ID: wechat.merchantId,
      WECHATPAY_APP_ID: wechat.appId,
      WECHATPAY_SERIAL: wechat.serial,
      WECHATPAY_PRIVATE_KEY: wechat.privateKey,
      WECHATPAY_API_V3_KEY: wechat.apiV3Key,
      WECHATPAY_PUBLIC_KEY_ID: id,
      WECHATPAY_PUBLIC_KEY: key,
      WECHATPAY_HOST: server.urls.wechatpay,
    },
    alipay: {
      ALIPAY_APP_ID: appId,
      ALIPAY_PRIVATE_KEY: privateKey,
      ALIPAY_PUBLIC_KEY: alipayPublicKey!,
      ALIPAY_HOST: server.urls.alipay,
    },
  }
  return { gateway, environment: environments[wallet] as Record<string, string>, close: server.close }
}
