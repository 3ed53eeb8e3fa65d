import { formPage, formPageScript, readFormPage } from '../codec/html.js'
import type { FormAction, JsapiAction, RedirectAction } from '../core/payment.js'
import { undocumented } from '../core/read.js'
import type { FromShape } from '../core/shape.js'
import type { LakalaWallet } from './payment.js'
import type { preorderShape } from './wire.js'

// What a wallet is called with. What it hands back is no proof of payment: wait for the webhook, or query.

/** For `WeixinJSBridge.invoke('getBrandWCPayRequest', …)` in a page, and for `wx.requestPayment` in a mini program. */
export type LakalaWechatParameters = {
  appId: string
  timeStamp: string
  nonceStr: string
  package: string
  signType: string
  paySign: string
}

/** For `AlipayJSBridge.call('tradePay', …)` in a page. */
export type LakalaAlipayParameters = { tradeNO: string }

/** For a wallet's SDK in the app, by the names of the wire. Which there are is *unconfirmed*. */
export type LakalaAppPayload = Record<string, string>

type Fields = NonNullable<FromShape<typeof preorderShape>['acc_resp_fields']>

export function wechatParameters(fields: Fields): LakalaWechatParameters {
  const { app_id, time_stamp, nonce_str, package: prepay, sign_type, pay_sign } = fields
  if (!app_id || !time_stamp || !nonce_str || !prepay || !sign_type || !pay_sign) throw lacking('call of WeChat')
  return {
    appId: app_id,
    timeStamp: time_stamp,
    nonceStr: nonce_str,
    package: prepay,
    signType: sign_type,
    paySign: pay_sign,
  }
}

/** Of a page inside the wallet: what it is called with, or where the browser goes. */
export function inWallet(
  wallet: LakalaWallet,
  fields: Fields,
): JsapiAction<LakalaWechatParameters> | JsapiAction<LakalaAlipayParameters> | RedirectAction {
  if (wallet === 'wechatpay') return { type: 'jsapi', parameters: wechatParameters(fields) }
  if (wallet === 'alipay') {
    if (!fields.prepay_id) throw lacking('prepay_id')
    return { type: 'jsapi', parameters: { tradeNO: fields.prepay_id } }
  }
  if (!fields.redirect_url) throw lacking('redirect_url')
  return { type: 'redirect', url: fields.redirect_url }
}

/** Alipay's page on a phone: `form_data`, whose form is *unconfirmed*. An address is taken, or a form that posts itself. */
export function wapAction({ form_data: data }: Fields): FormAction | RedirectAction {
  const address = data?.trim() ?? ''
  if (/^https:\/\/\S+$/.test(address)) return { type: 'redirect', url: address }
  const form = data ? readFormPage(data) : undefined
  if (!form || !/^https:/.test(form.url) || !URL.canParse(form.url)) throw lacking('form_data')
  const policy = { formAction: [new URL(form.url).origin], scriptSrc: [`'${formPageScript}'`] }
  return { type: 'form', ...form, html: formPage(form.url, form.fields, '继续'), policy }
}

/** Every text that is there: the wallet's SDK knows its own. */
export function appPayload(fields: Fields): LakalaAppPayload {
  const payload = Object.fromEntries(
    Object.entries(fields).filter(([, value]) => typeof value === 'string' && value !== ''),
  )
  if (Object.keys(payload).length === 0) throw lacking('fields for an app')
  return payload as LakalaAppPayload
}

export const lacking = (what: string) => undocumented(`an order without its ${what}`)
