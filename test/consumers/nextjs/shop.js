import { createClient } from 'shroff'
import { http } from 'shroff/http'
import { wechatpay } from 'shroff/wechatpay'

let account

// At first use, and not when this module is loaded: `next build` loads every route, and keys are none of its business.
export const getAccount = () =>
  (account ??= wechatpay({
    merchantId: process.env.WECHATPAY_MERCHANT_ID,
    appId: process.env.WECHATPAY_APP_ID,
    serial: process.env.WECHATPAY_SERIAL,
    privateKey: process.env.WECHATPAY_PRIVATE_KEY,
    apiV3Key: process.env.WECHATPAY_API_V3_KEY,
    platformKeys: { [process.env.WECHATPAY_PUBLIC_KEY_ID]: process.env.WECHATPAY_PUBLIC_KEY },
    hosts: [process.env.WECHATPAY_HOST],
  }))

export const getClient = () => createClient({ account: getAccount(), transport: http() })
