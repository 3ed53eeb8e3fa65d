import { closed, open } from './checks.js'
import {
  type Headers,
  isJsonType,
  isObject,
  jsonObject,
  judge,
  type Key,
  lowerCaseHeaders,
  type OracleRequest,
  type Report,
  requestMessage,
  scheme,
  schemeOf,
  signatureOf,
  verifies,
} from './primitives.js'
import { pathParameters, type Route, routes } from './routes.js'
import { isUpload, metaOf } from './upload.js'

export type RequestFacts = {
  merchantId: string
  /** Of the merchant's certificate. */
  serial: string
  /** Of the merchant. */
  publicKey: Key
  /** Milliseconds. */
  now: number
  /** `false` judges a call that the wire page does not describe: everything but route and fields. Default true. */
  knownRoute?: boolean
  /** `false` where path, query and body are the test's own, whatever the wire page says of this route. Default true. */
  judgeFields?: boolean
  /** The mode of §4 that `Wechatpay-Serial` must show. Without it the header is needed for encrypted fields only. */
  gatewaySerial?: 'public-key' | 'certificate'
}

export type JudgedRequest = {
  /** Method and documented path, as `GET /v3/pay/transactions/id/{transaction_id}`; undefined for an unknown route. */
  route: string | undefined
  /** What replaces the placeholders of the path, percent-decoded. */
  path: Record<string, string>
  query: Record<string, string>
  mchid: string
  nonce: string
  /** Unix seconds. */
  timestamp: number
  body: Record<string, unknown> | undefined
}

/** The gateway's view of a request (§2, then §10–§19). Throws an Error that lists every violation. */
export const judgeRequest = (request: OracleRequest, facts: RequestFacts): JudgedRequest =>
  judge(`${request.method} ${request.url}`, (report) => {
    const headers = lowerCaseHeaders(request.headers, report)
    const bytes = request.body ?? new Uint8Array()
    const target = targetOf(request.url, report)
    const authorization = examineAuthorization(headers.authorization, facts, report)
    const { timestamp = '', nonce_str: nonce = '', signature = '', mchid = '' } = authorization
    const contentType = headers['content-type']
    const signed = isUpload(contentType) ? metaOf(contentType!, bytes, report) : bytes
    if (!verifies(requestMessage(request.method, target, timestamp, nonce, signed), signature, facts.publicKey)) {
      report('signature does not verify over method, path with query, timestamp, nonce and body (§2)')
    }
    examineHeaders(headers, bytes.length > 0, report)
    const body = signed.length > 0 ? jsonObject(signed, report) : undefined
    if (body) examineNulls(body, '', report)
    const query = queryOf(target, report)
    const { route, path } =
      facts.judgeFields === false
        ? { route: undefined, path: {} }
        : findRoute(request.method, target, facts.knownRoute ?? true, report)
    if (route) examineFields(routes[route]!, query, bytes.length > 0, body, report)
    for (const [place, fields] of Object.entries({ body, query })) {
      for (const name of ['mchid', 'sp_mchid', 'combine_mchid']) {
        const value = fields?.[name]
        if (value !== undefined && value !== mchid)
          report(`${name} in the ${place} is not the mchid in the header (§2)`)
      }
    }
    examineGatewaySerial(headers['wechatpay-serial'], facts.gatewaySerial, body, report)
    return { route, path, query, mchid, nonce, timestamp: Number(timestamp), body }
  })

/** §2 URL: path and query exactly as sent, so they must be what an HTTP library puts on the wire unchanged. */
function targetOf(url: string, report: Report): string {
  const target = /^https?:\/\/[^/?#\s]+(\/.*)$/s.exec(url)?.[1]
  if (target === undefined) {
    report(`URL ${url} is not absolute, with a path (§2)`)
    return ''
  }
  if (!/^([\w.~!$&'()*+,;=:@/?-]|%[\da-f]{2})*$/i.test(target))
    report('path or query has unencoded characters or a fragment (§2)')
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (!parsed || parsed.pathname + parsed.search !== target)
    report('URL changes when an HTTP library normalises it (§2)')
  return target
}

/** §2: one space after the scheme, five `key="value"` pairs in any order, commas, no blanks. */
function examineAuthorization(header: string | undefined, facts: RequestFacts, report: Report): Record<string, string> {
  const wanted = schemeOf(facts.publicKey)
  if (!header?.startsWith(`${wanted} `)) report(`Authorization does not start with "${wanted} " (§2)`)
  const pairs = header?.slice(header.indexOf(' ') + 1) ?? ''
  if (!/^\w+="[^"\s]*"(,\w+="[^"\s]*")*$/.test(pairs))
    report('Authorization is not key="value" pairs joined by commas (§2)')
  const found = [...pairs.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name!, value!] as const)
  const names = found
    .map(([name]) => name)
    .sort()
    .join()
  if (names !== 'mchid,nonce_str,serial_no,signature,timestamp') report(`Authorization has the fields ${names} (§2)`)
  const fields: Record<string, string> = Object.fromEntries(found)
  const { mchid, nonce_str: nonce, serial_no: serial, timestamp = '' } = fields
  if (mchid !== facts.merchantId) report(`mchid is ${mchid} instead of ${facts.merchantId} (§2)`)
  if (serial !== facts.serial) report(`serial_no is ${serial} instead of ${facts.serial} (§2)`)
  if (!/^[0-9A-F]+$/.test(serial ?? '')) report('serial_no is not upper-case hex (§2)')
  if (!/^[0-9A-Za-z]{1,32}$/.test(nonce ?? '')) report('nonce_str is not 1 to 32 letters and digits (§2)')
  if (!/^[1-9]\d*$/.test(timestamp)) report('timestamp is not Unix seconds (§2)')
  else if (Math.abs(facts.now / 1000 - Number(timestamp)) > 300) report('timestamp is more than 5 minutes off (§2)')
  return fields
}

/** §2, "Other request headers" */
function examineHeaders(headers: Headers, hasBody: boolean, report: Report): void {
  if (!/application\/json|\*\/\*/.test(headers.accept ?? '')) report('Accept is neither application/json nor */* (§2)')
  if (!headers['user-agent']?.trim()) report('User-Agent is missing or empty (§2)')
  const contentType = headers['content-type']
  if (hasBody && !isJsonType(contentType) && !isUpload(contentType))
    report(`Content-Type of a body is ${contentType} (§1)`)
  if (!hasBody && contentType !== undefined) report('Content-Type without a body (§2)')
  const language = headers['accept-language']
  if (language && !/^(zh-CN|en|zh-HK|zh-TW)$/.test(language)) report(`Accept-Language is ${language} (§2)`)
}

/** §1: optional parameters are omitted, not null. */
function examineNulls(value: unknown, at: string, report: Report): void {
  if (value === null) report(`${at} is null (§1)`)
  else if (typeof value === 'object')
    for (const [name, member] of Object.entries(value)) examineNulls(member, `${at}/${name}`, report)
}

function queryOf(target: string, report: Report): Record<string, string> {
  const pairs = [...new URLSearchParams(target.includes('?') ? target.slice(target.indexOf('?')) : '')]
  const query = Object.fromEntries(pairs)
  if (Object.keys(query).length !== pairs.length) report('a query parameter is present twice')
  return query
}

/** §2, step 1 of the gateway: 404 for an unknown path, 405 for another method. */
function findRoute(method: string, target: string, known: boolean, report: Report) {
  const segments = target.split('?')[0]!.split('/')
  for (const route of Object.keys(routes)) {
    const [routeMethod, template] = route.split(' ') as [string, string]
    const parts = template.split('/')
    const fits = (part: string, index: number) => part.startsWith('{') || part === segments[index]
    if (routeMethod !== method || parts.length !== segments.length || !parts.every(fits)) continue
    const path: Record<string, string> = {}
    parts.forEach((part, index) => {
      if (!part.startsWith('{')) return
      const name = part.slice(1, -1)
      path[name] = decode(segments[index]!)
      pathParameters[name]!(path[name], `path {${name}}`, report)
    })
    return { route, path }
  }
  if (known) report('method and path are not documented (§5, §10–§19)')
  return { route: undefined, path: {} }
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return ''
  }
}

function examineFields(
  route: Route,
  query: Record<string, string>,
  hasBody: boolean,
  body: Record<string, unknown> | undefined,
  report: Report,
): void {
  const examineQuery = route.openQuery ? open : closed
  examineQuery(route.query ?? {})(query, '?', report)
  if (!route.body && hasBody) report('this call has no body')
  if (route.body && !hasBody) report('the body is missing')
  if (route.body && body) route.body(body, '', report)
}

/** §4, §6.1: says which key the answer shall be signed with and which one encrypted the fields. */
function examineGatewaySerial(
  serial: string | undefined,
  mode: RequestFacts['gatewaySerial'],
  body: Record<string, unknown> | undefined,
  report: Report,
): void {
  const encrypted = ['bank_account', 'real_name', 'user_name'].some((name) => isObject(body) && name in body)
  if (serial === undefined) {
    if (encrypted || mode) report('Wechatpay-Serial is missing (§4, §6.1)')
    return
  }
  const isPublicKey = /^PUB_KEY_ID_\d+$/.test(serial)
  const isCertificate = /^[0-9A-F]+$/.test(serial)
  if (!isPublicKey && !isCertificate) report(`Wechatpay-Serial is ${serial} (§4)`)
  if ((mode === 'public-key' && !isPublicKey) || (mode === 'certificate' && !isCertificate)) {
    report(`Wechatpay-Serial ${serial} does not belong to the ${mode} mode (§4)`)
  }
}

/** What a canonical message is made of; `target` is path and query, `body` the text of the bytes. */
export type MessageParts = {
  method: string
  url: string
  target: string
  timestamp: string
  nonce: string
  body: string
}

export type RequestSeal = {
  method: string
  url: string
  body?: string | Uint8Array
  /** What is signed in place of the body: the meta of an upload. */
  signed?: string
  headers?: Headers
  merchantId: string
  serial: string
  privateKey: Key
  now: number
  nonce: string
  /** Replaces the canonical message, to prove that a wrong one is refused. */
  message?: (parts: MessageParts) => string
}

/** A client's request as §2 wants it. `headers` replace the standard ones. */
export function sealRequest(seal: RequestSeal): OracleRequest {
  const { method, url, nonce } = seal
  const body = Buffer.from(seal.body ?? '')
  const target = url.replace(/^https?:\/\/[^/]+/, '')
  const timestamp = String(Math.floor(seal.now / 1000))
  const message = seal.message
    ? Buffer.from(seal.message({ method, url, target, timestamp, nonce, body: body.toString() }))
    : requestMessage(method, target, timestamp, nonce, Buffer.from(seal.signed ?? body))
  const fields = { mchid: seal.merchantId, nonce_str: nonce, timestamp, serial_no: seal.serial }
  const pairs = Object.entries({ ...fields, signature: signatureOf(message, seal.privateKey) })
  const headers = {
    Accept: 'application/json',
    'User-Agent': 'oracle',
    ...(body.length > 0 && { 'Content-Type': 'application/json' }),
    Authorization: `${scheme} ${pairs.map(([name, value]) => `${name}="${value}"`).join(',')}`,
    ...seal.headers,
  }
  return { method, url, headers, ...(body.length > 0 && { body: new Uint8Array(body) }) }
}
