import { X509Certificate } from 'node:crypto'
import { createClient, type Transport } from 'shroff'
import { explainRequest } from 'shroff/doctor'
import { getPayment, type LakalaOptions, lakala, receiveWebhook } from 'shroff/lakala'
import { noon } from '../../support/noon.js'
import { certificateOf } from '../../support/unionpay.js'
import { clockAt } from '../../support/wechatpay.js'
import { asPython, type How, hex, htmlEscaped, keys, misread, type Planted, refusedWith, signed, utf8 } from './hand.js'

const now = noon.getTime()
const certified = (name: string, key: string, serial: string) =>
  certificateOf(name, key, 'A ROOT', keys.stranger, { serial })
const certificates = {
  provider: await certified('LAKALA', keys.provider, '1600000001'),
  merchant: await certified('A MERCHANT', keys.merchant, '1600000002'),
  sibling: await certified('LAKALA SIT', keys.sibling, '1600000003'),
}
const serialOf = (pem: string) => new X509Certificate(pem).serialNumber
const [replySerial, serial] = [serialOf(certificates.provider), serialOf(certificates.merchant)]

const appId = 'OP00000003'
// A key of a body is no text of a message: none of the diagnoses may show it.
export const secrets = { bodyKey: 'LHo55AjrT4aDhAIBZhb5KQ==' }
const account = (more: Partial<LakalaOptions> = {}) =>
  lakala({
    appId,
    merchantId: '82229007392000A',
    terminalId: 'D9296400',
    requestIp: '203.0.113.7',
    serial,
    privateKey: keys.merchant,
    platformCertificate: certificates.provider,
    clock: clockAt(now),
    ...more,
  } as LakalaOptions)
export const own = account()
const sandbox = account({
  merchantId: '822290070111135',
  sandbox: true,
  privateKey: keys.sibling,
  platformCertificate: certificates.sibling,
})

export const notification = {
  merchant_no: '82229007392000A',
  out_trade_no: 'T1001',
  trade_no: '2026030466210000000001',
  trade_status: 'SUCCESS',
  total_amount: '2500',
  remark: '乌龙茶/tea "hot"',
}
const told = JSON.stringify(notification)
const nonce = '9003323344'
const time = String(now / 1000)

type Sent = How & { change?: (base64: string) => string; lines?: (body: string) => string }
/** A notification whose `body` was signed, and `came` arrived. */
export const noticeOf = (body: string, came: string | Uint8Array = body, sent: Sent = {}) => {
  const { change = (base64) => base64, lines = (text) => `${time}\n${nonce}\n${text}\n`, ...how } = sent
  const signature = change(signed(lines(body), how))
  return {
    headers: {
      authorization: `LKLAPI-SHA256withRSA timestamp="${time}",nonce_str="${nonce}",signature="${signature}"`,
    } as Record<string, string>,
    body: new Uint8Array(Buffer.from(came as string)),
  }
}
const notice = (
  mistake: string,
  zh: string,
  cause: Planted['cause'],
  incoming: ReturnType<typeof noticeOf>,
  { by = own, names }: { by?: typeof own; names?: RegExp } = {},
): Planted => ({
  provider: 'lakala',
  message: 'notification',
  mistake,
  zh,
  cause,
  ...(names && { names }),
  diagnose: () => refusedWith(receiveWebhook(by, incoming), { accounts: [sandbox] }),
})

const notices: Planted[] = [
  notice(
    'parsed and written by Python',
    '用 Python 解析后又写出',
    'json-rewritten',
    noticeOf(told, asPython(notification)),
    { names: /spaces/ },
  ),
  notice('a line feed behind it', '末尾多了换行', 'line-end-added', noticeOf(told, `${told}\n`)),
  notice('trimmed', '末尾被 trim', 'line-end-dropped', noticeOf(`${told}\n`, told)),
  notice(
    'escaped for HTML by a filter',
    '被 XSS 过滤器做了 HTML 转义',
    'html-escaped',
    noticeOf(told, htmlEscaped(told)),
  ),
  notice('read as Latin-1', '按 Latin-1 读入', 'charset', noticeOf(told, misread(told))),
  notice('written as JSON twice', '被 JSON 编码了两次', 'json-twice', noticeOf(told, JSON.stringify(told))),
  notice('a value changed on the way', '途中改了一个值', 'unknown', noticeOf(told, told.replace('2500', '1'))),
  notice(
    'the merchant’s own certificate configured',
    '把商户自己的证书当作拉卡拉证书',
    'own-key-configured',
    noticeOf(told),
    { by: account({ platformCertificate: certificates.merchant }) },
  ),
  notice('two certificates of Lakala’s swapped', '应答证书与通知证书放反', 'other-key', noticeOf(told), {
    by: account({ notifyCertificate: certificates.sibling }),
    names: /notifyCertificate, but platformCertificate/,
  }),
  notice(
    'the test environment’s notification in production',
    '生产环境收到测试环境的通知',
    'other-account',
    noticeOf(told, told, { key: keys.sibling }),
    { names: /822290070111135/ },
  ),
  notice(
    'a test signs with the merchant’s key',
    '测试里用商户私钥签名',
    'signed-by-own-key',
    noticeOf(told, told, { key: keys.merchant }),
  ),
  notice('a key that nobody here has', '不认识的密钥', 'no-key-fits', noticeOf(told, told, { key: keys.stranger })),
  notice('signed with SHA-1', '用 SHA-1 签名', 'wrong-hash', noticeOf(told, told, { hash: 'sha1' }), {
    names: /SHA-1/,
  }),
  notice(
    'the signature decoded like an address',
    '签名被当成 URL 解码',
    'signature-rewritten',
    noticeOf(told, told, { change: (base64) => base64.replaceAll('+', '-').replaceAll('/', '_') }),
  ),
]

const paid = JSON.stringify({ code: 'BBS00000', msg: '成功', resp_data: notification })
const answer = (
  mistake: string,
  zh: string,
  cause: Planted['cause'],
  {
    body = paid,
    came = body,
    at = now,
    under = replySerial,
  }: { body?: string; came?: string; at?: number; under?: string },
  names?: RegExp,
): Planted => ({
  provider: 'lakala',
  message: 'answer',
  mistake,
  zh,
  cause,
  ...(names && { names }),
  diagnose: () => {
    const timestamp = String(Math.floor(at / 1000))
    const headers = {
      'lklapi-appid': appId,
      'lklapi-serial': under,
      'lklapi-timestamp': timestamp,
      'lklapi-nonce': nonce,
      'lklapi-signature': signed(`${appId}\n${under}\n${timestamp}\n${nonce}\n${body}\n`),
    }
    const transport: Transport = async () => ({ status: 200, headers, body: utf8(came) })
    return refusedWith(
      getPayment(createClient({ account: own, transport, retry: { attempts: 1 } }), { orderId: 'T1001' }),
    )
  },
})
const answers: Planted[] = [
  answer(
    'a proxy takes \\/ for /',
    '代理把 \\/ 写成 /',
    'json-rewritten',
    { body: paid.replaceAll('/', '\\/'), came: paid },
    /slashes/,
  ),
  answer('a value changed', '改了一个值', 'unknown', { came: paid.replace('2500', '1') }),
  answer('this machine’s clock is fast', '本机时钟快', 'clock', { at: now - 1_200_000 }, /20 min/),
  answer('this machine in another time zone', '本机时区错误', 'time-zone', { at: now + 8 * 3_600_000 }, /8 h/),
  answer('the certificate renewed under the same key', '证书换新，密钥未换', 'key-name-differs', {
    under: '01745381C327',
  }),
]

type Parts = { app: string; number: string; time: string; nonce: string; body: string }
const right = ({ app, number, time, nonce, body }: Parts) => `${app}\n${number}\n${time}\n${nonce}\n${body}\n`
const request = (
  mistake: string,
  zh: string,
  cause: Planted['cause'],
  signedText: (parts: Parts) => string,
  { app = appId, number = serial, at = now, ...how }: How & { app?: string; number?: string; at?: number } = {},
): Planted => ({
  provider: 'lakala',
  message: 'request',
  mistake,
  zh,
  cause,
  diagnose: () => {
    const body = '{"req_data":{"out_trade_no":"T1001","subject":"茶/tea"}}'
    const timestamp = String(Math.floor(at / 1000))
    const signature = signed(signedText({ app, number, time: timestamp, nonce, body }), { key: keys.merchant, ...how })
    const members = { appid: app, nonce_str: nonce, timestamp, serial_no: number, signature }
    const list = Object.entries(members).map(([name, value]) => `${name}="${value}"`)
    const headers = { Authorization: `LKLAPI-SHA256withRSA ${list.join(',')}` }
    const url = 'https://s2.lakala.com/api/v3/labs/trans/preorder'
    return explainRequest(own, { method: 'POST', url, headers, body: utf8(body) }, { at: now, accounts: [sandbox] })
  },
})
const requests: Planted[] = [
  request('nothing is wrong', '没有错误', 'right', right),
  request(
    'the number of the certificate left out',
    '签名时漏了证书序列号',
    'certificate-left-out',
    ({ number: _, ...rest }) => `${rest.app}\n${rest.time}\n${rest.nonce}\n${rest.body}\n`,
  ),
  request(
    'signed as a notification is',
    '按通知的格式签名',
    'certificate-left-out',
    ({ time, nonce, body }) => `${time}\n${nonce}\n${body}\n`,
  ),
  request('time and nonce swapped', '时间戳与随机串放反', 'fields-swapped', (parts) =>
    right({ ...parts, time: parts.nonce, nonce: parts.time }),
  ),
  request('milliseconds signed', '签名里用了毫秒', 'time-unit', (parts) =>
    right({ ...parts, time: `${parts.time}000` }),
  ),
  request('the last line feed missing', '末尾少了换行', 'last-line-missing', (parts) => right(parts).slice(0, -1)),
  request('nothing between the parts', '各行之间没有换行', 'separators-changed', (parts) =>
    right(parts).replaceAll('\n', ''),
  ),
  request('the body written twice', '请求体序列化两次', 'json-rewritten', (parts) =>
    right({ ...parts, body: asPython(JSON.parse(parts.body)) }),
  ),
  request('signed without the body', '签名时漏了请求体', 'body-left-out', (parts) => right({ ...parts, body: '' })),
  request('the digest signed', '先做摘要再签名', 'hashed-twice', (parts) => hex(right(parts))),
  request('signed with SHA-1', '用 SHA-1 签名', 'wrong-hash', right, { hash: 'sha1' }),
  request('signed with the test environment’s key', '用了测试环境的私钥', 'other-account', right, {
    key: keys.sibling,
  }),
  request('the number of the old certificate', '证书序列号是旧的', 'other-serial', right, {
    number: '00dfba8194c41b84cf',
  }),
  request('another application named', '应用号不对', 'other-merchant', right, { app: 'OP00000004' }),
  request('the clock an hour and ten minutes behind', '时钟慢七十分钟', 'clock', right, { at: now - 4_200_000 }),
]

export const lakalaPlanted: readonly Planted[] = [...notices, ...answers, ...requests]
