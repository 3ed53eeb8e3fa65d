import { createClient, type Transport } from 'shroff'
import { type AntomOptions, antom, getPayment, receiveWebhook } from 'shroff/antom'
import { explainRequest } from 'shroff/doctor'
import { noon } from '../../support/noon.js'
import { clockAt } from '../../support/wechatpay.js'
import {
  asPython,
  type How,
  hex,
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
const clientId = '5XSR7C3046QJ05345'
export const secrets = { agentToken: 'ALIPW1SGag0ew8CHxlqAMAC0eD6z9K3b5T7kL2mN4pQ6rS8tU' }
const account = (more: Partial<AntomOptions> = {}) =>
  antom({
    clientId,
    privateKey: keys.merchant,
    antomPublicKey: publicPem(keys.provider),
    ...secrets,
    clock: clockAt(now),
    ...more,
  } as AntomOptions)
export const own = account()
const sandbox = account({
  clientId: 'SANDBOX_5XSR7C3046QJ05345',
  antomPublicKey: publicPem(keys.sibling),
  privateKey: keys.sibling,
})

export const notification = {
  notifyType: 'PAYMENT_RESULT',
  result: { resultCode: 'SUCCESS', resultStatus: 'S', resultMessage: 'success/成功' },
  paymentRequestId: 'T_1001',
  paymentId: '20260304190741010007000000000001',
  paymentAmount: { value: '2500', currency: 'USD' },
}
const told = JSON.stringify(notification)

type Sent = How & {
  path?: string
  signedText?: (path: string, time: string, body: string) => string
  change?: (base64: string) => string
  time?: string
}
const header = (text: string, { change = encodeURIComponent, ...how }: Sent) =>
  `algorithm=RSA256,keyVersion=1,signature=${change(signed(text, how))}`
const right = (path: string, time: string, body: string) => `POST ${path}\n${clientId}.${time}.${body}`

/** A notification whose `body` was signed for `path`; `came` arrived at `url`. */
export const noticeOf = (body: string, came = body, url = '/notify?shop=1', sent: Sent = {}) => {
  const { path = '/notify?shop=1', signedText = right, time = '2026-03-04T12:00:00+08:00' } = sent
  return {
    url,
    method: 'POST',
    headers: { 'client-id': clientId, 'request-time': time, signature: header(signedText(path, time, body), sent) },
    body: utf8(came),
  }
}
const notice = (
  mistake: string,
  zh: string,
  cause: Planted['cause'],
  incoming: ReturnType<typeof noticeOf>,
  { by = own, names, addresses = [] }: { by?: typeof own; names?: RegExp; addresses?: string[] } = {},
): Planted => ({
  provider: 'antom',
  message: 'notification',
  mistake,
  zh,
  cause,
  ...(names && { names }),
  diagnose: () => refusedWith(receiveWebhook(by, incoming), { accounts: [sandbox], addresses }),
})

const notices: Planted[] = [
  notice(
    'parsed and written by Python',
    '用 Python 解析后又写出',
    'json-rewritten',
    noticeOf(told, asPython(notification)),
    { names: /spaces/ },
  ),
  notice(
    'the provider’s spaces taken out',
    '原有的空格被去掉',
    'json-rewritten',
    noticeOf(JSON.stringify(notification, null, 2), told),
    { names: /spaces/ },
  ),
  notice('a line feed behind it', '末尾多了换行', 'line-end-added', noticeOf(told, `${told}\r\n`)),
  notice('read as Latin-1', '按 Latin-1 读入', 'charset', noticeOf(told, misread(told).toString())),
  notice('written as JSON twice', '被 JSON 编码了两次', 'json-twice', noticeOf(told, JSON.stringify(told))),
  notice(
    'the framework’s address has lost its query',
    '框架给的地址丢了查询串',
    'query-left-out',
    noticeOf(told, told, '/notify'),
    {
      addresses: ['https://shop.example/notify?shop=1'],
    },
  ),
  notice(
    'a query added on the way',
    '途中加了查询串',
    'query-left-out',
    noticeOf(told, told, '/notify?shop=1&trace=7'),
    { names: /query/ },
  ),
  notice(
    'a router takes a part of the path away',
    '路由去掉了路径前缀',
    'path-changed',
    noticeOf(told, told, '/internal', { path: '/pay/internal' }),
    {
      addresses: ['https://shop.example/pay/internal'],
      names: /\/pay\/internal/,
    },
  ),
  notice(
    'a gateway puts a part of the path in front',
    '网关加了路径前缀',
    'path-changed',
    noticeOf(told, told, '/prod/notify?shop=1'),
  ),
  notice('a slash added to the path', '路径末尾多了斜杠', 'path-changed', noticeOf(told, told, '/notify/?shop=1')),
  notice('a value changed on the way', '途中改了一个值', 'unknown', noticeOf(told, told.replace('2500', '1'))),
  notice(
    'the merchant’s own public key configured',
    '把商户自己的公钥当作 Antom 公钥',
    'own-key-configured',
    noticeOf(told),
    {
      by: account({ antomPublicKey: publicPem(keys.merchant) }),
    },
  ),
  notice(
    'the sandbox’s notification in production',
    '生产环境收到沙箱通知',
    'other-account',
    noticeOf(told, told, undefined, { key: keys.sibling }),
    { names: /SANDBOX/ },
  ),
  notice(
    'a test signs with the merchant’s key',
    '测试里用商户私钥签名',
    'signed-by-own-key',
    noticeOf(told, told, undefined, { key: keys.merchant }),
  ),
  notice(
    'a key that nobody here has',
    '不认识的密钥',
    'no-key-fits',
    noticeOf(told, told, undefined, { key: keys.stranger }),
  ),
  notice('signed with SHA-512', '用 SHA-512 签名', 'wrong-hash', noticeOf(told, told, undefined, { hash: 'sha512' }), {
    names: /SHA-512/,
  }),
  notice('signed with PSS', '用 PSS 填充签名', 'wrong-padding', noticeOf(told, told, undefined, { padding: 'pss-32' })),
  notice(
    'the header decoded like an address',
    '签名头被当成 URL 解码',
    'signature-rewritten',
    noticeOf(told, told, undefined, { change: (base64) => base64.replaceAll('+', ' ') }),
  ),
]

const answer = (
  mistake: string,
  zh: string,
  cause: Planted['cause'],
  body: string,
  came = body,
  sent: Sent = {},
  names?: RegExp,
): Planted => ({
  provider: 'antom',
  message: 'answer',
  mistake,
  zh,
  cause,
  ...(names && { names }),
  diagnose: () => {
    const { path = '/ams/api/v1/payments/inquiryPayment', time = '2026-03-04T12:00:00+08:00' } = sent
    const headers = { 'client-id': clientId, 'response-time': time, signature: header(right(path, time, body), sent) }
    const transport: Transport = async () => ({ status: 200, headers, body: utf8(came) })
    return refusedWith(
      getPayment(createClient({ account: own, transport, retry: { attempts: 1 } }), { orderId: 'T_1001' }),
    )
  },
})
const answers: Planted[] = [
  answer('a proxy sorts', '代理重排了字段', 'unknown', told, JSON.stringify(sortedJson(notification))),
  answer(
    'a proxy takes \\/ for /',
    '代理把 \\/ 写成 /',
    'json-rewritten',
    told.replaceAll('/', '\\/'),
    told,
    {},
    /slashes/,
  ),
  answer('the sandbox’s path signed', '签的是沙箱路径', 'path-changed', told, told, {
    path: '/ams/sandbox/api/v1/payments/inquiryPayment',
  }),
  answer(
    'this machine’s clock is fast',
    '本机时钟快',
    'clock',
    told,
    told,
    { time: '2026-03-04T11:40:00+08:00' },
    /20 min/,
  ),
  answer('a time without its zone', '时间漏了时区', 'time-zone', told, told, { time: '2026-03-04T12:00:00Z' }, /8 h/),
]

const request = (
  mistake: string,
  zh: string,
  cause: Planted['cause'],
  signedText: (path: string, time: string, body: string) => string,
  how: How & { as?: string; sandbox?: boolean } = {},
): Planted => ({
  provider: 'antom',
  message: 'request',
  mistake,
  zh,
  cause,
  diagnose: () => {
    const path = '/ams/api/v1/payments/pay'
    const [time, body] = [String(now), '{"paymentRequestId":"T_1001","order":{"orderDescription":"茶/tea"}}']
    const headers = {
      'Client-Id': how.as ?? clientId,
      'Request-Time': time,
      'Agent-Token': secrets.agentToken,
      Signature: header(signedText(path, time, body), { key: keys.merchant, ...how }),
    }
    return explainRequest(
      own,
      { method: 'POST', url: `https://open-sea-global.alipay.com${path}`, headers, body: utf8(body) },
      { at: now, accounts: [sandbox] },
    )
  },
})
const requests: Planted[] = [
  request('nothing is wrong', '没有错误', 'right', right),
  request('the method left out', '签名时漏了 POST', 'method-left-out', (...parts) => right(...parts).slice(5)),
  request('the whole address signed', '签名用了完整 URL', 'host-signed', (path, ...rest) =>
    right(`https://open-sea-global.alipay.com${path}`, ...rest),
  ),
  request(
    'client and time swapped',
    '客户号与时间放反',
    'fields-swapped',
    (path, time, body) => `POST ${path}\n${time}.${clientId}.${body}`,
  ),
  request(
    'line feeds in place of dots',
    '用换行代替点号',
    'separators-changed',
    (path, time, body) => `POST ${path}\n${clientId}\n${time}\n${body}`,
  ),
  request('the body written twice', '请求体序列化两次', 'json-rewritten', (path, time, body) =>
    right(path, time, asPython(JSON.parse(body))),
  ),
  request('signed without the body', '签名时漏了请求体', 'body-left-out', (path, time) => right(path, time, '')),
  request('the sandbox’s path signed', '签的是沙箱路径', 'path-changed', (path, ...rest) =>
    right(path.replace('/ams/api', '/ams/sandbox/api'), ...rest),
  ),
  request('the digest signed', '先做摘要再签名', 'hashed-twice', (...parts) => hex(right(...parts))),
  request('signed with the sandbox’s key', '用了沙箱私钥', 'other-account', right, { key: keys.sibling }),
  request(
    'another client named',
    '客户号不对',
    'other-merchant',
    (path, time, body) => right(path, time, body).replace(clientId, 'SANDBOX_1'),
    { as: 'SANDBOX_1' },
  ),
]

export const antomPlanted: readonly Planted[] = [...notices, ...answers, ...requests]
