import { fromBase64, verify } from '#crypto'
import { rsaSha256 } from '../../crypto/algorithms.js'
import { v3RequestText } from '../canonical.js'
import { v3Scheme } from '../wire.js'
import type { Platform } from './platform.js'
import { refuse } from './refusals.js'

export type Headers = Readonly<Record<string, string | undefined>>
/** What the signature covers beside the authorization itself. */
export type Signed = { readonly method: string; readonly path: string; readonly body: string }

/** Header, application, time, certificates, signature: in this order. */
export async function checkAuthorization(
  { identity, clock, options, witness }: Platform,
  headers: Headers,
  { method, path, body }: Signed,
  isHere: boolean,
): Promise<void> {
  witness?.checking('form')
  const [scheme, ...rest] = (headers.authorization ?? '').split(' ')
  if (!scheme) throw missing('signature')
  if (scheme !== v3Scheme) throw refused('invalid-signature-type', '无效的签名类型')
  const [, text = '', sign] = /^(.+?)(?:,sign=([^,]+))?$/.exec(rest.join(' ')) ?? []
  const fields = Object.fromEntries(text.split(',').map((pair) => pair.split('=') as [string, string]))
  if (!fields.app_id) throw missing('app-id')
  witness?.checking('account')
  if (!isHere || fields.app_id !== identity.appId) throw refused('invalid-app-id', '无效的AppID参数')
  witness?.checking('form')
  if (!sign) throw missing('signature')
  if (!fields.timestamp) throw missing('timestamp')
  if (!fields.nonce) throw refused('invalid-parameter', '缺少nonce参数')
  witness?.checking('time')
  const age = clock.now() - Number(fields.timestamp)
  if (Number.isNaN(age)) throw refused('invalid-timestamp', '非法的时间戳参数')
  // The real tolerance is unconfirmed; ten minutes here, unless the request names its own.
  const seconds = Number(fields.expired_seconds ?? 600)
  if (!(age < seconds * 1000 && age > -600_000)) throw refused('illegal-timestamp', '时间戳已过期')
  const { certificates } = identity
  if (certificates) witness?.checking('key')
  const rootSn = headers['alipay-root-cert-sn']
  if (certificates && !fields.app_cert_sn) throw missing('app-cert-sn')
  if (certificates && fields.app_cert_sn !== certificates.sns.app)
    throw refused('app-cert-not-exist', '应用公钥证书不存在')
  if (certificates && !rootSn && options.unconfirmed?.v3AsksForRootSn) throw missing('alipay-root-cert-sn')
  if (certificates && rootSn && rootSn !== certificates.sns.root)
    throw refused('invalid-alipay-root-cert-sn', '支付宝根证书序列号错误')
  witness?.checking('signature')
  const signature = fromBase64(sign)
  const message = v3RequestText(text, method, path, body, headers['alipay-app-auth-token'])
  witness?.expected(message)
  if (!signature || !(await verify(rsaSha256, identity.merchant.publicKey, signature, message)))
    throw refused('invalid-signature', '验签出错')
}

const refused = (code: string, message: string) => refuse(`isv.${code}`, message)
const missing = (name: string) => refuse(`isv.missing-${name}`, `缺少${name}参数`)
