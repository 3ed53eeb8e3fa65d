import { fromBase64, sha256, verify } from '#crypto'
import type { WireRequest } from '../../core/transport.js'
import { windowSeconds } from '../../core/window.js'
import { fromUtf8, toLowerHex } from '../../crypto/bytes.js'
import type { Fault } from '../../mock/faults.js'
import { type Json, readJsonObject, targetOf } from '../../mock/http.js'
import { readMultipart, type UploadedFile } from '../../mock/multipart.js'
import { refuse } from '../../mock/refusal.js'
import { requestMessage } from '../canonical.js'
import { isOfAnotherMock } from './identity.js'
import { type Platform, schemeOf } from './platform.js'

const authorizationForm = 'Http头Authorization值格式错误，请参考《微信支付商户REST API签名规则》'

/** Checks a request as WeChat Pay does, in its order (docs 4012365334, 4012072670, 4012081709), and reads its body. */
export async function checkRequest(
  platform: Platform,
  request: WireRequest,
  fault: Fault | undefined,
): Promise<{ body: Json; files: readonly UploadedFile[] }> {
  const { identity, witness } = platform
  const { headers } = request
  witness?.checking('form')
  const transactions = /^\/v3\/pay\/(partner\/)?transactions\//.test(targetOf(request))
  if (!transactions && !(headers['user-agent'] && headers.accept))
    throw refuse(400, 'INVALID_REQUEST', 'Http头缺少Accept或User-Agent')
  const given = readAuthorization(headers.authorization)
  if (!given) throw refuse(401, 'SIGN_ERROR', transactions ? '签名信息错误，验签失败' : authorizationForm)
  const { signed, files } = readParts(request)
  await checkSignature(platform, request, given, signed)
  witness?.checking('nonce')
  if (fault === 'nonce-refused' || isRepeated(platform, given.nonce_str))
    throw refuse(401, 'SIGN_ERROR', 'Http头Authorization中的nonce_str重复')
  witness?.checking('fault')
  throwFault(platform, fault)
  witness?.checking('content')
  const body = signed === '' ? {} : readJsonObject(signed)
  if (!body) throw refuse(400, 'PARAM_ERROR', '无法将JSON输入源映射到目标对象，请检查JSON格式')
  witness?.checking('account')
  if ([body.mchid, body.sp_mchid].some((id) => id !== undefined && id !== given.mchid))
    throw refuse(400, 'PARAM_ERROR', 'http header中的mchid与post payload中的mchid不匹配')
  if (given.mchid !== identity.merchantId) {
    // The refund page gives it another status than the others.
    const status = targetOf(request).startsWith('/v3/refund/') ? 404 : 400
    throw refuse(status, 'MCH_NOT_EXISTS', `商户号不存在 (this mock gateway plays for merchant ${identity.merchantId})`)
  }
  if (files.length > 0) witness?.checking('files')
  await checkFiles(body, files)
  witness?.checking('business')
  return { body, files }
}

/** No signature covers a file but by its hash in what is signed. */
async function checkFiles({ sha256: named }: Json, files: readonly UploadedFile[]): Promise<void> {
  if (named === undefined) return
  const hashes = await Promise.all(files.map(async ({ bytes }) => toLowerHex(await sha256(bytes))))
  if (hashes.some((hash) => hash !== named)) throw refuse(400, 'INVALID_REQUEST', '文件的sha256与meta中的不一致')
}

const otherMock = 'the account seems to be of another mock gateway: take account and transport from the same one'

type Authorization = NonNullable<ReturnType<typeof readAuthorization>>

async function checkSignature(
  { identity, clock, witness }: Platform,
  request: WireRequest,
  given: Authorization,
  body: string,
): Promise<void> {
  witness?.checking('time')
  const off = Math.abs(clock.now() / 1000 - Number(given.timestamp))
  if (off > windowSeconds) {
    const words = 'Http头Authorization中的timestamp与发起请求的时间不得超过5分钟'
    // No clock is off by days: the account lives by another one.
    throw refuse(401, 'SIGN_ERROR', off < 86_400 ? words : `${words} (${otherMock}, whose clock stands elsewhere)`)
  }
  witness?.checking('key')
  if (given.scheme !== schemeOf(identity.merchant)) throw refuse(401, 'SIGN_ERROR', 'HTTP头Authorization认证类型不正确')
  if (given.serial_no.toUpperCase() !== identity.merchant.serial) {
    const words = '商户证书序列号有误。请使用签名私钥匹配的证书序列号'
    throw refuse(401, 'SIGN_ERROR', isOfAnotherMock(given.serial_no) ? `${words} (${otherMock})` : words)
  }
  witness?.checking('signature')
  const message = requestMessage(request.method, targetOf(request), given.timestamp, given.nonce_str, body)
  witness?.expected(message)
  const signature = fromBase64(given.signature)
  if (!signature || !(await verify(identity.merchant.algorithm, identity.merchant.publicKey, signature, message)))
    throw refuse(401, 'SIGN_ERROR', '签名错误')
}

function isRepeated({ nonces, unconfirmed }: Platform, nonce: string): boolean {
  const repeated = nonces.has(nonce)
  if (unconfirmed.refusesRepeatedNonces) nonces.add(nonce)
  return repeated
}

/** What of the body is signed: of an upload only its `meta`, never the file. */
function readParts({ headers, body }: WireRequest): { signed: string; files: readonly UploadedFile[] } {
  const upload = readMultipart(headers['content-type'], body)
  if (upload) return { signed: upload.fields.meta ?? '', files: upload.files }
  try {
    return { signed: body ? fromUtf8(body) : '', files: [] }
  } catch {
    throw refuse(400, 'INVALID_REQUEST', '请求体编码不是UTF-8')
  }
}

function throwFault({ unconfirmed }: Platform, fault: Fault | undefined): void {
  if (fault === 'system-error-before') throw refuse(500, 'SYSTEM_ERROR', '系统错误')
  if (fault === 'unavailable') throw refuse(503, 'SERVICE_UNAVAILABLE', '服务不可用')
  if (fault === 'rate-limited') throw refuse(429, unconfirmed.rateLimitCode ?? 'FREQUENCY_LIMITED', '频率超限')
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
