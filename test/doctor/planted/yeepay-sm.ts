import { createClient, type Transport } from 'shroff'
import { type ExplainOptions, explainRequest } from 'shroff/doctor'
import { generateSm2KeyPair, importSm2PrivateKey, importSm2PublicKey, signSm2, sm } from 'shroff/sm'
import { getPayment, receiveWebhook, type YeepayOptions, yeepay } from 'shroff/yeepay'
import { canonicalRequest, cleaned, enc, type Fields, form } from '../../oracle/yeepay/wire.js'
import { noon } from '../../support/noon.js'
import { clockAt } from '../../support/wechatpay.js'
import { paidNotice, paidTea } from '../../support/yeepay.js'
import { type Planted, refusedWith, utf8 } from './hand.js'

// The same gateway by SM2, SM3 and SM4, where a signature tells neither key nor text.

const now = noon.getTime()
const pairs = {
  merchant: await generateSm2KeyPair(),
  provider: await generateSm2KeyPair(),
  sibling: await generateSm2KeyPair(),
  stranger: await generateSm2KeyPair(),
}
type Whose = keyof typeof pairs
const [serial, nextSerial] = ['4059376239', '4397139598']
const [appKey, merchantId] = ['app_10080009001', '10080009001']
export const account = (more: Partial<YeepayOptions> = {}) =>
  yeepay({
    appKey,
    merchantId,
    privateKey: pairs.merchant.privateKey,
    sm,
    platformKeys: { [serial]: pairs.provider.publicKey },
    clock: clockAt(now),
    ...more,
  } as YeepayOptions)
const sandbox = account({
  appKey: 'sandbox_sm_10080041523',
  merchantId: '10080041523',
  sandbox: true,
  privateKey: pairs.sibling.privateKey,
  platformKeys: { [serial]: pairs.sibling.publicKey },
} as Partial<YeepayOptions>)

const url64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
const sm3 = (text: string | Uint8Array) => Buffer.from(sm.sm3(Buffer.from(text as string))).toString('hex')
const signed = async (text: string, whose: Whose) =>
  `${url64(await signSm2(await importSm2PrivateKey(pairs[whose].privateKey), utf8(text), { form: 'raw' }))}$SM3`

// notifications

type Sent = {
  by?: Whose
  for?: Whose
  path?: string
  at?: string
  under?: string
  change?: (body: string) => string
  json?: boolean
}
export async function noticeOf({
  by = 'provider',
  for: whose = 'merchant',
  path = '/notify',
  at = '2026-03-04T04:00:00Z',
  under = serial,
  change = (body) => body,
}: Sent = {}) {
  const key = new Uint8Array(16).fill(7)
  const body = url64(sm.encryptSm4Cbc(key, key, utf8(JSON.stringify(paidNotice))))
  const wrapped = await sm.encryptSm2(await importSm2PublicKey(pairs[whose].publicKey), key, { form: 'raw' })
  const about: Record<string, string> = {
    'content-length': String(body.length),
    'content-type': 'application/json',
    'x-yop-content-sm3': sm3(body),
    'x-yop-encrypt': `yop-encrypt-v1//SM4_CBC_PKCS5Padding/${url64(wrapped)}/${url64(key)};/stream//JA`,
    'x-yop-request-id': '4f3c5c5e-8f3a-4d0e-9b0a-0c2f5a1e7d11',
  }
  const text = canonicalRequest({
    appKey,
    timestamp: at,
    expireSeconds: 43200,
    method: 'POST',
    uri: path,
    query: '',
    headers: about,
  })
  const came = change(body)
  const headers: Record<string, string> = {
    ...about,
    'content-length': String(Buffer.byteLength(came)),
    'x-yop-appkey': appKey,
    'x-yop-sign-serial-no': under,
    authorization: `YOP-SM2-SM3 yop-auth-v3/${appKey}/${at}/43200/${Object.keys(about).join(';')}/${await signed(text, by)}`,
  }
  return { headers, body: utf8(came), url: '/notify?shop=1' }
}
const notice = (
  mistake: string,
  zh: string,
  cause: Planted['cause'],
  sent: Sent,
  {
    by,
    names,
    addresses = [],
  }: { by?: Partial<YeepayOptions>; names?: RegExp } & Pick<ExplainOptions, 'addresses'> = {},
): Planted => ({
  provider: 'yeepay',
  message: 'notification',
  mistake: `by SM2: ${mistake}`,
  zh: `国密：${zh}`,
  cause,
  ...(names && { names }),
  diagnose: async () =>
    refusedWith(receiveWebhook(account(by), await noticeOf(sent)), { accounts: [sandbox], addresses }),
})

const notices: Planted[] = [
  notice('a line feed behind the body', '正文末尾多了换行', 'line-end-added', { change: (body) => `${body}\n` }),
  notice('the body written as JSON once more', '正文又做了一次 JSON 编码', 'json-twice', {
    change: (body) => JSON.stringify(body),
  }),
  notice('a letter of the body changed', '正文改了一个字符', 'other-content', {
    change: (body) => `${body.slice(0, -1)}${body.endsWith('A') ? 'B' : 'A'}`,
  }),
  notice(
    'a proxy takes a part of the path away',
    '代理去掉了路径的一段',
    'path-changed',
    { path: '/shop/notify' },
    { addresses: ['https://shop.example/shop/notify'] },
  ),
  notice(
    'the sandbox’s notification in production',
    '生产环境收到沙箱的通知',
    'other-account',
    { by: 'sibling' },
    { names: /10080041523/ },
  ),
  notice(
    'encrypted for the sandbox’s application',
    '是给沙箱应用加密的',
    'other-account',
    { for: 'sibling' },
    { names: /privateKey of yeepay\/10080041523/ },
  ),
  notice('encrypted for another pair of keys', '是给另一对密钥加密的', 'other-recipient', { for: 'stranger' }),
  notice(
    'a certificate under another serial',
    '证书序列号写错',
    'key-name-differs',
    { under: nextSerial },
    { names: /4059376239/ },
  ),
  notice(
    'two certificates swapped',
    '两张证书放反',
    'other-key',
    {},
    {
      by: {
        platformKeys: { [serial]: pairs.stranger.publicKey, [nextSerial]: pairs.provider.publicKey },
      } as Partial<YeepayOptions>,
      names: /4397139598/,
    },
  ),
  notice('a test signs with the merchant’s key', '测试里用商户私钥签名', 'signed-by-own-key', { by: 'merchant' }),
  notice('a day late', '晚到一天', 'clock-or-late', { at: '2026-03-03T04:00:00Z' }),
]

// answers

const paid = JSON.stringify({ result: { ...paidTea, memo: '茶/tea' } }, null, 1)
const answer = (
  mistake: string,
  zh: string,
  cause: Planted['cause'],
  {
    by = 'provider',
    text = cleaned(paid),
    came = paid,
    under = serial,
    mark = '',
  }: { by?: Whose; text?: string; came?: string; under?: string; mark?: string },
): Planted => ({
  ...notice(mistake, zh, cause, {}),
  message: 'answer',
  async diagnose() {
    const sign = mark || (await signed(text, by))
    const headers = { 'content-type': 'application/json', 'x-yop-sign': sign, 'x-yop-sign-serial-no': under }
    const transport: Transport = async () => ({ status: 200, headers, body: utf8(came) })
    const client = createClient({ account: account(), transport, retry: { attempts: 1 } })
    return refusedWith(getPayment(client, { orderId: 'T1001' }), { accounts: [sandbox] })
  },
})
const answers: Planted[] = [
  answer('blanks signed along', '带着空格和换行签名', 'blanks', { text: paid }),
  answer('parsed and written again on the way', '途中解析后又写出', 'json-rewritten', {
    came: paid.replaceAll('/', '\\/'),
  }),
  answer('the sandbox’s answer in production', '生产环境收到沙箱的应答', 'other-account', { by: 'sibling' }),
  answer('a certificate under another serial', '证书序列号写错', 'key-name-differs', { under: nextSerial }),
  answer('an RSA application’s answer', 'RSA 应用的应答', 'other-algorithm', { mark: `${'A'.repeat(342)}$SHA256` }),
]

// requests

const fields: Fields = { parentMerchantNo: merchantId, merchantNo: merchantId, orderId: 'T1001', goodsName: '茶 a*b' }
const path = '/rest/v1.0/aggpay/pre-pay'
const request = (
  mistake: string,
  zh: string,
  cause: Planted['cause'],
  {
    write = (right) => right,
    hash = sm3(form(fields)),
    by = 'merchant',
    scheme = 'YOP-SM2-SM3',
  }: { write?: (right: string) => string; hash?: string; by?: Whose; scheme?: string } = {},
): Planted => ({
  ...notice(mistake, zh, cause, {}),
  message: 'request',
  async diagnose() {
    const headers: Record<string, string> = {
      'x-yop-appkey': appKey,
      'x-yop-content-sm3': hash,
      'x-yop-request-id': '4f3c5c5e-8f3a-4d0e-9b0a-0c2f5a1e7d11',
    }
    const timestamp = '2026-03-04T04:00:00Z'
    const right = canonicalRequest({
      appKey,
      timestamp,
      expireSeconds: 1800,
      method: 'POST',
      uri: path,
      query: '',
      headers,
    })
    const signature = await signed(write(right), by)
    const names = Object.keys(headers).join(';')
    const sent = Object.entries(fields).map(([name, value]) => `${name}=${enc(enc(value))}`)
    return explainRequest(
      account(),
      {
        method: 'POST',
        url: `https://openapi.yeepay.com/yop-center${path}`,
        headers: {
          ...headers,
          authorization: `${scheme} yop-auth-v3/${appKey}/${timestamp}/1800/${names}/${signature}`,
        },
        body: utf8(sent.join('&')),
      },
      { at: now },
    )
  },
})
const requests: Planted[] = [
  request('nothing is wrong', '没有错误', 'right'),
  request('/yop-center signed along', '签名路径带了 /yop-center', 'path-changed', {
    write: (right) => right.replace(path, `/yop-center${path}`),
  }),
  request('the form hashed without encoding', '没有编码就做摘要', 'values-not-encoded', {
    hash: sm3(decodeURIComponent(form(fields))),
  }),
  request('an RSA application’s request', 'RSA 应用的请求', 'other-algorithm', { scheme: 'YOP-RSA2048-SHA256' }),
]

export const yeepaySmPlanted: readonly Planted[] = [...notices, ...answers, ...requests]
