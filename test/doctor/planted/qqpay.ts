import { createHash } from 'node:crypto'
import { createClient } from 'shroff'
import { explainRequest } from 'shroff/doctor'
import { getPayment, qqpay, receiveWebhook } from 'shroff/qqpay'
import { type Fields, signOf, writeXml } from '../../oracle/qqpay/wire.js'
import { noon } from '../../support/noon.js'
import { clockAt } from '../../support/wechatpay.js'
import { htmlEscaped, misread, type Planted, refusedWith, utf8 } from './hand.js'

const merchantId = '1900000109'
export const secrets = {
  apiKey: '192006250b4c09247ec02edce69f6a2d',
  appKey: 'd139ae6fb0175e5659dce2a7c1fe84d5',
  operatorPassword: 'password of the operator',
}
export const own = qqpay({ merchantId, appId: '100619284', ...secrets, clock: clockAt(noon.getTime()) })

export const fields: Fields = {
  mch_id: merchantId,
  nonce_str: 'e61463f8efa94090b1f366cccfbbb444',
  trade_type: 'NATIVE',
  trade_state: 'SUCCESS',
  bank_type: 'BALANCE',
  fee_type: 'CNY',
  total_fee: '2500',
  cash_fee: '2500',
  transaction_id: '1353933301461607211903715555',
  out_trade_no: 'T1001',
  time_end: '20260304120000',
  attach: '茶 "a" <b> & {"shelf":7}',
}
const right = (told: Fields) => signOf(told, secrets.apiKey)
/** The digest of what somebody wrote in place of the right text, the key behind it. */
const signOfText = (text: string, end = `&key=${secrets.apiKey}`) =>
  createHash('md5')
    .update(text + end)
    .digest('hex')
    .toUpperCase()
const joined = (all: Fields, names = Object.keys(all).sort(), encode = (value: string) => value) =>
  names.map((name) => `${name}=${encode(all[name]!)}`).join('&')
const withEmpty = { ...fields, device_info: '' }

/** XML of which this is the signature, and these the fields that came. */
export const xmlOf = (came: Fields, sign = right(came)) => utf8(writeXml({ ...came, sign }))
type Mistake = [mistake: string, zh: string, cause: Planted['cause'], came: Fields, sign: string]

const notice = (...[mistake, zh, cause, came, sign]: Mistake): Planted => ({
  provider: 'qqpay',
  message: 'notification',
  mistake,
  zh,
  cause,
  diagnose: () => refusedWith(receiveWebhook(own, { headers: {}, body: xmlOf(came, sign) })),
})
const answer = (...[mistake, zh, cause, came, sign]: Mistake): Planted => ({
  ...notice(mistake, zh, cause, came, sign),
  message: 'answer',
  diagnose() {
    const body = xmlOf(came, sign)
    const transport = async () => ({ status: 200, headers: {}, body })
    const client = createClient({ account: own, transport, retry: { attempts: 1 } })
    return refusedWith(getPayment(client, { orderId: 'T1001' }))
  },
})
const request = (...[mistake, zh, cause, came, sign]: Mistake): Planted => ({
  ...notice(mistake, zh, cause, came, sign),
  message: 'request',
  diagnose: () =>
    explainRequest(own, {
      method: 'POST',
      url: 'https://qpay.qq.com/cgi-bin/pay/qpay_unified_order.cgi',
      headers: {},
      body: sign === '' ? utf8(writeXml(came)) : xmlOf(came, sign),
    }),
})

const notices: Planted[] = [
  notice(
    'the app’s key in place of the API key',
    '用了 appkey，没有用 API 密钥',
    'other-secret',
    fields,
    signOf(fields, secrets.appKey),
  ),
  notice('another key', '别的密钥', 'shared-key', fields, signOf(fields, 'Z'.repeat(32))),
  notice(
    'values escaped for HTML by a filter',
    '被 XSS 过滤器做了 HTML 转义',
    'html-escaped',
    { ...fields, attach: htmlEscaped(fields.attach!) },
    right(fields),
  ),
  notice(
    'read as Latin-1',
    '按 Latin-1 读入',
    'charset',
    { ...fields, attach: misread(fields.attach!).toString() },
    right(fields),
  ),
  notice('a field put in on the way', '途中加了字段', 'field-added', { ...fields, route: '7' }, right(fields)),
  notice(
    'a value trimmed',
    '某个值被 trim',
    'line-end-dropped',
    fields,
    right({ ...fields, attach: `${fields.attach}\n` }),
  ),
  notice('a value changed on the way', '途中改了一个值', 'shared-key', { ...fields, total_fee: '1' }, right(fields)),
]

const answers: Planted[] = [
  answer(
    'another key',
    '别的密钥',
    'shared-key',
    { ...fields, return_code: 'SUCCESS' },
    signOf(fields, 'Z'.repeat(32)),
  ),
]

const requests: Planted[] = [
  request('right', '正确', 'right', fields, right(fields)),
  request('in lower case', '签名小写', 'signature-rewritten', fields, right(fields).toLowerCase()),
  request('no signature', '没有签名', 'unsigned', fields, ''),
  request('empty fields signed', '空字段也参与签名', 'empty-values', withEmpty, signOfText(joined(withEmpty))),
  request('not sorted', '没有排序', 'unsorted', fields, signOfText(joined(fields, Object.keys(fields)))),
  request(
    'values encoded as for an address',
    '签名前对值做了 URL 编码',
    'values-encoded',
    fields,
    signOfText(joined(fields, undefined, encodeURIComponent)),
  ),
  request(
    'sign signed along as an empty field',
    '空的 sign 也参与签名',
    'signature-signed',
    fields,
    signOfText(joined({ ...fields, sign: '' })),
  ),
  request(
    'the app’s key in place of the API key',
    '用了 appkey，没有用 API 密钥',
    'other-secret',
    fields,
    signOf(fields, secrets.appKey),
  ),
  request('another key', '别的密钥', 'shared-key', fields, signOf(fields, 'Z'.repeat(32))),
  request(
    'another merchant named',
    '商户号不对',
    'other-merchant',
    { ...fields, mch_id: '1900000110' },
    right({ ...fields, mch_id: '1900000110' }),
  ),
]

export const qqpayPlanted: readonly Planted[] = [...notices, ...answers, ...requests]
