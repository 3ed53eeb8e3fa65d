import { decryptAesCbc, encryptAesCbc, fromBase64, signRsaSha256, toBase64, verifyRsaSha256 } from '#crypto'
import { parseJson } from '../../codec/json.js'
import type { WireReply, WireRequest } from '../../core/transport.js'
import { fromUtf8, utf8 } from '../../crypto/bytes.js'
import type { Fault } from '../../mock/faults.js'
import { requestText } from '../canonical.js'
import { signType } from '../wire.js'
import { cashier, mustBeOfProduct } from './cashier.js'
import { methodHandlers } from './methods.js'
import { newTraceId } from './numbers.js'
import { place } from './orders.js'
import { isRefusal, type Json, type Platform, refuse, throwFault } from './platform.js'

/** `/gateway.do`: query and body are one set of parameters, wherever a client puts them. */
export async function handleGateway(
  platform: Platform,
  request: WireRequest,
  fault: Fault | undefined,
): Promise<WireReply> {
  const parameters = mergeParameters(request)
  const method = parameters.method ?? ''
  const encrypt = parameters.encrypt_type === 'AES'
  try {
    await checkParameters(platform, parameters)
    throwFault(fault)
    if (typeof fault === 'object') throw refuse(codeOf(fault.code), fault.code, fault.message ?? fault.code)
    const content = await readContent(platform, parameters)
    const beside = { method, notifyUrl: parameters.notify_url, returnUrl: parameters.return_url }
    mustBeOfProduct(method, content)
    if (/^alipay\.trade\.(page|wap|app)\.pay$/.test(method)) return cashier(place(platform, content, beside, false))
    const handler = Object.hasOwn(methodHandlers, method) ? methodHandlers[method] : undefined
    if (!handler) throw refuse('40002', 'isv.invalid-method', '不存在的方法名')
    const body = { code: '10000', msg: 'Success', ...handler(platform, content, beside) }
    if (fault === 'system-error-after') throw refuse('20000', 'isp.unknow-error', '系统繁忙')
    return answer(platform, parameters, body, fault, encrypt)
  } catch (error) {
    if (!isRefusal(error)) throw error
    const body = {
      code: error.code,
      msg: words[error.code] ?? 'Business Failed',
      sub_code: error.subCode,
      sub_msg: error.message,
    }
    // Refusals come in the clear, whatever the request was.
    return answer(platform, parameters, body, fault, false)
  }
}

const words: Record<string, string> = {
  '20000': 'Service Currently Unavailable',
  '20001': 'Insufficient Token Permissions',
  '40001': 'Missing Required Arguments',
  '40002': 'Invalid Arguments',
  '40003': 'Insufficient Conditions',
  '40004': 'Business Failed',
  '40005': 'Call Limited',
  '40006': 'Insufficient Permissions',
}

/** The gateway code that a sub_code stands under. */
const codeOf = (subCode: string) =>
  ({ isp: '20000', aop: '20001', isv: '40002' })[/^(isp|aop|isv)\./.exec(subCode)?.[1] ?? ''] ?? '40004'

function mergeParameters({ url, body }: WireRequest): Record<string, string> {
  const query = url.includes('?') ? url.slice(url.indexOf('?') + 1) : ''
  const form = body ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(body) : ''
  // Of a repeated name the last is taken; unconfirmed.
  return Object.fromEntries(new URLSearchParams([query, form].filter(Boolean).join('&')))
}

/** Checks in the order of the gateway's own codes. */
async function checkParameters({ identity }: Platform, parameters: Record<string, string>): Promise<void> {
  const { app_id, sign, sign_type, timestamp, version, charset } = parameters
  const missing = (name: string) => refuse('40001', `isv.missing-${name}`, `缺少${name}参数`)
  if (!parameters.method) throw missing('method')
  if (!app_id) throw missing('app-id')
  if (!sign_type) throw missing('signature-type')
  if (!timestamp) throw missing('timestamp')
  if (!version) throw missing('version')
  if (!sign) throw missing('signature')
  if (app_id !== identity.appId) throw refuse('40002', 'isv.invalid-app-id', '无效的AppID参数')
  if (sign_type !== signType) throw refuse('40002', 'isv.invalid-signature-type', '无效的签名类型')
  if (charset && !/^utf-?8$/i.test(charset)) throw refuse('40002', 'isv.invalid-charset', '字符集错误')
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(timestamp))
    throw refuse('40002', 'isv.invalid-timestamp', '非法的时间戳参数')
  const { certificates } = identity
  if (certificates && parameters.app_cert_sn !== certificates.sns.app)
    throw refuse('40002', 'isv.app-cert-not-exist', '应用公钥证书不存在')
  if (certificates && parameters.alipay_root_cert_sn !== certificates.sns.root)
    throw refuse('40002', 'isv.invalid-alipay-root-cert-sn', '支付宝根证书序列号错误')
  // Base64 whose plus signs arrived as blanks, as some clients send it, is not repaired.
  const signature = fromBase64(sign)
  const fits = async (text: string) =>
    signature !== undefined && (await verifyRsaSha256(identity.merchant.publicKey, signature, text))
  const text = requestText(parameters)
  if ((await fits(text)) || (await fits(withEmpty(parameters)))) return
  // The real gateway shows the text that it built, escaped for HTML.
  const shown = text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  throw refuse(
    '40002',
    'isv.invalid-signature',
    `验签出错，建议检查签名字符串或签名私钥与应用公钥是否匹配，网关生成的验签字符串为：${shown}`,
  )
}

/** Some clients sign the empty parameters that they send. */
const withEmpty = (parameters: Record<string, string>) =>
  Object.keys(parameters)
    .filter((name) => name !== 'sign')
    .sort()
    .map((name) => `${name}=${parameters[name]}`)
    .join('&')

async function readContent({ identity }: Platform, parameters: Record<string, string>): Promise<Json> {
  let text = parameters.biz_content ?? '{}'
  if (parameters.encrypt_type === 'AES') {
    const key = identity.contentKey && fromBase64(identity.contentKey)
    const bytes = fromBase64(text)
    if (!key || !bytes) throw refuse('40003', 'isv.decryption-error-unknown', '解密出错，未知异常')
    try {
      text = fromUtf8(await decryptAesCbc(key, bytes))
    } catch {
      throw refuse('40003', 'isv.decryption-error-unknown', '解密出错，未知异常')
    }
  }
  try {
    const value = parseJson(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json
  } catch {
    // Told below.
  }
  throw refuse('40002', 'isv.invalid-parameter', 'biz_content不是合法的JSON')
}

/**
 * Compact JSON in the order response, alipay_cert_sn, sign: real clients cut the signed part out by these names. Where
 * method or application cannot be told, it is an unsigned `error_response`.
 */
async function answer(
  { identity }: Platform,
  { method = '', app_id }: Record<string, string>,
  body: Json,
  fault: Fault | undefined,
  encrypt: boolean,
): Promise<WireReply> {
  const identified = app_id === identity.appId && /^alipay(\.[a-z]+)+$/.test(method)
  const node = identified ? `${method.replaceAll('.', '_')}_response` : 'error_response'
  // Slashes escaped as in some real answers, so that nobody writes the answer again before verifying it.
  const plain = JSON.stringify(body).replaceAll('/', '\\/')
  const key = encrypt && identity.contentKey && fromBase64(identity.contentKey)
  const signed = key ? `"${toBase64(await encryptAesCbc(key, utf8(plain)))}"` : plain
  const privateKey = fault === 'wrong-signature' || fault === 'probe' ? identity.stranger : identity.alipay.privateKey
  const signature = toBase64(await signRsaSha256(privateKey, utf8(signed)))
  const sn = fault === 'unknown-serial' ? '0'.repeat(32) : identity.certificates?.sns.alipay
  const members = [
    `"${node}":${signed}`,
    identified && identity.certificates && `"alipay_cert_sn":"${sn}"`,
    identified && fault !== 'unsigned' && `"sign":"${signature}"`,
  ]
  return {
    status: 200,
    headers: { 'content-type': 'text/html;charset=utf-8', trace_id: newTraceId() },
    body: utf8(`{${members.filter(Boolean).join(',')}}`),
  }
}
