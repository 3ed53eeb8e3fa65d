// The independent oracle for Lakala: written from the wire page `lakala.md` (§ numbers are its sections) with node:crypto only.
// Nothing in this folder may import from src: a check that shares the builder checks nothing.
import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  sign,
  verify,
  X509Certificate,
} from 'node:crypto'

export type Headers = Record<string, string>
export type OracleRequest = { method: string; url: string; headers: Headers; body?: Uint8Array }
export type OracleReply = { status: number; headers: Headers; body: Uint8Array }
type Json = { [name: string]: unknown }

/** Who takes part: certificates in PEM, the SM4 key in Base64 where there is one. */
export type Facts = {
  appId: string
  merchantId: string
  terminalId: string
  serial: string
  certificate: string
  platformCertificate: string
  notifyCertificate: string
  bodyKey?: string | undefined
}

const wrong = (what: string): never => {
  throw new Error(`oracle: ${what}`)
}

/** §2, §3: five lines, each ended by a line feed, the last too. */
export const fiveLines = (appId: string, serial: string, timestamp: string, nonce: string, body: string | Uint8Array) =>
  Buffer.concat([Buffer.from([appId, serial, timestamp, nonce, ''].join('\n')), Buffer.from(body), Buffer.from('\n')])

/** §13: three. */
export const threeLines = (timestamp: string, nonce: string, body: string | Uint8Array) =>
  Buffer.concat([Buffer.from([timestamp, nonce, ''].join('\n')), Buffer.from(body), Buffer.from('\n')])

export const signed = (bytes: Uint8Array, privateKey: string): string =>
  sign('sha256', bytes, createPrivateKey(privateKey)).toString('base64')

/** By a certificate, a public key, or what holds one. */
export const verifies = (bytes: Uint8Array, base64: string, key: string): boolean =>
  verify('sha256', bytes, createPublicKey(key), Buffer.from(base64, 'base64'))

/** §5: SM4-ECB with PKCS#5 padding, Base64. */
export function sm4(text: string, bodyKey: string): string {
  const cipher = createCipheriv('sm4-ecb', Buffer.from(bodyKey, 'base64'), null)
  return Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]).toString('base64')
}
export function unSm4(base64: string, bodyKey: string): string {
  const cipher = createDecipheriv('sm4-ecb', Buffer.from(bodyKey, 'base64'), null)
  return Buffer.concat([cipher.update(base64, 'base64'), cipher.final()]).toString('utf8')
}

/** §2: members by name, blanks or line feeds behind the commas. */
export function authorization(header: string): Record<string, string> {
  const [scheme, ...rest] = header.split(' ')
  if (scheme !== 'LKLAPI-SHA256withRSA') wrong(`the scheme ${scheme}`)
  const members: Record<string, string> = {}
  for (const part of rest.join(' ').split(',')) {
    const [, name, value] = /^\s*(\w+)="([^"]*)"\s*$/.exec(part) ?? wrong(`the member ${part}`)
    if (name! in members) wrong(`${name} twice`)
    members[name!] = value!
  }
  return members
}

const bare = (serial: string) => serial.toLowerCase().replace(/^0+/, '')
const serialOf = (certificate: string) => new X509Certificate(certificate).serialNumber

/** §6, §7 … §12: what each call must have, and what it may. */
const calls: Record<string, { needs: string; may?: string }> = {
  '/api/v3/labs/trans/preorder': {
    needs: 'merchant_no term_no out_trade_no account_type trans_type total_amount location_info',
    may: 'subject notify_url remark acc_busi_fields busi_mode pay_order_no settle_type',
  },
  '/api/v3/labs/trans/micropay': {
    needs: 'merchant_no term_no out_trade_no auth_code total_amount location_info',
    may: 'subject notify_url remark acc_busi_fields scan_type',
  },
  '/api/v3/labs/query/tradequery': { needs: 'merchant_no term_no', may: 'out_trade_no trade_no trade_req_date' },
  '/api/v3/labs/relation/close': {
    needs: 'merchant_no term_no location_info',
    may: 'origin_out_trade_no origin_trade_no',
  },
  '/api/v3/labs/relation/revoked': {
    needs: 'merchant_no term_no out_trade_no location_info',
    may: 'origin_out_trade_no origin_trade_no',
  },
  '/api/v3/rfd/refund_front/refund': {
    needs: 'merchant_no term_no out_trade_no refund_amount location_info',
    may: 'refund_reason origin_out_trade_no origin_trade_no origin_log_no refund_acc_mode notify_url refund_amt_sts',
  },
  '/api/v3/rfd/refund_front/refund_query': { needs: 'merchant_no term_no', may: 'out_trade_no trade_no' },
  '/api/v3/ccss/counter/order/special_create': {
    needs: 'out_order_no merchant_no vpos_id total_amount order_efficient_time order_info',
    may: 'notify_url callback_url support_refund support_cancel counter_param',
  },
  '/api/v3/ccss/counter/order/query': { needs: 'merchant_no', may: 'out_order_no pay_order_no' },
  '/api/v3/ccss/counter/order/close': { needs: 'merchant_no', may: 'out_order_no pay_order_no' },
}

/** §2, §4 to §12: what a merchant sends. */
export function judgeRequest(request: OracleRequest, facts: Facts): Json {
  const { method, url, headers, body = new Uint8Array() } = request
  if (method !== 'POST') wrong(`the method ${method}`)
  const by = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  if (by['content-type'] !== 'application/json;charset=UTF-8' || by.accept !== 'application/json') wrong('content type')
  const { appid, serial_no, timestamp, nonce_str, signature, ...more } = authorization(by.authorization ?? '')
  if (Object.keys(more).length > 0) wrong('members too many')
  if (appid !== facts.appId || serial_no !== facts.serial) wrong('appid or serial_no')
  if (bare(serial_no!) !== bare(serialOf(facts.certificate))) wrong('the serial is not the certificate’s')
  if (!/^\d{10}$/.test(timestamp ?? '') || !/^[0-9A-Za-z]{12,32}$/.test(nonce_str ?? ''))
    wrong('timestamp or nonce_str')
  if (!verifies(fiveLines(appid!, serial_no!, timestamp!, nonce_str!, body), signature!, facts.certificate))
    wrong('the signature does not fit')
  const path = new URL(url).pathname.replace(/^\/sit(?=\/)/, '')
  const text = Buffer.from(body).toString()
  const encrypted = path.endsWith('_encry')
  if (encrypted && text.includes('{')) wrong('an encrypted call in the clear')
  const message: Json = JSON.parse(encrypted ? unSm4(text, facts.bodyKey ?? wrong('no SM4 key')) : text)
  if (path.startsWith('/api/v2/')) return message
  if (!/^\d{14}$/.test(String(message.req_time)) || message.version !== '3.0' || message.out_org_code !== facts.appId)
    wrong('the envelope')
  const data = message.req_data as Json
  judgeData(path.replace(/_encry$/, ''), data, facts)
  return data
}

function judgeData(path: string, data: Json, { merchantId, terminalId }: Facts): void {
  const call = calls[path]
  if (!call) return
  const needs = call.needs.split(' ')
  const known = [...needs, ...(call.may ?? '').split(' ')]
  for (const name of needs) if (data[name] === undefined || data[name] === '') wrong(`${path}: ${name} is missing`)
  for (const name of Object.keys(data)) if (!known.includes(name)) wrong(`${path}: ${name} is none of its fields`)
  if (data.merchant_no !== merchantId) wrong('merchant_no')
  if (needs.includes('term_no') && data.term_no !== terminalId) wrong('term_no')
  if (needs.includes('location_info') && !(data.location_info as Json).request_ip) wrong('request_ip')
  for (const name of ['out_trade_no', 'out_order_no'])
    if (data[name] !== undefined && !/^[\x21-\x7e]{1,32}$/.test(String(data[name]))) wrong(name)
  for (const name of ['total_amount', 'refund_amount'])
    if (data[name] !== undefined && !/^[1-9]\d{0,11}$/.test(String(data[name]))) wrong(name)
  if (path.endsWith('special_create') !== (typeof data.total_amount === 'number') && data.total_amount !== undefined)
    wrong('total_amount is a number at the counter, and a text elsewhere')
  if (path.endsWith('preorder')) judgePreorder(data)
  if (
    /relation|refund_front\/refund$/.test(path) &&
    !['origin_out_trade_no', 'origin_trade_no'].some((name) => data[name])
  )
    wrong('no number of the payment')
}

/** §7: who may pay how, and what the wallet is told. */
function judgePreorder({
  account_type: wallet,
  trans_type: how,
  acc_busi_fields: fields,
  subject,
  notify_url,
}: Json): void {
  if (!/^(WECHAT|ALIPAY|UQRCODEPAY)$/.test(String(wallet)) || !/^(41|51|61|71|81)$/.test(String(how))) wrong('whose')
  const { user_id, timeout_express } = (fields ?? {}) as Json
  if (wallet === 'WECHAT' && (how === '41' || !subject)) wrong('WeChat Pay without a subject, or by a code')
  if (how === '71' && wallet !== 'WECHAT') wrong('a mini program of another wallet')
  if (how === '81' && wallet !== 'ALIPAY') wrong('a page of another wallet')
  if ((how === '51' || how === '71') && wallet !== 'UQRCODEPAY' && !user_id) wrong('user_id')
  if (timeout_express !== undefined && !/^[1-9]\d*$/.test(String(timeout_express))) wrong('timeout_express')
  if (notify_url !== undefined && String(notify_url).length > 128) wrong('notify_url')
}

/** §3: what Lakala answers. Gives the body, in the clear. */
export function judgeReply(reply: OracleReply, facts: Facts, encrypted = false): Json {
  const { status, headers, body } = reply
  if (status !== 200) wrong(`status ${status}`)
  const by = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value.replace(/^"(.*)"$/, '$1')]),
  )
  const of = (name: string) => by[`lklapi-${name}`] || wrong(`lklapi-${name} is missing`)
  if (of('appid') !== facts.appId || !of('traceid')) wrong('appid')
  if (bare(of('serial')) !== bare(serialOf(facts.platformCertificate))) wrong('serial')
  const bytes = fiveLines(of('appid'), of('serial'), of('timestamp'), of('nonce'), body)
  if (!verifies(bytes, of('signature'), facts.platformCertificate)) wrong('the answer’s signature does not fit')
  const text = Buffer.from(body).toString()
  const json = encrypted && !text.startsWith('{') ? unSm4(text, facts.bodyKey!) : text
  const said: Json = JSON.parse(json)
  if (JSON.stringify(said) === json) wrong('an answer that can be written again')
  if (!/^[A-Z0-9]{6,8}$/.test(String(said.code ?? said.retCode))) wrong('code')
  return said
}

/** §13: what Lakala tells. Gives the body. */
export function judgeNotice({ headers, body }: { headers: Headers; body: Uint8Array }, facts: Facts): Json {
  const { timestamp, nonce_str, signature, ...more } = authorization(headers.authorization ?? '')
  if (Object.keys(more).length > 0) wrong('a notification names neither app nor key')
  if (!verifies(threeLines(timestamp!, nonce_str!, body), signature!, facts.notifyCertificate))
    wrong('the notice’s signature does not fit')
  return JSON.parse(Buffer.from(body).toString())
}

type Sealing = { appId: string; serial: string; privateKey: string; timestamp: string; body: string; quoted?: boolean }

/** An answer as Lakala seals it. */
export function sealReply({ appId, serial, privateKey, timestamp, body, quoted }: Sealing): OracleReply {
  const nonce = 'AbCdEf0123456789AbCdEf0123456789'
  const signature = signed(fiveLines(appId, serial, timestamp, nonce, body), privateKey)
  const members = { appid: appId, serial, timestamp, nonce, signature }
  const headers = Object.entries(members).map(([name, value]) => [`lklapi-${name}`, quoted ? `"${value}"` : value])
  return {
    status: 200,
    headers: {
      'content-type': 'application/json;charset=UTF-8',
      'lklapi-traceid': 'trace0001',
      ...Object.fromEntries(headers),
    },
    body: Buffer.from(body),
  }
}

/** A notification as Lakala seals it. */
export function sealNotice(
  { privateKey, timestamp, body }: { privateKey: string; timestamp: string; body: string },
  between = ',',
) {
  const nonce = '9003323344'
  const signature = signed(threeLines(timestamp, nonce, body), privateKey)
  const members = [`timestamp="${timestamp}"`, `nonce_str="${nonce}"`, `signature="${signature}"`]
  return {
    method: 'POST',
    url: 'https://shop.example/notify',
    headers: {
      'content-type': 'application/json;charset=UTF-8',
      authorization: `LKLAPI-SHA256withRSA ${members.join(between)}`,
    },
    body: new Uint8Array(Buffer.from(body)),
  }
}
