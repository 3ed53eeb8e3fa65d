import { createClient } from 'shroff'
import { http } from 'shroff/http'
import { memoryStore } from 'shroff/store'
import { wechatpay, wechatpayWebhooks } from 'shroff/wechatpay'

// Without WECHATPAY_HOST it is WeChat Pay's own; set, it is a mock's: `listen(mock)` of shroff/mock/server.
const { WECHATPAY_HOST: host } = process.env

export const account = wechatpay({
  merchantId: process.env.WECHATPAY_MERCHANT_ID,
  appId: process.env.WECHATPAY_APP_ID,
  serial: process.env.WECHATPAY_SERIAL,
  privateKey: process.env.WECHATPAY_PRIVATE_KEY,
  apiV3Key: process.env.WECHATPAY_API_V3_KEY,
  platformKeys: { [process.env.WECHATPAY_PUBLIC_KEY_ID]: process.env.WECHATPAY_PUBLIC_KEY },
  ...(host && { hosts: [host] }),
})
export const client = createClient({ account, transport: http() })

/** For webhookHandler. */
export const webhooks = {
  accounts: [wechatpayWebhooks(account)],
  store: memoryStore(), // of one process; a database for more
  onEvent(event) {
    if (event.type === 'payment.paid') console.log(event.type, event.orderId) // mark the order as paid
  },
  // What is wrong with a message is told here, and nowhere else.
  observe(event) {
    console.log(event.provider, event.end, event.code ?? '', event.error ?? '')
  },
}
