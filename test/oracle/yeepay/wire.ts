// The independent oracle for YeePay: written from the wire page `yeepay.md` (§ numbers are its sections) with node:crypto only.
// Nothing in this folder may import from src: a check that shares the builder checks nothing.
import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
  sign,
  verify,
} from 'node:crypto'

export type Headers = Record<string, string>
export type OracleRequest = { method: string; url: string; headers: Headers; body?: Uint8Array }
export type OracleReply = { status: number; headers: Headers; body: Uint8Array }
export type Fields = Record<string, string>

const wrong = (what: string): never => {
  throw new Error(`oracle: ${what}`)
}

export const privateOf = (key: string) =>
  key.startsWith('-----')
    ? createPrivateKey(key)
    : createPrivateKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'pkcs8' })
export const publicOf = (key: string) =>
  key.startsWith('-----')
    ? createPublicKey(key)
    : createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' })

/** §2: RFC 3986; byte by byte, not by the function that everybody takes. */
export const enc = (text: string): string =>
  [...Buffer.from(text, 'utf8')]
    .map((byte) => {
      const character = String.fromCharCode(byte)
      return /[A-Za-z0-9\-._~]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
    })
    .join('')

export const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** §2: sorted by name, encoded once. */
export const form = (fields: Fields): string =>
  Object.entries(fields)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${enc(name)}=${enc(value)}`)
    .join('&')

/** §2. */
export const canonicalRequest = (given: {
  appKey: string
  timestamp: string
  expireSeconds: number | string
  method: string
  uri: string
  query: string
  headers: Headers
}): string =>
  [
    `yop-auth-v3/${given.appKey}/${given.timestamp}/${given.expireSeconds}`,
    given.method,
    given.uri,
    given.query,
    ...Object.entries(given.headers)
      .map(([name, value]) => `${enc(name.toLowerCase())}:${enc(value.trim())}`)
      .sort(),
  ].join('\n')

export const signText = (text: string, key: string): string =>
  sign('sha256', Buffer.from(text), privateOf(key)).toString('base64url')
export const verifies = (text: string, signature: string, key: string): boolean =>
  verify('sha256', Buffer.from(text), publicOf(key), Buffer.from(signature.split('$')[0]!, 'base64'))

/** §2.1: as YeePay's own scripts put parameters into an address: values encoded twice, a blank as a plus each time. */
export const scriptUrl = (host: string, uri: string, params: Fields): string => {
  const plus = (text: string) => enc(text).replaceAll('%20', '+')
  const pairs = Object.entries(params)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${plus(name)}=${plus(plus(value))}`)
  return `${host}/yop-center${uri}?${pairs.join('&')}`
}

/** §3: blanks, tabs and line feeds gone. */
export const cleaned = (body: string): string => body.split(/[ \t\n]/).join('')

export type Facts = { appKey: string; merchantId: string; privateKey: string; yeepayPublicKey: string }

/** A form or query whose values are encoded twice, §2.1; a plus stands for itself nowhere. */
function fieldsOf(text: string): Fields {
  const fields: Fields = {}
  for (const pair of text.split('&').filter(Boolean)) {
    const [name, value, ...more] = pair.split('=') as [string, string]
    if (more.length > 0 || /[+ ]/.test(pair)) wrong(`the pair ${pair}`)
    const once = decodeURIComponent(value)
    if (enc(once) !== value) wrong(`${name} is not encoded by RFC 3986`)
    const twice = decodeURIComponent(once)
    if (enc(twice) !== once) wrong(`${name} is not encoded twice`)
    if (name in fields) wrong(`${name} is there twice`)
    fields[decodeURIComponent(name)] = twice
  }
  return fields
}

/** §1, §2: what a merchant sends. Gives its fields. */
export function judgeRequest(request: OracleRequest, facts: Facts): Fields {
  const { method, url, headers, body } = request
  const { pathname, search } = new URL(url)
  if (!pathname.startsWith('/yop-center/')) wrong(`the path ${pathname}`)
  const uri = pathname.slice('/yop-center'.length)
  const by = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  const [scheme, rest = ''] = (by.authorization ?? '').split(' ')
  if (scheme !== 'YOP-RSA2048-SHA256') wrong(`the scheme ${scheme}`)
  const parts = rest.split('/')
  if (parts.length !== 6) wrong(`${parts.length} parts`)
  const [version, appKey, timestamp, expireSeconds, names, signature] = parts as [
    string,
    string,
    string,
    string,
    string,
    string,
  ]
  if (version !== 'yop-auth-v3' || appKey !== facts.appKey || by['x-yop-appkey'] !== appKey) wrong('the application')
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(timestamp) || expireSeconds !== '1800') wrong(`the time ${timestamp}`)
  if (names !== 'x-yop-appkey;x-yop-content-sha256;x-yop-request-id') wrong(`the signed headers ${names}`)
  if (!/^[\w-]+\$SHA256$/.test(signature)) wrong('the signature is not base64url and its mark')
  if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(by['x-yop-request-id'] ?? '')) wrong('the request id')
  const text = Buffer.from(body ?? []).toString()
  const isJson = /^application\/json/.test(by['content-type'] ?? '')
  const fields = isJson ? {} : fieldsOf(method === 'GET' ? search.slice(1) : text)
  const hash = method === 'GET' ? sha256('') : sha256(isJson ? text : form(fields))
  if (by['x-yop-content-sha256'] !== hash) wrong('the content hash')
  if (method === 'POST' && search !== '') wrong('a query on a POST')
  if (method === 'POST' && !isJson && by['content-type'] !== 'application/x-www-form-urlencoded') wrong('content type')
  const signed = Object.fromEntries(names.split(';').map((name) => [name, by[name]!]))
  const query = method === 'GET' ? form(fields) : ''
  const canonical = canonicalRequest({ appKey, timestamp, expireSeconds, method, uri, query, headers: signed })
  const publicKey = createPublicKey(facts.privateKey)
  if (!verify('sha256', Buffer.from(canonical), publicKey, Buffer.from(signature.split('$')[0]!, 'base64url')))
    wrong('the signature does not fit')
  if (!isJson) judgeFields(method, uri, fields, facts)
  return fields
}

const methods: Record<string, 'GET' | 'POST'> = {
  '/rest/v1.0/trade/order/query': 'GET',
  '/rest/v1.0/trade/refund/query': 'GET',
  '/yos/v1.0/std/bill/tradedaydownload': 'GET',
}

/** §7 to §9: fields and their forms, by the tables. */
function judgeFields(method: string, uri: string, fields: Fields, { merchantId }: Facts): void {
  const need = (name: string, pattern = /./s) =>
    pattern.test(fields[name] ?? '') || wrong(`${uri}: ${name} is ${JSON.stringify(fields[name])}`)
  if (method !== (methods[uri] ?? 'POST') && /aggpay|trade|cashier/.test(uri)) wrong(`${uri} by ${method}`)
  need('parentMerchantNo', /^\d+$/)
  if (fields.merchantNo !== merchantId) wrong('merchantNo')
  const isOrder = /aggpay\/(pre-pay|pay|pay-link)$|cashier\/unified\/order$/.test(uri)
  if (isOrder) {
    need('orderId', /^\w{1,64}$/)
    need('orderAmount', /^(0|[1-9]\d*)\.\d\d$/)
    need('goodsName', /^.{1,85}$/su)
    if (fields.expiredTime !== undefined) need('expiredTime', /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)
  }
  if (/aggpay\/(pre-pay|pay|pay-link)$/.test(uri)) {
    need('userIp', /^[\d.:a-f]+$/i)
    need('scene')
  }
  if (uri.endsWith('/pre-pay')) {
    need('channel', /^(WECHAT|ALIPAY|UNIONPAY)$/)
    need('payWay', /^(USER_SCAN|MINI_PROGRAM|WECHAT_OFFIACCOUNT|ALIPAY_LIFE|JS_PAY|SDK_PAY|H5_PAY)$/)
    if (/^(MINI_PROGRAM|WECHAT_OFFIACCOUNT|ALIPAY_LIFE|JS_PAY)$/.test(fields.payWay!)) need('userId')
  }
  if (uri.endsWith('/pay-link')) {
    need('payWay', /^USER_SCAN$/)
    if ('channel' in fields || Object.keys(JSON.parse(fields.scene!)).length < 2) wrong('one code, several wallets')
  }
  if (uri.endsWith('/aggpay/pay')) {
    need('payWay', /^MERCHANT_SCAN$/)
    need('scene', /^OFFLINE$/)
    need('authCode', /^\S{10,}$/)
    need('terminalId')
  }
  if (/refund/.test(uri)) need('refundRequestId')
  if (uri.endsWith('/trade/refund')) need('refundAmount', /^(0|[1-9]\d*)\.\d\d$/)
  if (/order\/(query|close)$|close-order$|refund/.test(uri)) need('orderId')
}

const resultIn = (text: string) => text.slice(text.indexOf('"result":') + 9, text.lastIndexOf(',"ts"'))

/** §3: what YeePay answers; unsigned answers are for the caller to judge. Gives the body. */
export function judgeReply({ status, headers, body }: OracleReply, { yeepayPublicKey }: Facts): unknown {
  if (headers['content-disposition']) return undefined
  if (status !== 200 && status !== 500) wrong(`status ${status}`)
  const text = Buffer.from(body).toString()
  if (!/\n/.test(text)) wrong('an answer whose blanks need not be taken away')
  const { 'x-yop-sign': signature = '' } = headers
  if (!/^[\w-]+\$SHA256$/.test(signature)) wrong(`x-yop-sign ${signature}`)
  const clean = cleaned(text)
  if (!verifies(clean, signature, yeepayPublicKey) && !verifies(resultIn(clean), signature, yeepayPublicKey))
    wrong('the answer’s signature does not fit')
  const { result, code } = JSON.parse(text)
  if (status === 200 ? typeof result.code !== 'string' : typeof code !== 'string') wrong('no code')
  return JSON.parse(text)
}

const base64 = (text: string) => Buffer.from(text, 'base64')

/** §4: RSAES-PKCS1-v1_5, by hand, for not every Node unpads it. */
export function unwrapKey(wrapped: Uint8Array, privateKey: string): Buffer {
  const block = privateDecrypt({ key: privateOf(privateKey), padding: constants.RSA_NO_PADDING }, wrapped)
  if (block[0] !== 0 || block[1] !== 2) wrong('the padding')
  return block.subarray(block.indexOf(0, 2) + 1)
}

/** §4: what YeePay tells, taken out of its envelope. Gives key and text too. */
export function openNotice(body: Uint8Array, keys: { privateKey: string; yeepayPublicKey: string }) {
  const { response = '', customerIdentification } = Object.fromEntries(
    new URLSearchParams(Buffer.from(body).toString()),
  )
  const [wrapped = '', sealed = '', ...algorithms] = response.split('$')
  if (algorithms.join('$') !== 'AES$SHA256') wrong(`the algorithms ${algorithms}`)
  const key = unwrapKey(base64(wrapped), keys.privateKey)
  const decipher = createDecipheriv('aes-128-ecb', key, null)
  const plaintext = Buffer.concat([decipher.update(base64(sealed)), decipher.final()]).toString()
  const at = plaintext.lastIndexOf('$')
  const [json, signature] = [plaintext.slice(0, at), plaintext.slice(at + 1)]
  if (!verifies(json, signature, keys.yeepayPublicKey)) wrong('the notice’s signature does not fit')
  return { customerIdentification, key, json, signature, notice: JSON.parse(json) as Fields }
}

/** §4: an envelope as YeePay makes it; each step can be another. */
export function sealNotice(
  json: string,
  keys: { merchantPublicKey: string; platformKey: string },
  other: {
    key?: Uint8Array
    plaintext?: string
    wrapped?: Uint8Array
    sealed?: Uint8Array
    tail?: string
    appKey?: string
  } = {},
): Uint8Array<ArrayBuffer> {
  const { key = randomBytes(16), tail = 'AES$SHA256', appKey = 'app_10080009001' } = other
  const plaintext = other.plaintext ?? `${json}$${signText(json, keys.platformKey)}`
  const cipher = createCipheriv('aes-128-ecb', key, null)
  const sealed = other.sealed ?? Buffer.concat([cipher.update(plaintext), cipher.final()])
  const wrapped =
    other.wrapped ?? publicEncrypt({ key: publicOf(keys.merchantPublicKey), padding: constants.RSA_PKCS1_PADDING }, key)
  const response = `${Buffer.from(wrapped).toString('base64url')}$${Buffer.from(sealed).toString('base64url')}$${tail}`
  return new Uint8Array(
    Buffer.from(`response=${encodeURIComponent(response)}&customerIdentification=${encodeURIComponent(appKey)}`),
  )
}

/** §3: an answer as YeePay seals it. */
export function sealReply(body: object | string, platformKey: string, status = 200): OracleReply {
  const text = typeof body === 'string' ? body : JSON.stringify(body, null, 1)
  const headers = { 'content-type': 'application/json', 'x-yop-sign': `${signText(cleaned(text), platformKey)}$SHA256` }
  return { status, headers, body: new Uint8Array(Buffer.from(text)) }
}
