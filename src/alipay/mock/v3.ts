import { decryptAesCbc, encryptAesCbc, fromBase64, signRsaSha256, toBase64, verifyRsaSha256 } from '#crypto'
import { parseJson } from '../../codec/json.js'
import type { WireReply, WireRequest } from '../../core/transport.js'
import { utf8 } from '../../crypto/bytes.js'
import type { Fault } from '../../mock/faults.js'
import { v3ReplyText, v3RequestText } from '../canonical.js'
import { methods, v3Scheme } from '../wire.js'
import { methodHandlers } from './methods.js'
import { newTraceId, randomText } from './numbers.js'
import { isRefusal, type Json, type Platform, refuse, throwFault } from './platform.js'

/** `/v3/…`: REST, signed in headers. Business refusals have the sub_code of V2 as their code. */
export async function handleRest(
  platform: Platform,
  request: WireRequest,
  fault: Fault | undefined,
): Promise<WireReply> {
  const path = request.url.slice(request.url.indexOf('/', 'https://'.length))
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
  )
  const raw = request.body ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(request.body) : ''
  try {
    await checkAuthorization(platform, headers, request.method, path, raw)
    throwFault(fault)
    if (typeof fault === 'object') throw refuse(String(fault.status), fault.code, fault.message ?? fault.code)
    const method = Object.values(methods).find(([, rest]) => rest === path.split('?')[0])?.[0]
    const handler = method && methodHandlers[method]
    // What the real one says to the other of GET and POST is unconfirmed; that it serves one of them is documented.
    const isGet = method === methods.transferQuery[0] || method === methods.agreementQuery[0]
    if (!handler || request.method !== (isGet ? 'GET' : 'POST'))
      throw refuse('40002', 'isv.invalid-method', '不存在的方法名')
    const content = isGet
      ? Object.fromEntries(new URL(request.url).searchParams)
      : await readContent(platform, headers, raw)
    const { notify_url } = content
    const notifyUrl = typeof notify_url === 'string' ? notify_url : undefined
    // V3 has neither; that a payment still in process is told by what is missing from it is unconfirmed.
    const { code: _code, msg: _msg, ...body } = handler(platform, content, { method, notifyUrl, returnUrl: undefined })
    if (fault === 'system-error-after') throw refuse('20000', 'isp.unknow-error', '系统繁忙')
    return answer(platform, 200, body, fault, headers['alipay-encrypt-type'] === 'AES')
  } catch (error) {
    if (!isRefusal(error)) throw error
    const code = error.subCode.replace(/^(isv|isp|aop)\./, '')
    return answer(platform, statusOf(error.code), { code, message: error.message, links: [] }, fault, false)
  }
}

/** The statuses are assumed, but for 400 and 401. */
const statusOf = (code: string) =>
  /^\d{3}$/.test(code) ? Number(code) : ({ '20000': 500, '20001': 401, '40005': 429, '40006': 403 }[code] ?? 400)

async function checkAuthorization(
  { identity, clock }: Platform,
  headers: Record<string, string>,
  method: string,
  path: string,
  body: string,
): Promise<void> {
  const refused = (code: string, message: string) => refuse('40002', `isv.${code}`, message)
  const missing = (name: string) => refuse('40001', `isv.missing-${name}`, `缺少${name}参数`)
  const [scheme, ...rest] = (headers.authorization ?? '').split(' ')
  if (!scheme) throw missing('signature')
  if (scheme !== v3Scheme) throw refused('invalid-signature-type', '无效的签名类型')
  const [, text, sign] = /^(.+),sign=([^,]+)$/.exec(rest.join(' ')) ?? []
  if (!text || !sign) throw missing('signature')
  const fields = Object.fromEntries(text.split(',').map((pair) => pair.split('=') as [string, string]))
  if (!fields.app_id) throw missing('app-id')
  if (!fields.timestamp) throw missing('timestamp')
  if (!fields.nonce) throw refused('invalid-parameter', '缺少nonce参数')
  if (fields.app_id !== identity.appId) throw refused('invalid-app-id', '无效的AppID参数')
  const age = clock.now() - Number(fields.timestamp)
  if (Number.isNaN(age)) throw refused('invalid-timestamp', '非法的时间戳参数')
  // The real tolerance is unconfirmed; ten minutes here, unless the request names its own.
  const seconds = Number(fields.expired_seconds ?? 600)
  if (!(age < seconds * 1000 && age > -600_000)) throw refused('illegal-timestamp', '时间戳已过期')
  const { certificates } = identity
  if (certificates && !fields.app_cert_sn) throw missing('app-cert-sn')
  if (certificates && fields.app_cert_sn !== certificates.sns.app)
    throw refused('app-cert-not-exist', '应用公钥证书不存在')
  if (certificates && !headers['alipay-root-cert-sn']) throw missing('alipay-root-cert-sn')
  if (certificates && headers['alipay-root-cert-sn'] !== certificates.sns.root)
    throw refused('invalid-alipay-root-cert-sn', '支付宝根证书序列号错误')
  const signature = fromBase64(sign)
  const message = v3RequestText(text, method, path, body, headers['alipay-app-auth-token'])
  if (!signature || !(await verifyRsaSha256(identity.merchant.publicKey, signature, message)))
    throw refused('invalid-signature', '验签出错')
}

async function readContent({ identity }: Platform, headers: Record<string, string>, raw: string): Promise<Json> {
  let text = raw || '{}'
  if (headers['alipay-encrypt-type'] === 'AES') {
    const key = identity.contentKey && fromBase64(identity.contentKey)
    const bytes = fromBase64(raw)
    const plain = key && bytes && (await decryptAesCbc(key, bytes).catch(() => undefined))
    if (!plain) throw refuse('40003', 'isv.decryption-error-unknown', '解密出错，未知异常')
    text = new TextDecoder().decode(plain)
  }
  try {
    const value = parseJson(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json
  } catch {
    // Told below.
  }
  throw refuse('40002', 'isv.invalid-parameter', '请求体不是合法的JSON')
}

/** Signed in headers, refusals too. */
async function answer(
  { identity, clock }: Platform,
  status: number,
  body: Json,
  fault: Fault | undefined,
  encrypt: boolean,
): Promise<WireReply> {
  const plain = JSON.stringify(body)
  const key = encrypt && identity.contentKey && fromBase64(identity.contentKey)
  const text = key ? toBase64(await encryptAesCbc(key, utf8(plain))) : plain
  const timestamp = String(clock.now() - (fault === 'stale-timestamp' ? 3_600_000 : 0))
  const nonce = randomText(16)
  const privateKey = fault === 'wrong-signature' || fault === 'probe' ? identity.stranger : identity.alipay.privateKey
  const sn = fault === 'unknown-serial' ? '0'.repeat(32) : identity.certificates?.sns.alipay
  return {
    status,
    headers: {
      'content-type': key ? 'text/plain' : 'application/json;charset=utf-8',
      'alipay-trace-id': newTraceId(),
      ...(identity.certificates && sn && { 'alipay-sn': sn }),
      ...(fault !== 'unsigned' && {
        'alipay-timestamp': timestamp,
        'alipay-nonce': nonce,
        'alipay-signature': toBase64(await signRsaSha256(privateKey, utf8(v3ReplyText(timestamp, nonce, text)))),
      }),
    },
    body: utf8(text),
  }
}
