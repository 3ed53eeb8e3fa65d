import { createCipheriv } from 'node:crypto'
import { createClient, type Transport, type WireRequest } from 'shroff'
import { explainRequest } from 'shroff/doctor'
import { callProvider, createPayment, receiveWebhook, type WechatpayOptions, wechatpay } from 'shroff/wechatpay'
import { v2Signature } from '../../oracle/wechatpay/v2-primitives.js'
import { noon } from '../../support/noon.js'
import { clockAt } from '../../support/wechatpay.js'
import {
  asPython,
  type How,
  hex,
  htmlEscaped,
  keys,
  misread,
  type Planted,
  publicPem,
  refusedWith,
  signed,
  sortedJson,
  utf8,
} from './hand.js'

const now = noon.getTime()
const id = 'PUB_KEY_ID_0114000000000000000000000000000001'
export const secrets = { apiV3Key: 'a7cde1ZJB1kG2e7VfTs3jQzaWizur8Gb', apiV2Key: 'Q2w4e6R8t0Y1u3I5o7P9a2S4d6F8g0Hj' }

const account = (more: Partial<WechatpayOptions> = {}) =>
  wechatpay({
    merchantId: '1900007291',
    appId: 'wxd678efh567hg6787',
    ...secrets,
    privateKey: keys.merchant,
    serial: '408B07E79B8269FEC3D5D3E6AB8ED163A6A380DB',
    platformKeys: { [id]: publicPem(keys.provider) },
    clock: clockAt(now),
    ...more,
  } as WechatpayOptions)
export const own = account()
const sibling = account({ merchantId: '1900000109', platformKeys: { [id]: publicPem(keys.sibling) } })

const sealedResource = (key: string) => {
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key), 'fdasfdsafdsa').setAAD(Buffer.from('transaction'))
  const bytes = [cipher.update('{"mchid":"1900007291"}'), cipher.final(), cipher.getAuthTag()]
  return Buffer.concat(bytes).toString('base64')
}
const envelope = (key: string = secrets.apiV3Key) => ({
  id: 'EV-2026030412000000001',
  create_time: '2026-03-04T12:00:00+08:00',
  resource_type: 'encrypt-resource',
  event_type: 'TRANSACTION.SUCCESS',
  summary: '支付成功 <1/1>',
  resource: {
    original_type: 'transaction',
    algorithm: 'AEAD_AES_256_GCM',
    ciphertext: sealedResource(key),
    associated_data: 'transaction',
    nonce: 'fdasfdsafdsa',
  },
})
export const told = JSON.stringify(envelope())

type Sent = How & { serial?: string; at?: number; timestamp?: string; change?: (signature: string) => string }
/** Headers over the body that WeChat Pay signed. */
export const headersOf = (
  body: string | Uint8Array,
  { serial = id, at = now, change = (text) => text, ...how }: Sent = {},
) => {
  const timestamp = String(Math.floor(at / 1000))
  const nonce = 'EeZoEVTyvdP6hGcfAwTd2JZm7oy4YtPX'
  const text = Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), Buffer.from(body as string), Buffer.from('\n')])
  return {
    'wechatpay-timestamp': how.timestamp ?? timestamp,
    'wechatpay-nonce': nonce,
    'wechatpay-serial': serial,
    'wechatpay-signature': change(signed(text, how)),
  }
}

/** A notification of which WeChat Pay signed `body` and `came` arrived. */
const notice = (
  mistake: string,
  zh: string,
  cause: Planted['cause'],
  [body, came = body, sent, by = own, accounts = []]: [
    body: string | Uint8Array,
    came?: string | Uint8Array,
    sent?: Sent,
    by?: ReturnType<typeof account>,
    accounts?: ReturnType<typeof account>[],
  ],
  names?: RegExp,
): Planted => ({
  provider: 'wechatpay',
  message: 'notification',
  mistake,
  zh,
  cause,
  ...(names && { names }),
  diagnose: () =>
    refusedWith(
      receiveWebhook(by, { headers: headersOf(body, sent), body: new Uint8Array(Buffer.from(came as string)) }),
      {
        accounts,
      },
    ),
})

/** 支付成功 */
const gbkOfPaid = Buffer.from('d6a7b8b6b3c9b9a6', 'hex')
const spaced = JSON.stringify(envelope(), null, 2)

const notices: Planted[] = [
  notice(
    'parsed and written by PHP or JavaScript',
    '用 PHP 或 JavaScript 解析后又写出',
    'json-rewritten',
    [told.replaceAll('/', '\\/'), told],
    /slashes/,
  ),
  notice(
    'parsed and written by Python',
    '用 Python 解析后又写出',
    'json-rewritten',
    [told, asPython(envelope())],
    /spaces.*letters/,
  ),
  notice(
    'parsed and written by Go',
    '用 Go 解析后又写出',
    'json-rewritten',
    [told, told.replaceAll('<', '\\u003c').replaceAll('>', '\\u003e')],
    /<, > and &/,
  ),
  notice('indented by a formatter', '被格式化工具加了缩进', 'json-rewritten', [told, spaced], /spaces/),
  notice('the provider’s spaces taken out', '原有的空格被去掉', 'json-rewritten', [asSpaced(told), told], /spaces/),
  notice(
    'members put into alphabetical order',
    '字段被按字母顺序重排',
    'json-rewritten',
    [told, JSON.stringify(sortedJson(envelope()))],
    /order/,
  ),
  notice(
    'empty texts made null by a framework',
    '框架把空字符串改成 null',
    'json-rewritten',
    [
      told.replace('"summary":"支付成功 <1/1>"', '"summary":""'),
      told.replace('"summary":"支付成功 <1/1>"', '"summary":null'),
    ],
    /null/,
  ),
  notice(
    'an empty object made a list by PHP',
    'PHP 把空对象变成空数组',
    'json-rewritten',
    [
      told.replace('"summary":"支付成功 <1/1>"', '"summary":{}'),
      told.replace('"summary":"支付成功 <1/1>"', '"summary":[]'),
    ],
    /empty objects/,
  ),
  notice('a line feed put behind it', '末尾多了一个换行', 'line-end-added', [told, `${told}\n`]),
  notice('trimmed', '末尾被 trim', 'line-end-dropped', [`${told}\n`, told]),
  notice('line ends made those of Windows', '换行变成 CRLF', 'line-ends-changed', [
    spaced,
    spaced.replaceAll('\n', '\r\n'),
  ]),
  notice('a byte order mark put in front', '开头多了 BOM', 'bom-added', [told, `\ufeff${told}`]),
  notice('a byte order mark of the provider’s taken away', '原有的 BOM 被去掉', 'bom-dropped', [`\ufeff${told}`, told]),
  notice('escaped for HTML by a filter', '被 XSS 过滤器做了 HTML 转义', 'html-escaped', [told, htmlEscaped(told)]),
  notice('given backslashes by addslashes', '被 addslashes 加了反斜杠', 'slashes-added', [
    told,
    told.replaceAll('"', '\\"'),
  ]),
  notice('written as JSON twice', '被 JSON 编码了两次', 'json-twice', [told, JSON.stringify(told)]),
  notice('a Buffer written as JSON', 'Buffer 被写成 JSON', 'buffer-as-json', [told, JSON.stringify(Buffer.from(told))]),
  notice('base64 of a cloud function not decoded', '云函数的 base64 没有解码', 'base64-body', [
    told,
    Buffer.from(told).toString('base64'),
  ]),
  notice('taken for a form and percent-encoded', '被当成表单做了百分号编码', 'encoded-twice', [
    told,
    `${encodeURIComponent(told)}=`,
  ]),
  notice('read as Latin-1', '按 Latin-1 读入', 'charset', [told, misread(told)]),
  notice('written in GBK', '写成 GBK', 'charset', [
    told,
    Buffer.concat(told.split('支付成功').flatMap((part, index) => [...(index ? [gbkOfPaid] : []), Buffer.from(part)])),
  ]),
  notice('a value changed on the way', '途中改了一个值', 'unknown', [told, told.replace('EV-', 'EW-')]),
  notice('the merchant’s own public key configured', '把商户自己的公钥当作微信支付公钥', 'own-key-configured', [
    told,
    told,
    {},
    account({ platformKeys: { [id]: publicPem(keys.merchant) } }),
  ]),
  notice('a test signs with the merchant’s key', '测试里用商户私钥签名', 'signed-by-own-key', [
    told,
    told,
    { key: keys.merchant },
  ]),
  notice(
    'another merchant’s notification',
    '收到另一商户的通知',
    'other-account',
    [told, told, { key: keys.sibling }, own, [sibling]],
    /1900000109/,
  ),
  notice('two platform keys swapped', '两把平台公钥放反', 'other-key', [
    told,
    told,
    {},
    account({
      platformKeys: {
        [id]: publicPem(keys.sibling),
        '5157F09EFDC096DE15EBE81A47057A7232F1B8E1': publicPem(keys.provider),
      },
    }),
  ]),
  notice('the right key under a wrong name', '公钥对，但名称不对', 'key-name-differs', [
    told,
    told,
    { serial: 'PUB_KEY_ID_0114000000000000000000000000000009' },
  ]),
  notice('a key that nobody here has', '不认识的密钥', 'no-key-fits', [told, told, { key: keys.stranger }]),
  notice('signed with SHA-1', '用 SHA-1 签名', 'wrong-hash', [told, told, { hash: 'sha1' }], /SHA-1/),
  notice('signed with PSS', '用 PSS 填充签名', 'wrong-padding', [told, told, { padding: 'pss' }]),
  notice('the digest encrypted by the private key', '用私钥加密摘要代替签名', 'bare-digest', [
    told,
    told,
    { padding: 'bare' },
  ]),
  notice(
    'the header decoded like an address',
    '签名头被当成 URL 解码',
    'signature-rewritten',
    [told, told, { change: (text) => text.replaceAll('+', ' ') }],
    /blank/,
  ),
  notice('a URL’s alphabet for the signature', '签名变成 URL 版 base64', 'signature-rewritten', [
    told,
    told,
    { change: (text) => text.replaceAll('+', '-').replaceAll('/', '_') },
  ]),
  notice(
    'a signature in hexadecimal',
    '签名变成十六进制',
    'signature-rewritten',
    [told, told, { change: (text) => Buffer.from(text, 'base64').toString('hex') }],
    /hexadecimal/,
  ),
  notice(
    'this machine’s clock ten minutes behind',
    '本机时钟慢了十分钟',
    'clock',
    [told, told, { at: now + 600_000 }],
    /10 min/,
  ),
  notice(
    'this machine in another time zone',
    '本机时区错误',
    'time-zone',
    [told, told, { at: now + 8 * 3_600_000 }],
    /8 h/,
  ),
  notice('a queue delivers it an hour late', '消息队列晚一小时投递', 'clock-or-late', [
    told,
    told,
    { at: now - 3_700_000 },
  ]),
  notice('the APIv2 key given as the APIv3 key', '把 APIv2 密钥填成 APIv3 密钥', 'other-secret', [
    JSON.stringify(envelope(secrets.apiV2Key)),
  ]),
  notice('another merchant’s, under the same platform key', '平台公钥相同的另一商户的通知', 'other-account', [
    JSON.stringify(envelope('fedcba9876543210fedcba9876543210')),
    JSON.stringify(envelope('fedcba9876543210fedcba9876543210')),
    {},
    own,
    [account({ merchantId: '1900000109', apiV3Key: 'fedcba9876543210fedcba9876543210' })],
  ]),
]

function asSpaced(text: string) {
  return text.replaceAll('","', '", "').replaceAll('":', '": ')
}

/** An answer of which WeChat Pay signed `body` and `came` arrived. */
const answer = (
  mistake: string,
  zh: string,
  cause: Planted['cause'],
  [body, came = body, sent]: [body: string, came?: string, sent?: Sent],
  names?: RegExp,
): Planted => ({
  provider: 'wechatpay',
  message: 'answer',
  mistake,
  zh,
  cause,
  ...(names && { names }),
  diagnose: () => {
    const transport: Transport = async () => ({ status: 200, headers: headersOf(body, sent), body: utf8(came) })
    const client = createClient({ account: own, transport, retry: { attempts: 1 } })
    return refusedWith(callProvider(client, { method: 'GET', path: '/v3/x' } as never))
  },
})

const answers: Planted[] = [
  answer(
    'a proxy writes numbers anew',
    '代理改写了数字',
    'json-rewritten',
    ['{"total":88.00}', '{"total":88}'],
    /decimals/,
  ),
  answer(
    'a proxy puts numbers in quotation marks',
    '代理给数字加了引号',
    'json-rewritten',
    ['{"total":88}', '{"total":"88"}'],
    /quotation/,
  ),
  answer('this machine’s clock is fast', '本机时钟快', 'clock', ['{"a":1}', '{"a":1}', { at: now - 600_000 }]),
  answer('this machine’s clock is an hour fast', '本机时钟快一小时', 'time-zone', [
    '{"a":1}',
    '{"a":1}',
    { at: now - 3_600_000 },
  ]),
]

type Asked = { method?: string; path?: string; body?: string; more?: Record<string, string>; bytes?: Uint8Array }
/** A request of which `text` was signed. */
const request = (
  mistake: string,
  zh: string,
  cause: Planted['cause'],
  text: (parts: { method: string; path: string; time: string; nonce: string; body: string }) => string | Uint8Array,
  how: How & { serial?: string; merchantId?: string; at?: number; asked?: Asked } = {},
  names?: RegExp,
): Planted => {
  const {
    method = 'POST',
    path = '/v3/pay/transactions/native?a=1&b=2',
    body = '{"mchid":"1900007291","note":"乌龙茶"}',
    more,
  } = how.asked ?? {}
  const [time, nonce] = [String(Math.floor((how.at ?? now) / 1000)), '593BEC0C930BF1AFEB40B4A08C8FB242']
  const signature = signed(text({ method, path, time, nonce, body }), { key: keys.merchant, ...how })
  const fields = `mchid="${how.merchantId ?? '1900007291'}",nonce_str="${nonce}",signature="${signature}",timestamp="${time}",serial_no="${how.serial ?? '408B07E79B8269FEC3D5D3E6AB8ED163A6A380DB'}"`
  const sent: WireRequest = {
    method,
    url: `https://api.mch.weixin.qq.com${path}`,
    headers: { Authorization: `WECHATPAY2-SHA256-RSA2048 ${fields}`, ...more },
    ...(body && { body: how.asked?.bytes ?? utf8(body) }),
  }
  return {
    provider: 'wechatpay',
    message: 'request',
    mistake,
    zh,
    cause,
    ...(names && { names }),
    diagnose: () =>
      explainRequest(own, sent, {
        at: now,
        accounts: [account({ privateKey: keys.sibling, serial: '01', merchantId: '1900000109' })],
      }),
  }
}

type Parts = { method: string; path: string; time: string; nonce: string; body: string }
const right = ({ method, path, time, nonce, body }: Parts) => `${method}\n${path}\n${time}\n${nonce}\n${body}\n`
const withBody = (change: (body: string) => string) => (parts: Parts) => right({ ...parts, body: change(parts.body) })

const requests: Planted[] = [
  request('nothing is wrong', '没有错误', 'right', right),
  {
    ...request('no signature at all', '没有签名', 'unsigned', right),
    diagnose: () =>
      explainRequest(own, {
        method: 'GET',
        url: 'https://api.mch.weixin.qq.com/v3/x',
        headers: { Authorization: 'Basic eA==' },
      }),
  },
  request('the last line feed missing', '缺少最后一个换行', 'last-line-missing', (parts) => right(parts).slice(0, -1)),
  request('lines ended as in Windows', '换行用了 CRLF', 'line-ends-changed', (parts) =>
    right(parts).replaceAll('\n', '\r\n'),
  ),
  request('signed without the query', '签名时漏了查询串', 'query-left-out', (parts) =>
    right({ ...parts, path: parts.path.split('?')[0]! }),
  ),
  request('the whole address signed', '签名用了完整 URL', 'host-signed', (parts) =>
    right({ ...parts, path: `https://api.mch.weixin.qq.com${parts.path}` }),
  ),
  request(
    'another serialization of the body signed',
    '签名与发送用了两次序列化',
    'json-rewritten',
    withBody((body) => asPython(JSON.parse(body))),
    {},
    /spaces/,
  ),
  request(
    'signed without the body',
    '签名时漏了请求体',
    'body-left-out',
    withBody(() => ''),
  ),
  request(
    'an empty object signed for a GET',
    'GET 请求签了空对象',
    'body-added',
    withBody(() => '{}'),
    {
      asked: { method: 'GET', body: '', path: '/v3/x' },
    },
  ),
  request('the method in lower case', '方法名小写', 'method-changed', (parts) => right({ ...parts, method: 'post' })),
  request('time and nonce swapped', '时间戳与随机串放反', 'fields-swapped', ({ time, nonce, ...parts }) =>
    right({ ...parts, time: nonce, nonce: time }),
  ),
  request('milliseconds signed', '签名里用了毫秒', 'time-unit', (parts) =>
    right({ ...parts, time: `${parts.time}000` }),
  ),
  request('the digest signed in place of the text', '先做摘要再签名', 'hashed-twice', (parts) => hex(right(parts))),
  request('signed with SHA-1', '用 SHA-1 签名', 'wrong-hash', right, { hash: 'sha1' }),
  request('a KMS signs with PSS', 'KMS 用 PSS 签名', 'wrong-padding', right, { padding: 'pss-32' }),
  request('signed with another merchant’s key', '用了另一商户的私钥', 'other-account', right, { key: keys.sibling }),
  request('signed with a key that nobody here has', '用了不认识的私钥', 'no-key-fits', right, { key: keys.stranger }),
  request('the number of the old certificate', '证书序列号是旧的', 'other-serial', right, {
    serial: '1DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C',
  }),
  request('another merchant named', '商户号不对', 'other-merchant', right, { merchantId: '1900000109' }),
  request('the clock an hour and ten minutes behind', '时钟慢七十分钟', 'clock', right, { at: now - 4_200_000 }),
  request(
    'the path signed decoded',
    '签名用了解码后的路径',
    'path-changed',
    (parts) => right({ ...parts, path: decodeURIComponent(parts.path) }),
    {
      asked: { path: '/v3/x/%E8%8C%B6' },
    },
  ),
  request(
    'the whole upload signed',
    '签了整个 multipart 请求体',
    'whole-upload',
    withBody((body) => body),
    {
      asked: {
        path: '/v3/merchant/media/upload',
        more: { 'content-type': 'multipart/form-data; boundary=x' },
        body: '--x\r\nContent-Disposition: form-data; name="meta"\r\n\r\n{"filename":"a"}\r\n--x--\r\n',
      },
    },
  ),
]

const v2Fields = {
  appid: 'wxd678efh567hg6787',
  mch_id: '1900007291',
  nonce_str: 'abc',
  result_code: 'SUCCESS',
  return_code: 'SUCCESS',
  total_fee: '2500',
  attach: 'a"b',
}
const v2 = (
  mistake: string,
  zh: string,
  cause: Planted['cause'],
  sign: string,
  came: Record<string, string> = v2Fields,
): Planted => ({
  provider: 'wechatpay',
  message: 'answer',
  mistake: `${mistake} (APIv2)`,
  zh: `${zh}（APIv2）`,
  cause,
  diagnose: () => {
    const xml = Object.entries({ ...came, sign }).map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`)
    const transport: Transport = async () => ({ status: 200, headers: {}, body: utf8(`<xml>${xml.join('')}</xml>`) })
    const client = createClient({ account: own, transport, retry: { attempts: 1 } })
    const order = {
      channel: 'barcode',
      orderId: 'T-1001',
      amount: { currency: 'CNY', value: 2500 },
      description: 'tea',
      payerCode: '134567890123456789',
      payerClientIp: '203.0.113.7',
      store: { id: '1001' },
    }
    return refusedWith(createPayment(client, order as never))
  },
})

const v2s: Planted[] = [
  v2('answered with MD5', '用 MD5 签名', 'not-hmac', v2Signature(v2Fields, secrets.apiV2Key, 'MD5')),
  v2(
    'the APIv3 key in place of the APIv2 key',
    '用了 APIv3 密钥',
    'other-secret',
    v2Signature(v2Fields, secrets.apiV3Key, 'HMAC-SHA256'),
  ),
  v2(
    'a value escaped for HTML',
    '某个值被 HTML 转义',
    'html-escaped',
    v2Signature(v2Fields, secrets.apiV2Key, 'HMAC-SHA256'),
    {
      ...v2Fields,
      attach: 'a&quot;b',
    },
  ),
  v2('another key', '别的密钥', 'shared-key', v2Signature(v2Fields, 'Z'.repeat(32), 'HMAC-SHA256')),
]

export const wechatpayPlanted: readonly Planted[] = [...notices, ...answers, ...requests, ...v2s]
