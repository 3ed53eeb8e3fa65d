import { createMockGateway } from 'shroff/mock'
import { listen } from 'shroff/mock/server'
import { mockWechatpay } from 'shroff/wechatpay/mock'

/** The gateway on a port, with keys that a production account takes, and the environment of a quickstart that finds it. */
export async function startMock() {
  const gateway = await createMockGateway({ providers: [mockWechatpay()], keys: 'fresh' })
  const server = await listen(gateway)
  const { merchantId, appId, serial, privateKey, apiV3Key, platformKeys } = gateway.credentials('wechatpay')
  const [[id, key]] = Object.entries(platformKeys) as [[string, string]]
  const environment = {
    WECHATPAY_MERCHANT_ID: merchantId,
    WECHATPAY_APP_ID: appId,
    WECHATPAY_SERIAL: serial,
    WECHATPAY_PRIVATE_KEY: privateKey,
    WECHATPAY_API_V3_KEY: apiV3Key,
    WECHATPAY_PUBLIC_KEY_ID: id,
    WECHATPAY_PUBLIC_KEY: key,
    WECHATPAY_HOST: server.urls.wechatpay,
  }
  return { gateway, environment, close: server.close }
}
