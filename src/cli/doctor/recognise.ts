import { readForm } from '../../codec/form.js'
import type { WireReply, WireRequest } from '../../core/transport.js'
import type { Captured } from '../capture/captured.js'
import type { Provider } from '../config.js'

/** A message of a capture, and whose it is. */
export type Message = {
  readonly provider: Provider
  /** `request`: what the merchant sent. `answer`: to it. `webhook`: what the provider sent, or the payer’s browser brought back. */
  readonly direction: 'request' | 'answer' | 'webhook'
  /** In a few words, such as `POST /v3/pay/transactions/native`. */
  readonly what: string
  /** When it was captured, or by its own words; milliseconds since 1970. */
  readonly at: number | undefined
  readonly request?: WireRequest
  readonly reply?: WireReply
}

/** The messages of an exchange that a provider is known to speak; none for the rest of what a browser does. */
export function recognise(captured: Captured): Message[] {
  const { request, reply, at } = captured
  const asked = request && ofRequest(request)
  const found: Message[] = []
  if (request && asked)
    found.push({ ...asked, what: whatOf(request), at: at ?? timeOf(request.headers, request), request })
  // What a shop answers to a webhook is signed by nobody.
  const provider = asked?.direction === 'webhook' ? undefined : (reply && ofReply(reply)) || asked?.provider
  if (reply && provider) {
    const what = `${reply.status}${request ? `, ${whatOf(request)}` : ''}`
    found.push({
      provider,
      direction: 'answer',
      what,
      at: at ?? timeOf(reply.headers),
      reply,
      ...(request && { request }),
    })
  }
  return found
}

const whatOf = ({ method, url }: WireRequest) =>
  `${method} ${
    url
      .replace(/^https?:\/\/[^/?#]*/, '')
      .split('?')[0]
      ?.slice(0, 100) || '/'
  }`

const hosts: readonly (readonly [RegExp, Provider])[] = [
  [/^api2?\.(mch\.weixin\.qq\.com|wechatpay\.cn)$/, 'wechatpay'],
  [/^open(api|home)?[\w-]*\.(dl\.)?(alipay|alipaydev)\.com$/, 'alipay'],
  [/\.95516\.com$/, 'unionpay'],
  [/^api(-sandbox)?\.circle\.com$/, 'circle'],
  [/^api(\.test)?\.ripple\.com$/, 'ripple-payments'],
  [/^(openapi(-[ah])?|yos|sandbox)\.yeepay\.com$/, 'yeepay'],
  [/^(openapi|etrade-api)\.baidu\.com$/, 'baidu'],
  [/^(api\.)?qpay\.qq\.com$/, 'qqpay'],
  [/^(s2\.lakala\.com|test\.wsmsd\.cn)$/, 'lakala'],
]

function ofRequest({ url, headers, body }: WireRequest): Pick<Message, 'provider' | 'direction'> | undefined {
  const { authorization = '' } = headers
  if (headers['wechatpay-signature']) return { provider: 'wechatpay', direction: 'webhook' }
  if (headers['x-circle-key-id'] || headers['x-amz-sns-message-type'])
    return { provider: 'circle', direction: 'webhook' }
  if (/^WECHATPAY2/.test(authorization)) return { provider: 'wechatpay', direction: 'request' }
  if (/^ALIPAY-SHA256/.test(authorization)) return { provider: 'alipay', direction: 'request' }
  // A notification names no app.
  if (/^LKLAPI-/.test(authorization))
    return { provider: 'lakala', direction: /[\s,]appid="/.test(authorization) ? 'request' : 'webhook' }
  // A notification by SM2 is signed as a request is, and says how it is encrypted.
  if (/^YOP-/.test(authorization) || headers['x-yop-appkey'])
    return {
      provider: 'yeepay',
      direction: headers['x-yop-encrypt'] && !/\/yop-center\//.test(url) ? 'webhook' : 'request',
    }
  if (headers['client-id'] && headers.signature)
    return { provider: 'antom', direction: /^https?:\/\/[^/]*\/ams\//.test(url) ? 'request' : 'webhook' }
  const text = textOf(body)
  if (/^\s*<xml>[\s\S]*<mch_id>/.test(text)) return ofTenpay(url, text)
  if (isQuestionToLedger(text)) return { provider: 'xrpl', direction: 'request' }
  const fields = fieldsOf(url, text)
  if (fields.customerIdentification && fields.response) return { provider: 'yeepay', direction: 'webhook' }
  // Its notices do not say whose key they are signed by.
  if (fields.rsaSign) return { provider: 'baidu', direction: fields.appKey ? 'request' : 'webhook' }
  if (fields.signMethod && fields.merId)
    return { provider: 'unionpay', direction: fields.respCode === undefined ? 'request' : 'webhook' }
  // What its gateway calls names the method that is called; what it sends names what it is about.
  if (fields.app_id && fields.sign)
    return {
      provider: 'alipay',
      direction:
        fields.biz_content && !fields.notify_id && !fields.msg_method
          ? 'request'
          : isReturn(fields)
            ? 'webhook'
            : fields.method
              ? 'request'
              : 'webhook',
    }
  const host = URL.canParse(url) ? new URL(url).hostname : ''
  const known = /^open-(sea|na|de)[\w-]*\.alipay\.com$/.test(host)
    ? 'antom'
    : hosts.find(([name]) => name.test(host))?.[1]
  return known && { provider: known, direction: 'request' }
}

/**
 * XML of WeChat Pay’s second API, or of QQ Wallet, both of Tenpay’s making; at whatever host, as a relay has its own. A call of WeChat
 * Pay’s names an app, whose id begins with wx, or is known by its path; QQ Wallet’s apps are digits, and many of its messages have none.
 */
function ofTenpay(url: string, xml: string): Pick<Message, 'provider' | 'direction'> {
  const [, host = '', path = ''] = /^(?:https?:\/\/([^/?#]*))?([^?#]*)/.exec(url) ?? []
  if (/^(api\.)?qpay\.qq\.com$/.test(host) || /\/qpay_\w+\.cgi$/.test(path))
    return { provider: 'qqpay', direction: 'request' }
  const isWechat =
    /(^|\.)(weixin\.qq\.com|wechatpay\.cn)$/.test(host) ||
    /^\/(pay|secapi|mmpaymkttransfers|mmpaysptrans|risk|tools|sandboxnew|xdc|papay|billcommentsp)\//.test(path) ||
    /<(appid|mch_appid|wxappid|sub_appid)>(<!\[CDATA\[)?wx/.test(xml)
  if (isWechat) return { provider: 'wechatpay', direction: 'request' }
  return { provider: 'qqpay', direction: /<(trade_state|bank_type|time_end)>/.test(xml) ? 'webhook' : 'request' }
}

/** The payer’s browser comes back with the method that it was sent out with, and `.return` behind it. */
const isReturn = ({ method = '' }: Record<string, string>) => method.endsWith('.return')

function ofReply({ headers, body }: WireReply): Provider | undefined {
  if (headers['wechatpay-signature']) return 'wechatpay'
  if (headers['alipay-signature']) return 'alipay'
  if (headers['client-id'] && headers['response-time']) return 'antom'
  if (headers['lklapi-signature']) return 'lakala'
  if (headers['x-yop-sign']) return 'yeepay'
  const text = textOf(body)
  if (/^\s*\{\s*"result"\s*:\s*\{/.test(text) && /"status"\s*:\s*"(success|error)"/.test(text)) return 'xrpl'
  if (/"\w+_response"\s*:/.test(text) && /"sign"\s*:/.test(text)) return 'alipay'
  if (/(^|&)signMethod=/.test(text) && /(^|&)respCode=/.test(text)) return 'unionpay'
  return undefined
}

/** JSON-RPC of the methods that a server of the XRP Ledger has. */
const isQuestionToLedger = (text: string) =>
  /^\s*\{/.test(text) &&
  /"method"\s*:\s*"(account_(info|tx|lines)|ledger|server_info|tx|fee|submit)"/.test(text) &&
  /"params"\s*:\s*\[/.test(text)

const textOf = (body: Uint8Array | undefined) => new TextDecoder('latin1').decode(body?.subarray(0, 1_000_000))

export function fieldsOf(url: string, form: string): Record<string, string> {
  const query = url.includes('?') ? url.slice(url.indexOf('?') + 1) : ''
  const read = (text: string) => {
    try {
      return readForm(text, 'binary')
    } catch {
      return {}
    }
  }
  return { ...read(query), ...(/^[\w.-]+=/.test(form) ? read(form) : {}) }
}

/** The time that a message says of itself, where the capture says none: it is then not compared with any clock. */
function timeOf(headers: Readonly<Record<string, string>>, request?: WireRequest): number | undefined {
  const signed = /(?:timestamp="?|yop-auth-v3\/[^/]+\/)([\w:.-]+)/.exec(headers.authorization ?? '')?.[1]
  const given =
    signed ??
    headers['wechatpay-timestamp'] ??
    headers['alipay-timestamp'] ??
    headers['request-time'] ??
    headers['response-time'] ??
    headers['lklapi-timestamp']?.replaceAll('"', '') ??
    (request && chinaTime(fieldsOf(request.url, textOf(request.body)).timestamp))
  if (given === undefined) return undefined
  // Seconds have ten digits, milliseconds thirteen; Antom also writes dates.
  const time = /^\d+$/.test(given) ? Number(given) * (given.length < 12 ? 1000 : 1) : Date.parse(given)
  return Number.isFinite(time) ? time : undefined
}

const chinaTime = (text: string | undefined) => text && `${text.replace(' ', 'T')}+08:00`
