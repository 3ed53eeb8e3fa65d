import { createHmac } from 'node:crypto'
import { options as merchant } from '../../support/wechatpay.js'

export const apiV2Key = '192006250b4c09247ec02edce69f6a2d'
type Fields = Record<string, string>

/** `sign` by HMAC-SHA256, as the wire page has it; shares no code with the library. */
export function sign(fields: Fields, key = apiV2Key): string {
  const pairs = Object.entries(fields).filter(([name, value]) => name !== 'sign' && value !== '')
  const text = pairs.map(([name, value]) => `${name}=${value}`).sort()
  return createHmac('sha256', key)
    .update(`${text.join('&')}&key=${key}`)
    .digest('hex')
    .toUpperCase()
}

const xml = (fields: Fields) =>
  `<xml>${Object.entries(fields)
    .map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`)
    .join('\n')}</xml>`

const envelope: Fields = {
  return_code: 'SUCCESS',
  return_msg: 'OK',
  appid: merchant.appId,
  mch_id: merchant.merchantId,
  nonce_str: '5K8264ILTKCH16CQ2502SI8ZNMTM67VS',
}

/** An answer of APIv2 as WeChat Pay seals it; what is changed afterwards is not signed. */
export function answer(fields: Fields, { key = apiV2Key, after = {} }: { key?: string; after?: Fields } = {}) {
  const told = { ...envelope, ...fields }
  return { body: xml({ ...told, sign: sign(told, key), ...after }), unsigned: true }
}

export const unsigned = (fields: Fields) => ({ body: xml(fields), unsigned: true })

/** The fields of a request, by a reader that knows no more than tags. */
export function fieldsOf(body: Uint8Array | undefined): Fields {
  const text = Buffer.from(body ?? []).toString()
  return Object.fromEntries(Array.from(text.matchAll(/<(\w+)>([^<]*)<\/\1>/g), ([, name, value]) => [name!, value!]))
}

export const paid: Fields = {
  result_code: 'SUCCESS',
  openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o',
  is_subscribe: 'N',
  trade_type: 'MICROPAY',
  bank_type: 'CMC',
  total_fee: '2500',
  cash_fee: '2500',
  transaction_id: '4200000202603041234567890123',
  out_trade_no: 'T-1001',
  time_end: '20260304120000',
  a_field_of_tomorrow: '茶',
}
