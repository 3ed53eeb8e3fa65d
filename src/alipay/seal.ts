import { encryptAesCbc, toBase64 } from '#crypto'
import type { Multipart, Part } from '../codec/multipart.js'
import { toChinaText } from '../codec/time.js'
import { toSigner } from '../core/signer.js'
import type { WireRequest } from '../core/transport.js'
import { version } from '../core/version.js'
import { rsaSha256 } from '../crypto/algorithms.js'
import { toLowerHex, utf8 } from '../crypto/bytes.js'
import type { Signer } from '../crypto/contract.js'
import { type AlipayAccount, type AlipayReceivingAccount, alipaySecrets } from './account.js'
import { requestText, v3RequestText } from './canonical.js'
import { signType, v3Scheme } from './wire.js'

/** A call before it is sealed: parameters under the provider's names. */
export type Unsealed = {
  /** V2 method, `alipay.…`. */
  method: string
  /** V3 path and query; absent for methods that have none. */
  path?: string | undefined
  httpMethod?: 'GET' | 'POST' | undefined
  /** What goes into `biz_content` (V2) or the body (V3), as JSON text; empty for a V2 method that takes none. */
  content: string
  /** Puts the texts that are signed beside files, which are not. Only who uploads brings the code for it. */
  upload?: ((texts: readonly Part[]) => Multipart) | undefined
  /** Parameters beside `biz_content`, such as `notify_url`. */
  beside?: Readonly<Record<string, string | undefined>> | undefined
}

/** Signs a call by the account's generation of the API. */
export const seal = (account: AlipayAccount, call: Unsealed, host: string): Promise<WireRequest> =>
  account.api === 'v3' && call.path !== undefined ? sealV3(account, call, call.path, host) : sealV2(account, call, host)

async function sealV2(account: AlipayAccount, call: Unsealed, host: string): Promise<WireRequest> {
  const parameters = await signedParameters(account, call)
  const { url, contentType, bytes } = call.upload ? asUpload(parameters, call.beside, call.upload) : asForm(parameters)
  return {
    method: 'POST',
    url: `${host}/gateway.do?${url}`,
    headers: { accept: 'application/json', 'content-type': contentType, 'user-agent': `shroff/${version}` },
    body: bytes,
  }
}

const asForm = (parameters: Record<string, string>) => ({
  url: 'charset=utf-8',
  contentType: 'application/x-www-form-urlencoded;charset=utf-8',
  bytes: utf8(new URLSearchParams(parameters).toString()),
})

/** As the official clients send it: the caller's texts are parts beside the files, and all others stand in the address. */
function asUpload(
  parameters: Record<string, string>,
  beside: Unsealed['beside'] = {},
  upload: NonNullable<Unsealed['upload']>,
) {
  const entries = Object.entries(parameters)
  const texts = entries
    .filter(([name]) => Object.hasOwn(beside, name))
    .map(([name, text]) => ({ name, bytes: utf8(text) }))
  const url = new URLSearchParams(entries.filter(([name]) => !Object.hasOwn(beside, name))).toString()
  return { url, ...upload(texts) }
}

/** All V2 parameters with their signature, which comes last. For page-style payments these are the whole request. */
export async function signedParameters(account: AlipayAccount, call: Unsealed): Promise<Record<string, string>> {
  const { contentKey, appAuthToken } = alipaySecrets(account)
  const { certificateSns } = account
  const key = call.content && contentKey
  const given: Record<string, string | undefined> = {
    app_id: account.appId,
    method: call.method,
    format: 'JSON',
    charset: 'utf-8',
    sign_type: signType,
    timestamp: toChinaText(account.clock.now()),
    version: '1.0',
    app_auth_token: appAuthToken,
    app_cert_sn: certificateSns?.app,
    alipay_root_cert_sn: certificateSns?.root,
    ...call.beside,
    encrypt_type: key && 'AES',
    biz_content: key ? toBase64(await encryptAesCbc(key, utf8(call.content))) : call.content,
  }
  const parameters: Record<string, string> = {}
  // An empty parameter is signed by some sides and not by others, so none is ever sent.
  for (const [name, value] of Object.entries(given)) if (value) parameters[name] = value
  return { ...parameters, sign: await sign(account, requestText(parameters)) }
}

async function sealV3(account: AlipayAccount, call: Unsealed, path: string, host: string): Promise<WireRequest> {
  const { contentKey, appAuthToken } = alipaySecrets(account)
  const { certificateSns, appId, clock } = account
  const method = call.httpMethod ?? 'POST'
  const content = method === 'GET' ? '' : call.content
  const body = contentKey && content ? toBase64(await encryptAesCbc(contentKey, utf8(content))) : content
  const certificate = certificateSns ? `app_cert_sn=${certificateSns.app},` : ''
  const authorization = `app_id=${appId},${certificate}nonce=${nonceOf(account)},timestamp=${clock.now()}`
  const url = new URL(host + path)
  // Of an upload only the content is signed, never a file.
  const data = { name: 'data', contentType: 'application/json', bytes: utf8(content) }
  const upload = call.upload?.(content ? [data] : [])
  const signature = await sign(
    account,
    v3RequestText(authorization, method, url.pathname + url.search, body, appAuthToken),
  )
  return {
    method,
    url: url.href,
    headers: {
      accept: 'application/json',
      authorization: `${v3Scheme} ${authorization},sign=${signature}`,
      'alipay-request-id': nonceOf(account),
      'user-agent': `shroff/${version}`,
      ...(body && { 'content-type': contentKey ? 'text/plain' : 'application/json' }),
      ...(upload && { 'content-type': upload.contentType }),
      ...(contentKey && { 'alipay-encrypt-type': 'AES' }),
      ...(certificateSns && { 'alipay-root-cert-sn': certificateSns.root }),
      ...(appAuthToken && { 'alipay-app-auth-token': appAuthToken }),
    },
    ...((body || upload) && { body: upload?.bytes ?? utf8(body) }),
  }
}

/** Base64 signature of a canonical text by the application's private key. */
export async function sign(account: AlipayReceivingAccount, text: string): Promise<string> {
  const signer = await signerOf(account)
  return toBase64(await signer.sign(utf8(text)))
}

/** The application's signer; a key is imported once and kept. */
export function signerOf(account: AlipayReceivingAccount): Promise<Signer> {
  const held = alipaySecrets(account)
  held.signer ??= held
    .vet()
    .then(() => toSigner(held.privateKey, 'privateKey: the application’s private key (应用私钥)', rsaSha256))
  return held.signer
}

const nonceOf = (account: AlipayReceivingAccount) => toLowerHex(account.randomBytes(16))
