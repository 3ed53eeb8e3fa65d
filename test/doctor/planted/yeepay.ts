import { createHash } from 'node:crypto'
import { createClient, type Transport } from 'shroff'
import { explainRequest } from 'shroff/doctor'
import { getPayment, receiveWebhook, type YeepayOptions, yeepay } from 'shroff/yeepay'
import { canonicalRequest, enc, type Fields, form, sealNotice } from '../../oracle/yeepay/wire.js'
import { noon } from '../../support/noon.js'
import { clockAt } from '../../support/wechatpay.js'
import { paidNotice, paidTea } from '../../support/yeepay.js'
import { asPython, type How, keys, type Planted, publicPem, refusedWith, signed, utf8 } from './hand.js'

const now = noon.getTime()
const [appKey, merchantId] = ['app_10080009001', '10080009001']
/** A new one each time: of one account not many notifications are opened. */
export const account = (more: Partial<YeepayOptions> = {}) =>
  yeepay({
    appKey,
    merchantId,
    privateKey: keys.merchant,
    yeepayPublicKey: publicPem(keys.provider),
    clock: clockAt(now),
    ...more,
  } as YeepayOptions)
const sandbox = account({
  appKey: 'sandbox_rsa_10080041523',
  merchantId: '10080041523',
  sandbox: true,
  privateKey: keys.sibling,
  yeepayPublicKey: publicPem(keys.sibling),
})
const urlSafe = (base64: string) => base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
const plain = (url: string) => Buffer.from(url, 'base64url').toString('base64')
const sha256 = (text: string | Uint8Array) => createHash('sha256').update(text).digest('hex')

// notifications

const told = JSON.stringify({ ...paidNotice, memo: '乌龙茶/tea "hot"' })
type Sent = { key?: string; signedBy?: string; text?: string; how?: How }
type Other = NonNullable<Parameters<typeof sealNotice>[2]>
/** A notification for the holder of `key`, of which `text` was signed; each step may be another. */
export const noticeOf = (
  { key = keys.merchant, signedBy = keys.provider, text = told, how = {} }: Sent = {},
  other: Other = {},
): { headers: Record<string, string>; body: Uint8Array } => ({
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: sealNotice(
    told,
    { merchantPublicKey: publicPem(key), platformKey: signedBy },
    { plaintext: `${told}$${urlSafe(signed(text, { key: signedBy, ...how }))}`, ...other },
  ),
})
const edited = (change: (body: string) => string, incoming = noticeOf()) => ({
  ...incoming,
  body: utf8(change(Buffer.from(incoming.body).toString())),
})
const notice = (
  mistake: string,
  zh: string,
  cause: Planted['cause'],
  incoming: ReturnType<typeof noticeOf>,
  { by, names }: { by?: Partial<YeepayOptions>; names?: RegExp } = {},
): Planted => ({
  provider: 'yeepay',
  message: 'notification',
  mistake,
  zh,
  cause,
  ...(names && { names }),
  diagnose: () => refusedWith(receiveWebhook(account(by), incoming), { accounts: [sandbox] }),
})

const notices: Planted[] = [
  notice(
    'encrypted for another pair of keys',
    '是给另一对密钥加密的',
    'other-recipient',
    noticeOf({ key: keys.stranger }),
  ),
  notice(
    'the sandbox’s notification in production',
    '生产环境收到沙箱的通知',
    'other-account',
    noticeOf({ key: keys.sibling, signedBy: keys.sibling }),
    { names: /10080041523/ },
  ),
  notice(
    'signed by the sandbox, for the same merchant’s key',
    '沙箱签名，却用生产的商户密钥加密',
    'other-account',
    noticeOf({ signedBy: keys.sibling }),
    { names: /yeepayPublicKey of yeepay\/10080041523/ },
  ),
  notice(
    'cut off on the way',
    '途中被截断',
    'envelope-damaged',
    edited((body) => body.replace(/.{24}(%24AES)/, '$1')),
  ),
  notice(
    'its last parts cut off',
    '末尾两段丢失',
    'envelope-damaged',
    edited((body) => body.replace('%24AES%24SHA256', '')),
  ),
  notice(
    'its first part cut off',
    '第一段被截断',
    'other-recipient',
    edited((body) => body.replace(/response=.{8}/, 'response=')),
  ),
  notice(
    'decoded twice in a filter',
    '过滤器里多解码一次',
    'envelope-damaged',
    edited((body) => body.replace(/(%24AES)/, '%21$1')),
  ),
  notice('another application named', '应用不对', 'other-merchant', noticeOf({}, { appKey: 'app_10080009002' })),
  notice('the merchant’s own public key configured', '把商户公钥当作易宝公钥', 'own-key-configured', noticeOf(), {
    by: { yeepayPublicKey: publicPem(keys.merchant) },
  }),
  notice(
    'a test signs with the merchant’s key',
    '测试里用商户私钥签名',
    'signed-by-own-key',
    noticeOf({ signedBy: keys.merchant }),
  ),
  notice('a key that nobody here has', '不认识的密钥', 'no-key-fits', noticeOf({ signedBy: keys.stranger })),
  notice('signed with SHA-1', '用 SHA-1 签名', 'wrong-hash', noticeOf({ how: { hash: 'sha1' } }), {
    names: /SHA-1 in place of SHA-256/,
  }),
  notice('signed with PSS', '用 PSS 签名', 'wrong-padding', noticeOf({ how: { padding: 'pss' } })),
  notice(
    'blanks taken out before signing',
    '签名前去掉了空格',
    'blanks',
    noticeOf({ text: told.replaceAll(/[ \t\n]/g, '') }),
  ),
  notice(
    'JSON written anew after signing',
    '签名后 JSON 又重新写出',
    'json-rewritten',
    noticeOf({ text: asPython(JSON.parse(told)) }),
  ),
  notice('the digest signed', '先做摘要再签名', 'hashed-twice', noticeOf({ text: sha256(told) })),
  notice(
    'a value changed after signing',
    '签名后改了一个值',
    'unknown',
    noticeOf({ text: told.replace('25.00', '0.01') }),
  ),
]

// answers

const result = JSON.stringify({ ...paidTea, memo: '茶/tea <7>' })
const paid = `{\n "state": "SUCCESS",\n "result": ${result},\n "ts": 1772596800000\n}`
const clean = (text: string) => text.replaceAll(/[ \t\n]/g, '')
const answer = (
  mistake: string,
  zh: string,
  cause: Planted['cause'],
  {
    body = paid,
    text = clean(body),
    came = body,
    mark = 'SHA256',
    change = urlSafe,
    ...how
  }: How & {
    body?: string
    text?: string
    came?: string
    mark?: string
    change?: (base64: string) => string
  } = {},
  names?: RegExp,
): Planted => ({
  provider: 'yeepay',
  message: 'answer',
  mistake,
  zh,
  cause,
  ...(names && { names }),
  diagnose() {
    const headers = { 'content-type': 'application/json', 'x-yop-sign': `${change(signed(text, how))}$${mark}` }
    const transport: Transport = async () => ({ status: 200, headers, body: utf8(came) })
    const client = createClient({ account: account(), transport, retry: { attempts: 1 } })
    return refusedWith(getPayment(client, { orderId: 'T1001' }), { accounts: [sandbox] })
  },
})
const answers: Planted[] = [
  answer('blanks signed along', '带着空格和换行签名', 'blanks', { text: paid }),
  answer(
    'parsed and written again on the way',
    '途中解析后又写出',
    'json-rewritten',
    { came: paid.replaceAll('/', '\\/') },
    /slashes/,
  ),
  answer('result alone signed, and written again', '只签了 result，途中又重写', 'json-rewritten', {
    text: clean(result),
    came: paid.replaceAll('/', '\\/'),
  }),
  answer('a value changed', '改了一个值', 'unknown', { came: paid.replace('25.00', '0.01') }),
  answer('escaped for HTML', '被做了 HTML 转义', 'html-escaped', {
    came: paid.replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  }),
  answer(
    'the sandbox’s answer in production',
    '生产环境收到沙箱的应答',
    'other-account',
    { key: keys.sibling },
    /10080041523/,
  ),
  answer('a key that nobody here has', '不认识的密钥', 'no-key-fits', { key: keys.stranger }),
  answer('signed with SHA-1', '用 SHA-1 签名', 'wrong-hash', { hash: 'sha1' }),
  answer('an SM application’s answer', '国密应用的应答', 'other-algorithm', {
    mark: 'SM3',
    change: () => Buffer.alloc(64, 7).toString('base64url'),
  }),
]

// requests

type Parts = { auth: string; method: string; uri: string; query: string; headers: Record<string, string> }
type Asked = {
  method?: 'GET' | 'POST'
  json?: object
  at?: string
  scheme?: string
  app?: string
  hash?: string
  names?: string[]
  more?: Record<string, string>
  write?: (right: string, parts: Parts) => string
  change?: (url: string) => string
  how?: How
}
const fields: Fields = {
  parentMerchantNo: merchantId,
  merchantNo: merchantId,
  orderId: 'T1001',
  goodsName: 'Oolong tea 乌龙茶/a*b',
  csUrl: 'https://shop.example/n?a=1',
}
const path = '/rest/v1.0/aggpay/pre-pay'
const urlForm = (given: Fields) => new URLSearchParams(given).toString()
const twice = (given: Fields) =>
  Object.entries(given)
    .map(([name, value]) => `${enc(name)}=${enc(enc(value))}`)
    .join('&')

const request = (
  mistake: string,
  zh: string,
  cause: Planted['cause'],
  asked: Asked = {},
  own: Partial<YeepayOptions> = {},
): Planted => ({
  provider: 'yeepay',
  message: 'request',
  mistake,
  zh,
  cause,
  diagnose() {
    const { method = 'POST', json, at = '2026-03-04T04:00:00Z', scheme = 'YOP-RSA2048-SHA256', app = appKey } = asked
    const body = json ? JSON.stringify(json) : form(fields)
    const contentHash = asked.hash ?? sha256(method === 'GET' ? '' : body)
    const headers: Record<string, string> = {
      'x-yop-appkey': app,
      'x-yop-content-sha256': contentHash,
      'x-yop-request-id': '4f3c5c5e-8f3a-4d0e-9b0a-0c2f5a1e7d11',
      'content-type': json ? 'application/json' : 'application/x-www-form-urlencoded',
      ...asked.more,
    }
    const { names = Object.keys(headers).filter((name) => name.startsWith('x-')) } = asked
    const named = Object.fromEntries([...names].sort().map((name) => [name, headers[name]!]))
    const query = method === 'GET' ? form(fields) : ''
    const auth = `yop-auth-v3/${app}/${at}/1800`
    const right = canonicalRequest({
      appKey: app,
      timestamp: at,
      expireSeconds: 1800,
      method,
      uri: path,
      query,
      headers: named,
    })
    const text = asked.write?.(right, { auth, method, uri: path, query, headers: named }) ?? right
    const signature = (asked.change ?? ((url) => url))(urlSafe(signed(text, { key: keys.merchant, ...asked.how })))
    return explainRequest(
      account(own),
      {
        method,
        url: `https://openapi.yeepay.com/yop-center${path}${method === 'GET' ? `?${twice(fields)}` : ''}`,
        headers: { ...headers, Authorization: `${scheme} ${auth}/${[...names].sort().join(';')}/${signature}$SHA256` },
        ...(method === 'POST' && { body: utf8(json ? body : twice(fields)) }),
      },
      { at: now, accounts: [sandbox] },
    )
  },
})
const line = ([name, value]: [string, string]) => `${enc(name)}:${enc(value)}`
const withHeaders = (right: string, { headers }: Parts, lines: (entries: [string, string][]) => string[]) =>
  right.slice(0, right.length - Object.entries(headers).map(line).join('\n').length) +
  lines(Object.entries(headers)).join('\n')
const typed = { names: ['content-type', 'x-yop-appkey', 'x-yop-content-sha256', 'x-yop-request-id'] }

const requests: Planted[] = [
  request('a form with nothing wrong', '表单请求没有错误', 'right'),
  request('a query with nothing wrong', '查询请求没有错误', 'right', { method: 'GET' }),
  request('JSON with nothing wrong', 'JSON 请求没有错误', 'right', { json: { orderId: 'T1001' } }),
  request('/yop-center signed along', '签名路径带了 /yop-center', 'path-changed', {
    write: (right) => right.replace(path, `/yop-center${path}`),
  }),
  request('the host signed along', '签名路径带了域名', 'host-signed', {
    write: (right) => right.replace(path, `https://openapi.yeepay.com/yop-center${path}`),
  }),
  request('the fields of a form signed as its query', '表单字段当作查询串签名', 'query-left-out', {
    write: (right) => right.replace('\n\n', `\n${form(fields)}\n`),
  }),
  request('a query left out', '查询串没有参加签名', 'query-left-out', {
    method: 'GET',
    write: (right, { query }) => right.replace(query, ''),
  }),
  request('a query that is not encoded', '查询串没有编码', 'values-not-encoded', {
    method: 'GET',
    write: (right, { query }) => right.replace(query, decodeURIComponent(query)),
  }),
  request('a query encoded as a form is', '查询串用了表单的编码', 'values-not-encoded', {
    method: 'GET',
    write: (right, { query }) => right.replace(query, urlForm(Object.fromEntries(Object.entries(fields).sort()))),
  }),
  request('a query that is not sorted', '查询串没有排序', 'unsorted', {
    method: 'GET',
    write: (right, { query }) =>
      right.replace(
        query,
        Object.entries(fields)
          .map(([name, value]) => `${enc(name)}=${enc(value)}`)
          .join('&'),
      ),
  }),
  request('a query as it is sent, encoded twice', '按发送的样子签名，编码了两次', 'encoded-twice', {
    method: 'GET',
    write: (right, { query }) => right.replace(query, twice(fields)),
  }),
  request('the empty line of a form’s query left out', '漏了表单查询串的空行', 'separators-changed', {
    write: (right) => right.replace('\n\n', '\n'),
  }),
  request('a line end behind it', '末尾多了换行', 'line-end-dropped', { write: (right) => `${right}\n` }),
  request('lines ended by CR LF', '用了 CRLF 换行', 'line-ends-changed', {
    write: (right) => right.replaceAll('\n', '\r\n'),
  }),
  request('the scheme signed along', '认证方案也签了', 'whole-header', {
    write: (right) => `YOP-RSA2048-SHA256 ${right}`,
  }),
  request('the list of headers signed along', '请求头列表也签了', 'whole-header', {
    write: (right, { auth, headers }) => right.replace(auth, `${auth}/${Object.keys(headers).join(';')}`),
  }),
  request('headers that are not sorted', '请求头没有排序', 'headers-changed', {
    write: (right, parts) => withHeaders(right, parts, (entries) => entries.map(line).reverse()),
  }),
  request('names of headers as they are sent', '请求头名称没有转小写', 'headers-changed', {
    write: (right, parts) =>
      withHeaders(right, parts, (entries) =>
        entries.map(([name, value]) => line([name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase()), value])),
      ),
  }),
  request('content-type signed as it is', 'content-type 的值没有编码', 'headers-changed', {
    ...typed,
    write: (right, parts) => withHeaders(right, parts, (entries) => entries.map(([name, value]) => `${name}:${value}`)),
  }),
  request('content-type signed, and not named', '签了 content-type，却没有写明', 'headers-changed', {
    write: (right, parts) =>
      withHeaders(right, parts, (entries) => [
        line(['content-type', 'application/x-www-form-urlencoded']),
        ...entries.map(line),
      ]),
  }),
  request('the content’s hash not signed', '内容摘要没有参加签名', 'headers-missing', {
    names: ['x-yop-appkey', 'x-yop-request-id'],
  }),
  request('the form hashed as it is sent, encoded twice', '对编码两次的表单做摘要', 'encoded-twice', {
    hash: sha256(twice(fields)),
  }),
  request('the form hashed without encoding', '没有编码就做摘要', 'values-not-encoded', {
    hash: sha256(decodeURIComponent(form(fields))),
  }),
  request('the form hashed as a browser writes it', '按浏览器表单的写法做摘要', 'values-not-encoded', {
    hash: sha256(urlForm(fields)),
  }),
  request('the form hashed in the order of the page', '没有排序就做摘要', 'unsorted', {
    hash: sha256(
      Object.entries(fields)
        .map(([name, value]) => `${enc(name)}=${enc(value)}`)
        .join('&'),
    ),
  }),
  request('the hash of nothing for a form', '表单请求写了空串的摘要', 'body-left-out', { hash: sha256('') }),
  request('the hash in capitals', '摘要写成大写', 'digest-letters', { hash: sha256(form(fields)).toUpperCase() }),
  request('another text hashed', '对别的内容做摘要', 'other-content', { hash: sha256('x') }),
  request('JSON written anew after hashing', '做摘要后 JSON 又重新写出', 'json-rewritten', {
    json: { orderId: 'T1001', goodsName: '茶' },
    hash: sha256(asPython({ orderId: 'T1001', goodsName: '茶' })),
  }),
  request('Base64 that is not made for addresses', '签名用了普通 Base64', 'signature-rewritten', { change: plain }),
  request('the digest signed', '先做摘要再签名', 'hashed-twice', { write: (right) => sha256(right) }),
  request('signed with SHA-1', '用 SHA-1 签名', 'wrong-hash', { how: { hash: 'sha1' } }),
  request('the sandbox’s private key', '用了沙箱的私钥', 'other-account', { how: { key: keys.sibling } }),
  request('a key that nobody here has', '不认识的密钥', 'no-key-fits', { how: { key: keys.stranger } }),
  request('another application named', '应用不对', 'other-merchant', { app: 'app_10080009002' }),
  request('China’s time with a Z behind it', '北京时间后面写了 Z', 'time-zone', { at: '2026-03-04T12:00:00Z' }),
  request('this machine’s clock forty minutes slow', '本机时钟慢四十分钟', 'clock', { at: '2026-03-04T03:20:00Z' }),
  request('milliseconds in the time', '时间带了毫秒', 'time-form', { at: '2026-03-04T04:00:00.000Z' }),
  request('an SM application’s request', '国密应用的请求', 'other-algorithm', { scheme: 'YOP-SM2-SM3' }),
  request('no signature', '没有签名', 'unsigned', { scheme: 'Bearer' }),
]

export const yeepayPlanted: readonly Planted[] = [...notices, ...answers, ...requests]
