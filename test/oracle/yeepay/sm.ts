// YeePay's SM algorithms (国密) by the documents, with nothing of the library's: OpenSSL's SM3 and SM4, and the curve of ../wechatpay/sm.ts.
// yeepay-skills: 平台规范/安全认证/鉴权认证机制(SM).md, 回调解密协议.md; scripts/sm/.
import { createDecipheriv } from 'node:crypto'
import { openSm2Bytes, sm2Verifies, sm3 } from '../wechatpay/sm.js'
import { canonicalRequest, cleaned, enc, form, type OracleReply, type OracleRequest } from './wire.js'

const wrong = (what: string): never => {
  throw new Error(`YeePay's SM rules do not allow it: ${what}`)
}
const hex = (text: string | Uint8Array) => sm3(Buffer.from(text as string)).toString('hex')

/** INTEGERs of the two halves, as DER has them. */
function derOf(bare: Buffer): string {
  const integer = (half: Buffer) => {
    let bytes = half
    while (bytes.length > 1 && bytes[0] === 0 && bytes[1]! < 128) bytes = bytes.subarray(1)
    if (bytes[0]! > 127) bytes = Buffer.concat([Buffer.of(0), bytes])
    return Buffer.concat([Buffer.of(2, bytes.length), bytes])
  }
  const content = Buffer.concat([integer(bare.subarray(0, 32)), integer(bare.subarray(32))])
  return Buffer.concat([Buffer.of(0x30, content.length), content]).toString('base64')
}

export function smFits(text: string, signature: string, publicKey: string): boolean {
  const [one = '', mark] = signature.split('$')
  const bare = Buffer.from(one, 'base64url')
  return mark === 'SM3' && bare.length === 64 && sm2Verifies(Buffer.from(text), derOf(bare), publicKey)
}

const lower = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

/** Either way: a request of the merchant's, or a notification. */
function judge(request: OracleRequest, uri: string, query: string, signedNames: string, publicKey: string) {
  const headers = lower(request.headers)
  const [scheme, rest = ''] = (headers.authorization ?? '').split(' ')
  if (scheme !== 'YOP-SM2-SM3') wrong(`the scheme ${scheme}`)
  const [version, appKey = '', timestamp = '', expireSeconds = '', names = '', signature = ''] = rest.split('/')
  if (version !== 'yop-auth-v3' || names !== signedNames) wrong(`the signed headers ${names}`)
  const signed = Object.fromEntries(names.split(';').map((name) => [name, headers[name]!]))
  const text = canonicalRequest({
    appKey,
    timestamp,
    expireSeconds,
    method: request.method,
    uri,
    query,
    headers: signed,
  })
  if (!smFits(text, signature, publicKey)) wrong('the signature does not fit')
  return { headers, expireSeconds, appKey }
}

/** A merchant's request; its form is encoded twice and hashed as it is encoded once. */
export function judgeSmRequest(request: OracleRequest, publicKey: string): void {
  const { pathname, search } = new URL(request.url)
  const sent = request.method === 'GET' ? search.slice(1) : Buffer.from(request.body ?? []).toString()
  const pairs = sent.split('&').filter(Boolean)
  const fields = Object.fromEntries(
    pairs.map((pair) => pair.split('=').map((part, at) => (at ? decodeURIComponent(decodeURIComponent(part)) : part))),
  ) as Record<string, string>
  const once = form(fields)
  const isQuery = request.method === 'GET'
  const names = 'x-yop-appkey;x-yop-content-sm3;x-yop-request-id'
  const { headers, expireSeconds } = judge(
    request,
    pathname.slice('/yop-center'.length),
    isQuery ? once : '',
    names,
    publicKey,
  )
  if (headers['x-yop-content-sm3'] !== hex(isQuery ? '' : once)) wrong('the hash')
  if (expireSeconds !== '1800' || Object.values(fields).some((value) => enc(value) === undefined)) wrong('the time')
}

/** An answer: its body without blanks, by the certificate of the serial. */
export function judgeSmReply({ headers, body }: OracleReply, certificates: Record<string, string>): void {
  const by = lower(headers)
  const certificate = certificates[by['x-yop-sign-serial-no'] ?? '']!
  if (!certificate) wrong(`the serial ${by['x-yop-sign-serial-no']}`)
  if (!smFits(cleaned(Buffer.from(body).toString()), by['x-yop-sign']!, certificate)) wrong('the answer’s signature')
}

/** A notification; gives what it says. */
export function openSmNotice(
  request: OracleRequest & { headers: Record<string, string> },
  { privateKey, certificates }: { privateKey: string; certificates: Record<string, string> },
): Record<string, unknown> {
  const { pathname } = new URL(request.url)
  const names = 'content-length;content-type;x-yop-content-sm3;x-yop-encrypt;x-yop-request-id'
  const certificate = certificates[lower(request.headers)['x-yop-sign-serial-no'] ?? '']!
  const { headers } = judge(request, pathname, '', names, certificate)
  const body = Buffer.from(request.body ?? [])
  if (headers['x-yop-content-sm3'] !== hex(body) || headers['content-length'] !== String(body.length)) wrong('the hash')
  const parts = headers['x-yop-encrypt']!.split('/')
  if (parts[0] !== 'yop-encrypt-v1' || parts[2] !== 'SM4_CBC_PKCS5Padding' || parts.slice(5).join('/') !== 'stream//JA')
    wrong(`x-yop-encrypt ${headers['x-yop-encrypt']}`)
  const wrapped = Buffer.from(parts[3]!, 'base64url')
  if (wrapped.length !== 113 || wrapped[0] !== 4) wrong('the wrapped key')
  const element = (tag: number, bytes: Buffer) => Buffer.concat([Buffer.of(tag, bytes.length), bytes])
  const integer = (bytes: Buffer) => element(2, bytes[0]! > 127 ? Buffer.concat([Buffer.of(0), bytes]) : bytes)
  const content = Buffer.concat([
    integer(wrapped.subarray(1, 33)),
    integer(wrapped.subarray(33, 65)),
    element(4, wrapped.subarray(65, 97)),
    element(4, wrapped.subarray(97)),
  ])
  const der =
    content.length < 128 ? element(0x30, content) : Buffer.concat([Buffer.of(0x30, 0x81, content.length), content])
  const key = openSm2Bytes(privateKey, der.toString('base64'))
  const decipher = createDecipheriv('sm4-cbc', key, Buffer.from(parts[4]!.split(';')[0]!, 'base64url'))
  const text = Buffer.concat([decipher.update(Buffer.from(body.toString(), 'base64url')), decipher.final()])
  return JSON.parse(text.toString())
}
