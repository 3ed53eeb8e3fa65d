import { fromBase64, verify } from '#crypto'
import { gbk } from '../../codec/gbk.js'
import type { WireRequest } from '../../core/transport.js'
import { rsaSha256 } from '../../crypto/algorithms.js'
import { utf8 } from '../../crypto/bytes.js'
import { readMultipart, type UploadedFile } from '../../mock/multipart.js'
import { requestText } from '../canonical.js'
import { signType } from '../wire.js'
import type { Platform } from './platform.js'
import { refuse } from './refusals.js'

export type Parameters = Readonly<Record<string, string>>

/** Query and body are one set of parameters, wherever a client puts them, in the charset that they name. Files are no part. */
export function readParameters({ url, headers, body }: WireRequest): {
  parameters: Parameters
  files: readonly UploadedFile[]
} {
  const upload = readMultipart(headers['content-type'], body)
  const query = url.includes('?') ? url.slice(url.indexOf('?') + 1) : ''
  const form = upload ? '' : Array.from(body ?? [], (byte) => String.fromCharCode(byte)).join('')
  // Of a repeated name the last is taken; unconfirmed.
  const bytes = Object.fromEntries([query, form].flatMap((part) => part.split('&').filter(Boolean).map(unescaped)))
  const decoder = new TextDecoder(isGbk(bytes.charset) ? 'gbk' : 'utf-8', { ignoreBOM: true })
  const read = (text: string) => decoder.decode(Uint8Array.from(text, (byte) => byte.charCodeAt(0)))
  const texts = Object.entries(bytes).map(([name, value]) => [read(name), read(value)])
  return { parameters: { ...Object.fromEntries(texts), ...upload?.fields }, files: upload?.files ?? [] }
}

/** Name and value with one character for each byte. */
function unescaped(pair: string): [string, string] {
  const [name = '', ...value] = pair
    .replaceAll('+', ' ')
    .split('=')
    .map((part) => part.replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))))
  return [name, value.join('=')]
}

/** It decides the bytes that are signed, and what the answer comes in. */
export const encoderOf = ({ charset }: Parameters): ((text: string) => Uint8Array) => (isGbk(charset) ? gbk : utf8)

const isGbk = (charset: string | undefined) => /^(gbk|gb2312)$/i.test(charset ?? '')

/** Some methods have parameters of their own beside `biz_content`, or in its place. */
export const ownParameters = (parameters: Parameters): Parameters =>
  Object.fromEntries(Object.entries(parameters).filter(([name]) => !common.has(name)))

const common: ReadonlySet<string> = new Set([
  ...['app_id', 'method', 'format', 'charset', 'sign_type', 'sign', 'timestamp', 'version', 'biz_content'],
  ...['notify_url', 'return_url', 'app_auth_token', 'auth_token', 'app_cert_sn', 'alipay_root_cert_sn', 'encrypt_type'],
  ...['alipay_sdk', 'ws_service_url', 'target_app_id', 'terminal_type', 'terminal_info', 'prod_code'],
])

/** The application before all else, as in production: without any signature an unknown one is told of itself. */
export function checkApplication(
  { identity, witness }: Platform,
  { method, app_id }: Parameters,
  isHere: boolean,
): void {
  witness?.checking('form')
  if (!method) throw missing('method')
  if (!app_id) throw missing('app-id')
  witness?.checking('account')
  if (!isHere || app_id !== identity.appId) throw refuse('isv.invalid-app-id', '无效的AppID参数')
}

/** Checks in the order of the gateway's own codes. */
export async function checkParameters(platform: Platform, parameters: Parameters): Promise<void> {
  const { identity, witness } = platform
  witness?.checking('form')
  const { sign, sign_type, timestamp, version, charset } = parameters
  if (!sign_type) throw missing('signature-type')
  if (!timestamp) throw missing('timestamp')
  if (!version) throw missing('version')
  if (!sign) throw missing('signature')
  if (sign_type !== signType) throw invalid('signature-type', '无效的签名类型')
  if (charset && !/^(utf-?8|gbk|gb2312)$/i.test(charset)) throw invalid('charset', '字符集错误')
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(timestamp)) throw invalid('timestamp', '非法的时间戳参数')
  const { certificates } = identity
  if (certificates) witness?.checking('key')
  if (certificates && parameters.app_cert_sn !== certificates.sns.app)
    throw refuse('isv.app-cert-not-exist', '应用公钥证书不存在')
  if (certificates && parameters.alipay_root_cert_sn !== certificates.sns.root)
    throw invalid('alipay-root-cert-sn', '支付宝根证书序列号错误')
  witness?.checking('signature')
  await checkSignature(platform, parameters, sign)
}

async function checkSignature({ identity, witness }: Platform, parameters: Parameters, sign: string): Promise<void> {
  // Base64 whose plus signs arrived as blanks, as some clients send it, is not repaired.
  const signature = fromBase64(sign)
  const encode = encoderOf(parameters)
  const fits = async (text: string) =>
    signature !== undefined && (await verify(rsaSha256, identity.merchant.publicKey, signature, encode(text)))
  const text = requestText(parameters)
  witness?.expected(text)
  if ((await fits(text)) || (await fits(withEmpty(parameters)))) return
  // The real gateway shows the text that it built, escaped for HTML.
  const shown = text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  throw invalid(
    'signature',
    `验签出错，建议检查签名字符串或签名私钥与应用公钥是否匹配，网关生成的验签字符串为：${shown}`,
  )
}

/** Some clients sign the empty parameters that they send. */
const withEmpty = (parameters: Parameters) =>
  Object.keys(parameters)
    .filter((name) => name !== 'sign')
    .sort()
    .map((name) => `${name}=${parameters[name]}`)
    .join('&')

const missing = (name: string) => refuse(`isv.missing-${name}`, `缺少${name}参数`)
const invalid = (name: string, message: string) => refuse(`isv.invalid-${name}`, message)
