import { closed, type Members } from '../wechatpay/checks.js'
import { isObject, judge, lowerCaseHeaders, type Report } from '../wechatpay/primitives.js'
import { common, contents, restPaths } from './calls.js'
import { hasHalfCharacter } from './fields.js'
import { type UploadedFile, uploadOf } from './multipart.js'
import {
  beijing,
  canonicalText,
  type Fields,
  formFields,
  type Headers,
  type Key,
  type OracleRequest,
  openContent,
  restRequestMessage,
  verifies,
} from './primitives.js'

/** What Alipay knows of the merchant. `now` in milliseconds; serials in certificate mode only; `aesKey` where content is encrypted. */
export type MerchantFacts = {
  appId: string
  publicKey: Key
  now: number
  serials?: { app: string; root: string }
  aesKey?: string
  appAuthToken?: string
  /** False where the method or its fields are the test's own: the envelope is judged, the content is not. */
  knownMethod?: false
}
export type JudgedCall = {
  method: string
  content: Record<string, unknown>
  parameters: Fields
  files?: readonly UploadedFile[]
}

/** §13.1: a call of V2. Query and body are one set of parameters, and all of them are signed. */
export const judgeGatewayRequest = (request: OracleRequest, facts: MerchantFacts) =>
  judge('request', (report): JudgedCall => {
    const url = new URL(request.url)
    const headers = lowerCaseHeaders(request.headers, report)
    if (request.method !== 'POST') report(`method ${request.method} instead of POST (§2.2)`)
    if (url.pathname !== '/gateway.do') report(`path ${url.pathname} instead of /gateway.do (§1)`)
    const type = headers['content-type']
    const parameters = formFields(url.search.slice(1), report)
    const body = Buffer.from(request.body ?? [])
    // §2.3: its texts are parameters like any other, its files are not signed.
    const upload = uploadOf(type, body, report)
    if (upload) {
      for (const name of Object.keys(upload.fields)) if (name in parameters) report(`${name} is present twice`)
      const call = examineCall({ ...parameters, ...upload.fields }, facts, report)
      return { ...call, files: upload.files }
    }
    if (!/^application\/x-www-form-urlencoded\s*;\s*charset=utf-8$/i.test(type ?? ''))
      report(`content-type is ${type} (§2.2)`)
    formFields(body.toString(), report, parameters)
    return examineCall(parameters, facts, report)
  })

/** §4: a GET address, or a form whose address and hidden inputs are one set of parameters. */
export const judgePage = (page: { url: string; method?: 'GET' | 'POST'; fields?: Fields }, facts: MerchantFacts) =>
  judge('page', (report) => {
    const url = new URL(page.url)
    if (url.pathname !== '/gateway.do') report(`path ${url.pathname} instead of /gateway.do (§1)`)
    if (page.fields && page.method !== 'POST') report('fields without POST (§4)')
    const parameters = formFields(url.search.slice(1), report)
    for (const [name, value] of Object.entries(page.fields ?? {})) {
      if (Object.hasOwn(parameters, name) && name !== 'charset') report(`${name} is present twice`)
      parameters[name] = value
    }
    return examineCall(parameters, facts, report)
  })

/** §4, sdkExecute: what the app hands to the mobile SDK. */
export const judgeOrderString = (orderString: string, facts: MerchantFacts) =>
  judge('order string', (report) => examineCall(formFields(orderString, report), facts, report))

function examineCall(parameters: Fields, facts: MerchantFacts, report: Report): JudgedCall {
  closed(facts.knownMethod === false ? openTo(parameters) : common)(parameters, '', report)
  for (const [name, value] of Object.entries(parameters)) if (value === '') report(`${name} is empty (§3)`)
  if (parameters.app_id !== facts.appId) report(`app_id ${parameters.app_id} is not the merchant's`)
  if (parameters.app_auth_token !== facts.appAuthToken) report('app_auth_token is not the one given (§2.1)')
  if (parameters.app_cert_sn !== facts.serials?.app) report('app_cert_sn is not that of the certificate (§6)')
  if (parameters.alipay_root_cert_sn !== facts.serials?.root) report('alipay_root_cert_sn is not the bundle’s (§6)')
  if (!isNear(parameters.timestamp, facts.now)) report(`timestamp ${parameters.timestamp} is not Beijing time (§2.1)`)
  // Only `sign` is dropped: sign_type is part of a request's string (§3.1).
  if (!verifies(canonicalText(parameters, 'sign'), parameters.sign ?? '', facts.publicKey))
    report('sign does not verify (§3)')
  const { method = '', biz_content: text } = parameters
  if ((parameters.encrypt_type === 'AES') !== (facts.aesKey !== undefined)) report('encrypt_type (§7)')
  const content = text === undefined ? {} : openBody(text, facts.aesKey, report)
  examineContent(method, content, facts, report)
  return { method, content, parameters }
}

const openTo = (parameters: Fields): Members => ({
  ...Object.fromEntries(Object.keys(parameters).map((name) => [`${name}?`, () => {}])),
  ...common,
})
const isNear = (timestamp: string | undefined, now: number) =>
  [-60_000, 0, 60_000].some((shift) => beijing(now + shift).slice(0, 16) === timestamp?.slice(0, 16))

function openBody(text: string, aesKey: string | undefined, report: Report): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(aesKey === undefined ? text : openContent(aesKey, text))
    if (isObject(value)) return value
  } catch (error) {
    report(`${(error as Error).message} (§7)`)
  }
  report('the content is no JSON object')
  return {}
}

function examineContent(method: string, content: Record<string, unknown>, facts: MerchantFacts, report: Report) {
  if (hasHalfCharacter(content)) report('a text has half a character (§3.5)')
  if (facts.knownMethod === false) return
  const check = Object.hasOwn(contents, method) ? contents[method] : undefined
  if (check) check(content, '', report)
  else report(`${method} is not on the wire page (§11)`)
}

/** §8.1: a call of V3. */
export const judgeRestRequest = (request: OracleRequest, facts: MerchantFacts) =>
  judge('request', (report): JudgedCall & { headers: Headers } => {
    const url = new URL(request.url)
    const target = request.url.slice(url.origin.length)
    const headers = lowerCaseHeaders(request.headers, report)
    const listed = restPaths.get(url.pathname)
    if (!listed && (facts.knownMethod !== false || !url.pathname.startsWith('/v3/')))
      report(`${url.pathname} is no path of V3 (§8.3)`)
    if (listed && request.method !== listed.verb) report(`${request.method} instead of ${listed.verb} (§8.3)`)
    const method = listed?.method ?? url.pathname
    const bytes = Buffer.from(request.body ?? [])
    // Of an upload only the JSON of the part `data` is signed.
    const upload = uploadOf(headers['content-type'], bytes, report)
    const body = upload ? (upload.fields.data ?? '') : bytes.toString()
    examineAuthorization(headers, { method: request.method, target, body }, facts, report)
    const isSealed = facts.aesKey !== undefined && body !== '' && !upload
    const type = upload ? 'multipart/form-data' : isSealed ? 'text/plain' : 'application/json'
    if (body !== '' && !headers['content-type']?.startsWith(type)) report(`content-type is not ${type} (§8.1)`)
    // Without a body there is nothing to encrypt, and the header can only ask for an encrypted answer.
    if (body !== '' && (headers['alipay-encrypt-type'] === 'AES') !== isSealed) report('alipay-encrypt-type (§8.1)')
    if (!headers['alipay-request-id']) report('alipay-request-id is missing (§8.1)')
    if (headers['alipay-root-cert-sn'] !== facts.serials?.root) report('alipay-root-cert-sn (§8.1)')
    if (headers['alipay-app-auth-token'] !== facts.appAuthToken) report('alipay-app-auth-token (§8.1)')
    const { notify_url, ...content } =
      body === ''
        ? formFields(url.search.slice(1), report)
        : openBody(body, isSealed ? facts.aesKey : undefined, report)
    if (notify_url !== undefined && !/^https?:\/\/.{1,250}$/.test(String(notify_url))) report('notify_url')
    examineContent(method, content, facts, report)
    const parameters = notify_url === undefined ? {} : { notify_url: String(notify_url) }
    return { method, content, parameters, headers, ...(upload && { files: upload.files }) }
  })

function examineAuthorization(
  headers: Headers,
  line: { method: string; target: string; body: string },
  facts: MerchantFacts,
  report: Report,
): void {
  const pattern =
    /^ALIPAY-SHA256withRSA (app_id=([^,]+)(?:,app_cert_sn=([^,]+))?,nonce=([^,]+),timestamp=(\d{13})(?:,expired_seconds=\d+)?),sign=([^,]+)$/
  const [, text, appId, serial, nonce = '', timestamp, signature] = pattern.exec(headers.authorization ?? '') ?? []
  if (text === undefined || signature === undefined) {
    report(`authorization is not as in §8.1: ${headers.authorization}`)
    return
  }
  if (appId !== facts.appId) report(`app_id ${appId} is not the merchant's`)
  if (serial !== facts.serials?.app) report('app_cert_sn is not that of the certificate (§6)')
  if (!/^[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}$/.test(nonce)) report(`nonce ${nonce} is no UUID (§8.1)`)
  if (Math.abs(Number(timestamp) - facts.now) > 60_000) report('timestamp is not now in milliseconds (§8.1)')
  const message = restRequestMessage(text, line.method, line.target, line.body, headers['alipay-app-auth-token'])
  if (!verifies(message, signature, facts.publicKey)) report('sign does not verify (§8.1)')
}
