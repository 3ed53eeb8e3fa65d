import { createClient } from 'shroff'
import { http } from 'shroff/http'
import { wechatpay, wechatpayGateway, wechatpayWebhooks } from 'shroff/wechatpay'

export function walletFrom(env) {
  const account = wechatpay({
    merchantId: env.WECHATPAY_MERCHANT_ID,
    appId: env.WECHATPAY_APP_ID,
    serial: env.WECHATPAY_SERIAL,
    privateKey: env.WECHATPAY_PRIVATE_KEY,
    apiV3Key: env.WECHATPAY_API_V3_KEY,
    platformKeys: { [env.WECHATPAY_PUBLIC_KEY_ID]: env.WECHATPAY_PUBLIC_KEY },
    // Set, it is a mock's: `npx shroff mock`.
    ...(env.WECHATPAY_HOST && { hosts: [env.WECHATPAY_HOST] }),
  })
  return walletOf(account, http())
}

export const walletOf = (account, transport) => ({
  gateway: wechatpayGateway(createClient({ account, transport })),
  webhooks: wechatpayWebhooks(account),
})
