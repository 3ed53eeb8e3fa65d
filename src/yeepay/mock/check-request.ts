import { readForm } from '../../codec/form.js'
import type { WireRequest } from '../../core/transport.js'
import { fromUtf8, utf8 } from '../../crypto/bytes.js'
import { readJsonObject, targetOf } from '../../mock/http.js'
import { readMultipart } from '../../mock/multipart.js'
import { decodedAgain, type Fields, headerText, parameterText, readAuthorization, requestText } from '../canonical.js'
import { header, prefix } from '../wire.js'
import { type Asked, type Platform, refused } from './platform.js'
import type { Speech } from './scheme.js'

export type Checked = Asked & { readonly method: string; readonly path: string; readonly json?: object }

/**
 * The merchant's request, checked in this order: form, whose it is, whether it still holds, and what it is signed over. Clients
 * encode what they send once or twice, and the hash is over what is encoded once: each is tried.
 */
export async function checkRequest(platform: Platform, request: WireRequest): Promise<Checked> {
  const { witness, appKey, clock, merchant, scheme } = platform
  const { contentHeader, name: schemeName } = scheme.wire
  const { method, headers } = request
  const { origin } = new URL(request.url)
  witness?.checking('form')
  const [path = '', query = ''] = targetOf(request).slice(prefix.length).split('?', 2)
  if (method !== 'GET' && method !== 'POST') throw refused('40029', 'sys.limit.http-method', '请求方法不支持')
  const auth = readAuthorization(headers.authorization ?? '')
  if (!auth) throw refused('40042', 'isv.check.request-param.miss', '缺少Authorization，或格式错误')
  if (auth.scheme !== schemeName) throw refused('40047', 'isv.authentication.incompatible', '签名算法不支持')
  witness?.checking('account')
  if (auth.appKey !== appKey || headers[header.appKey] !== appKey)
    throw refused('40042', 'isv.app.not-exists', `应用不存在 (this mock gateway plays for application ${appKey})`)
  witness?.checking('time')
  // A time without its Z would be taken for the mock's own zone's.
  const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(auth.time) && /^\d{1,9}$/.test(auth.seconds)
  if (!isTime) throw badSignature('认证信息的时间格式错误，应为UTC时间')
  const age = clock.now() - Date.parse(auth.time)
  if (!(age <= Number(auth.seconds) * 1000) || age < -300_000) throw badSignature('认证信息已过期')
  witness?.checking('signature')
  const given = headers[contentHeader]
  const content = await contentOf(scheme, method, query, request)
  // What nothing fits is shown as the last of them would have been signed.
  const fitting = content.find(({ hashes }) => hashes.includes(given ?? '')) ?? content.at(-1)!
  const names = auth.signedHeaders
  const signed = { ...headers, [contentHeader]: fitting.hashes.includes(given!) ? given! : fitting.hashes[0]! }
  const required = [header.appKey, header.requestId, contentHeader].every((name) => names.includes(name))
  for (const one of [fitting, ...(method === 'GET' ? content : [])]) {
    const text = requestText({ auth, method, path, query: one.query, headers: headerText(signed, names) })
    witness?.expected(text)
    if (!one.hashes.includes(given ?? '')) continue
    if (required && (await scheme.verify(merchant, auth.signature, text)))
      return { method, path, origin, fields: one.fields, ...(one.json && { json: one.json }) }
  }
  throw fitting.hashes.includes(given ?? '')
    ? badSignature('签名验证失败')
    : refused('40047', 'isv.authentication.digest.integrity-checking-failure', '内容摘要校验失败')
}

const badSignature = (words: string) => refused('40047', 'isv.authentication.digest.verify-failure', words)

/** A way to read what was sent, and the hashes that it may have. */
type Reading = {
  readonly fields: Fields
  readonly query: string
  readonly hashes: readonly string[]
  readonly json?: object
}

async function contentOf(
  { digest }: Speech,
  method: string,
  query: string,
  { headers, body }: WireRequest,
): Promise<Reading[]> {
  const type = headers['content-type'] ?? ''
  const nothing = await digest(new Uint8Array())
  if (method === 'POST' && /^application\/json\b/i.test(type)) {
    const json = readJsonObject(textOf(body))
    if (!json) throw refused('40042', 'isv.check.request-param.format', '请求体不是JSON')
    const texts = Object.entries(json).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
    return [{ fields: Object.fromEntries(texts), query: '', hashes: [await digest(body!)], json }]
  }
  const readings = method === 'POST' ? fieldsOf(type, body, query) : once(query)
  return Promise.all(
    readings.map(async (fields) => {
      const text = parameterText(fields)
      const hash = await digest(utf8(text))
      // Two of YeePay's own clients hash the query too.
      return method === 'GET' ? { fields, query: text, hashes: [nothing, hash] } : { fields, query: '', hashes: [hash] }
    }),
  )
}

function fieldsOf(type: string, body: Uint8Array | undefined, query: string): Fields[] {
  const multipart = readMultipart(type, body)
  if (multipart) return [multipart.fields, ...again(multipart.fields)]
  // One of YeePay's own clients posts in the address.
  return once(textOf(body) || query)
}

/** Decoded once, and where that goes twice. */
function once(text: string): Fields[] {
  try {
    const fields = readForm(text)
    return [fields, ...again(fields)]
  } catch {
    throw refused('40042', 'isv.check.request-param.format', '请求参数编码错误')
  }
}

function again(fields: Fields): Fields[] {
  const decoded = decodedAgain(fields)
  return decoded ? [decoded] : []
}

function textOf(body: Uint8Array | undefined): string {
  try {
    return fromUtf8(body ?? new Uint8Array())
  } catch {
    throw refused('40042', 'isv.check.request-param.format', '请求体不是UTF-8')
  }
}
