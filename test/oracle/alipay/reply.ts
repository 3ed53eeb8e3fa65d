import { isObject, judge, lowerCaseHeaders, type Report } from '../wechatpay/primitives.js'
import { answers } from './calls.js'
import {
  type Key,
  nodeOf,
  type OracleReply,
  openContent,
  restReplyMessage,
  sealContent,
  signatureOf,
  verifies,
} from './primitives.js'

/** What the merchant knows of Alipay. `serial` is the Alipay certificate's, in certificate mode. */
export type AlipayFacts = { publicKey: Key; method: string; serial?: string; aesKey?: string }
type Content = Record<string, unknown>

const code = (reply: Content) => String(reply.code)

/** §5: compact, node → alipay_cert_sn → sign, the raw text of the node signed. */
export const judgeGatewayReply = (reply: OracleReply, facts: AlipayFacts) =>
  judge('answer', (report) => {
    if (reply.status !== 200) report(`HTTP ${reply.status} instead of 200 (§2.2)`)
    const body = Buffer.from(reply.body).toString()
    // Anchored at both ends, so that nothing here counts braces.
    const pattern = /^\{"([a-z_]+)":(.*?)(?:,"alipay_cert_sn":"([0-9a-f]{32})")?,"sign":"([A-Za-z0-9+/=]{344})"\}$/s
    const [, node, text = '', serial, signature = ''] = pattern.exec(body) ?? unsignedError(body)
    if (node !== nodeOf(facts.method) && node !== 'error_response')
      report(`no ${nodeOf(facts.method)} in ${body} (§5.1)`)
    if (signature) {
      if (serial !== facts.serial) report('alipay_cert_sn is not that of the certificate (§6)')
      if (!verifies(text, signature, facts.publicKey)) report('sign does not verify (§5.2)')
    }
    const content = contentOf(text, facts, report)
    if (typeof content.code !== 'string') report('code is no text (§5.1)')
    const isDone = code(content) === '10000' || code(content) === '10003'
    if (isDone && !signature) report('a success is not signed (§5.1)')
    if (isDone) answers[facts.method]?.(content, '', report)
    else if (!content.sub_code || !content.sub_msg) report('sub_code or sub_msg is missing (§5.1)')
    return content
  })

const unsignedError = (body: string): string[] => {
  const text = /^\{"error_response":(\{.*\})\}$/s.exec(body)?.[1]
  return text === undefined ? [] : ['', 'error_response', text]
}

function contentOf(text: string, facts: AlipayFacts, report: Report): Content {
  try {
    const value: unknown = JSON.parse(text)
    if (JSON.stringify(value) !== text.replaceAll('\\/', '/')) report('the answer is not compact (§5.2)')
    // A failure may come as plain JSON although the request was encrypted (§7).
    const plain: unknown = typeof value === 'string' ? JSON.parse(openContent(facts.aesKey ?? '', value)) : value
    if (isObject(plain)) {
      if (typeof value !== 'string' && facts.aesKey !== undefined && code(plain) === '10000')
        report('not encrypted (§7)')
      return plain
    }
  } catch (error) {
    report((error as Error).message)
  }
  report('the answer is no JSON object (§5.1)')
  return {}
}

/** §8.2 */
export const judgeRestReply = (reply: OracleReply, facts: AlipayFacts & { now: number }) =>
  judge('answer', (report) => {
    const headers = lowerCaseHeaders(reply.headers, report)
    const {
      'alipay-timestamp': timestamp = '',
      'alipay-nonce': nonce = '',
      'alipay-signature': signature = '',
    } = headers
    if (!/^\d{13}$/.test(timestamp) || Math.abs(Number(timestamp) - facts.now) > 60_000) report('alipay-timestamp')
    if (!nonce) report('alipay-nonce is missing')
    if (!headers['alipay-trace-id']) report('alipay-trace-id is missing')
    if (headers['alipay-sn'] !== facts.serial) report('alipay-sn is not that of the certificate')
    if (!verifies(restReplyMessage(timestamp, nonce, reply.body), signature, facts.publicKey))
      report('alipay-signature does not verify')
    const text = Buffer.from(reply.body).toString()
    const isSealed = facts.aesKey !== undefined && !text.startsWith('{')
    if (isSealed && !headers['content-type']?.startsWith('text/plain')) report('an encrypted answer is text/plain')
    const plain = isSealed ? openContent(facts.aesKey ?? '', text) : text
    const content: unknown = JSON.parse(plain)
    if (!isObject(content)) throw new Error('the answer is no JSON object')
    if (reply.status === 200) {
      if ('code' in content || 'msg' in content) report('code and msg are members of V2')
      answers[facts.method]?.(content, '', report)
    } else if (reply.status < 400 || !content.code || !content.message) report('a failure has a code and a message')
    return content
  })

/** `text` replaces the JSON of `content` byte by byte; `signed` is what the signature covers instead of it. */
export type GatewaySeal = {
  method: string
  privateKey: Key
  content?: unknown
  text?: string
  signed?: string
  node?: string
  serial?: string
  aesKey?: string
  unsigned?: boolean
}

/** Alipay's answer in V2 (§5). */
export function sealGatewayReply(seal: GatewaySeal): OracleReply {
  const plain = seal.text ?? JSON.stringify(seal.content)
  const text = seal.aesKey === undefined ? plain : JSON.stringify(sealContent(seal.aesKey, plain))
  const members = [
    `"${seal.node ?? nodeOf(seal.method)}":${text}`,
    ...(seal.serial === undefined ? [] : [`"alipay_cert_sn":"${seal.serial}"`]),
    ...(seal.unsigned ? [] : [`"sign":"${signatureOf(seal.signed ?? text, seal.privateKey)}"`]),
  ]
  const headers = { 'content-type': 'text/html;charset=utf-8', trace_id: '21bd3b7b16000000000000000e1234' }
  return { status: 200, headers, body: new Uint8Array(Buffer.from(`{${members.join(',')}}`)) }
}

export type RestSeal = {
  privateKey: Key
  now: number
  content?: unknown
  text?: string
  status?: number
  nonce?: string
  serial?: string
  aesKey?: string
  unsigned?: boolean
}

/** Alipay's answer in V3 (§8.2). */
export function sealRestReply(seal: RestSeal): OracleReply {
  const plain = seal.text ?? JSON.stringify(seal.content)
  const body = new Uint8Array(Buffer.from(seal.aesKey === undefined ? plain : sealContent(seal.aesKey, plain)))
  const timestamp = String(seal.now)
  const nonce = seal.nonce ?? '3c0d6c77f4f773b427eb7e79625cdf4d'
  const headers = {
    'content-type': seal.aesKey === undefined ? 'application/json;charset=utf-8' : 'text/plain;charset=utf-8',
    'alipay-trace-id': '21bd3b7b16000000000000000e1234',
    ...(seal.serial === undefined ? {} : { 'alipay-sn': seal.serial }),
    ...(seal.unsigned
      ? {}
      : {
          'alipay-timestamp': timestamp,
          'alipay-nonce': nonce,
          'alipay-signature': signatureOf(restReplyMessage(timestamp, nonce, body), seal.privateKey),
        }),
  }
  return { status: seal.status ?? 200, headers, body }
}
