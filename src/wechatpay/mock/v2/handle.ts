import { md5 } from '#crypto'
import { toChinaDigits } from '../../../codec/time.js'
import { parseXml, writeXml } from '../../../codec/xml.js'
import type { WireReply, WireRequest } from '../../../core/transport.js'
import { fromUtf8, toHex, utf8 } from '../../../crypto/bytes.js'
import { keyedDigest } from '../../../crypto/keyed-digest.js'
import type { BookOrder } from '../../../mock/book.js'
import type { Fault } from '../../../mock/faults.js'
import type { Json } from '../../../mock/http.js'
import { randomHex } from '../../../mock/numbers.js'
import { v2Message } from '../../canonical.js'
import { spelled } from '../answer.js'
import { type Charged, charge, codePay, isTooOld, reverse } from '../charges.js'
import { newRequestId } from '../numbers.js'
import { memoryOf, type Platform } from '../platform.js'
import { transaction } from '../transaction.js'

type Fields = Record<string, string>

/** In place of the key, which is part of the signed text. */
const hidden = '***'

/** What of APIv2 is here: payer-presented codes. */
export const isV2 = (path: string): boolean => /^\/(pay\/(micropay|orderquery)|secapi\/pay\/reverse)$/.test(path)

/**
 * APIv2: always HTTP 200 and XML. `return_code` FAIL, unsigned, for what is not from the merchant; else signed as the
 * request was, with `result_code` for the business. That the client certificate is there is the real server's to check.
 */
export async function handleV2(platform: Platform, request: WireRequest, fault: Fault | undefined): Promise<WireReply> {
  const { merchantId, appId, apiV2Key } = platform.identity
  const { witness } = platform
  if (fault === 'unavailable') return { status: 503, headers: {}, body: new Uint8Array() }
  const unread = (message: string) => {
    witness?.refused({ code: 'FAIL', message })
    return reply({ return_code: 'FAIL', return_msg: message })
  }
  witness?.checking('form')
  const asked = readRequest(request)
  if (!asked) return unread('XML格式错误')
  witness?.checking('account')
  if (asked.mch_id !== merchantId) return unread('mch_id参数错误')
  witness?.checking('signature')
  witness?.expected(v2Message(asked, hidden))
  const hmac = asked.sign_type === 'HMAC-SHA256'
  if (asked.sign !== (await signatureOf(asked, apiV2Key, hmac))) return unread('签名错误')
  witness?.checking('business')

  const result = asked.appid === appId ? perform(platform, request, asked, fault) : failed('APPID_MCHID_NOT_MATCH')
  const fields: Fields = {
    return_code: 'SUCCESS',
    return_msg: 'OK',
    appid: appId,
    mch_id: merchantId,
    ...(asked.sub_mch_id && { sub_mch_id: asked.sub_mch_id }),
    nonce_str: randomHex(16),
    ...(fault === 'system-error-after' ? failed('SYSTEMERROR') : result),
  }
  if (fields.result_code === 'FAIL') witness?.refused({ code: fields.err_code!, message: fields.err_code_des! })
  if (fault !== 'unsigned') witness?.signed(v2Message(fields, hidden))
  const key = fault === 'wrong-signature' ? '0'.repeat(32) : apiV2Key
  const sign = await signatureOf(fields, key, hmac)
  return reply(fault === 'unsigned' ? fields : { ...fields, sign })
}

function perform(platform: Platform, request: WireRequest, asked: Fields, fault: Fault | undefined): Fields {
  if (typeof fault === 'object') return failed(fault.code, fault.message)
  if (fault === 'system-error-before') return failed('SYSTEMERROR')
  if (fault === 'rate-limited') return failed('FREQUENCY_LIMITED', '频率超限')
  const { subMerchantIds } = platform
  const partner = subMerchantIds.length > 0
  if (partner ? !subMerchantIds.includes(asked.sub_mch_id ?? '') : asked.sub_mch_id) return failed('NOAUTH')
  const { pathname } = new URL(request.url)
  const charging = pathname === '/pay/micropay'
  // All but a charge may name the order by WeChat Pay's own number, which goes before the merchant's.
  const paymentId = charging ? undefined : asked.transaction_id
  const missing = ['nonce_str', ...(paymentId ? [] : ['out_trade_no'])].find((name) => !asked[name])
  if (missing) return failed('LACK_PARAMS', `缺少参数${missing}`)
  if (charging) return micropay(platform, asked, partner)
  const { book } = platform
  const found = paymentId ? book.numbers.get(paymentId) : book.orders.get(asked.out_trade_no!)
  const order = found && memoryOf(found).prepay.sub_mchid === asked.sub_mch_id ? found : undefined
  if (pathname === '/pay/orderquery') return order ? told(platform, order) : failed('ORDERNOTEXIST', '订单不存在')
  if (!order && platform.unconfirmed.refusesReversingUnknown)
    return { ...failed('ORDERNOTEXIST', '订单不存在'), recall: 'N' }
  if (order && memoryOf(order).product !== codePay) return { ...failed('TRADE_ERROR', '非付款码支付订单'), recall: 'N' }
  if (order && isTooOld(platform, order)) return { ...failed('REVERSE_EXPIRE', '订单无法撤销'), recall: 'N' }
  if (order) reverse(platform, order)
  return { result_code: 'SUCCESS', recall: 'N' }
}

function micropay(platform: Platform, asked: Fields, partner: boolean): Fields {
  const { out_trade_no: orderId = '', auth_code = '', body = '', spbill_create_ip, total_fee = '' } = asked
  if (!body || !spbill_create_ip || !auth_code || !total_fee) return failed('LACK_PARAMS', '缺少参数')
  if (!/^[1-9]\d{0,14}$/.test(total_fee) || [...body].length > 128 || !/^[0-9A-Za-z_\-|*]{1,32}$/.test(orderId))
    return failed('PARAM_ERROR', '参数错误')
  if (!/^1[0-5]\d{16}$/.test(auth_code)) return failed('AUTH_CODE_INVALID', '请扫描微信支付被扫条码/二维码')
  const { appid, mch_id, sub_appid, sub_mch_id, attach } = asked
  const prepay: Json = {
    ...(partner
      ? { sp_appid: appid, sp_mchid: mch_id, sub_mchid: sub_mch_id, ...(sub_appid && { sub_appid }) }
      : { appid, mchid: mch_id }),
    ...(attach && { attach }),
  }
  const charged = charge(platform, { orderId, value: Number(total_fee), payerCode: auth_code, prepay })
  return charged === 'paid' ? told(platform, platform.book.orders.get(orderId)!) : failed(...refusals[charged])
}

const refusals: Record<Exclude<Charged, 'paid'>, readonly [code: string, words: string]> = {
  'payer-busy': ['USERPAYING', '需要用户输入支付密码'],
  'payer-refuses': ['NOTENOUGH', '余额不足'],
  'code-used': ['AUTH_CODE_INVALID', '付款码已被使用'],
  'code-expired': ['AUTHCODEEXPIRE', '二维码已过期，请用户在微信上刷新后再试'],
  'order-paid': ['ORDERPAID', '订单已支付'],
  'order-reversed': ['ORDERREVERSED', '订单已撤销'],
  'order-used': ['OUT_TRADE_NO_USED', '商户订单号重复'],
  'charged-again': ['INVALID_REQUEST', '重复请求支付'],
  'other-payer': ['BUYER_MISMATCH', '支付帐号错误，暂不支持同一笔订单更换支付方'],
}

/** An order as `micropay` and `orderquery` tell it: the same facts as APIv3's transaction object. */
function told(platform: Platform, order: BookOrder): Fields {
  const { trade_state, trade_state_desc, trade_type, attach } = transaction(platform, order) as Record<string, string>
  const value = String(order.amount.value)
  const coupon = order.coupon ?? 0
  return {
    result_code: 'SUCCESS',
    out_trade_no: order.orderId,
    trade_state: trade_state!,
    trade_state_desc: trade_state_desc!,
    total_fee: value,
    ...(attach && { attach }),
    ...(order.paidAt !== undefined && {
      trade_type: trade_type!,
      transaction_id: order.paymentId!,
      openid: order.payerId!,
      is_subscribe: 'N',
      bank_type: 'OTHERS',
      cash_fee: String(order.amount.value - coupon),
      ...(coupon > 0 && { coupon_fee: String(coupon) }),
      time_end: toChinaDigits(order.paidAt),
    }),
  }
}

const failed = (code: string, words = code): Fields => ({ result_code: 'FAIL', err_code: code, err_code_des: words })

function readRequest({ method, body }: WireRequest): Fields | undefined {
  try {
    return method === 'POST' && body ? parseXml(fromUtf8(body)) : undefined
  } catch {
    return undefined
  }
}

async function signatureOf(fields: Fields, key: string, hmac: boolean): Promise<string> {
  const message = v2Message(fields, key)
  return hmac ? keyedDigest(key, message) : toHex(md5(utf8(message)))
}

const reply = (fields: Fields): WireReply => ({
  status: 200,
  headers: { [spelled.contentType]: 'text/plain', [spelled.requestId]: newRequestId(fields.return_code !== 'SUCCESS') },
  body: utf8(writeXml(fields)),
})
