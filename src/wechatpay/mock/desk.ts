import type { Desk } from '../../mock/provider.js'
import type { Call, Platform } from './platform.js'
import { memoryOf } from './platform.js'
import { prepay } from './prepay.js'
import { createRefund } from './refunds.js'
import { startOf, write } from './statements.js'

/** Orders of APIv3 by QR code; a partner's are its first sub-merchant's. */
export const deskOf = (platform: Platform): Desk => {
  const { identity, subMerchantIds } = platform
  const [subMerchantId] = subMerchantIds
  const parties = subMerchantId
    ? { sp_appid: identity.appId, sp_mchid: identity.merchantId, sub_mchid: subMerchantId }
    : { appid: identity.appId, mchid: identity.merchantId }
  const call = (body: object): Call => ({
    body: { ...body },
    parts: {},
    query: new URLSearchParams(),
    headers: {},
    origin: '',
    partner: subMerchantId !== undefined,
  })
  return {
    // WeChat Pay wants an address; nobody is behind this one.
    createOrder({ orderId, amount, description, notifyUrl = 'https://shop.example/notify' }) {
      const total = { total: amount.value, currency: amount.currency }
      const order = { ...parties, description, out_trade_no: orderId, notify_url: notifyUrl, amount: total }
      return (prepay('native')(platform, call(order)) as { code_url: string }).code_url
    },
    refund({ order, refundId, value }) {
      const { sub_mchid } = memoryOf(order).prepay
      const amount = { refund: value, total: order.amount.value, currency: 'CNY' }
      const named = { out_trade_no: order.orderId, out_refund_no: refundId, amount }
      createRefund(platform, call(sub_mchid === undefined ? named : { sub_mchid, ...named }))
    },
    statement: (date) => write(platform, startOf(date), subMerchantId),
  }
}
