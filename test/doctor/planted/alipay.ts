import { createCipheriv } from 'node:crypto'
import { createClient, type Transport, type WireRequest } from 'shroff'
import { type AlipayOptions, alipay, getPayment, receiveNotice, receiveWebhook } from 'shroff/alipay'
import { explainRequest } from 'shroff/doctor'
import { certificateFiles } from '../../support/alipay-certificates.js'
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
  utf8,
} from './hand.js'

const now = noon.getTime()
export const secrets = {
  contentKey: 'aYA0GP8JEW+D7/UFaskCWA==',
  appAuthToken: '201510BBaaa11ffb5b2e4c5f9f8c3c1a7d9eX12',
}
const appId = '2021000122672388'
const sellerId = '2088621955702781'

const account = (more: Partial<AlipayOptions> = {}) =>
  alipay({
    appId,
    sellerId,
    privateKey: keys.merchant,
    alipayPublicKey: publicPem(keys.provider),
    clock: clockAt(now),
    ...more,
  } as AlipayOptions)
export const own = account({ appAuthToken: secrets.appAuthToken })
const sibling = account({
  appId: '2021000122672399',
  alipayPublicKey: publicPem(keys.sibling),
  contentKey: secrets.contentKey,
  privateKey: keys.sibling,
})

type Fields = Record<string, string>
export const fields: Fields = {
  notify_time: '2026-03-04 12:00:00',
  notify_type: 'trade_status_sync',
  notify_id: '2026030400222120000000000000000001',
  charset: 'utf-8',
  version: '1.0',
  app_id: appId,
  trade_no: '2026030422001400000000000001',
  out_trade_no: 'T_1001',
  seller_id: sellerId,
  trade_status: 'TRADE_SUCCESS',
  total_amount: '25.00',
  subject: 'Oolong+tea “乌龙茶”',
  body: 'one\ntwo & "three"',
  fund_bill_list: '[{"amount":"25.00","fundChannel":"ALIPAYACCOUNT"}]',
}

const text = (all: Fields, left = ['sign', 'sign_type']) =>
  Object.keys(all)
    .filter((name) => all[name] !== '' && !left.includes(name))
    .sort()
    .map((name) => `${name}=${all[name]}`)
    .join('&')

type Sent = How & { signedText?: (all: Fields) => string | Uint8Array; change?: (sign: string) => string }
/** A form of which `told` was signed and `came` arrived. */
export const formOf = (
  told: Fields,
  came: Fields = told,
  { signedText = text, change = (sign) => sign, ...how }: Sent = {},
) => {
  const sign = change(signed(signedText({ ...told, sign_type: 'RSA2' }), how))
  return { headers: {}, body: utf8(new URLSearchParams({ ...came, sign, sign_type: 'RSA2' }).toString()) }
}

type Incoming = ReturnType<typeof formOf>
const notice = (
  mistake: string,
  zh: string,
  cause: Planted['cause'],
  incoming: Incoming,
  {
    by = own,
    names,
    receive = receiveWebhook,
  }: { by?: typeof own; names?: RegExp; receive?: typeof receiveWebhook } = {},
): Planted => ({
  provider: 'alipay',
  message: 'notification',
  mistake,
  zh,
  cause,
  ...(names && { names }),
  diagnose: () => refusedWith(receive(by, incoming), { accounts: [sibling] }),
})

const changed = (change: (value: string) => string, names = Object.keys(fields)) => ({
  ...fields,
  ...Object.fromEntries(names.map((name) => [name, change(fields[name]!)])),
})
const without = (name: string) => Object.fromEntries(Object.entries(fields).filter(([other]) => other !== name))

const encrypted = (key: string, content: string) => {
  const cipher = createCipheriv('aes-128-cbc', Buffer.from(key, 'base64'), Buffer.alloc(16))
  return Buffer.concat([cipher.update(content), cipher.final()]).toString('base64')
}
const message = (key: string): Fields => ({
  app_id: appId,
  charset: 'utf-8',
  msg_method: 'alipay.x.y',
  notify_id: '1',
  encrypt_type: 'AES',
  biz_content: encrypted(key, '{"a":1}'),
})

const notices: Planted[] = [
  notice(
    'decoded once more, so that + became a blank',
    '表单被多解码一次，+ 变成空格',
    'plus-as-space',
    formOf(
      fields,
      changed((value) => value.replaceAll('+', ' '), ['subject']),
    ),
    { names: /subject/ },
  ),
  notice('values encoded twice', '值被编码了两次', 'encoded-twice', formOf(fields, changed(encodeURIComponent))),
  notice('escaped for HTML by a filter', '被 XSS 过滤器转义', 'html-escaped', formOf(fields, changed(htmlEscaped)), {
    names: /body/,
  }),
  notice(
    'given backslashes by WordPress',
    '被 WordPress 加了反斜杠',
    'slashes-added',
    formOf(
      fields,
      changed((value) => value.replaceAll('"', '\\"')),
    ),
  ),
  notice(
    'line feeds made CR LF by a form',
    '换行变成 CRLF',
    'line-ends-changed',
    formOf(
      fields,
      changed((value) => value.replaceAll('\n', '\r\n')),
    ),
    { names: /body/ },
  ),
  notice(
    'a value trimmed',
    '某个值被 trim',
    'line-end-dropped',
    formOf({ ...fields, subject: 'tea ' }, { ...fields, subject: 'tea' }),
    { names: /subject/ },
  ),
  notice(
    'read as Latin-1',
    '按 Latin-1 读入',
    'charset',
    formOf(
      fields,
      changed((value) => misread(value).toString()),
    ),
  ),
  notice(
    'signed in GBK, read as UTF-8',
    '支付宝按 GBK 签名',
    'charset',
    formOf(
      { ...fields, subject: '茶' },
      { ...fields, subject: '茶' },
      {
        signedText: (all) =>
          Buffer.concat(
            text(all)
              .split('茶')
              .flatMap((part, at) => (at ? [Buffer.from('b2e8', 'hex'), Buffer.from(part)] : [Buffer.from(part)])),
          ),
      },
    ),
  ),
  notice(
    'letters with accents composed by a database',
    '数据库把带重音的字母规范化',
    'letters-composed',
    formOf({ ...fields, subject: 'Cafe\u0301' }, { ...fields, subject: 'Caf\u00e9' }),
    { names: /subject/ },
  ),
  notice(
    'a field of the router’s own added',
    '路由加了自己的参数',
    'field-added',
    formOf(fields, { ...fields, controller: 'notify', action: 'alipay' }),
    { names: /controller, action/ },
  ),
  notice(
    'a field added that Alipay has elsewhere',
    '多了一个支付宝也有的字段',
    'field-added',
    formOf(fields, { ...fields, method: 'x' }),
    { names: /method/ },
  ),
  notice(
    'a list of JSON written anew',
    'JSON 列表被重新写出',
    'json-rewritten',
    formOf(fields, { ...fields, fund_bill_list: asPython(JSON.parse(fields.fund_bill_list!)) }),
    { names: /fund_bill_list.*spaces/ },
  ),
  notice(
    'a notice of the service market received as a trade’s',
    '把服务市场通知当交易通知验签',
    'sign-type',
    formOf(fields, fields, { signedText: (all) => text(all, ['sign']) }),
  ),
  notice('a trade’s notification received as a notice', '把交易通知当服务市场通知验签', 'sign-type', formOf(fields), {
    receive: receiveNotice as never,
  }),
  notice(
    'empty values were signed',
    '空值参加了签名',
    'empty-values',
    formOf(
      { ...fields, body: '' },
      { ...fields, body: '' },
      {
        signedText: (all) =>
          `${Object.keys(all)
            .filter((name) => name !== 'sign_type')
            .sort()
            .map((name) => `${name}=${all[name]}`)
            .join('&')}`,
      },
    ),
  ),
  notice(
    'a value changed on the way',
    '途中改了一个值',
    'unknown',
    formOf(fields, { ...fields, total_amount: '0.01' }),
  ),
  notice('a field dropped by a filter', '过滤器丢了一个字段', 'unknown', formOf(fields, without('subject'))),
  notice(
    'the application’s own public key configured',
    '把应用公钥当作支付宝公钥',
    'own-key-configured',
    formOf(fields),
    { by: account({ alipayPublicKey: publicPem(keys.merchant) }) },
  ),
  notice(
    'the application’s certificate in place of Alipay’s',
    '把应用公钥证书当作支付宝公钥证书',
    'own-key-configured',
    formOf(fields),
    {
      by: account({
        alipayPublicKey: undefined,
        certificates: { ...certificateFiles, alipay: certificateFiles.app },
      } as never),
      names: /certificates\.alipay/,
    },
  ),
  notice(
    'a test signs with the application’s key',
    '测试里用应用私钥签名',
    'signed-by-own-key',
    formOf(fields, fields, { key: keys.merchant }),
  ),
  notice(
    'another application’s notification',
    '收到另一应用的通知',
    'other-account',
    formOf(fields, fields, { key: keys.sibling }),
    { names: /2021000122672399/ },
  ),
  notice('a key that nobody here has', '不认识的密钥', 'no-key-fits', formOf(fields, fields, { key: keys.stranger })),
  notice('RSA in place of RSA2', '控制台选了 RSA 而不是 RSA2', 'wrong-hash', formOf(fields, fields, { hash: 'sha1' }), {
    names: /SHA-1/,
  }),
  notice(
    'the sign decoded once more',
    'sign 被多解码一次',
    'signature-rewritten',
    formOf(fields, fields, { change: (sign) => sign.replaceAll('+', ' ') }),
  ),
  notice(
    'the sign encoded twice',
    'sign 被编码两次',
    'signature-rewritten',
    formOf(fields, fields, { change: encodeURIComponent }),
    { names: /percent/ },
  ),
  notice(
    'another application’s AES key',
    '用了另一应用的 AES 密钥',
    'other-account',
    formOf(message(secrets.contentKey)),
    {
      by: account({ contentKey: Buffer.alloc(16, 7).toString('base64') }),
      names: /contentKey/,
    },
  ),
]

/** An answer of V2 of which `told` was signed and `came` arrived. */
const answer = (
  mistake: string,
  zh: string,
  cause: Planted['cause'],
  told: string,
  came = told,
  how: How = {},
  names?: RegExp,
): Planted => ({
  provider: 'alipay',
  message: 'answer',
  mistake: `${mistake} (V2)`,
  zh: `${zh}（V2）`,
  cause,
  ...(names && { names }),
  diagnose: () => {
    const body = utf8(`{"alipay_trade_query_response":${came},"sign":"${signed(told, how)}"}`)
    const transport: Transport = async () => ({ status: 200, headers: {}, body })
    return refusedWith(
      getPayment(createClient({ account: own, transport, retry: { attempts: 1 } }), { orderId: 'T_1001' }),
    )
  },
})
const node = { code: '10000', msg: 'Success', buyer_logon_id: '乌/龙', total_amount: '88.88' }
const answers: Planted[] = [
  answer(
    'a proxy takes \\/ for /',
    '代理把 \\/ 写成 /',
    'json-rewritten',
    JSON.stringify(node).replaceAll('/', '\\/'),
    JSON.stringify(node),
    {},
    /slashes/,
  ),
  answer(
    'a proxy indents',
    '代理加了缩进',
    'json-rewritten',
    JSON.stringify(node),
    JSON.stringify(node, null, 4),
    {},
    /spaces/,
  ),
  answer(
    'a proxy sorts',
    '代理重排了字段',
    'json-rewritten',
    '{"code":"10000","msg":"Success","a":"1"}',
    '{"a":"1","code":"10000","msg":"Success"}',
    {},
    /order/,
  ),
  answer('signed with SHA-1', '用 SHA-1 签名', 'wrong-hash', JSON.stringify(node), undefined, { hash: 'sha1' }),
  answer('a value changed', '改了一个值', 'unknown', JSON.stringify(node), JSON.stringify(node).replace('88', '89')),
]

const rest = (
  mistake: string,
  zh: string,
  cause: Planted['cause'],
  told: string,
  came = told,
  more: How & { at?: number; signedTime?: string } = {},
  names?: RegExp,
): Planted => ({
  provider: 'alipay',
  message: 'answer',
  mistake: `${mistake} (V3)`,
  zh: `${zh}（V3）`,
  cause,
  ...(names && { names }),
  diagnose: () => {
    const time = String(more.at ?? now)
    const headers = {
      'alipay-timestamp': time,
      'alipay-nonce': 'n1',
      'alipay-signature': signed(`${more.signedTime ?? time}\nn1\n${told}\n`, more),
    }
    const transport: Transport = async () => ({ status: 200, headers, body: utf8(came) })
    const client = createClient({ account: account({ api: 'v3' }), transport, retry: { attempts: 1 } })
    return refusedWith(getPayment(client, { orderId: 'T_1001' }))
  },
})
const rests: Planted[] = [
  rest(
    'a proxy writes it as Python does',
    '代理按 Python 方式重写',
    'json-rewritten',
    JSON.stringify(node),
    asPython(node),
    {},
    /spaces.*letters/,
  ),
  rest('a line feed behind it', '末尾多了换行', 'line-end-added', JSON.stringify(node), `${JSON.stringify(node)}\n`),
  rest('this machine’s clock is slow', '本机时钟慢', 'clock', JSON.stringify(node), undefined, { at: now + 400_000 }),
  rest('this machine in another time zone', '本机时区错误', 'time-zone', JSON.stringify(node), undefined, {
    at: now + 8 * 3_600_000,
  }),
  rest('the time signed in seconds', '签名里的时间是秒', 'time-unit', JSON.stringify(node), undefined, {
    signedTime: String(now / 1000),
  }),
]

/** A V2 request that was signed over `signedText`. */
const request = (
  mistake: string,
  zh: string,
  cause: Planted['cause'],
  signedText: (all: Fields) => string | Uint8Array,
  more: How & { change?: Fields } = {},
  names?: RegExp,
): Planted => ({
  provider: 'alipay',
  message: 'request',
  mistake: `${mistake} (V2)`,
  zh: `${zh}（V2）`,
  cause,
  ...(names && { names }),
  diagnose: () => {
    const all: Fields = {
      method: 'alipay.trade.query',
      app_id: appId,
      charset: 'utf-8',
      sign_type: 'RSA2',
      timestamp: '2026-03-04 12:00:00',
      version: '1.0',
      app_auth_token: secrets.appAuthToken,
      biz_content: '{"out_trade_no":"T_1001","subject":"乌龙 茶"}',
      ...more.change,
    }
    const sign = signed(signedText(all), { key: keys.merchant, ...more })
    const { biz_content, ...query } = all
    const sent: WireRequest = {
      method: 'POST',
      url: `https://openapi.alipay.com/gateway.do?${new URLSearchParams({ ...query, sign })}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: utf8(new URLSearchParams({ biz_content: biz_content! }).toString()),
    }
    return explainRequest(own, sent, { at: now, accounts: [sibling] })
  },
})
const all = (fields: Fields) => text(fields, ['sign'])
const requests: Planted[] = [
  request('nothing is wrong', '没有错误', 'right', all),
  request('sign_type left out', '签名时漏了 sign_type', 'sign-type', (fields) => text(fields)),
  request('not sorted', '参数没有排序', 'unsorted', (fields) =>
    Object.entries(fields)
      .map(([name, value]) => `${name}=${value}`)
      .join('&'),
  ),
  request('values percent-encoded before signing', '签名前做了 URL 编码', 'values-encoded', (fields) =>
    Object.keys(fields)
      .sort()
      .map((name) => `${name}=${encodeURIComponent(fields[name]!)}`)
      .join('&'),
  ),
  request(
    'biz_content written twice',
    'biz_content 序列化两次',
    'json-rewritten',
    (fields) => all({ ...fields, biz_content: asPython(JSON.parse(fields.biz_content!)) }),
    {},
    /biz_content/,
  ),
  request(
    'biz_content alone signed',
    '只签了请求体里的参数',
    'query-left-out',
    ({ biz_content }) => `biz_content=${biz_content}`,
  ),
  request('values in quotation marks', '给值加了引号', 'values-quoted', (fields) =>
    Object.keys(fields)
      .sort()
      .map((name) => `${name}="${fields[name]}"`)
      .join('&'),
  ),
  request('an & at the end', '末尾多了 &', 'separator-behind', (fields) => `${all(fields)}&`),
  request('an empty sign signed along', '把空的 sign 也签了', 'signature-signed', (fields) =>
    Object.keys({ ...fields, sign: '' })
      .sort()
      .map((name) => `${name}=${fields[name] ?? ''}`)
      .join('&'),
  ),
  request('signed in GBK', '按 GBK 编码签名', 'charset', (fields) =>
    Buffer.concat(
      all(fields)
        .split('乌龙')
        .flatMap((part, at) => (at ? [Buffer.from('cedac1fa', 'hex'), gbkTea(part)] : [gbkTea(part)])),
    ),
  ),
  request('signed with SHA-1', '用 SHA-1 签名', 'wrong-hash', all, { hash: 'sha1' }),
  request('signed with another application’s key', '用了另一应用的私钥', 'other-account', all, { key: keys.sibling }),
  request('signed with a key that nobody here has', '用了不认识的私钥', 'no-key-fits', all, { key: keys.stranger }),
  request('another application named', 'app_id 不对', 'other-merchant', all, {
    change: { app_id: '2021000122672399' },
  }),
  request('the time of another time zone', '时间用了别的时区', 'time-zone', all, {
    change: { timestamp: '2026-03-04 04:00:00' },
  }),
  request('the digest signed', '先做摘要再签名', 'hashed-twice', (fields) => hex(all(fields))),
]
/** Its one letter beside 乌龙. */
const gbkTea = (part: string) =>
  Buffer.concat(
    part
      .split('茶')
      .flatMap((piece, at) => (at ? [Buffer.from('b2e8', 'hex'), Buffer.from(piece)] : [Buffer.from(piece)])),
  )

type Parts = { authorization: string; method: string; path: string; body: string; token: string }
const restRequest = (
  mistake: string,
  zh: string,
  cause: Planted['cause'],
  signedText: (parts: Parts) => string,
  how: How = {},
): Planted => ({
  provider: 'alipay',
  message: 'request',
  mistake: `${mistake} (V3)`,
  zh: `${zh}（V3）`,
  cause,
  diagnose: () => {
    const authorization = `app_id=${appId},nonce=n1,timestamp=${now}`
    const [path, body, token] = ['/v3/alipay/trade/query?a=1', '{"out_trade_no":"T_1001"}', secrets.appAuthToken]
    const sign = signed(signedText({ authorization, method: 'POST', path, body, token }), {
      key: keys.merchant,
      ...how,
    })
    const headers = {
      authorization: `ALIPAY-SHA256withRSA ${authorization},sign=${sign}`,
      'alipay-app-auth-token': token,
    }
    return explainRequest(
      own,
      { method: 'POST', url: `https://openapi.alipay.com${path}`, headers, body: utf8(body) },
      { at: now },
    )
  },
})
const restText = ({ authorization, method, path, body, token }: Parts) =>
  `${authorization}\n${method}\n${path}\n${body}\n${token}\n`
const restRequests: Planted[] = [
  restRequest('nothing is wrong', '没有错误', 'right', restText),
  restRequest('the token left out', '签名时漏了 app_auth_token', 'token-left-out', (parts) =>
    restText(parts).replace(`${parts.token}\n`, ''),
  ),
  restRequest('the last line feed missing', '缺少最后一个换行', 'last-line-missing', (parts) =>
    restText(parts).slice(0, -1),
  ),
  restRequest(
    'the scheme signed along',
    '把认证方案也签了',
    'whole-header',
    (parts) => `ALIPAY-SHA256withRSA ${restText(parts)}`,
  ),
  restRequest('signed without the query', '签名时漏了查询串', 'query-left-out', (parts) =>
    restText({ ...parts, path: '/v3/alipay/trade/query' }),
  ),
  restRequest('the body written twice', '请求体序列化两次', 'json-rewritten', (parts) =>
    restText({ ...parts, body: '{"out_trade_no": "T_1001"}' }),
  ),
]

export const alipayPlanted: readonly Planted[] = [...notices, ...answers, ...rests, ...requests, ...restRequests]
