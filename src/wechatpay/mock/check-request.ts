import { fromBase64, verifyRsaSha256 } from '#crypto'
import { parseJson } from '../../codec/json.js'
import type { WireRequest } from '../../core/transport.js'
import { fromUtf8 } from '../../crypto/bytes.js'
import type { Fault } from '../../mock/faults.js'
import { requestMessage } from '../canonical.js'
import { scheme, windowSeconds } from '../wire.js'
import type { Json, Platform } from './platform.js'
import { refuse } from './refusal.js'

/** Checks a request as WeChat Pay does, in its order (docs 4012365334, 4012072670, 4012081709), and reads its body. */
export async function checkRequest(
  gateway: Platform,
  request: WireRequest,
  path: string,
  fault: Fault | undefined,
): Promise<Json> {
  const { identity, clock } = gateway
  const { headers } = request
  const transactions = /^\/v3\/pay\/(partner\/)?transactions\//.test(path)

  if (!transactions && !(headers['user-agent'] && headers.accept)) {
    throw refuse(400, 'INVALID_REQUEST', 'Http头缺少Accept或User-Agent')
  }

  const given = readAuthorization(headers.authorization)
  if (!given) {
    const words = 'Http头Authorization值格式错误，请参考《微信支付商户REST API签名规则》'
    throw refuse(401, 'SIGN_ERROR', transactions ? '签名信息错误，验签失败' : words)
  }
  if (Math.abs(clock.now() / 1000 - Number(given.timestamp)) > windowSeconds) {
    throw refuse(401, 'SIGN_ERROR', 'Http头Authorization中的timestamp与发起请求的时间不得超过5分钟')
  }
  if (given.scheme !== scheme) throw refuse(401, 'SIGN_ERROR', 'HTTP头Authorization认证类型不正确')
  if (given.serial_no !== identity.merchant.serial) {
    throw refuse(401, 'SIGN_ERROR', '商户证书序列号有误。请使用签名私钥匹配的证书序列号')
  }
  const text = readText(request.body)
  const message = requestMessage(request.method, path, given.timestamp, given.nonce_str, text)
  const signature = fromBase64(given.signature)
  if (!signature || !(await verifyRsaSha256(identity.merchant.publicKey, signature, message)))
    throw refuse(401, 'SIGN_ERROR', '签名错误')
  if (fault === 'nonce-refused') throw refuse(401, 'SIGN_ERROR', 'Http头Authorization中的nonce_str重复')

  throwFault(fault)
  const body = text === '' ? {} : readBody(text)
  const merchants = [body.mchid, body.sp_mchid].filter((id) => id !== undefined)
  if (given.mchid !== identity.merchantId || merchants.some((id) => id !== given.mchid)) {
    throw refuse(400, 'PARAM_ERROR', 'http header中的mchid与post payload中的mchid不匹配')
  }
  return body
}

function throwFault(fault: Fault | undefined): void {
  if (fault === 'system-error-before') throw refuse(500, 'SYSTEM_ERROR', '系统错误')
  if (fault === 'unavailable') throw refuse(503, 'SERVICE_UNAVAILABLE', '服务不可用')
  // The documentation names this code in two ways; which one is sent is unconfirmed.
  if (fault === 'rate-limited') throw refuse(429, 'FREQUENCY_LIMITED', '频率超限')
  if (typeof fault === 'object') throw refuse(fault.status, fault.code, fault.message ?? fault.code)
}

/** Five `name="value"` pairs after the scheme, in any order, nothing else. */
function readAuthorization(header: string | undefined) {
  const parts = /^(WECHATPAY2-[0-9A-Z-]+) ([a-z_]+="[^"]*"(?:,[a-z_]+="[^"]*"){4})$/.exec(header ?? '')
  if (!parts) return undefined
  const pairs = new Map(Array.from(parts[2]!.matchAll(/(?:^|,)([a-z_]+)="([^"]*)"/g), (pair) => [pair[1]!, pair[2]!]))
  const read = (name: string) => pairs.get(name) ?? ''
  const given = {
    scheme: parts[1]!,
    mchid: read('mchid'),
    nonce_str: read('nonce_str'),
    timestamp: read('timestamp'),
    serial_no: read('serial_no'),
    signature: read('signature'),
  }
  const complete = pairs.size === 5 && Object.values(given).every(Boolean) && /^\d+$/.test(given.timestamp)
  return complete ? given : undefined
}

function readText(body: Uint8Array | undefined): string {
  try {
    return body ? fromUtf8(body) : ''
  } catch {
    throw refuse(400, 'INVALID_REQUEST', '请求体编码不是UTF-8')
  }
}

function readBody(text: string): Json {
  try {
    const value = parseJson(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json
  } catch {
    // Told below: what is not JSON and what is not an object are refused alike.
  }
  throw refuse(400, 'PARAM_ERROR', '无法将JSON输入源映射到目标对象，请检查JSON格式')
}
