import { anything, closed, list, text } from '../wechatpay/checks.js'
import { isObject, judge, lowerCaseHeaders, type Report } from '../wechatpay/primitives.js'
import { answers } from './calls.js'
import {
  type Headers,
  type Key,
  nodeOf,
  type OracleReply,
  openContent,
  restReplyMessage,
  sealContent,
  signatureOf,
  verifies,
} from './primitives.js'
import { examineRefusal, examineRestRefusal } from './refusals.js'

/** What the merchant knows of Alipay. `serial` is the Alipay certificate's, in certificate mode. */
export type AlipayFacts = { publicKey: Key; method: string; serial?: string; aesKey?: string }
type Content = Record<string, unknown>

const code = (reply: Content) => String(reply.code)
const isDone = (reply: Content) => code(reply) === '10000' || code(reply) === '10003'

/** §5: compact, node → alipay_cert_sn → sign, the raw text of the node signed; a refusal may lack the last two. */
export const judgeGatewayReply = (reply: OracleReply, facts: AlipayFacts) =>
  judge('answer', (report) => {
    if (reply.status !== 200) report(`HTTP ${reply.status} instead of 200 (§2.2)`)
    if (!lowerCaseHeaders(reply.headers, report).trace_id) report('trace_id is missing (§2.2)')
    const { node, text, serial, signature } = envelopeOf(reply.body, report)
    if (node !== nodeOf(facts.method) && node !== 'error_response')
      report(`no ${nodeOf(facts.method)} but ${node} (§5.1)`)
    if (signature !== undefined) {
      if (serial !== facts.serial) report('alipay_cert_sn is not that of the certificate (§6)')
      if (!verifies(text, signature, facts.publicKey)) report('sign does not verify (§5.2)')
    }
    const content = contentOf(text, facts, report)
    examineAnswer(node, content, facts.method, signature !== undefined, report)
    return content
  })

function envelopeOf(bytes: Uint8Array, report: Report) {
  const body = Buffer.from(bytes).toString()
  // Anchored at both ends, so that nothing here counts braces.
  const signed = /^\{"([a-z_]+)":(.*?)(?:,"alipay_cert_sn":"([0-9a-f]{32})")?,"sign":"([A-Za-z0-9+/=]{344})"\}$/s
  const unsigned = /^\{"([a-z_]+)":(.*)\}$/s
  const found = signed.exec(body) ?? unsigned.exec(body)
  if (!found) report(`${body} is no answer of the gateway (§5.1)`)
  const [, node = '', text = '', serial, signature] = found ?? []
  return { node, text, serial, signature }
}

function examineAnswer(node: string, content: Content, method: string, isSigned: boolean, report: Report): void {
  // §9.5: the only answer whose success has no code.
  const isToken = method === 'alipay.system.oauth.token' && typeof content.access_token === 'string'
  if (isToken && content.code === undefined) {
    if (!isSigned) report('a success is not signed (§5.1)')
    return
  }
  if (typeof content.code !== 'string') report('code is no text (§5.1)')
  if (isDone(content)) {
    if (!isSigned) report('a success is not signed (§5.1)')
    if (node === 'error_response') report('a success as error_response (§5.1)')
    answers[method]?.(content, '', report)
    return
  }
  if (!content.sub_code || !content.sub_msg) report('sub_code or sub_msg is missing (§5.1)')
  // For errors of a known method the official client looks under its name only (§5.2).
  if (node === 'error_response' && code(content) === '40004') report('a business refusal as error_response (§5.1)')
  examineRefusal(method, { code: code(content), subCode: String(content.sub_code), isSigned }, report)
}

function contentOf(text: string, facts: AlipayFacts, report: Report): Content {
  try {
    const value: unknown = JSON.parse(text)
    if (JSON.stringify(value) !== text.replaceAll('\\/', '/')) report('the answer is not compact (§5.2)')
    // A failure may come as plain JSON although the request was encrypted (§7).
    const plain: unknown = typeof value === 'string' ? JSON.parse(openContent(facts.aesKey ?? '', value)) : value
    if (isObject(plain)) {
      if (typeof value !== 'string' && facts.aesKey !== undefined && isDone(plain)) report('not encrypted (§7)')
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
    if (!headers['alipay-trace-id']) report('alipay-trace-id is missing')
    const isSigned = examineRestSignature(headers, reply.body, facts, report)
    const isSuccess = [200, 202, 204].includes(reply.status)
    if (isSuccess && !isSigned) report('a success is not signed (§8.2)')
    const text = Buffer.from(reply.body).toString()
    if (reply.status === 204) {
      if (text !== '') report('204 has no body (alipay-families §13.1)')
      return {}
    }
    const isSealed = facts.aesKey !== undefined && !text.startsWith('{')
    if (isSealed && !headers['content-type']?.startsWith('text/plain')) report('an encrypted answer is text/plain')
    if (isSuccess && facts.aesKey !== undefined && !isSealed) report('not encrypted (§7)')
    const content: unknown = JSON.parse(isSealed ? openContent(facts.aesKey ?? '', text) : text)
    if (!isObject(content)) throw new Error('the answer is no JSON object')
    if (isSuccess) {
      if ('code' in content || 'msg' in content) report('code and msg are members of V2 (§8.2)')
      // 202 says only that the same call is to come again.
      if (reply.status === 200) answers[facts.method]?.(content, '', report)
      return content
    }
    if (!content.code || !content.message) report('a failure has a code and a message (§8.2)')
    if ('links' in content) links(content.links, '/links', report)
    examineRestRefusal(facts.method, reply.status, String(content.code), isSigned, report)
    return content
  })

/** Of the schema a text; what is sent is a list. */
const links = list(closed({ link: text(1024, /^https:\/\//), 'desc?': anything }), 0)

/** §8.2: all of it, or nothing. */
function examineRestSignature(
  headers: Headers,
  body: Uint8Array,
  facts: AlipayFacts & { now: number },
  report: Report,
): boolean {
  const { 'alipay-timestamp': timestamp, 'alipay-nonce': nonce, 'alipay-signature': signature } = headers
  if (headers['alipay-sn'] !== facts.serial) report('alipay-sn is not that of the certificate')
  if (timestamp === undefined && nonce === undefined && signature === undefined) return false
  if (!/^\d{13}$/.test(timestamp ?? '') || Math.abs(Number(timestamp) - facts.now) > 60_000) report('alipay-timestamp')
  if (!nonce) report('alipay-nonce is missing')
  if (!verifies(restReplyMessage(timestamp ?? '', nonce ?? '', body), signature ?? '', facts.publicKey))
    report('alipay-signature does not verify')
  return true
}

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
