import { type BaiduOptions, baidu, receiveWebhook } from 'shroff/baidu'
import { explainRequest } from 'shroff/doctor'
import { canonical, type Fields, rsaSign } from '../../oracle/baidu/wire.js'
import { paidNotice } from '../../support/baidu.js'
import { noon } from '../../support/noon.js'
import { clockAt } from '../../support/wechatpay.js'
import {
  type How,
  hex,
  htmlEscaped,
  keys,
  misread,
  type Planted,
  publicPem,
  refusedWith,
  signed as signedBy,
  utf8,
} from './hand.js'

export const secrets = { clientSecret: 'sEcReTofTheSmartProgram00000001' }
const [dealId, appKey] = ['470193086', 'MMMabc']
const account = (more: Partial<BaiduOptions> = {}) =>
  baidu({
    dealId,
    appKey,
    privateKey: keys.merchant,
    platformKey: publicPem(keys.provider),
    clientId: 'smartProgramKey',
    ...secrets,
    unsafeSha1: true,
    clock: clockAt(noon.getTime()),
    ...more,
  } as BaiduOptions)
export const own = account()
/** Another payment service of the same shop: Baidu has another key for each. */
const sibling = account({
  dealId: '470193087',
  appKey: 'MMMxyz',
  platformKey: publicPem(keys.sibling),
  privateKey: keys.sibling,
})

/** A notice of a payment, as it was captured; the merchant's data has what filters touch. */
export const fields: Fields = { ...paidNotice, returnData: '{"shelf":"茶 <7> & \\"a/b\\""}' }
const signed = (text: string | Uint8Array, how: How = {}) => signedBy(text, { hash: 'sha1', ...how })
export const right = (told: Fields) => rsaSign(told, keys.provider)
/** The text with what is empty left out, in another order, or otherwise written. */
const joined = (
  all: Fields,
  {
    names = Object.keys(all).sort(),
    empty = true,
    encode = (value: string) => value,
  }: { names?: string[]; empty?: boolean; encode?: (value: string) => string } = {},
) =>
  names
    .filter((name) => empty || all[name] !== '')
    .map((name) => `${name}=${encode(all[name]!)}`)
    .join('&')

/** A notice of these fields with this signature. */
export const formOf = (told: Fields, signature = right(told)) => ({
  headers: { 'content-type': 'application/x-www-form-urlencoded' } as Record<string, string>,
  body: utf8(new URLSearchParams({ ...told, rsaSign: signature }).toString()),
})
const notice = (
  mistake: string,
  zh: string,
  cause: Planted['cause'],
  incoming: ReturnType<typeof formOf>,
  { by = own, names }: { by?: typeof own; names?: RegExp } = {},
): Planted => ({
  provider: 'baidu',
  message: 'notification',
  mistake,
  zh,
  cause,
  ...(names && { names }),
  diagnose: () => refusedWith(receiveWebhook(by, incoming), { accounts: [sibling] }),
})
const came = (changed: Fields) => formOf({ ...fields, ...changed }, right(fields))

const notices: Planted[] = [
  notice(
    'a query of the address taken for fields',
    '把地址里的查询参数并进了表单',
    'field-added',
    came({ shop: '7', route: 'baidu' }),
    { names: /shop, route/ },
  ),
  notice(
    'escaped for HTML by a filter',
    '被 XSS 过滤器做了 HTML 转义',
    'html-escaped',
    came({ returnData: htmlEscaped(fields.returnData!) }),
    { names: /returnData/ },
  ),
  notice('read as Latin-1', '按 Latin-1 读入', 'charset', came({ returnData: misread(fields.returnData!).toString() })),
  notice(
    'JSON in a field parsed and written again',
    '字段里的 JSON 解析后又写出',
    'json-rewritten',
    formOf({ ...fields, returnData: '{"a": "b/c"}' }, right({ ...fields, returnData: '{"a":"b\\/c"}' })),
    { names: /returnData/ },
  ),
  notice(
    'quotation marks given backslashes',
    '引号被加了反斜杠',
    'slashes-added',
    came({ returnData: fields.returnData!.replaceAll('\\', '\\\\').replaceAll('"', '\\"') }),
  ),
  notice(
    'a value decoded twice',
    '某个值解码了两次',
    'plus-as-space',
    formOf({ ...fields, returnData: 'a b' }, right({ ...fields, returnData: 'a+b' })),
  ),
  notice(
    'a value trimmed',
    '某个值被 trim',
    'line-end-dropped',
    formOf(fields, right({ ...fields, returnData: `${fields.returnData}\n` })),
  ),
  notice(
    'empty fields dropped before signing',
    '签名前丢掉了空字段',
    'empty-values',
    formOf(fields, signed(joined(fields, { empty: false }))),
  ),
  notice(
    'signed with SHA-256',
    '用 SHA-256 签名',
    'wrong-hash',
    formOf(fields, signed(canonical(fields), { hash: 'sha256' })),
    {
      names: /SHA-256 in place of SHA-1/,
    },
  ),
  notice(
    'signed with PSS',
    '用 PSS 签名',
    'wrong-padding',
    formOf(fields, signed(canonical(fields), { padding: 'pss' })),
    {
      names: /PSS/,
    },
  ),
  notice('a value changed on the way', '途中改了一个值', 'unknown', came({ totalMoney: '1' })),
  notice(
    'the signature written in hexadecimal',
    '签名被写成十六进制',
    'signature-rewritten',
    formOf(fields, Buffer.from(right(fields), 'base64').toString('hex')),
  ),
  notice(
    'the merchant’s own public key configured',
    '把商户公钥（开发者公钥）当作平台公钥',
    'own-key-configured',
    formOf(fields),
    {
      by: account({ platformKey: publicPem(keys.merchant) }),
    },
  ),
  notice(
    'another service’s notice',
    '收到另一个支付服务的通知',
    'other-account',
    formOf(fields, signed(canonical(fields), { key: keys.sibling })),
    {
      names: /baidu\/470193087/,
    },
  ),
  notice(
    'a test signs with the merchant’s key',
    '测试里用商户私钥签名',
    'signed-by-own-key',
    formOf(fields, signed(canonical(fields), { key: keys.merchant })),
  ),
  notice(
    'a key that nobody here has',
    '不认识的密钥',
    'no-key-fits',
    formOf(fields, signed(canonical(fields), { key: keys.stranger })),
  ),
]

const order: Fields = {
  dealId,
  appKey,
  totalAmount: '2500',
  tpOrderId: 'T1001',
  dealTitle: 'Oolong tea 乌龙茶',
  signFieldsRange: '1',
  bizInfo: '{"tpData":{"returnData":{"shelf":"7"}}}',
}
const { dealTitle: _, signFieldsRange: __, bizInfo: ___, ...four } = order
const byMerchant = (text: string | Uint8Array, how: How = {}) => signed(text, { key: keys.merchant, ...how })
const revoke: Fields = { orderId: '81341494729172', userId: '3391629990', type: '3', appKey }

const request = (
  mistake: string,
  zh: string,
  cause: Planted['cause'],
  sent: Fields,
  signature: string,
  url = 'https://etrade-api.baidu.com/cashier/syncOrderStatus',
): Planted => ({
  provider: 'baidu',
  message: 'request',
  mistake,
  zh,
  cause,
  diagnose: () =>
    explainRequest(
      own,
      {
        method: 'POST',
        url,
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: utf8(new URLSearchParams({ ...sent, ...(signature && { rsaSign: signature }) }).toString()),
      },
      { at: noon.getTime(), accounts: [sibling] },
    ),
})

const requests: Planted[] = [
  request('an order with nothing wrong', '订单没有错误', 'right', order, byMerchant(joined(four))),
  request('a call with nothing wrong', '调用没有错误', 'right', revoke, byMerchant(joined(revoke))),
  request(
    'all fields of an order signed',
    '订单的所有字段都参加签名',
    'other-fields',
    order,
    byMerchant(joined(order)),
  ),
  request(
    'bizInfo of an order signed',
    '订单的 bizInfo 参加签名',
    'other-fields',
    order,
    byMerchant(joined({ ...four, bizInfo: order.bizInfo! })),
  ),
  request(
    'the amount of an order left out',
    '订单签名漏了 totalAmount',
    'other-fields',
    order,
    byMerchant(joined({ appKey, dealId, tpOrderId: 'T1001' })),
  ),
  request('signed with SHA-256', '用 SHA-256 签名', 'wrong-hash', order, byMerchant(joined(four), { hash: 'sha256' })),
  request(
    'fields in the order of the page',
    '字段没有排序',
    'unsorted',
    order,
    byMerchant(joined(four, { names: Object.keys(four) })),
  ),
  request(
    'empty fields dropped',
    '丢掉了空字段',
    'empty-values',
    { ...revoke, note: '' },
    byMerchant(joined({ ...revoke, note: '' }, { empty: false })),
  ),
  request(
    'values encoded first',
    '签名前做了 URL 编码',
    'values-encoded',
    { ...revoke, note: '茶' },
    byMerchant(joined({ ...revoke, note: '茶' }, { encode: encodeURIComponent })),
  ),
  request('an & at the end', '末尾多了 &', 'separator-behind', order, byMerchant(`${joined(four)}&`)),
  request('the digest signed', '先做摘要再签名', 'hashed-twice', order, byMerchant(hex(joined(four), 'sha1'))),
  request(
    'an empty rsaSign signed along',
    '空的 rsaSign 也参加签名',
    'signature-signed',
    revoke,
    byMerchant(joined({ ...revoke, rsaSign: '' })),
  ),
  request(
    'the digest encrypted, not signed',
    '用私钥加密摘要',
    'bare-digest',
    order,
    byMerchant(joined(four), { padding: 'bare' }),
  ),
  request(
    'another service’s private key',
    '用了另一个支付服务的私钥',
    'other-account',
    order,
    byMerchant(joined(four), { key: keys.sibling }),
  ),
  request(
    'the smart program’s App Key in place of appKey',
    '把小程序的 App Key 当作 appKey',
    'other-merchant',
    { ...order, appKey: 'smartProgramKey' },
    byMerchant(joined({ ...four, appKey: 'smartProgramKey' })),
  ),
  request('the signature missing', '没有签名', 'unsigned', order, ''),
  request(
    'a call by token, which nobody signs',
    '凭令牌的调用，本来没有签名',
    'nobody-signs',
    { tpOrderId: 'T1001' },
    '',
    'https://openapi.baidu.com/rest/2.0/smartapp/pay/paymentservice/findByTpOrderId?access_token=24.a',
  ),
]

export const baiduPlanted: readonly Planted[] = [...notices, ...requests]
